// Two readings over one text: keys to go from place to place and to decide, and the jumps between text and list.
// What a decision answers htmx puts in place of the list; without this module everything is still done by its buttons.

import { isInField, isTyping, letterOf } from "./keyboard.js";
import { Painted } from "./verdicts.js";

const text = document.getElementById("both");
const told = document.getElementById("said");
const all = () => [...document.querySelectorAll("#places .place")];
const idOf = (place) => place.id.slice("place-".length);

let current = null; // the id of the place one is at
let latest = null; // the place that was decided just now, until one goes elsewhere
let sent = null; // while an answer of the server is awaited: whether it leads on to a place that waits
let isMeant = false; // whether somebody chose the place that one is at first
let pressed = false; // whether the pointer is down: nothing moves under it

const painted = new Painted(() => here()?.toggleAttribute("data-painted", true));

/** Say something politely, also the same thing again. */
function tell(sentence) {
  told.textContent = "";
  setTimeout(() => { told.textContent = sentence; });
}

/** Scroll the text, in its own box, so that the words stand in the middle of what can be seen of it. */
function showWords(words) {
  const [box, own] = [text, words].map((each) => each.getBoundingClientRect());
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (own.top >= top && own.bottom <= bottom) return;
  text.scrollTop += own.top - top - Math.max((bottom - top - own.height) / 3, 8);
}

function show(place, { focus = true, jump = true } = {}) {
  for (const each of document.querySelectorAll(".place.current, .read.current")) each.classList.remove("current");
  for (const each of all()) each.removeAttribute("aria-current");
  current = place ? idOf(place) : null;
  painted.follow(current, place);
  if (!place) return;
  place.classList.add("current");
  place.setAttribute("aria-current", "true");
  const words = text.querySelectorAll(`.read[data-places~="${current}"]`);
  for (const each of words) each.classList.add("current");
  if (focus) {
    place.focus({ preventScroll: true });
    // Of one that is taller than the window its beginning.
    place.scrollIntoView({ block: "nearest" });
    if (place.getBoundingClientRect().bottom > innerHeight) place.scrollIntoView({ block: "start" });
  }
  if (jump && words.length) showWords(words[0]);
}

const here = () => all().find((place) => idOf(place) === current);

const isAny = () => true;

function step(direction, wanted = isAny) {
  const places = all();
  const at = places.indexOf(here());
  const rest = direction > 0 ? places.slice(at + 1) : places.slice(0, Math.max(at, 0)).reverse();
  const next = rest.find(wanted) ?? (at < 0 ? places.find(wanted) : null);
  if (next) show(next);
  else if (wanted === isAny) tell(direction > 0 ? told.dataset.last : told.dataset.first);
  return next;
}

const isOpen = (place) => place.matches(".open");

/** The next place that waits, from here on, else from the start. */
function nextOpen() {
  if (step(1, isOpen)) return;
  const first = all().find(isOpen);
  if (first) return show(first);
  tell(told.dataset.done);
  document.querySelector("#places .done button")?.focus();
}

/** By key; what was decided the server says, and that nothing was is said here. */
function decide(key) {
  if (sent) return;
  if (key === "u" && latest) show(document.getElementById(`place-${latest}`) ?? here());
  const button = key === "y" ? document.querySelector("#places [data-key=y]") : here()?.querySelector(`[data-key=${key}]`);
  if (!button) return tell(key === "y" ? told.dataset.noneAgree : told.dataset.nothing);
  if (key === "r") {
    button.parentElement.open = true;
    const reason = button.parentElement.querySelector("textarea");
    reason.focus({ preventScroll: true });
    button.parentElement.scrollIntoView({ block: "nearest" });
    return;
  }
  // What was not drawn yet, nobody has read.
  if (["y", "u"].includes(key) || painted.admits(() => decide(key))) button.click();
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
  else if (["a", "b", "t", "w", "r", "u", "y"].includes(key)) {
    const isEarly = !event.isTrusted && !isMeant && !painted.has(current);
    if (!isEarly || ["r", "y"].includes(key)) decide(key);
  } else return;
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

// By Tab the text follows, and what has the focus stays in sight; what is pressed stays where it is.
document.addEventListener("pointerdown", () => { pressed = true; }, true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { pressed = false; }, true);
document.addEventListener("focusin", ({ target }) => {
  const place = target.closest?.("#places .place");
  if (!place || idOf(place) === current) return;
  latest = null;
  show(place, { focus: false, jump: !pressed });
});

// The list is new: one goes on where one was, or, when that is decided now, at the next that waits.
const isOfList = ({ detail }) => detail.target?.id === "places";
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isOfList(event)) return;
  // Pressed twice, it is meant once.
  if (sent) return event.preventDefault();
  const { elt } = event.detail;
  const decides = Boolean(elt.closest(".decide") && !elt.matches("[data-key=u]"));
  latest = decides ? current : null;
  sent = { leads: !elt.matches("[data-key=u]") };
});

document.addEventListener("htmx:afterRequest", (event) => {
  // No list came, and the old one stays.
  if (isOfList(event) && !event.detail.successful && ![409, 422].includes(event.detail.xhr.status)) sent = null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!isOfList(event)) return;
  const { leads } = sent ?? {};
  sent = null;
  tell(document.querySelector("#places .said")?.textContent ?? "");
  const place = here();
  // Refused for want of a reason: one is in its field again.
  const reason = place?.querySelector("[aria-invalid]");
  if (reason) {
    show(place, { focus: false });
    reason.focus();
  } else if (place && (isOpen(place) || !leads)) show(place);
  else if (all().some(isOpen)) {
    if (place) show(place, { focus: false, jump: false });
    nextOpen();
  } else {
    show(null);
    document.querySelector("#places .done button")?.focus();
  }
});

// What stands above the list keeps out of the way of what is scrolled to.
new ResizeObserver(() => {
  const summary = document.querySelector("#places .summary");
  const isSticky = summary && getComputedStyle(summary).position === "sticky";
  document.documentElement.style.setProperty("--summary", `${isSticky ? summary.offsetHeight : 0}px`);
}).observe(document.getElementById("places").parentElement);

// At the place that was pressed already or that the address names, else at the first that waits. A key of the time before
// decides only the former: nobody saw yet that the other is meant.
const meant = document.activeElement.closest(".place") ?? document.getElementById(location.hash.slice(1))?.closest(".place");
isMeant = Boolean(meant);
show(meant ?? all().find(isOpen) ?? all()[0] ?? null, { focus: Boolean(all().length) });
