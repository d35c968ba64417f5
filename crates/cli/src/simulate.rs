//! `assume-role simulate`: one file after the other.

use std::io::{self, Write};

use diagram::{Model, Theme};
use simulator::audit::Trail;

use crate::{arguments::Print, file, origin, plain::Plain, report};

/// The width that a drawing is laid out for.
const WIDTH: i32 = 960;

/// Exit code when an expectation does not hold.
const UNEXPECTED: u8 = 1;

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
        let Some(scenario) = file::scenario(file, complaints)? else {
            worst = worst.max(file::UNREADABLE);
            continue;
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
            Print::Svg => {
                let scene = diagram::lay_out(&Model::new(&scenario, &outcome), WIDTH);
                write!(out, "{}", diagram::svg::draw(&scene, &scenario.title, &Theme::LIGHT))?;
            }
            Print::Mermaid => {
                write!(out, "{}", diagram::mermaid::flowchart(&Model::new(&scenario, &outcome)))?;
                continue;
            }
            Print::Origin => {
                if number > 0 {
                    writeln!(out)?;
                }
                origin::write(file, &scenario, &outcome, &mut Plain(&mut *out))?;
                continue;
            }
            Print::Events { data_events } => {
                let events = wire::events_of(&scenario, &outcome, Trail { data_events });
                serde_json::to_writer_pretty(&mut *out, &events)?;
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
