// On every page: dialogs, the search key, messages that can be closed. Nothing here is needed to use a page.

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
  if (event.key === "?") document.getElementById("keys")?.showModal();
  else if (event.key === "/") document.getElementById("search")?.focus();
  else return;
  event.preventDefault();
});

// What a part of the page could not be had for, in the server's own words (templates/_problem.html).
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (!xhr.response.trimStart().startsWith("<div class=\"message")) return;
  document.getElementById("messages").insertAdjacentHTML("beforeend", xhr.response);
});

/** The letter of a key in lower case; on a keyboard of another script the one that stands there in Latin. */
export function letterOf({ key, code }) {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : (/^Key([A-Z])$/.exec(code ?? "")?.[1].toLowerCase() ?? key);
}

/** Whether a key belongs to a field, a dialog or the browser, and so is no shortcut of the page. */
export function isTyping(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  return Boolean(event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]"));
}
