//! What is asked on the command line.

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Runs chains of AWS calls from scenario files and says why each is allowed or denied.

Usage: assume-role simulate [--json] FILE...
       assume-role --help | --version

  --json   print the outcome of each file as JSON, as docs/wire.md describes it

Exit code 0 when every expectation of every file holds, 1 when one does not,
2 when a file cannot be read. One bad file does not stop the others.
";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Say how the command is used.
    Help,
    /// Say which version this is.
    Version,
    /// Run files.
    Simulate {
        /// Their paths.
        files: Vec<String>,
        /// As JSON rather than for people.
        json: bool,
    },
}

/// Reads the arguments behind the command's own name.
///
/// # Errors
/// One sentence, when they make no command.
pub(crate) fn read(arguments: &[String]) -> Result<Command, String> {
    let is = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    if arguments.is_empty() || is("--help") || is("-h") {
        return Ok(Command::Help);
    }
    if is("--version") {
        return Ok(Command::Version);
    }
    let Some((command, rest)) = arguments.split_first().filter(|(first, _)| *first == "simulate")
    else {
        return Err(format!("There is no command `{}`.", arguments.join(" ")));
    };
    debug_assert_eq!(command, "simulate");
    let (options, files): (Vec<&String>, Vec<&String>) =
        rest.iter().partition(|argument| argument.starts_with("--"));
    if let Some(unknown) = options.iter().find(|option| **option != "--json") {
        return Err(format!("There is no option `{unknown}`."));
    }
    if files.is_empty() {
        return Err("`simulate` wants at least one file.".to_owned());
    }
    Ok(Command::Simulate { files: files.into_iter().cloned().collect(), json: !options.is_empty() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &[&str], expect: Result<Command, &str>) {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        assert_eq!(read(&arguments), expect.map_err(str::to_owned), "{arguments:?}");
    }

    #[test]
    fn files_and_the_option_may_stand_in_any_order() {
        let simulate = |json| {
            Ok(Command::Simulate { files: vec!["a.json".to_owned(), "b.json".to_owned()], json })
        };
        check(&["simulate", "a.json", "b.json"], simulate(false));
        check(&["simulate", "a.json", "--json", "b.json"], simulate(true));
    }

    #[test]
    fn help_is_given_wherever_it_is_asked_for() {
        check(&[], Ok(Command::Help));
        check(&["simulate", "--help"], Ok(Command::Help));
        check(&["--version"], Ok(Command::Version));
    }

    #[test]
    fn what_is_misspelled_is_named() {
        check(&["run", "a.json"], Err("There is no command `run a.json`."));
        check(&["simulate", "--jason", "a"], Err("There is no option `--jason`."));
        check(&["simulate"], Err("`simulate` wants at least one file."));
    }
}
