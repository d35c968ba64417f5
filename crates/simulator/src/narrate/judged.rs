//! What the service asks of a token or an assertion, in words that hold where it passes.

use crate::outcome::Judged;

/// What holds where it passes.
#[must_use]
pub fn judged(what: Judged) -> &'static str {
    match what {
        Judged::Issuer => "The role's account knows the issuer",
        Judged::Signature => "The issuer signed it",
        Judged::Times => "It has begun and not ended",
        Judged::Subject => "It says whom it is about",
        Judged::Audience => "It is for this audience",
        Judged::Carried => "What it carries is well formed",
        Judged::Role => "It may be used for this role",
    }
}
