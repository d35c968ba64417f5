//! One's own case: pieces as they come, in any order, and the scenario that they make.

use iam::Timestamp;

use super::{Message, Piece, PieceKind};
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
    /// The command that prints it; nothing where no command does. See [`is_template`].
    pub command: Option<String>,
}

/// Whether a command leaves a name to the person, in angle brackets: it cannot be run as it stands.
#[must_use]
pub fn is_template(command: &str) -> bool {
    command.contains('<')
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
        self.answer().missing
    }

    /// The scenario that the pieces make: complete and valid at any moment, and the one that [`Case::answer`] judges.
    ///
    /// What is not known is assumed to be as little as possible; where the call is refused whatever it is, it is taken
    /// as allowing. What was assumed stands in its `teaches`, behind [`ASSUMED`], so that it is not taken for known
    /// later.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        self.answer().scenario
    }

    /// What the pieces say more than once and differently, a sentence each.
    #[must_use]
    pub fn conflicts(&self) -> Vec<String> {
        conflict::find(&self.pieces)
    }

    /// What was assumed, a sentence each.
    #[must_use]
    pub fn assumptions_made(&self) -> Vec<String> {
        self.answer().assumed
    }

    /// The messages that the case is about. Of messages that exclude each other it is about the last.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        conflict::counted(&self.pieces).filter_map(|piece| match &piece.kind {
            PieceKind::Message(message) => Some(&**message),
            _ => None,
        })
    }
}
