// Where the cards stand beside the text: the open one at its passage, each other one as near to its own as it can without
// covering another, all of them in the page, so that they scroll with the text. On narrow screens style sheets place them.

import { parse } from "./app.js";
import { read } from "./outbox.js";
import { fitSheet, wantedOf } from "./sight.js";

const GAP = 12; // pixels between two cards
const TOP = 32; // pixels from the top of the column, as much as is above the article's title
const EDGE = 8; // pixels that the open card keeps from the edges of the window
const LINE = 24; // pixels: what a brief card has for each claim, and the line that says how many are folded away
const BRIEF = 42; // pixels: a brief card without claims; both as article.css has them
const ROOM = 352; // pixels of the open card that are always in the window: down to its last field that is wanted
const TRIES = 4; // how often the open passage is looked for again, while what is near it is laid out

/**
 * The tops of cards that stand in this order, each as near as possible to where it is wanted (least squares, by pooling
 * neighbours that would overlap). Pure.
 * @param {{wanted: number, size: number, weight?: number}[]} items a thing of great weight stands exactly where it is wanted
 */
export function stack(items, { gap = GAP, top = TOP } = {}) {
  const pools = [];
  let before = 0;
  for (const { wanted, size, weight = 1 } of items) {
    let pool = { sum: (wanted - before) * weight, weight, count: 1 };
    while (pools.length && pools.at(-1).sum / pools.at(-1).weight > pool.sum / pool.weight) {
      const last = pools.pop();
      pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, count: last.count + pool.count };
    }
    pools.push(pool);
    before += size + gap;
  }
  const levels = pools.flatMap(({ sum, weight, count }) => Array(count).fill(Math.max(sum / weight, top)));
  before = 0;
  return items.map(({ size }, number) => {
    const place = levels[number] + before;
    before += size + gap;
    return place;
  });
}

/**
 * Which of the cards above the open one are brief, from the first on, so that all fit between the top of the column and
 * the open card; or, where even that is no room enough, how many of the first are folded away. Pure.
 * @param {{size: number, brief: number}[]} above as they are and as they could be, in order
 * @param {number} room from the top of the column to the open card
 */
export function fitted(above, room, { gap = GAP, line = LINE } = {}) {
  const over = above.reduce((sum, { size }) => sum + size + gap, 0) - room;
  let left = over;
  const isBrief = above.map(({ size, brief }) => {
    if (left <= 0 || brief >= size) return false;
    left -= size - brief;
    return true;
  });
  if (left <= 0) return { isBrief, folded: 0 };
  // A line says how many are folded.
  left = over + line + gap;
  const folded = above.findIndex(({ size }) => (left -= size + gap) <= 0) + 1;
  return { isBrief: above.map(() => false), folded: folded || above.length };
}

export class Column {
  /**
   * @param {HTMLElement} cards the column
   * @param {HTMLElement} text
   */
  constructor(cards, text) {
    Object.assign(this, { cards, text, openId: null, hold: null, sizes: new WeakMap(), seen: new WeakSet() });
    this.tail = cards.querySelector(":scope > .tail");
    this.more = cards.querySelector(":scope > .above");
    this.wide = matchMedia("screen and (width >= 60rem)");
    cards.classList.add("placed");
    this.observer = new ResizeObserver(() => this.#later());
    // What is above the text pushes it down.
    for (const each of text.parentElement.children) this.observer.observe(each);
    text.addEventListener("contentvisibilityautostatechange", () => this.#later(), true);
    this.wide.addEventListener("change", () => this.#later());
    addEventListener("scroll", () => this.#limit(), { passive: true });
    addEventListener("resize", () => this.#later());
    // Whoever moves the page themselves is not moved.
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, () => { this.sought = null; }, true);
    // The last of those that are folded away opens; with it, the ones above it come out.
    this.more.addEventListener("click", (event) => {
      event.preventDefault();
      [...cards.querySelectorAll(":scope > .folded")].at(-1)?.querySelector("a.who").click();
    });
    (window.requestIdleCallback ?? setTimeout)(() => this.whole());
  }

  get isWhole() { return !this.cards.querySelector(":scope > .more"); }

  get all() { return [...this.cards.querySelectorAll(":scope > .card")]; }

  // -- Which cards there are ------------------------------------------------------------------------------------------

  /** Fetch the cards that did not come with the page; answers whether all are there. */
  whole() {
    this.loading ??= this.#load().finally(() => { this.loading = null; });
    return this.loading;
  }

  async #load() {
    for (let more; (more = this.cards.querySelector(":scope > .more"));) {
      const response = await read(more.dataset.address);
      if (!response?.ok) return false;
      for (const fresh of [...parse(await response.text()).children]) {
        const known = fresh.id && document.getElementById(fresh.id);
        // One that was opened before its turn stands behind the rest: the rest goes on behind it.
        if (known) { if (more.compareDocumentPosition(known) & Node.DOCUMENT_POSITION_FOLLOWING) known.after(more); }
        else {
          more.before(fresh);
          window.htmx.process(fresh);
        }
      }
      more.remove();
      this.place();
    }
    return true;
  }

  /** The ids of all passages in reading order; of those whose cards are not here yet, as their marks stand in the text. */
  get passages() {
    if (this.isWhole) return this.all.map((card) => card.dataset.passage);
    const marks = [...this.text.querySelectorAll("mark")];
    return [...new Set(marks.flatMap((mark) => mark.dataset.passages.split(" ").reverse()))];
  }

  // -- Where they stand -----------------------------------------------------------------------------------------------

  /** This passage's card is open, or none: it stands where it is best seen as the window is now. */
  open(id) {
    if (id !== this.openId) this.#let(this.openId);
    if (id !== this.openId) this.hold = null;
    this.openId = id;
    this.place();
  }

  /** The window was scrolled to the open passage: its card stands where it is best seen there. */
  settle() {
    this.hold = null;
    this.place();
  }

  #later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.place();
    });
  }

