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
    if (combobox) { combobox.removeAttribute("aria-labelledby"); combobox.ariaLabel = [name, combobox.textContent.trim()].filter(Boolean).join(": "); }
    if (search) search.ariaLabel = name;
  }
}

function nameAll() {
  nameRows(document);
  nameChoices(document);
}

addEventListener("load", () => setTimeout(nameAll));
document.addEventListener("formset:added", () => setTimeout(nameAll));
jQuery?.(document).on("change select2:open", "select", () => setTimeout(nameAll));
