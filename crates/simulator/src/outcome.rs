//! What a scenario comes to: step by step, check by check, each decision beside its evidence.
//!
//! **Invariant:** no decision is stored without what it follows from, and no sentence is stored at all: words are made
//! in [`crate::narrate`].

use std::rc::Rc;

use iam::{Action, Context, Decision, PolicyType, PolicyTypes, Principal, Timestamp};
use policy::{CompiledPolicy, Diagnostic, Explanation, NodeId, Policy};
use sts::{
    Session, StsError, Verifiers,
    request::{SamlAssertion, WebIdentityToken},
};

use crate::scenario::DocumentAddress;

/// The result of every step, in order, and the documents that took part.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Who begins.
    pub start: Caller,
    /// One entry per step of the scenario, in its order.
    pub steps: Vec<StepOutcome>,
    /// The documents that explanations point into, by number.
    pub documents: Vec<DocumentSource>,
    /// What the host lent for signed texts: whoever runs the chain again takes the same.
    pub verifiers: Option<Verifiers>,
}

/// A document as it stood when a step needed it.
#[derive(Debug, Clone)]
pub struct DocumentSource {
    /// What kind of policy it is there.
    pub kind: PolicyType,
    /// Its name: a policy's, or the role's for a trust policy.
    pub name: Rc<str>,
    /// Where it stands in the scenario.
    pub address: DocumentAddress,
    /// Its text, which places index into.
    pub text: Rc<str>,
    /// What is wrong with it.
    pub diagnostics: Rc<[Diagnostic]>,
    /// Its statements, for naming operators, keys and values.
    pub compiled: Rc<CompiledPolicy>,
    /// Its text as it was read.
    pub(crate) reading: Rc<Reading>,
}

/// A text read as a policy of some kind. It depends on nothing else, so that whoever runs a chain again need not read it
/// again.
#[derive(Debug)]
pub(crate) struct Reading {
    /// What it was held to.
    grammar: PolicyType,
    /// What it says.
    pub(crate) policy: Policy,
    /// What is wrong with it wherever it stands.
    pub(crate) findings: Vec<Diagnostic>,
}

impl Reading {
    /// Reads a text.
    pub(crate) fn of(text: &str, grammar: PolicyType) -> Self {
        let (policy, findings) = policy::parse(text, grammar);
        Self { grammar, policy, findings }
    }
}

impl DocumentSource {
    /// The document's text as it was read, where that is the given one and was held to the same.
    pub(crate) fn reading_of(&self, text: &Rc<str>, grammar: PolicyType) -> Option<Rc<Reading>> {
        let is_it = self.reading.grammar == grammar && self.text == *text;
        is_it.then(|| Rc::clone(&self.reading))
    }
}

/// Who makes a call, with what.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub principal: Principal,
    /// With which session; long-term keys and unsigned calls have none.
    pub session: Option<Rc<Session>>,
    /// The step that minted the session; nothing for the start and for principals that a step names itself.
    pub minted_by: Option<usize>,
    /// Whether this is the scenario's start.
    pub is_start: bool,
}

/// What a step acts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A role, by the ARN that was asked for; it need not exist.
    Role(Rc<str>),
    /// Some other resource, or `*`.
    Resource(Rc<str>),
    /// The caller itself: GetSessionToken, GetCallerIdentity.
    Caller,
    /// A federated user that is to be made.
    FederatedUser(Rc<str>),
    /// What an administrator changes: account, role or user, policy.
    World(Rc<str>),
}

/// One step's result.
#[derive(Debug, Clone)]
pub struct StepOutcome {
    /// The step's id.
    pub id: Rc<str>,
    /// When it happens.
    pub at: Timestamp,
    /// The action as policies name it: `sts:AssumeRole`, `s3:GetObject`, `iam:PutRolePolicy`.
    pub action: Action,
    /// Whether the step mints a session when it succeeds.
    pub is_hop: bool,
    /// Whether it is a change of the world rather than a call of the chain.
    pub is_change: bool,
    /// Who calls; nothing when the caller was never minted, and for changes of the world.
    pub caller: Option<Caller>,
    /// On what.
    pub target: Target,
    /// What the provider of an unsigned call's caller signed, where it could be read.
    pub presented: Option<Presented>,
    /// What was asked of it, in order; where it was refused, for the last of these.
    pub judged: Vec<Judged>,
    /// How it ended.
    pub result: StepResult,
    /// Every check in the service's order; after the first that failed, the others are not made.
    pub checks: Vec<Check>,
    /// What the call has to be allowed, in order, of calls that need several things: known before anything is asked.
    pub asks: Vec<Action>,
    /// Every authorization that the call needs, in order. After the first refusal the call is over; the others are
    /// worked out all the same, to show what would come next.
    pub authorizations: Vec<AuthorizationOutcome>,
    /// The session that was minted.
    pub minted: Option<Minted>,
    /// What a call that mints nothing answers with.
    pub answer: Option<Answer>,
    /// What was asked and what the limits are, for calls that make role sessions.
    pub limits: Option<Limits>,
    /// How what happened differs from what the scenario expects; empty when it does not, nothing when nothing is
    /// expected.
    pub differences: Option<Vec<Difference>>,
}

