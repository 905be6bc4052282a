// On every page: dialogs, the search key, messages that can be closed, comments, signing out. No page needs it to be used.

import { isInField, isTyping, letterOf } from "./keyboard.js";

export { isInField, isTyping, letterOf };

/** With what the keys begin under which the tab keeps words that are not sent. */
const DRAFTS = "gainsay-draft-";

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest?.("[data-guidelines]")) showGuidelines();
  event.target.closest?.("[data-dismiss]")?.closest(".message")?.remove();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.id === "search") event.target.blur();
  if (event.defaultPrevented || isTyping(event)) return;
  const sign = letterOf(event);
  if (sign === "?") document.getElementById("keys")?.showModal();
  else if (sign === "/") document.getElementById("search")?.focus();
  else return;
  event.preventDefault();
});

// A screen reader tells what comes into a region, not what stands there from the start: the page's own messages come again.
addEventListener("load", () => setTimeout(() => {
  const messages = document.getElementById("messages");
  if (!messages.contains(document.activeElement)) messages.replaceChildren(...messages.children);
}, 500));

// Where the tabs of a collection are wider than the window, the present one is in sight.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) {
  const [own, all] = [tab, tab.parentElement].map((each) => each.getBoundingClientRect());
  tab.parentElement.scrollLeft += own.left + own.width / 2 - all.left - all.width / 2;
}

// The switch in the list of keys holds at once; the form saves it.
document.addEventListener("change", ({ target }) => {
  if (target.form?.id === "letter-keys") document.body.dataset.letterKeys = target.checked ? "on" : "off";
});

// What a part of the page could not be had for, in the server's own words (templates/_problem.html).
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (!xhr.response.trimStart().startsWith("<div class=\"message")) return;
  document.getElementById("messages").insertAdjacentHTML("beforeend", xhr.response);
});

/** Say something in a message: it can be closed, and leaves after a while. */
export function say(sentence) {
  const said = [...document.querySelectorAll("#messages .message.error")];
  said.find((each) => each.querySelector("p").textContent === sentence.trim())?.remove();
  const message = document.getElementById("message").content.cloneNode(true);
  message.querySelector("p").textContent = sentence.trim();
  document.getElementById("messages").append(message);
}

/** Ask in a dialog, whose sentence says how many; answers whether it was the button for yes that closed it. */
export function ask(dialog, number) {
  const words = dialog.querySelector("[data-words]");
  words.textContent = words.dataset.words.replace("%d", number);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}

/** HTML as a fragment that belongs to no page yet. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** The collection's guidelines, fetched when they are wanted first. */
export async function showGuidelines() {
  const dialog = document.getElementById("guidelines");
  if (!dialog.dataset.loaded) {
    await window.htmx.ajax("GET", dialog.dataset.address, { target: "#guidelines-text", select: "#guidelines-content" });
    dialog.dataset.loaded = "yes";
  }
  dialog.showModal();
  dialog.scrollTop = 0;
}

/** Bring an element into view in the boxes that scroll around it; the page moves only for what is outside the window. */
export function reveal(element) {
  for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === "visible") continue;
    const { top, bottom } = element.getBoundingClientRect();
    const edges = box.getBoundingClientRect();
    // Of what is too tall the beginning.
    if (top < edges.top || bottom - top > edges.height) box.scrollTop += top - edges.top;
    else if (bottom > edges.bottom) box.scrollTop += bottom - edges.bottom;
  }
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: "nearest" });
}

// -- Comments (templates/_talk.html) ----------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches?.(".talk textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// What the focus comes to by key is whole in sight in a card: neither outside of its box nor behind the verdict that stays
// at the foot (WCAG 2.4.11). By other ways nothing moves: what is pressed stays under the pointer, and a card that comes
// anew with its focus leaves the text where it is being read.
const AT_ONCE = 100; // milliseconds
let keyAt = -Infinity;
document.addEventListener("keydown", ({ timeStamp }) => { keyAt = timeStamp; }, true);
document.addEventListener("focusin", ({ target, timeStamp }) => { if (timeStamp - keyAt < AT_ONCE) uncover(target); });
// A field that was pressed where the verdict leaves something of it, once it is let go.
document.addEventListener("click", ({ target }) => { if (target.matches?.("textarea, input")) uncover(target); });