  /**
   * The cards stand in the flow of the page, so that one that grows pushes those below it at once; what is between two
   * of them is set here, where it is not as usual.
   */
  place() {
    if (!this.wide.matches) return fitSheet(this.cards);
    const [all, column] = [this.all, this.cards.getBoundingClientRect().top];
    for (const card of all) if (!this.seen.has(card)) this.seen.add(card) && this.observer.observe(card);
    const lines = this.#lines();
    const wanted = all.map((card) => (lines(card) ?? 0) - column);
    const at = all.findIndex((card) => card.dataset.passage === this.openId && card.matches(".active"));
    if (at >= 0) wanted[at] = this.#best(all[at], column + wanted[at], column + TOP) - column;
    const folded = this.#fit(all, at, at < 0 ? Infinity : wanted[at] - TOP);
    const items = all.slice(folded).map((card, number) => ({ card, wanted: wanted[folded + number] }));
    if (at >= 0) items[at - folded].weight = 1e9;
    if (folded) items.unshift({ card: this.more, wanted: TOP });
    for (const item of items) item.size = item.card.getBoundingClientRect().height;
    const tops = stack(items);
    let end = TOP - GAP;
    items.forEach(({ card, size }, number) => {
      put(card, "--above", tops[number] - end);
      end = tops[number] + size;
    });
    // With nothing marked, what is said instead stands beside the text.
    put(this.tail, "--above", items.length ? GAP : this.text.getBoundingClientRect().top - column - end);
  }

  /** Make those above the open card brief, or fold the first of them away, where there is too little room for all. */
  #fit(all, at, room) {
    const sizes = all.slice(0, Math.max(at, 0)).map((card) => ({ size: this.#natural(card), brief: briefly(card) }));
    const { isBrief, folded } = fitted(sizes, room);
    all.forEach((card, number) => {
      card.classList.toggle("brief", isBrief[number] ?? false);
      // Out of sight it would keep the height that it had before.
      if (isBrief[number]) put(card, "--brief", sizes[number].brief);
      card.classList.toggle("folded", number < folded);
    });
    this.more.hidden = !folded;
    if (folded) this.more.textContent = this.more.dataset.words.replace("%d", folded);
    return folded;
  }

  /** How tall a card is that is neither brief nor folded away; of one that is, how tall it was. */
  #natural(card) {
    if (!card.matches(".brief, .folded")) this.sizes.set(card, card.offsetHeight);
    return this.sizes.get(card) ?? card.offsetHeight;
  }

  /** Answers where in the window the first line of a card's passage is; of what is far away, its paragraph. */
  #lines() {
    const marks = new Map();
    for (const mark of this.text.querySelectorAll("mark")) {
      for (const id of mark.dataset.passages.split(" ")) if (!marks.has(id)) marks.set(id, mark);
    }
    const paragraphs = new Map();
    return ({ dataset }) => {
      const mark = marks.get(dataset.passage);
      const paragraph = mark?.closest("p");
      if (!paragraph) return undefined;
      // A box in what is not laid out would have it laid out.
      if (!paragraphs.has(paragraph)) {
        const isLaidOut = mark.checkVisibility({ contentVisibilityAuto: true });
        paragraphs.set(paragraph, isLaidOut ? null : paragraph.getBoundingClientRect().top);
      }
      return paragraphs.get(paragraph) ?? linesOf(mark)[0]?.top;
    };
  }

