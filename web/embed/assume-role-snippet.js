// <assume-role-snippet>: a scenario told in pieces, in one article. docs/embed.md describes it.
//
// Each snippet shows its own piece, which can be edited, and what comes of it on top of the piece that `from` names. An
// edit runs it again, and every snippet that goes on from it. The pieces are merged by the playground in the frame.

import "./assume-role-playground.js";

const PASSED_ON = ["src", "step", "theme", "height", "label", "sandboxed", "eager"];
/** How long nobody types before what was typed is run, in milliseconds. */
const PAUSE = 300;

const STYLE = `
  :host { display: block; }
  :host([hidden]), slot { display: none; }
  textarea { display: block; box-sizing: border-box; width: 100%; min-height: 4em; padding: 8px; border: 1px solid #8888; border-radius: 6px;
    font: 0.875em/1.5 ui-monospace, monospace; color: inherit; background: transparent; resize: vertical; field-sizing: content; tab-size: 2; }
  p { margin: 4px 0; font-size: 0.875em; }
  p:empty { display: none; }
  assume-role-playground { margin-top: 8px; }
`;

/** Every snippet that is in a page. */
const all = new Set();

class AssumeRoleSnippet extends HTMLElement {
  static observedAttributes = ["from", "example", "panel", ...PASSED_ON];

  #text = null;
  #field = null;
  #frame = null;
  #problem = null;
  #typing = 0;

  connectedCallback() {
    all.add(this);
    this.#build();
    this.#changed();
  }

  disconnectedCallback() {
    all.delete(this);
    clearTimeout(this.#typing);
    this.shadowRoot?.replaceChildren();
    this.#frame = null;
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#frame) return;
    if (PASSED_ON.includes(name)) this.#pass(name);
    this.#changed();
  }

  /** The piece that this snippet tells. */
  get text() {
    return this.#text ?? "";
  }

  set text(given) {
    this.#text = String(given);
    if (this.#field) this.#field.value = this.#text;
    this.#changed();
  }

  /** What the whole last came to, or `null`. */
  get result() {
    return this.#frame?.result ?? null;
  }

  /** This snippet behind those that it goes on from, the first of them first. */
  #line() {
    const line = [this];
    for (;;) {
      const from = line[0].getAttribute("from");
      if (!from) return line;
      const found = [...all].find((other) => other.id === from && other.getRootNode() === this.getRootNode());
      if (!found) throw new Error(`There is no snippet “${from}” to go on from.`);
      if (line.includes(found)) throw new Error(`The snippets go on from each other in a circle, by way of “${from}”.`);
      line.unshift(found);
    }
  }

  /** Runs this snippet and everything that goes on from it. */
  #changed() {
    for (const snippet of all) {
      try {
        const line = snippet.#line();
        if (line.includes(this)) snippet.#run(line);
      } catch ({ message }) {
        // There is nothing to show for it.
        if (snippet.#frame) snippet.#frame.hidden = true;
        snippet.#tell(message);
      }
    }
  }

  #run(line) {
    const pieces = line.flatMap((snippet) => {
      const example = snippet.getAttribute("example");
      return [example ? `example=${example}` : "", snippet.text];
    });
    const [first, ...rest] = pieces.filter((piece) => piece.trim() !== "");
    if (first === undefined || !this.#frame) return;
    this.#tell("");
    this.#frame.hidden = false;
    this.#frame.onto = rest.length > 0 ? [first, ...rest.slice(0, -1)] : [];
    this.#frame.scenario = rest.at(-1) ?? first;
  }

  #build() {
    this.#text ??= this.querySelector("script[type='application/json'], pre, textarea")?.textContent.trim() ?? "";
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    this.#field = document.createElement("textarea");
    Object.assign(this.#field, { value: this.#text, spellcheck: false, readOnly: this.hasAttribute("readonly") });
    this.#field.rows = Math.min(this.#text.split("\n").length, 24);
    this.#field.setAttribute("aria-label", `${this.getAttribute("label") ?? "Scenario"}, as text`);
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => (this.text = this.#field.value), PAUSE);
    });
    this.#problem = document.createElement("p");
    this.#problem.setAttribute("role", "status");
    this.#frame = document.createElement("assume-role-playground");
    this.#frame.setAttribute("panel", this.getAttribute("panel") ?? "why");
    for (const name of PASSED_ON) this.#pass(name);
    for (const type of ["ready", "result", "error"]) this.#frame.addEventListener(type, (event) => this.#hear(event));
    // A snippet that only names an example has nothing of its own to show.
    shadow.replaceChildren(...(this.#text ? [this.#field] : []), this.#problem, this.#frame, document.createElement("slot"));
  }

  #pass(name) {
    const value = this.getAttribute(name);
    if (value === null) this.#frame.removeAttribute(name);
    else this.#frame.setAttribute(name, value);
  }

  #hear({ type, detail }) {
    if (this.#frame.hidden) return;
    if (type === "result") this.#tell("");
    if (type === "error") this.#tell(detail.message);
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #tell(sentence) {
    if (this.#problem && this.#problem.textContent !== sentence) this.#problem.textContent = sentence;
  }
}

customElements.define("assume-role-snippet", AssumeRoleSnippet);
