// The editor for documents, made of CodeMirror behind one narrow interface:
//
//   policyEditor.create(host, { doc, label, readOnly, describedBy, onChange, onCaret, complete, hover })
//     → { set, setLabel, setDiagnostics, setMarks, reveal, show, focus, destroy }
//
// Places are counted in UTF-16 units of the text. What completes, what explains and what is wrong is computed by the
// engine; this file only shows it. There is no history here: undo and redo are the page's, for everything alike.
//
// It lives in a shadow root, because there CodeMirror's styles are adopted sheets, which the page's content security policy
// allows. The page's tokens reach into it as custom properties.

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { forEachDiagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap, searchPanelOpen } from "@codemirror/search";
import { Annotation, EditorSelection, EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, ViewPlugin, WidgetType, gutterLineClass, hoverTooltip, keymap, lineNumbers, showTooltip, tooltips } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import css from "./editor.css";

/** On a change that somebody else made: undo, a form, another document. */
const FromOutside = Annotation.define();

const colours = syntaxHighlighting(
  tagHighlighter([
    { tag: tags.propertyName, class: "code-key" },
    { tag: tags.string, class: "code-string" },
    { tag: [tags.number, tags.bool, tags.null], class: "code-other" },
    { tag: [tags.separator, tags.squareBracket, tags.brace], class: "code-punctuation" },
  ]),
);

/** A member's name with a colon in it is a condition key, which has a colour of its own. */
const conditionKeys = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = this.find(view);
    }
    update(update) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) {
        this.decorations = this.find(update.view);
      }
    }
    find(view) {
      const found = new RangeSetBuilder();
      const mark = Decoration.mark({ class: "code-condition-key" });
      for (const { from, to } of view.visibleRanges) {
        syntaxTree(view.state).iterate({
          from,
          to,
          enter(node) {
            if (node.name === "PropertyName" && view.state.sliceDoc(node.from, node.to).includes(":")) {
              found.add(node.from, node.to, mark);
            }
          },
        });
      }
      return found.finish();
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** A few words behind a line: what an element did to the call. */
class Note extends WidgetType {
  constructor(words) {
    super();
    this.words = words;
  }
  eq(other) {
    return this.words === other.words;
  }
  toDOM() {
    const note = document.createElement("span");
    note.className = "note";
    note.textContent = this.words;
    // The same words stand in the explanation, in order; amid the text they would only interrupt it.
    note.setAttribute("aria-hidden", "true");
    return note;
  }
  ignoreEvent() {
    return true;
  }
}

/** A note that is not wholly in sight behind its line stands below it. How far it reaches there does not change. */
function placeNotes(view) {
  view.requestMeasure({
    key: placeNotes,
    read: () => {
      const { clientWidth, scrollLeft } = view.scrollDOM;
      const left = view.scrollDOM.getBoundingClientRect().left;
      const notes = [...view.contentDOM.querySelectorAll(".note")].map((note) => {
        note.reach ??= note.getBoundingClientRect().right - left + scrollLeft;
        return [note, note.reach > clientWidth];
      });
      return { room: clientWidth, notes };
    },
    write: ({ room, notes: found }) => {
      view.scrollDOM.style.setProperty("--room", `${room}px`);
      const moved = found.filter(([note, isBelow]) => note.classList.contains("note-below") !== isBelow);
      for (const [note, isBelow] of moved) {
        note.classList.toggle("note-below", isBelow);
      }
      if (moved.length > 0) {
        view.requestMeasure();
      }
    },
  });
}

class BandInGutter extends GutterMarker {
  constructor(elementClass) {
    super();
    this.elementClass = elementClass;
  }
}

/** Kinds of marks from the weakest: of several on a line the strongest is shown. */
const BANDS = ["note", "allows", "decides", "decides-here"];

const newMarks = StateEffect.define();

const marks = StateField.define({
  create: () => ({ lines: Decoration.none, gutter: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(newMarks)) {
        return drawn(transaction.state.doc, effect.value);
      }
    }
    return transaction.docChanged
      ? { lines: value.lines.map(transaction.changes), gutter: value.gutter.map(transaction.changes) }
      : value;
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ lines }) => lines),
    gutterLineClass.from(field, ({ gutter }) => gutter),
  ],
});

function drawn(doc, list) {
  const bands = new Map();
  const notes = new Map();
  for (const { from, to, kind, note } of list) {
    const first = doc.lineAt(within(doc, from)).number;
    const last = kind === "note" ? first : doc.lineAt(within(doc, to)).number;
    for (let line = first; line <= last; line += 1) {
      bands.set(line, Math.max(bands.get(line) ?? 0, BANDS.indexOf(kind)));
    }
    if (note && !notes.has(first)) {
      notes.set(first, note);
    }
  }
  const lines = new RangeSetBuilder();
  const gutter = new RangeSetBuilder();
  for (const [number, band] of [...bands].sort(([one], [two]) => one - two)) {
    const line = doc.line(number);
    const name = band > 0 ? `band band-${BANDS[band]}` : undefined;
    if (name) {
      lines.add(line.from, line.from, Decoration.line({ class: name }));
      gutter.add(line.from, line.from, new BandInGutter(name));
    }
    if (notes.has(number)) {
      lines.add(line.to, line.to, Decoration.widget({ widget: new Note(notes.get(number)), side: 1 }));
    }
  }
  return { lines: lines.finish(), gutter: gutter.finish() };
}

