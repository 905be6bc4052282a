// Positions in the article's text, in code points, from and to the page. Pure: knows the DOM, but no htmx and no
// server. The one place where UTF-16 is spoken of: the browser counts in it, the program never does.
//
// The text stands in blocks: elements of class "block" with data-start, their first code point, and data-checksum. What
// a block holds is the article's text to the letter, unless something in the browser put other words there (js/altered.js).

/** How many code points a string has: its UTF-16 units less one for each surrogate pair. */
export function codePoints(string) {
  let count = string.length;
  for (let unit = 1; unit < string.length; unit++) {
    if (isLow(string.charCodeAt(unit)) && isHigh(string.charCodeAt(unit - 1))) count--;
  }
  return count;
}

/** The UTF-16 index of the code point number `count` in a string. */
export function unitAt(string, count) {
  let unit = 0;
  for (; count > 0 && unit < string.length; count--) {
    unit += isHigh(string.charCodeAt(unit)) && isLow(string.charCodeAt(unit + 1)) ? 2 : 1;
  }
  return unit;
}

const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

/** The offset in the article of a place in the page; places outside any block count as the start of the next one. */
export function offsetAt(text, node, offset) {
  const block = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest(".block");
  const before = document.createRange();
  if (block && text.contains(block)) {
    before.setStart(block, 0);
    before.setEnd(node, offset);
    return Number(block.dataset.start) + codePoints(before.toString());
  }
  before.setStart(node, offset);
  for (const each of text.querySelectorAll(".block")) {
    if (before.comparePoint(each, 0) >= 0) return Number(each.dataset.start);
  }
  return lengthOf(text);
}

function lengthOf(text) {
  const last = [...text.querySelectorAll(".block")].at(-1);
  return last ? Number(last.dataset.start) + codePoints(last.textContent) : 0;
}

/** What is selected in the text, in the notation 12..30;45..60; empty when nothing is. */
export function selectedSpans(text, selection) {
  const spans = [];
  for (let number = 0; number < selection.rangeCount; number++) {
    const range = selection.getRangeAt(number);
    if (range.collapsed || !range.intersectsNode(text)) continue;
    const start = text.contains(range.startContainer) ? offsetAt(text, range.startContainer, range.startOffset) : 0;
    const end = text.contains(range.endContainer) ? offsetAt(text, range.endContainer, range.endOffset) : lengthOf(text);
    if (start < end) spans.push(`${start}..${end}`);
  }
  return spans.join(";");
}

const LONG = 5000; // characters: a selection that is longer is much of any text
const SHORT = 500; // and one that is shorter of none
const MANY = 8; // paragraphs

/** Whether a selection is so much of the text that it hardly is a passage: most of it, or of very many paragraphs. */
export function isMuch(text, spans) {
  const size = sizeOf(spans);
  if (size > LONG || (size > SHORT && 2 * size > lengthOf(text))) return true;
  const ends = spans.split(/;|\.\./).map(Number);
  const range = size && rangeOf(text, ends[0], ends.at(-1));
  const isTouched = (each) => each.textContent.trim() && range.intersectsNode(each);
  return size > 0 && [...text.querySelectorAll("p")].filter(isTouched).length > MANY;
}

/** How many code points are in a notation 12..30;45..60. */
export function sizeOf(spans) {
  return spans.split(";").map((pair) => pair.split("..")).reduce((sum, [start, end = start]) => sum + (end - start), 0);
}

/** The place in the page of an offset in the article: [text node, UTF-16 index]. */
export function placeOf(text, offset) {
  let block = null;
  for (const each of text.querySelectorAll(".block")) {
    if (Number(each.dataset.start) > offset) break;
    block = each;
  }
  if (!block) return [text, 0];
  let left = offset - Number(block.dataset.start);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let node = null;
  while (walker.nextNode()) {
    node = walker.currentNode;
    const length = codePoints(node.data);
    if (left <= length) return [node, unitAt(node.data, left)];
    left -= length;
  }
  return node ? [node, node.data.length] : [block, 0];
}

