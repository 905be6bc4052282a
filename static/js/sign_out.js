// Signing out leaves nothing behind in the browser: no page that Back could show, no mark that was kept for later. What
// is not saved yet is never dropped unasked. Loaded on every page, by app.js.

const { user } = document.body.dataset;

/** The keys under which unsent marks of this person are kept (js/outbox.js: one list for each article and tab). */
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(`gainsay-${user}-`));

const count = () => kept().reduce((sum, key) => sum + JSON.parse(localStorage.getItem(key) || "[]").length, 0);

function dropUnsent() {
  // The workbench lets go of its own, so that leaving the page asks no second time.
  document.dispatchEvent(new Event("drop-unsent"));
  for (const key of kept()) localStorage.removeItem(key);
}

const form = document.getElementById("sign-out");
const dialog = document.getElementById("unsent");

form?.addEventListener("submit", (event) => {
  const unsent = count();
  if (!unsent) return dropUnsent();
  event.preventDefault();
  const words = dialog.querySelector("[data-one]");
  words.textContent = (unsent === 1 ? words.dataset.one : words.dataset.many).replace("%d", unsent);
  dialog.showModal();
});

dialog?.addEventListener("close", () => {
  if (dialog.returnValue !== "drop") return;
  dropUnsent();
  form.submit();
});

// A page that the browser keeps alive for Back is hidden meanwhile, and is asked for anew: whoever comes back may be
// somebody else, or signed out.
if (user) {
  addEventListener("pagehide", ({ persisted }) => { document.documentElement.hidden = persisted; });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
}
