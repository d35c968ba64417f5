//! `cargo xtask size`: what the page costs to load, file by file, as a host sends it.

use crate::build::{self, Profile};
use crate::failure::Result;
use crate::{command, install};

/// Compresses as a static host does at its best; Node has both methods built in.
const MEASURE: &str = r#"
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[1];
const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, { params }).length];
    return [path.slice(folder.length + 1), sizes];
  })
  .sort(([, [left]], [, [right]]) => right - left);
rows.push(["all", [0, 1, 2].map((index) => rows.reduce((sum, [, sizes]) => sum + sizes[index], 0))]);
const width = Math.max(...rows.map(([name]) => name.length));
const line = (name, cells) => name.padEnd(width) + cells.map((cell) => String(cell).padStart(12)).join("");
console.log(line("file", ["raw", "gzip -9", "brotli 11"]));
for (const [name, sizes] of rows) {
  console.log(line(name, sizes.map((size) => size.toLocaleString("en-US"))));
}
"#;

/// Builds the page and prints the size of each file in bytes: raw, gzip, brotli.
pub(crate) fn command() -> Result<()> {
    let dist = build::site(Profile::Release)?;
    let mut node = command::new(install::node()?);
    node.args(["--input-type=module", "--eval", MEASURE, "--"]).arg(dist);
    command::run(&mut node)
}
