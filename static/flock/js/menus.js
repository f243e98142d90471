/* Menus are <details>: this closes them by Escape, by a click elsewhere and when the focus leaves. */
const open = () => document.querySelectorAll("details[data-menu][open]");

function close(menu) {
  const inside = menu.contains(document.activeElement);
  menu.open = false;
  if (inside) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") open().forEach(close);
});
document.addEventListener("focusin", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
