// The page an editor lives in: what a key or a press does, and where an answer of the server goes.

import { isTyping } from "./app.js";
import { isBefore, keepEarlyCards, putCard } from "./cards.js";
import { comboboxes } from "./combobox.js";
import { offsetAt, rangeOf } from "./offsets.js";
import { Outbox, headers, uuid7 } from "./outbox.js";
import { Toolbar } from "./toolbar.js";

const article = document.getElementById("article");
const text = document.getElementById("text");
const cards = document.getElementById("cards");
const mayMark = article.dataset.mayMark === "yes";
const reading = new URLSearchParams(location.search).get("review");
const addressOf = (id) => article.dataset.passage.replace("00000000-0000-0000-0000-000000000000", id);
const cardOf = (id) => document.getElementById(`card-${id}`);
const versionOf = (id) => Number(document.getElementById(`version-${id}`)?.value || 1);

let openId = cards.querySelector(".card.active")?.dataset.passage ?? null;
let pointer = null; // where the mouse last was over the text

// -- Writes, and what they answer -----------------------------------------------------------------------------------

const outbox = new Outbox(`gainsay-${document.body.dataset.user}-${article.dataset.article}`, {
  versionOf, onAnswer: receive, onState: showState,
});

function receive({ entry, status, html, redirect }) {
  if (redirect) return location.assign(redirect);
  if (entry.memo.makes && status !== 200) {
    openId = null;
    showOpen();
    return tool.explain(html);
  }
  if (status === 403 || status === 404) return showRefused(html);
  patch(html);
  if (status === 200) {
    // Not while the next words are being selected.
    if (!getSelection().isCollapsed) return;
    if (entry.memo.makes && openId === entry.memo.makes) advance(cardOf(openId));
    if (entry.memo.field) advance(entry.memo.card, entry.memo.field);
    if (entry.memo.verdict) nextToDecide();
  } else {
    cards.querySelector(".card.active [role=alert]")?.scrollIntoView({ block: "nearest" });
  }
}

/** What the server says no to for good: its message, where messages stand. */
function showRefused(html) {
  document.getElementById("messages").insertAdjacentHTML("beforeend", html);
}

function showState(state, waiting) {
  const place = document.getElementById("saving");
  place.className = `state ${state === "signed-out" ? "unsaved" : state}`;
  place.textContent = { saved: "", saving: "", ...JSON.parse(article.dataset.states) }[state].replace("%d", waiting);
}

/** Put the fragments of an answer where they belong: those with a known id replace it, new cards find their place. */
function patch(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const fresh of [...template.content.children]) {
    const old = document.getElementById(fresh.id);
    if (fresh.matches(".card")) putCard(cards, fresh, old);
    else old?.replaceWith(fresh);
    window.htmx.process(fresh);
  }
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
  openId = id;
  const response = await fetch(addressOf(id), { headers: headers() });
  if (!response.ok) return;
  patch(await response.text());
  if (openId !== id) return;
  cardOf(id)?.scrollIntoView({ block: "nearest" });
  text.querySelector("mark.open")?.scrollIntoView({ block: "nearest" });
  if (focus) cardOf(id)?.focus();
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
  if (next) open(next.dataset.passage);
  else { close(); document.querySelector("#readings button")?.focus(); }
}

// -- Marking --------------------------------------------------------------------------------------------------------

const tool = mayMark ? new Toolbar(document.getElementById("tool"), text, ({ mark, part }) => (mark ? make(mark) : setPart(part))) : null;

function make(mark) {
  const spans = tool.spans;
  const fields = { id: uuid7(), mark };
  if (spans) fields.content = spans;
  else if (mark === "quote") fields.at = cursor();
  else return;
  openId = fields.id;
  getSelection().removeAllRanges();
  outbox.send(article.dataset.make, fields, { memo: { makes: fields.id } });
}

/** Where Q looks for a quotation: under the pointer, else where the text was last clicked. */
function cursor() {
  const at = pointer && document.caretPositionFromPoint?.(pointer.x, pointer.y);
  if (at && text.contains(at.offsetNode)) return offsetAt(text, at.offsetNode, at.offset);
  const { anchorNode, anchorOffset } = getSelection();
  return anchorNode && text.contains(anchorNode) ? offsetAt(text, anchorNode, anchorOffset) : 0;
}

function setPart(part) {
  const card = openId && cardOf(openId);
  let spans = tool.spans;
  if (!card || !spans) return;
  if (part === "content") spans = `${card.dataset.spans};${spans}`;
  tool.dismiss();
  outbox.send(`${addressOf(openId)}spans/`, { [part]: spans }, { passage: openId });
}

// -- The fields of a card -------------------------------------------------------------------------------------------

