// The page an editor lives in: what a key or a press does, and where an answer of the server goes.

import { isTyping, letterOf } from "./app.js";
import { TypeAhead, advance, fields, inputOf, isBefore, keepEarlyCards, putCard } from "./cards.js";
import { rangeOf } from "./offsets.js";
import { Outbox, headers, uuid7 } from "./outbox.js";
import { Toolbar } from "./selection.js";

const article = document.getElementById("article");
const text = document.getElementById("text");
const cards = document.getElementById("cards");
const words = JSON.parse(article.dataset.words);
const mayMark = article.dataset.mayMark === "yes";
const reading = new URLSearchParams(location.search).get("review");
const addressOf = (id) => article.dataset.passage.replace("00000000-0000-0000-0000-000000000000", id);
const cardOf = (id) => document.getElementById(`card-${id}`);

let openId = cards.querySelector(".card.active")?.dataset.passage ?? null;
const typeAhead = new TypeAhead();
const versions = new Map(); // of passages, as the server last said, drawn already or not

// -- Writes, and what they answer -----------------------------------------------------------------------------------

const outbox = new Outbox(`gainsay-${document.body.dataset.user}-${article.dataset.article}`, {
  versionOf: (id) => Math.max(versions.get(id) ?? 0, Number(document.getElementById(`version-${id}`)?.value ?? 1)),
  onAnswer: receive,
  onState: showState,
});

function receive({ entry, status, html, redirect }) {
  if (redirect) return location.assign(redirect);
  const fragments = parse(html);
  for (const { id, value } of fragments.querySelectorAll("data[id^=version-]")) versions.set(id.slice("version-".length), Number(value));
  if (tool) tool.whenIdle(() => arrive(entry.memo, status, fragments));
  else arrive(entry.memo, status, fragments);
}

