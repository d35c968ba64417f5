//! One's own case, from what a terminal shows: documents, output of the command line, a command, an error's message, in
//! any order and mixed in one text.
//!
//! [`recognise`] finds the pieces in a text; a [`Case`] gathers them, says what is still missing, and is a complete
//! scenario at any moment.

use std::rc::Rc;

use iam::{AccountId, Arn};
use policy::{Diagnostic, Severity, Span, json};
use sts::request::AssumeRole;

use crate::scenario::{Account, AttachedPolicy, OrganizationPolicy, Role, User};

mod case;
mod command;
mod message;
mod output;
mod profile;
mod template;

pub use case::{ASSUMED, Answer, Case, Missing, Open, is_template};

/// Something that was recognised in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where it stands in the text that was given.
    pub span: Span,
    /// What it is.
    pub kind: PieceKind,
    /// What is wrong with it; places are in the text that was given.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a piece is, and what was understood of it.
#[derive(Debug, Clone, PartialEq)]
pub enum PieceKind {
    /// A role's trust policy on its own.
    TrustPolicy(Rc<str>),
    /// Any other policy document. What it is used as can be said; a document alone does not tell.
    Policy {
        /// The document's text.
        document: Rc<str>,
        /// What it is used as.
        used_as: PolicyUse,
    },
    /// `aws iam get-role`, or one role of a list.
    Role {
        /// Its account, where its ARN stood there.
        account: Option<AccountId>,
        /// The role.
        role: Box<Role>,
    },
    /// `aws iam get-user`.
    User {
        /// Its account, where its ARN stood there.
        account: Option<AccountId>,
        /// The user.
        user: Box<User>,
    },
    /// `aws iam get-role-policy`, `get-user-policy` or `get-group-policy`.
    InlinePolicy {
        /// Whose it is.
        owner: Owner,
        /// Its name.
        name: Rc<str>,
        /// The document's text.
        document: Rc<str>,
    },
    /// `aws iam list-attached-role-policies` or `list-attached-user-policies`: whose they are is not said.
    AttachedPolicies(Vec<AttachedPolicy>),
    /// `aws iam get-account-authorization-details`: accounts and what is in them.
    Accounts(Vec<Account>),
    /// `aws organizations describe-policy`.
    OrganizationPolicy(Box<OrganizationPolicy>),
    /// `aws sts get-caller-identity`, or the answer of `aws sts assume-role`, of which only the name is kept.
    Caller(Arn),
    /// `aws sts assume-role …`.
    Command(Box<Command>),
    /// A profile of `~/.aws/config`.
    Profile(Box<Profile>),
    /// An error's message.
    Message(Box<Message>),
    /// JSON that none of these is.
    Unknown,
}

/// What a policy document is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyUse {
    /// An identity policy of the caller.
    Caller,
    /// An identity policy of the role that is asked for.
    Role,
    /// The caller's permissions boundary.
    Boundary,
    /// The session policy that the caller's session carries or, where the caller has no session, that the call passes.
    Session,
    /// A service control policy over the caller's account.
    ServiceControl,
    /// A resource control policy over the role's account.
    ResourceControl,
}

/// Whose an inline policy is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The role of that name.
    Role(Rc<str>),
    /// The user of that name.
    User(Rc<str>),
    /// The group of that name.
    Group(Rc<str>),
}

/// A call on the command line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Command {
    /// Its parameters.
    pub call: AssumeRole,
    /// `--region`, or the Region of `--endpoint-url`.
    pub region: Option<Rc<str>>,
    /// `--profile`: whose credentials the call is made with.
    pub profile: Option<Rc<str>>,
}

/// A profile of the command line's configuration. With a role, it stands for a call of AssumeRole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Its name.
    pub name: Rc<str>,
    /// What its call passes; without a role it makes none.
    pub call: AssumeRole,
    /// Its Region.
    pub region: Option<Rc<str>>,
    /// With whose credentials it calls.
    pub source: ProfileSource,
    /// Whether it holds keys of its own. As the source of another profile it then gives those, whatever role it names.
    pub has_keys: bool,
}

/// With whose credentials a profile takes its role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ProfileSource {
    /// `source_profile`.
    Profile(Rc<str>),
    /// `credential_source`: `Ec2InstanceMetadata`.
    Credentials(Rc<str>),
    /// It does not say.
    #[default]
    None,
}

/// An error's message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// The error's code: `AccessDenied`.
    pub code: Rc<str>,
    /// The operation: `AssumeRole`; nothing where the message does not say it.
    pub operation: Option<Rc<str>>,
    /// Who was refused.
    pub caller: Option<Rc<str>>,
    /// The action that was refused: `sts:AssumeRole`.
    pub action: Option<Rc<str>>,
    /// On what.
    pub resource: Option<Rc<str>>,
    /// What the message says of the reason: `no identity-based policy`, `an explicit deny in …`.
    pub reason: Option<Rc<str>>,
    /// Whether that reason is an explicit deny.
    pub explicit_deny: bool,
    /// The message itself.
    pub text: Rc<str>,
}

