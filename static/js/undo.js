// Undo and redo: the buttons beside the strip, Ctrl+Z, and what the server says was done.

import { letterOf } from "./app.js";

export class Undo {
  constructor(outbox) {
    this.outbox = outbox;
    document.addEventListener("submit", (event) => {
      const { turn } = event.target.dataset;
      if (turn) this.#take(turn, event);
    });
    document.addEventListener("keydown", (event) => {
      const key = (event.ctrlKey || event.metaKey) && !event.altKey && !event.isComposing && letterOf(event);
      const turn = (key === "z" && (event.shiftKey ? "redo" : "undo")) || (key === "y" && !event.shiftKey && "redo");
      const field = event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog[open]");
      // Where something was typed it is the browser's own.
      if (turn && (!field || (field.matches("[role=combobox]") && !field.value))) this.#take(turn, event);
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
