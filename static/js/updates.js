// What others change in the article, and oneself in another window: asked now and then while somebody looks, said in a
// message, and shown when it is wanted, around whatever is being typed. Comes when it is asked first, not with the page.

import { parse } from "./app.js";
import { headers, read } from "./outbox.js";

const EVERY = 20000; // milliseconds
const AT_ONCE = 40; // passages, as the server has it

/**
 * @param {HTMLElement} article with the address to ask in data-news
 * @param {HTMLElement} text of the article
 * @param {Outbox} outbox
 * @param {(fragments: DocumentFragment, options: object) => void} patch puts fragments where they belong
 * @param {() => string | null} opened the id of the passage that is open
 */
export function watch({ article, text, outbox, patch, opened }) {
  let seen = performance.timeOrigin; // until when all that changed is shown here
  let asked = 0; // when it was asked last
  let said = ""; // what the message is about, or was when it was closed
  let news = []; // ids of what is to be shown
  let looks = 0; // a look that another one has overtaken says nothing

  const cardOf = (id) => document.getElementById(`card-${id}`);
  // What is on its way is no news, and what comes meanwhile cannot be told from it.
  const isBusy = () => outbox.entries.length;
  const ask = (query) => fetch(`${article.dataset.news}?${query}`, { headers: headers() }).catch(() => null);

  function isKnown({ value, dataset }) {
    const card = cardOf(value);
    if (!card) return !("live" in dataset);
    return outbox.versionOf(value) >= Number(dataset.version) && card.dataset.status === dataset.status;
  }

  async function look() {
    if (document.hidden || isBusy()) return;
    asked = Date.now();
    const [now, mine] = [asked, ++looks];
    const query = `seconds=${Math.ceil((now - seen) / 1000)}`;
    const response = await ask(query);
    const answer = response?.ok ? await response.text() : null;
    if (answer === null || isBusy() || mine !== looks) return;
    let fragments = parse(answer);
    const rows = [...fragments.querySelectorAll("data")];
    const unknown = rows.filter((row) => !isKnown(row));
    news = unknown.map(({ value }) => value);
    if (!news.length) {
      seen = now;
      return tell("", null);
    }
    // Of some of it the sentence says something else.
    if (unknown.length < rows.length) {
      const again = await ask(`${query}&${news.map((id) => `passage=${id}`).join("&")}`);
      if (again?.status !== 200) return;
      fragments = parse(await again.text());
      if (mine !== looks) return;
    }
    tell(unknown.map(({ value, dataset }) => `${value} ${dataset.version} ${dataset.status}`).join(), fragments);
  }

  function tell(what, fragments) {
    // Closed, it comes again only with something new.
    if (what && what === said) return;
    said = what;
    document.getElementById("news")?.remove();
    if (fragments) document.getElementById("messages").append(fragments);
  }

  async function show(address) {
    const now = Date.now();
    for (let at = 0; at < news.length; at += AT_ONCE) {
      const ids = news.slice(at, at + AT_ONCE);
      const query = new URLSearchParams(ids.map((id) => ["passage", id]));
      if (ids.includes(opened())) query.set("open", opened());
      const marks = ids.flatMap((id) => [...text.querySelectorAll(`mark[data-passages~="${id}"]`)]);
      for (const start of new Set(marks.map((mark) => mark.closest(".block").dataset.start))) query.append("block", start);
      const response = await read(`${address}?${query}`);
      if (!response?.ok) return;
      const fragments = parse(await response.text());
      for (const id of ids) if (!fragments.getElementById(`card-${id}`) && !isTypedIn(cardOf(id))) cardOf(id)?.remove();
      patch(fragments, { keepsNotice: true });
    }
    // What was changed since it was asked is asked for again.
    seen = Math.min(now, asked);
    news = [];
    looks += 1;
    const hadFocus = document.getElementById("news")?.contains(document.activeElement);
    tell("", null);
    if (hadFocus) text.focus({ preventScroll: true });
  }

  const isTypedIn = (card) => [...(card?.querySelectorAll("input[id], textarea[id]") ?? [])].some((field) => field.value !== field.defaultValue);

  document.addEventListener("click", ({ target }) => {
    const { show: address } = target.closest?.("#news [data-show]")?.dataset ?? {};
    if (address) show(address);
  });
  // The focus stays in the field, the cursor in the text.
  document.addEventListener("pointerdown", (event) => { if (event.target.closest?.("#news button")) event.preventDefault(); });
  document.addEventListener("mousedown", (event) => { if (event.target.closest?.("#news button")) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (Date.now() - asked > EVERY) look(); });
  setInterval(look, EVERY);
  look();
}