/// What an identity provider signed, proven or not.
#[derive(Debug, Clone)]
pub enum Presented {
    /// A web identity token.
    WebIdentity(WebIdentityToken),
    /// A SAML assertion.
    Saml(SamlAssertion),
}

/// What the service asks of a token or an assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Whether the role's account knows its issuer.
    Issuer,
    /// Whether that issuer signed it.
    Signature,
    /// Whether it has begun and not ended.
    Times,
    /// Whether a token says whom it is about.
    Subject,
    /// Whether it is for a client of the provider, or for AWS.
    Audience,
    /// Whether the name, tags and source identity that it carries are well formed.
    Carried,
    /// Whether it may be used for the role.
    Role,
}

impl Judged {
    /// What is asked of a web identity token, in order.
    pub const OF_TOKEN: [Self; 7] = [
        Self::Issuer,
        Self::Signature,
        Self::Times,
        Self::Subject,
        Self::Audience,
        Self::Carried,
        Self::Role,
    ];

    /// What is asked of a SAML assertion, in order.
    pub const OF_ASSERTION: [Self; 6] =
        [Self::Issuer, Self::Signature, Self::Times, Self::Audience, Self::Carried, Self::Role];
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq)]
pub enum StepResult {
    /// It did what was asked.
    Succeeded,
    /// The service said no.
    Refused(Refusal),
    /// Its caller was never minted, so it was not run.
    NotReached {
        /// The step that would have minted the caller.
        needs: Rc<str>,
    },
    /// Nobody can say.
    Undecided(Undecided),
}

/// Why nobody can say how a step would end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecided {
    /// It needs a document, by number, that the service would refuse to save.
    Document(u32),
    /// It carries a signed text, and the host lent nothing to check it with.
    Signature,
}

/// The service's no.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Code, status and message.
    pub error: StsError,
    /// The operation's name as the command line prints it: `AssumeRole`.
    pub operation: Rc<str>,
    /// The reason that the message may hide.
    pub cause: Cause,
}

/// Why the service says no. One variant per reason, with the data that the sentence needs.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "fields are named after what they hold")]
pub enum Cause {
    /// The authorization with that index was not allowed.
    Authorization(usize),
    /// The credentials ended at `expired`.
    Expired { expired: Timestamp },
    /// The keys are a user's who does not exist any more.
    DeletedUser { user: Rc<str> },
    /// One or more parameters are malformed; the message says which.
    Parameters,
    /// This operation may not be called with such credentials.
    CallerKind,
    /// The Region of the endpoint is not activated in the account.
    RegionDisabled { region: Rc<str>, account: iam::AccountId },
    /// The MFA device is not the caller's, or there is none.
    MfaDevice { serial_number: Rc<str> },
    /// The code is not the device's code of that moment.
    MfaCode { serial_number: Rc<str>, expected: Option<Rc<str>> },
    /// One of serial number and code is missing.
    MfaIncomplete,
    /// There is no such role; the message does not tell that from a refusal.
    NoSuchRole { role: Rc<str>, nearest: Option<Rc<str>> },
    /// The role is in another partition.
    OtherPartition,
    /// Session tags are contradictory.
    Tags,
    /// The calling session already has another source identity.
    SourceIdentity { held: Rc<str>, asked: Rc<str> },
    /// More seconds than a chained session may last.
    Chaining { asked: i64, role_maximum: i64 },
    /// More seconds than the role's MaxSessionDuration.
    RoleMaximum { asked: i64, role_maximum: i64 },
    /// The session policy is not a policy.
    SessionPolicy { document: Option<u32> },
    /// A managed session policy does not exist or lives in another account.
    SessionPolicyArn { arn: Rc<str> },
    /// Session policies and tags are too large.
    TooLarge { percent: u32 },
    /// The identity provider's token or assertion is not accepted.
    IdentityToken,
    /// The provider did not sign what is presented as its own.
    ProviderSignature,
    /// A GetSessionToken session without MFA calls IAM.
    SessionTokenWithoutMfa,
    /// Something that this one call asks for is missing.
    Obstacle(Obstacle),
    /// An administrator's change fails: no such entity, it exists already, or its document is malformed.
    Change { document: Option<u32> },
}

