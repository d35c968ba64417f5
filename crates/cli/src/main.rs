//! The command `assume-role`: runs scenario files and says what came of each step, and why; answers cases of loose
//! policies; and issues what simulated identity providers sign.
//!
//! Exit code 0 when every expectation holds or every case was answered, 1 when one does not or was not, 2 when a file or
//! the input cannot be read or the command is misspelled.

mod arguments;
mod authorize;
mod check;
mod console;
mod explain;
mod file;
mod files;
mod issue;
mod origin;
mod plain;
mod report;
mod service;
mod simulate;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstream::AutoStream;
use arguments::{Arguments, Command, Format};
use clap::{ColorChoice, CommandFactory as _, Parser as _};
use issue::Signing;
use plain::Plain;
use simulate::Print;

fn main() -> ExitCode {
    let Arguments { colors, command } = Arguments::parse();
    let colours = match colors {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    };
    // Whoever reads may have read enough and closed the pipe.
    ExitCode::from(run(command, colours).unwrap_or(2))
}

fn run(command: Command, colours: bool) -> io::Result<u8> {
    let (mut out, mut complaints) = (io::stdout().lock(), Plain::new(io::stderr().lock()));
    let (files, print) = match &command {
        Command::Simulate { files, json: false } => (files, Print::Report),
        Command::Simulate { files, json: true } => (files, Print::Outcome),
        Command::Explain { files, step, full, causes } => (
            files,
            Print::Explanation(explain::Asked {
                step: step.as_deref(),
                full: *full,
                causes: *causes,
            }),
        ),
        Command::Events { files, data_events } => {
            (files, Print::Events { data_events: *data_events })
        }
        Command::Report(files) => (files, Print::Markdown),
        Command::Sessions(files) => (files, Print::Sessions),
        Command::Origin(files) => (files, Print::Origin),
        Command::Diagram { files, mermaid: true, .. } => (files, Print::Drawing(Format::Mermaid)),
        Command::Diagram { files, format, .. } => (files, Print::Drawing(*format)),
        Command::Check { files, kind, json } => {
            return files::each(&files.files, &mut out, &mut complaints.into_inner(), |work| {
                check::run(work, *kind, *json, colours)
            });
        }
        Command::Authorize { verdict_only } => {
            let cases = &mut io::stdin().lock();
            return authorize::run(cases, *verdict_only, &mut out, &mut complaints);
        }
        Command::Service { workload } => return line(service::step(workload), out, complaints),
        Command::SignIn(asked) => {
            return console::sign_in(asked, &mut Plain::new(out), &mut complaints);
        }
        Command::SwitchRoleLink(asked) => {
            return line(console::switch_link(asked), out, complaints);
        }
        Command::Token { order, seed, algorithm, print } => {
            let signing = Signing { seed, algorithm, print: print.as_deref() };
            return issue::token(order, &signing, &mut out, &mut complaints);
        }
        Command::Assertion { order, print } => {
            return issue::assertion(order, print.as_deref(), &mut out, &mut complaints);
        }
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Arguments::command(), "assume-role", &mut out);
            return Ok(0);
        }
    };
    // What is wrong with a file has been made harmless where it was written.
    files::each(&files.files, &mut out, &mut complaints.into_inner(), |work| {
        simulate::run(work, print, colours)
    })
}

/// Prints one line, or why there is none.
fn line(
    made: Result<String, String>,
    out: impl Write,
    mut complaints: Plain<impl Write>,
) -> io::Result<u8> {
    match made {
        Ok(line) => writeln!(Plain::new(out), "{line}").map(|()| 0),
        Err(complaint) => writeln!(complaints, "{complaint}").map(|()| 2),
    }
}
