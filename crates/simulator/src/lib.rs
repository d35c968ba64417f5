//! The world: scenarios, the authorization that combines every policy type, and the simulation of a chain of calls.
//!
//! [`simulate`] is the one door: a [`Scenario`] in, an [`Outcome`] out. It cannot fail and cannot look outside: what a
//! person got wrong is a finding, what the service refuses is a value.
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
pub use simulate::{simulate, simulate_with};
