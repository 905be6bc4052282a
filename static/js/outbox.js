// Saved means saved: writes go out one after the other, each with the version that was seen and an id of its own.
// One that fails stays in the browser, is shown as unsaved, and is sent again; the server does an action once.
// When the session has ended one signs in again in the page, and only that same person's writes go on.

const RETRY_AFTER = [1000, 2000, 5000, 10000]; // milliseconds

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
  return { "HX-Request": "true", ...tokenOf(document) };
}

const tokenOf = (page) => JSON.parse(page.body.getAttribute("hx-headers") || "{}");

/** Fetch a fragment; null when the server cannot be reached. Whoever is signed out is asked to sign in (`Session`). */
export async function read(address) {
  const response = await fetch(address, { headers: headers() }).catch(() => null);
  if (response?.status === 401) document.dispatchEvent(new Event("signed-out"));
  return response;
}

// -- Who is signed in -----------------------------------------------------------------------------------------------

/** Whose page this is: asks them to sign in again in place, and takes over their new token, nobody else's. */
export class Session {
  /**
   * @param {HTMLDialogElement} dialog with a place for the server's form, and in data-… addresses and sentences
   * @param {() => void} onBack called when the same person is signed in again
   */
  constructor(dialog, onBack) {
    Object.assign(this, { dialog, onBack, place: dialog.querySelector(".form") });
    document.addEventListener("signed-out", () => this.offer());
    document.addEventListener("htmx:responseError", ({ detail }) => { if (detail.xhr.status === 401) this.offer(); });
    document.addEventListener("click", ({ target }) => { if (target.closest?.("[data-sign-in]")) this.offer(); });
    dialog.addEventListener("submit", (event) => {
      if (event.target.method === "dialog") return;
      event.preventDefault();
      this.#signIn(event.target);
    });
    // What had the focus may have been replaced meanwhile.
    dialog.addEventListener("close", () => {
      if (document.activeElement.matches("body, [data-sign-in]")) document.getElementById("text").focus({ preventScroll: true });
    });
  }

  /** Who is signed in now: "same", "other" or "nobody". The same person's new token is taken over. */
  async renew() {
    return this.#take(await this.#page(this.dialog.dataset.account));
  }

  /** Open the dialog with the server's form, the name filled in. */
  async offer() {
    if (this.dialog.open || this.asking) return;
    this.asking = true;
    const page = await this.#page(this.dialog.dataset.login).catch(() => null);
    const who = page && this.#take(page);
    if (who === "nobody") this.#show(page);
    // In another tab: the same person, so all goes on; or another one, for whom the server has no form here.
    if (who === "same") this.#goOn();
    if (who === "other") await this.#refuse(page);
    if (page && who !== "same" && !this.dialog.open) this.dialog.showModal();
    this.#focus();
    this.asking = false;
  }

  dismiss() {
    this.dialog.close();
  }

  async #signIn(form) {
    const button = form.querySelector("button");
    button.disabled = true;
    const sent = { method: "POST", body: new URLSearchParams(new FormData(form)) };
    const page = await this.#page(form.action, sent).catch(() => null);
    button.disabled = false;
    const who = page && this.#take(page);
    if (!page) this.#say(this.dialog.dataset.offline);
    else if (who === "same") return this.#goOn();
    else if (who === "other") await this.#refuse(page);
    else this.#show(page);
    this.#focus();
  }

  #goOn() {
    this.dialog.close();
    this.onBack();
  }

  /** Somebody else is signed in: the form again, with the token of their session, to sign in over it. */
  async #refuse(page) {
    const form = await this.#page(this.dialog.dataset.login, { credentials: "omit" }).catch(() => null);
    if (!form) return;
    this.#show(form);
    this.place.querySelector("[name=csrfmiddlewaretoken]").value = tokenOf(page)["X-CSRFToken"];
    this.#say(this.dialog.dataset.other);
  }

  #show(page) {
    // Name and password, or the code of the second factor after them.
    const form = page.querySelector("form[data-sign-in-step]");
    const { next, username } = form.elements;
    // A small page, which says who is signed in then.
    if (next) next.value = this.dialog.dataset.account;
    if (username) {
      username.value ||= this.dialog.dataset.username;
      username.removeAttribute("autofocus");
    }
    this.place.replaceChildren(document.adoptNode(form));
  }

  #say(sentence) {
    const reason = Object.assign(document.createElement("p"), { className: "errors", textContent: sentence });
    reason.setAttribute("role", "alert");
    this.place.querySelector("p.errors")?.remove();
    this.place.prepend(reason);
  }

  #focus() {
    if (this.dialog.open) this.place.querySelector("[name=password], [name=code]")?.focus();
  }

  async #page(address, options) {
    const response = await fetch(address, options);
    if (response.status >= 500) throw new Error(`${address} answers ${response.status}`);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  }

  #take(page) {
    const { user } = page.body.dataset;
    if (!user) return "nobody";
    if (user !== document.body.dataset.user) return "other";
    document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
    return "same";
  }
}

