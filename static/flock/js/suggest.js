/* Search suggests while one types: a combobox over the address in data-suggest, which answers
   {"results": [{"label", "detail", "url", "picture": HTML}]}. Enter without a choice searches as ever. */
import { words } from "./say.js";

for (const form of document.querySelectorAll("form[data-suggest^='/']")) combobox(form);

function combobox(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let chosen = -1, asked = "", wait, request;
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.role = "listbox";
  list.ariaLabel = input.labels[0]?.textContent ?? "";
  list.hidden = true;
  status.className = "visually-hidden";
  status.role = "status";
  form.append(list, status);
  input.role = "combobox";
  input.ariaExpanded = "false";
  input.ariaAutoComplete = "list";
  input.setAttribute("aria-controls", list.id);

  const options = () => [...list.children];
  function close() {
    list.hidden = true;
    input.ariaExpanded = "false";
    choose(-1);
  }
  function choose(at) {
    chosen = at;
    options().forEach((option, n) => { option.ariaSelected = String(n === at); });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else { input.setAttribute("aria-activedescendant", options()[at].id); options()[at].scrollIntoView({ block: "nearest" }); }
  }
  function option({ label, detail, url, picture }, n) {
    const item = document.createElement("li");
    const more = document.createElement("small");
    item.role = "option";
    item.id = `${list.id}-${n}`;
    item.dataset.url = url;
    more.textContent = detail;
    item.append(...new DOMParser().parseFromString(picture, "text/html").body.children, label, more);
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => location.assign(url));
    return item;
  }
  async function ask() {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    request?.abort();
    if (!query) { list.replaceChildren(); return close(); }
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(query)}`, { signal: request.signal });
      if (!answer.ok) return close();
      const { results } = await answer.json();
      const found = results.map(option);
      list.replaceChildren(...found);
      choose(-1);
      list.hidden = !found.length;
      input.ariaExpanded = String(found.length > 0);
      status.textContent = words("found").replace("0", found.length);
    } catch { close(); }
  }
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 160); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      list.hidden = false;
      input.ariaExpanded = "true";
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((chosen + 1 + step + count + 1) % (count + 1) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.url);
    }
  });
}
