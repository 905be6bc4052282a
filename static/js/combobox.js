// A field that searches while one types (the ARIA combobox pattern with a listbox). The server writes the list; an
// option says in data-send-… what choosing it posts. Works on any .combobox, also on those that arrive later.

import { parse, reveal } from "./app.js";
import { read } from "./outbox.js";

const PAUSE = 110; // milliseconds after the last key before the server is asked
const DIGIT_PAUSE = 350; // a digit alone for so long picks from the list; sooner it begins a word such as "82nd"
const SEEN_AFTER = 150; // a list that stood for so long has been seen; sooner Enter takes what is typed in full only

/**
 * Start once for the page. A list that nobody can have seen is answered by an exact match alone, as the server says
 * (data-fit); else it opens, and the words wait in the field.
 * @param {(form, fields, words: string, goesOn: boolean) => void} choose what the chosen option sends, what was typed
 *   for it, and whether the focus is to go on
 * @param {(input) => void} skip Enter in an empty field
 * @param {(form) => void} takeBack what was given to `choose` was not certain, so nothing is chosen
 */
export function comboboxes(root, { choose, skip, takeBack }) {
  let timer;
  let seen;
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
    target.closest(".combobox").classList.remove("waits");
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
    // 229: the key belongs to an input method, which says so in some browsers by nothing else.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      const current = options.findIndex((option) => option.ariaSelected === "true");
      const step = event.key === "ArrowDown" ? 1 : current < 0 ? 0 : -1;
      select(input, options[(current + step + options.length) % options.length]);
    } else if (digit && options[digit - 1]) {
      pick(input, options[digit - 1]);
    } else if (event.key === "Enter") {
      // One press, one answer.
      if (!event.repeat) enter(input, event.shiftKey);
    } else if (event.key === "Tab") {
      leave(input);
      return;
    } else if (event.key === "Escape" && input.value) {
      // One step back: the words first, then the field.
      event.stopPropagation();
      input.value = "";
      input.closest(".combobox").classList.remove("waits");
      show(input);
    } else return;
    event.preventDefault();
  }

  function enter(input, wantsNew) {
    clearTimeout(timer);
    const marked = optionsOf(input).find((option) => option.ariaSelected === "true");
    if (!input.value.trim()) return marked ? pick(input, marked) : skip(input);
    keepGap(input);
    if (stopsAtGap(input)) return;
    if (isCurrent(input) && marked && !wantsNew) return pick(input, marked);
    if (digitOption(input)) return pick(input, digitOption(input));
    if (isCurrent(input) && !wantsNew) return wait(input);
    decide(input, wantsNew);
  }

  /** Tab enters a name that is known and typed in full; anything else stays in the field, which says so. */
  async function leave(input) {
    const { id, value: words } = input;
    if (!words.trim() || digitOption(input)) return;
    clearTimeout(timer);
    const list = isCurrent(input) ? listOf(input) : await ask(input, words);
    const option = list?.querySelector("[data-fit=exact]:not(.new)");
    const field = document.getElementById(id);
    if (option && field?.value === words) pick(field, option, { goesOn: false });
  }

  /** Ask what these words alone mean, and let the typing go on; they come back if that is not certain. */
  function decide(input, wantsNew) {
    const { id, form, name, value: words } = input;
    const answer = ask(input, words).then((list) => {
      const option = list?.querySelector(wantsNew ? ".new" : "[data-fit=exact]");
      if (option) return sends(option);
      // Without a list, and for what is new in these words anyhow, the server finds what they mean.
      return !list || wantsNew ? { [name]: words } : null;
    });
    input.value = "";
    close(input);
    choose(form, answer, words, true);
    answer.then((fields) => { if (!fields) giveBack(id, words); });
  }

  /** Put words back that were not entered; their list opens, unless somebody types elsewhere already. */
  function giveBack(id, words) {
    const input = document.getElementById(id);
    if (!input || input.value) return;
    takeBack(input.form);
    input.value = words;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    wait(input);
    const now = document.activeElement;
    if (now === document.body || now.id === "text" || (isField(now) && !now.value)) input.focus({ preventScroll: true });
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
    clearTimeout(seen);
    const [first] = optionsOf(input);
    if (!query || first?.dataset.fit === "shared") return;
    if (first?.dataset.fit === "exact") return select(input, first);
    // Nobody has chosen meanwhile, and the list is still this one.
    seen = setTimeout(() => {
      if (first?.isConnected && !list.querySelector("[aria-selected=true]")) select(input, first);
    }, SEEN_AFTER);
  }

  function pick(input, option, { goesOn = true } = {}) {
    clearTimeout(timer);
    meant = null;
    // However it is chosen: no new claim is stored with a pronoun of the draft still open.
    if (option.matches(".new") && stopsAtGap(input)) return;
    const words = input.value;
    input.value = "";
    close(input);
    choose(input.form, Promise.resolve(sends(option)), words, goesOn);
  }
}

