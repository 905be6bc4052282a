// What a key means on any page: its letter on every keyboard, whether it belongs to a field, and that typing which
// runs on past its field is no command. Which command a key is, the modules of the pages say.

// -- The letter of a key -------------------------------------------------------------------------------------------------

// What stands on a key that Alt makes another sign of, as it does on a Mac, or that another script has a letter on.
const SIGNS = { Slash: "/?", Period: ".", BracketLeft: "[", BracketRight: "]", Digit9: "9(", Digit0: "0)" };
const isLatin = (key) => /^\p{Script=Latin}\p{M}*$/u.test(key);
// A sign of its own is one too: ؟ and 。 are, and § and « are not, which Latin keyboards have as well.
const isOfAnotherScript = (key) => (/^[\p{L}\p{M}\p{N}]+$/u.test(key) && !/[\p{ASCII}\p{Script=Latin}]/u.test(key))
  || /^(?=\p{P}$)[^\p{scx=Common}\p{scx=Latin}]/u.test(key);
// A sign that fills a square means the narrow one, wherever it stands: ？ is ?, and on a Japanese keyboard 「 is [.
const narrow = (key) => key.replace(/^[！-～]$/, (sign) => sign.normalize("NFKC")).replace(/^[「『【]$/, "[").replace(/^[」』】]$/, "]");

// Whether the letters of this keyboard are Latin and stand elsewhere than on a US one, as on Dvorak's: it may have
// signs on keys that have a letter there, and those are signs.
let isRearranged = false;

/**
 * The letter of a key in lower case; on a keyboard of another script the letter or sign that a US keyboard has there,
 * also where that script has a sign on the key of a letter.
 */
export function letterOf(event) {
  const { code = "", altKey, ctrlKey, shiftKey } = event;
  const key = narrow(event.key);
  const place = /^Key([A-Z])$/.exec(code)?.[1].toLowerCase();
  if (/^[a-z]$/i.test(key)) {
    if (place && !altKey) isRearranged = key.toLowerCase() !== place;
    return key.toLowerCase();
  }
  // AltGr makes signs of its own. Some say that it is Ctrl and Alt; Firefox says of a Mac's Alt that it is AltGr.
  if (event.getModifierState?.("AltGraph") && (ctrlKey || !altKey)) return key;
  const sign = SIGNS[code]?.at(shiftKey ? -1 : 0);
  if (altKey && sign && !/^[!-~]$/.test(key)) return sign;
  if (altKey && place && /^(Dead|[^!-~])$/.test(key)) return place;
  if (altKey || isLatin(key)) return key;
  if (isOfAnotherScript(key)) {
    isRearranged = false;
    return place ?? sign ?? key;
  }
  return place && key.length === 1 && !isRearranged ? place : key;
}

// -- Whose key it is -----------------------------------------------------------------------------------------------------

/** Whether a key goes to a field or a dialog. */
export function isInField({ isComposing, target }) {
  return isComposing || Boolean(target.closest?.("input, textarea, select, [contenteditable], dialog[open]"));
}

/**
 * Whether a key belongs to a field, a dialog, the browser or a text whose typing runs on, and so is no shortcut of the
 * page. For who has switched the single-letter keys off, a letter or sign alone is none either, and is one with Alt.
 */
export function isTyping(event) {
  // AltGr, which may say that it is Ctrl and Alt, makes the [ and ] of many keyboards: the sign is the key then.
  const makesSign = event.getModifierState?.("AltGraph") && !/\p{L}/u.test(event.key);
  const needsAlt = document.body.dataset.letterKeys === "off" && (event.key.length === 1 || event.key === "Dead");
  if (makesSign ? needsAlt && !event.altKey : event.ctrlKey || event.metaKey || event.altKey !== needsAlt) return true;
  return isInField(event) || (runsOn() && !needsAlt && (event.key.length === 1 || event.key === "Enter"));
}

