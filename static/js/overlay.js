// What is drawn over the text without being in it: marks that are not saved yet, what is guessed, and the handles at
// the limits of the open passage. Nothing here changes the text's elements, so offsets and fresh blocks stay simple.

import { codePoints, offsetAt, placeOf, rangeOf } from "./offsets.js";

// Later ones are drawn over earlier ones; article.css says how each looks, as ::highlight(over-…).
const LOOKS = ["gone", "guess-source", "guess-cue", "assertion", "refutation", "quote", "cue", "source"];
const MARKS = ["assertion", "refutation", "quote"];

const pairsOf = (spans) => (spans || "").split(";").filter(Boolean).map((pair) => pair.split("..").map(Number));

/** What paints a passage's new content before it is saved: `before` and `after` in the notation 12..30;45..60. */
export function contentPaints(card, before, after) {
  return { gone: before, [MARKS.find((mark) => card.classList.contains(mark))]: after };
}

export class Overlay {
  /**
   * @param {HTMLElement} text
   * @param {HTMLElement | null} layer where the handles are, if anything may be changed here
   * @param {(move: {id, before, after, changed}) => void} onMove limits were moved and are to be saved
   */
  constructor(text, layer, onMove) {
    Object.assign(this, { text, waiting: new Set(), speakerForm: null });
    this.handles = layer && new Handles(text, layer, () => this.paint(), onMove);
    if (!CSS.highlights) return; // an older browser: nothing is painted early, all else works
    this.looks = new Map(LOOKS.map((look) => [look, new Highlight()]));
    [...this.looks].forEach(([look, highlight], priority) => CSS.highlights.set(`over-${look}`, Object.assign(highlight, { priority })));
  }

  /** Show a write of the outbox until it is answered: its memo says in `paints` which words look how. */
  wait(entry) {
    this.waiting.add(entry);
    // As soon as the field that it comes from is marked as answered, and still before the next frame.
    queueMicrotask(() => this.paint());
  }

  /** It is answered: the server's own blocks show it now, or it was refused. */
  settle(entry) {
    this.waiting.delete(entry);
    this.paint();
  }

  /** Show what belongs to the open card, if one is open; `content` are the words that it has or is about to have. */
  open(card, content) {
    this.speakerForm = card?.querySelector("form[data-field=speaker]");
    this.handles?.show(card, content);
    this.paint();
  }

  /** Set every range anew, from positions that no change of the page's elements can move. */
  paint() {
    if (!this.looks) return;
    const painted = [...this.#guesses(), ...[...this.waiting].flatMap(paintsOf), ...(this.handles?.draft ?? [])];
    // Of a passage that waits twice the later words; what it loses is gone either way.
    const latest = new Map(painted.map(({ look, spans, of }) => [`${look} ${look === "gone" ? spans : of}`, { look, spans }]));
    for (const highlight of this.looks.values()) highlight.clear();
    for (const { look, spans } of latest.values()) {
      for (const [start, end] of pairsOf(spans)) this.looks.get(look)?.add(rangeOf(this.text, start, end));
    }
  }

  #guesses() {
    // Answered already, though the server has not said so.
    if (!this.speakerForm || this.speakerForm.dataset.sent) return [];
    const { guessSource, guessCue } = this.speakerForm.dataset;
    return [{ look: "guess-source", spans: guessSource }, { look: "guess-cue", spans: guessCue }];
  }
}

function paintsOf({ passage, memo }) {
  return Object.entries(memo.paints ?? {}).map(([look, spans]) => ({ look, spans, of: passage ?? memo.makes }));
}

