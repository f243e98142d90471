/* Waiting, failing and arriving, said aloud: what was written stays where it is, and the focus goes to what is new. */
import { hush, say, tell, words } from "./say.js";

/* htmx itself is added when a pointer or the focus comes to what uses it: a phone takes longer to read it than to read all
   else. What was pressed before it has arrived is pressed again then; where it does not arrive, the page's own way is left. */
const source = document.querySelector("link[data-htmx]");
const inPlace = (event) => event.target.closest?.("[hx-get], [hx-post]");
let coming;
let isGone = !source;

function bring() {
  coming ??= new Promise((arrived) => {
    const script = Object.assign(document.createElement("script"), { src: source.href, onload: arrived, onerror: arrived });
    if (document.readyState === "complete") document.head.append(script);
    else addEventListener("load", () => document.head.append(script));
  }).then(() => {
    isGone = !window.htmx;
    if (isGone) document.documentElement.classList.remove("has-htmx");
  });
  return coming;
}

function early(event) {
  const user = inPlace(event);
  if (!user || isGone || window.htmx) return;
  if (event.type === "change") bring().then(() => window.htmx?.trigger(user, "change"));
  else if (document.readyState === "complete" && !event.ctrlKey && !event.metaKey && (event.type === "submit" || user.localName !== "form")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    bring().then(() => (event.type === "submit" ? user.requestSubmit(event.submitter) : user.click()));
  }
}

if (source) {
  document.documentElement.classList.add("has-htmx");
  for (const kind of ["pointerover", "touchstart", "focusin"]) addEventListener(kind, (event) => inPlace(event) && bring(), { passive: true });
  for (const kind of ["change", "click", "submit"]) addEventListener(kind, early, true);
}

let waiting;
const busy = (event, state) => {
  for (const button of event.target.querySelectorAll?.("button") ?? []) button.ariaBusy = state;
};

document.addEventListener("htmx:beforeRequest", (event) => {
  hush();
  busy(event, "true");
  waiting = setTimeout(() => tell(words("sending")), 600);
});
document.addEventListener("htmx:afterRequest", (event) => { clearTimeout(waiting); busy(event, null); });
document.addEventListener("htmx:sendError", () => say(words("offline"), "error"));
document.addEventListener("htmx:timeout", () => say(words("offline"), "error"));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  say(words(status === 429 ? "slower" : status === 403 ? "signin" : "failed"), "error");
});
/* A form that comes back with errors (422) is shown in place like any other answer. */
let focused;
document.addEventListener("htmx:beforeSwap", (event) => {
  focused = document.activeElement?.id;
  if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
/* The rating box is replaced when it has saved: the focus stays on the glyph that was chosen. A comment takes it itself,
   and so does the field of a form that was opened in place. */
document.addEventListener("htmx:afterSettle", (event) => {
  const arrived = document.querySelector("[data-new]");
  const opened = event.target.matches?.("[id^=answer-]") && event.target.querySelector("textarea");
  if (arrived) {
    arrived.removeAttribute("data-new");
    arrived.querySelector("[tabindex]").focus();
  } else if (opened) opened.focus();
  else if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  for (const said of document.querySelectorAll("[data-say]")) {
    tell(said.dataset.say || said.textContent);
    said.removeAttribute("data-say");
  }
});
document.addEventListener("click", (event) => {
  const closing = event.target.closest?.("[data-close-form]");
  if (!closing) return;
  event.preventDefault();
  closing.closest("form").remove();
  document.getElementById(closing.dataset.closeForm)?.focus();
});
addEventListener("offline", () => say(words("offline"), "warning"));
addEventListener("online", hush);
