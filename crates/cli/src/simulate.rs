//! `assume-role simulate`: one file after the other.

use std::{
    fs,
    io::{self, Write},
};

use simulator::{Scenario, scenario::ScenarioError};

use crate::report;

/// Exit code when an expectation does not hold.
const UNEXPECTED: u8 = 1;

/// Exit code when a file cannot be read.
const UNREADABLE: u8 = 2;

/// Runs the files; the worst of what happened is the exit code.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn run(
    files: &[String],
    json: bool,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let mut worst = 0;
    for (number, file) in files.iter().enumerate() {
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => {
                writeln!(complaints, "{file}: cannot be read: {error}")?;
                worst = worst.max(UNREADABLE);
                continue;
            }
        };
        let scenario = match Scenario::read(&text) {
            Ok(scenario) => scenario,
            Err(errors) => {
                complain(file, &errors, complaints)?;
                worst = worst.max(UNREADABLE);
                continue;
            }
        };
        let outcome = simulator::simulate(&scenario);
        if !outcome.meets_expectations() {
            worst = worst.max(UNEXPECTED);
        }
        if json {
            serde_json::to_writer_pretty(&mut *out, &wire::outcome(&scenario, &outcome))?;
            writeln!(out)?;
        } else {
            if number > 0 {
                writeln!(out)?;
            }
            report::write(file, &scenario, &outcome, out)?;
        }
    }
    out.flush()?;
    Ok(worst)
}

/// Everything that is wrong with a file, in the form that editors turn into links.
fn complain(file: &str, errors: &[ScenarioError], complaints: &mut impl Write) -> io::Result<()> {
    for error in errors {
        let (line, column) = (error.at.line, error.at.column);
        write!(complaints, "{file}:{line}:{column}: ")?;
        if !error.path.is_empty() {
            write!(complaints, "{}: ", error.path)?;
        }
        writeln!(complaints, "{}", error.message)?;
        if let Some(help) = &error.help {
            writeln!(complaints, "    {help}")?;
        }
    }
    Ok(())
}
