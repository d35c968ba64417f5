//! What is the case at a moment.
//!
//! The moment is a question and not an event. For a moment `t`:
//!
//! - **What has happened**: every step whose own moment is not after `t`, in order, with everything that it changed.
//! - **Sessions**: each is not issued yet, live, revoked or expired. A session ends at the second of its expiry. It is
//!   *revoked* where it would be denied a call that no policy can name other than by `*`, by a Deny statement that asks
//!   when the session was issued.
//! - **Answers**: what a step comes to when it is called at `t` with the same credentials and parameters, after everything
//!   that has happened. At its own moment only the steps before it have happened, so that it answers as it did.
//!   A step whose caller is not issued at `t` cannot be called; changes of the world are not asked.

use std::rc::Rc;

use iam::{Action, Timestamp};
use policy::{Effect, Finding, NodeKind};

use crate::{
    Outcome, Scenario,
    lifetime::{Lifetime, lifetimes},
    operation,
    outcome::{StepOutcome, StepResult},
    scenario::{Operation, Step},
    simulate_after,
};

/// What is the case at a moment.
#[derive(Debug, Clone)]
pub struct Probe {
    /// The moment.
    pub at: Timestamp,
    /// Every session of the outcome, in the order of [`lifetimes`].
    pub sessions: Vec<SessionAt>,
    /// One entry for every step.
    pub steps: Vec<StepAt>,
}

/// A session at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionAt {
    /// The step that minted it; nothing for the session that the scenario begins with.
    pub step: Option<usize>,
    /// How it stands.
    pub state: SessionState,
}

/// How a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// It is issued later.
    NotIssued,
    /// It can be used.
    Live {
        /// Seconds that are left of it.
        left: i64,
    },
    /// It has not ended, and is denied everything.
    Revoked,
    /// It has ended.
    Expired,
}

/// A step at a moment.
#[derive(Debug, Clone)]
pub struct StepAt {
    /// What it would answer.
    pub answer: Answer,
}

/// What a step would answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It is a change of the world, which is not asked; whether it was made by then.
    Change {
        /// Whether it was made.
        made: bool,
    },
    /// Nobody has its credentials: the step with that index makes them later, or never.
    NoCaller {
        /// The step that would make them.
        needs: usize,
    },
    /// The run whose last step is the answer.
    Given(Rc<Outcome>),
}

impl Answer {
    /// The step's outcome, where it could be called.
    #[must_use]
    pub fn step(&self) -> Option<&StepOutcome> {
        match self {
            Self::Given(outcome) => outcome.steps.last(),
            Self::Change { .. } | Self::NoCaller { .. } => None,
        }
    }
}

/// A change of the world that took sessions back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// The change.
    pub step: usize,
    /// When it was made.
    pub at: Timestamp,
    /// The steps that minted the sessions, or nothing for the one that the scenario begins with.
    pub sessions: Vec<Option<usize>>,
}

/// How every session stands at a moment, in the order of [`lifetimes`].
#[must_use]
pub fn sessions_at(scenario: &Scenario, outcome: &Outcome, at: Timestamp) -> Vec<SessionAt> {
    let mut past = Past::new(scenario, outcome);
    let lives = lifetimes(outcome);
    let sessions = lives.iter().map(|life| SessionAt {
        step: life.step,
        state: past.session(life, at, |step| step.at.seconds() <= at.seconds()),
    });
    sessions.collect()
}

/// Asks about a moment.
#[must_use]
pub fn probe(scenario: &Scenario, outcome: &Outcome, at: Timestamp) -> Probe {
    let mut past = Past::new(scenario, outcome);
    let sessions = sessions_at(scenario, outcome, at);
    let steps = (0..outcome.steps.len()).map(|index| StepAt { answer: past.answer(index, at) });
    let steps = steps.collect();
    Probe { at, sessions, steps }
}

