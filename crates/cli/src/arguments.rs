//! What is asked on the command line.

use crate::issue::Order;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Runs chains of AWS calls from scenario files and says why each is allowed or denied.

Usage: assume-role simulate [--json] FILE...
       assume-role events FILE...
       assume-role sessions FILE...
       assume-role authorize [--verdict-only] < CASES
       assume-role token [PRESET [--set CLAIM=VALUE]... [--algorithm ES256|RS256]
                         [--print claims|keys] [--at TIME] [--seed SEED]]
       assume-role assertion [PRESET [--set PART=VALUE]... [--print xml|metadata]
                             [--at TIME]]
       assume-role --help | --version

simulate   run scenario files; `-` is standard input
  --json           print the outcome of each file as JSON, as docs/wire.md
                   describes it
events     print the audit-trail events that the steps of each file would leave,
           as JSON in CloudTrail's form
sessions   print how long each session lasts and why, until when each step would
           still succeed and who was behind it originally, as JSON
authorize  answer a case of loose policies, or an array of cases, from standard
           input, as docs/authorize.md describes it
  --verdict-only   leave the explanation out
token      issue a web identity token, as a provider of that preset would; without
           one, list the presets
  --set            replace a claim; the value is JSON, or else text, and without
                   a value the claim is left out
  --print          print the claims, or the key set that the provider publishes
  --at             when it is issued; without it, now
  --seed           the `seed` of the scenario in which it shall be accepted
assertion  issue a SAML response in Base64 likewise; a PART is `issuer`,
           `recipient`, `audience`, `nameId`, `nameIdFormat`, `notBefore`,
           `notOnOrAfter`, `sessionNotOnOrAfter`, `Role`, `RoleSessionName`,
           `SessionDuration`, `SourceIdentity`, `PrincipalTag:KEY`,
           `TransitiveTagKeys` or any other attribute's name

Exit code 0 when every expectation of every file holds or every case was
answered, 1 when one does not or was not, 2 when a file or the input cannot be
read. One bad file or case does not stop the others.
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
        /// What is printed of each.
        print: Print,
    },
    /// Issue a token.
    Token(Order),
    /// Issue a SAML response.
    Assertion(Order),
    /// Answer cases from standard input.
    Authorize {
        /// Without the explanation.
        verdict_only: bool,
    },
}

/// What is printed of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Print {
    /// A table for people.
    Report,
    /// The outcome as JSON.
    Outcome,
    /// The audit trail as JSON.
    Events,
    /// The sessions as JSON.
    Sessions,
}

/// Reads the arguments behind the command's own name.
///
/// # Errors
/// One sentence, when they make no command.
pub(crate) fn read(arguments: &[String]) -> Result<Command, String> {
    let is = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    if is("--help") || is("-h") {
        return Ok(Command::Help);
    }
    if is("--version") {
        return Ok(Command::Version);
    }
    let Some((command, rest)) = arguments.split_first() else { return Ok(Command::Help) };
    match &**command {
        "simulate" => simulate(rest),
        "events" => files(command, rest, Print::Events),
        "sessions" => files(command, rest, Print::Sessions),
        "authorize" => authorize(rest),
        "token" => order(rest, &["set", "at", "seed", "algorithm", "print"]).map(Command::Token),
        "assertion" => order(rest, &["set", "at", "print"]).map(Command::Assertion),
        _ => Err(format!("There is no command `{}`.", arguments.join(" "))),
    }
}

/// A preset and its options, each with a value behind it.
fn order(rest: &[String], options: &[&str]) -> Result<Order, String> {
    let mut order = Order::default();
    let mut rest = rest.iter();
    while let Some(argument) = rest.next() {
        let Some(option) = argument.strip_prefix("--") else {
            if order.preset.replace(argument.clone()).is_some() {
                return Err("One preset is issued at a time.".to_owned());
            }
            continue;
        };
        if !options.contains(&option) {
            return Err(format!("There is no option `{argument}`."));
        }
        let value = rest.next().ok_or_else(|| format!("`{argument}` wants a value."))?.clone();
        match option {
            "set" => {
                let (name, value) =
                    value.split_once('=').ok_or("`--set` wants NAME=VALUE.".to_owned())?;
                order.set.push((name.to_owned(), value.to_owned()));
            }
            "at" => order.at = Some(value),
            "seed" => order.seed = value,
            "algorithm" => order.algorithm = Some(value),
            _ => order.print = Some(value),
        }
    }
    Ok(order)
}