impl Piece {
    /// Says what a policy document is used as; of other pieces it changes nothing.
    #[must_use]
    pub fn used_as(mut self, new: PolicyUse) -> Self {
        let document = match &self.kind {
            PieceKind::Policy { document, .. } | PieceKind::TrustPolicy(document) => document,
            _ => return self,
        };
        self.kind = PieceKind::Policy { document: Rc::clone(document), used_as: new };
        self
    }

    /// What was recognised, in a few words.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.kind {
            PieceKind::TrustPolicy(_) => "a trust policy".to_owned(),
            PieceKind::Policy { used_as, .. } => match used_as {
                PolicyUse::Caller => "an identity policy of the caller".to_owned(),
                PolicyUse::Role => "an identity policy of the role".to_owned(),
                PolicyUse::Boundary => "the caller's permissions boundary".to_owned(),
                PolicyUse::Session => "a session policy".to_owned(),
                PolicyUse::ServiceControl => "a service control policy".to_owned(),
                PolicyUse::ResourceControl => "a resource control policy".to_owned(),
            },
            PieceKind::Role { role, .. } => format!("the role {}", role.name),
            PieceKind::User { user, .. } => format!("the user {}", user.name),
            PieceKind::InlinePolicy { owner, name, .. } => match owner {
                Owner::Role(owner) => format!("the policy {name} of the role {owner}"),
                Owner::User(owner) => format!("the policy {name} of the user {owner}"),
                Owner::Group(owner) => format!("the policy {name} of the group {owner}"),
            },
            PieceKind::AttachedPolicies(all) => format!("{} attached policies", all.len()),
            PieceKind::Accounts(accounts) => match accounts.as_slice() {
                [one] => format!("everything in account {}", one.id),
                several => format!("everything in {} accounts", several.len()),
            },
            PieceKind::OrganizationPolicy(policy) => {
                format!("the {} {}", policy.kind.label(), policy.name)
            }
            PieceKind::Caller(arn) => format!("the caller {arn}"),
            PieceKind::Command(command) => match &command.call.role_arn {
                Some(role) => format!("a command that asks for {role}"),
                None => "a command without a role".to_owned(),
            },
            PieceKind::Message(message) => match &message.operation {
                Some(operation) => format!("the error {} of {operation}", message.code),
                None => format!("the error {}", message.code),
            },
            PieceKind::Profile(profile) => match &profile.call.role_arn {
                Some(role) => format!("the profile {}, which takes {role}", profile.name),
                None => format!("the profile {}", profile.name),
            },
            PieceKind::Unknown if self.diagnostics.iter().any(|found| found.code == YAML) => {
                "YAML".to_owned()
            }
            PieceKind::Unknown if self.diagnostics.iter().any(|found| found.code == TERRAFORM) => {
                "Terraform configuration".to_owned()
            }
            PieceKind::Unknown => "JSON that is none of the known outputs".to_owned(),
        }
    }
}

/// Finds the pieces in a text, in their order. What lies between them (prompts, prose, log lines) is passed over.
#[must_use]
pub fn recognise(text: &str) -> Vec<Piece> {
    let mut pieces = command::find(text);
    for find in [profile::find, output::find, template::find] {
        for gap in gaps(text, &pieces) {
            pieces.extend(find(text, gap));
        }
    }
    let free = gaps(text, &pieces);
    for gap in free {
        pieces.extend(message::find(text, gap));
    }
    // Log lines wrap a message in JSON of their own.
    for piece in pieces.iter_mut().filter(|piece| piece.kind == PieceKind::Unknown) {
        if let Some(found) = message::find(text, piece.span).into_iter().next() {
            *piece = found;
        }
    }
    iam::order::sort_by_key(&mut pieces, |piece| piece.span.start);
    pieces
}

/// The code of the finding about a text in Terraform's language.
const TERRAFORM: &str = "TERRAFORM";

/// The code of the finding about a text in YAML.
const YAML: &str = "YAML";

/// The runs of a text that no piece covers.
fn gaps(text: &str, pieces: &[Piece]) -> Vec<Span> {
    let mut taken: Vec<Span> = pieces.iter().map(|piece| piece.span).collect();
    iam::order::sort_by_key(&mut taken, |span| span.start);
    let mut free = Vec::new();
    let mut from = 0;
    for span in taken {
        if (span.start as usize) > from {
            free.push(Span::new(from, span.start as usize));
        }
        from = from.max(span.end as usize);
    }
    if from < text.len() {
        free.push(Span::new(from, text.len()));
    }
    free
}

fn warning(code: &'static str, span: Span, message: String, help: Option<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, code, span, message, help, refusal: None, fix: None }
}

/// Undoes percent-encoding; nothing where it is malformed.
fn decode_url(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// A document as it came inside another text: decoded where it was percent-encoded, in its printed form where it is JSON.
fn tidy(text: &str) -> Rc<str> {
    let decoded = if text.trim_start().starts_with("%7B") || text.trim_start().starts_with("%7b") {
        decode_url(text.trim())
    } else {
        None
    };
    let text = decoded.as_deref().unwrap_or(text);
    match json::parse(text) {
        (Some(value), errors) if errors.is_empty() => json::print(&value).into(),
        _ => text.into(),
    }
}
