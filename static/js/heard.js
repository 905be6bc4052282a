// What a screen reader is told of what happens in the workbench: one polite sentence each, in a region that holds nothing
// else; and at the words of a passage what it is. No element is put into the text, whose offsets it would move. In the
// bar, for everybody, whether all is saved.

// What a sentence is about, and the stop behind it.
const FILLED = /%s(\p{Sentence_Terminal}?)/u;
// A full stop of any script, or what else ends a sentence; marks and brackets may close behind it.
const CLOSED = /[\p{Sentence_Terminal}…][\p{Quotation_Mark}\p{Pe}\p{Pf}\s]*$/u;
const STAYS = 10000; // milliseconds; by then it was read out, or something newer is

export class Heard {
  /**
   * @param {HTMLElement} place an empty live region
   * @param {HTMLElement} text of the article
   * @param {Record<string, string>} words sentences with %s for what they are about
   */
  constructor(place, text, words) {
    Object.assign(this, { place, text, words });
  }

  tell(sentence) {
    const line = document.createElement("p");
    line.textContent = sentence;
    this.place.append(line);
    setTimeout(() => line.remove(), STAYS);
  }

  /** What a write did, now that it is answered; `card` is the fresh one of its passage, if there is one. */
  tellOf({ makes, verdict, taken, turn }, card) {
    if (turn) return; // said where it is seen, too
    const { description } = card?.dataset ?? {};
    if (makes && card) this.#tell("marked", description);
    else if (verdict && card) this.#tell("decided", description);
    else if (taken) this.#tell("accepted", taken);
    else this.tell(this.words.saved);
    const guesses = makes && card ? guessesOn(card) : "";
    if (guesses) this.#tell("guessed", guesses);
  }

  /** Which passage is open now, where the focus did not go to its card. */
  tellOpened(card) {
    this.#tell("opened", `${card.dataset.description}: ${card.querySelector(".words").textContent}`);
  }

  /** At the words of a passage stands what its card says now; the innermost of several first. */
  describe(card) {
    const { passage, description } = card.dataset;
    for (const mark of this.text.querySelectorAll(`mark[data-passages~="${passage}"]`)) {
      const said = mark.getAttribute("aria-description")?.split("; ") ?? [];
      const at = mark.dataset.passages.split(" ").indexOf(passage);
      if (at < said.length) mark.setAttribute("aria-description", said.with(at, description).join("; "));
    }
  }

  #tell(name, what) {
    this.tell(this.words[name].replace(FILLED, (_, stop) => (isClosed(what) ? what : what + stop)));
  }
}

/** What is guessed on a card: `Speaker: Anna Berg; States: The dam is old.` */
function guessesOn(card) {
  const guessed = [...card.querySelectorAll("form[data-field]:has(.guess)")];
  if (!guessed.length) return "";
  return guessed
    .map((form) => `${form.querySelector("label").textContent}: ${guessIn(form)}`)
    .reduce((before, each) => `${before}${isClosed(before) ? " " : "; "}${each}`);
}

/** Whether words end as a sentence does. */
const isClosed = (words) => CLOSED.test(words);

/** The words of the guess in a field. */
export const guessIn = (form) => form.querySelector(".guess").firstElementChild.textContent.trim();

/** The words in the bar that say whether everything is saved. */
export class Saving {
  #last = ["saved", 0]; // state of the outbox

  /** `words` of each state, %d for how many writes wait; `onTrouble`: nobody knows when the server will answer. */
  constructor(words, onTrouble) {
    Object.assign(this, { words, onTrouble });
  }

  show(name, waiting) {
    this.#last = [name, waiting];
    const place = document.getElementById("saving");
    const isTrouble = name !== "saving" && name !== "saved";
    if (isTrouble) this.onTrouble();
    // Said once, not at each new try.
    if (place.dataset.state === String(this.#last)) return;
    place.dataset.state = this.#last;
    // That something goes out is told when it is saved (js/heard.js).
    place.ariaHidden = String(!isTrouble);
    place.className = `state ${isTrouble ? "unsaved" : name}`;
    place.replaceChildren({ ...this.words, saved: "" }[name].replace("%d", waiting));
    if (isTrouble && name !== "unsaved") place.append(" ", document.getElementById("signed-out").content.cloneNode(true));
  }

  /** Say it again, where the bar is new. */
  again() {
    this.show(...this.#last);
  }
}
