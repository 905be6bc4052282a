// The toolbar at the selection: shown while something is selected in the text, where the selection ends.

import { offsetAt, rangeOf, selectedSpans } from "./offsets.js";

export class Toolbar {
  constructor(tool, text, onChoose) {
    Object.assign(this, { tool, text, waiting: [], pointer: null });
    document.addEventListener("selectionchange", () => this.#follow());
    // Not while the pointer still drags: the toolbar would come under it and be selected too.
    document.addEventListener("pointerdown", (event) => { this.dragging = !tool.contains(event.target); });
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => {
        this.dragging = false;
        this.#follow();
        for (const action of this.waiting.splice(0)) action();
      });
    }
    text.addEventListener("pointermove", ({ clientX: x, clientY: y }) => { this.pointer = { x, y }; });
    text.addEventListener("pointerleave", () => { this.pointer = null; });
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

  /** The offset under the pointer, else where the text was last clicked; null where neither is in the text. */
  get cursor() {
    const at = this.pointer && document.caretPositionFromPoint?.(this.pointer.x, this.pointer.y);
    if (at && this.text.contains(at.offsetNode)) return offsetAt(this.text, at.offsetNode, at.offset);
    const { anchorNode, anchorOffset } = getSelection();
    const isInText = anchorNode && anchorNode !== this.text && this.text.contains(anchorNode);
    return isInText ? offsetAt(this.text, anchorNode, anchorOffset) : null;
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
