// <assume-role-playground>: the playground in a page of documentation, as one element. docs/embed.md describes it.
//
// The element makes a frame, gives it the height that it asks for, and forwards what is said between the two. What stands
// inside the element (a picture and a link, say) is seen until the frame is there, and where this script does not run.

const SOURCE = "assume-role-playground";
const VERSION = 1;
const PANELS = ["whole", "chain", "why"];
const HEIGHTS = { whole: 640, chain: 360, why: 480 };
/** The playground lies beside this script unless the element says otherwise. */
const HOME = new URL("./", import.meta.url).href;

const STYLE = `
  :host { display: block; position: relative; }
  :host([hidden]) { display: none; }
  iframe { display: block; box-sizing: border-box; width: 100%; border: 1px solid #8884; border-radius: 6px; }
  iframe:not([data-there]) { position: absolute; visibility: hidden; }
  iframe[data-there] ~ slot { display: none; }
`;

class AssumeRolePlayground extends HTMLElement {
  static observedAttributes = ["scenario", "example", "step", "theme", "height"];

  #frame = null;
  #origin = "";
  #isReady = false;
  #text = null;
  #result = null;
  #onto = [];
  /** What the frame was last told, by its address or by a message. */
  #told = {};
  #isChanging = false;

  connectedCallback() {
    // What a page has set before this script came lies over the element's own.
    for (const name of ["scenario", "onto", "panel"]) {
      if (!Object.hasOwn(this, name)) continue;
      const given = this[name];
      delete this[name];
      this[name] = given;
    }
    window.addEventListener("message", this.#hear);
    this.#build();
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.#hear);
    this.#frame = null;
    this.#isReady = false;
    this.shadowRoot?.replaceChildren();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#frame) return;
    if (name === "height") this.#size(HEIGHTS[this.panel]);
    if (name === "scenario" || name === "example") this.#text = null;
    this.#change();
  }

  /** What of the playground is shown. */
  get panel() {
    const panel = this.getAttribute("panel");
    return PANELS.includes(panel) ? panel : "whole";
  }

  /** The same as the attribute: React and Vue set a property wherever an element has one. */
  set panel(given) {
    if (given === null || given === undefined) this.removeAttribute("panel");
    else this.setAttribute("panel", given);
  }

  /** The scenario as it was last given or, where `tells-scenario` asks for that, as somebody changed it. */
  get scenario() {
    return this.#text ?? this.#named();
  }

  /** Another scenario: its JSON, as text or as an object, or a share link. */
  set scenario(given) {
    this.#text = typeof given === "string" ? given : given && JSON.stringify(given);
    this.#told.scenario = undefined;
    this.#change();
  }

  /** What the scenario is merged onto, texts or a name, the first of them first; see docs/embed.md. */
  get onto() {
    return [...this.#onto];
  }

  set onto(given) {
    this.#onto = (typeof given === "string" ? [given] : [...(given ?? [])]).map(String);
    this.#told.scenario = undefined;
    this.#change();
  }

  /** What the scenario last came to, or `null`. */
  get result() {
    return this.#result;
  }

  /** Has the frame tell its result again. */
  run() {
    this.#say("run");
  }

  /** The scenario that the attributes name. */
  #named() {
    const example = this.getAttribute("example");
    return this.getAttribute("scenario") ?? (example === null ? "" : `example=${example}`);
  }

  /** Tells the frame what has changed, all of it at once: attributes are changed one after another. */
  #change() {
    if (this.#isChanging) return;
    this.#isChanging = true;
    queueMicrotask(() => {
      this.#isChanging = false;
      this.#tell();
    });
  }

  /** Tells the frame what it has not been told; before it is there, nothing, and then everything. */
  #tell() {
    if (!this.#isReady) return;
    const [scenario, theme, step] = [this.scenario, this.getAttribute("theme") ?? "system", this.getAttribute("step")];
    if (theme !== this.#told.theme) this.#say("set", { theme });
    // Without a name the frame goes on with what it shows.
    const loads = scenario !== "" && scenario !== this.#told.scenario;
    const onto = this.#onto;
    if (loads) this.#say("load", onto.length > 0 ? { scenario, onto } : { scenario });
    // Another scenario has its own step, the first that is refused, unless the attribute names one.
    if (step && (loads || step !== this.#told.step)) this.#say("set", { step });
    this.#told = { scenario, theme, step };
  }

  #build() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];

    const page = new URL(this.getAttribute("src") ?? HOME, document.baseURI);
    this.#origin = page.origin;
    page.search = "";
    page.searchParams.set("embed", this.panel);
    if (this.hasAttribute("editable")) page.searchParams.set("editable", "");
    const theme = this.getAttribute("theme");
    if (theme) page.searchParams.set("theme", theme);
    // A file has no origin to be known by.
    if (location.origin !== "null") page.searchParams.set("origin", location.origin);
    const named = this.#text === null && this.#onto.length === 0 ? this.#named() : "";
    // What is no link is told to the frame once it is there.
    const fits = /^example=[\w-]+$/u.test(named) || /^v\d+\.[\w-]+$/u.test(named);
    page.hash = fits ? named : this.scenario ? "work" : "";
    this.#told = { scenario: fits ? named : "", theme: theme ?? "system", step: null };

    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("label") ?? "AssumeRole Playground";
    frame.loading = this.hasAttribute("eager") ? "eager" : "lazy";
    frame.allow = "clipboard-write";
    if (this.hasAttribute("sandboxed")) frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
    frame.src = page.href;
    this.#frame = frame;
    this.#isReady = false;
    this.#size(HEIGHTS[this.panel]);
    const fallback = document.createElement("slot");
    const link = document.createElement("a");
    link.href = `${page.origin === "null" ? page.href.split("?")[0] : page.origin + page.pathname}${fits ? page.hash : ""}`;
    link.textContent = "Open in the AssumeRole Playground";
    fallback.append(link);
    shadow.replaceChildren(frame, fallback);
  }

  /** The height of the attribute, else the one that the frame asks for. */
  #size(wanted) {
    const given = Number.parseInt(this.getAttribute("height") ?? "", 10);
    this.#frame.style.height = `${given > 0 ? given : wanted}px`;
  }

  #say(type, fields = {}) {
    if (!this.#isReady) return;
    // A sandboxed frame has no origin to be named by; it is known by its window.
    const to = this.hasAttribute("sandboxed") || this.#origin === "null" ? "*" : this.#origin;
    this.#frame.contentWindow?.postMessage({ source: SOURCE, v: VERSION, type, ...fields }, to);
  }

  #hear = ({ data, origin, source }) => {
    if (!this.#frame || source !== this.#frame.contentWindow) return;
    if (origin !== (this.hasAttribute("sandboxed") ? "null" : this.#origin)) return;
    if (typeof data !== "object" || data === null || data.source !== SOURCE || data.v !== VERSION) return;
    const { source: _, v: __, type, ...detail } = data;
    switch (type) {
      case "ready":
        this.#greet();
        break;
      case "resize":
        if (Number.isFinite(detail.height)) this.#size(Math.min(Math.max(detail.height, 80), 4000) + 2);
        return;
      case "result":
        this.#result = detail;
        break;
      case "change":
        if (typeof detail.scenario === "string") this.#text = this.#told.scenario = detail.scenario;
        break;
      case "error":
        break;
      default:
        return;
    }
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: type !== "error" }));
  };

  /** The frame is there: it is shown, and told what it could not be told by its address. */
  #greet() {
    this.#isReady = true;
    this.#frame.dataset.there = "";
    if (this.hasAttribute("tells-scenario")) this.#say("set", { tellScenario: true });
    this.#tell();
    this.#say("run");
  }
}

customElements.define("assume-role-playground", AssumeRolePlayground);
