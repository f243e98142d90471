/* Asks before what cannot be taken back: a form says data-confirm="the question". Without scripts the server asks. */
const dialog = document.querySelector("[data-confirm-dialog]");

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-confirm]");
  if (!form || !dialog || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.querySelector("[data-question]").textContent = form.dataset.confirm;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter);
    delete form.dataset.confirmed;
  }, { once: true });
}, true);
