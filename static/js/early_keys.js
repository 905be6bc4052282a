// Loaded before all else, and no module: keeps the letters and signs that a fast person presses while the page is shown
// and its modules are still on their way, and presses them again once those listen.
{
  const kept = [];
  const keep = (event) => {
    const isField = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key?.length === 1 && event.key !== " " && !event.isComposing && !isField) kept.push(event);
  };
  document.addEventListener("keydown", keep, true);
  document.addEventListener("DOMContentLoaded", () => {
    // After all who wait for the same event, as htmx does.
    setTimeout(() => {
      document.removeEventListener("keydown", keep, true);
      for (const event of kept) {
        // A module that listened already has taken it.
        if (event.defaultPrevented) continue;
        const target = event.target.isConnected ? event.target : document.body;
        target.dispatchEvent(new KeyboardEvent("keydown", event));
      }
    });
  });
}
