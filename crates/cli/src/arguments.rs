//! What is asked on the command line.

use clap::{
    Args, ColorChoice, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use iam::PolicyType;

use crate::{console, issue::Order, service};

const EXIT_CODES: &str = "\
Exit code 0 when every expectation of every file holds or every case was
answered, 1 when one does not or was not, 2 when a file or the input cannot be
read or the command is misspelled. `check` exits with 1 when a document has an
error. One bad file or case does not stop the others.";

/// Runs chains of AWS calls from scenario files and says why each is allowed or denied.
#[derive(Debug, PartialEq, Eq, Parser)]
#[command(name = "assume-role", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Whether verdicts have colours; by itself it asks whether a terminal reads
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) colors: ColorChoice,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Command {
    /// Run scenario files: every step with its verdict and its reason
    Simulate {
        #[command(flatten)]
        files: Files,
        /// Print the outcome of each file as JSON, as docs/wire.md describes it
        #[arg(long)]
        json: bool,
    },
    /// Say why: every check of a step in the service's order, and what each policy said
    Explain {
        #[command(flatten)]
        files: Files,
        /// The step; without it, every step that was refused, or the last where none was
        #[arg(long, value_name = "ID")]
        step: Option<String>,
        /// Everything that was looked at, and not only the way to the decision
        #[arg(long)]
        full: bool,
        /// Of what was refused, the usual causes in likely order, each answered from the scenario
        #[arg(long)]
        causes: bool,
    },
    /// Write each file's chain as a Markdown report: the drawing, every step, why those that fail do, and the commands
    Report(Files),
    /// Print the audit-trail events that the steps would leave, as JSON in CloudTrail's form
    Events {
        #[command(flatten)]
        files: Files,
        /// With data events, as of a trail that records them
        #[arg(long)]
        data_events: bool,
    },
    /// Print how long each session lasts and why, and until when each step would still succeed, as JSON
    Sessions(Files),
    /// Print who was behind each call originally, and by which sessions
    Origin(Files),
    /// Draw the chain of each file
    Diagram {
        #[command(flatten)]
        files: Files,
        /// As a drawing, a Mermaid flowchart, or a graph for Graphviz
        #[arg(long, value_enum, default_value_t = Format::Svg)]
        format: Format,
        /// The same as --format mermaid
        #[arg(long, conflicts_with = "format")]
        mermaid: bool,
    },
    /// Say what is wrong with policy documents, each at its place, and in the service's own words where it would not save
    /// them
    Check {
        #[command(flatten)]
        files: Files,
        /// What the documents are; without it, what they look like
        #[arg(long = "as", value_name = "TYPE", value_parser = policy_types())]
        kind: Option<PolicyType>,
        /// As JSON, as docs/wire.md describes it
        #[arg(long)]
        json: bool,
    },
    /// Answer a case of loose policies, or an array of cases, from standard input, as docs/authorize.md describes it
    Authorize {
        /// Leave the explanation out
        #[arg(long)]
        verdict_only: bool,
    },
    /// Print the step in which a service takes a role for a workload
    Service {
        #[command(subcommand)]
        workload: service::Asked,
    },
    /// Print the console sign-in link that a custom identity broker makes of the credentials that a step minted
    SignIn(console::Asked),
    /// Print the link that opens Switch Role with its form filled in, or of such a link the step that it is for
    SwitchRoleLink(console::Switch),
    /// Issue a web identity token, as a provider of that preset would; without one, list the presets
    Token {
        #[command(flatten)]
        order: Order,
        /// The `seed` of the scenario in which it shall be accepted
        #[arg(long, default_value = "", hide_default_value = true)]
        seed: String,
        /// How it is signed
        #[arg(long, default_value = "ES256", value_parser = ["ES256", "RS256"])]
        algorithm: String,
        /// Print the claims, or the key set that the provider publishes
        #[arg(long, value_parser = ["claims", "keys"])]
        print: Option<String>,
    },
    /// Issue a SAML response in Base64, as a provider of that preset would; without one, list the presets
    ///
    /// A part that `--set` replaces is issuer, recipient, audience, nameId, nameIdFormat, notBefore, notOnOrAfter,
    /// sessionNotOnOrAfter, Role, RoleSessionName, SessionDuration, SourceIdentity, PrincipalTag:KEY, TransitiveTagKeys or
    /// any other attribute's name.
    Assertion {
        #[command(flatten)]
        order: Order,
        /// Print the XML of the response, or the metadata that the provider publishes
        #[arg(long, value_parser = ["xml", "metadata"])]
        print: Option<String>,
    },
    /// Print what makes a shell complete this command
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// The files that a command reads.
#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct Files {
    /// Files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
}

