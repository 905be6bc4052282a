// Loaded before all else, and no module: hears every key first. It keeps from the page the keys that are no word of the
// hand (held down, or meant for an input method), and keeps for later those pressed before the modules listen.
{
  const isText = (element) => element.matches?.("textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit])");
  let began = null; // where the key that is down now was pressed first

  /** Whether a key that is held down may go on: the cursor's, deletion, and letters where their typing began. */
  const mayRepeat = ({ key, target, ctrlKey, metaKey }) => {
    if (/^(Arrow|Page|Home$|End$|Tab$)/.test(key)) return true;
    // In an empty field deletion takes off names; that wants a press of its own.
    if (key === "Backspace" || key === "Delete") return !isText(target) || target.isContentEditable || target.value !== "";
    if (ctrlKey || metaKey) return key !== "Enter";
    return key.length === 1 && isText(target) && (target === began || (target.id !== "" && target.id === began?.id));
  };

  addEventListener("keydown", (event) => {
    // Safari says with the keyCode alone that Enter ends a composition.
    if (event.isComposing || event.keyCode === 229) return event.stopImmediatePropagation();
    if (!event.repeat) began = event.target;
    else if (!mayRepeat(event)) {
      event.stopImmediatePropagation();
      // Held, the space bar scrolls the text.
      if (event.key !== " " || event.target.closest?.("button, summary, input, select, textarea")) event.preventDefault();
    }
  }, true);

  const kept = [];
  const keep = (event) => {
    const { key, target, repeat, altKey, ctrlKey, metaKey } = event;
    if (!key || target.closest?.(`input, textarea, select, [contenteditable], dialog${key === "Enter" ? ", a, button, summary" : ""}`)) return;
    // AltGr, which may say that it is Ctrl and Alt, makes signs.
    const isSign = key.length === 1 && key !== " " && (event.getModifierState("AltGraph") || !(ctrlKey || metaKey));
    const isTurn = (ctrlKey || metaKey) && !altKey && /^Key[YZ]$/.test(event.code) && document.getElementById("undo");
    const isMove = /^(Enter|Escape|Backspace)$/.test(key) || (/^(Arrow|Home$|End$)/.test(key) && document.querySelector("#text, #both"));
    if (!(isSign || isTurn || isMove) || (repeat && !isMove)) return;
    kept.push(event);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("keydown", keep, true);
  document.addEventListener("DOMContentLoaded", () => {
    // After all who wait for the same event, as htmx does.
    setTimeout(() => {
      removeEventListener("keydown", keep, true);
      document.dispatchEvent(new CustomEvent("early-keys", { detail: kept }));
    });
  });
}
