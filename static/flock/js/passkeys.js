/* Says so when a passkey could not be made or used; allauth's own script tells only the console. */
import { say, words } from "./say.js";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  say(words("passkey"), "error");
});
