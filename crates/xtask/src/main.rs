//! The repository's own commands, run as `cargo xtask COMMAND`.
//!
//! A machine needs only rustup and Node with npm: what else a command wants, it installs at the
//! versions in `tools.toml` (see `install`). Nothing here is part of what people are given.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "these are commands for a terminal")]

mod bench;
mod bench_page;
mod build;
mod check;
mod command;
mod differential;
mod editor;
mod examples;
mod failure;
mod fuzz;
mod headers;
mod install;
mod lighthouse;
mod mutants;
mod offline;
mod package;
mod pins;
mod repository;
mod serve;
mod single;
mod size;
mod split;
mod stages;
mod styles;
mod tally;
mod tidy;
mod walks;

use std::process::ExitCode;
use std::str::FromStr;

use crate::build::Profile;
use crate::failure::{Failure, Result, fail};
use crate::stages::Stage;

const USAGE: &str = "\
cargo xtask serve [--port N] [--dev]       build the playground and serve it on this machine
cargo xtask build [--dev]                  build the static site into dist/
cargo xtask check                          formatting, lints, documentation, the house's own rules
cargo xtask tidy                           the house's own rules alone
cargo xtask test [--only STAGE] [-- NAME]  check, then every test; STAGE is check, native, wasm,
                                           package or page
cargo xtask screenshots [NAME]             pictures of the page into target/screenshots/
cargo xtask soak [--rounds N]              the main path many times in one visit, which leaves nothing behind
cargo xtask package [--bless]              the npm package, packed, into target/package/
cargo xtask size                           bytes of every file that the page loads
cargo xtask lighthouse                     the built page under Lighthouse, on a desktop and on a phone
cargo xtask bench [--page]                 the figures in the README; with --page those of edits in a real browser
cargo xtask differential [--cases N] [--seed S]
                                           the engine against the reference evaluator on N generated cases
cargo xtask fuzz [--only TARGET] [--runs N] fuzzes the targets of fuzz/ and makes their corpora small
cargo xtask mutants [FILE]                 changes what decides, and says which change no test notices
With --dev, test, screenshots and soak build the page quickly, as serve and build do.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(message)) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some((&name, rest)) = words.split_first() else {
        println!("{USAGE}");
        return Ok(());
    };
    let mut options = Options::read(rest)?;
    match name {
        "serve" => {
            let (port, profile) = (options.number("--port")?, options.profile());
            options.none_left()?;
            serve::command(port, profile)
        }
        "build" => {
            let profile = options.profile();
            options.none_left()?;
            build::command(profile)
        }
        "check" => {
            options.none_left()?;
            stages::run(&[Stage::Check], &[], Profile::Release)
        }
        "tidy" => {
            options.none_left()?;
            tidy::command()
        }
        "test" => {
            let stages = match options.value("--only") {
                Some(only) => vec![Stage::named(&only)?],
                None => Stage::ALL.into(),
            };
            let (profile, names) = (options.profile(), options.names());
            options.none_left()?;
            stages::run(&stages, &names, profile)
        }
        "screenshots" => {
            let (profile, names) = (options.profile(), options.names());
            options.none_left()?;
            walks::screenshots(&names, profile)
        }
        "soak" => {
            let (rounds, profile) = (options.number("--rounds")?, options.profile());
            options.none_left()?;
            walks::soak(rounds, profile)
        }
        "package" => {
            let bless = options.flag("--bless");
            options.none_left()?;
            package::command(bless)
        }
        "size" => {
            options.none_left()?;
            size::command()
        }
        "lighthouse" => {
            options.none_left()?;
            lighthouse::command()
        }
        "bench" => {
            let page = options.flag("--page");
            options.none_left()?;
            if page { bench_page::command() } else { bench::command() }
        }
        "differential" => {
            let (cases, seed) = (options.number("--cases")?, options.number("--seed")?);
            options.none_left()?;
            differential::command(cases, seed)
        }
        "fuzz" => {
            let (only, runs) = (options.value("--only"), options.number("--runs")?);
            options.none_left()?;
            fuzz::command(only.as_deref(), runs)
        }
        "mutants" => {
            let files = options.names();
            options.none_left()?;
            mutants::command(&files)
        }
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => fail(format!("There is no command `{other}`. There are:\n{USAGE}")),
    }
}

/// The words after the command's name; each is taken once, and none may be left over.
struct Options {
    flags: Vec<String>,
    names: Vec<String>,
}

impl Options {
    fn read(words: &[&str]) -> Result<Self> {
        let (mut flags, mut names) = (Vec::new(), Vec::new());
        let mut after_dashes = false;
        let mut words = words.iter();
        while let Some(&word) = words.next() {
            match word {
                "--" if !after_dashes => after_dashes = true,
                _ if after_dashes => names.push(word.to_owned()),
                "--port" | "--only" | "--cases" | "--seed" | "--runs" | "--rounds" => {
                    let Some(value) = words.next() else {
                        return fail(format!("`{word}` wants a value after it."));
                    };
                    flags.push(format!("{word}={value}"));
                }
                _ if word.starts_with("--") => flags.push(word.to_owned()),
                _ => names.push(word.to_owned()),
            }
        }
        Ok(Self { flags, names })
    }

    /// How the page is to be built.
    fn profile(&mut self) -> Profile {
        if self.flag("--dev") { Profile::Dev } else { Profile::Release }
    }

    fn flag(&mut self, name: &str) -> bool {
        let before = self.flags.len();
        self.flags.retain(|flag| flag != name);
        self.flags.len() != before
    }

    fn value(&mut self, name: &str) -> Option<String> {
        let wanted = format!("{name}=");
        let found = self.flags.iter().position(|flag| flag.starts_with(&wanted))?;
        Some(self.flags.remove(found)[wanted.len()..].to_owned())
    }

    fn number<N: FromStr>(&mut self, name: &str) -> Result<Option<N>> {
        let Some(text) = self.value(name) else { return Ok(None) };
        match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => fail(format!("`{name}` wants a number that is not too large, not `{text}`.")),
        }
    }

    fn names(&mut self) -> Vec<String> {
        std::mem::take(&mut self.names)
    }

    fn none_left(&self) -> Result<()> {
        match self.flags.iter().chain(&self.names).next() {
            Some(word) => fail(format!("`{word}` is not understood here. There are:\n{USAGE}")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_stand_after_its_option_or_after_an_equals_sign() {
        for words in [&["--port", "80"][..], &["--port=80"]] {
            let mut options = Options::read(words).unwrap();
            assert_eq!(options.number("--port").unwrap(), Some(80_u16));
            options.none_left().unwrap();
        }
    }

    #[test]
    fn words_after_two_dashes_are_names_even_when_they_look_like_options() {
        let mut options = Options::read(&["--only", "page", "--", "--dev"]).unwrap();
        assert_eq!(options.value("--only").as_deref(), Some("page"));
        assert_eq!(options.names(), ["--dev"]);
    }

    #[test]
    fn a_word_that_no_command_takes_is_an_error() {
        assert!(run(&["build".into(), "--fast".into()]).is_err());
    }
}
