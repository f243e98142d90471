/* Stills open over the page; without scripts each has a page of its own. Arrows go on, Escape closes. */
const dialog = document.querySelector("dialog.lightbox");
const links = [...document.querySelectorAll("a.still")];
let at = 0;

function show(number) {
  at = (number + links.length) % links.length;
  const figure = links[at].closest("figure").cloneNode(true);
  figure.removeAttribute("id");
  for (const part of figure.querySelectorAll("source, img")) part.sizes = "100vw";
  figure.querySelector("img").loading = "eager";
  figure.querySelector("a").replaceWith(...figure.querySelector("a").childNodes);
  dialog.querySelector("[data-page]").href = links[at].href;
  dialog.querySelector("[data-shown]").replaceChildren(figure);
  if (!dialog.open) dialog.showModal();
}

if (dialog) {
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  for (const button of dialog.querySelectorAll("[data-go]")) {
    button.hidden = links.length < 2;
    button.addEventListener("click", () => show(at + Number(button.dataset.go)));
  }
  dialog.addEventListener("click", (event) => { if (!event.target.closest("a, button, figcaption")) dialog.close(); });
  dialog.addEventListener("close", () => links[at].focus());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === forward) show(at + 1);
    if (event.key === back) show(at - 1);
  });
  links.forEach((link, number) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(number);
  }));
}