/** A handle at each limit of the open passage's fragments: dragged, or moved by keys, always to where words begin or end. */
class Handles {
  constructor(text, layer, onChange, onMove) {
    Object.assign(this, { text, layer, onChange, onMove, card: null, content: "", limits: [], held: null });
    this.buttons = [...layer.querySelectorAll("button")];
    this.told = layer.querySelector("[role=status]");
    layer.addEventListener("keydown", (event) => this.#onKey(event));
    layer.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    layer.addEventListener("pointerdown", (event) => this.#grab(event));
    layer.addEventListener("pointermove", (event) => this.#drag(event));
    layer.addEventListener("pointerup", () => this.#letGo(() => this.#save()));
    layer.addEventListener("pointercancel", () => this.#letGo(() => this.takeBack()));
    layer.addEventListener("focusout", ({ relatedTarget }) => { if (!layer.contains(relatedTarget)) this.#save(); });
    // Of all that the text is in, and of what stands above it, which pushes it down: the whole may keep its height,
    // since it is as tall as the cards beside it.
    const observer = new ResizeObserver(() => this.#place());
    for (const each of [text.parentElement, ...text.parentElement.children]) observer.observe(each);
  }

  /** Put them at the limits of this card's content; away, if the card may not be changed or none is open. */
  show(card, content) {
    const open = card?.querySelector(".fields") ? card : null;
    const isSame = this.card?.dataset.passage === open?.dataset.passage;
    // To another passage: what was moved here is saved, as by leaving.
    if (!isSame) this.#save();
    if (!isSame && this.layer.contains(document.activeElement)) this.text.focus({ preventScroll: true });
    this.card = open;
    if (!isSame || this.content !== content) this.#set(open ? content : "");
    this.#place();
  }

  /** The words as they would be now, if a limit was moved and is not saved yet; for `Overlay.paint`. */
  get draft() {
    if (!this.card || this.spans === this.content) return [];
    const paints = contentPaints(this.card, this.content, this.spans);
    return Object.entries(paints).map(([look, spans]) => ({ look, spans, of: this.card.dataset.passage }));
  }

  get spans() {
    return this.limits.map((limit, number) => `${limit}${number % 2 ? ";" : ".."}`).join("").slice(0, -1);
  }

  /** From one handle to the next, beginning with the passage's start; answers whether there is one. */
  focusNext() {
    const shown = this.buttons.slice(0, this.limits.length);
    const next = shown[(shown.indexOf(document.activeElement) + 1) % shown.length];
    next?.focus();
    return Boolean(next);
  }

  takeBack() {
    this.#set(this.content);
    this.#place();
    this.onChange();
  }

  #set(content) {
    this.content = content;
    this.limits = pairsOf(content).flat();
    while (this.buttons.length < this.limits.length) {
      const more = this.buttons.at(-2).cloneNode(true);
      this.buttons.at(-1).after(more);
      this.buttons.push(more);
    }
  }

  #save() {
    if (!this.card || this.spans === this.content) return;
    const before = this.content;
    const saved = pairsOf(before).flat();
    const first = this.limits.findIndex((limit, number) => limit !== saved[number]) & ~1;
    this.content = this.spans;
    this.onMove({ card: this.card, before, after: this.spans, changed: this.limits.slice(first, first + 2).join("..") });
  }

  // -- Where they stand ---------------------------------------------------------------------------------------------

  #place() {
    this.layer.hidden = !this.limits.length;
    this.buttons.forEach((button, number) => {
      const box = number < this.limits.length ? this.#boxAt(number) : null;
      button.hidden = !box;
      if (!box) return;
      button.style.setProperty("--x", `${box.x + scrollX}px`);
      button.style.setProperty("--y", `${box.y + scrollY}px`);
      button.style.setProperty("--line", `${box.line}px`);
      button.ariaLabel = this.#label(number);
    });
  }

  /** The corner of the first or last character: where a passage starts, above it; where it ends, below it. */
  #boxAt(number) {
    const isEnd = number % 2;
    const from = this.limits[number] - isEnd;
    const range = rangeOf(this.text, from, from + 1);
    // At a line break a range has an empty box at the end of the line before, or the start of the next.
    const boxes = [...range.getClientRects()];
    const box = boxes.filter(({ width }) => width).at(isEnd ? -1 : 0) ?? boxes.at(isEnd ? -1 : 0);
    if (!box) return null;
    const rightToLeft = isRightToLeft(range.toString()) ?? !this.#readsRight(number);
    return { x: rightToLeft === Boolean(isEnd) ? box.left : box.right, y: isEnd ? box.bottom : box.top, line: box.height };
  }

  #label(number) {
    const [start, end] = this.limits.slice(number & ~1, (number & ~1) + 2);
    const words = rangeOf(this.text, start, end).toString().trim().split(/\s+/);
    const { start: atStart, end: atEnd } = this.layer.dataset;
    return (number % 2 ? atEnd : atStart).replace("%s", (number % 2 ? words.slice(-3) : words.slice(0, 3)).join(" "));
  }

  /** Whether the paragraph that a limit is in runs from left to right. */
  #readsRight(number) {
    const [node] = placeOf(this.text, this.limits[number]);
    return getComputedStyle(node.parentElement.closest("p") ?? this.text).direction === "ltr";
  }

  // -- Where they go ------------------------------------------------------------------------------------------------

  #onKey(event) {
    const number = this.buttons.indexOf(event.target);
    if (number < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const right = this.#readsRight(number);
    const forward = { ArrowRight: right, ArrowLeft: !right, ArrowDown: true, ArrowUp: false }[event.key];
    if (forward !== undefined) this.#step(number, forward, event.shiftKey ? "grapheme" : "word");
    else if (event.key === "Enter") this.text.focus({ preventScroll: true });
    else if (event.key === "Escape") {
      this.takeBack();
      this.text.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step(number, forward, granularity) {
    const at = this.limits[number];
    const stops = this.#stops(number, at, granularity);
    const stop = forward ? stops.find((each) => each > at) : stops.findLast((each) => each < at);
    if (stop !== undefined) this.#move(number, stop);
    this.buttons[number].scrollIntoView({ block: "nearest" });
  }

  #move(number, limit) {
    if (this.limits[number] === limit) return;
    this.limits[number] = limit;
    this.#place();
    this.told.textContent = this.buttons[number].ariaLabel;
    this.onChange();
  }

  /** Where a limit may stand near the offset `at`: where words or characters begin (or end), between its neighbours. */
  #stops(number, at, granularity) {
    const blocks = [...this.text.querySelectorAll(".block")];
    const here = blocks.findLastIndex((block) => Number(block.dataset.start) <= at);
    const near = blocks.slice(Math.max(here - 1, 0), here + 2);
    const [low, high] = [this.limits[number - 1] ?? -1, this.limits[number + 1] ?? Infinity];
    const stops = [];
    let start = Number(near[0].dataset.start);
    const segmenter = new Intl.Segmenter(undefined, { granularity });
    for (const { segment } of segmenter.segment(near.map((block) => block.textContent).join(""))) {
      const end = start + codePoints(segment);
      const stop = number % 2 ? end : start;
      // No passage begins or ends with white space.
      if (segment.trim() && stop > low && stop < high) stops.push(stop);
      start = end;
    }
    return stops;
  }

  #grab(event) {
    const number = this.buttons.indexOf(event.target);
    if (number < 0 || event.button) return;
    event.target.focus({ preventScroll: true });
    event.target.setPointerCapture(event.pointerId);
    const box = this.#boxAt(number);
    // The hand holds the handle beside the line; what it means is the middle of the line.
    const middle = box.y + (number % 2 ? -box.line / 2 : box.line / 2);
    this.held = { number, x: box.x - event.clientX, y: middle - event.clientY };
    this.layer.classList.add("dragging");
  }

  #drag({ clientX, clientY, altKey }) {
    if (!this.held) return;
    const { number, x, y } = this.held;
    const at = document.caretPositionFromPoint?.(clientX + x, clientY + y);
    if (!at || !this.text.contains(at.offsetNode)) return;
    const offset = offsetAt(this.text, at.offsetNode, at.offset);
    const distance = (stop) => Math.abs(stop - offset);
    const stops = this.#stops(number, offset, altKey ? "grapheme" : "word");
    if (stops.length) this.#move(number, stops.reduce((best, stop) => (distance(stop) < distance(best) ? stop : best)));
  }

  #letGo(then) {
    if (!this.held) return;
    this.held = null;
    this.layer.classList.remove("dragging");
    then();
  }
}

/** Whether a character runs from right to left; null when it goes with what is around it. */
function isRightToLeft(character) {
  if (/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(character)) return true;
  return /\p{L}/u.test(character) ? false : null;
}
