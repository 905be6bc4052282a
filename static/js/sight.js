// How much of an open card somebody has to see before they decide on it: who says what, down to its last claim.

const EDGE = 8; // pixels that the open card keeps from the edges of the window; as in column.js
const LINE = 4; // pixels between the last claim and the verdict

const verdictOf = (card) => card.querySelector(":scope > .verdict");

/** The head of a card, its words, its speaker, and what it states and denies, as far as they have a box. */
function parts(card) {
  const forms = [...card.querySelectorAll("form:is([data-field=speaker], [data-field=claim], [data-field=denial])")];
  const answers = forms.map((form) => form.querySelector(".pills") ?? (form.matches("[data-optional]") ? null : form));
  const others = card.querySelectorAll(":scope > header, :scope > .words, :scope > .summary > :is(.link, .lack)");
  return [...others, ...answers].filter((each) => each?.getClientRects().length);
}

/** How far down a card these parts reach, however it is scrolled. */
function reach(card, all) {
  const start = card.getBoundingClientRect().top - card.scrollTop;
  return Math.max(0, ...all.map((each) => each.getBoundingClientRect().bottom - start));
}

/** How many pixels of an open card are wanted in the window: down to its last claim, and its verdict; 0 without one. */
export function wantedOf(card) {
  const verdict = verdictOf(card);
  return verdict ? Math.ceil(reach(card, parts(card)) + verdict.offsetHeight + LINE) : 0;
}

/** Whether what is decided was before somebody's eyes. */
export function isInSight(card) {
  const verdict = verdictOf(card);
  if (!verdict) return true;
  return isSheet(card.parentElement) ? !unseen(card).length : isBeside(card, verdict);
}

/**
 * Of a card beside the text: it is in the window and not behind the verdict. Of one that is higher than there is room for,
 * as many of its parts as there is room for, from the first on.
 */
function isBeside(card, verdict) {
  const [own, column, foot] = [card, card.parentElement, verdict].map((each) => each.getBoundingClientRect());
  const room = innerHeight - 2 * EDGE - foot.height;
  const [top, bottom] = [Math.max(own.top, column.top, 0), Math.min(foot.top, column.bottom, innerHeight)];
  const fitting = parts(card).filter((each) => reach(card, [each]) <= room);
  return fitting.map((each) => each.getBoundingClientRect()).every((each) => each.top >= top - 1 && each.bottom <= bottom + 1);
}

// -- The sheet of a narrow screen: it grows to what is wanted, as far as the style sheet lets it, and scrolls for the rest --

const isSheet = (cards) => getComputedStyle(cards).position === "fixed";
const begun = new WeakSet(); // parts of cards whose upper edge was seen
const ended = new WeakSet(); // and whose lower edge was

/** Each claim for itself: of many, some are scrolled for. */
const pieces = (card) => parts(card).flatMap((each) => (each.matches(".pills") ? [...each.children] : each));

/** What is between the upper edge of the sheet, or the head of the list of all passages, and the verdict. */
function opening(card) {
  const sheet = card.parentElement.getBoundingClientRect();
  const head = card.parentElement.querySelector(":scope > .sheet").getBoundingClientRect();
  return [Math.max(sheet.top, head.bottom, 0), Math.min(verdictOf(card).getBoundingClientRect().top, innerHeight)];
}

/** The parts of a card that were not seen yet from their upper edge to their lower one; what is in sight now, is seen. */
function unseen(card) {
  const [top, bottom] = opening(card);
  const isIn = (edge) => edge >= top - 1 && edge <= bottom + 1;
  return pieces(card).filter((each) => {
    const box = each.getBoundingClientRect();
    if (isIn(box.top)) begun.add(each);
    if (isIn(box.bottom)) ended.add(each);
    return !begun.has(each) || !ended.has(each);
  });
}

/** The sheet is as high as who reviews wants it for the open card. */
export function fitSheet(cards) {
  const card = cards.querySelector(":scope > .card.active");
  const wanted = card && wantedOf(card);
  document.documentElement.style.setProperty("--sheet", `${wanted ? wanted + card.offsetTop + LINE : 0}px`);
}

/** Scroll the sheet to the first part of a card that was not seen yet. */
export function showUnseen(card) {
  const [first] = isSheet(card.parentElement) ? unseen(card) : [];
  if (!first) return;
  const [{ top, bottom }, [from, to]] = [first.getBoundingClientRect(), opening(card)];
  // Of one that is higher than there is room for, its end comes after its beginning.
  const isRest = bottom - top > to - from && begun.has(first);
  card.parentElement.scrollBy({ top: isRest ? Math.min(bottom - to, (to - from) * 0.8) : top - from, behavior: "instant" });
}
