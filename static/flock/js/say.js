/* Tells the reader something that happened in place: `say` shows it at the foot of the window until it is read, `tell` is
   only heard. Both regions are in the page from its beginning, so that screen readers notice when they fill. */
const dictionary = document.querySelector("[data-messages]");
const toast = document.querySelector("[data-toast]");
const live = document.querySelector("[data-live]");

/** Words that the server has put on the status region, in the reader's language: data-offline, data-failed, … */
export const words = (name) => dictionary?.dataset[name] ?? "";

export function tell(text) {
  if (live && text) live.textContent = text;
}

export function hush() {
  toast?.replaceChildren();
}

export function say(text, kind = "info") {
  if (!toast || !text) return;
  const message = document.createElement("p");
  const close = document.createElement("button");
  message.className = `alert ${kind}`;
  close.className = "link-button";
  close.type = "button";
  close.textContent = words("close");
  close.addEventListener("click", hush);
  message.append(text, close);
  toast.replaceChildren(message);
}
