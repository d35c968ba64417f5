//! A call as a command of the AWS CLI. AWS: "AWS CLI Command Reference", the commands of `sts` and `iam`.

use std::rc::Rc;

use policy::json;
use sts::request::{Call, ProvidedContext, RequestTag};

use super::{Shell, call};
use crate::{
    Outcome, Scenario,
    json::{Object, list},
    scenario::{Change, ChangeOperation as Op, Operation, TagEntry},
};

/// A command under construction: what stands before it, and its options.
pub(super) struct Command {
    shell: Shell,
    /// Lines that make the files which options name.
    files: Vec<String>,
    words: Vec<String>,
    /// The step's id, which files are named after.
    id: Rc<str>,
}

/// The call to STS or the change as a command, with the lines that it needs before it; nothing for any other action, whose
/// command and options follow from no policy action.
#[must_use]
pub fn command(
    scenario: &Scenario,
    outcome: &Outcome,
    step: usize,
    shell: Shell,
) -> Option<String> {
    let command = of(scenario, outcome, step, shell)?;
    Some(format!("{}{}\n", command.files.concat(), command.line()))
}

/// The same without its end, for whoever puts it into a longer line.
pub(super) fn of(
    scenario: &Scenario,
    outcome: &Outcome,
    step: usize,
    shell: Shell,
) -> Option<Command> {
    let written = scenario.steps.get(step)?;
    let id = Rc::clone(&written.id);
    match &written.operation {
        Operation::Sts(_) => {
            let mut command = Command::new(shell, id, "sts");
            command.sts(&call(scenario, step)?.call, outcome);
            match written.endpoint.as_deref() {
                None => {}
                Some("global") => command.option("endpoint-url", "https://sts.amazonaws.com"),
                Some(region) => command.option("region", region),
            }
            Some(command)
        }
        Operation::Change(change) => Some(changing(change, id, shell)),
        // The console has no command.
        Operation::Action { .. } | Operation::SwitchRole(_) => None,
    }
}

/// A change of the world as a command.
#[must_use]
pub fn change(change: &Change, id: &Rc<str>, shell: Shell) -> String {
    let command = changing(change, Rc::clone(id), shell);
    format!("{}{}\n", command.files.concat(), command.line())
}

/// `AssumeRoleWithSAML` as `assume-role-with-saml`.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    let mut before = '-';
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
        before = letter;
    }
    kebab
}

/// Whether a text stands in the CLI's shorthand as it is. AWS: "Using shorthand syntax in the AWS CLI".
fn is_shorthand(text: &str) -> bool {
    !text.starts_with('=')
        && text.chars().all(|letter| letter.is_alphanumeric() || " _.:/=+-@".contains(letter))
}

impl Command {
    fn new(shell: Shell, id: Rc<str>, service: &str) -> Self {
        Self { shell, files: Vec::new(), words: vec!["aws".to_owned(), service.to_owned()], id }
    }

    /// The lines that make its files.
    pub(super) fn files(&self) -> String {
        self.files.concat()
    }

    /// The command; its options go on in lines of their own where they are many.
    pub(super) fn line(&self) -> String {
        let (start, options) = self.words.split_at(3.min(self.words.len()));
        let separator = match options.len() {
            0..=2 => " ".to_owned(),
            _ => format!("{}\n  ", self.shell.goes_on()),
        };
        [start.join(" ")]
            .into_iter()
            .chain(options.iter().cloned())
            .collect::<Vec<_>>()
            .join(&separator)
    }

    /// Adds an option with its value. What begins with a hyphen would be taken for another option.
    pub(super) fn option(&mut self, name: &str, value: &str) {
        if value.starts_with('-') {
            return self.words.push(self.shell.quoted(&format!("--{name}={value}")));
        }
        self.words.push(format!("--{name} {}", self.shell.quoted(value)));
    }

    fn maybe(&mut self, name: &str, value: Option<&Rc<str>>) {
        value.iter().for_each(|value| self.option(name, value));
    }

    fn number(&mut self, name: &str, value: Option<i64>) {
        value.iter().for_each(|value| self.option(name, &value.to_string()));
    }

