//! Vocabulary of AWS Identity and Access Management: value types that parse and print.
//!
//! Nothing here decides anything. Every type follows the AWS document that its module names, and none of them reads a
//! clock, a random source or a file.

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
