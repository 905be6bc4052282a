// On every page: dialogs, the search key, messages that can be closed, comments, signing out. No page needs it to be used.

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
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

// What stands on a key that Alt makes another sign of, as it does on a Mac.
const SIGNS = { Slash: "/?", Period: ".", BracketLeft: "[", BracketRight: "]", Digit9: "9(", Digit0: "0)" };

/** The letter of a key in lower case; on a keyboard of another script the one that stands there in Latin. */
export function letterOf({ key, code, altKey, shiftKey }) {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  if (altKey && code in SIGNS && !/^[!-~]$/.test(key)) return SIGNS[code].at(shiftKey ? -1 : 0);
  if (altKey && /^(Dead|[^!-~])$/.test(key)) return /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? key;
  return (/^\p{L}$/u.test(key) && /^Key([A-Z])$/.exec(code ?? "")?.[1].toLowerCase()) || key;
}

/** Whether a key goes to a field or a dialog. */
export function isInField({ isComposing, target }) {
  return isComposing || Boolean(target.closest?.("input, textarea, select, [contenteditable], dialog[open]"));
}

/**
 * Whether a key belongs to a field, a dialog or the browser, and so is no shortcut of the page. For who has switched the
 * single-letter keys off, a letter or sign alone is none either, and is one with Alt.
 */
export function isTyping(event) {
  // AltGr, which may say that it is Ctrl and Alt, makes the [ and ] of many keyboards: the sign is the key then.
  const makesSign = event.getModifierState?.("AltGraph") && !/\p{L}/u.test(event.key);
  const needsAlt = document.body.dataset.letterKeys === "off" && (event.key.length === 1 || event.key === "Dead");
  if (makesSign ? needsAlt && !event.altKey : event.ctrlKey || event.metaKey || event.altKey !== needsAlt) return true;
  return isInField(event);
}

/** Say something in a message that stays until it is closed. */
export function say(sentence) {
  const message = document.getElementById("message").content.cloneNode(true);
  message.querySelector("p").textContent = sentence.trim();
  document.getElementById("messages").append(message);
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

// With what stands around it (scroll-margin), which the browser itself leaves out: the verdict would lie over the field.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.(".talk textarea")) target.scrollIntoView({ block: "nearest" });
});

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

/** The keys under which unsent marks of this person are kept (js/outbox.js: one list for each article and tab). */
const keptMarks = () => Object.keys(localStorage).filter((key) => key.startsWith(`gainsay-${user}-`));

const countUnsent = () => keptMarks().reduce((sum, key) => sum + JSON.parse(localStorage.getItem(key) || "[]").length, 0);

function dropUnsent() {
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

// A page that the browser keeps alive for Back is hidden meanwhile, and is asked for anew: whoever comes back may be
// somebody else, or signed out.
if (user) {
  addEventListener("pagehide", ({ persisted }) => { document.documentElement.hidden = persisted; });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
}