// -- Typing that runs on: "He said" behind the last field is no H, which would hand in -----------------------------------

const PAUSE = 500; // milliseconds without a key, after which a letter is a command again
const READING = 5000; // milliseconds for the sentence that says so
const CURSOR = /^(Arrow|Page|Home$|End$)/;
let timer = null;

/** Whether text was typed just now, with no pause, Escape, click or step of the cursor since. */
const runsOn = () => timer !== null;

/** Text was typed, in a field or for one that is still to come. */
export function typed() {
  clearTimeout(timer);
  timer = setTimeout(rest, PAUSE);
  document.body.dataset.typing = "";
}

function rest() {
  clearTimeout(timer);
  timer = null;
  delete document.body.dataset.typing;
}

/** Say why nothing happens, for as long as it takes to read. */
function tellWhy() {
  const place = document.getElementById("keys-rest");
  if (!place || place.textContent) return;
  place.textContent = place.dataset.words;
  setTimeout(() => place.replaceChildren(), READING);
}

document.addEventListener("input", ({ isTrusted, target }) => {
  if (isTrusted && target.matches?.("textarea, [contenteditable], input:not([type=checkbox], [type=radio])")) typed();
}, true);
document.addEventListener("pointerdown", rest, true);
document.addEventListener("keydown", (event) => {
  if (!runsOn()) return;
  const inField = isInField(event);
  if (event.key === "Escape" || (CURSOR.test(event.key) && !inField)) return rest();
  typed();
  if (inField || event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
  tellWhy();
  // It would scroll the text.
  if (event.key === " " && !event.target.closest?.("button, summary")) event.preventDefault();
}, true);

// -- Keys that came before their time ------------------------------------------------------------------------------------

/** Press keys again that were kept, in their order: each goes to what has the focus then, and a letter into a field. */
export function pressAgain(events) {
  for (const event of events) {
    const target = event.target?.isConnected && event.target !== document.body ? event.target : null;
    const focused = document.activeElement ?? document.body;
    const place = focused === document.body ? (target ?? focused) : focused;
    const modifierAltGraph = event.getModifierState("AltGraph");
    const init = { modifierAltGraph, bubbles: true, cancelable: true, composed: true };
    for (const name of ["key", "code", "ctrlKey", "shiftKey", "altKey", "metaKey"]) init[name] = event[name];
    if (place.dispatchEvent(new KeyboardEvent("keydown", init)) && !(event.ctrlKey || event.metaKey)) insert(place, event.key);
  }
}

function insert(field, key) {
  if (!field.matches("textarea, input:not([type=checkbox], [type=radio])") || (key.length > 1 && key !== "Backspace")) return;
  const [start, end] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
  if (key === "Backspace") field.setRangeText("", start === end ? Math.max(start - 1, 0) : start, end, "end");
  else field.setRangeText(key, start, end, "end");
  typed();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("early-keys", ({ detail }) => pressAgain(detail));

/** Keeps the keys between the one that marks and the arrival of the card, and presses them again in its first field. */
export class TypeAhead {
  #id = null;
  #kept = [];

  start(id) {
    this.#id = id;
    this.#kept = [];
  }

  stop() {
    this.#id = null;
  }

  /** Whether the key was kept. */
  takes(event) {
    const { key } = event;
    if (!this.#id || event.ctrlKey || event.metaKey || event.altKey) return false;
    // Whoever moves on in the text types nothing for the card.
    if (key === "Escape" || /^(Arrow|Home|End|Page)/.test(key)) {
      this.stop();
      return false;
    }
    if (key.length > 1 && key !== "Backspace" && key !== "Enter") return false;
    if (key.length === 1) typed();
    this.#kept.push(event);
    return true;
  }

  /** Press what was kept for this passage again, in the field that has the focus now. */
  pourInto(id, input) {
    if (this.#id !== id) return;
    this.stop();
    if (input?.matches("input[role=combobox]")) pressAgain(this.#kept);
  }
}