    /// Adds an option with all its values; as JSON where one would be taken for another option or for a list.
    fn several(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let values: Vec<String> = values.into_iter().collect();
        if values.iter().any(|value| value.starts_with(['-', '['])) {
            let texts = values.into_iter().map(crate::json::text);
            return self.document(name, &crate::json::compact(&list(texts)));
        }
        let quoted: Vec<String> = values.iter().map(|value| self.shell.quoted(value)).collect();
        if !quoted.is_empty() {
            self.words.push(format!("--{name} {}", quoted.join(" ")));
        }
    }

    /// A document. PowerShell's generations hand double quotes to programs in different ways, so there it goes by a file.
    fn document(&mut self, name: &str, text: &str) {
        let compact = ascii(&compacted(text));
        if self.shell != Shell::PowerShell {
            return self.option(name, &compact);
        }
        let file = format!("{}-{name}.json", self.id);
        let quoted = compact.replace('\'', "''");
        self.files.push(format!("Set-Content -Encoding ascii '{file}' '{quoted}'\n"));
        self.option(name, &format!("file://{file}"));
    }

    /// Something that no scenario holds as text, in a file.
    fn file(&mut self, name: &str, file: &str, what: &str) {
        self.files.push(format!("{}{file} holds {what}.\n", self.shell.comment()));
        self.option(name, &format!("file://{file}"));
    }

    fn tags<'t>(&mut self, name: &str, tags: impl Iterator<Item = (&'t Rc<str>, &'t Rc<str>)>) {
        self.structures(name, ["Key", "Value"], tags.map(|(key, value)| [key, value]));
    }

    /// Structures of two texts, in shorthand where they can be.
    fn structures<'t>(
        &mut self,
        name: &str,
        members: [&str; 2],
        all: impl Iterator<Item = [&'t Rc<str>; 2]>,
    ) {
        let all: Vec<[&Rc<str>; 2]> = all.collect();
        if all.iter().flatten().all(|text| is_shorthand(text)) {
            let [one, two] = members;
            let words = all.iter().map(|[first, second]| format!("{one}={first},{two}={second}"));
            return self.several(name, words);
        }
        let objects = all.iter().map(|values| {
            let pairs = members.iter().zip(values.iter());
            let object = pairs
                .fold(Object::new(), |object, (name, value)| object.text(name, Rc::clone(value)));
            object.done()
        });
        self.document(name, &crate::json::compact(&list(objects)));
    }

    fn request_tags(&mut self, tags: &[RequestTag]) {
        self.tags("tags", tags.iter().map(|tag| (&tag.key, &tag.value)));
    }

    fn policies(&mut self, policy: Option<&Rc<str>>, arns: &[Rc<str>]) {
        policy.iter().for_each(|policy| self.document("policy", policy));
        self.several("policy-arns", arns.iter().map(|arn| format!("arn={arn}")));
    }

    fn sts(&mut self, call: &Call, outcome: &Outcome) {
        self.words.push(kebab(call.operation()));
        match call {
            Call::AssumeRole(call) => {
                self.maybe("role-arn", call.role_arn.as_ref());
                self.maybe("role-session-name", call.role_session_name.as_ref());
                self.number("duration-seconds", call.duration_seconds);
                self.maybe("external-id", call.external_id.as_ref());
                self.maybe("serial-number", call.serial_number.as_ref());
                self.maybe("token-code", call.token_code.as_ref());
                self.maybe("source-identity", call.source_identity.as_ref());
                self.request_tags(&call.tags);
                self.several(
                    "transitive-tag-keys",
                    call.transitive_tag_keys.iter().map(ToString::to_string),
                );
                self.policies(call.policy.as_ref(), &call.policy_arns);
                let contexts = call.provided_contexts.iter();
                self.structures(
                    "provided-contexts",
                    ["ProviderArn", "ContextAssertion"],
                    contexts.map(|ProvidedContext { provider_arn, context_assertion }| {
                        [provider_arn, context_assertion]
                    }),
                );
            }
            Call::AssumeRoleWithSaml(call) => {
                self.maybe("role-arn", call.role_arn.as_ref());
                self.maybe("principal-arn", call.principal_arn.as_ref());
                self.file(
                    "saml-assertion",
                    "assertion.txt",
                    "the response of the provider, in Base64",
                );
                self.number("duration-seconds", call.duration_seconds);
                self.policies(call.policy.as_ref(), &call.policy_arns);
            }
            Call::AssumeRoleWithWebIdentity(call) => {
                self.maybe("role-arn", call.role_arn.as_ref());
                self.maybe("role-session-name", call.role_session_name.as_ref());
                self.file("web-identity-token", "token.txt", "the token of the provider");
                self.maybe("provider-id", call.provider_id.as_ref());
                self.number("duration-seconds", call.duration_seconds);
                self.policies(call.policy.as_ref(), &call.policy_arns);
            }
            Call::GetSessionToken(call) => {
                self.number("duration-seconds", call.duration_seconds);
                self.maybe("serial-number", call.serial_number.as_ref());
                self.maybe("token-code", call.token_code.as_ref());
            }
            Call::GetFederationToken(call) => {
                self.maybe("name", call.name.as_ref());
                self.number("duration-seconds", call.duration_seconds);
                self.request_tags(&call.tags);
                self.policies(call.policy.as_ref(), &call.policy_arns);
            }
            Call::AssumeRoot(call) => {
                self.maybe("target-principal", call.target_principal.as_ref());
                self.several(
                    "task-policy-arn",
                    call.task_policy_arn.iter().map(|arn| format!("arn={arn}")),
                );
                self.number("duration-seconds", call.duration_seconds);
            }
            Call::GetWebIdentityToken(call) => {
                self.several("audience", call.audience.iter().map(ToString::to_string));
                self.maybe("signing-algorithm", call.signing_algorithm.as_ref());
                self.number("duration-seconds", call.duration_seconds);
                self.request_tags(&call.tags);
            }
            Call::GetDelegatedAccessToken(_) => {
                self.file(
                    "trade-in-token",
                    "trade-in-token.txt",
                    "what the customer's approval gave",
                );
            }
            Call::DecodeAuthorizationMessage(call) => {
                let about = call.encoded_message.as_ref();
                let left = about.and_then(|id| outcome.step(id)?.encoded_message().map(Rc::from));
                self.maybe("encoded-message", left.as_ref().or(about));
            }
            Call::GetAccessKeyInfo(call) => {
                let about = call.access_key_id.as_ref();
                let minted = about.and_then(|id| outcome.step(id)?.minted.as_ref());
                let left = minted.map(|minted| &minted.credentials.access_key_id);
                self.maybe("access-key-id", left.or(about));
            }
            Call::GetCallerIdentity => {}
        }
        self.number("minimum-session-token-size", call.minimum_session_token_size());
    }
}

