// The page an editor lives in: what a key or a press does, and where an answer of the server goes.

import { isAltered } from "./altered.js";
import { ask, openTalk, parse, putTalk, say } from "./app.js";
import { advance, fields, inputOf, putCard } from "./cards.js";
import { Column, steadily } from "./column.js";
import { Heard, Saving } from "./heard.js";
import { TypeAhead } from "./keyboard.js";
import { Undo, listen } from "./keys.js";
import { isMuch, minus, quotationAt, sizeOf, withSeparators } from "./offsets.js";
import { Outbox, Session, read, uuid7 } from "./outbox.js";
import { Overlay, contentPaints } from "./overlay.js";
import { TextCursor } from "./selection.js";
import { stepping } from "./stepping.js";
import { Toolbar } from "./toolbar.js";
import { verdicts } from "./verdicts.js";

const article = document.getElementById("article");
const text = document.getElementById("text");
const cards = document.getElementById("cards");
const words = JSON.parse(article.dataset.words);
const mayMark = article.dataset.mayMark === "yes";
const asked = new URLSearchParams(location.search);
const addressOf = (id) => article.dataset.passage.replace("00000000-0000-0000-0000-000000000000", id);
const cardOf = (id) => document.getElementById(`card-${id}`);

let openId = cards.querySelector(".card.active")?.dataset.passage ?? null;
let opening = null; // a promise, while a passage is on its way that is to be opened
const typeAhead = new TypeAhead();
const saving = new Saving(words, () => typeAhead.stop()); // nobody knows when the card will come now
const cursor = new TextCursor(text);
const heard = new Heard(document.getElementById("heard"), text, words);
const versions = new Map(); // of passages, as the server last said, drawn already or not

// -- Writes, and what they answer -----------------------------------------------------------------------------------

const session = new Session(document.getElementById("sign-in"), () => outbox.goOn());
const overlay = new Overlay(text, document.getElementById("handles"), setContent);
const outbox = new Outbox(`gainsay-${document.body.dataset.user}-${article.dataset.article}`, {
  session,
  versionOf: (id) => Math.max(versions.get(id) ?? 0, Number(document.getElementById(`version-${id}`)?.value ?? 1)),
  onQueue: (entry) => overlay.wait(entry),
  onAnswer: receive,
  onState: (name, waiting) => saving.show(name, waiting),
});
const column = new Column(cards, text);
const undo = mayMark ? new Undo(outbox) : null;
const opened = () => openId;
const watchVerdicts = verdicts({ text, outbox, opened, bring: () => { column.settle(); column.bringIntoView(); } });
const { step, nextToDecide } = stepping({ cards, text, cursor, column, opened, open, close });

function receive({ entry, status, html, redirect }) {
  if (redirect) return location.assign(redirect);
  const fragments = parse(html);
  for (const data of fragments.querySelectorAll("data[id^=version-]")) {
    const id = data.id.slice("version-".length);
    // One that a change nested anew is shown here as it was just before; else its card is an old one, and remains that:
    // with the newest version, somebody could approve what they never saw.
    if (data.closest(".card") || Number(data.value) === outbox.versionOf(id) + 1) versions.set(id, Number(data.value));
    else data.remove();
  }
  if (tool) tool.whenIdle(() => arrive(entry, status, fragments));
  else arrive(entry, status, fragments);
}

function arrive(entry, status, fragments) {
  const { memo } = entry;
  overlay.settle(entry);
  if (memo.makes && status !== 200) return refuseMark(memo, fragments);
  const isSelecting = Boolean(tool?.spans);
  if (status === 403 || status === 404) {
    say(fragments.textContent);
    showOpen();
  } else if (memo.turn) return turned(memo, fragments);
  else patch(fragments);
  if (status !== 200) return giveBack(memo);
  heard.tellOf(memo, cardOf(memo.makes ?? memo.card));
  if (!memo.verdict && !memo.talks) undo?.offer();
  // Whoever went elsewhere meanwhile stays there.
  if (memo.verdict && memo.card === openId && !opening) nextToDecide();
  if (memo.makes && memo.makes === openId && !isSelecting) {
    advance(cardOf(openId), null, text);
    typeAhead.pourInto(openId, document.activeElement);
  }
}

