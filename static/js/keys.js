// What each key does in the workbench, undo and redo among them. The list for people is in the template, behind the
// question mark.

import { openTalk, showGuidelines } from "./app.js";
import { advance, inputOf } from "./cards.js";
import { isInField, isTyping, letterOf, pressAgain } from "./keyboard.js";

const MARKS = { a: "assertion", r: "refutation", q: "quote" };
const PARTS = { f: "content", c: "cue", s: "source", x: "cut" };
const FIELDS = { n: "speaker", v: "via", c: "claim", d: "denial" };

/**
 * @param {object} bench what the keys do: `text`, `cursor`, `tool`, `overlay` and `typeAhead`, whether one `mayMark`,
 *   `opened` answers the id of the open passage, `opening` a promise while another is on its way (whether it came), and
 *   its verbs: open, close, step, nextToDecide, make, setPart, repeat
 */
export function listen(bench) {
  const { text, cursor, tool, overlay, typeAhead, mayMark, opened, opening, open, close, step, nextToDecide, make, setPart, repeat } = bench;
  const card = () => opened() && document.getElementById(`card-${opened()}`);
  const verdict = (name) => card()?.querySelector(`[data-verdict=${name}]`);
  // With no passage open, whoever reviews is led to the next.
  const toDecide = () => document.getElementById("readings") && nextToDecide();

  // What was pressed while a passage is on its way is meant for that one; but not a verdict, which nobody can have yet.
  const waiting = [];
  function wait(event) {
    if (!waiting.length && letterOf(event) === "y") return;
    waiting.push(event);
    if (waiting.length > 1) return;
    opening().then((came) => {
      const events = waiting.splice(0);
      if (came) pressAgain(events);
    });
  }

  /** To what is still wanted of the open passage, or open the one at the cursor; from a card to its first field. */
  function enter({ target }) {
    const isOnCard = target === card();
    if (card()) advance(card(), null, text);
    else if (!opened() && cursor.passages.length) open(cursor.passages[0]);
    if (!isOnCard || card().contains(document.activeElement)) return;
    const [form] = card().querySelectorAll("form[data-field]");
    (form ? inputOf(form) : (card().querySelector(".verdict :is(button, summary)") ?? card())).focus();
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
    if (opening() && (key.length === 1 || ["Enter", "Backspace"].includes(key))) {
      wait(event);
      return event.preventDefault();
    }
    if (key in MARKS && mayMark && (selected || key === "q")) make(MARKS[key]);
    else if (key in PARTS && selected && opened() && !(key === "s" && cursor.holdsSentences)) setPart(PARTS[key]);
    else if (key in FIELDS && opened()) card()?.querySelector(`form[data-field=${FIELDS[key]}] input[role=combobox]`)?.focus();
    else if (key === "Enter" && [text, document.body, card()].includes(event.target)) enter(event);
    else if (key in KEYS) KEYS[key](event);
    else return;
    event.preventDefault();
  });
}

/** Undo and redo: the buttons beside the strip, Ctrl+Z, and what the server says was done. */
export class Undo {
  constructor(outbox) {
    this.outbox = outbox;
    document.addEventListener("submit", (event) => {
      const { turn } = event.target.dataset;
      if (turn) this.#take(turn, event);
    });
    document.addEventListener("keydown", (event) => {
      const key = (event.ctrlKey || event.metaKey) && !event.altKey && letterOf(event);
      const turn = (key === "z" && (event.shiftKey ? "redo" : "undo")) || (key === "y" && !event.shiftKey && "redo");
      // In a field it is the field's own, also where nothing was typed yet.
      const field = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]");
      if (turn && !field) this.#take(turn, event);
    });
  }

  /** Behind the writes that still wait, since it is the last of them that is taken back. */
  #take(turn, event) {
    event.preventDefault();
    if (!event.repeat) this.outbox.send(document.querySelector(`#undo [data-turn=${turn}]`).action, {}, { memo: { turn } });
  }

  /** Something else was done: that can be taken back, and nothing can be done again. */
  offer() {
    document.getElementById("said").textContent = "";
    document.querySelector("#undo [data-turn=undo]").hidden = false;
    document.querySelector("#undo [data-turn=redo]").hidden = true;
  }

  /** Put an answer to undo or redo into the page by `patch`; who pressed a button may press it again. */
  show({ turn }, patch) {
    const hadFocus = document.getElementById("undo").contains(document.activeElement);
    patch();
    if (!hadFocus) return;
    const button = document.querySelector(`#undo [data-turn=${turn}]:not([hidden]) button`);
    (button ?? document.getElementById("text")).focus({ preventScroll: true });
  }
}
