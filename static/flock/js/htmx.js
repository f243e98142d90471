/* Waiting, failing and arriving, said aloud: what was written stays where it is, and the focus goes to what is new. */
import { hush, say, tell, words } from "./say.js";

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