/** A mark that cannot be: its words are selected again, and the reason is said. */
function refuseMark(memo, fragments) {
  openId = null;
  typeAhead.stop();
  showOpen();
  if (memo.spans) tool.select(memo.spans);
  say(fragments.textContent);
}

/** What was taken back, done again, or could not be, is said; its passage opens. */
function turned(memo, fragments) {
  const card = fragments.querySelector(".card[data-open]");
  if (card) openId = card.dataset.status === "withdrawn" ? null : card.dataset.passage;
  undo.show(memo, () => patch(fragments));
  column.bringIntoView();
}

/** What was typed for a field that could not be saved stands in it again; words are selected again. */
function giveBack(memo) {
  if (memo.spans) tool.select(memo.spans);
  const form = cardOf(memo.card)?.querySelector(`form[data-field=${memo.field}]`);
  if (!form) return cardOf(memo.card)?.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
  inputOf(form).value ||= memo.words ?? "";
  inputOf(form).focus();
}

/** Put the fragments of an answer where they belong: those with a known id replace it, new cards find their place. */
function patch(fragments, options) {
  steadily(text, () => replace(fragments, options));
}

function replace(fragments, { keepsNotice = false } = {}) {
  const selected = cursor.ends;
  for (const fresh of [...fragments.children]) {
    const old = document.getElementById(fresh.id);
    if (fresh.id === "strip" && keepsNotice && old.querySelector(".notice")) continue;
    if (fresh.matches(".card")) {
      withoutRefused(fresh);
      putCard(cards, fresh, old);
      heard.describe(fresh);
    }
    else if (fresh.matches(".talk")) putTalk(fresh, old);
    else old?.replaceWith(fresh);
    window.htmx.process(fresh);
  }
  // The blocks under the cursor or the selection may be new.
  cursor.restore(selected);
  saving.again();
  showOpen();
  if (column.isWhole) document.querySelector("a.passages .badge").textContent = column.all.length;
}

// -- The open passage -----------------------------------------------------------------------------------------------

function showOpen() {
  for (const card of cards.querySelectorAll(".card.active")) card.classList.toggle("active", card.dataset.passage === openId);
  if (openId) cardOf(openId)?.classList.toggle("active", cardOf(openId).hasAttribute("data-open"));
  for (const mark of text.querySelectorAll("mark.open")) mark.classList.remove("open");
  if (openId) for (const mark of text.querySelectorAll(`mark[data-passages~="${openId}"]`)) mark.classList.add("open");
  tool?.offer(Boolean(openId && cardOf(openId)?.querySelector(".fields")));
  column.open(openId);
  overlay.open(openId && cardOf(openId), openId && contentOf(openId));
  watchVerdicts();
}

/** The content of a passage as it will be when everything is saved. */
function contentOf(id) {
  const waiting = outbox.entries.findLast(({ passage, memo }) => passage === id && memo.content);
  return waiting?.memo.content ?? cardOf(id)?.dataset.spans;
}

/** Open a passage; answers a promise whether it came. The one asked for last is the one that opens. */
function open(id, options) {
  const mine = fetchCard(id, { ...options, isLatest: () => opening === mine }).finally(() => {
    if (opening === mine) opening = null;
  });
  opening = mine;
  return mine;
}

async function fetchCard(id, { focus = false, isLatest }) {
  const response = await read(addressOf(id));
  const html = await response?.text();
  if (!isLatest() || response?.status === 401) return false; // and was asked to sign in
  if (!response?.ok) {
    say(response ? parse(html).textContent : words.offline);
    return false;
  }
  const isNew = id !== openId;
  openId = id;
  patch(parse(html), { keepsNotice: true });
  // Around it the page may have been scrolled.
  if (isNew) column.settle();
  column.bringIntoView();
  if (focus) cardOf(id)?.focus({ preventScroll: true });
  else if (cardOf(id)) heard.tellOpened(cardOf(id));
  return true;
}

function close() {
  openId = null;
  opening = null;
  typeAhead.stop();
  showOpen();
  cards.classList.remove("all");
  text.focus({ preventScroll: true });
}

// -- Marking --------------------------------------------------------------------------------------------------------

const tool = mayMark ? new Toolbar(document.getElementById("tool"), text, cursor, choose) : null;

/** A button of the toolbar; one that was reached by keys goes, and the focus returns to the text. */
function choose({ mark, part }) {
  if (document.activeElement.closest("#tool")) text.focus({ preventScroll: true });
  if (mark) make(mark);
  else setPart(part);
}

