// What is selected in the text, by pointer or by keys: the text cursor, and the units it moves by and takes. Offsets are
// code points of the article.

import { Paragraph, offsetAt, placeOf, rangeOf, sentencesOver } from "./offsets.js";

const WORD_KEY = /Mac/.test(navigator.platform) ? "altKey" : "ctrlKey";
// Left and right are sides of the page, whichever way the words run; the others follow the text.
const MOVES = {
  ArrowLeft: ["left", "character", "word"],
  ArrowRight: ["right", "character", "word"],
  ArrowUp: ["backward", "line", "paragraph"],
  ArrowDown: ["forward", "line", "paragraph"],
  Home: ["backward", "lineboundary", "text"],
  End: ["forward", "lineboundary", "text"],
};

/**
 * The cursor in a text that is only read: the browser's selection, moved by keys, and drawn, as browsers draw none there.
 * While it is elsewhere, in a field or nowhere, its place is kept.
 */
export class TextCursor {
  constructor(text) {
    Object.assign(this, { text, kept: null, pointer: null, byKeys: false, pressed: false });
    this.caret = document.createElement("span");
    this.caret.className = "caret away";
    this.caret.ariaHidden = "true";
    text.append(this.caret);
    document.addEventListener("selectionchange", () => this.#draw());
    text.addEventListener("keydown", (event) => { if (this.#moves(event)) event.preventDefault(); });
    text.addEventListener("focus", () => this.#return());
    text.addEventListener("blur", () => this.#draw());
    new ResizeObserver(() => this.#draw()).observe(text);
    document.addEventListener("pointerdown", ({ pointerType }) => {
      Object.assign(this, { pressed: true, byTouch: pointerType === "touch", atLineEnd: false });
    });
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { this.pressed = false; });
    text.addEventListener("pointermove", ({ clientX: x, clientY: y }) => {
      // The text that moves under a resting pointer is no word of the hand.
      if (x === this.pointer?.x && y === this.pointer.y) return;
      this.pointer = { x, y };
      this.byKeys = false;
    });
    text.addEventListener("pointerleave", () => { this.pointer = null; });
  }

  // -- Where it is ---------------------------------------------------------------------------------------------------

  /** Where the selection in the text began and where it ends now, [anchor, focus]; null while it is elsewhere. */
  get ends() {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    if (![anchorNode, focusNode].every((node) => node && node !== this.text && this.text.contains(node))) return null;
    return [offsetAt(this.text, anchorNode, anchorOffset), offsetAt(this.text, focusNode, focusOffset)];
  }

  /** The offset of the cursor, also while the focus is elsewhere; null before there was one. */
  get place() {
    return (this.ends ?? this.kept)?.[1] ?? null;
  }

  /** What is meant with nothing selected: the cursor's place or the pointer's, whichever moved last. */
  get aim() {
    const at = !this.byKeys && this.pointer && document.caretPositionFromPoint?.(this.pointer.x, this.pointer.y);
    return at && this.text.contains(at.offsetNode) ? offsetAt(this.text, at.offsetNode, at.offset) : this.place;
  }

  /** The ids of the passages around the cursor, the innermost first. */
  get passages() {
    const [start, end] = [this.place, this.place + 1];
    const at = start === null ? [] : [rangeOf(this.text, start, end).endContainer, placeOf(this.text, start)[0]];
    const mark = at.map((node) => node.parentElement.closest("mark")).find(Boolean);
    return mark?.dataset.passages.split(" ") ?? [];
  }

  /** Put the selection, or the cursor, back after blocks of the text were replaced: `ends` is what it was before. */
  restore(ends) {
    if (ends && String(ends) !== String(this.ends)) this.#put(...ends);
    this.#draw();
  }

  /** The selection from start to end; the cursor twice if nothing is selected. */
  get #range() {
    const ends = this.ends ?? [this.place, this.place];
    return ends[0] === null ? Array(2).fill(this.#firstVisible) : ends.toSorted((one, other) => one - other);
  }

  get #firstVisible() {
    const top = parseFloat(getComputedStyle(this.caret).scrollMarginTop) || 0;
    const visible = [...this.text.querySelectorAll("p")].find((each) => each.getBoundingClientRect().bottom > top);
    return visible ? new Paragraph(visible).start : 0;
  }

  #put(anchor, focus) {
    getSelection().setBaseAndExtent(...placeOf(this.text, anchor), ...placeOf(this.text, focus));
  }

  /** Put the cursor there; with two places, select from one to the other. */
  goTo(anchor, focus = anchor) {
    this.#put(anchor, focus);
    this.#moved();
  }

  #moved({ atLineEnd = false } = {}) {
    this.byKeys = true;
    this.byTouch = false;
    this.atLineEnd = atLineEnd;
    this.text.focus({ preventScroll: true });
    this.#draw();
    // Far away nothing is laid out yet: its paragraph first, then the line.
    const { bottom, top } = this.caret.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) getSelection().focusNode.parentElement.scrollIntoView({ block: "center" });
    this.#draw();
    this.caret.scrollIntoView({ block: "nearest" });
  }

  /** The focus came by key or by script: the cursor is where it was. */
  #return() {
    if (!this.pressed && !this.ends && this.kept) this.#put(this.kept[1], this.kept[1]);
    this.#draw();
  }

  #draw() {
    const { focusNode, focusOffset, isCollapsed } = getSelection();
    const ends = this.ends;
    const isHere = ends && isCollapsed && !this.byTouch && document.activeElement === this.text;
    this.caret.classList.toggle("away", !isHere);
    if (!ends) return;
    if (String(ends) !== String(this.kept)) for (const blinking of this.caret.getAnimations()) blinking.currentTime = 0;
    this.kept = ends;
    const spot = document.createRange();
    spot.setStart(focusNode, focusOffset);
    // Where a line is broken there are two places, its end and the start of the next.
    const rects = spot.getClientRects();
    const rect = this.atLineEnd ? rects[0] : rects[rects.length - 1];
    if (!rect) return;
    const { left, top } = this.text.getBoundingClientRect();
    const sizes = { "--x": rect.left - left, "--y": rect.top - top, "--size": rect.height };
    for (const [name, size] of Object.entries(sizes)) this.caret.style.setProperty(name, `${size}px`);
  }

