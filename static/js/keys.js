// What each key does in the workbench. The list for people is in the template, behind the question mark.

import { isInField, isTyping, letterOf, openTalk, showGuidelines } from "./app.js";
import { advance } from "./cards.js";

const MARKS = { a: "assertion", r: "refutation", q: "quote" };
const PARTS = { f: "content", c: "cue", s: "source", x: "cut" };
const FIELDS = { n: "speaker", v: "via", c: "claim", d: "denial" };

/**
 * @param {object} bench what the keys do: `text`, `cursor`, `tool`, `overlay` and `typeAhead`, whether one `mayMark`,
 *   `opened` answers the id of the open passage, and its verbs: open, close, step, nextToDecide, make, setPart, repeat
 */
export function listen({ text, cursor, tool, overlay, typeAhead, mayMark, opened, open, close, step, nextToDecide, make, setPart, repeat }) {
  const card = () => opened() && document.getElementById(`card-${opened()}`);
  const verdict = (name) => card()?.querySelector(`[data-verdict=${name}]`);
  // With no passage open, whoever reviews is led to the next.
  const toDecide = () => document.getElementById("readings") && nextToDecide();

  /** To what is still wanted of the open passage, or open the one at the cursor. */
  function enter() {
    if (card()) return advance(card(), null, text);
    if (cursor.passages.length) open(cursor.passages[0]);
  }

  /** Where nothing was marked, only to the button, which says so. */
  function handIn() {
    const form = document.getElementById("hand-in");
    if (form?.hasAttribute("data-asks")) form.querySelector("button").focus();
    else form?.requestSubmit();
  }

  function reason(name) {
    const summary = verdict(name);
    if (!summary) return toDecide();
    summary.parentElement.open = true;
    summary.parentElement.querySelector("textarea").focus();
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    "(": () => cursor.stepSentence(-1),
    ")": () => cursor.stepSentence(1),
    "[": () => cursor.stepQuotation(-1),
    "]": () => cursor.stepQuotation(1),
    s: () => cursor.takeSentence(),
    w: ({ shiftKey }) => (shiftKey ? cursor.shrink() : cursor.grow()),
    u: () => mayMark && setPart("join"),
    h: handIn,
    y: () => (verdict("approve") ? verdict("approve").requestSubmit() : toDecide()),
    b: () => reason("return"),
    o: () => reason("reopen"),
    e: () => overlay.handles?.focusNext(),
    t: () => openTalk(card()),
    ".": () => card() && repeat(card()),
    g: showGuidelines,
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !isInField(event) && tool?.spans) return cursor.goTo(cursor.place);
    if (event.key === "Escape" && event.target.closest?.(".card")) return text.focus({ preventScroll: true });
    if (event.key === "Escape" && opened() && !document.querySelector("dialog[open]") && !isTyping(event)) return close();
    if (event.defaultPrevented) return;
    const key = letterOf(event);
    const selected = mayMark && tool.spans;
    if (!selected && !isInField(event) && typeAhead.takes(event)) return event.preventDefault();
    if (isTyping(event)) return;
    if (key in MARKS && mayMark && (selected || key === "q")) make(MARKS[key]);
    else if (key in PARTS && selected && opened() && !(key === "s" && cursor.holdsSentences)) setPart(PARTS[key]);
    else if (key in FIELDS && opened()) card()?.querySelector(`form[data-field=${FIELDS[key]}] input[role=combobox]`)?.focus();
    else if (key === "Enter" && [text, document.body].includes(event.target)) enter();
    else if (key in KEYS) KEYS[key](event);
    else return;
    event.preventDefault();
  });
}
