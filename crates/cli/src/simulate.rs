//! `assume-role simulate`, and what else is told of scenario files.

use std::io::{self, Write as _};

use diagram::{Model, Theme};
use simulator::{Outcome, Scenario, audit::Trail};

use crate::{arguments::Format, explain, file, files::Work, origin, plain::Plain, report};

/// What is printed of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Print<'a> {
    /// A table for people.
    Report,
    /// The outcome as JSON.
    Outcome,
    /// Why one step, or every refused one, came to what it did.
    Explanation(explain::Asked<'a>),
    /// The chain, drawn.
    Drawing(Format),
    /// A report in Markdown.
    Markdown,
    /// The audit trail as JSON.
    Events {
        /// With data events.
        data_events: bool,
    },
    /// Who was behind each call.
    Origin,
    /// The sessions as JSON.
    Sessions,
}

/// The width that a drawing is laid out for.
const WIDTH: i32 = 960;

/// Exit code when an expectation does not hold.
const UNEXPECTED: u8 = 1;

/// Runs one file.
///
/// # Errors
/// When nothing can be written.
pub(crate) fn run(work: &mut Work<'_>, print: Print<'_>, colours: bool) -> io::Result<u8> {
    let Some(scenario) = file::scenario(work.file, &mut work.complaints)? else {
        return Ok(file::UNREADABLE);
    };
    let outcome = simulator::simulate_with(&scenario, Some(federation::VERIFIERS));
    if let Print::Explanation(explain::Asked { step: Some(step), .. }) = print
        && scenario.step_index(step).is_none()
    {
        writeln!(work.complaints, "There is no step `{step}` in {}.", work.file)?;
        return Ok(file::UNREADABLE);
    }
    told(work, &scenario, &outcome, print, colours)?;
    Ok(if outcome.meets_expectations() { 0 } else { UNEXPECTED })
}

fn told(
    work: &mut Work<'_>,
    scenario: &Scenario,
    outcome: &Outcome,
    print: Print<'_>,
    colours: bool,
) -> io::Result<()> {
    let is_for_people = matches!(print, Print::Report | Print::Explanation(_) | Print::Origin);
    if is_for_people && work.number > 0 {
        writeln!(work.out)?;
    }
    let plain = &mut Plain::in_colours(&mut work.out, colours);
    match print {
        Print::Report => return report::write(work.file, scenario, outcome, plain),
        Print::Explanation(asked) => {
            return explain::write(work.file, scenario, outcome, asked, plain);
        }
        Print::Origin => return origin::write(work.file, scenario, outcome, plain),
        Print::Drawing(Format::Mermaid) => {
            let chart = diagram::mermaid::flowchart(&Model::new(scenario, outcome));
            return write!(work.out, "{chart}");
        }
        Print::Markdown => {
            let chart = diagram::mermaid::flowchart(&Model::new(scenario, outcome));
            let beside = simulator::report::Beside { flowchart: Some(&chart), link: None };
            let text = simulator::report::markdown(scenario, outcome, beside);
            return write!(work.out, "{text}");
        }
        Print::Drawing(Format::Dot) => {
            let graph = diagram::dot::digraph(&Model::new(scenario, outcome));
            return write!(work.out, "{graph}");
        }
        Print::Drawing(Format::Svg) => {
            let scene = diagram::lay_out(&Model::new(scenario, outcome), WIDTH);
            write!(work.out, "{}", diagram::svg::draw(&scene, &scenario.title, &Theme::LIGHT))?;
        }
        Print::Outcome => {
            serde_json::to_writer_pretty(&mut work.out, &wire::outcome(scenario, outcome))?;
        }
        Print::Events { data_events } => {
            let events = wire::events_of(scenario, outcome, Trail { data_events });
            serde_json::to_writer_pretty(&mut work.out, &events)?;
        }
        Print::Sessions => {
            serde_json::to_writer_pretty(&mut work.out, &wire::sessions(scenario, outcome))?;
        }
    }
    writeln!(work.out)
}
