/* Light or dark without leaving the page; the server keeps the choice as it does without this. */
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const chosen = event.submitter.value;
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  for (const button of form.querySelectorAll("button")) button.ariaPressed = String(button.value === chosen);
  const summary = form.closest("details").querySelector("summary");
  summary.querySelector("use").setAttribute("href", event.submitter.querySelector("use").getAttribute("href"));
  form.closest("details").open = false;
  summary.focus();
  fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual", keepalive: true });
});
