//! The command `assume-role`: runs scenario files and says what came of each step, and why; answers cases of loose
//! policies; and issues what simulated identity providers sign.
//!
//! Exit code 0 when every expectation holds or every case was answered, 1 when one does not or was not, 2 when a file or
//! the input cannot be read or the command is misspelled.

mod arguments;
mod authorize;
mod check;
mod console;
mod file;
mod issue;
mod options;
mod origin;
mod plain;
mod report;
mod service;
mod simulate;

use std::{
    env,
    io::{self, Write as _},
    process::ExitCode,
};

use arguments::Command;
use plain::Plain;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (mut out, mut complaints) = (io::stdout().lock(), Plain(io::stderr().lock()));
    let done = match arguments::read(&arguments) {
        Ok(Command::Help) => out.write_all(arguments::HELP.as_bytes()).map(|()| 0),
        Ok(Command::Version) => {
            writeln!(out, "assume-role {}", env!("CARGO_PKG_VERSION")).map(|()| 0)
        }
        Ok(Command::Simulate { files, print }) => {
            simulate::run(&files, print, &mut out, &mut complaints)
        }
        Ok(Command::SignIn(asked)) => console::sign_in(&asked, &mut Plain(out), &mut complaints),
        Ok(Command::Line(line)) => writeln!(Plain(out), "{line}").map(|()| 0),
        Ok(Command::Check { files, kind, json }) => {
            check::run(&files, kind, json, &mut out, &mut complaints)
        }
        Ok(Command::Authorize { verdict_only }) => {
            authorize::run(&mut io::stdin().lock(), verdict_only, &mut out, &mut complaints)
        }
        Ok(Command::Token(order)) => issue::token(&order, &mut out, &mut complaints),
        Ok(Command::Assertion(order)) => issue::assertion(&order, &mut out, &mut complaints),
        Err(complaint) => {
            writeln!(complaints, "{complaint}\nassume-role --help says more.").map(|()| 2)
        }
    };
    // Whoever reads may have read enough and closed the pipe.
    ExitCode::from(done.unwrap_or(2))
}
