// The queue's keys and its decisions in place. Every key presses a button or follows a link that is on the page; without
// this file all work, each with a new page. A decision replaces the middle of the page, so everything is looked up anew.
const STORE = "flock-moderation-keys";
const live = document.querySelector("[data-live]");
const toast = document.querySelector("[data-toast]");
let on = remembered() !== "off";

function remembered() {
  try { return localStorage.getItem(STORE); } catch { return null; }
}

function remember(value) {
  try { localStorage.setItem(STORE, value); } catch { /* private windows keep nothing */ }
}

function show() {
  const toggle = document.querySelector("[data-keys-switch]");
  if (!toggle) return;
  toggle.hidden = false;
  document.querySelector(".mod").classList.toggle("keys-off", !on);
  toggle.setAttribute("aria-pressed", String(on));
  for (const element of document.querySelectorAll("[data-key]")) {
    if (on) element.setAttribute("aria-keyshortcuts", element.dataset.key);
    else element.removeAttribute("aria-keyshortcuts");
  }
  for (const hint of document.querySelectorAll("[data-keys-hint], [data-fill-letter]")) hint.hidden = false;
  preview();
}

/* The prepared letter of the chosen reason shows in the empty field; a button brings it in, to be edited. */
function prepared() {
  const ground = document.getElementById("id_ground")?.value ?? "";
  return document.querySelector(`[data-letter="${CSS.escape(ground)}"]`)?.textContent ?? "";
}

function preview() {
  const letter = document.querySelector("[data-decide] #id_letter");
  if (letter) letter.placeholder = prepared();
}

document.addEventListener("change", preview);
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-fill-letter]")) return;
  const letter = document.getElementById("id_letter");
  letter.value = prepared();
  letter.focus();
});

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

function tick() {
  const box = document.querySelector("[data-row].is-current input[type=checkbox]");
  if (box) box.checked = !box.checked;
  return Boolean(box);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) event.target.blur(); // out of the letter, back to the keys
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const key = event.key.toLowerCase();
  const element = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (element) {
    event.preventDefault();
    element.click();
  } else if ((key === "j" && move(1)) || (key === "k" && move(-1)) || (key === "t" && tick())) {
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-keys-switch]")) return;
  on = !on;
  remember(on ? "on" : "off");
  show();
});

/* In place: what was decided and what comes next is said, and the focus goes to the new heading. */
function complain(name) {
  const sentence = document.createElement("p");
  sentence.className = "mod-alert";
  sentence.textContent = toast?.dataset[name] ?? "";
  toast?.replaceChildren(sentence);
}

function arrived() {
  const main = document.getElementById("content-start");
  const said = [...main.querySelectorAll(".messagelist li, .mod-alert[role=alert]")].map((one) => one.textContent.trim());
  const heading = main.querySelector("h1");
  show();
  if (heading) {
    document.title = `${heading.textContent} | ${document.title.split(" | ").pop()}`;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  live.textContent = said.join(" ");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
document.addEventListener("htmx:beforeRequest", () => { toast?.replaceChildren(); live.textContent = toast?.dataset.sending ?? ""; });
document.addEventListener("htmx:afterSettle", arrived);
document.addEventListener("htmx:sendError", () => complain("offline"));
document.addEventListener("htmx:responseError", () => complain("failed"));

/* Where htmx is not there, one press decides once: a second submit of the same form waits for the page. */
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-decide]");
  if (!form || window.htmx) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-decide]").forEach((form) => delete form.dataset.sent));
show();
