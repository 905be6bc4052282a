// A field that searches while one types (the ARIA combobox pattern with a listbox). The server writes the list; an
// option says in data-send-… what choosing it posts. Works on any .combobox, also on those that arrive later.

import { headers } from "./outbox.js";

const PAUSE = 110; // milliseconds after the last key before the server is asked

/** Start once for the page; `choose(form, fields)` is called with what the chosen option sends. */
export function comboboxes(root, choose) {
  let timer;

  root.addEventListener("focusin", (event) => { if (isField(event.target)) load(event.target); });
  root.addEventListener("focusout", (event) => { if (isField(event.target)) close(event.target); });
  root.addEventListener("input", (event) => {
    if (!isField(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => load(event.target), PAUSE);
  });
  // Before the field loses its focus.
  root.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[role=option]");
    if (!option) return;
    event.preventDefault();
    pick(option.closest(".combobox").querySelector("input"), option);
  });
  root.addEventListener("keydown", (event) => { if (isField(event.target)) onKey(event); });

  async function onKey(event) {
    const input = event.target;
    const digit = Number(event.code?.match(/^(?:Digit|Numpad)([1-9])$/)?.[1]);
    const plain = !event.ctrlKey && !event.metaKey;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      await fresh(input);
      const options = optionsOf(input);
      const current = options.findIndex((option) => option.ariaSelected === "true");
      const step = event.key === "ArrowDown" ? 1 : current < 0 ? 0 : -1;
      select(input, options[(current + step + options.length) % options.length]);
    } else if (digit && plain && (event.altKey || !input.value)) {
      event.preventDefault();
      await fresh(input);
      if (optionsOf(input)[digit - 1]) pick(input, optionsOf(input)[digit - 1]);
    } else if (event.key === "Enter" && plain && (input.value || input.hasAttribute("aria-activedescendant"))) {
      event.preventDefault();
      await fresh(input);
      const options = optionsOf(input);
      const wanted = event.shiftKey ? ".new" : "[aria-selected=true]";
      const option = options.find((each) => each.matches(wanted)) || options[0];
      if (option) pick(input, option);
    } else if (event.key === "Escape" && input.value) {
      // One step back: the words first, then the field.
      event.stopPropagation();
      input.value = "";
      load(input);
    }
  }

  /** Wait for the list that belongs to what is typed now, however fast it was typed. */
  async function fresh(input) {
    if (listOf(input).dataset.query !== input.value || listOf(input).hidden) await load(input);
  }

  async function load(input) {
    const box = input.closest(".combobox");
    const address = new URL(box.dataset.suggestions, location);
    address.searchParams.set("q", input.value);
    const response = await fetch(address, { headers: headers() }).catch(() => null);
    // The answer to an older question, or one that nobody waits for any more.
    if (!response?.ok || document.activeElement !== input || address.searchParams.get("q") !== input.value) return;
    const list = listOf(input);
    list.innerHTML = await response.text();
    list.dataset.query = input.value;
    list.hidden = !list.children.length;
    input.ariaExpanded = String(!list.hidden);
    input.removeAttribute("aria-activedescendant");
    optionsOf(input).forEach((option, number) => { option.id = `${list.id}-${number}`; });
    if (input.value) select(input, optionsOf(input)[0]);
  }

  function pick(input, option) {
    const fields = {};
    for (const { name, value } of option.attributes) {
      if (name.startsWith("data-send-")) fields[name.slice("data-send-".length)] = value;
    }
    input.value = "";
    close(input);
    choose(input.form, fields);
  }
}

const isField = (element) => element.matches?.(".combobox input");
const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
const optionsOf = (input) => (listOf(input).hidden ? [] : [...listOf(input).querySelectorAll("[role=option]")]);

function select(input, option) {
  for (const each of optionsOf(input)) each.ariaSelected = String(each === option);
  if (!option) return;
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function close(input) {
  listOf(input).hidden = true;
  input.ariaExpanded = "false";
  input.removeAttribute("aria-activedescendant");
}