async function make(mark) {
  const spans = tool.spans;
  if (isMuch(text, spans) && !(await isMeant(spans))) return;
  const fields = { id: uuid7(), mark, ...(spans ? { content: spans } : { at: cursor.aim }) };
  if (!spans && fields.at === null) return say(words.nowhere);
  if (isAltered(text, spans || `${Math.max(fields.at - 1, 0)}..${fields.at + 1}`)) return say(words.altered);
  // Which quotation is meant, the server says in the end.
  const likely = spans || quotationAt(text, fields.at);
  // The very same mark again is a slip of the hand.
  const twin = likely && cards.querySelector(`.card.${mark}[data-mine][data-spans="${likely}"]`);
  tool.dismiss();
  if (twin) return open(twin.dataset.passage);
  openId = fields.id;
  opening = null;
  overlay.open(null);
  typeAhead.start(fields.id);
  outbox.send(article.dataset.make, fields, { memo: { makes: fields.id, spans, paints: { [mark]: likely } } });
}

async function setPart(part) {
  const spans = tool.spans;
  if (part !== "cut" && isMuch(text, spans) && !(await isMeant(spans))) return;
  const card = openId && cardOf(openId);
  if (!card || (!spans && part !== "join")) return;
  const before = contentOf(openId);
  if (part === "join") return join(card, before);
  if (isAltered(text, spans)) return say(words.altered);
  const after = part === "cut" && minus(before, spans.split(";").map((stretch) => withSeparators(text, stretch)).join(";"));
  if (after === "" || after === minus(before, "0..0")) return say(after ? words.outside : words.whole);
  tool.dismiss();
  if (after) return setContent({ card, before, after, changed: spans });
  if (part === "content") return setContent({ card, before, after: `${before};${spans}`, changed: spans });
  outbox.send(`${addressOf(openId)}spans/`, { [part]: spans }, { passage: openId, memo: { spans, paints: { [part]: spans } } });
}

/** Nobody marks so much without a word: asked first, with the number of characters. */
const isMeant = (spans) => ask(document.getElementById("long"), sizeOf(spans).toLocaleString(document.documentElement.lang));

/** Other words for a passage; what is `changed` is selected again if it cannot be. */
function setContent({ card, before, after, changed }) {
  const { passage } = card.dataset;
  if (changed && isAltered(text, changed)) {
    say(words.altered);
    return showOpen();
  }
  const memo = { card: passage, spans: changed, content: after, paints: contentPaints(card, before, after) };
  outbox.send(`${addressOf(passage)}spans/`, { content: after }, { passage, memo });
}

/** One stretch from the first to the last word of its fragments. */
function join(card, before) {
  const ends = before.split(/;|\.\./).map(Number);
  if (tool.spans) tool.dismiss();
  if (ends.length > 2 && card.querySelector(".fields")) setContent({ card, before, after: `${Math.min(...ends)}..${Math.max(...ends)}` });
}

const { repeat, withoutRefused } = fields(cards, outbox, text, () => overlay.paint());

// -- Keys, and the button that hands in -------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  if (event.target.id !== "hand-in") return;
  event.preventDefault();
  // Behind the writes that still wait, so that what is handed in is what was seen.
  outbox.send(event.target.action, {});
});

listen({ text, cursor, tool, overlay, typeAhead, mayMark, opened, opening: () => opening, open, close, step, nextToDecide, make, setPart, repeat });

// -- On arrival -----------------------------------------------------------------------------------------------------

showOpen();
outbox.resume();
// What is scrolled to stands below the bar, however many lines it has.
new ResizeObserver(([{ target }]) => document.documentElement.style.setProperty("--bar", `${target.offsetHeight}px`)).observe(article.querySelector(".head"));
if (openId) column.bringIntoView();
else if (asked.get("review")) nextToDecide();
// Behind the first cards; the thread too, if the address says so.
else if (asked.get("passage")) open(asked.get("passage")).then(() => asked.has("comments") && openTalk(cardOf(openId)));
// That others change the article is no matter of the first seconds.
setTimeout(async () => (await import("./updates.js")).watch({ article, text, outbox, patch, opened }), 20000);
// The arrow keys move the cursor from the start.
if (document.activeElement === document.body) text.focus({ preventScroll: true });
