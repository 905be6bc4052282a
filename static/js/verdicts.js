// The verdicts of who reviews: each on a passage that was before their eyes, and each once.

import { isInSight, showUnseen } from "./sight.js";

const BOUNCE = 80; // milliseconds: a second press within them is the same one

/** Follows one thing of the page at a time until it was in the window, as was what belongs to it, while two frames were drawn. */
export class Painted {
  #key = null;
  #element = null;
  #done = false;
  #action = null; // what waits until it is drawn
  #acted = -Infinity; // when something was done last
  #onPaint;
  #isWhole;
  #isNear = false; // whether the element itself is in the window
  #observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (target === this.#element) this.#isNear = isIntersecting;
    this.look();
  });

  /**
   * @param {() => void} onPaint called as soon as what is followed has been drawn
   * @param {() => boolean} isWhole whether what belongs to it is in the window too; whoever gives it calls `look`
   */
  constructor(onPaint, isWhole = () => true) {
    this.#onPaint = onPaint;
    this.#isWhole = isWhole;
  }

  /** From now on it is about this element; with the key as before, what was drawn counts on. */
  follow(key, element) {
    if (key !== this.#key) {
      this.#done = false;
      this.#action = null;
    }
    this.#key = key;
    this.#element = element;
    this.#isNear = false;
    this.#observer.disconnect();
    if (element && !this.#done) this.#observer.observe(element);
  }

  /** Look whether all of it is in the window, which may have been scrolled. */
  look() {
    if (this.#done || !this.#isNear || !this.#isWhole()) return;
    const key = this.#key;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (key !== this.#key || this.#done || !this.#isWhole()) return;
      this.#done = true;
      this.#observer.disconnect();
      this.#onPaint();
      this.#action?.();
    }));
  }

  has(key) {
    return this.#done && key === this.#key;
  }

  /** Whether something may be done about what is followed; if it is only not drawn yet, `later` is called when it is. */
  admits(later) {
    if (performance.now() - this.#acted < BOUNCE) return false;
    this.#action = this.#done ? null : later;
    if (this.#done) this.#acted = performance.now();
    return this.#done;
  }
}

/**
 * Start once for the page; answers what to call whenever the open passage or its card may be new.
 * @param {object} bench the `text`, the `outbox`, `opened`, which answers the id of the open passage, and `bring`, which
 *   brings the open card where all of it can be read
 */
export function verdicts({ text, outbox, opened, bring }) {
  const card = () => opened() && document.getElementById(`card-${opened()}`);
  // Another version is another passage to whoever decides.
  const key = () => card() && `${opened()} ${card().querySelector("data").value}`;
  const tell = () => card()?.toggleAttribute("data-painted", painted.has(key()));
  const painted = new Painted(tell, () => !card() || isInSight(card()));
  const isOnItsWay = (id) => outbox.entries.some(({ memo }) => memo.verdict && memo.card === id);

  // By key, press or Enter: before all who send it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".verdict form")) return;
    const { passage } = form.closest(".card").dataset;
    // Who has written a reason has had the passage before their eyes, though the field may now cover some of it.
    if (form.querySelector("textarea")?.value.trim() && passage === opened() && !isOnItsWay(passage)) return;
    const isHidden = !painted.has(key()) && !isInSight(form.closest(".card"));
    if (passage === opened() && !isHidden && !isOnItsWay(passage) && painted.admits(() => form.requestSubmit())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // Seen first, and then decided.
    if (passage === opened() && isHidden) {
      bring();
      showUnseen(form.closest(".card"));
    }
  }, true);
  // The second half of a double click would decide the passage that comes under the pointer.
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest?.(".verdict form button")) event.preventDefault();
  }, true);

  const look = () => painted.look();
  document.addEventListener("scroll", look, { capture: true, passive: true });
  const sizes = new ResizeObserver(look);

  return () => {
    sizes.disconnect();
    if (card()) for (const each of [card(), document.body]) sizes.observe(each);
    const mark = text.querySelector(`mark[data-passages~="${opened()}"]`);
    painted.follow(key(), card()?.hasAttribute("data-open") ? (mark ?? card()) : null);
    tell();
  };
}