  // -- Moving --------------------------------------------------------------------------------------------------------

  /** Whether the key was one that moves the cursor. */
  #moves(event) {
    const [direction, small, large] = MOVES[event.key] ?? [];
    const modifiers = ["ctrlKey", "altKey", "metaKey"].filter((each) => event[each]);
    if (!direction || event.isComposing || modifiers.some((each) => each !== WORD_KEY)) return false;
    if (!this.ends) this.#put(...Array(2).fill(this.place ?? this.#firstVisible));
    this.#move(direction, modifiers.length ? large : small, event.shiftKey);
    return true;
  }

  #move(direction, unit, extend) {
    const before = this.ends;
    const back = direction === "backward";
    if (unit === "paragraph" || unit === "text") {
      const starts = ({ start, string }) => (string.trim() && unit === "paragraph" ? [start] : []);
      const limit = back ? 0 : Paragraph.at(this.text, Infinity)?.end ?? 0;
      const place = this.#find(before[1], back ? -1 : 1, starts) ?? limit;
      return this.goTo(extend ? before[0] : place, place);
    }
    // What is out of sight is not laid out, and could not be entered.
    for (const each of this.text.querySelectorAll("p.at")) each.classList.remove("at");
    Paragraph.at(this.text, before[1])?.element.classList.add("at");
    getSelection().modify(extend ? "extend" : "move", direction, unit);
    if (!this.ends || !getSelection().focusNode.parentElement.closest(".block")) this.#put(...before);
    this.#moved({ atLineEnd: unit === "lineboundary" && !back });
  }

  /** To the start of the sentence before (-1) or after (1). */
  stepSentence(direction) {
    this.#step(direction, ({ sentences }) => sentences.map(([start]) => start));
  }

  /** Into the quotation before or after, behind its opening mark. */
  stepQuotation(direction) {
    this.#step(direction, ({ quotations }) => quotations.map(([start]) => start + 1));
  }

  #step(direction, placesIn) {
    const place = this.#find(this.place ?? this.#firstVisible - 1, direction, placesIn);
    if (place !== undefined) this.goTo(place);
  }

  #find(from, direction, placesIn) {
    for (let paragraph = Paragraph.at(this.text, from); paragraph; paragraph = paragraph.beside(direction)) {
      const places = placesIn(paragraph);
      const place = direction > 0 ? places.find((each) => each > from) : places.findLast((each) => each < from);
      if (place !== undefined) return place;
    }
  }

  // -- Selecting -----------------------------------------------------------------------------------------------------

  /** Select the sentence at the cursor, or make whole sentences of what is selected; if it is that, one more. */
  takeSentence() {
    const [start, end] = this.#range;
    const [first, last] = sentencesOver(this.text, start, end);
    const next = first === start && last === end ? this.#find(end, 1, ({ sentences }) => sentences.map((pair) => pair[1])) : last;
    this.goTo(first, next ?? last);
  }

  /** Whether just whole sentences are selected. */
  get holdsSentences() {
    return Boolean(this.ends) && !getSelection().isCollapsed && String(sentencesOver(this.text, ...this.#range)) === String(this.#range);
  }

  /** Let the selection grow to the end of the next clause; with nothing selected from the word at the cursor. */
  grow() {
    let [start, end] = this.#range;
    const paragraph = Paragraph.at(this.text, end);
    if (start === end) start = end = paragraph?.wordAt(start)?.[0] ?? paragraph?.wordsFrom(start) ?? start;
    const next = this.#find(end, 1, (each) => each.clauseEnds(start));
    if (next !== undefined) this.goTo(start, next);
  }

  /** Take the last clause back off. */
  shrink() {
    const [start, end] = this.#range;
    const last = this.#find(end, -1, (each) => each.clauseEnds(start)) ?? start;
    this.goTo(start, Math.max(last, start));
  }
}
