//! `large ROLES`: prints the scenario with so many roles that `cargo xtask bench --page` edits.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is a command for a terminal")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(roles) = std::env::args().nth(1).and_then(|text| text.parse().ok()) else {
        eprintln!("large ROLES");
        return ExitCode::from(2);
    };
    println!("{}", testing::large::scenario(roles).write());
    ExitCode::SUCCESS
}
