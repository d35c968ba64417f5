//! `cargo xtask size`: what the page costs to load, file by file, as a host sends it; it fails past the budget.

use std::path::Path;

use crate::build::{self, Profile};
use crate::failure::{Result, fail};
use crate::{command, install, single};

/// What the first screen may load, in bytes after `gzip -9`: its WebAssembly, and everything.
const BUDGET: [(&str, usize); 2] = [(".wasm", 350_000), ("", 400_000)];

/// What the program may come to for somebody who uses the workbench, in bytes after `gzip -9`; what signs and what checks
/// signatures, which few scenarios need, has a budget of its own.
const WHOLE_PROGRAM: usize = 1_290_000;

/// What that part may come to.
const FOR_SIGNED_TOKENS: usize = 160_000;

/// What shows policy documents as forms may come to.
const FOR_FORMS: usize = 70_000;

/// Compresses as a static host does at its best; Node has both methods built in. A line for each file: name, sizes.
const MEASURE: &str = r#"
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[1];
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, { params }).length];
    console.log([path.slice(folder.length + 1), ...sizes].join("\t"));
  }
}
"#;

/// A file of the site, or a sum of some: bytes raw, gzip, brotli.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    name: String,
    sizes: [usize; 3],
}

/// Builds the page and prints the size of each file in bytes.
pub(crate) fn command() -> Result<()> {
    let dist = build::site(Profile::Release)?;
    let Measured { parts: [first, later, seldom], single } = measured(&dist)?;
    for line in table(&first, &later, &seldom) {
        println!("{line}");
    }
    // It holds all the others once more, for whoever asks for it, so no budget counts it.
    single.iter().for_each(|row| println!("{}", row.line()));
    judge(&first, &later, &seldom)
}

/// Refuses a site that is past its budget.
pub(crate) fn keeps_its_budget(dist: &Path) -> Result<()> {
    let [first, later, seldom] = measured(dist)?.parts;
    judge(&first, &later, &seldom)
}

fn judge(first: &[Row], later: &[Row], seldom: &[Row]) -> Result<()> {
    kept(first)?;
    fits("The program", first.iter().chain(later), WHOLE_PROGRAM)?;
    let (forms, tokens): (Vec<&Row>, Vec<&Row>) = seldom.iter().partition(|row| row.shows_forms());
    fits("What shows forms", forms.into_iter(), FOR_FORMS)?;
    fits("What checks signatures", tokens.into_iter(), FOR_SIGNED_TOKENS)
}

/// The files of a built site.
struct Measured {
    /// Those that the first screen loads, those that come when somebody is there, and those that few scenarios need; the
    /// largest first. The walk "the first screen loads without the workbench" holds the page to it.
    parts: [Vec<Row>; 3],
    /// The whole page in one file.
    single: Option<Row>,
}

fn measured(dist: &Path) -> Result<Measured> {
    let mut node = command::new(install::node()?);
    node.args(["--input-type=module", "--eval", MEASURE, "--"]).arg(dist);
    let mut rows = rows(&command::output(&mut node)?)?;
    let single = rows.iter().position(|row| row.name == single::FILE).map(|at| rows.remove(at));
    rows.sort_by(|one, two| two.sizes[1].cmp(&one.sizes[1]).then(one.name.cmp(&two.name)));
    let (later, first): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(Row::comes_later);
    if later.len() < 2 {
        return fail("The examples and the parts of the program should be files of their own.");
    }
    let (seldom, later) = later.into_iter().partition(Row::comes_seldom);
    Ok(Measured { parts: [first, later, seldom], single })
}

fn rows(text: &str) -> Result<Vec<Row>> {
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let name = cells.next()?.to_owned();
        let mut size = || cells.next()?.parse().ok();
        Some(Row { name, sizes: [size()?, size()?, size()?] })
    };
    match text.lines().map(row).collect() {
        Some(rows) => Ok(rows),
        None => fail(format!("These are no sizes of files:\n{text}")),
    }
}

fn sum(name: &str, rows: &[Row]) -> Row {
    let sizes = [0, 1, 2].map(|kind| rows.iter().map(|row| row.sizes[kind]).sum());
    Row { name: name.to_owned(), sizes }
}

fn table(first: &[Row], later: &[Row], seldom: &[Row]) -> Vec<String> {
    let sums = [
        sum("the first screen", first),
        sum("when somebody is there", later),
        sum("what few need", seldom),
    ];
    let mut lines = vec![line("file", ["raw", "gzip -9", "brotli 11"].map(str::to_owned))];
    for (rows, sum) in [first, later, seldom].into_iter().zip(&sums) {
        lines.extend(rows.iter().chain([sum]).map(Row::line));
    }
    lines.push(sum("all", &sums).line());
    lines
}

fn line(name: &str, cells: [String; 3]) -> String {
    let cells: String = cells.iter().map(|cell| format!("{cell:>12}")).collect();
    format!("{name:<42}{cells}")
}

