/* Keeps what is being written in this browser until it has been sent: through a crash, a closed tab or a lost session.
   A form says data-draft="its name"; drafts belong to one member (or to nobody, before signing in). data-draft-base names
   the saved words it shows, over which no draft of others is put; data-draft-words leaves out choices. */
import { words } from "./say.js";

const PREFIX = "flock-draft:";
const member = document.querySelector("[data-member]")?.dataset.member ?? "";
const keyOf = (form, whose = member) => `${PREFIX}${whose}:${form.dataset.draft}`;
const kinds = (form) => "draftWords" in form.dataset ? /^text/ : /^(?!(hidden|submit|button|file|password)$)/;
const fields = (form) => [...form.elements].filter((f) => f.name && kinds(form).test(f.type));
const fits = (form, entry) => entry?.base === form.dataset.draftBase;
const FAILED = ".is-invalid, .alert-danger, .errorlist, .mod-alert, .error, .lost";

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

/* Chromium brings localStorage to the disk seconds later, which a crash does not wait for; a database does it at once, but
   not while a page is being left. So both are kept, and the newer one counts. What was sent leaves nothing for a day. */
let opening;
function database() {
  opening ??= new Promise((opened) => {
    const asked = indexedDB.open("flock", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("drafts");
    asked.onsuccess = () => opened(asked.result);
    asked.onerror = () => opened(null);
  }).catch(() => null);
  return opening;
}

async function drawer(mode, act) {
  const opened = await database();
  return opened && new Promise((done) => {
    const work = opened.transaction("drafts", mode, { durability: "strict" });
    const asked = act(work.objectStore("drafts"));
    work.oncomplete = () => done(asked.result);
    work.onabort = () => done(null);
  }).catch(() => null); // it was closed meanwhile, as when the browser's data are cleared
}

function local(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

async function load(form, whose = member) {
  const key = keyOf(form, whose);
  const [near, safe] = [local(key), await drawer("readonly", (drafts) => drafts.get(key))];
  if (near && !near.kept) drop(key); // the page was left before the database had it
  const newer = (safe?.at ?? 0) > (near?.at ?? 0) ? safe : near;
  if (safe && !safe.kept && Date.now() - safe.at > 864e5) drawer("readwrite", (drafts) => drafts.delete(key));
  return (fits(form, newer) && newer?.kept) || null;
}

async function store(form, kept) {
  const key = keyOf(form), entry = { at: Date.now(), kept, base: form.dataset.draftBase };
  let isNear = true;
  try { localStorage.setItem(key, JSON.stringify(entry)); } catch { isNear = false; }
  return await drawer("readwrite", (drafts) => drafts.put(entry, key)) !== null || isNear;
}

function drop(key) {
  const nothing = { at: Date.now(), kept: null }, text = JSON.stringify(nothing);
  try { localStorage.setItem(key, text); } catch { /* nothing can be kept there either */ }
  drawer("readwrite", (drafts) => drafts.put(nothing, key)).then(() => {
    try { if (localStorage.getItem(key) === text) localStorage.removeItem(key); } catch { /* nor be there */ }
  });
}

function note(form, text) {
  const place = form.querySelector("[data-draft-note]");
  if (place && place.textContent !== text) place.textContent = text;
}

const hasWords = (kept) => Object.entries(kept ?? {}).some(([name, value]) => typeof value === "string" && value.trim() && name !== "half_steps");

/** After a successful sending the page that comes has no errors, and shows what was sent or says so. */
function forgetWhatWasSent() {
  const key = sessionStorage.getItem(`${PREFIX}sent`);
  if (!key) return;
  const form = [...document.querySelectorAll("[data-draft]")].find((f) => key.endsWith(`:${f.dataset.draft}`));
  const arrived = document.querySelector(":is([data-messages], .messagelist) :is(.success, .info, .warning)") || /^#(comment|review)-\d+$/.test(location.hash);
  const failed = (form ?? document).querySelector(FAILED);
  sessionStorage.removeItem(`${PREFIX}sent`);
  if (!failed && (arrived || (!form && member))) drop(key);
}

/** Puts what was kept into a form that nobody has touched meanwhile: at once what is near, so that nobody begins to write
    over it while the database is being opened. */
async function resume(form, server) {
  const rejected = form.querySelector(FAILED);
  const entry = local(keyOf(form)) ?? (member ? local(keyOf(form, "")) : null), near = entry?.kept;
  if (!rejected && fits(form, entry) && hasWords(near)) fill(form, { ...read(form), ...near });
  const shown = JSON.stringify(read(form));
  const own = await load(form);
  const kept = own ?? (member ? await load(form, "") : null);
  if (!kept || JSON.stringify(read(form)) !== shown) return;
  if (JSON.stringify(kept) === server) [member, ""].forEach((whose) => drop(keyOf(form, whose)));
  else if (!rejected && hasWords(kept)) {
    fill(form, { ...read(form), ...kept });
    note(form, words("restored"));
    store(form, kept);
    if (!own && member) drop(keyOf(form, ""));
  }
}

function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  const server = JSON.stringify(read(form));
  resume(form, server);
  let timer;
  const keep = async () => {
    timer = undefined;
    if (!form.isConnected) return; // sent in place, and replaced
    const now = read(form);
    if (JSON.stringify(now) === server) drop(keyOf(form));
    else if (await store(form, now) && !timer) note(form, words("kept"));
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
  if (form && event.detail.xhr.status < 300 && event.detail.requestConfig.verb === "post") drop(keyOf(form));
});