/** Send a form of a card. Its version goes along when its turn comes, since the one before may raise it. */
function send(form, submitter, extra = {}) {
  const fields = { ...Object.fromEntries(new FormData(form, submitter)), ...extra };
  delete fields.version;
  delete fields.csrfmiddlewaretoken;
  for (const [name, value] of new URLSearchParams(submitter?.dataset.also)) fields[name] = value;
  const card = form.closest(".card");
  const memo = { card: card.dataset.passage, field: form.dataset.field, verdict: form.closest(".verdict") ? "yes" : "" };
  outbox.send(submitter?.getAttribute("formaction") || form.action, fields, { passage: card.dataset.passage, memo });
}

/** Go to the first field behind this one that is still empty and wanted; behind the last, back to the text. */
function advance(card, field = null) {
  card = typeof card === "string" ? cardOf(card) : card;
  if (!card || card.dataset.passage !== openId) return;
  const forms = [...card.querySelectorAll("form[data-field]")];
  const at = forms.findIndex((form) => form.dataset.field === field);
  const next = forms.slice(at + 1).find(isWanted);
  if (next) next.querySelector("input[role=combobox]").focus();
  else text.focus({ preventScroll: true });
}

function isWanted(form) {
  if (form.querySelector(".pill:not(.guess)")) return false;
  const optional = form.dataset.field === "via" || form.hasAttribute("data-optional");
  return !optional || Boolean(form.querySelector(".pill.guess"));
}

keepEarlyCards(cards);
comboboxes(cards, (form, fields) => send(form, null, fields));

cards.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-verb]")) return;
  event.preventDefault();
  const submitter = event.submitter?.name || event.submitter?.hasAttribute("formaction") ? event.submitter : null;
  if (submitter?.hasAttribute("data-edit")) return edit(form, submitter.value);
  send(form, submitter);
});

/** Put a guess with gaps into the field, with the first gap selected to be typed over. */
function edit(form, words) {
  const input = form.querySelector("input[role=combobox]");
  input.value = words;
  input.focus();
  const gap = /\[[^\]]*\]/.exec(words);
  if (gap) input.setSelectionRange(gap.index, gap.index + gap[0].length);
}

cards.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-on-change]");
  if (form) send(form, null);
});

cards.addEventListener("focusin", async (event) => {
  const choice = event.target.closest("select[data-load]");
  if (!choice || choice.dataset.loaded) return;
  choice.dataset.loaded = "yes";
  const response = await fetch(choice.dataset.load, { headers: headers() });
  if (!response.ok) return;
  const chosen = choice.value;
  choice.querySelectorAll("option:not(:first-child)").forEach((option) => option.remove());
  choice.insertAdjacentHTML("beforeend", await response.text());
  choice.value = chosen;
});

cards.addEventListener("keydown", (event) => {
  const input = event.target;
  if (event.defaultPrevented || !input.matches("input[role=combobox]")) return;
  if (event.key === "Enter" && !input.value && !input.hasAttribute("aria-activedescendant")) {
    event.preventDefault();
    const guess = input.form.querySelector("[data-guess]");
    if (guess) input.form.requestSubmit(guess);
    else advance(input.closest(".card"), input.form.dataset.field);
  }
});

// -- Pressing things ------------------------------------------------------------------------------------------------

text.addEventListener("pointermove", ({ clientX: x, clientY: y }) => { pointer = { x, y }; });
text.addEventListener("pointerleave", () => { pointer = null; });
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
  else if (link) open(link.dataset.opensCard || card.dataset.passage);
  else if (card && !card.matches(".active") && !event.target.closest("form, summary")) return open(card.dataset.passage);
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
  if (next) open(next.dataset.passage).then(() => advance(cardOf(openId)));
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

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.(".card")) return text.focus({ preventScroll: true });
  if (event.key === "Escape" && openId && !document.querySelector("dialog[open]")) return close();
  if (event.defaultPrevented || isTyping(event)) return;
  const key = event.key.toLowerCase();
  const selected = mayMark && tool.spans;
  if (key in MARKS && mayMark && (selected || key === "q")) make(MARKS[key]);
  else if (key in PARTS && selected && openId) setPart(PARTS[key]);
  else if (key in FIELDS && openId) focusField(FIELDS[key]);
  else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "h") document.getElementById("hand-in")?.requestSubmit();
  else if (key === "y") verdict("approve")?.requestSubmit();
  else if (key === "b") reason("return");
  else if (key === "o") reason("reopen");
  else if (key === "g") guidelines();
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

function focusField(name) {
  cardOf(openId)?.querySelector(`form[data-field=${name}] input[role=combobox]`)?.focus();
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
  const card = cardOf(openId);
  const [start, end] = [Number(card.dataset.start), Number(card.dataset.end)];
  rangeOf(text, start, Math.min(end, start + 1)).startContainer.parentElement.scrollIntoView({ block: "center" });
  card.scrollIntoView({ block: "nearest" });
} else if (reading) nextToDecide();