/** A DOM range over start..end of the article. */
export function rangeOf(text, start, end) {
  const range = document.createRange();
  range.setStart(...placeOf(text, start));
  range.setEnd(...placeOf(text, end));
  return range;
}

/** Spans without what the others cover, both in the notation 12..30;45..60, in any order; empty if nothing is left. */
export function minus(spans, others) {
  const pairsOf = (notation) => notation.split(";").map((pair) => pair.split("..").map(Number));
  const left = pairsOf(others).reduce(
    (pairs, [from, to]) => pairs.flatMap(([start, end]) => [[start, Math.min(end, from)], [Math.max(start, to), end]].filter(([begin, stop]) => begin < stop)),
    pairsOf(spans),
  );
  return left.map((pair) => pair.join("..")).join(";");
}

// -- What a paragraph is made of. Strings in, ascending pairs of UTF-16 indexes out. ----------------------------------

/** The segmenter for a language; what is no language tag is read by the browser's own. */
function segmenter(granularity, language) {
  try {
    return new Intl.Segmenter(language || undefined, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity });
  }
}

/** The word that an index is strictly inside of or at the start of; null between words. */
export function wordAt(string, index, language) {
  const found = segmenter("word", language).segment(string).containing(index);
  return found?.isWordLike ? [found.index, found.index + found.segment.length] : null;
}

