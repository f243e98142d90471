/* Names what Django's admin leaves unnamed for screen readers: the fields of inline rows by the heads of their columns,
   and the search fields of its lists of choices by their labels. */
const jQuery = window.django?.jQuery;

function named(field, name) {
  if (name && !field.labels?.length && !field.ariaLabel) field.ariaLabel = name;
}

function nameRows(root) {
  for (const table of root.querySelectorAll(".tabular table")) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, at) => cell.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((field) => named(field, heads[at])));
    }
  }
}

function nameChoices(root) {
  for (const box of root.querySelectorAll(".select2-container")) {
    const select = box.previousElementSibling;
    const name = select?.ariaLabel || select?.labels?.[0]?.textContent.trim().replace(/:$/, "");
    const combobox = box.querySelector("[role=combobox]:not(input)");
    const search = box.querySelector(".select2-search__field");
    if (!name) continue;
    if (box.querySelector(".select2-selection--multiple")) nameMany(box, search, name);
    else if (combobox) {
      for (const attribute of ["role", "aria-readonly"]) combobox.firstElementChild.removeAttribute(attribute); // a field in a field
      combobox.removeAttribute("aria-labelledby");
      combobox.ariaLabel = [name, combobox.textContent.trim()].filter(Boolean).join(": ");
    }
    if (search) search.ariaLabel = name;
  }
}

/* Of a list from which one takes several: a group with what is taken, and the field in it is the combobox. */
function nameMany(box, search, name) {
  const group = box.querySelector(".select2-selection--multiple");
  const isOpen = box.classList.contains("select2-container--open");
  for (const attribute of ["aria-haspopup", "aria-expanded", "aria-owns", "aria-activedescendant", "aria-disabled"]) group.removeAttribute(attribute);
  group.setAttribute("role", "group");
  group.ariaLabel = name;
  group.querySelector("ul").setAttribute("role", "presentation");
  search?.setAttribute("role", "combobox");
  search?.setAttribute("aria-expanded", isOpen);
}

function nameAll() {
  nameRows(document);
  nameChoices(document);
}

addEventListener("load", () => setTimeout(nameAll));
document.addEventListener("formset:added", () => setTimeout(nameAll));
jQuery?.(document).on("change select2:open select2:close", "select", () => setTimeout(nameAll));
