/* Keeps what is being written in this browser until it has been sent: through a crash, a closed tab or a lost session.
   A form says data-draft="its name"; drafts belong to one member (or to nobody, before signing in). */
import { words } from "./say.js";

const PREFIX = "flock-draft:";
const member = document.body.dataset.member ?? "";
const keyOf = (form, whose = member) => `${PREFIX}${whose}:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((f) => f.name && !/^(hidden|submit|button|file|password)$/.test(f.type));

function read(form) {
  const kept = {};
  for (const field of fields(form)) {
    if (field.type === "radio") { if (field.checked) kept[field.name] = field.value; }
    else kept[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  return kept;
}

function fill(form, kept) {
  for (const field of fields(form)) {
    if (!(field.name in kept)) continue;
    if (field.type === "radio") field.checked = field.value === kept[field.name];
    else if (field.type === "checkbox") field.checked = kept[field.name];
    else field.value = kept[field.name];
  }
}

function load(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function store(key, kept) {
  try { localStorage.setItem(key, JSON.stringify(kept)); return true; } catch { return false; }
}

function note(form, text) {
  const place = form.querySelector("[data-draft-note]");
  if (place && place.textContent !== text) place.textContent = text;
}

const hasWords = (kept) => Object.entries(kept ?? {}).some(([name, value]) => typeof value === "string" && value.trim() && name !== "half_steps");

/** After a successful sending the page that comes has no form with errors, and shows what was sent or says so. */
function forgetWhatWasSent() {
  const key = sessionStorage.getItem(`${PREFIX}sent`);
  if (!key) return;
  const form = [...document.querySelectorAll("[data-draft]")].find((f) => key.endsWith(`:${f.dataset.draft}`));
  const arrived = document.querySelector("[data-messages] :is(.success, .info, .warning)") || /^#(comment|review)-\d+$/.test(location.hash);
  const failed = form?.querySelector(".is-invalid, .alert-danger, .errorlist");
  sessionStorage.removeItem(`${PREFIX}sent`);
  if (!failed && (arrived || (!form && document.body.dataset.member))) localStorage.removeItem(key);
}

function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  const server = JSON.stringify(read(form));
  const kept = load(keyOf(form)) ?? (member ? load(keyOf(form, "")) : null);
  const rejected = form.querySelector(".is-invalid, .alert-danger, .errorlist");
  if (kept && !rejected && JSON.stringify(kept) !== server && hasWords(kept)) {
    fill(form, { ...read(form), ...kept });
    note(form, words("restored"));
    if (member) { store(keyOf(form), kept); localStorage.removeItem(keyOf(form, "")); }
  }
  if (JSON.stringify(kept) === server) [member, ""].forEach((whose) => localStorage.removeItem(keyOf(form, whose)));
  let timer;
  const keep = () => {
    timer = undefined;
    if (!form.isConnected) return; // sent in place, and replaced
    const now = read(form);
    if (JSON.stringify(now) === server) localStorage.removeItem(keyOf(form));
    else if (store(keyOf(form), now)) note(form, words("kept"));
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 250); });
  addEventListener("pagehide", () => { if (timer) keep(); });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
    if (!window.htmx || !form.hasAttribute("hx-post")) sessionStorage.setItem(`${PREFIX}sent`, keyOf(form));
  });
}

const watchAll = (root) => {
  if (root.matches?.("[data-draft]")) watch(root);
  root.querySelectorAll("[data-draft]").forEach(watch);
};

forgetWhatWasSent();
watchAll(document);
document.addEventListener("htmx:load", (event) => watchAll(event.target));
document.addEventListener("htmx:beforeOnLoad", (event) => { // before the answer is put into the page
  const form = event.target.closest?.("[data-draft]");
  if (form && event.detail.xhr.status < 300 && event.detail.requestConfig.verb === "post") localStorage.removeItem(keyOf(form));
});
