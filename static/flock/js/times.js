/* Fresh dates as people say them, "2 hours ago"; the exact moment stays on hover. Pages are kept by caches, so the
   server writes the date and the browser counts. */
const UNITS = [["minute", 60], ["hour", 3600], ["day", 86400], ["week", 604800]];
const FRESH = 28 * 86400;

function relative(root) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  for (const time of root.querySelectorAll("time[data-when]")) {
    const age = (Date.now() - new Date(time.dateTime)) / 1000;
    if (!(age >= 0 && age < FRESH)) continue;
    const [unit, seconds] = UNITS.findLast(([, size]) => age >= size) ?? UNITS[0];
    time.textContent = words.format(-Math.floor(age / seconds), unit);
  }
}

relative(document);
document.addEventListener("htmx:load", (event) => relative(event.target));
