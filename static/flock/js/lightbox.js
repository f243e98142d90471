/* Stills open over the page; without scripts their link leads to the picture. Arrows go on, Escape closes. */
const links = [...document.querySelectorAll("a[data-lightbox]")];

function show(at) {
  const link = links[at];
  const dialog = document.createElement("dialog");
  const image = document.createElement("img");
  const caption = document.createElement("p");
  dialog.className = "lightbox";
  image.src = link.href;
  image.alt = link.querySelector("img").alt;
  caption.textContent = link.closest("figure").querySelector("figcaption")?.textContent.trim() ?? "";
  dialog.setAttribute("aria-label", image.alt);
  dialog.tabIndex = -1;
  dialog.append(image, caption);
  document.body.append(dialog);
  dialog.showModal();
  const go = (to) => { dialog.close(); if (to !== null) show((to + links.length) % links.length); else link.focus(); };
  dialog.addEventListener("click", () => go(null));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (event) => {
    const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key === forward) go(at + 1);
    if (event.key === back) go(at - 1);
  });
}

links.forEach((link, at) => link.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(at);
}));