fn changing(change: &Change, id: Rc<str>, shell: Shell) -> Command {
    let mut command = Command::new(shell, id, "iam");
    let name = change.operation.as_str();
    command.words.push(kebab(name));
    let target = match change.operation {
        Op::CreatePolicyVersion => "policy-arn",
        _ if name.contains("User") => "user-name",
        _ => "role-name",
    };
    command.option(target, &change.target);
    command.maybe("policy-name", change.policy_name.as_ref());
    let boundary = name.starts_with("Create") || name.ends_with("PermissionsBoundary");
    command.maybe(
        if boundary { "permissions-boundary" } else { "policy-arn" },
        change.policy_arn.as_ref(),
    );
    if let Some(document) = &change.document {
        let option = match change.operation {
            Op::CreateRole => "assume-role-policy-document",
            _ => "policy-document",
        };
        command.document(option, document.text());
    }
    command.number("max-session-duration", change.max_session_duration);
    command.maybe("path", change.path.as_ref());
    let tags = change.tags.iter().map(|TagEntry { key, value, .. }| (key, value));
    command.tags("tags", tags);
    if change.operation == Op::CreatePolicyVersion {
        command.words.push("--set-as-default".to_owned());
    }
    command
}

/// A document without its white space; one that does not parse stays as it is.
fn compacted(text: &str) -> String {
    match json::parse(text) {
        (Some(value), errors) if errors.is_empty() => crate::json::compact(&value),
        _ => text.to_owned(),
    }
}

/// Characters beyond ASCII as JSON's escapes: they stand in strings only.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
            text.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            text.push_str(&format!("\\u{unit:04x}"));
        }
    }
    text
}