// -- Gaps of a drafted claim ----------------------------------------------------------------------------------------

const stopped = new WeakMap(); // of inputs: the gap at which Enter has stopped, as { words, start }
const kept = new WeakMap(); // of inputs: the gaps that are meant as they stand, as `[his] 2` for the second [his]

/** The first [gap] that the draft has put in and nobody has filled or kept; other brackets are the writer's own. */
function openGap(input) {
  const drafted = new Set(input.form.dataset.gaps?.split(" "));
  const counts = new Map();
  for (const { 0: words, index: start } of input.value.matchAll(/\[[^\[\] ]+\]/g)) {
    counts.set(words, (counts.get(words) ?? 0) + 1);
    const name = `${words} ${counts.get(words)}`;
    if (drafted.has(words) && !kept.get(input)?.has(name)) return { words, start, end: start + words.length, name };
  }
  return null;
}

/** Select the next gap to be typed over, in sight; answers whether there was one. */
export function selectGap(input) {
  const gap = openGap(input);
  if (!gap) return false;
  input.setSelectionRange(gap.start, gap.end);
  // No browser scrolls to a selection that a script makes.
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = getComputedStyle(input).font;
  input.scrollLeft = pen.measureText(input.value.slice(0, gap.end)).width - input.clientWidth / 2;
  return true;
}

/** All gaps count again, as in a draft that is taken anew. */
export function forgetKept(input) {
  kept.delete(input);
  stopped.delete(input);
}

/** Select the next gap, and say at the field that its words are not entered. */
function stopsAtGap(input) {
  if (!selectGap(input)) return false;
  stopped.set(input, { words: input.value, start: openGap(input).start });
  wait(input);
  return true;
}

/** Enter once more on the gap at which it has stopped: the word is meant as it stands. */
function keepGap(input) {
  const gap = openGap(input);
  const at = stopped.get(input);
  if (!gap || at?.words !== input.value || at.start !== gap.start) return;
  if (input.selectionStart !== gap.start || input.selectionEnd !== gap.end) return;
  kept.set(input, (kept.get(input) ?? new Set()).add(gap.name));
}

// -- The list of a field --------------------------------------------------------------------------------------------

/** The list for these words, as the server writes it; null when it cannot be had. */
async function ask(input, words) {
  const address = new URL(input.closest(".combobox").dataset.suggestions, location);
  address.searchParams.set("q", words);
  if (input.form.dataset.refused) address.searchParams.set("refused", "yes");
  const response = await read(address);
  if (!response?.ok) return null;
  return parse(await response.text());
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

/** Forget the list of a field, as when a guess was refused that its entries take along; it is asked for anew. */
export function renewList(input) {
  close(input);
  delete listOf(input).dataset.query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Say at the field that its words are not entered. */
const wait = (input) => input.closest(".combobox").classList.add("waits");
const isCurrent = (input) => !listOf(input).hidden && listOf(input).dataset.query === input.value;
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