// -- What is to be written ------------------------------------------------------------------------------------------

export class Outbox {
  /**
   * @param {string} name where unsent writes are kept: one for each person and article
   * @param {Session} session
   * @param {(id: string) => number} versionOf the version of a passage as it is shown now
   * @param {(entry) => void} onQueue a write joins the line, a new one or one that an earlier visit left behind
   * @param {(answer: {entry, status, html, redirect}) => void} onAnswer
   * @param {(state: "saved" | "saving" | "unsaved" | "signed-out" | "other-person", waiting: number) => void} onState
   */
  constructor(name, { session, versionOf, onQueue, onAnswer, onState }) {
    // Each tab keeps its own, under a lock that lasts as long as the tab.
    Object.assign(this, { prefix: name, name: `${name}-${uuid7()}`, session, versionOf, onQueue, onAnswer, onState });
    Object.assign(this, { trouble: null, failures: 0, busy: false, entries: [] });
    this.choices = new Map(); // of an entry: a promise that its fields are known
    navigator.locks?.request(this.name, () => new Promise(() => {}));
    addEventListener("online", () => this.goOn());
    addEventListener("beforeunload", (event) => { if (this.entries.length) event.preventDefault(); });
    // By the person's own word, at the sign-out.
    document.addEventListener("drop-unsent", () => { this.entries.length = 0; this.#keep(); });
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
    const left = JSON.parse(localStorage.getItem(key) || "[]");
    this.entries.push(...left);
    this.#keep();
    localStorage.removeItem(key);
    left.forEach(this.onQueue);
    this.#work();
  }

  /**
   * Put a write at the end of the line. `passage` is the id whose version goes along, if it has one already. `choice` is
   * a promise of the fields that take the place of `fields` as soon as they are known; the write waits for it in its
   * turn. If nothing is to be written after all, the promise answers null.
   */
  send(url, fields, { passage = null, memo = {}, choice = null } = {}) {
    const entry = { url, fields: [["action", uuid7()], ...Object.entries(fields)], passage, memo };
    if (choice) this.choices.set(entry, this.#choose(entry, choice));
    this.entries.push(entry);
    this.#keep();
    this.onQueue(entry);
    return this.#work();
  }

  /** What cannot be known stays as it was typed. */
  async #choose(entry, choice) {
    const chosen = await choice.catch(() => Object.fromEntries(entry.fields.slice(1)));
    if (chosen) entry.fields.splice(1, Infinity, ...Object.entries(chosen));
    else this.entries = this.entries.filter((each) => each !== entry);
    this.choices.delete(entry);
    this.#keep();
  }

  /** Try at once, not only when the next try is due. */
  goOn() {
    this.failures = 0;
    return this.#work();
  }

  async #work() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    while (this.entries.length) {
      // What is wrong is said until something goes right again.
      this.onState(this.trouble ?? "saving", this.entries.length);
      const entry = this.entries[0];
      await this.choices.get(entry);
      if (this.entries[0] !== entry) continue;
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

  async #post(entry, isRenewed = false) {
    const body = new URLSearchParams(entry.fields);
    if (entry.version !== undefined) body.set("version", entry.version);
    try {
      const response = await fetch(entry.url, { method: "POST", headers: headers(), body });
      if (response.status === 401) return this.#fail("signed-out");
      if (response.status === 403 && !isRenewed) {
        // Whoever signed in again in another tab has another token; one try more with that.
        const who = await this.session.renew();
        if (who === "same") return this.#post(entry, true);
        return this.#fail(who === "other" ? "other-person" : "signed-out");
      }
      if (response.status >= 500) return this.#fail("unsaved");
      const answer = { status: response.status, html: await response.text(), redirect: response.headers.get("HX-Redirect") };
      if (this.trouble) this.session.dismiss();
      Object.assign(this, { trouble: null, failures: 0 });
      return answer;
    } catch {
      return this.#fail("unsaved");
    }
  }

  #fail(trouble) {
    const isNews = trouble !== this.trouble;
    this.trouble = trouble;
    this.onState(trouble, this.entries.length);
    if (isNews && trouble !== "unsaved") this.session.offer();
    this.timer = setTimeout(() => this.#work(), RETRY_AFTER[Math.min(this.failures++, RETRY_AFTER.length - 1)]);
    return null;
  }

  #keep() {
    if (this.entries.length) localStorage.setItem(this.name, JSON.stringify(this.entries));
    else localStorage.removeItem(this.name);
  }
}
