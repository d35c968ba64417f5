//! Loose documents: one authorization asked of the policies that somebody has at hand, without a world around them.
//!
//! [`Documents`] are compiled once into [`Prepared`]; a [`Question`] about them becomes a [`Request`], which answers with
//! a bare verdict or with an [`Outcome`](crate::Outcome) of one step. The engine is the one of scenarios: everything
//! here only gathers what [`crate::authorize`] asks. `docs/authorize.md` is the JSON form of the same.
//!
//! ```
//! use std::rc::Rc;
//! use simulator::loose::{Documents, Prepared, Question};
//!
//! let documents = Documents {
//!     identity: vec![
//!         r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}"#.into(),
//!     ],
//!     ..Documents::default()
//! };
//! let prepared = Rc::new(Prepared::new(&documents).map_err(|refused| refused[0].message.clone())?);
//! let question = Question {
//!     resource: "arn:aws:s3:::reports/2026.csv".into(),
//!     ..Question::new("arn:aws:iam::111111111111:user/alice", "s3:GetObject".parse()?)
//! };
//! let request = prepared.request(&question).map_err(|refused| refused[0].message.clone())?;
//! assert_eq!(request.verdict().decision, iam::Decision::Allowed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod caller;
mod prepared;
mod read;
mod request;

use std::rc::Rc;

use iam::{AccountId, Action, Arn, Assumptions};

pub use prepared::Prepared;
pub use read::{Cases, Read, cases, documents, question};
pub use request::Request;

use crate::context::GivenKey;

/// The policies that have a say, as texts. Nothing is attached where nothing is given.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// Of the user and its groups, or of the role.
    pub identity: Vec<Rc<str>>,
    /// The resource's own policy; for an assume action on a role its trust policy.
    pub resource: Option<Rc<str>>,
    /// The permissions boundary.
    pub boundary: Option<Rc<str>>,
    /// Passed when the session was made. None at all limits nothing, except for a federated user.
    pub session: Vec<Rc<str>>,
    /// SCPs above the caller's account, level by level, root first; no level means no organization.
    pub service_control: Vec<Vec<Rc<str>>>,
    /// RCPs above the resource's account, as above; full access is implied on every level.
    pub resource_control: Vec<Vec<Rc<str>>>,
    /// Of the VPC endpoint through which the request comes.
    pub endpoint: Vec<Rc<str>>,
    /// The organization's management account, which SCPs and RCPs do not bind.
    pub management_account: Option<AccountId>,
    /// The switches.
    pub assumptions: Assumptions,
}

/// Who asks for what.
#[derive(Debug, Clone)]
pub struct Question {
    /// An ARN, an account id, a service, a provider, or `anonymous`.
    pub principal: Rc<str>,
    /// What is to be done.
    pub action: Action,
    /// An ARN, or `*`.
    pub resource: Rc<str>,
    /// The account that owns the resource; else that of its ARN, else the caller's.
    pub resource_account: Option<AccountId>,
    /// Condition keys; a key without values is taken away.
    pub context: Vec<GivenKey>,
    /// The path of a session's role; its ARN does not say it.
    pub role_path: Option<Rc<str>>,
    /// `AIDA…` or `AROA…` of the user or role.
    pub unique_id: Option<Rc<str>>,
    /// Who made a federated user's session.
    pub federating_user: Option<Arn>,
    /// Whether the caller is a session of a service-linked role; else its path says it.
    pub service_linked_role: Option<bool>,
}

impl Question {
    /// Whether that principal may do that, on `*` and without any condition key.
    #[must_use]
    pub fn new(principal: &str, action: Action) -> Self {
        Self {
            principal: principal.into(),
            action,
            resource: "*".into(),
            resource_account: None,
            context: Vec::new(),
            role_path: None,
            unique_id: None,
            federating_user: None,
            service_linked_role: None,
        }
    }
}

/// Something because of which a question cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The field as `docs/authorize.md` spells it: `principal`, `identityPolicies[0]`.
    pub field: String,
    /// One sentence: what is wrong.
    pub message: String,
    /// One sentence: the way out.
    pub help: Option<String>,
}

impl Refused {
    fn new(field: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into(), help: Some(help.into()) }
    }
}

/// A document that a service would refuse to save, with the service's own words. It takes part all the same.
#[derive(Debug, Clone, Copy)]
pub struct RefusedOnSave<'a> {
    /// The document's number.
    pub document: u32,
    /// The document.
    pub source: &'a crate::outcome::DocumentSource,
    /// The finding for which it would be refused; its `refusal` holds the words.
    pub finding: &'a policy::Diagnostic,
}
