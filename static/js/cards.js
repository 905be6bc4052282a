// Where a fresh card goes: in place of the older one, or where it belongs in reading order. What was typed into the older
// one and not sent yet is kept.

/** Put a card that the server sent into the column `cards`; `old` is the one with the same id, if there is one. */
export function putCard(cards, fresh, old) {
  if (fresh.dataset.status === "withdrawn" && !old?.closest("#withdrawn")) return old?.remove();
  if (fresh.dataset.status !== "withdrawn" && old?.closest("#withdrawn")) { old.remove(); old = null; }
  if (!old) {
    document.getElementById("no-cards").hidden = true;
    const behind = [...cards.querySelectorAll(":scope > .card")].find((card) => isBefore(fresh, card));
    return (behind || cards.querySelector(".more, #no-cards")).before(fresh);
  }
  // An answer that was overtaken by a newer one.
  if (Number(fresh.querySelector("data").value) < Number(old.querySelector("data").value)) return;
  const typed = typedIn(old);
  old.replaceWith(fresh);
  for (const { id, value, focused, start } of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    if (value !== null) field.value = value;
    if (focused) { field.focus(); if (value !== null) field.setSelectionRange?.(start, start); }
  }
}

/** What was typed into a card and not sent yet, so that a newer card does not swallow it. */
function typedIn(card) {
  return [...card.querySelectorAll("input[id], textarea[id]")].map((field) => ({
    id: field.id, value: field.value !== field.defaultValue ? field.value : null,
    focused: field === document.activeElement, start: field.selectionStart,
  }));
}

/** Cards that came before their turn, because somebody opened them, find their place when the others arrive. */
export function keepEarlyCards(cards) {
  const early = new Map();
  cards.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.target.matches(".more")) return;
    const template = document.createElement("template");
    template.innerHTML = detail.serverResponse;
    for (const { id } of template.content.querySelectorAll(".card")) {
      const card = document.getElementById(id);
      if (!card) continue;
      early.set(id, card);
      card.remove();
    }
  });
  cards.addEventListener("htmx:afterSwap", () => {
    for (const [id, card] of early) document.getElementById(id)?.replaceWith(card);
    early.clear();
  });
}

/** Whether one card stands before the other in reading order. */
export function isBefore(one, other) {
  const [start, end] = [Number(one.dataset.start), Number(one.dataset.end)];
  const [otherStart, otherEnd] = [Number(other.dataset.start), Number(other.dataset.end)];
  return start < otherStart || (start === otherStart && (end > otherEnd || (end === otherEnd && one.id < other.id)));
}
