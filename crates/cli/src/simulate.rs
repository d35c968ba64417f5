//! `assume-role simulate`: one file after the other.

use std::{
    fs::File,
    io::{self, Read, Write},
};

use simulator::{Scenario, scenario::ScenarioError};

use crate::{arguments::Print, plain::Plain, report};

/// Exit code when an expectation does not hold.
const UNEXPECTED: u8 = 1;

/// Exit code when a file cannot be read.
const UNREADABLE: u8 = 2;

/// Bytes of a file, far above any scenario that a person or a program writes.
const LONGEST: u64 = 64 * 1024 * 1024;

/// Runs the files; the worst of what happened is the exit code.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn run(
    files: &[String],
    print: Print,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let mut worst = 0;
    for (number, file) in files.iter().enumerate() {
        let text = match read(file) {
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
        let outcome = simulator::simulate_with(&scenario, Some(federation::VERIFIERS));
        if !outcome.meets_expectations() {
            worst = worst.max(UNEXPECTED);
        }
        match print {
            Print::Report => {
                if number > 0 {
                    writeln!(out)?;
                }
                report::write(file, &scenario, &outcome, &mut Plain(&mut *out))?;
                continue;
            }
            Print::Outcome => {
                serde_json::to_writer_pretty(&mut *out, &wire::outcome(&scenario, &outcome))?;
            }
            Print::Events => {
                serde_json::to_writer_pretty(&mut *out, &wire::events(&scenario, &outcome))?;
            }
            Print::Sessions => {
                serde_json::to_writer_pretty(&mut *out, &wire::sessions(&scenario, &outcome))?;
            }
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(worst)
}

/// The text of a file; `-` is standard input.
fn read(file: &str) -> io::Result<String> {
    let source: Box<dyn Read> = match file {
        "-" => Box::new(io::stdin().lock()),
        _ => Box::new(File::open(file)?),
    };
    let mut text = String::new();
    source.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than 64 MB"));
    }
    Ok(text)
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
