// The toolbar at the words that are selected in the text, reached by pointer and by Tab.

import { rangeOf, selectedSpans, wholeWords } from "./offsets.js";

const isTab = ({ key, shiftKey, ctrlKey, altKey, metaKey }, { back = false } = {}) =>
  key === "Tab" && shiftKey === back && !ctrlKey && !altKey && !metaKey;

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
    // The next stop behind the words that are selected, and the way back to them.
    text.addEventListener("keydown", (event) => { if (!tool.hidden && isTab(event)) this.#enter(event); });
    tool.addEventListener("keydown", (event) => {
      const isFirst = event.target === this.#first;
      if (event.key === "Escape" || (isFirst && isTab(event, { back: true }))) this.#leave(event);
    });
  }

  get #first() {
    return this.tool.querySelector("button:not([hidden])");
  }

  #enter(event) {
    event.preventDefault();
    this.#first.focus({ preventScroll: true });
  }

  /** Back to the text; its words stay selected. */
  #leave(event) {
    event.preventDefault();
    event.stopPropagation();
    this.text.focus({ preventScroll: true });
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
