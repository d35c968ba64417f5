//! What is asked on the command line.

use iam::PolicyType;

use crate::{
    console,
    issue::Order,
    options::{Known, Options},
    service,
};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Runs chains of AWS calls from scenario files and says why each is allowed or denied.

Usage: assume-role simulate [--json] FILE...
       assume-role events [--data-events] FILE...
       assume-role sessions FILE...
       assume-role origin FILE...
       assume-role sign-in --step ID [OPTIONS] FILE
       assume-role switch-role-link --account A --role-name R [OPTIONS]
       assume-role switch-role-link LINK
       assume-role service KIND --role-arn ARN OPTIONS
       assume-role diagram [--mermaid] FILE...
       assume-role check [--as TYPE] [--json] FILE...
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
  --data-events    with data events, as of a trail that records them
sessions   print how long each session lasts and why, until when each step would
           still succeed and who was behind it originally, as JSON
origin     print who was behind each call originally, and by which sessions
sign-in    print the console sign-in link that a custom identity broker makes of
           the credentials that a step minted
  --session-duration SECONDS, --issuer URL, --destination URL
  --after SECONDS  when it is made, counted from when they were issued
switch-role-link   print the link that opens Switch Role with its form filled in, or
  of such a LINK the step that it is for
  --display-name NAME, --color HEX
service    print the step in which a service takes a role for a workload:
  ec2 --instance-id ID [--vpc-id ID] [--private-ip-address IP]
  lambda --function-name NAME
  pod-identity --cluster-name N --namespace N --service-account N --pod-name N
               [--pod-uid UUID] [--disable-session-tags]
  rolesanywhere --trust-anchor-arn ARN --serial-number HEX --subject CN=N,OU=N
               [--issuer CN=N] [--dns NAME]
  and for each: [--region REGION] [--id STEP]
diagram    draw the chain of each file as SVG
  --mermaid        as a Mermaid flowchart
check      say what is wrong with policy documents, each at its place, and in the
           service's own words where it would not save them
  --as TYPE        what they are: identity, trust, resource, permissionsBoundary,
                   session, serviceControl, resourceControl or vpcEndpoint;
                   without it, what they look like
  --json           as JSON, as docs/wire.md describes it
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
read. `check` exits with 1 when a document has an error. One bad file or case does not stop the others.
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
    /// Print a console sign-in link.
    SignIn(console::Asked),
    /// Print a line that is ready.
    Line(String),
    /// Check documents.
    Check {
        /// Their paths.
        files: Vec<String>,
        /// What they are; nothing leaves it to what they look like.
        kind: Option<PolicyType>,
        /// As JSON.
        json: bool,
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
    /// The chain as a drawing.
    Svg,
    /// The chain as a Mermaid flowchart.
    Mermaid,
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
        "simulate" => files(command, rest, &["json"], |json| match json {
            true => Print::Outcome,
            false => Print::Report,
        }),
        "events" => {
            files(command, rest, &["data-events"], |data_events| Print::Events { data_events })
        }
        "origin" => files(command, rest, &[], |_| Print::Origin),
        "sign-in" => console::asked(rest).map(Command::SignIn),
        "switch-role-link" => console::switch_link(rest).map(Command::Line),
        "service" => service::step(rest).map(Command::Line),
        "sessions" => files(command, rest, &[], |_| Print::Sessions),
        "diagram" => files(command, rest, &["mermaid"], |mermaid| match mermaid {
            true => Print::Mermaid,
            false => Print::Svg,
        }),
        "check" => check(rest),
        "authorize" => authorize(rest),
        "token" => order(rest, &["at", "seed", "algorithm", "print"]).map(Command::Token),
        "assertion" => order(rest, &["at", "print"]).map(Command::Assertion),
        _ => Err(format!("There is no command `{}`.", arguments.join(" "))),
    }
}

/// A preset and its options.
fn order(rest: &[String], valued: &[&str]) -> Result<Order, String> {
    let known = Known { valued, repeated: &["set"], ..Known::default() };
    let (mut presets, options) = Options::read(rest, known)?;
    if presets.len() > 1 {
        return Err("One preset is issued at a time.".to_owned());
    }
    let text = |name| options.get(name).map(str::to_owned);
    let pair = |set: &str| {
        let (name, value) = set.split_once('=').ok_or("`--set` wants NAME=VALUE.")?;
        Ok((name.to_owned(), value.to_owned()))
    };
    Ok(Order {
        preset: presets.pop(),
        set: options.all("set").map(pair).collect::<Result<_, String>>()?,
        at: text("at"),
        seed: text("seed").unwrap_or_default(),
        algorithm: text("algorithm"),
        print: text("print"),
    })
}

fn authorize(rest: &[String]) -> Result<Command, String> {
    let (plain, options) = flags(rest, &["verdict-only"])?;
    if !plain.is_empty() {
        return Err("`authorize` reads its cases from standard input.".to_owned());
    }
    Ok(Command::Authorize { verdict_only: options.has("verdict-only") })
}

fn check(rest: &[String]) -> Result<Command, String> {
    let known = Known { valued: &["as"], flags: &["json"], ..Known::default() };
    let (files, options) = Options::read(rest, known)?;
    let kind = options.get("as").map(|name| {
        PolicyType::named(name).ok_or_else(|| {
            let names = PolicyType::ALL.map(PolicyType::as_str).join(", ");
            format!("`--as {name}`: a document is one of {names}.")
        })
    });
    let json = options.has("json");
    Ok(Command::Check { files: some("check", files)?, kind: kind.transpose()?, json })
}

/// A command over files, with at most one flag: what is printed of each, by whether the flag is there.
fn files(
    command: &str,
    rest: &[String],
    flag: &[&str],
    print: impl Fn(bool) -> Print,
) -> Result<Command, String> {
    let (files, options) = flags(rest, flag)?;
    let print = print(flag.iter().any(|flag| options.has(flag)));
    Ok(Command::Simulate { files: some(command, files)?, print })
}

fn flags(rest: &[String], flags: &[&str]) -> Result<(Vec<String>, Options), String> {
    Options::read(rest, Known { flags, ..Known::default() })
}

/// The files behind a command, which wants at least one.
fn some(command: &str, files: Vec<String>) -> Result<Vec<String>, String> {
    if files.is_empty() {
        return Err(format!("`{command}` wants at least one file."));
    }
    Ok(files)
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
        check(&["events", "a.json", "b.json"], simulate(Print::Events { data_events: false }));
        let data = simulate(Print::Events { data_events: true });
        check(&["events", "a.json", "--data-events", "b.json"], data);
        check(&["origin", "a.json", "b.json"], simulate(Print::Origin));
        check(&["sessions", "a.json", "b.json"], simulate(Print::Sessions));
    }

    #[test]
    fn documents_are_checked_as_what_they_are_said_to_be() {
        let check_of = |kind, json| Ok(Command::Check { files: vec!["a".to_owned()], kind, json });
        check(&["check", "a"], check_of(None, false));
        check(&["check", "--as", "trust", "a"], check_of(Some(PolicyType::Trust), false));
        check(
            &["check", "a", "--json", "--as", "session"],
            check_of(Some(PolicyType::Session), true),
        );
        let kinds = "resourceControl, serviceControl, resource, trust, identity, permissionsBoundary, session, vpcEndpoint";
        check(
            &["check", "--as", "Trust", "a"],
            Err(&format!("`--as Trust`: a document is one of {kinds}.")),
        );
        check(&["check", "a", "--as"], Err("`--as` wants a value."));
        check(&["check", "--as", "trust"], Err("`check` wants at least one file."));
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
