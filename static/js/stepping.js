// From passage to passage: the one that is pressed, the next and the previous one, the next to decide, the next of one's
// own that lacks something.

import { advance, isBefore } from "./cards.js";

/**
 * Start once for the page; answers the verbs `step` and `nextToDecide`.
 * @param {object} bench the column of cards as element, `cards`, and as `column`, the `text` and its `cursor`, `opened`,
 *   which answers the id of the open passage, and the verbs open and close
 */
export function stepping({ cards, text, cursor, column, opened, open, close }) {
  const cardOf = (id) => id && document.getElementById(`card-${id}`);
  const card = () => cardOf(opened());

  async function step(direction) {
    const all = column.passages;
    const at = all.indexOf(opened());
    const next = all[at < 0 ? (direction > 0 ? 0 : all.length - 1) : at + direction];
    // Of a passage whose card is not here yet, the card comes first.
    if (!next || (!cardOf(next) && !(await open(next)))) return;
    cursor.goTo(Number(cardOf(next).dataset.start));
    if (opened() !== next) open(next);
  }

  /** In reading order from the open one, else from the start; behind the last to the button of the reading. */
  async function nextToDecide() {
    await column.whole();
    const waiting = [...cards.querySelectorAll(":scope > .card[data-status=submitted]:not([data-mine])")];
    const next = waiting.find((each) => !card() || isBefore(card(), each)) || waiting[0];
    if (next) return open(next.dataset.passage);
    close();
    document.querySelector("#readings button")?.focus();
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("[data-next-lack]");
    if (!link) return;
    event.preventDefault();
    await column.whole();
    const lacking = [...cards.querySelectorAll(`.card[data-mine][data-lacks~=${link.dataset.nextLack}]`)];
    const next = lacking[(lacking.indexOf(card()) + 1) % lacking.length];
    if (next && (await open(next.dataset.passage))) advance(card(), null, text);
  });

  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark || !getSelection().isCollapsed) return;
    // Pressed again, the next passage around it opens.
    const ids = mark.dataset.passages.split(" ");
    open(ids[(ids.indexOf(opened()) + 1) % ids.length]);
  });

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.(".card");
    const link = event.target.closest?.("a.who, a[data-opens-card], a.close, a.passages, .sheet a");
    if (event.ctrlKey || event.metaKey || !(link || pressed)) return;
    if (link?.matches(".close, .sheet a")) close();
    else if (link?.matches(".passages")) cards.classList.add("all");
    else if (link) open(link.dataset.opensCard || pressed.dataset.passage, { focus: true });
    else if (pressed && !pressed.matches(".active") && !event.target.closest("form, summary")) open(pressed.dataset.passage);
    else return;
    event.preventDefault();
  });

  return { step, nextToDecide };
}
