// The page an editor lives in: what a key or a press does, and where an answer of the server goes.

import { openTalk, parse, putTalk, reveal, say } from "./app.js";
import { advance, fields, inputOf, isBefore, keepEarlyCards, putCard } from "./cards.js";
import { TypeAhead } from "./combobox.js";
import { listen } from "./keys.js";
import { minus, quotationAt, rangeOf, withSeparators } from "./offsets.js";
import { Outbox, Session, read, uuid7 } from "./outbox.js";
import { Overlay, contentPaints } from "./overlay.js";
import { TextCursor, Toolbar } from "./selection.js";
import { Undo } from "./undo.js";

const article = document.getElementById("article");
const text = document.getElementById("text");
const cards = document.getElementById("cards");
const words = JSON.parse(article.dataset.words);
const mayMark = article.dataset.mayMark === "yes";
const asked = new URLSearchParams(location.search);
const addressOf = (id) => article.dataset.passage.replace("00000000-0000-0000-0000-000000000000", id);
const cardOf = (id) => document.getElementById(`card-${id}`);

let openId = cards.querySelector(".card.active")?.dataset.passage ?? null;
const typeAhead = new TypeAhead();
const cursor = new TextCursor(text);
const versions = new Map(); // of passages, as the server last said, drawn already or not

// -- Writes, and what they answer -----------------------------------------------------------------------------------

const session = new Session(document.getElementById("sign-in"), () => outbox.goOn());
const overlay = new Overlay(text, document.getElementById("handles"), setContent);
const outbox = new Outbox(`gainsay-${document.body.dataset.user}-${article.dataset.article}`, {
  session,
  versionOf: (id) => Math.max(versions.get(id) ?? 0, Number(document.getElementById(`version-${id}`)?.value ?? 1)),
  onQueue: (entry) => overlay.wait(entry),
  onAnswer: receive,
  onState: showState,
});
const undo = mayMark ? new Undo(outbox) : null;
let state = ["saved", 0]; // of the outbox, as it last said

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
  if (!memo.verdict && !memo.talks) undo?.offer();
  if (memo.verdict) nextToDecide();
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
  text.querySelector("mark.open")?.scrollIntoView({ block: "nearest" });
}

/** What was typed for a field that could not be saved stands in it again; words are selected again. */
function giveBack(memo) {
  if (memo.spans) tool.select(memo.spans);
  const form = cardOf(memo.card)?.querySelector(`form[data-field=${memo.field}]`);
  if (!form) return cardOf(memo.card)?.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
  inputOf(form).value ||= memo.words ?? "";
  inputOf(form).focus();
}

function showState(name, waiting) {
  state = [name, waiting];
  const place = document.getElementById("saving");
  const isTrouble = name !== "saving" && name !== "saved";
  // Nobody knows when the card will come now.
  if (isTrouble) typeAhead.stop();
  // Said once, not at each new try.
  if (place.dataset.state === String(state)) return;
  place.dataset.state = state;
  place.className = `state ${isTrouble ? "unsaved" : name}`;
  place.replaceChildren({ ...words, saved: "" }[name].replace("%d", waiting));
  if (isTrouble && name !== "unsaved") place.append(" ", document.getElementById("signed-out").content.cloneNode(true));
}

/** Put the fragments of an answer where they belong: those with a known id replace it, new cards find their place. */
function patch(fragments, { keepsNotice = false } = {}) {
  const selected = cursor.ends;
  for (const fresh of [...fragments.children]) {
    const old = document.getElementById(fresh.id);
    if (fresh.id === "strip" && keepsNotice && old.querySelector(".notice")) continue;
    if (fresh.matches(".card")) {
      withoutRefused(fresh);
      putCard(cards, fresh, old);
    }
    else if (fresh.matches(".talk")) putTalk(fresh, old);
    else old?.replaceWith(fresh);
    window.htmx.process(fresh);
  }
  // The blocks under the cursor or the selection may be new.
  cursor.restore(selected);
  showState(...state);
  showOpen();
}

// -- The open passage -----------------------------------------------------------------------------------------------

function showOpen() {
  for (const card of cards.querySelectorAll(".card.active")) card.classList.toggle("active", card.dataset.passage === openId);
  if (openId) cardOf(openId)?.classList.toggle("active", cardOf(openId).hasAttribute("data-open"));
  for (const mark of text.querySelectorAll("mark.open")) mark.classList.remove("open");
  if (openId) for (const mark of text.querySelectorAll(`mark[data-passages~="${openId}"]`)) mark.classList.add("open");
  tool?.offer(Boolean(openId && cardOf(openId)?.querySelector(".fields")));
  overlay.open(openId && cardOf(openId), openId && contentOf(openId));
}

/** The content of a passage as it will be when everything is saved. */
function contentOf(id) {
  const waiting = outbox.entries.findLast(({ passage, memo }) => passage === id && memo.content);
  return waiting?.memo.content ?? cardOf(id)?.dataset.spans;
}

async function open(id, { focus = false } = {}) {
  const response = await read(addressOf(id));
  if (response?.status === 401) return; // and was asked to sign in
  if (!response?.ok) return say(response ? parse(await response.text()).textContent : words.offline);
  openId = id;
  patch(parse(await response.text()), { keepsNotice: true });
  if (cardOf(id)) reveal(cardOf(id));
  text.querySelector("mark.open")?.scrollIntoView({ block: "nearest" });
  if (focus) cardOf(id)?.focus({ preventScroll: true });
}

