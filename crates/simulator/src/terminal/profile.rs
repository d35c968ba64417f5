//! The way to a step as profiles of `~/.aws/config`, each with the one before it as its source. AWS: "AWS Command Line
//! Interface User Guide", "Configuration and credential file settings" and "Using an IAM role in the AWS CLI".

use std::rc::Rc;

use sts::request::{AssumeRole, Call};

use super::{call, way};
use crate::{Scenario, scenario::Operation};

/// Profiles as text, and what they cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profiles {
    /// The sections.
    pub text: String,
    /// The profile that stands for the step; nothing where the step makes no session of a role.
    pub name: Option<String>,
    /// Parameters that the calls pass and no profile can, each as `deploy: Tags`.
    pub left_out: Vec<String>,
}

/// The profiles of the hops that lead to a step, and of the step itself where it takes a role; of the last hop alone
/// where `whole` is not wanted.
#[must_use]
pub fn profiles(scenario: &Scenario, step: usize, whole: bool) -> Profiles {
    let way = way(scenario, step);
    let hops: Vec<usize> = way
        .iter()
        .copied()
        .filter(|at| call(scenario, *at).is_some_and(|call| call.call.mints()))
        .collect();
    let mut writing = Writing { scenario, sections: Vec::new(), left_out: Vec::new() };
    let Some((last, first)) = hops.last().zip(hops.first()) else {
        return Profiles { text: String::new(), name: None, left_out: Vec::new() };
    };
    let mut source = writing.source(*first);
    for at in &hops {
        let before = writing.sections.len();
        let left_out = writing.left_out.len();
        source = writing.hop(*at, &source);
        if !whole && at != last {
            writing.sections.truncate(before);
            writing.left_out.truncate(left_out);
        }
    }
    if !whole {
        // The source of the first hop is a section of its own.
        let keep = writing.sections.len().saturating_sub(1);
        writing.sections.drain(..keep);
    }
    let name = writing.name(*last);
    Profiles { text: writing.sections.join("\n"), name: Some(name), left_out: writing.left_out }
}

/// Where a profile's credentials come from.
#[derive(Debug, Clone)]
enum Source {
    /// Another profile.
    Profile(String),
    /// The machine: `Ec2InstanceMetadata`, `EcsContainer` or `Environment`.
    Machine(&'static str),
}

struct Writing<'a> {
    scenario: &'a Scenario,
    sections: Vec<String>,
    left_out: Vec<String>,
}

impl Writing<'_> {
    /// A profile's name: the step's id, in the characters that a section's name takes.
    fn name(&self, step: usize) -> String {
        let id = self.scenario.steps.get(step).map(|step| Rc::clone(&step.id)).unwrap_or_default();
        plain(&id)
    }

    /// Who begins: a service's role from its machine, anybody else from a profile with keys.
    fn source(&mut self, first: usize) -> Source {
        let caller = self.scenario.caller_of(first);
        let is_start = *caller == *"start";
        let who = if is_start { &self.scenario.start.principal } else { &caller };
        if let (true, Some(service)) = (is_start, self.scenario.start.delivered_by.as_deref()) {
            return Source::Machine(match service {
                "ec2.amazonaws.com" => "Ec2InstanceMetadata",
                "ecs-tasks.amazonaws.com" | "pods.eks.amazonaws.com" => "EcsContainer",
                _ => "Environment",
            });
        }
        let name = plain(who.rsplit(['/', ':']).next().unwrap_or(who));
        let unsigned = self.scenario.steps.get(first).is_some_and(|step| match &step.operation {
            Operation::Sts(call) => matches!(
                call.call,
                Call::AssumeRoleWithSaml(_) | Call::AssumeRoleWithWebIdentity(_)
            ),
            _ => false,
        });
        if !unsigned {
            self.sections.push(format!(
                "[profile {name}]\n# The keys of {who} stand in ~/.aws/credentials.\n"
            ));
        }
        Source::Profile(name)
    }

    /// The profile of a hop, which is the source of the next.
    fn hop(&mut self, step: usize, source: &Source) -> Source {
        let name = self.name(step);
        let Some(made) = call(self.scenario, step).map(|made| &made.call) else {
            return Source::Profile(name);
        };
        let region = self.scenario.steps.get(step).and_then(|step| step.endpoint.clone());
        let region = region.filter(|region| **region != *"global");
        let mut lines = vec![format!("[profile {name}]")];
        match made {
            Call::AssumeRole(call) => {
                lines.extend(of_role(call, source));
                self.leave_out(&name, &left_out(call));
            }
            Call::AssumeRoleWithWebIdentity(call) => {
                setting(&mut lines, "role_arn", call.role_arn.as_deref());
                lines.push("web_identity_token_file = token.txt".to_owned());
                setting(&mut lines, "role_session_name", call.role_session_name.as_deref());
                let seconds = call.duration_seconds.map(|seconds| seconds.to_string());
                setting(&mut lines, "duration_seconds", seconds.as_deref());
                let policies = [
                    ("Policy", call.policy.is_some()),
                    ("PolicyArns", !call.policy_arns.is_empty()),
                    ("ProviderId", call.provider_id.is_some()),
                ];
                self.leave_out(&name, &policies);
            }
            other => lines.push(format!(
                "# No profile calls {}: its keys go into ~/.aws/credentials under this name.",
                other.operation()
            )),
        }
        setting(&mut lines, "region", region.as_deref());
        self.sections.push(format!("{}\n", lines.join("\n")));
        Source::Profile(name)
    }

    fn leave_out(&mut self, name: &str, parameters: &[(&str, bool)]) {
        let passed = parameters.iter().filter(|(_, passed)| *passed);
        self.left_out.extend(passed.map(|(parameter, _)| format!("{name}: {parameter}")));
    }
}

fn of_role(call: &AssumeRole, source: &Source) -> Vec<String> {
    let mut lines = Vec::new();
    setting(&mut lines, "role_arn", call.role_arn.as_deref());
    match source {
        Source::Profile(name) => setting(&mut lines, "source_profile", Some(name)),
        Source::Machine(word) => setting(&mut lines, "credential_source", Some(word)),
    }
    setting(&mut lines, "role_session_name", call.role_session_name.as_deref());
    setting(&mut lines, "external_id", call.external_id.as_deref());
    setting(&mut lines, "mfa_serial", call.serial_number.as_deref());
    let seconds = call.duration_seconds.map(|seconds| seconds.to_string());
    setting(&mut lines, "duration_seconds", seconds.as_deref());
    lines
}

/// What the call passes and a profile has no setting for.
fn left_out(call: &AssumeRole) -> [(&'static str, bool); 7] {
    [
        ("Policy", call.policy.is_some()),
        ("PolicyArns", !call.policy_arns.is_empty()),
        ("Tags", !call.tags.is_empty()),
        ("TransitiveTagKeys", !call.transitive_tag_keys.is_empty()),
        ("SourceIdentity", call.source_identity.is_some()),
        ("ProvidedContexts", !call.provided_contexts.is_empty()),
        ("MinimumSessionTokenSize", call.minimum_session_token_size.is_some()),
    ]
}

fn setting(lines: &mut Vec<String>, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        lines.push(format!("{name} = {}", value.replace(['\n', '\r'], " ")));
    }
}

/// A name as it stands in a section's head.
fn plain(name: &str) -> String {
    let kept = |letter: char| letter.is_alphanumeric() || "_-./@%+:".contains(letter);
    name.chars().map(|letter| if kept(letter) { letter } else { '-' }).collect()
}