fn authorize(rest: &[String]) -> Result<Command, String> {
    match rest.iter().find(|argument| *argument != "--verdict-only") {
        None => Ok(Command::Authorize { verdict_only: !rest.is_empty() }),
        Some(option) if option.starts_with("--") => Err(format!("There is no option `{option}`.")),
        Some(_) => Err("`authorize` reads its cases from standard input.".to_owned()),
    }
}

fn simulate(rest: &[String]) -> Result<Command, String> {
    let (json, rest): (Vec<&String>, Vec<&String>) =
        rest.iter().partition(|argument| **argument == "--json");
    let print = if json.is_empty() { Print::Report } else { Print::Outcome };
    files("simulate", &rest.into_iter().cloned().collect::<Vec<_>>(), print)
}

fn files(command: &str, rest: &[String], print: Print) -> Result<Command, String> {
    if let Some(unknown) = rest.iter().find(|argument| argument.starts_with("--")) {
        return Err(format!("There is no option `{unknown}`."));
    }
    if rest.is_empty() {
        return Err(format!("`{command}` wants at least one file."));
    }
    Ok(Command::Simulate { files: rest.to_vec(), print })
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
        let simulate = |print| {
            Ok(Command::Simulate { files: vec!["a.json".to_owned(), "b.json".to_owned()], print })
        };
        check(&["simulate", "a.json", "b.json"], simulate(Print::Report));
        check(&["simulate", "a.json", "--json", "b.json"], simulate(Print::Outcome));
        check(&["events", "a.json", "b.json"], simulate(Print::Events));
        check(&["sessions", "a.json", "b.json"], simulate(Print::Sessions));
    }

    #[test]
    fn help_is_given_wherever_it_is_asked_for() {
        check(&[], Ok(Command::Help));
        check(&["simulate", "--help"], Ok(Command::Help));
        check(&["--version"], Ok(Command::Version));
    }

    #[test]
    fn cases_come_from_standard_input() {
        check(&["authorize"], Ok(Command::Authorize { verdict_only: false }));
        check(&["authorize", "--verdict-only"], Ok(Command::Authorize { verdict_only: true }));
        check(&["authorize", "--verdict"], Err("There is no option `--verdict`."));
        check(&["authorize", "a.json"], Err("`authorize` reads its cases from standard input."));
    }

    #[test]
    fn a_token_is_ordered_with_what_replaces_its_claims() {
        let order = Order {
            preset: Some("github".to_owned()),
            set: vec![("sub".to_owned(), "repo:a=b".to_owned()), ("aud".to_owned(), String::new())],
            at: Some("2026-11-22T10:00:00Z".to_owned()),
            ..Order::default()
        };
        let arguments = [
            "token",
            "--set",
            "sub=repo:a=b",
            "github",
            "--set",
            "aud=",
            "--at",
            "2026-11-22T10:00:00Z",
        ];
        check(&arguments, Ok(Command::Token(order)));
        check(&["token"], Ok(Command::Token(Order::default())));
        check(&["token", "a", "b"], Err("One preset is issued at a time."));
        check(&["token", "a", "--set", "sub"], Err("`--set` wants NAME=VALUE."));
        check(&["token", "a", "--seed"], Err("`--seed` wants a value."));
        check(&["assertion", "okta", "--seed", "x"], Err("There is no option `--seed`."));
    }

    #[test]
    fn what_is_misspelled_is_named() {
        check(&["run", "a.json"], Err("There is no command `run a.json`."));
        check(&["simulate", "--jason", "a"], Err("There is no option `--jason`."));
        check(&["events", "--json", "a"], Err("There is no option `--json`."));
        check(&["sessions"], Err("`sessions` wants at least one file."));
        check(&["simulate"], Err("`simulate` wants at least one file."));
    }
}
