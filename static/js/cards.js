// The column of cards: where a fresh card goes, what an older one hands on to it, how its fields are sent, and where the
// focus goes from field to field.

import { comboboxes, selectGap } from "./combobox.js";
import { headers } from "./outbox.js";

// -- Where a card goes ----------------------------------------------------------------------------------------------

/** Put a card that the server sent into the column `cards`; `old` is the one with the same id, if there is one. */
export function putCard(cards, fresh, old) {
  if (fresh.dataset.status === "withdrawn" && !old?.closest("#withdrawn")) {
    if (old?.contains(document.activeElement)) document.getElementById("text").focus({ preventScroll: true });
    old?.remove();
    cards.querySelector(".withdrawn-list[open] #withdrawn")?.prepend(fresh);
    return;
  }
  if (fresh.dataset.status !== "withdrawn" && old?.closest("#withdrawn")) { old.remove(); old = null; }
  if (!old) {
    document.getElementById("no-cards").hidden = true;
    const behind = [...cards.querySelectorAll(":scope > .card")].find((card) => isBefore(fresh, card));
    (behind || cards.querySelector(".more, #no-cards")).before(fresh);
    return;
  }
  // An answer that was overtaken by a newer one.
  if (Number(fresh.querySelector("data").value) < Number(old.querySelector("data").value)) return;
  const typed = typedIn(old);
  const focus = old.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
  old.replaceWith(fresh);
  for (const { id, value } of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
  if (!focus) return;
  const field = fresh.querySelector(focus.selector) ?? fresh;
  field.focus({ preventScroll: true });
  if (focus.caret !== null) field.setSelectionRange?.(focus.caret, focus.caret);
}

/** What was typed into a card and not sent yet, so that a newer card does not swallow it. */
function typedIn(card) {
  const fields = [...card.querySelectorAll("input[id], textarea[id]")];
  return fields.filter((field) => field.value !== field.defaultValue).map(({ id, value }) => ({ id, value }));
}

/** How to find what has the focus again in a newer card. */
function selectorOf(element) {
  const { id, name, value, form } = element;
  if (id) return { selector: `#${CSS.escape(id)}`, caret: element.matches("input, textarea") ? element.selectionStart : null };
  if (!form || !name) return { selector: "input[role=combobox]", caret: null };
  const own = element.matches("button") ? `[value="${CSS.escape(value)}"]` : "";
  return { selector: `form[action="${CSS.escape(form.getAttribute("action"))}"] [name="${name}"]${own}`, caret: null };
}

/** Cards that came before their turn, because somebody opened them, find their place when the others arrive. */
export function keepEarlyCards(cards) {
  const early = new Map();
  cards.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.target.matches(".more")) return;
    const template = document.createElement("template");
    template.innerHTML = detail.serverResponse;
    for (const { id } of template.content.querySelectorAll(".card")) {
      const card = document.getElementById(id);
      if (!card) continue;
      early.set(id, card);
      card.remove();
    }
  });
  cards.addEventListener("htmx:afterSwap", () => {
    for (const [id, card] of early) document.getElementById(id)?.replaceWith(card);
    early.clear();
  });
}

/** Whether one card stands before the other in reading order. */
export function isBefore(one, other) {
  const [start, end] = [Number(one.dataset.start), Number(one.dataset.end)];
  const [otherStart, otherEnd] = [Number(other.dataset.start), Number(other.dataset.end)];
  return start < otherStart || (start === otherStart && (end > otherEnd || (end === otherEnd && one.id < other.id)));
}

// -- The fields of a card: each is a form, sent as soon as it is answered -------------------------------------------