/// Every change of the world by which a session that could be used before can be used no more.
#[must_use]
pub fn revocations(scenario: &Scenario, outcome: &Outcome) -> Vec<Revocation> {
    // Without the key no statement asks when a session was issued, and no run is needed to see it.
    let asks = |document: &crate::outcome::DocumentSource| {
        document.text.to_ascii_lowercase().contains(ISSUED_AT)
    };
    let mentioned = scenario.steps.iter().any(|step| match &step.operation {
        Operation::Change(change) => change
            .document
            .as_ref()
            .is_some_and(|document| document.text().to_ascii_lowercase().contains(ISSUED_AT)),
        _ => false,
    });
    if !mentioned && !outcome.documents.iter().any(asks) {
        return Vec::new();
    }
    let mut past = Past::new(scenario, outcome);
    let lives = lifetimes(outcome);
    let changes = outcome.steps.iter().enumerate().filter(|(_, step)| step.is_change);
    let found = changes.map(|(index, change)| {
        let mut revoked = |life: &Lifetime, steps: usize| {
            let state = past.session_after(life, change.at, steps);
            state == SessionState::Revoked
        };
        let taken = lives.iter().filter(|life| {
            life.step.is_none_or(|step| step < index)
                && life.expires.seconds() > change.at.seconds()
                && !revoked(life, index)
                && revoked(life, index + 1)
        });
        Revocation { step: index, at: change.at, sessions: taken.map(|life| life.step).collect() }
    });
    found.filter(|revocation| !revocation.sessions.is_empty()).collect()
}

/// When the next session ends that lives at a moment.
#[must_use]
pub fn next_expiry(outcome: &Outcome, at: Timestamp) -> Option<Timestamp> {
    let lives = lifetimes(outcome).into_iter();
    let ends = lives.map(|life| life.expires).filter(|end| end.seconds() > at.seconds());
    ends.min_by_key(|end| end.seconds())
}

/// The condition key that says when a session was issued, in lower case.
const ISSUED_AT: &str = "aws:tokenissuetime";

/// A scenario whose steps are put together anew for every question; the world is copied once.
struct Past<'a> {
    scenario: &'a Scenario,
    outcome: &'a Outcome,
    copy: Scenario,
}

impl<'a> Past<'a> {
    fn new(scenario: &'a Scenario, outcome: &'a Outcome) -> Self {
        let mut copy = scenario.clone();
        copy.steps.clear();
        Self { scenario, outcome, copy }
    }

    /// Runs the first steps as they were, for as long as `happened` says, and then one more at a moment.
    fn run(
        &mut self,
        happened: impl Fn(usize, &StepOutcome) -> bool,
        mut step: Step,
        at: Timestamp,
    ) -> Outcome {
        let own = self.scenario.steps.iter().zip(&self.outcome.steps).enumerate();
        let kept = own.take_while(|(index, (_, known))| happened(*index, known));
        let mut last = self.scenario.start.time;
        self.copy.steps.clear();
        for (_, (step, known)) in kept {
            self.copy.steps.push(step.clone());
            last = known.at;
        }
        step.after = Some(at.seconds() - last.seconds());
        step.expect = None;
        self.copy.steps.push(step);
        simulate_after(self.outcome, &self.copy, self.outcome.verifiers)
    }

    fn session(
        &mut self,
        life: &Lifetime,
        at: Timestamp,
        happened: impl Fn(&StepOutcome) -> bool,
    ) -> SessionState {
        let steps = self.outcome.steps.iter().take_while(|step| happened(step)).count();
        self.session_after(life, at, steps)
    }

    /// A session at a moment, after so many steps.
    fn session_after(&mut self, life: &Lifetime, at: Timestamp, steps: usize) -> SessionState {
        let left = life.expires.seconds() - at.seconds();
        if at.seconds() < life.issued.seconds() || life.step.is_some_and(|step| step >= steps) {
            SessionState::NotIssued
        } else if left <= 0 {
            SessionState::Expired
        } else if self.is_revoked(life.step, at, steps) {
            SessionState::Revoked
        } else {
            SessionState::Live { left }
        }
    }

    fn is_revoked(&mut self, session: Option<usize>, at: Timestamp, steps: usize) -> bool {
        if !self.may_be_asked_for_issue(session) {
            return false;
        }
        let Some(action) = anything() else { return false };
        let mut call = Step::action(&self.fresh_id("revoked"), action, None);
        call.caller = Some(self.id_of(session));
        let run = self.run(|index, _| index < steps, call, at);
        let Some(asked) = run.steps.last().and_then(StepOutcome::refused_authorization) else {
            return false;
        };
        asked.deciding().into_iter().any(|id| {
            let below = || asked.explanation.descendants(id);
            let denies = matches!(
                asked.explanation.get(id).map(|node| node.kind),
                Some(NodeKind::Statement { effect: Some(Effect::Deny), .. })
            );
            denies && below().any(|(_, node)| self.asks_for_issue(&run, node))
        })
    }

