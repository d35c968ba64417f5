//! The one JSON form of an outcome and its explanation, for every host that is not Rust. `docs/wire.md` describes it.
//!
//! The engine's own types are not serialisable, so that they may change; these change only with [`VERSION`] and an entry
//! in the changelog. What a person reads comes from `simulator::narrate`, nothing is worded here.
//!
//! ```
//! use simulator::{Scenario, simulate};
//!
//! # fn main() -> Result<(), serde_json::Error> {
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
//! match Scenario::read(text) {
//!     Ok(scenario) => {
//!         let outcome = serde_json::to_value(wire::outcome(&scenario, &simulate(&scenario)))?;
//!         assert_eq!(outcome["version"], wire::VERSION);
//!         assert_eq!(outcome["steps"][0]["result"]["type"], "succeeded");
//!         assert_eq!(outcome["steps"][1]["result"]["error"]["code"], "AccessDenied");
//!     }
//!     // What is no scenario has its places: `[{ "path": …, "line": …, "column": …, "message": … }]`.
//!     Err(errors) => println!("{}", serde_json::to_string(&wire::problems(&errors))?),
//! }
//!
//! // A document that stands alone; a statement of an identity policy names a resource.
//! let document = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject" } }"#;
//! let checked = serde_json::to_value(wire::check::check(document, Some(wire::PolicyType::Identity)))?;
//! assert_eq!(checked["refused"], true);
//! # Ok(())
//! # }
//! ```

pub mod authorize;
mod caller;
mod cause;
pub mod check;
mod document;
mod explanation;
mod narration;
mod place;
mod problem;
mod step;
mod trail;
mod words;

use serde::Serialize;
use simulator::{Outcome, Scenario};

pub use iam::PolicyType;
pub use narration::{ExplainedJson, explained};
pub use problem::{Problem, problems};
pub use trail::{SessionsJson, events, events_of, sessions};

use caller::Caller;
use document::Document;
use place::Ruler;
use step::Step;

/// The version of the form; stands in every outcome.
pub const VERSION: u32 = 1;

/// An outcome as it is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeJson {
    version: u32,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    teaches: Option<String>,
    meets_expectations: bool,
    start: Caller,
    steps: Vec<Step>,
    documents: Vec<Document>,
}

/// The JSON form of an outcome; the scenario gives the names of accounts and steps.
#[must_use]
pub fn outcome(scenario: &Scenario, outcome: &Outcome) -> OutcomeJson {
    let rulers = Ruler::of_documents(outcome);
    OutcomeJson {
        version: VERSION,
        title: scenario.title.to_string(),
        teaches: scenario.teaches.as_ref().map(ToString::to_string),
        meets_expectations: outcome.meets_expectations(),
        start: Caller::of(scenario, outcome, &outcome.start),
        steps: (0..outcome.steps.len())
            .filter_map(|index| Step::of(scenario, outcome, index, &rulers))
            .collect(),
        documents: (0..)
            .zip(outcome.documents.iter().zip(&rulers))
            .map(|(number, (known, ruler))| Document::of(number, known, ruler))
            .collect(),
    }
}