/** Start once for the page: `cards` is the column, `text` where the focus goes behind the last field. */
export function fields(cards, outbox, text) {
  /** Send a form of a card. Its version goes along when its turn comes, since the one before may raise it. */
  function send(form, submitter, extra = {}, typed = "") {
    const fields = { ...Object.fromEntries(new FormData(form, submitter)), ...extra };
    for (const name of ["version", "csrfmiddlewaretoken"]) delete fields[name];
    // A choice stands for the words in the field.
    if (Object.keys(extra).length) for (const name of ["words", "name"]) if (!(name in extra)) delete fields[name];
    for (const [name, value] of new URLSearchParams(submitter?.dataset.also)) fields[name] = value;
    const card = form.closest(".card").dataset.passage;
    const memo = { card, field: form.dataset.field, words: typed, verdict: form.closest(".verdict") ? "yes" : "" };
    outbox.send(submitter?.getAttribute("formaction") || form.action, fields, { passage: card, memo });
  }

  comboboxes(cards, {
    /** On to the next field at once; what was chosen is sent as soon as it is known. */
    choose(form, fields, typed) {
      const card = form.closest(".card");
      markSent(form);
      advance(card, form.dataset.field, text);
      fields.then((chosen) => send(form, null, chosen, typed));
    },
    /** Enter in an empty field takes the guess, or goes on. */
    skip(input) {
      const guess = input.form.querySelector("[data-guess]");
      if (guess) input.form.requestSubmit(guess);
      else advance(input.closest(".card"), input.form.dataset.field, text);
    },
  });
  cards.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-verb]")) return;
    event.preventDefault();
    const submitter = event.submitter?.name || event.submitter?.hasAttribute("formaction") ? event.submitter : null;
    if (submitter?.hasAttribute("data-edit")) {
      // A guess with gaps: into the field, to be completed.
      inputOf(form).value = submitter.value;
      inputOf(form).focus();
      return selectGap(inputOf(form));
    }
    send(form, submitter);
    if (submitter?.matches(".pill.guess button")) {
      markSent(form);
      advance(form.closest(".card"), form.dataset.field, text);
    }
  });

  cards.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-on-change]");
    if (form) send(form, null);
  });

  cards.addEventListener("focusin", async (event) => {
    const choice = event.target.closest("select[data-load]");
    if (!choice || choice.dataset.loaded) return;
    choice.dataset.loaded = "yes";
    const response = await fetch(choice.dataset.load, { headers: headers() }).catch(() => null);
    if (!response?.ok) return;
    const chosen = choice.value;
    choice.querySelectorAll("option:not(:first-child)").forEach((option) => option.remove());
    choice.insertAdjacentHTML("beforeend", await response.text());
    choice.value = chosen;
  });
}

// -- From field to field --------------------------------------------------------------------------------------------

/** Go to the first field behind this one that is still empty and wanted; behind the last, back to the text. */
export function advance(card, field, text) {
  const forms = [...card.querySelectorAll("form[data-field]")];
  const at = forms.findIndex((form) => form.dataset.field === field);
  const next = forms.slice(at + 1).find(isWanted);
  if (next) inputOf(next).focus();
  else text.focus({ preventScroll: true });
}

export const inputOf = (form) => form.querySelector("input[role=combobox]");

function isWanted(form) {
  if (form.dataset.sent || form.querySelector(".pill:not(.guess)")) return false;
  const optional = form.dataset.field === "via" || form.hasAttribute("data-optional");
  return !optional || Boolean(form.querySelector(".pill.guess"));
}

/** Mark a field as answered before the server has said so; its guess is taken, not to be taken twice. */
export function markSent(form) {
  form.dataset.sent = "yes";
  form.querySelector(".pill.guess")?.remove();
}

/** Keeps what is typed between the key that marks and the arrival of the card, and puts it into its first field. */
export class TypeAhead {
  #id = null;
  #typed = "";

  start(id) {
    this.#id = id;
    this.#typed = "";
  }

  stop() {
    this.#id = null;
  }

  /** Whether the key was kept. */
  takes(event) {
    if (!this.#id || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Escape") this.#typed = "";
    else if (event.key === "Backspace") this.#typed = this.#typed.slice(0, -1);
    else if (event.key.length === 1) this.#typed += event.key;
    else return false;
    return true;
  }

  /** Put what was typed for this passage into the field that has the focus now. */
  pourInto(id, input) {
    if (this.#id !== id) return;
    this.stop();
    if (!this.#typed || !input?.matches("input[role=combobox]")) return;
    input.value = this.#typed;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
