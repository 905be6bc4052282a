// What is selected in the text, by pointer or by keys: the text cursor, the units it moves by and takes, and the
// toolbar at the selection. Offsets are code points of the article.

import { Paragraph, offsetAt, placeOf, rangeOf, selectedSpans, sentencesOver, wholeWords } from "./offsets.js";

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
    if (!this.ends) this.goTo(this.place ?? this.#firstVisible);
    else this.#move(direction, modifiers.length ? large : small, event.shiftKey);
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

/** The toolbar: shown while something is selected in the text, where the selection ends. */
export class Toolbar {
  constructor(tool, text, cursor, onChoose) {
    Object.assign(this, { tool, text, cursor, waiting: [] });
    document.addEventListener("selectionchange", () => this.#follow());
    // Not while the pointer still drags: the toolbar would come under it and be selected too.
    document.addEventListener("pointerdown", (event) => {
      this.dragging = !tool.contains(event.target);
      this.before = this.spans;
    });
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, (event) => {
        if (this.dragging && !event.altKey && this.spans !== this.before) this.#snap();
        this.dragging = false;
        this.#follow();
        for (const action of this.waiting.splice(0)) action();
      });
    }
    // Keeps the selection when a button is pressed.
    tool.addEventListener("mousedown", (event) => event.preventDefault());
    tool.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) onChoose(button.dataset);
    });
  }

  /** The selected stretch in the notation 12..30;45..60; empty when nothing in the text is selected. */
  get spans() {
    return selectedSpans(this.text, getSelection());
  }

  select(spans) {
    const ends = spans.split(/;|\.\./).map(Number);
    getSelection().removeAllRanges();
    getSelection().addRange(rangeOf(this.text, ends[0], ends.at(-1)));
  }

  /** Which buttons there are: those that change the open passage only while there is one. */
  offer(hasOpenPassage) {
    for (const button of this.tool.querySelectorAll("[data-part]")) button.hidden = !hasOpenPassage;
  }

  dismiss() {
    getSelection().removeAllRanges();
    this.tool.hidden = true;
  }

  /** Do it now, or as soon as the pointer is let go: what is dragged over must not be replaced meanwhile. */
  whenIdle(action) {
    if (!this.dragging) return action();
    this.waiting.push(action);
  }

  /** What a hand dragged over begins and ends with whole words. */
  #snap() {
    const { ends } = this.cursor;
    if (ends && ends[0] !== ends[1]) this.cursor.restore(wholeWords(this.text, ends));
  }

  #follow() {
    const selection = getSelection();
    if (this.dragging || selection.isCollapsed || !selection.rangeCount || !this.spans) {
      this.tool.hidden = true;
      return;
    }
    const rects = selection.getRangeAt(0).getClientRects();
    const last = rects[rects.length - 1];
    if (!last) return;
    this.tool.hidden = false;
    const { width, height } = this.tool.getBoundingClientRect();
    const left = Math.min(Math.max(last.right - width / 2, 8), document.documentElement.clientWidth - width - 8);
    const below = last.bottom + 8 + height < innerHeight;
    this.tool.style.setProperty("--x", `${left + scrollX}px`);
    this.tool.style.setProperty("--y", `${(below ? last.bottom + 8 : rects[0].top - height - 8) + scrollY}px`);
  }
}
