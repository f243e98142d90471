/* Tells the reader something, in the page's status region: seen, and heard by screen readers. */
const region = document.querySelector("[data-messages]");

/** Words that the server has put on the status region, in the reader's language: data-offline, data-failed, … */
export const words = (name) => region?.dataset[name] ?? "";

export function say(text, kind = "info") {
  if (!region || !text) return;
  const list = document.createElement("ul");
  const item = document.createElement("li");
  list.className = "messages";
  item.className = kind;
  item.textContent = text;
  list.append(item);
  region.replaceChildren(list);
  region.scrollIntoView({ block: "nearest" });
}