// Not the comma of 1,000, the colon of 10:30, the dash of 2010–2012.
const LIMIT = /(?<!\p{Nd})[,:–—]|[,:–—](?!\p{Nd})|[;―،؛，；：、]|\s-(?=\s)|--/gu;
const SENTENCE_END = /[.!?…。！？｡؟۔।॥։።።။។]*[\p{Pf}\p{Pi}\p{Pe}"'“״＂\s]*$/u;
const STOPS = /^[.!?…。！？｡؟۔।॥։።።။។]*/u;

/**
 * Where the clauses end that a stretch from `start` on may take in: in front of the sign that ends them, but behind a
 * closing quotation mark whose opening one is in the stretch. `sentences` and `quotations` are those of the string.
 */
export function clauseEnds(string, start, { sentences, quotations }) {
  const inside = quotations.filter(([opening, end]) => opening < start && end > start);
  const ends = inside.map(([, end]) => string.slice(0, end - 1).replace(/[\s,.;:!?…]+$/u, "").length);
  const signs = [...string.matchAll(LIMIT)].map(({ 0: sign, index }) => [index, index + sign.length]);
  for (const [begin, end] of sentences) {
    const { 0: sign, index } = SENTENCE_END.exec(string.slice(begin, end));
    signs.push([begin + index, begin + index + STOPS.exec(sign)[0].length]);
  }
  for (const [index, behind] of signs) {
    const whole = quotations.find(([opening, end]) => opening >= start && end - 1 === behind);
    ends.push(whole ? whole[1] : index);
  }
  return [...new Set(ends.map((end) => string.slice(0, end).trimEnd().length))].sort((one, other) => one - other);
}

// -- The sentences and quotations of the article, as the server finds them ----------------------------------------------

const known = {}; // by name, the stretches of the article in order

/** The stretches of a kind, "sentences" or "quotations", that begin from `start` to `end`; offsets in the article. */
function segmentsIn(kind, start, end) {
  known[kind] ??= stretches(JSON.parse(document.getElementById("segments")?.textContent || "{}")[kind] ?? []);
  let [low, high] = [0, known[kind].length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known[kind][middle][0] < start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  while (low < known[kind].length && known[kind][low][0] < end) found.push(known[kind][low++]);
  return found;
}

/** Pairs from what the page holds: for each stretch how far it begins behind the one before, and how long it is. */
function stretches(steps) {
  const found = [];
  for (let step = 0, end = 0; step < steps.length; step += 2) {
    const start = end + steps[step];
    end = start + steps[step + 1];
    found.push([start, end]);
  }
  return found;
}

// -- Paragraphs of the article: the same in code points of the article -------------------------------------------------

/** The quotation around an offset, the innermost one, as 12..30; empty where there is none. */
export function quotationAt(text, offset) {
  const around = (Paragraph.at(text, offset)?.quotations ?? []).filter(([start, end]) => start <= offset && offset <= end);
  const [innermost] = around.toSorted(([start, end], [begin, stop]) => end - start - (stop - begin));
  return innermost ? innermost.join("..") : "";
}

/** A stretch 12..30 with the dashes, commas and spaces beside it, which only part it from the rest. */
export function withSeparators(text, stretch) {
  let [start, end] = stretch.split("..").map(Number);
  const paragraph = Paragraph.at(text, start);
  const signs = [...(paragraph?.string ?? "")];
  while (/[\s—–,;:]/.test(signs[start - paragraph?.start - 1] ?? "")) start--;
  while (/[\s—–,;:]/.test(signs[end - paragraph?.start] ?? "")) end++;
  return `${start}..${end}`;
}

/** A paragraph as a string, with what it is made of as offsets in the article. */
export class Paragraph {
  /** The paragraph that an offset stands in; null in a text without words. */
  static at(text, offset) {
    const block = placeOf(text, Math.max(offset, 0))[0].parentElement?.closest(".block");
    return block ? new Paragraph(block.closest("p")) : null;
  }

  constructor(element) {
    const blocks = [...element.querySelectorAll(".block")];
    this.element = element;
    this.string = blocks.map((block) => block.textContent).join("");
    this.start = Number(blocks[0].dataset.start);
    this.language = element.closest("[lang]").lang;
  }

  /** The one before (-1) or after (1); null at the ends of the article. */
  beside(direction) {
    let element = this.element;
    do element = direction > 0 ? element.nextElementSibling : element.previousElementSibling;
    while (element && !element.querySelector(":scope > .block"));
    return element && new Paragraph(element);
  }

  get end() { return this.#offset(this.string.trimEnd().length); }
  get sentences() {
    const found = segmentsIn("sentences", this.start, this.end);
    // A text that is longer than the page tells of: all of the paragraph.
    return found.length || this.end === this.start ? found : [[this.start, this.end]];
  }

  get quotations() { return segmentsIn("quotations", this.start, this.end); }

  wordAt(offset) {
    const pair = wordAt(this.string, this.#unit(offset), this.language);
    return pair && this.#offsets(pair);
  }

  clauseEnds(from) {
    const [sentences, quotations] = [this.sentences, this.quotations].map((pairs) => pairs.map((pair) => pair.map((each) => this.#unit(each))));
    return clauseEnds(this.string, this.#unit(from), { sentences, quotations }).map((unit) => this.#offset(unit));
  }

  /** The first offset from this one on where words or an opening mark stand. */
  wordsFrom(offset) {
    const unit = this.#unit(offset);
    return this.#offset(unit + /^[\s,;:.!?…–—)\]}-]*/.exec(this.string.slice(unit))[0].length);
  }

  #unit(offset) { return offset < this.start ? 0 : unitAt(this.string, offset - this.start); }
  #offset(unit) { return this.start + codePoints(this.string.slice(0, unit)); }
  #offsets(pair) { return pair.map((unit) => this.#offset(unit)); }
}

/** From where to where the sentences run that a stretch, or the cursor between them, is in. */
export function sentencesOver(text, start, end) {
  const first = Paragraph.at(text, start)?.sentences ?? [];
  const [begin, stop] = first.findLast((pair) => pair[0] <= start) ?? first[0] ?? [start, end];
  if (start === end || end <= stop) return [begin, stop];
  return [begin, Paragraph.at(text, end - 1).sentences.find((pair) => pair[1] >= end)?.[1] ?? end];
}

/** A selection, [anchor, focus], with the words whole in which it begins and ends. */
export function wholeWords(text, ends) {
  return ends.map((offset, each) => {
    const word = Paragraph.at(text, offset)?.wordAt(offset);
    return word && word[0] < offset ? word[Number(offset > ends[1 - each])] : offset;
  });
}
