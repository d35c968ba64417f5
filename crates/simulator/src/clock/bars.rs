//! Credentials as spans of time: long-term keys, sessions, and what a refused call could have had.

use iam::{Credentials, Timestamp};

use crate::{
    Outcome,
    lifetime::{Lifetime, lifetimes},
    outcome::{Limits, StepOutcome, StepResult},
};

/// One line of the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The step that was to make the session; nothing for what the scenario begins with.
    pub step: Option<usize>,
    /// From when.
    pub begins: Timestamp,
    /// Until when.
    pub span: Span,
}

/// How far a bar goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Long-term keys: they have no end.
    Open,
    /// A session: until then.
    Until(Timestamp),
    /// A call that was refused a session.
    Refused {
        /// Seconds that it could have had; nothing where no length would have helped.
        possible: Option<i64>,
        /// Seconds that it asked for, where it asked for more than that.
        asked: Option<i64>,
    },
    /// A call that was never made, or of which is not known how it ends.
    Never,
}

/// A bar for what the chain begins with, and one for every step that was to make a session: as many, whatever the verdicts.
#[must_use]
pub fn bars(outcome: &Outcome) -> Vec<Bar> {
    let lives = lifetimes(outcome);
    let session = |step: Option<usize>| {
        let of_step = |life: &&Lifetime| life.step == step;
        lives.iter().find(of_step).map(|life| Bar {
            step,
            begins: life.issued,
            span: Span::Until(life.expires),
        })
    };
    let keys = || {
        let long_term = outcome.start.principal.credentials == Credentials::LongTerm;
        let begins = outcome.steps.first().map_or(Timestamp::from_seconds(0), |step| step.at);
        long_term.then_some(Bar { step: None, begins, span: Span::Open })
    };
    let made = outcome.steps.iter().enumerate().filter_map(|(index, step)| {
        session(Some(index)).or_else(|| {
            Some(Bar { step: Some(index), begins: step.at, span: without_session(step)? })
        })
    });
    session(None).or_else(keys).into_iter().chain(made).collect()
}

fn without_session(step: &StepOutcome) -> Option<Span> {
    if !step.is_hop {
        return None;
    }
    if !matches!(step.result, StepResult::Refused(_)) {
        return Some(Span::Never);
    }
    let possible = step.limits.and_then(possible);
    let asked = step.limits.and_then(|limits| limits.asked);
    let over = asked.filter(|asked| possible.is_some_and(|possible| *asked > possible));
    Some(Span::Refused { possible, asked: over })
}

/// What was granted before something else refused, or the most that the limits leave.
fn possible(limits: Limits) -> Option<i64> {
    let most = limits.role_maximum.map(|maximum| match limits.chained {
        true => maximum.min(sts::CHAINING_LIMIT),
        false => maximum,
    });
    limits.granted.or(most)
}