function uncover(element) {
  const card = element.closest?.(".card");
  if (!card || element === card) return;
  const verdict = card.querySelector(".verdict");
  const foot = verdict && !verdict.contains(element) ? verdict.offsetHeight : 0;
  element.style.scrollMarginBlock = `0.5rem calc(${foot}px + 0.5rem)`;
  element.scrollIntoView({ block: "nearest" });
}

/** Open the thread of a card; it is fetched then, and its field has the focus. */
export function openTalk(card) {
  const talk = card?.querySelector(".talk");
  if (!talk) return;
  talk.open = true;
  talk.querySelector("textarea")?.focus();
}

/** A thread that is open, or that something is typed in, stays when a newer card comes in place of its card. */
export function keepTalk(fresh, old) {
  const talk = old.querySelector(".talk[open], .talk:has(textarea:not(:placeholder-shown))");
  if (talk) fresh.querySelector(".talk")?.replaceWith(talk);
}

/** Put a thread that the server sent in place of the `old` one; what was typed meanwhile stays, and so does the focus. */
export function putTalk(fresh, old) {
  if (!old) return;
  const hadFocus = old.contains(document.activeElement);
  const [before, field] = [old, fresh].map((talk) => talk.querySelector("textarea"));
  if (before?.value && field) field.value = before.value;
  old.replaceWith(fresh);
  if (hadFocus) (field ?? fresh.querySelector("summary")).focus({ preventScroll: true });
}

// -- Signing out leaves nothing behind in the browser: no page that Back could show, no mark that was kept for later ----
// What is not saved yet is never dropped unasked.

const { user } = document.body.dataset;
const LEAVES = "gainsay-leaves"; // in the session of the tab: somebody is signing out

/** The keys under which unsent marks of this person are kept (js/outbox.js: one list for each article and tab). */
const keptMarks = () => Object.keys(localStorage).filter((key) => key.startsWith(`gainsay-${user}-`));

const countUnsent = () => keptMarks().reduce((sum, key) => sum + JSON.parse(localStorage.getItem(key) || "[]").length, 0);

function dropUnsent() {
  sessionStorage.setItem(LEAVES, "yes");
  // The workbench lets go of its own, so that leaving the page asks no second time.
  document.dispatchEvent(new Event("drop-unsent"));
  for (const key of keptMarks()) localStorage.removeItem(key);
}

const signOut = document.getElementById("sign-out");
const unsentDialog = document.getElementById("unsent");

signOut?.addEventListener("submit", (event) => {
  const unsent = countUnsent();
  if (!unsent) return dropUnsent();
  event.preventDefault();
  const words = unsentDialog.querySelector("[data-one]");
  words.textContent = (unsent === 1 ? words.dataset.one : words.dataset.many).replace("%d", unsent);
  unsentDialog.showModal();
});

unsentDialog?.addEventListener("close", () => {
  if (unsentDialog.returnValue !== "drop") return;
  dropUnsent();
  signOut.submit();
});

// What is half typed stays in the tab (js/drafts.js), and goes with whoever signs out.
const ownDrafts = `${DRAFTS}${user}-`;
const keepDrafts = async () => (await import("./drafts.js")).keepDrafts(ownDrafts);
if (user && Object.keys(sessionStorage).some((key) => key.startsWith(ownDrafts))) keepDrafts();
else if (user) document.addEventListener("input", keepDrafts, { once: true });
else if (sessionStorage.getItem(LEAVES)) {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFTS)) sessionStorage.removeItem(key);
}
if (sessionStorage.getItem(LEAVES)) sessionStorage.removeItem(LEAVES);

// A page that the browser keeps alive for Back is hidden meanwhile, and is asked for anew: whoever comes back may be
// somebody else, or signed out.
if (user) {
  addEventListener("pagehide", ({ persisted }) => { document.documentElement.hidden = persisted; });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  // So is one that comes from a cache all the same: what was marked in it would be missing.
  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival?.type === "back_forward" && arrival.transferSize === 0) location.reload();
}