  /**
   * Where in the window the open card begins: at its passage, at the line that is in sight; higher where too little of
   * the card would be in the window, but not above `least`. It keeps that place beside the text from then on.
   */
  #best(card, line, least) {
    const marks = [...this.text.querySelectorAll(`mark[data-passages~="${this.openId}"]`)];
    if (!this.hold) {
      const inSight = marks.flatMap(linesOf).find(({ top, bottom }) => top >= 0 && bottom <= innerHeight);
      const from = inSight?.top ?? line;
      const isSeen = from >= 0 && from <= innerHeight;
      // With fields it grows while one types.
      const natural = card.querySelector(".fields") ? ROOM : Math.min(card.scrollHeight + 2, ROOM);
      const highest = Math.max(EDGE, least);
      const room = Math.min(Math.max(natural, wantedOf(card)), innerHeight - EDGE - highest);
      const lift = isSeen ? Math.min(0, Math.max(innerHeight - EDGE - room - from, highest - from)) : 0;
      this.hold = { from: from - line, lift, room };
    }
    const top = Math.max(line + this.hold.from + this.hold.lift, least);
    this.#limit(card, top);
    return top;
  }

  /** The open card ends with the window, and scrolls by itself. */
  #limit(card = this.openId && document.getElementById(`card-${this.openId}`), top = card?.getBoundingClientRect().top) {
    if (!card?.matches(".active") || !this.wide.matches) return;
    const most = Math.min(Math.max(innerHeight - EDGE - top, ROOM, this.hold?.room ?? 0), innerHeight - 2 * EDGE);
    put(card, "--most", Math.round(most));
  }

  /**
   * Scroll to the open passage if no line of it is in sight, between the bar and the sheet of a narrow screen. What was
   * far away is laid out only then and pushes it elsewhere: it is looked for again in the frames after.
   */
  bringIntoView() {
    const mine = this.sought = {};
    const again = (left) => left && requestAnimationFrame(() => requestAnimationFrame(() => {
      if (this.sought !== mine) return;
      this.#bring();
      again(left - 1);
    }));
    if (this.#bring()) again(TRIES);
  }

  /** Answers whether it had to be scrolled for. */
  #bring() {
    const marks = [...this.text.querySelectorAll("mark.open")];
    const bar = Math.max(this.text.parentElement.querySelector(".head").getBoundingClientRect().bottom, 0);
    const sheet = this.wide.matches ? innerHeight : this.cards.getBoundingClientRect().top;
    if (!marks.length || marks.flatMap(linesOf).some(({ top, bottom }) => top >= bar && bottom <= sheet)) return false;
    marks[0].scrollIntoView({ block: "center" });
    // On a narrow screen that is behind the sheet; and what was far away is laid out only now.
    const line = linesOf(marks[0])[0];
    if (line) scrollBy({ top: (line.top + line.bottom) / 2 - (bar + sheet) / 2, behavior: "instant" });
    this.settle();
    return true;
  }

  /** A card that closes is as it was before, and the next one in the sheet is seen from its head on. */
  #let(id) {
    const card = id && document.getElementById(`card-${id}`);
    for (const each of [card, !this.cards.matches(".all, :target") && this.cards]) if (each) each.scrollTop = 0;
  }
}

/** Do something to the page: the words in the window stay where they are, whatever grows or shrinks above them. */
export function steadily(text, action) {
  const paragraph = [...text.querySelectorAll("p")].find((each) => each.getBoundingClientRect().bottom > 0);
  const before = paragraph?.getBoundingClientRect().top;
  action();
  const moved = paragraph ? paragraph.getBoundingClientRect().top - before : 0;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
}

const briefly = (card) => BRIEF + LINE * card.querySelectorAll(".link").length;
const linesOf = (mark) => [...mark.getClientRects()].filter(({ width }) => width);

function put(element, name, pixels) {
  const value = `${pixels.toFixed(1)}px`;
  if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}
