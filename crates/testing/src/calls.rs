//! Runs case files of calls to the Security Token Service, the same way on every host.
//!
//! A file is `{ "source", "cases": [row] }`; `source` is the title of the AWS document that the expectations follow, and
//! a row is one of [`case`], with its variants under `also`. A row may say another `source`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{case, session_laws};

/// What became of the files so far.
#[derive(Debug, Default)]
pub struct Run {
    /// How many cases there were, variants counted.
    pub cases: usize,
    /// How many of each operation came to each end: `AssumeRole succeeded`, `AssumeRole AccessDenied`.
    pub ends: BTreeMap<String, usize>,
    /// What differs from what is expected, by file and title.
    pub failures: Vec<String>,
}

impl Run {
    /// Runs the cases of a file.
    pub fn file(&mut self, name: &str, text: &str) {
        let file: Value = match serde_json::from_str(text) {
            Ok(file) => file,
            Err(error) => return self.failures.push(format!("{name}: {error}")),
        };
        if !file["source"].is_string() {
            self.failures.push(format!("{name} names no document"));
        }
        let rows = file["cases"].as_array().map_or(&[][..], Vec::as_slice);
        for row in rows.iter().flat_map(case::with_variants) {
            self.row(name, &row);
        }
    }

    fn row(&mut self, file: &str, row: &Value) {
        self.cases += 1;
        let title = row["title"].as_str().unwrap_or("a case without a title");
        let found = match case::run(row) {
            Ok(outcome) => {
                if let Some(step) = outcome.step("call") {
                    let end = step.error().map_or_else(
                        || simulator::expectation::result_of(step).as_str(),
                        |error| error.code,
                    );
                    *self.ends.entry(format!("{} {end}", step.action.name())).or_default() += 1;
                }
                let mut found = case::differences(row, &outcome);
                let seed = case::scenario(row)["seed"].as_str().unwrap_or_default().to_owned();
                found.extend(session_laws::broken(&seed, &outcome));
                found
            }
            Err(errors) => vec![errors],
        };
        self.failures.extend(found.iter().map(|found| format!("{file}: {title}: {found}")));
    }
}
