//! One's own case: pieces as they come, in any order, and the scenario that they make.

use iam::Timestamp;

use super::Piece;
use crate::scenario::Scenario;

mod answer;
mod conflict;
mod draft;

pub use answer::{Answer, Open};

/// What `teaches` of a scenario begins with in which something was assumed.
pub const ASSUMED: &str = "Not pasted, so assumed: ";

/// Something that is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is: "the role's trust policy".
    pub what: String,
    /// The command that prints it, exactly; nothing where no command does.
    pub command: Option<String>,
}

/// What is known of one's own case. Later pieces replace earlier ones that say the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    time: Timestamp,
    pieces: Vec<Piece>,
}

impl Case {
    /// A case of which nothing is known, at a moment.
    #[must_use]
    pub fn new(time: Timestamp) -> Self {
        Self { time, pieces: Vec::new() }
    }

    /// Adds a piece.
    pub fn add(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    /// The pieces so far, in the order in which they came.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Takes a piece out again.
    pub fn remove(&mut self, index: usize) {
        if index < self.pieces.len() {
            self.pieces.remove(index);
        }
    }

    /// What is not known yet, the most important first, each with the command that prints it.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        draft::make(self, draft::Unknown::Nothing).missing
    }

    /// The scenario that the pieces make: complete and valid at any moment. What is not known is assumed to be as little
    /// as possible; [`Case::assumptions_made`] says what that was.
    ///
    /// What was assumed stands in its `teaches`, behind [`ASSUMED`], so that it is not taken for known later.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        let draft::Draft { mut scenario, assumed, .. } = draft::make(self, draft::Unknown::Nothing);
        if !assumed.is_empty() {
            scenario.teaches = Some(format!("{ASSUMED}{}", assumed.join(" ")).into());
        }
        scenario
    }

    /// What the pieces say more than once and differently, a sentence each.
    #[must_use]
    pub fn conflicts(&self) -> Vec<String> {
        conflict::find(&self.pieces)
    }

    /// What was assumed, a sentence each.
    #[must_use]
    pub fn assumptions_made(&self) -> Vec<String> {
        draft::make(self, draft::Unknown::Nothing).assumed
    }
}