impl Row {
    /// The examples, the editor with what it knows, and every part of the program but the first.
    fn comes_later(&self) -> bool {
        let part = self.name.ends_with(".wasm") && !self.name.ends_with("_bg.wasm");
        let beside = ["examples-", "editor-", "services-", "third-party"];
        part || beside.iter().any(|name| self.name.starts_with(name))
    }

    /// The form view of policy documents.
    fn shows_forms(&self) -> bool {
        self.name.ends_with("_form.wasm")
    }

    /// What checks the signatures of tokens, the form view, the views that few open, what the editor knows of other
    /// services, and what is only read by people.
    fn comes_seldom(&self) -> bool {
        ["_federation.wasm", "_extras.wasm"].iter().any(|part| self.name.ends_with(part))
            || self.shows_forms()
            || ["services-", "third-party"].iter().any(|name| self.name.starts_with(name))
    }

    fn line(&self) -> String {
        line(&self.name, self.sizes.map(grouped))
    }
}

/// A number with commas between its thousands.
fn grouped(number: usize) -> String {
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{},{:03}", grouped(thousands), number % 1000),
    }
}

/// Refuses what loads more than the budget.
fn kept(first: &[Row]) -> Result<()> {
    for (ending, most) in BUDGET {
        let all = first.iter().filter(|row| row.name.ends_with(ending));
        let bytes: usize = all.map(|row| row.sizes[1]).sum();
        if bytes > most {
            let (bytes, most) = (grouped(bytes), grouped(most));
            let what = if ending.is_empty() { "files" } else { ending };
            return fail(format!(
                "The first screen loads {bytes} bytes of {what} after gzip; the budget is {most}."
            ));
        }
    }
    Ok(())
}

/// Refuses parts of the program that come to more than their budget, whenever they come.
fn fits<'r>(what: &str, rows: impl Iterator<Item = &'r Row>, most: usize) -> Result<()> {
    let program = rows.filter(|row| row.name.ends_with(".wasm"));
    let bytes: usize = program.map(|row| row.sizes[1]).sum();
    if bytes > most {
        let (bytes, most) = (grouped(bytes), grouped(most));
        return fail(format!("{what} has {bytes} bytes after gzip; the budget is {most}."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, gzip: usize) -> Row {
        Row { name: name.to_owned(), sizes: [4 * gzip, gzip, gzip] }
    }

    #[test]
    fn a_part_that_comes_later_counts_for_the_whole_program() {
        let parts = |later| [row("web_bg.wasm", 100_000), row("web_workbench.wasm", later)];
        let whole = |later| fits("The program", parts(later).iter(), WHOLE_PROGRAM);
        assert!(whole(1_190_000).is_ok());
        let told = whole(1_190_001).unwrap_err().0;
        assert_eq!(told, "The program has 1,290,001 bytes after gzip; the budget is 1,290,000.");
    }

    #[test]
    fn a_page_past_its_budget_is_refused() {
        assert!(kept(&[row("web_bg.wasm", 350_000), row("app.css", 50_000)]).is_ok());
        assert!(kept(&[row("web_bg.wasm", 350_001)]).is_err());
        assert!(kept(&[row("web_bg.wasm", 350_000), row("app.css", 50_001)]).is_err());
    }

    #[test]
    fn the_first_screen_is_what_does_not_come_later() {
        let later = |name| row(name, 1).comes_later();
        assert!(later("web-0a1b_workbench.wasm") && later("web-0a1b_chunk_0.wasm"));
        assert!(later("examples-0a1b.txt"));
        assert!(row("web-0a1b_federation.wasm", 1).comes_seldom());
        assert!(row("web-0a1b_form.wasm", 1).comes_seldom());
        assert!(!row("web-0a1b_workbench.wasm", 1).comes_seldom());
        assert!(!later("web-0a1b_bg.wasm") && !later("web-0a1b.js") && !later("app-0a1b.css"));
    }

    #[test]
    fn files_are_added_up() {
        let (first, later) = ([row("b", 1000), row("a", 20)], [row("c", 300)]);
        let lines = table(&first, &later, &[row("d", 50)]);
        let ends = |index: usize, end: &str| assert!(lines[index].ends_with(end), "{lines:?}");
        assert_eq!(lines.len(), 9);
        ends(3, "4,080       1,020       1,020");
        ends(7, "200          50          50");
        ends(8, "5,480       1,370       1,370");
    }

    #[test]
    fn lines_of_sizes_are_read() {
        let read = rows("index.html\t2592\t1188\t920\n").unwrap();
        assert_eq!(read, [Row { name: "index.html".into(), sizes: [2592, 1188, 920] }]);
        assert!(rows("index.html\t2592\n").is_err());
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([7, 1234, 2_371_005].map(grouped), ["7", "1,234", "2,371,005"]);
    }
}