/** A place that is surely in the text. */
function within(doc, at) {
  return Math.max(0, Math.min(at, doc.length));
}

/** What a place means, in a small box. */
function explained({ title, words }) {
  const box = document.createElement("div");
  box.className = "explained";
  if (title) {
    const head = document.createElement("p");
    head.className = "explained-title";
    head.textContent = title;
    box.append(head);
  }
  for (const sentence of words) {
    const line = document.createElement("p");
    line.textContent = sentence;
    box.append(line);
  }
  return box;
}

const explainHere = StateEffect.define();

/** The same box at the caret, asked for by a key; anything else that is done closes it. */
const explainedHere = StateField.define({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(explainHere)) {
        return effect.value;
      }
    }
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

/** Shows a box at a place until something else is done, and says what is in it. */
function showAt(view, pos, found) {
  const tooltip = { pos, above: true, create: () => ({ dom: explained(found) }) };
  const said = EditorView.announce.of([found.title, ...found.words].filter(Boolean).join(" "));
  view.dispatch({ effects: [explainHere.of(tooltip), said] });
}

/** Ctrl+I: what the place of the caret means. */
function explainAtCaret(hover) {
  return (view) => {
    const found = hover(view.state.doc.toString(), view.state.selection.main.head);
    if (found) {
      showAt(view, found.from, found);
    }
    return Boolean(found);
  };
}

/** The first finding at the caret. */
function findingAtCaret(state) {
  const { head } = state.selection.main;
  let found = null;
  forEachDiagnostic(state, (finding, from, to) => {
    if (!found && from <= head && head <= to) {
      found = { finding, from, to };
    }
  });
  return found;
}

/** F8: to the next finding, or to the one before, with what it says. */
function goToFinding(move) {
  return (view) => {
    if (!move(view)) {
      return false;
    }
    const found = findingAtCaret(view.state);
    if (found) {
      const fix = found.finding.actions?.[0];
      showAt(view, found.from, { words: [found.finding.message, ...(fix ? [`${MODIFIER}+. ${fix.name}`] : [])] });
    }
    return true;
  };
}

/** Ctrl+.: mends the finding at the caret. */
function mendAtCaret(view) {
  const found = findingAtCaret(view.state);
  const fix = found?.finding.actions?.[0];
  fix?.apply(view, found.from, found.to);
  return Boolean(fix);
}

function closeExplained(view) {
  if (!view.state.field(explainedHere)) {
    return false;
  }
  view.dispatch({ effects: explainHere.of(null) });
  return true;
}

/** What could stand at the caret, from the engine. */
function completions(complete) {
  return (context) => {
    const list = complete(context.state.doc.toString(), context.pos, context.explicit);
    if (!list || list.length === 0) {
      return null;
    }
    const [{ from, to }] = list;
    const options = list.map(({ label, insert, detail, info, kind, boost }) => ({
      label,
      detail,
      info: info || undefined,
      type: kind,
      boost,
      apply: (view, completion, start, end) => put(view, insert, start, Math.max(end, to + (end - context.pos))),
    }));
    return { from, options };
  };
}

