// Words that are typed and not sent yet: a half-written comment, note or reason, a name that was not entered. The tab
// keeps them, by person and field, until they are sent or taken out, and puts them back where their field comes again.
// Leaving the page asks first. Fetched by js/app.js as soon as somebody types, or has typed before.

const FIELDS = ".combobox input[id], .talk textarea[id], textarea[id^=note-], textarea[id^=reason-]";
let prefix; // of the keys in the tab's store, up to a field's id
const keyOf = (id) => prefix + id;
const passageOf = (id) => id.slice(id.indexOf("-") + 1);

const kept = new Set(); // ids of fields on this page, shown now or not, whose words wait
const sent = new WeakSet(); // forms that are on their way

function isUnsent(field) {
  if (!field.value.trim() || sent.has(field.form)) return false;
  // A note is saved when its field is left; any other field holds only what is not sent.
  return !field.id.startsWith("note-") || field.value !== (field.dataset.sent ?? field.defaultValue);
}

/** Keep what stands in the fields now. */
function keep() {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (isUnsent(field)) {
      sessionStorage.setItem(keyOf(field.id), field.value);
      kept.add(field.id);
    } else {
      sessionStorage.removeItem(keyOf(field.id));
      kept.delete(field.id);
    }
  }
  markThreads(document);
}

/** Put words back into the fields of this part of the page. */
function restore(root) {
  for (const field of root.querySelectorAll(FIELDS)) {
    const words = sessionStorage.getItem(keyOf(field.id));
    if (words === null || field.value !== field.defaultValue) continue;
    field.value = words;
    field.closest("details:not(.talk)")?.setAttribute("open", "");
    kept.add(field.id);
  }
  markThreads(root);
}

/** Say at a thread that is closed, or not fetched yet, that a draft waits in it. */
function markThreads(root) {
  for (const sign of root.querySelectorAll(".talk .draft")) {
    sign.hidden = sessionStorage.getItem(keyOf(`comment-${passageOf(sign.closest(".talk").id)}`)) === null;
  }
}

/** Keep words from now on, under keys that begin so. */
export function keepDrafts(begin) {
  prefix = begin;
  // Behind whatever the page itself does with the event.
  for (const name of ["input", "focusout", "keydown", "click"]) document.addEventListener(name, () => setTimeout(keep));
  document.addEventListener("input", ({ target }) => sent.delete(target.form), { capture: true });
  document.addEventListener("submit", ({ target }) => { sent.add(target); setTimeout(keep); });
  addEventListener("beforeunload", (event) => {
    keep();
    // Of a passage that was withdrawn meanwhile nothing can be sent any more.
    const there = (id) => document.getElementById(id) ?? document.getElementById(`card-${passageOf(id)}`);
    if ([...kept].some(there)) event.preventDefault();
  });
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.querySelectorAll) restore(node);
  }).observe(document.body, { childList: true, subtree: true });
  restore(document);
  keep();
}
