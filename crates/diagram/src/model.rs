//! What is drawn, independent of how the engine stores it: accounts, principals and sessions, calls, changes of the
//! world, and what travels along the chain.
//!
//! **Invariant:** numbers rise; a call's caller has its own credentials or was minted by an earlier call; a node is the
//! target of at most one call. [`Model::new`] keeps this. The layout leaves out what does not.

use std::rc::Rc;

mod carried;
mod figure;
mod from_outcome;
mod keep;
mod visible;

pub use keep::Room;

/// A chain of calls, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Accounts in the order of their first appearance; after an edit those of before come first ([`Model::keeping`]).
    pub accounts: Vec<Account>,
    /// Everybody and everything that calls or is called; the start comes first.
    pub nodes: Vec<Node>,
    /// The calls in their order.
    pub calls: Vec<Call>,
    /// The changes of the world in their order.
    pub changes: Vec<Change>,
    /// The room that lanes have kept since before an edit, by account; nothing where there was none.
    pub rooms: Vec<Room>,
}

/// A lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The twelve digits; nothing for what is in no account (AWS services, providers outside).
    pub id: Option<Rc<str>>,
    /// Its name, or its id where it has none.
    pub name: Rc<str>,
    /// Its place in the organization: `Root / Workloads`; empty outside.
    pub path: Rc<str>,
}

/// What a node is. It decides the shape and the icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// An IAM user with long-term keys.
    User,
    /// The root user of an account.
    Root,
    /// A session of a role, or the role where none was minted.
    Role,
    /// A session of a user made by GetSessionToken.
    UserSession,
    /// A federated user made by GetFederationToken.
    FederatedUser,
    /// Somebody whom a SAML provider knows.
    Saml,
    /// Somebody whom an OpenID Connect or OAuth provider knows.
    Oidc,
    /// An AWS service.
    Service,
    /// A resource.
    Resource,
    /// Nobody in particular.
    Anonymous,
}

impl NodeKind {
    /// Whether it is a session with an end, drawn as a ticket.
    #[must_use]
    pub fn is_ticket(self) -> bool {
        matches!(self, Self::Role | Self::UserSession | Self::FederatedUser)
    }
}

/// How real a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeState {
    /// It is there: somebody with credentials, a session that was minted, a resource.
    Present,
    /// The call that would have made its session was refused or is undecided.
    NotIssued,
    /// The call to it was never made.
    NotReached,
}

/// A principal, a session, or a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its account, by index.
    pub account: usize,
    /// What it is.
    pub kind: NodeKind,
    /// How real it is.
    pub state: NodeState,
    /// Its name: `DeployRole`.
    pub name: Rc<str>,
    /// The line under the name: `session alice`, `IAM user, MFA`, `role, max 4 h`, `S3 bucket`.
    pub sub: Rc<str>,
    /// Its ARN or other full name, for tooltips and descriptions.
    pub full: Rc<str>,
    /// When its credentials end.
    pub expiry: Option<Expiry>,
    /// What the session carries, or would have carried; drawn under tickets only.
    pub chips: Vec<Chip>,
}

/// The end of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiry {
    /// The end as people read it, in UTC: `10:30`, `01:30 +1 d`.
    pub text: Rc<str>,
    /// Thousandths of its life that remain at the last step of the chain.
    pub remaining: u16,
}

/// What travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Which kind.
    pub kind: ChipKind,
    /// How it came here.
    pub origin: ChipOrigin,
    /// A tag's key; `SourceIdentity` for the source identity.
    pub key: Rc<str>,
    /// The value.
    pub value: Rc<str>,
}

/// The kinds of things that travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChipKind {
    /// The source identity.
    SourceIdentity,
    /// A session tag.
    Tag,
}

/// How something came into a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChipOrigin {
    /// Passed with the call that made the session, or given with the start.
    Set,
    /// Inherited from the calling session.
    Inherited,
    /// It would have come, had the session been made.
    WouldCome,
    /// It contradicts what the calling session holds.
    Conflict,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It did what was asked.
    Allowed,
    /// The service said no.
    Denied,
    /// Its caller was never minted.
    NotReached,
    /// It needs a document that the service would refuse to save.
    Undecided,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Allowed, Self::Denied, Self::NotReached, Self::Undecided];

    /// The word that stands in the diagram.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::Denied => "Denied",
            Self::NotReached => "Not reached",
            Self::Undecided => "Undecided",
        }
    }

    /// The word inside a sentence.
    #[must_use]
    pub fn lower(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::NotReached => "not reached",
            Self::Undecided => "undecided",
        }
    }

    /// The name for classes and colour tokens: `allow`, `deny`, `idle`, `warn`.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Allowed => "allow",
            Self::Denied => "deny",
            Self::NotReached => "idle",
            Self::Undecided => "warn",
        }
    }
}

/// One call: a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The step's number, from 1.
    pub number: u32,
    /// The step's id.
    pub step: Rc<str>,
    /// The action: `sts:AssumeRole`.
    pub action: Rc<str>,
    /// How it ended.
    pub verdict: Verdict,
    /// The line under the verdict, the longest wording first: `7200 s, max 3600 s`, `max 3600 s`.
    pub figure: Vec<Rc<str>>,
    /// Who calls, by index.
    pub caller: usize,
    /// What is called, by index; nothing for calls about the caller itself or about no resource in particular.
    pub target: Option<usize>,
    /// Whether it mints a session when it succeeds.
    pub is_hop: bool,
}

/// A change of the world: a marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The step's number, from 1.
    pub number: u32,
    /// The step's id.
    pub step: Rc<str>,
    /// AWS's operation: `PutRolePolicy`.
    pub operation: Rc<str>,
    /// What is changed: `DeployRole`.
    pub subject: Rc<str>,
    /// How it ended.
    pub verdict: Verdict,
    /// The account, by index.
    pub account: usize,
}

impl Model {
    /// The call that makes the diagram's one loud thing: the first denial.
    #[must_use]
    pub fn loud(&self) -> Option<usize> {
        self.calls.iter().position(|call| call.verdict == Verdict::Denied)
    }

    /// The call that makes the node; nothing for those who have their own credentials.
    #[must_use]
    pub fn made_by(&self, node: usize) -> Option<usize> {
        self.calls.iter().position(|call| call.target == Some(node))
    }

    /// The index of the call or change with that number.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<Numbered> {
        let call = self.calls.iter().position(|call| call.number == number);
        let change = self.changes.iter().position(|change| change.number == number);
        call.map(Numbered::Call).or(change.map(Numbered::Change))
    }
}

/// A step of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbered {
    /// The call with that index.
    Call(usize),
    /// The change with that index.
    Change(usize),
}
