//! Vocabulary of AWS Identity and Access Management: value types that parse and print.
//!
//! Nothing here decides anything. Every type follows the AWS document that its module names, and none of them reads a
//! clock, a random source or a file.
//!
//! ```
//! use iam::{Action, Arn, Context, EntityKind, ParseError};
//!
//! # fn main() -> Result<(), ParseError> {
//! let role: Arn = "arn:aws:iam::111111111111:role/team/Deploy".parse()?;
//! assert_eq!(role.account(), Some("111111111111".parse()?));
//! assert_eq!(role.entity(), Some(EntityKind::Role));
//! assert_eq!((role.path(), role.name()), ("/team/", "Deploy"));
//! assert!("arn:aws:iam::111111111111".parse::<Arn>().is_err(), "five fields are none");
//!
//! // Actions and the names of condition keys are the same in every letter case, what a key holds is not.
//! let action: Action = "STS:assumerole".parse()?;
//! assert!(action.is("sts:AssumeRole"));
//! let mut context = Context::new();
//! context.set_one("sts:ExternalId", "Tenant-7");
//! let values = context.get_named("STS:externalid").unwrap_or_default();
//! assert_eq!(values, ["Tenant-7".into()]);
//! # Ok(())
//! # }
//! ```

mod account;
mod action;
mod arn;
mod assumptions;
mod context;
mod decision;
mod error;
pub mod json;
mod nearest;
pub mod order;
mod partition;
mod policy_type;
mod principal;
mod span;
mod tag;
mod timestamp;
mod unique_id;
mod visible;

pub use account::AccountId;
pub use action::{ASSUME_ACTIONS, Action, STS_ACTIONS};
pub use arn::{Arn, EntityKind};
pub use assumptions::{
    Assumptions, DenialReasons, DurationLimit, MultivaluedKey, RoleSessionMfa, WildcardPrincipal,
};
pub use context::{Context, ContextKey, Values, fold, key_hash};
pub use decision::Decision;
pub use error::ParseError;
pub use nearest::nearest;
pub use partition::Partition;
pub use policy_type::{PolicyType, PolicyTypes};
pub use principal::{Credentials, Principal, PrincipalKind};
pub use span::{LineColumn, Span};
pub use tag::{Tag, Tags};
pub use timestamp::Timestamp;
pub use unique_id::UniqueId;
pub use visible::{turns_direction, visible};
