//! The clock: the sessions of a chain as spans of time, and what every step would answer at another moment.
//!
//! Nothing of it is part of the scenario: a moment is asked about, and nothing is changed by asking. [`bars`] says from
//! when to when credentials live; [`probe`] says which live at one moment and what each step would come to then;
//! [`revocations`] says when sessions were taken back. AWS: "Methods to assume a role", "IAM roles", section "Role
//! chaining", and "Revoke IAM role temporary security credentials".

mod bars;
mod probe;

pub use bars::{Bar, Span, bars};
pub use probe::{
    Answer, Probe, Revocation, SessionAt, SessionState, StepAt, next_expiry, probe, revocations,
    sessions_at,
};
