/* Fresh dates as people say them, "2 hours ago"; the exact moment stays on hover. Pages are kept by caches, so the
   server writes the date and the browser counts, as each date comes near the window: a phone takes longer to load a
   language's words for it than all our scripts take together, and most dates stand far below. */
const UNITS = [["minute", 60], ["hour", 3600], ["day", 86400], ["week", 604800]];
const FRESH = 28 * 86400;
let words;

function tell(time) {
  const age = (Date.now() - new Date(time.dateTime)) / 1000;
  if (!(age >= 0 && age < FRESH)) return;
  const [unit, seconds] = UNITS.findLast(([, size]) => age >= size) ?? UNITS[0];
  words ??= new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  time.textContent = words.format(-Math.floor(age / seconds), unit);
}

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) { near.unobserve(target); tell(target); }
}, { rootMargin: "50%" });
const watch = (root) => root.querySelectorAll("time[data-when]").forEach((time) => near.observe(time));

watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target));
