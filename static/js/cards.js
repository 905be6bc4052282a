// The column of cards: where a fresh card goes, what an older one hands on to it, how its fields are sent, and where the
// focus goes from field to field.

import { keepTalk, parse, reveal } from "./app.js";
import { comboboxes, isDigit, selectGap } from "./combobox.js";
import { read } from "./outbox.js";

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
  const focus = old.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
  keepTalk(fresh, old);
  const typed = typedIn(old);
  old.replaceWith(fresh);
  for (const { id, value } of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
    if (field.matches("textarea")) showBoth(field, old.querySelector(`#${CSS.escape(id)}`).defaultValue);
  }
  if (!focus) return;
  const field = fresh.querySelector(focus.selector) ?? fresh;
  if (field.matches("[role=combobox]")) keepList(field, old);
  field.focus({ preventScroll: true });
  if (focus.caret !== null) field.setSelectionRange?.(focus.caret, focus.caret);
}

/** The list that was open stays open, so that a digit means what was read. */
function keepList(field, old) {
  const id = field.getAttribute("aria-controls");
  const list = old.querySelector(`#${CSS.escape(id)}`);
  if (!list || list.hidden) return;
  document.getElementById(id).replaceWith(list);
  field.ariaExpanded = "true";
}

/** Typed over what was saved elsewhere meanwhile: both can be read; leaving the field saves what stands in it. */
function showBoth(field, seen) {
  if ([field.value, seen, ""].includes(field.defaultValue)) return;
  const saved = document.getElementById("saved-elsewhere").content.cloneNode(true);
  saved.querySelector("q").textContent = field.defaultValue;
  field.after(saved);
}

