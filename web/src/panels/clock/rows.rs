//! The bars with their words.

use iam::Timestamp;
use simulator::clock::{Revocation, SessionAt, SessionState, Span, bars};

use crate::{
    state::{facts, selectors::Verdict},
    store::Simulation,
};

/// A line of the clock.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The step that was to make it.
    pub(super) step: Option<usize>,
    /// Whose it is.
    pub(super) name: String,
    /// What it is.
    pub(super) detail: String,
    pub(super) begins: Timestamp,
    pub(super) span: Span,
    /// Its whole story in a sentence.
    pub(super) words: String,
}

/// A line for everything that has a bar.
pub(super) fn rows(simulation: &Simulation) -> Vec<Row> {
    let outcome = &simulation.outcome;
    let row = |bar: simulator::clock::Bar| {
        let step = bar.step.and_then(|index| outcome.steps.get(index));
        let session = match step {
            Some(step) => step.minted.as_ref().map(|minted| &*minted.session),
            None => outcome.start.session.as_deref(),
        };
        let name = match step {
            Some(step) => facts::target_name(&step.target),
            None => facts::caller_name(&outcome.start),
        };
        let begins = facts::moment(bar.begins);
        let (detail, words) = match (&bar.span, session) {
            (Span::Open, _) => ("long-term key".to_owned(), "has no end".to_owned()),
            (Span::Until(end), session) => {
                let name = session.map(|session| &*session.name).filter(|name| !name.is_empty());
                let detail =
                    name.map_or_else(|| "session".to_owned(), |name| format!("session {name}"));
                (detail, format!("from {begins} to {}", facts::moment(*end)))
            }
            (Span::Refused { possible, asked }, _) => {
                let possible = possible.map_or_else(
                    || "nothing was issued".to_owned(),
                    |seconds| format!("{} were possible", facts::duration_in_words(seconds)),
                );
                let asked = asked.map_or_else(String::new, |seconds| {
                    format!(", {} were asked", facts::duration_in_words(seconds))
                });
                ("no session".to_owned(), format!("refused at {begins}: {possible}{asked}"))
            }
            (Span::Never, _) => {
                let verdict = step.map_or(Verdict::NotReached, Verdict::of);
                ("no session".to_owned(), verdict.word().to_lowercase())
            }
        };
        Row { step: bar.step, name, detail, begins: bar.begins, span: bar.span, words }
    };
    bars(outcome).into_iter().map(row).collect()
}

/// How each line's session stands at a moment; nothing where the line has none.
pub(super) fn states(rows: &[Row], sessions: &[SessionAt]) -> Vec<Option<SessionState>> {
    let state = |row: &Row| {
        let is_session = matches!(row.span, Span::Until(_));
        let found = sessions.iter().find(|session| is_session && session.step == row.step);
        found.map(|session| session.state)
    };
    rows.iter().map(state).collect()
}

/// Revocations with the lines whose sessions they took back.
pub(super) fn taken(rows: &[Row], revocations: &[Revocation]) -> Vec<(Timestamp, Vec<usize>)> {
    let lines = |revocation: &Revocation| {
        let is_taken = |row: &Row| {
            matches!(row.span, Span::Until(_)) && revocation.sessions.contains(&row.step)
        };
        let lines = rows.iter().enumerate().filter(|(_, row)| is_taken(row));
        lines.map(|(index, _)| index).collect()
    };
    revocations.iter().map(|revocation| (revocation.at, lines(revocation))).collect()
}

/// How a session stands, in a few words.
pub(super) fn state_words(state: SessionState) -> String {
    match state {
        SessionState::NotIssued => "not issued yet".to_owned(),
        SessionState::Live { left } => {
            // Beside hours nobody counts seconds.
            let left = if left >= 3600 { left - left % 60 } else { left };
            format!("{} left", facts::duration_in_words(left))
        }
        SessionState::Revoked => "revoked".to_owned(),
        SessionState::Expired => "expired".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use simulator::clock::{probe, revocations};

    use super::*;
    use crate::gallery::example;

    #[test]
    fn a_refused_line_says_what_was_possible() {
        let simulation = Simulation::of(example("chained-hop-asks-two-hours").unwrap().scenario);
        let rows = rows(&simulation);
        let told: Vec<(&str, &str)> = rows.iter().map(|row| (&*row.name, &*row.detail)).collect();
        assert_eq!(
            told,
            [
                ("alice", "long-term key"),
                ("DeployRole", "session alice"),
                ("ProdAdmin", "no session"),
                ("LogArchiveReader", "no session")
            ]
        );
        assert_eq!(rows[3].words, "not reached");
        assert_eq!(
            rows[2].words,
            "refused at 2026-11-22 10:02:00 UTC: 1 h were possible, 2 h were asked"
        );
    }

    #[test]
    fn a_revocation_stands_on_the_line_of_the_session_that_it_takes() {
        let scenario = example("revoked-sessions").unwrap().scenario;
        let simulation = Simulation::of(Rc::clone(&scenario));
        let rows = rows(&simulation);
        let taken = taken(&rows, &revocations(&scenario, &simulation.outcome));
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0].1, [1], "the first session stands under the key");
        let at = Timestamp::parse_iso("2026-11-22T10:20:00Z").unwrap();
        let states = states(&rows, &probe(&scenario, &simulation.outcome, at).sessions);
        let words: Vec<Option<String>> =
            states.into_iter().map(|state| state.map(state_words)).collect();
        assert_eq!(words, [None, Some("revoked".into()), Some("52 min 5 s left".into())]);
    }
}
