// Two readings over one text: keys to go from place to place and to decide, and the jumps between text and list.
// What a decision answers htmx puts in place of the list; without this module everything is still done by its buttons.

import { isInField, isTyping, letterOf, reveal } from "./app.js";

const text = document.getElementById("both");
const all = () => [...document.querySelectorAll("#places .place")];
const idOf = (place) => place.id.slice("place-".length);

let current = null; // the id of the place one is at
let latest = null; // the place that was decided just now, until one goes elsewhere
let decided = false; // whether what was sent last decides the place, so that the next one follows

function show(place, { focus = true, jump = true } = {}) {
  for (const each of document.querySelectorAll(".place.current, .read.current")) each.classList.remove("current");
  for (const each of all()) each.removeAttribute("aria-current");
  current = place ? idOf(place) : null;
  if (!place) return;
  place.classList.add("current");
  place.setAttribute("aria-current", "true");
  const words = text.querySelectorAll(`.read[data-places~="${current}"]`);
  for (const each of words) each.classList.add("current");
  if (jump && words.length) reveal(words[0]);
  if (focus) {
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }
}

const here = () => all().find((place) => idOf(place) === current);

function step(direction, wanted = () => true) {
  const places = all();
  const at = places.indexOf(here());
  const rest = direction > 0 ? places.slice(at + 1) : places.slice(0, Math.max(at, 0)).reverse();
  const next = rest.find(wanted) ?? (at < 0 ? places.find(wanted) : null);
  if (next) show(next);
  return next;
}

const isOpen = (place) => place.matches(".open");

/** The next place that waits, from here on, else from the start. */
function nextOpen() {
  if (step(1, isOpen)) return;
  const first = all().find(isOpen);
  if (first) return show(first);
  document.querySelector("#places .done button")?.focus();
}

function decide(key) {
  if (key === "u" && latest) show(document.getElementById(`place-${latest}`) ?? here());
  const button = key === "y" ? document.querySelector("#places [data-key=y]") : here()?.querySelector(`[data-key=${key}]`);
  if (!button) return false;
  if (key === "r") {
    button.parentElement.open = true;
    button.parentElement.querySelector("textarea").focus();
  } else button.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.(".place") && isInField(event)) return here()?.focus();
  if (event.defaultPrevented || isTyping(event)) return;
  const key = letterOf(event);
  const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
  // Arrows scroll the text while it has the focus.
  if (isArrow && text.contains(document.activeElement)) return;
  if (["j", "k", "n"].includes(key) || isArrow) latest = null;
  if (key === "j" || event.key === "ArrowDown") step(1);
  else if (key === "k" || event.key === "ArrowUp") step(-1);
  else if (key === "n") nextOpen();
  else if (!["a", "b", "t", "w", "r", "u", "y"].includes(key) || !decide(key)) return;
  event.preventDefault();
});

// From the text to the list; pressed again, to the next place around it.
text.addEventListener("click", (event) => {
  const words = event.target.closest(".read");
  if (!words || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  latest = null;
  const places = words.dataset.places.split(" ");
  show(document.getElementById(`place-${places[(places.indexOf(current) + 1) % places.length]}`), { jump: false });
});

// From the list to the text; and whatever is pressed in a place, that is the one.
document.addEventListener("click", (event) => {
  const place = event.target.closest?.("#places .place");
  if (!place) return;
  const link = event.target.closest("[data-to-text]");
  if (link) event.preventDefault();
  if (idOf(place) !== current || link) show(place, { focus: false });
});

document.addEventListener("focusin", ({ target }) => {
  const place = target.closest?.("#places .place");
  if (!place || idOf(place) === current) return;
  latest = null;
  show(place, { focus: false });
});

// The list is new: one goes on where one was, or, when that is decided, at the next that waits.
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  decided = Boolean(detail.elt.closest?.(".decide") && !detail.elt.matches("[data-key=u]"));
  latest = decided ? current : null;
});

document.addEventListener("htmx:afterSettle", () => {
  document.getElementById("said").textContent = document.querySelector("#places .said")?.textContent ?? "";
  const place = here();
  // Refused for want of a reason: one is in its field again.
  const reason = place?.querySelector("[aria-invalid]");
  if (reason) {
    show(place, { focus: false });
    reason.focus();
  } else if (place && (isOpen(place) || !decided)) show(place);
  else if (all().some(isOpen)) {
    if (place) show(place, { focus: false, jump: false });
    nextOpen();
  } else {
    show(null);
    document.querySelector("#places .done button")?.focus();
  }
  decided = false;
});

const start = document.getElementById(location.hash.slice(1));
show(start?.matches(".place") ? start : (all().find(isOpen) ?? all()[0] ?? null), { focus: Boolean(all().length) });
