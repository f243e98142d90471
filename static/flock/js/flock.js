/* Flock's enhancement. Every page works without it; each module minds one thing. */
import "./menus.js";
import "./theme.js";
import "./drafts.js";
import "./confirm.js";
import "./htmx.js";
import "./suggest.js";
import "./lightbox.js";
import "./times.js";
import "./passkeys.js";