fn policy_types() -> impl TypedValueParser<Value = PolicyType> {
    PossibleValuesParser::new(PolicyType::ALL.map(PolicyType::as_str))
        .try_map(|name| PolicyType::named(&name).ok_or("no type of policy"))
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, error::ErrorKind};

    use super::*;

    fn read(arguments: &[&str]) -> Result<Command, ErrorKind> {
        let whole = ["assume-role"].into_iter().chain(arguments.iter().copied());
        Arguments::try_parse_from(whole).map(|read| read.command).map_err(|error| error.kind())
    }

    fn files(names: &[&str]) -> Files {
        Files { files: names.iter().map(ToString::to_string).collect() }
    }

    #[test]
    fn the_description_of_the_command_has_no_contradiction() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn files_and_options_may_stand_in_any_order() {
        for arguments in [
            ["simulate", "a.json", "b.json", "--json"],
            ["simulate", "a.json", "--json", "b.json"],
            ["simulate", "--json", "a.json", "b.json"],
        ] {
            let expect = Command::Simulate { files: files(&["a.json", "b.json"]), json: true };
            assert_eq!(read(&arguments), Ok(expect));
        }
        assert_eq!(read(&["sessions", "-"]), Ok(Command::Sessions(files(&["-"]))));
    }

    #[test]
    fn documents_are_checked_as_what_they_are_said_to_be() {
        for (arguments, kind, json) in [
            (&["check", "a"][..], None, false),
            (&["check", "--as", "trust", "a"], Some(PolicyType::Trust), false),
            (&["check", "a", "--json", "--as", "session"], Some(PolicyType::Session), true),
        ] {
            let expect = Command::Check { files: files(&["a"]), kind, json };
            assert_eq!(read(arguments), Ok(expect));
        }
        assert_eq!(read(&["check", "--as", "Trust", "a"]), Err(ErrorKind::InvalidValue));
        assert_eq!(read(&["check", "--as", "trust"]), Err(ErrorKind::MissingRequiredArgument));
    }

    #[test]
    fn cases_come_from_standard_input() {
        assert_eq!(read(&["authorize"]), Ok(Command::Authorize { verdict_only: false }));
        assert_eq!(read(&["authorize", "a.json"]), Err(ErrorKind::UnknownArgument));
    }

    #[test]
    fn a_token_is_ordered_with_what_replaces_its_claims() {
        let order = Order {
            preset: Some("github".to_owned()),
            set: vec![("sub".to_owned(), "repo:a=b".to_owned()), ("aud".to_owned(), String::new())],
            at: None,
        };
        let arguments = ["token", "--set", "sub=repo:a=b", "github", "--set", "aud="];
        let (seed, algorithm) = (String::new(), "ES256".to_owned());
        assert_eq!(read(&arguments), Ok(Command::Token { order, seed, algorithm, print: None }));
        assert_eq!(read(&["token", "a", "b"]), Err(ErrorKind::UnknownArgument));
        assert_eq!(read(&["token", "a", "--set", "sub"]), Err(ErrorKind::ValueValidation));
        assert_eq!(read(&["assertion", "okta", "--seed", "x"]), Err(ErrorKind::UnknownArgument));
    }

    #[test]
    fn what_is_misspelled_or_missing_is_no_command() {
        assert_eq!(read(&["run", "a.json"]), Err(ErrorKind::InvalidSubcommand));
        assert_eq!(read(&["simulate", "--jason", "a"]), Err(ErrorKind::UnknownArgument));
        assert_eq!(read(&["events", "--json", "a"]), Err(ErrorKind::UnknownArgument));
        assert_eq!(read(&["sessions"]), Err(ErrorKind::MissingRequiredArgument));
    }
}

/// What a chain is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// A drawing that stands alone.
    Svg,
    /// A flowchart for documents that draw Mermaid.
    Mermaid,
    /// A graph for Graphviz.
    Dot,
}