/** Puts a completion in its place; the caret goes to the place marked in it, or behind it. */
function put(view, insert, from, to) {
  const caret = insert.indexOf("\u0000");
  const text = insert.replace("\u0000", "");
  const end = within(view.state.doc, to);
  view.dispatch({
    changes: { from, to: end, insert: text },
    selection: EditorSelection.cursor(from + (caret < 0 ? text.length : caret)),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/** What the key is called that CodeMirror calls Mod. */
const MODIFIER = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

/** Where two texts differ, so that what was not touched keeps its place, and the caret with it. */
function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) {
    from += 1;
  }
  // Not between the two halves of a letter.
  if (from > 0 && (before.charCodeAt(from - 1) & 0xfc00) === 0xd800) {
    from -= 1;
  }
  let same = 0;
  while (same < most - from && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) {
    same += 1;
  }
  if (same > 0 && (before.charCodeAt(before.length - same) & 0xfc00) === 0xdc00) {
    same -= 1;
  }
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

function create(host, { doc, label, readOnly, describedBy, onChange, onCaret, complete, hover }) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  let named = label;
  const state = EditorState.create({
    doc,
    extensions: [
      // Other line ends stay letters of the text, so that places are the engine's and nothing is rewritten.
      EditorState.lineSeparator.of("\n"),
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      readOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [],
      EditorView.contentAttributes.of(() => ({
        "aria-label": named,
        spellcheck: "false",
        autocorrect: "off",
        autocapitalize: "off",
        tabindex: "0",
      })),
      json(),
      colours,
      conditionKeys,
      lintGutter({ hoverTime: 200 }),
      lineNumbers(),
      codeFolding(),
      foldGutter({ openText: "⌄", closedText: "›" }),
      bracketMatching(),
      closeBrackets(),
      indentOnInput(),
      search({ top: true }),
      marks,
      // What fits equally well stays in the engine's order. Only as many options as are seen at once: a list that is scrolled would have to take the focus.
      autocompletion({ override: complete && !readOnly ? [completions(complete)] : [], icons: false, maxRenderedOptions: 10, compareCompletions: () => 0 }),
      tooltips({ position: "fixed" }),
      explainedHere,
      keymap.of([{ key: "Escape", run: closeExplained }]),
      hover
        ? [
            hoverTooltip((view, pos) => {
              const found = hover(view.state.doc.toString(), pos);
              return found && { pos: found.from, end: found.to, above: true, create: () => ({ dom: explained(found) }) };
            }),
            keymap.of([{ key: "Mod-i", run: explainAtCaret(hover) }]),
          ]
        : [],
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        { key: "Tab", run: acceptCompletion },
        { key: "F8", run: goToFinding(nextDiagnostic), shift: goToFinding(previousDiagnostic) },
        { key: "Mod-.", run: mendAtCaret },
        ...searchKeymap,
        ...foldKeymap,
        ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        placeNotes(update.view);
        // Escape closes what is open here before it leads out of the text. The page hears the key first.
        const isOpen = update.state.field(explainedHere) || completionStatus(update.state) === "active" || searchPanelOpen(update.state);
        host.toggleAttribute("data-keeps-escape", Boolean(isOpen));
        if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(FromOutside))) {
          onChange(update.state.doc.toString());
        } else if (update.selectionSet) {
          onCaret();
        }
      }),
    ],
  });
  const view = new EditorView({ state, root, parent: root });

  const describing = describedBy && document.getElementById(describedBy);
  if (describing && "ariaDescribedByElements" in view.contentDOM) {
    // An id would not be found from within the shadow root.
    view.contentDOM.ariaDescribedByElements = [describing];
  }
  // The element behaves as a field does, for whoever looks at it from the page.
  host.focus = () => view.focus();
  Object.defineProperty(host, "value", { configurable: true, get: () => view.state.doc.toString() });
  Object.defineProperty(host, "caret", { configurable: true, get: () => view.state.selection.main.head });

  return {
    set(text) {
      const before = view.state.doc.toString();
      if (before === text) {
        return;
      }
      const changes = difference(before, text);
      const caret = changes.from + changes.insert.length;
      view.dispatch({
        changes,
        annotations: FromOutside.of(true),
        ...(view.hasFocus && { selection: EditorSelection.cursor(caret), scrollIntoView: true }),
      });
    },
    setLabel(text) {
      named = text;
      view.contentDOM.setAttribute("aria-label", text);
    },
    /** `{ from, to, severity, message, fix: { name, from, to, insert }? }` each. */
    setDiagnostics(list) {
      const { doc } = view.state;
      const shown = list.map(({ from, to, severity, message, fix }) => ({
        from: within(doc, from),
        to: within(doc, Math.max(from, to)),
        severity,
        message,
        actions: fix && !readOnly ? [{ name: fix.name, apply: (view, from, to) => mend(view, fix, from - within(doc, fix.at), to) }] : [],
      }));
      view.contentDOM.setAttribute("aria-invalid", String(list.some(({ severity }) => severity === "error")));
      view.dispatch(setDiagnostics(view.state, shown));
    },
    /** `{ from, to, kind, note? }` each; `kind` is one of `BANDS`. */
    setMarks(list) {
      view.dispatch({ effects: newMarks.of(list) });
    },
    /** Brings a place into sight and sets the caret there; sideways only what does not fit from the first column. */
    reveal(from, to) {
      const { doc } = view.state;
      view.scrollDOM.scrollLeft = 0;
      const [anchor, head] = [within(doc, from), within(doc, to)];
      view.dispatch({
        selection: EditorSelection.cursor(anchor),
        effects: EditorView.scrollIntoView(EditorSelection.range(head, anchor), { y: "center", x: "nearest", xMargin: 4 }),
      });
    },
    /** Brings a place into sight and leaves the caret where it is. */
    show(from, to) {
      const { doc } = view.state;
      view.dispatch({ effects: EditorView.scrollIntoView(EditorSelection.range(within(doc, to), within(doc, from)), { y: "nearest", yMargin: 24 }) });
    },
    /** Takes the caret over from the field that stood here before. */
    select(anchor, head) {
      const { doc } = view.state;
      view.dispatch({ selection: EditorSelection.range(within(doc, anchor), within(doc, head)) });
    },
    focus() {
      view.focus();
    },
    destroy() {
      view.destroy();
    },
  };
}

/** Carries a fix out, moved as far as its finding was moved meanwhile. */
function mend(view, fix, by) {
  const { doc } = view.state;
  const from = within(doc, fix.from + by);
  const to = within(doc, fix.to + by);
  view.dispatch({ changes: { from, to, insert: fix.insert }, selection: EditorSelection.cursor(from + fix.insert.length), userEvent: "input.fix" });
  view.focus();
}

globalThis.policyEditor = { create };
