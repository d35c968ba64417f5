//! The chain of calls as a drawing: [`Model`] (what is drawn) → [`Scene`] (where it stands) → SVG, a glyph, or words.
//!
//! [`Model::new`] reads a scenario and its outcome. [`lay_out`] decides all geometry; whoever draws a [`Scene`] decides
//! colours only. Lanes are accounts, columns are calls, shapes tell who is who, and a verdict is told by line, shape,
//! icon and word before colour.
//!
//! ```
//! use diagram::{Model, Theme, lay_out, mermaid, svg};
//! use simulator::{Scenario, scenario::ScenarioError, simulate};
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
//! let model = Model::new(&scenario, &simulate(&scenario));
//! let drawing = svg::draw(&lay_out(&model, 960), &scenario.title, &Theme::LIGHT);
//! assert!(drawing.starts_with("<svg") && drawing.contains("Deploy"));
//!
//! let chart = mermaid::flowchart(&model);
//! assert!(chart.contains("-->|\"1 sts:AssumeRole: allowed, default 3600 s\"|"), "{chart}");
//! assert!(chart.contains("--x|\"2 sts:AssumeRole: denied, no allow, trust policy\"|"), "{chart}");
//! # Ok(())
//! # }
//! ```
//!
//! **Invariant:** pure functions over whole numbers: no fonts are measured, no floating point, no DOM.

pub mod describe;
pub mod dot;
pub mod glyph;
pub mod icons;
pub mod layout;
pub mod mermaid;
pub mod model;
pub mod scene;
pub mod shapes;
pub mod svg;
pub mod text;
pub mod theme;

pub use layout::{lay_out, lay_out_as, lay_out_in};
pub use model::Model;
pub use scene::{Density, Scene};
pub use theme::Theme;
