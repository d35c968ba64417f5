//! The world: scenarios, the authorization that combines every policy type, and the simulation of a chain of calls.
//!
//! [`simulate`] is the one door: a [`Scenario`] in, an [`Outcome`] out. It cannot fail and cannot look outside: what a
//! person got wrong is a finding, what the service refuses is a value.
//!
//! A role trusts a user; the second step is called by the session of the first, which is somebody else:
//!
//! ```
//! use simulator::{Scenario, narrate, outcome::StepResult, scenario::ScenarioError, simulate};
//!
//! # fn main() -> Result<(), Vec<ScenarioError>> {
//! let text = r#"{
//!   "version": 1,
//!   "title": "A session is not its user",
//!   "start": { "principal": "arn:aws:iam::111111111111:user/alice", "time": "2026-11-22T10:00:00Z" },
//!   "accounts": [{
//!     "AccountId": "111111111111",
//!     "Users": [{ "UserName": "alice" }],
//!     "Roles": [{
//!       "RoleName": "Deploy",
//!       "AssumeRolePolicyDocument": {
//!         "Version": "2012-10-17",
//!         "Statement": {
//!           "Effect": "Allow",
//!           "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" },
//!           "Action": "sts:AssumeRole"
//!         }
//!       }
//!     }]
//!   }],
//!   "steps": [
//!     { "id": "first", "AssumeRole": { "RoleArn": "arn:aws:iam::111111111111:role/Deploy", "RoleSessionName": "one" } },
//!     { "id": "again", "AssumeRole": { "RoleArn": "arn:aws:iam::111111111111:role/Deploy", "RoleSessionName": "two" } }
//!   ]
//! }"#;
//! let scenario = Scenario::read(text)?;
//! let outcome = simulate(&scenario);
//! let [first, again] = &*outcome.steps else { panic!("two steps, two outcomes") };
//! assert_eq!(first.result, StepResult::Succeeded);
//! let StepResult::Refused(refusal) = &again.result else { panic!("the session is not the user") };
//! assert_eq!(refusal.error.code, "AccessDenied");
//! assert!(narrate::cause(&scenario, &outcome, again).plain().contains("trust policy"));
//! # Ok(())
//! # }
//! ```
//!
//! **Invariant:** a scenario is enough to reproduce everything that is shown. No clock, no randomness, no file.

pub mod assist;
pub mod audit;
pub mod authorize;
mod change;
pub mod clock;
pub mod compare;
pub mod console;
pub mod context;
pub mod decide;
pub mod expectation;
mod findings;
mod inline_quota;
mod json;
pub mod lifetime;
pub mod loose;
mod message;
pub mod narrate;
mod operation;
pub mod outcome;
pub mod paste;
pub mod playback;
pub mod report;
pub mod response;
pub mod scenario;
pub mod service;
pub mod share;
pub mod signed_request;
mod simulate;
mod surroundings;
pub mod switch_off;
pub mod terminal;
pub mod ways_in;
mod world;

pub use findings::findings;
pub use operation::{assertion_keys, claim_keys, is_unsigned, issuer_address};
pub use outcome::Outcome;
pub use scenario::Scenario;
pub use simulate::{simulate, simulate_after, simulate_with};
