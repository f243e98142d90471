/* Waiting and failing, said aloud: what was written stays where it is. */
import { say, words } from "./say.js";

const busy = (event, state) => {
  for (const button of event.target.querySelectorAll?.("button") ?? []) button.ariaBusy = state;
};

document.addEventListener("htmx:beforeRequest", (event) => busy(event, "true"));
document.addEventListener("htmx:afterRequest", (event) => busy(event, null));
document.addEventListener("htmx:sendError", () => say(words("offline"), "error"));
document.addEventListener("htmx:timeout", () => say(words("offline"), "error"));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  say(words(status === 429 ? "slower" : status === 403 ? "signin" : "failed"), "error");
});
/* A form that comes back with errors (422) is shown in place like any other answer. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
/* The rating box is replaced when it has saved: the focus stays on the glyph that was chosen. */
let focused;
document.addEventListener("htmx:beforeSwap", () => { focused = document.activeElement?.id; });
document.addEventListener("htmx:afterSettle", () => {
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
});
addEventListener("offline", () => say(words("offline"), "warning"));
