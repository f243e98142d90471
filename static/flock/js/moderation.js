// The queue's keys. Every key presses a button or follows a link that is on the page; without this file all work.
const STORE = "flock-moderation-keys";
const screen = document.querySelector(".mod");
const toggle = document.querySelector("[data-keys-switch]");
let on = remembered() !== "off";

function remembered() {
  try { return localStorage.getItem(STORE); } catch { return null; }
}

function remember(value) {
  try { localStorage.setItem(STORE, value); } catch { /* private windows keep nothing */ }
}

function show() {
  screen.classList.toggle("keys-off", !on);
  toggle.setAttribute("aria-pressed", String(on));
  for (const element of document.querySelectorAll("[data-key]")) {
    if (on) element.setAttribute("aria-keyshortcuts", element.dataset.key);
    else element.removeAttribute("aria-keyshortcuts");
  }
}

function typing(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return false;
  const next = rows[Math.max(0, Math.min(rows.length - 1, rows.findIndex((row) => row.classList.contains("is-current")) + step))];
  rows.forEach((row) => row.classList.toggle("is-current", row === next));
  next.querySelector("[data-open]").focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const key = event.key.toLowerCase();
  const element = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (element) {
    event.preventDefault();
    element.click();
  } else if ((key === "j" && move(1)) || (key === "k" && move(-1))) {
    event.preventDefault();
  }
});

if (screen && toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    on = !on;
    remember(on ? "on" : "off");
    show();
  });
  show();
}

// One press decides once: a second submit of the same form waits for the page.
for (const form of document.querySelectorAll("[data-decide]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => document.querySelectorAll("[data-decide]").forEach((form) => delete form.dataset.sent));
