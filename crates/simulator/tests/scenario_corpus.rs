//! Every scenario of the gallery is canonical: read and written again, it is the same text.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use simulator::Scenario;

fn corpus() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let mut all: Vec<(String, String)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_scenario_is_read_and_written_unchanged() {
    let mut wrong = String::new();
    for (name, text) in corpus() {
        match Scenario::read(&text) {
            Err(errors) => {
                for error in errors {
                    wrong += &format!(
                        "{name}:{}:{} {}: {} {}\n",
                        error.at.line,
                        error.at.column,
                        error.path,
                        error.message,
                        error.help.unwrap_or_default()
                    );
                }
            }
            Ok(scenario) => {
                let written = scenario.write();
                if written != text {
                    let line = written.lines().zip(text.lines()).position(|(one, two)| one != two);
                    wrong += &format!("{name}: differs from line {line:?}\n");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
