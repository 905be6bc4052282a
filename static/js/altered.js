// Whether the words in the page are still the article's: a browser's translation, or an extension that replaces words,
// puts others there, and offsets in them would mean other words of the article. Pure, as js/offsets.js.

import { codePoints } from "./offsets.js";

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  return sum;
});

/** The CRC-32 of a string in UTF-8, as zlib has it. */
export function crc32(string) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(string)) sum = (sum >>> 8) ^ CRC_TABLE[(sum ^ byte) & 0xff];
  return ~sum >>> 0;
}

/**
 * Whether spans (12..30;45..60) touch a block that shows other words than the article's: a translation, or an extension
 * that replaces words. An offset in it would mean other words, and if it is longer than the text, those of the next one.
 */
export function isAltered(text, spans) {
  const pairs = spans.split(";").map((pair) => pair.split("..").map(Number));
  const last = Math.max(...pairs.flat());
  return [...text.querySelectorAll(".block")].some((block) => {
    const start = Number(block.dataset.start);
    if (start >= last || crc32(block.textContent) === Number(block.dataset.checksum)) return false;
    const end = start + codePoints(block.textContent);
    return pairs.some(([from, to]) => from < end && start < to);
  });
}
