// A field that searches while one types (the ARIA combobox pattern with a listbox). The server writes the list; an
// option says in data-send-… what choosing it posts. Works on any .combobox, also on those that arrive later.

import { parse, reveal } from "./app.js";
import { read } from "./outbox.js";

const PAUSE = 110; // milliseconds after the last key before the server is asked
const DIGIT_PAUSE = 350; // a digit alone for so long picks from the list; sooner it begins a word such as "82nd"

/**
 * Start once for the page.
 * @param {(form, fields, words: string, goesOn: boolean) => void} choose what the chosen option sends, what was typed
 *   for it, and whether the focus is to go on
 * @param {(input) => void} skip Enter in an empty field
 */
export function comboboxes(root, { choose, skip }) {
  let timer;
  let meant = null; // { input, option }: what a digit picks as soon as it stays alone
  let pressed = false;

  root.addEventListener("focusin", (event) => { if (isField(event.target)) show(event.target); });
  // A list that goes while the pointer is down would move the button under it away.
  document.addEventListener("pointerdown", () => { pressed = true; });
  document.addEventListener("pointerup", () => { pressed = false; });
  root.addEventListener("focusout", ({ target }) => {
    if (!isField(target)) return;
    const leave = () => setTimeout(() => {
      // A newer card took the place of this one, and its field has the focus.
      if (document.activeElement?.id === target.id) return;
      // Whoever goes on at once has meant the digit.
      if (meant?.input.id === target.id) pick(meant.input, meant.option, { goesOn: false });
      close(target);
    });
    if (pressed) document.addEventListener("pointerup", leave, { once: true });
    else leave();
  });
  root.addEventListener("input", ({ target }) => {
    if (!isField(target)) return;
    clearTimeout(timer);
    const option = digitOption(target);
    meant = option && { input: target, option };
    timer = setTimeout(() => (option ? pick(target, option) : show(target)), option ? DIGIT_PAUSE : PAUSE);
  });
  // Before the field loses its focus.
  root.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[role=option]");
    if (!option) return;
    event.preventDefault();
    pick(option.closest(".combobox").querySelector("input"), option);
  });
  root.addEventListener("keydown", (event) => { if (isField(event.target)) onKey(event); });

  function onKey(event) {
    const input = event.target;
    const options = optionsOf(input);
    const digit = event.altKey && Number(event.code?.match(/^(?:Digit|Numpad)([1-9])$/)?.[1]);
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      const current = options.findIndex((option) => option.ariaSelected === "true");
      const step = event.key === "ArrowDown" ? 1 : current < 0 ? 0 : -1;
      select(input, options[(current + step + options.length) % options.length]);
    } else if (digit && options[digit - 1]) {
      pick(input, options[digit - 1]);
    } else if (event.key === "Enter") {
      clearTimeout(timer);
      enter(input, event.shiftKey);
    } else if (event.key === "Escape" && input.value) {
      // One step back: the words first, then the field.
      event.stopPropagation();
      input.value = "";
      show(input);
    } else return;
    event.preventDefault();
  }

  function enter(input, wantsNew) {
    const marked = optionsOf(input).find((option) => option.ariaSelected === "true");
    if (!input.value.trim()) return marked ? pick(input, marked) : skip(input);
    if (selectGap(input)) return;
    const isCurrent = listOf(input).dataset.query === input.value;
    if (isCurrent && marked && !wantsNew) return pick(input, marked);
    if (digitOption(input)) return pick(input, digitOption(input));
    // Typed faster than the list came: choose from the list for just these words, and let the typing go on.
    const [form, words] = [input.form, input.value];
    const answer = ask(input, words);
    input.value = "";
    close(input);
    choose(form, answer.then((list) => chosen(list, wantsNew) ?? { [input.name]: words }), words, true);
  }

  async function show(input) {
    const query = input.value;
    const fresh = await ask(input, query);
    // An older question, or one that nobody waits for any more.
    if (!fresh || document.activeElement !== input || input.value !== query) return;
    const list = listOf(input);
    list.replaceChildren(...fresh.children);
    list.dataset.query = query;
    list.hidden = !list.children.length;
    input.ariaExpanded = String(!list.hidden);
    input.removeAttribute("aria-activedescendant");
    optionsOf(input).forEach((option, number) => { option.id = `${list.id}-${number}`; });
    if (query) select(input, optionsOf(input)[0]);
  }

  function pick(input, option, { goesOn = true } = {}) {
    clearTimeout(timer);
    meant = null;
    const words = input.value;
    input.value = "";
    close(input);
    choose(input.form, Promise.resolve(sends(option)), words, goesOn);
  }
}

/** Select the next [gap] of a drafted sentence to be typed over; answers whether there was one. */
export function selectGap(input) {
  const gap = /\[[\p{L}’']+\]/u.exec(input.value);
  if (gap) input.setSelectionRange(gap.index, gap.index + gap[0].length);
  return Boolean(gap);
}

/** The list for these words, as the server writes it; null when it cannot be had. */
async function ask(input, words) {
  const address = new URL(input.closest(".combobox").dataset.suggestions, location);
  address.searchParams.set("q", words);
  const response = await read(address);
  if (!response?.ok) return null;
  return parse(await response.text());
}

/** What the first option sends, or the first that makes something new. */
function chosen(list, wantsNew) {
  const option = list?.querySelector(wantsNew ? "[role=option].new" : "[role=option]");
  return option ? sends(option) : null;
}

function sends(option) {
  const fields = [...option.attributes].filter(({ name }) => name.startsWith("data-send-"));
  return Object.fromEntries(fields.map(({ name, value }) => [name.slice("data-send-".length), value]));
}

/** Whether these words are a digit alone, which picks from the list. */
export const isDigit = (words) => /^[1-9]$/.test(words);

/** The option that a digit alone in the field means: one of the list that was there before it. */
function digitOption(input) {
  if (!isDigit(input.value) || listOf(input).dataset.query !== "") return null;
  return optionsOf(input)[Number(input.value) - 1] ?? null;
}

const isField = (element) => element.matches?.(".combobox input");
const listOf = (input) => document.getElementById(input.getAttribute("aria-controls")) ?? document.createElement("ul");
const optionsOf = (input) => (listOf(input).hidden ? [] : [...listOf(input).querySelectorAll("[role=option]")]);

function select(input, option) {
  for (const each of optionsOf(input)) each.ariaSelected = String(each === option);
  if (!option) return;
  input.setAttribute("aria-activedescendant", option.id);
  reveal(option);
}

function close(input) {
  listOf(input).hidden = true;
  input.ariaExpanded = "false";
  input.removeAttribute("aria-activedescendant");
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
    // Whoever moves on in the text types nothing for the card.
    if (event.key === "Escape" || /^(Arrow|Home|End|Page)/.test(event.key)) {
      this.stop();
      return false;
    }
    if (event.key === "Backspace") this.#typed = this.#typed.slice(0, -1);
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