function arrive(memo, status, fragments) {
  if (memo.makes && status !== 200) return refuseMark(memo, fragments);
  if (status === 403 || status === 404) return say(fragments.textContent);
  const isSelecting = Boolean(tool?.spans);
  patch(fragments);
  if (status !== 200) return giveBack(memo);
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

/** What was typed for a field that could not be saved stands in it again. */
function giveBack(memo) {
  const form = cardOf(memo.card)?.querySelector(`form[data-field=${memo.field}]`);
  if (!form) return cardOf(memo.card)?.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
  inputOf(form).value ||= memo.words ?? "";
  inputOf(form).focus();
}

function say(sentence) {
  const message = document.getElementById("message").content.cloneNode(true);
  message.querySelector("p").textContent = sentence.trim();
  document.getElementById("messages").append(message);
}

function showState(state, waiting) {
  // Nobody knows when the card will come now.
  if (state === "unsaved" || state === "signed-out") typeAhead.stop();
  const place = document.getElementById("saving");
  place.className = `state ${state === "signed-out" ? "unsaved" : state}`;
  place.textContent = { ...words, saved: "" }[state].replace("%d", waiting);
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Put the fragments of an answer where they belong: those with a known id replace it, new cards find their place. */
function patch(fragments, { keepsNotice = false } = {}) {
  const selected = tool?.spans;
  for (const fresh of [...fragments.children]) {
    const old = document.getElementById(fresh.id);
    if (fresh.id === "strip" && keepsNotice && old.querySelector(".notice")) continue;
    if (fresh.matches(".card")) putCard(cards, fresh, old);
    else old?.replaceWith(fresh);
    window.htmx.process(fresh);
  }
  // The block under a selection may be new.
  if (selected && !tool.spans) tool.select(selected);
  showOpen();
}

// -- The open passage -----------------------------------------------------------------------------------------------

function showOpen() {
  for (const card of cards.querySelectorAll(".card.active")) card.classList.toggle("active", card.dataset.passage === openId);
  if (openId) cardOf(openId)?.classList.toggle("active", cardOf(openId).hasAttribute("data-open"));
  for (const mark of text.querySelectorAll("mark")) mark.classList.toggle("open", mark.dataset.passages.split(" ").includes(openId));
  tool?.offer(Boolean(openId && cardOf(openId)?.querySelector(".fields")));
}

async function open(id, { focus = false } = {}) {
  const response = await fetch(addressOf(id), { headers: headers() }).catch(() => null);
  if (!response?.ok) return say(response ? parse(await response.text()).textContent : words.offline);
  openId = id;
  patch(parse(await response.text()), { keepsNotice: true });
  cardOf(id)?.scrollIntoView({ block: "nearest" });
  text.querySelector("mark.open")?.scrollIntoView({ block: "nearest" });
  if (focus) cardOf(id)?.focus({ preventScroll: true });
}

function close() {
  openId = null;
  showOpen();
  cards.classList.remove("all");
  text.focus({ preventScroll: true });
}

function step(direction) {
  const all = [...cards.querySelectorAll(":scope > .card")];
  const at = all.findIndex((card) => card.dataset.passage === openId);
  const next = all[at < 0 ? (direction > 0 ? 0 : all.length - 1) : at + direction];
  if (next) open(next.dataset.passage);
}

function nextToDecide() {
  const waiting = [...cards.querySelectorAll(":scope > .card[data-status=submitted]:not([data-mine])")];
  const next = waiting.find((card) => !cardOf(openId) || isBefore(cardOf(openId), card)) || waiting[0];
  if (next) return open(next.dataset.passage);
  close();
  document.querySelector("#readings button")?.focus();
}

// -- Marking --------------------------------------------------------------------------------------------------------

const tool = mayMark ? new Toolbar(document.getElementById("tool"), text, ({ mark, part }) => (mark ? make(mark) : setPart(part))) : null;

function make(mark) {
  const spans = tool.spans;
  const fields = { id: uuid7(), mark, ...(spans ? { content: spans } : { at: tool.cursor }) };
  if (!spans && fields.at === null) return say(words.nowhere);
  // The very same mark again is a slip of the hand.
  const twin = spans && cards.querySelector(`.card.${mark}[data-mine][data-spans="${spans}"]`);
  tool.dismiss();
  if (twin) return open(twin.dataset.passage);
  openId = fields.id;
  typeAhead.start(fields.id);
  outbox.send(article.dataset.make, fields, { memo: { makes: fields.id, spans } });
}

function setPart(part) {
  const card = openId && cardOf(openId);
  let spans = tool.spans;
  if (!card || !spans) return;
  if (part === "content") spans = `${card.dataset.spans};${spans}`;
  tool.dismiss();
  outbox.send(`${addressOf(openId)}spans/`, { [part]: spans }, { passage: openId });
}

fields(cards, outbox, text);
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

// -- Keys -----------------------------------------------------------------------------------------------------------

const MARKS = { a: "assertion", r: "refutation", q: "quote" };
const PARTS = { f: "content", c: "cue", s: "source" };
const FIELDS = { s: "speaker", v: "via", c: "claim", d: "denial" };
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  h: () => document.getElementById("hand-in")?.requestSubmit(),
  y: () => verdict("approve")?.requestSubmit(),
  b: () => reason("return"),
  o: () => reason("reopen"),
  g: guidelines,
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.(".card")) return text.focus({ preventScroll: true });
  if (event.key === "Escape" && openId && !document.querySelector("dialog[open]") && !isTyping(event)) return close();
  if (event.defaultPrevented || isTyping(event)) return;
  const key = letterOf(event);
  const selected = mayMark && tool.spans;
  if (!selected && typeAhead.takes(event)) return event.preventDefault();
  if (key in MARKS && mayMark && (selected || key === "q")) make(MARKS[key]);
  else if (key in PARTS && selected && openId) setPart(PARTS[key]);
  else if (key in FIELDS && openId) cardOf(openId)?.querySelector(`form[data-field=${FIELDS[key]}] input[role=combobox]`)?.focus();
  else if (key in KEYS) KEYS[key]();
  else return;
  event.preventDefault();
});

const verdict = (name) => openId && cardOf(openId)?.querySelector(`[data-verdict=${name}]`);

function reason(name) {
  const summary = verdict(name);
  if (!summary) return;
  summary.parentElement.open = true;
  summary.parentElement.querySelector("textarea").focus();
}

async function guidelines() {
  const dialog = document.getElementById("guidelines");
  if (!dialog.dataset.loaded) {
    await window.htmx.ajax("GET", dialog.dataset.address, { target: "#guidelines-text", select: "#guidelines-content" });
    dialog.dataset.loaded = "yes";
  }
  dialog.showModal();
}

// -- On arrival -----------------------------------------------------------------------------------------------------

showOpen();
outbox.resume();
if (openId) {
  const { start } = cardOf(openId).dataset;
  rangeOf(text, Number(start), Number(start) + 1).startContainer.parentElement.scrollIntoView({ block: "center" });
  cardOf(openId).scrollIntoView({ block: "nearest" });
} else if (reading) nextToDecide();
