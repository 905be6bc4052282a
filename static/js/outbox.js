// Saved means saved: writes go out one after the other, each with the version that was seen and an id of its own.
// One that fails stays in the browser, is shown as unsaved, and is sent again; the server does an action once.

const RETRY_AFTER = [1000, 2000, 5000, 10000, 30000]; // milliseconds

/** A UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits. */
export function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Math.floor(Date.now() / 0x10000));
  new DataView(bytes.buffer).setUint16(4, Date.now() % 0x10000);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The headers that tell the server who asks and that fragments are wanted. */
export function headers() {
  return { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers") || "{}") };
}

/** Take over the token of a page that is fetched anew; answers whether there was one. */
async function renewToken() {
  const response = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = response.ok && page.body.getAttribute("hx-headers");
  if (fresh) document.body.setAttribute("hx-headers", fresh);
  return Boolean(fresh);
}

export class Outbox {
  /**
   * @param {string} name where unsent writes are kept: one for each person and article
   * @param {(id: string) => number} versionOf the version of a passage as it is shown now
   * @param {(answer: {entry, status, html, redirect}) => void} onAnswer
   * @param {(state: "saved" | "saving" | "unsaved" | "signed-out", waiting: number) => void} onState
   */
  constructor(name, { versionOf, onAnswer, onState }) {
    // Each tab keeps its own, under a lock that lasts as long as the tab.
    Object.assign(this, { prefix: name, name: `${name}-${uuid7()}`, versionOf, onAnswer, onState, failures: 0, busy: false, entries: [] });
    navigator.locks?.request(this.name, () => new Promise(() => {}));
    addEventListener("online", () => this.#work());
    addEventListener("beforeunload", (event) => { if (this.entries.length) event.preventDefault(); });
  }

  /** Send what earlier visits left behind; what belongs to a tab that is still open is left to that. */
  resume() {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${this.prefix}-`) || key === this.name) continue;
      if (navigator.locks) navigator.locks.request(key, { ifAvailable: true }, (lock) => { if (lock) this.#adopt(key); });
      else this.#adopt(key);
    }
  }

  #adopt(key) {
    this.entries.push(...JSON.parse(localStorage.getItem(key) || "[]"));
    this.#keep();
    localStorage.removeItem(key);
    this.#work();
  }

  /** Put a write at the end of the line. `passage` is the id whose version goes along, if it has one already. */
  send(url, fields, { passage = null, memo = {} } = {}) {
    this.entries.push({ url, fields: [["action", uuid7()], ...Object.entries(fields)], passage, memo });
    this.#keep();
    return this.#work();
  }

  async #work() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    while (this.entries.length) {
      this.onState("saving", this.entries.length);
      const entry = this.entries[0];
      // Once sent, a write keeps its version: sent again it is known by its action, not done twice.
      if (entry.passage && entry.version === undefined) entry.version = this.versionOf(entry.passage);
      this.#keep();
      const response = await this.#post(entry);
      if (!response) break;
      this.entries.shift();
      this.#keep();
      // Whatever goes wrong on the page, the line goes on.
      try { this.onAnswer({ entry, ...response }); } catch (error) { reportError(error); }
    }
    this.busy = false;
    if (!this.entries.length) this.onState("saved", 0);
  }

  async #post(entry) {
    const body = new URLSearchParams(entry.fields);
    if (entry.version !== undefined) body.set("version", entry.version);
    try {
      const response = await fetch(entry.url, { method: "POST", headers: headers(), body });
      if (response.status === 401) {
        entry.renewed = false;
        return this.#fail("signed-out");
      }
      // Whoever signed in again in another tab has another token; one try more with that.
      if (response.status === 403 && !entry.renewed && (entry.renewed = await renewToken())) return this.#post(entry);
      if (response.status >= 500) return this.#fail("unsaved");
      this.failures = 0;
      return { status: response.status, html: await response.text(), redirect: response.headers.get("HX-Redirect") };
    } catch {
      return this.#fail("unsaved");
    }
  }

  #fail(state) {
    this.onState(state, this.entries.length);
    this.timer = setTimeout(() => this.#work(), RETRY_AFTER[Math.min(this.failures++, RETRY_AFTER.length - 1)]);
    return null;
  }

  #keep() {
    if (this.entries.length) localStorage.setItem(this.name, JSON.stringify(this.entries));
    else localStorage.removeItem(this.name);
  }
}