function close() {
  openId = null;
  typeAhead.stop();
  showOpen();
  cards.classList.remove("all");
  text.focus({ preventScroll: true });
}

function step(direction) {
  const all = [...cards.querySelectorAll(":scope > .card")];
  const at = all.findIndex((card) => card.dataset.passage === openId);
  const next = all[at < 0 ? (direction > 0 ? 0 : all.length - 1) : at + direction];
  if (!next) return;
  cursor.goTo(Number(next.dataset.start));
  open(next.dataset.passage);
}

function nextToDecide() {
  const waiting = [...cards.querySelectorAll(":scope > .card[data-status=submitted]:not([data-mine])")];
  const next = waiting.find((card) => !cardOf(openId) || isBefore(cardOf(openId), card)) || waiting[0];
  if (next) return open(next.dataset.passage);
  close();
  document.querySelector("#readings button")?.focus();
}

// -- Marking --------------------------------------------------------------------------------------------------------

const tool = mayMark ? new Toolbar(document.getElementById("tool"), text, cursor, ({ mark, part }) => (mark ? make(mark) : setPart(part))) : null;

function make(mark) {
  const spans = tool.spans;
  const fields = { id: uuid7(), mark, ...(spans ? { content: spans } : { at: cursor.aim }) };
  if (!spans && fields.at === null) return say(words.nowhere);
  // Which quotation is meant, the server says in the end.
  const likely = spans || quotationAt(text, fields.at);
  // The very same mark again is a slip of the hand.
  const twin = likely && cards.querySelector(`.card.${mark}[data-mine][data-spans="${likely}"]`);
  tool.dismiss();
  if (twin) return open(twin.dataset.passage);
  openId = fields.id;
  overlay.open(null);
  typeAhead.start(fields.id);
  outbox.send(article.dataset.make, fields, { memo: { makes: fields.id, spans, paints: { [mark]: likely } } });
}

function setPart(part) {
  const card = openId && cardOf(openId);
  const spans = tool.spans;
  if (!card || (!spans && part !== "join")) return;
  const before = contentOf(openId);
  if (part === "join") return join(card, before);
  const after = part === "cut" && minus(before, spans.split(";").map((stretch) => withSeparators(text, stretch)).join(";"));
  if (after === "" || after === minus(before, "0..0")) return say(after ? words.outside : words.whole);
  tool.dismiss();
  if (after) return setContent({ card, before, after, changed: spans });
  if (part === "content") return setContent({ card, before, after: `${before};${spans}`, changed: spans });
  outbox.send(`${addressOf(openId)}spans/`, { [part]: spans }, { passage: openId, memo: { spans, paints: { [part]: spans } } });
}

/** Other words for a passage; what is `changed` is selected again if it cannot be. */
function setContent({ card, before, after, changed }) {
  const { passage } = card.dataset;
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
keepEarlyCards(cards);

// -- Pressing things ------------------------------------------------------------------------------------------------

text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || !getSelection().isCollapsed) return;
  // Pressed again, the next passage around it opens.
  const ids = mark.dataset.passages.split(" ");
  open(ids[(ids.indexOf(openId) + 1) % ids.length]);
});

document.addEventListener("click", (event) => {
  const card = event.target.closest?.(".card");
  const link = event.target.closest?.("a.who, a[data-opens-card], a.close, a.passages, .sheet a");
  if (event.ctrlKey || event.metaKey || !(link || card)) return;
  if (link?.matches(".close, .sheet a")) close();
  else if (link?.matches(".passages")) cards.classList.add("all");
  else if (link) open(link.dataset.opensCard || card.dataset.passage, { focus: true });
  else if (card && !card.matches(".active") && !event.target.closest("form, summary")) open(card.dataset.passage);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-next-lack]");
  if (!link) return;
  event.preventDefault();
  const lacking = [...cards.querySelectorAll(`.card[data-mine][data-lacks~=${link.dataset.nextLack}]`)];
  const at = lacking.findIndex((card) => card.dataset.passage === openId);
  const next = lacking[(at + 1) % lacking.length];
  if (next) open(next.dataset.passage).then(() => advance(cardOf(openId), null, text));
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "hand-in") return;
  event.preventDefault();
  // Behind the writes that still wait, so that what is handed in is what was seen.
  outbox.send(event.target.action, {});
});

const opened = () => openId;
listen({ text, cursor, tool, overlay, typeAhead, mayMark, opened, open, close, step, nextToDecide, make, setPart, repeat });

// -- On arrival -----------------------------------------------------------------------------------------------------

showOpen();
outbox.resume();
// What is scrolled to stands below the bar, however many lines it has.
new ResizeObserver(([{ target }]) => document.documentElement.style.setProperty("--bar", `${target.offsetHeight}px`)).observe(article.querySelector(".head"));
if (openId) {
  const { start } = cardOf(openId).dataset;
  rangeOf(text, Number(start), Number(start) + 1).startContainer.parentElement.scrollIntoView({ block: "center" });
  reveal(cardOf(openId));
} else if (asked.get("review")) nextToDecide();
// Behind the first cards; the thread too, if the address says so.
else if (asked.get("passage")) open(asked.get("passage")).then(() => asked.has("comments") && openTalk(cardOf(openId)));
// That others change the article is no matter of the first seconds.
setTimeout(async () => (await import("./news.js")).watch({ article, text, outbox, patch, opened }), 20000);
// The arrow keys move the cursor from the start.
if (document.activeElement === document.body) text.focus({ preventScroll: true });
