// The engine under Node: ready as soon as it is imported.
import { readFileSync } from "node:fs";

import { initSync } from "./assume_role_playground.js";

const wasm = new URL("./assume_role_playground_bg.wasm", import.meta.url);
initSync({ module: readFileSync(wasm) });

export * from "./assume_role_playground.js";
