// The column of cards: where a fresh card goes, what an older one hands on to it, how its fields are sent, and where the
// focus goes from field to field.

import { keepTalk, reveal } from "./app.js";
import { comboboxes, forgetKept, isDigit, renewList, selectGap } from "./combobox.js";
import { guessIn } from "./heard.js";
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
    (behind || cards.querySelector(":scope > .tail")).before(fresh);
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
  if (focus.selected) field.setSelectionRange?.(...focus.selected);
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
  if (id) return { selector: `#${CSS.escape(id)}`, selected: element.matches("input, textarea") ? [element.selectionStart, element.selectionEnd] : null };
  if (!form || !name) return { selector: "input[role=combobox]", selected: null };
  const own = element.matches("button") ? `[value="${CSS.escape(value)}"]` : "";
  return { selector: `form[action="${CSS.escape(form.getAttribute("action"))}"] [name="${name}"]${own}`, selected: null };
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
    const taken = submitter?.closest(".guess") ? guessIn(form) : "";
    const verdict = form.closest(".verdict") ? "yes" : "";
    const memo = { card, field: form.dataset.field, words: typed, verdict, taken, talks };
    const address = submitter?.getAttribute("formaction") || form.getAttribute("action");
    if (!choice) return outbox.send(address, fields, { passage: card, memo });
    const asTyped = { ...fields, [inputOf(form).name]: typed };
    outbox.send(address, asTyped, { passage: card, memo, choice: choice.then((chosen) => chosen && { ...fields, ...chosen }) });
  }

  function refuse(form) {
    const guess = form.querySelector(".pill.guess");
    if (!guess) return false;
    refused.add(inputOf(form).id);
    withoutRefused(form.closest(".card"));
    renewList(inputOf(form));
    onRefuse();
    return true;
  }

  /** Take out of a card what was refused in it before. */
  function withoutRefused(card) {
    for (const form of card.querySelectorAll("form[data-field]")) {
      if (!refused.has(inputOf(form).id)) continue;
      form.querySelector(".pill.guess")?.remove();
      form.dataset.refused = "yes";
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
      else if (input.form.querySelector(".pill.guess") && edit(input.form)) return;
      else advance(input.closest(".card"), input.form.dataset.field, text);
    },
    takeBack: unmarkSent,
  });
  cards.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-verb]")) return;
    event.preventDefault();
    const submitter = event.submitter?.name || event.submitter?.hasAttribute("formaction") ? event.submitter : null;
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

  // The guessed words themselves, or the control beside them.
  cards.addEventListener("click", (event) => {
    const control = event.target.closest("[data-edit]");
    if (!control || event.ctrlKey || event.metaKey || !getSelection().isCollapsed || !edit(control.closest("form"))) return;
    event.preventDefault();
  });

  // In an empty field: an arrow in the direction of its words takes what is guessed into it, backspace refuses what is guessed or takes off what stands there last; a full stop repeats the
  // last attribution.
  cards.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!target.matches("input[role=combobox]") || target.value || event.isComposing) return;
    const forward = getComputedStyle(target).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (key === forward && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && edit(target.form)) return event.preventDefault();
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

/** Put what is guessed into the field, to be changed: the first gap selected, else the cursor behind the words. */
function edit(form) {
  const input = inputOf(form);
  if (!form.dataset.draft || input.value) return false;
  input.focus();
  input.value = form.dataset.draft;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  // What was kept as it stood in an earlier try is asked for again.
  forgetKept(input);
  if (!selectGap(input)) input.setSelectionRange(input.value.length, input.value.length);
  return true;
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
  const guess = form.querySelector(".pill.guess");
  if (guess) removed.set(form, [guess, guess.parentElement]);
  guess?.remove();
}

const removed = new WeakMap(); // of forms: the guess and its list, until the server has answered

/** Nothing was answered after all: the field and its guess are as they were. */
function unmarkSent(form) {
  delete form.dataset.sent;
  const [guess, list] = removed.get(form) ?? [];
  list?.append(guess);
}