    /// Whether a document that has a say about the session asks when it was issued. Without one no run is needed.
    fn may_be_asked_for_issue(&self, session: Option<usize>) -> bool {
        let asks = |text: &str| text.to_ascii_lowercase().contains(ISSUED_AT);
        let caller = match session {
            None => Some(&self.outcome.start.principal),
            Some(step) => self
                .outcome
                .steps
                .get(step)
                .and_then(|step| step.minted.as_ref())
                .map(|m| &m.session.principal),
        };
        let owner =
            caller.and_then(|caller| caller.federating_user.as_ref().or(caller.arn.as_ref()));
        let Some(account) = owner.and_then(|owner| self.scenario.account(owner.account()?)) else {
            return true;
        };
        let name = owner.map(iam::Arn::name).unwrap_or_default();
        let roles = account.roles.iter().filter(|role| &*role.name == name);
        let users = account.users.iter().filter(|user| &*user.name == name);
        // Whatever is attached, passed or saved by a step is not told apart: it is little beside the accounts.
        let own = roles
            .flat_map(|role| &role.inline_policies)
            .chain(users.flat_map(|user| &user.inline_policies));
        let groups = account.groups.iter().flat_map(|group| &group.inline_policies);
        let managed = self.scenario.accounts.iter().flat_map(|account| &account.policies);
        let organization = self.scenario.organization.iter().flat_map(|known| &known.policies);
        own.chain(groups).any(|policy| asks(policy.document.text()))
            || managed.into_iter().any(|policy| asks(policy.document.text()))
            || organization.into_iter().any(|policy| asks(policy.content.text()))
            || self.scenario.start.policy.as_ref().is_some_and(|policy| asks(policy.text()))
            || self.scenario.steps.iter().any(|step| match &step.operation {
                Operation::Change(change) => {
                    change.document.as_ref().is_some_and(|policy| asks(policy.text()))
                }
                Operation::Sts(call) => call.session_policy().is_some_and(|policy| asks(policy)),
                _ => false,
            })
            || self.outcome.documents.iter().any(|document| asks(&document.text))
    }

    /// Whether a node is a test of when the session was issued that comes out true.
    fn asks_for_issue(&self, run: &Outcome, node: &policy::Node) -> bool {
        let NodeKind::Condition { .. } = node.kind else { return false };
        let Some(place) = node.place else { return false };
        let text = run.document(place.document).map(|known| place.span.of(&known.text));
        node.finding == Finding::Matched
            && text.is_some_and(|text| text.to_ascii_lowercase().contains(ISSUED_AT))
    }

    fn answer(&mut self, index: usize, at: Timestamp) -> Answer {
        let (known, step) = (&self.outcome.steps[index], &self.scenario.steps[index]);
        if matches!(step.operation, Operation::Change(_)) {
            return Answer::Change { made: known.at.seconds() <= at.seconds() };
        }
        let own_moment = at.seconds() == known.at.seconds();
        let happened = move |other: usize, known: &StepOutcome| match own_moment {
            true => other < index,
            false => known.at.seconds() <= at.seconds(),
        };
        let steps = self.outcome.steps.iter().enumerate();
        let count = steps.take_while(|(other, known)| happened(*other, known)).count();
        let needed = match (&known.caller, &known.result) {
            (Some(caller), _) => caller.minted_by,
            (None, StepResult::NotReached { needs }) => self.scenario.step_index(needs),
            (None, _) => None,
        };
        let is_minted = |step: usize| step < count && self.outcome.steps[step].minted.is_some();
        if let Some(needs) = needed.filter(|step| !is_minted(*step)) {
            return Answer::NoCaller { needs };
        }
        let mut call = step.clone();
        if count > index {
            call.id = self.fresh_id(&step.id).into();
        }
        if !operation::is_unsigned(&step.operation) {
            let is_start = known.caller.as_ref().is_some_and(|caller| caller.is_start);
            if needed.is_some() || is_start {
                call.caller = Some(self.id_of(needed));
            }
        }
        Answer::Given(Rc::new(self.run(happened, call, at)))
    }

    fn id_of(&self, step: Option<usize>) -> Rc<str> {
        let step = step.and_then(|step| self.scenario.steps.get(step));
        step.map_or_else(|| "start".into(), |step| Rc::clone(&step.id))
    }

    /// An id that no step has.
    fn fresh_id(&self, wish: &str) -> String {
        let mut id = format!("{wish} again");
        while self.scenario.step_index(&id).is_some() {
            id.push('+');
        }
        id
    }
}

/// An action that no statement names but by `*`.
fn anything() -> Option<Action> {
    "any-service:AnyAction".parse().ok()
}
