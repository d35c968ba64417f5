//! Prints what the page's first screen shows of the examples in the file that is named; `cargo xtask build` runs it.

use std::process::ExitCode;

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "this is a command of the build")]
fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("Which file of examples?");
        return ExitCode::FAILURE;
    };
    match std::fs::read_to_string(&path) {
        Ok(examples) => {
            print!("{}", web::first_screen(examples));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Could not read {path}: {error}.");
            ExitCode::FAILURE
        }
    }
}
