// Positions in the article's text, in code points, from and to the page. Pure: knows the DOM, but no htmx and no
// server. The one place where UTF-16 is spoken of: the browser counts in it, the program never does.
//
// The text stands in blocks: elements of class "block" with data-start, their first code point. What a block holds is
// the article's text to the letter.

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
