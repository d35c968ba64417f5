//! The way to a step as a script: each hop's credentials become the environment of the next. AWS: "Switch to an IAM role
//! (AWS CLI)" and "Controlling command output in the AWS CLI".

use std::rc::Rc;

use super::{Shell, call, command, way};
use crate::{Outcome, Scenario, scenario::StartCredentials};

/// The hops to a step and the step itself, for a shell that can read a command's answer into variables; nothing for the
/// command prompt, which cannot without losing quotes, and where a step on the way has no command.
///
/// What happens to the world in between is somebody else's part, and is left out.
#[must_use]
pub fn script(scenario: &Scenario, outcome: &Outcome, step: usize, shell: Shell) -> Option<String> {
    if shell == Shell::Cmd {
        return None;
    }
    let way = way(scenario, step);
    let mut text = format!("{}{}\n", shell.comment(), first(scenario, *way.first()?));
    for (number, at) in way.iter().enumerate() {
        let command = command::of(scenario, outcome, *at, shell)?;
        let is_last = number + 1 == way.len();
        let id = &scenario.steps.get(*at)?.id;
        let line = format!("\n{}Step {}, {id}\n", shell.comment(), at + 1);
        text.push_str(&line);
        text.push_str(&command.files());
        let mints = call(scenario, *at).is_some_and(|call| call.call.mints());
        match mints && !is_last {
            true => text.push_str(&taken(&command, shell)),
            false => text.push_str(&format!("{}\n", command.line())),
        }
    }
    Some(text)
}

/// Whose credentials the first call is signed with.
fn first(scenario: &Scenario, step: usize) -> String {
    let caller = scenario.caller_of(step);
    let who: Rc<str> = match &*caller {
        "start" => Rc::clone(&scenario.start.principal),
        _ => caller,
    };
    let kind = match scenario.start.credentials {
        Some(StartCredentials::LongTerm) | None => "credentials",
        Some(_) => "session",
    };
    format!("Begins with the {kind} of {who}.")
}

/// The command with its answer put into the environment. In Bash all steps are one list, which a refusal ends.
fn taken(command: &command::Command, shell: Shell) -> String {
    match shell {
        Shell::PowerShell => format!(
            "$given = ({} `\n  --output json | ConvertFrom-Json).Credentials\n\
             $Env:AWS_ACCESS_KEY_ID = $given.AccessKeyId\n\
             $Env:AWS_SECRET_ACCESS_KEY = $given.SecretAccessKey\n\
             $Env:AWS_SESSION_TOKEN = $given.SessionToken\n",
            command.line()
        ),
        Shell::Bash | Shell::Cmd => format!(
            "given=$({} \\\n  --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) &&\n\
             read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<< \"$given\" &&\n\
             export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN &&\n",
            command.line()
        ),
    }
}
