//! Every scenario of the gallery is canonical: read and written again, it is the same text.

mod common;

use simulator::Scenario;

#[test]
fn every_scenario_is_read_and_written_unchanged() {
    let mut wrong = String::new();
    for (name, text) in common::corpus() {
        match Scenario::read(&text) {
            Err(errors) => {
                for error in errors {
                    let (line, column) = (error.at.line, error.at.column);
                    let help = error.help.unwrap_or_default();
                    wrong += &format!(
                        "{name}:{line}:{column} {}: {} {help}\n",
                        error.path, error.message
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