/** What was typed into a card and not sent yet, so that a newer card does not swallow it. */
function typedIn(card) {
  const fields = [...card.querySelectorAll("input[id], textarea[id]")];
  // A digit in a combobox is no word: what it picks is on its way.
  const isTyped = (field) => field.value !== field.defaultValue && !(field.matches("[role=combobox]") && isDigit(field.value));
  return fields.filter(isTyped).map(({ id, value }) => ({ id, value }));
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
    for (const { id } of parse(detail.serverResponse).querySelectorAll(".card")) {
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

/**
 * Start once for the page; answers how to repeat the last attribution on a card.
 * @param {HTMLElement} cards the column
 * @param {Outbox} outbox
 * @param {HTMLElement} text where the focus goes behind the last field
 * @param {() => void} onRefuse a guess is gone
 */
export function fields(cards, outbox, text, onRefuse) {
  const refused = new Set(); // of guesses, by the ids of their fields, for as long as the page is open

  /**
   * Send a form of a card. Its version goes along when its turn comes, since the one before may raise it. `choice` is a
   * promise of what stands for the words that were typed.
   */
  function send(form, submitter, { choice = null, typed = "" } = {}) {
    const fields = Object.fromEntries(new FormData(form, submitter));
    for (const name of ["version", "action", "csrfmiddlewaretoken"]) delete fields[name];
    // A choice stands for the words in the field.
    if (choice) for (const name of ["words", "name"]) delete fields[name];
    for (const [name, value] of new URLSearchParams(submitter?.dataset.also)) fields[name] = value;
    const card = form.closest(".card").dataset.passage;
    const talks = form.matches(".talk form");
    const memo = { card, field: form.dataset.field, words: typed, verdict: form.closest(".verdict") ? "yes" : "", talks };
    const address = submitter?.getAttribute("formaction") || form.getAttribute("action");
    if (!choice) return outbox.send(address, fields, { passage: card, memo });
    const asTyped = { ...fields, [inputOf(form).name]: typed };
    outbox.send(address, asTyped, { passage: card, memo, choice: choice.then((chosen) => ({ ...fields, ...chosen })) });
  }

  function refuse(form) {
    const guess = form.querySelector(".pill.guess");
    if (!guess) return false;
    refused.add(inputOf(form).id);
    withoutRefused(form.closest(".card"));
    onRefuse();
    return true;
  }

  /** Take out of a card what was refused in it before. */
  function withoutRefused(card) {
    for (const form of card.querySelectorAll("form[data-field]")) {
      if (!refused.has(inputOf(form).id)) continue;
      form.querySelector(".pill.guess")?.remove();
      for (const name of ["guessSource", "guessCue"]) delete form.dataset[name];
    }
  }

  function repeat(card) {
    const form = card.querySelector("form[data-field=speaker]");
    if (!form) return;
    markSent(form);
    markSent(card.querySelector("form[data-field=via]"));
    advance(card, "speaker", text);
    outbox.send(form.action.replace(/speakers\/$/, "repeat/"), {}, { passage: card.dataset.passage, memo: { card: card.dataset.passage, field: "speaker" } });
  }

  comboboxes(cards, {
    /** On to the next field at once; what was chosen may be known only later. */
    choose(form, fields, typed, goesOn) {
      // A newer card may have taken the place of the one in which it was chosen.
      const card = document.getElementById(form.closest(".card").id) ?? form.closest(".card");
      markSent(card.querySelector(`form[data-field=${form.dataset.field}]`));
      // Only from there: the focus of who is elsewhere already stays where it is.
      if (goesOn && card.contains(document.activeElement)) advance(card, form.dataset.field, text);
      send(form, null, { choice: fields, typed });
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
    // Sent a second time, it would be a second comment.
    if (form.elements.text) form.elements.text.value = "";
    if (submitter?.matches(".pill:not(.guess) button") && form.dataset.field) {
      // What was taken off is not guessed again at once.
      refused.add(inputOf(form).id);
      inputOf(form).focus({ preventScroll: true });
    }
    if (submitter?.matches(".pill.guess button")) {
      markSent(form);
      advance(form.closest(".card"), form.dataset.field, text);
    }
  });

  // In an empty field: backspace refuses what is guessed or takes off what stands there last; a full stop repeats the
  // last attribution.
  cards.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!target.matches("input[role=combobox]") || target.value || event.isComposing) return;
    if (key === "Backspace" && !refuse(target.form)) [...target.form.querySelectorAll(".pill button[formaction]")].at(-1)?.click();
    if (key !== "." || target.form.dataset.field !== "speaker") return;
    event.preventDefault();
    repeat(target.closest(".card"));
  });

  // A reason is a sentence or two: Enter sends it, with Shift a new line begins.
  cards.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".verdict textarea")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  cards.addEventListener("change", ({ target }) => {
    if (target.matches("form[data-on-change] select")) send(target.form, null);
  });
  // Not on change: what was typed before a newer card came has not changed in that card, and is still to be saved.
  cards.addEventListener("focusout", ({ target }) => {
    if (!target.matches("form[data-on-change] textarea")) return;
    if (target.value === (target.dataset.sent ?? target.defaultValue)) return;
    target.dataset.sent = target.value;
    send(target.form, null);
  });

  cards.addEventListener("focusin", async (event) => {
    const choice = event.target.closest("select[data-load]");
    if (!choice || choice.dataset.loaded) return;
    choice.dataset.loaded = "yes";
    const response = await read(choice.dataset.load);
    if (!response?.ok) return;
    const chosen = choice.value;
    choice.querySelectorAll("option:not(:first-child)").forEach((option) => option.remove());
    choice.insertAdjacentHTML("beforeend", await response.text());
    choice.value = chosen;
  });

  return { repeat, withoutRefused };
}

// -- From field to field --------------------------------------------------------------------------------------------

/** Go to the first field behind this one that is still empty and wanted; behind the last, back to the text. */
export function advance(card, field, text) {
  const forms = [...card.querySelectorAll("form[data-field]")];
  const at = forms.findIndex((form) => form.dataset.field === field);
  const next = forms.slice(at + 1).find(isWanted);
  if (!next) return text.focus({ preventScroll: true });
  inputOf(next).focus({ preventScroll: true });
  // The text stays where it is being read.
  reveal(next);
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
