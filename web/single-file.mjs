// Makes `playground.html` of the built site: the whole page in one file, which opens from disk, and in a frame without an
// origin on any host. `node single-file.mjs DIST`, called by `cargo xtask build`.
//
// Every script is bundled into one, whose hash stands in the page's content security policy; what the page would load
// stands in the page itself as `data:` addresses, so nothing is ever asked for.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rollup } from "rollup";

const dist = process.argv[2];
const files = readdirSync(dist);
const read = (name) => readFileSync(join(dist, name));

/** The one file of the site with such a name. */
function named(pattern) {
  const found = files.filter((name) => pattern.test(name));
  if (found.length !== 1) {
    throw new Error(`${dist} should have one file like ${pattern}, not ${found.length}`);
  }
  return found[0];
}

/** A text with the one place that holds a part of it changed. */
function changed(text, part, by) {
  if (text.split(part).length !== 2) {
    throw new Error(`“${part}” should stand once in what becomes one file`);
  }
  // A replacement of its own kind: `$` means nothing in it.
  return text.replace(part, () => by);
}

const data = (name, type) => `data:${type};base64,${read(name).toString("base64")}`;
const program = named(/^web-[0-9a-f]+\.js$/u);

/** The script that starts the page, with the program beside it rather than behind an address. */
function start() {
  let script = read(named(/^boot-[0-9a-f]+\.js$/u)).toString();
  script = changed(script, "await import(script)", `await import("./${program}")`);
  script = changed(script, '  const script = document.getElementById("application").href;\n', "");
  // A file is there without a network anyway.
  return changed(script, "  await keepForLater();\n", "");
}

/** The parts of the program that are loaded later lie in the script that loads them. */
function inlined(code) {
  return code.replaceAll(/new URL\("\.\/([^"]+\.wasm)", import\.meta\.url\)/gu, (_, name) => JSON.stringify(data(name, "application/wasm")));
}

const ENTRY = "\0start";
const bundle = await rollup({
  input: ENTRY,
  onLog: () => {},
  plugins: [
    {
      name: "site",
      resolveId: (id) => (id === ENTRY ? id : `\0${id.replace(/^\.\//u, "")}`),
      load: (id) => (id === ENTRY ? start() : inlined(changedProgram(id.slice(1)))),
    },
  ],
});

/** A script of the program; it is always told where its wasm is. */
function changedProgram(name) {
  const code = read(name).toString();
  return name === program ? code.replace(/module_or_path = new URL\([^)]*\);/u, "") : code;
}

const { output } = await bundle.generate({ format: "es", inlineDynamicImports: true });
/** The editor for documents, in a function that the page calls when the first document is opened. */
const editor = `globalThis.beginPolicyEditor = () => {\n${read(named(/^editor-[0-9a-f]+\.js$/u))}\n};\n`;
// Within a page, a script ends where this would stand in it.
const script = (editor + output[0].code).replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const style = read(named(/^app-[0-9a-f]+\.css$/u)).toString();
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "img-src data: blob:",
  "connect-src data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

let page = read("index.html").toString();
page = page.replace(/(<meta http-equiv="Content-Security-Policy" content=")[^"]*/u, (_, begin) => begin + policy);
// Everything that is linked goes, and comes back as a part of the page.
page = page.replaceAll(/\s*<(link|script)\b[^>]*>(<\/script>)?/gu, "");
const kept = (id, name, type) => `<link id="${id}" rel="related" href="${data(name, type)}">`;
const head = [
  `<link rel="icon" href="${data(named(/^icon-[0-9a-f]+\.svg$/u), "image/svg+xml")}">`,
  kept("application-wasm", named(/^web-[0-9a-f]+_bg\.wasm$/u), "application/wasm"),
  kept("application-first-screen", named(/^first-screen-[0-9a-f]+\.txt$/u), "text/plain;charset=utf-8"),
  kept("application-examples", named(/^examples-[0-9a-f]+\.txt$/u), "text/plain;charset=utf-8"),
  kept("application-services", named(/^services-[0-9a-f]+\.txt$/u), "text/plain;charset=utf-8"),
  `<style>${style}</style>`,
];
page = changed(page, "</head>", `${head.join("\n")}\n</head>`);
page = changed(page, "</body>", `<script type="module">${script}</script>\n</body>`);
writeFileSync(join(dist, "playground.html"), page);