/// What stands in the way of one particular call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The global endpoint does not have this operation.
    GlobalEndpoint,
    /// The organization has not switched on root sessions, or there is none.
    RootSessionsOff,
    /// The caller's account is neither the management account nor a delegated administrator.
    NotAdministrator,
    /// The target is no member account of the organization.
    NotAMember,
    /// The task policy is none of those that AssumeRoot takes.
    NoRootTask,
    /// An access key id of the older generation, or none at all: no account can be read from it.
    KeyTellsNoAccount,
    /// The message was changed, cut, or made for another account or in another scenario.
    MessageNotValid,
    /// The account has not switched on outbound web identity federation.
    OutboundFederationOff,
    /// The token would last longer than the session that asks for it.
    OutlivesSession,
    /// The token would hold more than it may.
    PayloadTooLarge,
    /// The signing algorithm is neither RS256 nor ES384.
    UnknownAlgorithm,
    /// The time to trade the token in is over.
    TradeInTokenExpired,
    /// Who approved the delegation does not exist any more.
    ApproverGone,
    /// A role of another account is handed to a service.
    PassedAcrossAccounts,
    /// The role is linked to a service, which alone changes it.
    ServiceLinkedRole,
    /// The role belongs to IAM Identity Center, which alone changes it and lets people take it.
    IdentityCenterRole,
}

impl Obstacle {
    /// Its word for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GlobalEndpoint => "globalEndpoint",
            Self::RootSessionsOff => "rootSessionsOff",
            Self::NotAdministrator => "notAdministrator",
            Self::NotAMember => "notAMember",
            Self::NoRootTask => "noRootTask",
            Self::KeyTellsNoAccount => "keyTellsNoAccount",
            Self::MessageNotValid => "messageNotValid",
            Self::OutboundFederationOff => "outboundFederationOff",
            Self::OutlivesSession => "outlivesSession",
            Self::PayloadTooLarge => "payloadTooLarge",
            Self::UnknownAlgorithm => "unknownAlgorithm",
            Self::TradeInTokenExpired => "tradeInTokenExpired",
            Self::ApproverGone => "approverGone",
            Self::PassedAcrossAccounts => "passedAcrossAccounts",
            Self::ServiceLinkedRole => "serviceLinkedRole",
            Self::IdentityCenterRole => "identityCenterRole",
        }
    }
}

/// What a call that mints nothing answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// DecodeAuthorizationMessage: the message, JSON.
    Decoded {
        /// Its text.
        message: Rc<str>,
    },
    /// GetAccessKeyInfo.
    AccessKey {
        /// The account that the key belongs to.
        account: iam::AccountId,
    },
    /// GetWebIdentityToken.
    WebIdentityToken {
        /// A JSON Web Token, its signature a made-up one.
        token: Rc<str>,
        /// Until when it is good.
        expires: Timestamp,
    },
}

/// One check of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub kind: CheckKind,
    /// How it ended.
    pub status: CheckStatus,
}

/// The checks, in the order in which the service makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckKind {
    /// Known, unexpired, active in the Region.
    Credentials,
    /// Every parameter is well formed.
    Parameters,
    /// This kind of caller may make this call.
    CallerKind,
    /// The MFA device and its code.
    Mfa,
    /// The operation is to be had here: endpoint, feature, organization.
    Availability,
    /// The role exists. (Not told apart from a refusal by the service.)
    Role,
    /// The authorization with that index in [`StepOutcome::authorizations`].
    Authorization(usize),
    /// Session tags and source identity agree with the calling session.
    TagsAndSourceIdentity,
    /// The duration is within the limits.
    Duration,
    /// Session policies can be read and are small enough.
    SessionPolicy,
    /// What is passed in or given out can be read, and is not too old or too large.
    Content,
    /// The credentials are made.
    Mint,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckStatus {
    /// It passed.
    Passed,
    /// It failed; the call ends here.
    Failed,
    /// There was nothing to check.
    NotApplicable,
    /// An earlier check failed.
    NotMade,
}

impl CheckStatus {
    /// Whether something was held against something.
    #[must_use]
    pub const fn was_made(self) -> bool {
        matches!(self, Self::Passed | Self::Failed)
    }
}

/// Why an authorization is asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// It is the call itself.
    Call,
    /// Tags are passed.
    TagsPassed,
    /// The calling session has transitive tags.
    TagsInherited,
    /// A source identity is passed.
    SourceIdentityPassed,
    /// The calling session has a source identity.
    SourceIdentityInherited,
    /// Contexts are provided.
    ContextsProvided,
    /// A role is handed to a service.
    RolePassed,
}

/// One action asked of one resource, with everything that was looked at.
#[derive(Debug, Clone)]
pub struct AuthorizationOutcome {
    /// The action.
    pub action: Action,
    /// The resource, or `*`.
    pub resource: Rc<str>,
    /// Why it is asked.
    pub trigger: Trigger,
    /// The condition keys of the request.
    pub context: Context,
    /// The answer.
    pub decision: Decision,
    /// With an explicit deny, the types that deny; else those whose missing allow stands in the way.
    pub blocked_by: PolicyTypes,
    /// The one type that the service's message names.
    pub named: Option<PolicyType>,
    /// How it came about.
    pub explanation: Explanation,
    /// Names of the organization's levels above the caller, root first.
    pub caller_levels: Vec<Rc<str>>,
    /// Names of the organization's levels above the resource, root first.
    pub resource_levels: Vec<Rc<str>>,
    /// Whether caller and resource are in one account.
    pub same_account: bool,
}

impl AuthorizationOutcome {
    /// The nodes that decide, from the layer down to the value: with a deny the Deny statements that apply; else the
    /// layers that stay silent.
    #[must_use]
    pub fn deciding(&self) -> Vec<NodeId> {
        crate::authorize::deciding(self)
    }
}

/// A minted session with its credentials.
#[derive(Debug, Clone)]
pub struct Minted {
    /// The session.
    pub session: Rc<Session>,
    /// The credentials.
    pub credentials: sts::Credentials,
    /// An estimate; nothing when neither policies nor tags were passed.
    pub packed_policy_size: Option<u32>,
}

/// What bounds a role session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// `DurationSeconds` of the call.
    pub asked: Option<i64>,
    /// The role's MaxSessionDuration, where the role is known.
    pub role_maximum: Option<i64>,
    /// Whether the one-hour limit of role chaining holds for this call.
    pub chained: bool,
    /// What is granted, where the limits allow it.
    pub granted: Option<i64>,
}

/// One field of an expectation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field of `expect`: `result`, `error`, `authorization`, `decision`, `blockedBy`.
    pub field: &'static str,
    /// What is expected.
    pub expected: String,
    /// What happened.
    pub actual: String,
}

impl Outcome {
    /// The step with that id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&StepOutcome> {
        self.steps.iter().find(|step| &*step.id == id)
    }

    /// The document with that number.
    #[must_use]
    pub fn document(&self, number: u32) -> Option<&DocumentSource> {
        self.documents.get(number as usize)
    }

    /// Whether every expectation of the scenario holds.
    #[must_use]
    pub fn meets_expectations(&self) -> bool {
        self.steps.iter().all(|step| step.differences.as_ref().is_none_or(Vec::is_empty))
    }
}

impl StepOutcome {
    /// The claims that were presented.
    #[must_use]
    pub fn web_identity(&self) -> Option<&WebIdentityToken> {
        match &self.presented {
            Some(Presented::WebIdentity(token)) => Some(token),
            _ => None,
        }
    }

    /// The assertion that was presented.
    #[must_use]
    pub fn saml_assertion(&self) -> Option<&SamlAssertion> {
        match &self.presented {
            Some(Presented::Saml(assertion)) => Some(assertion),
            _ => None,
        }
    }

    /// The error's code, where the service said no.
    #[must_use]
    pub fn error(&self) -> Option<&StsError> {
        match &self.result {
            StepResult::Refused(refusal) => Some(&refusal.error),
            _ => None,
        }
    }

    /// The encoded message that a refusal carries, for DecodeAuthorizationMessage.
    #[must_use]
    pub fn encoded_message(&self) -> Option<&str> {
        Some(self.error()?.message.split_once(crate::message::ENCODED)?.1)
    }

    /// The authorization that was refused.
    #[must_use]
    pub fn refused_authorization(&self) -> Option<&AuthorizationOutcome> {
        match &self.result {
            StepResult::Refused(Refusal { cause: Cause::Authorization(index), .. }) => {
                self.authorizations.get(*index)
            }
            _ => None,
        }
    }
}
