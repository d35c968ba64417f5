//! The answer with everything that was looked at, as an outcome of one step.

use std::rc::Rc;

use iam::{Decision, Timestamp};

use super::{RefusedOnSave, Request};
use crate::{
    Outcome, authorize, message,
    narrate::{self, Sentence},
    outcome::{
        AuthorizationOutcome, Caller, Cause, Check, CheckKind, CheckStatus, Refusal, StepOutcome,
        StepResult, Target, Trigger,
    },
};

impl Request {
    /// The answer with its explanation: an outcome of one step, whose one authorization this is.
    #[must_use]
    pub fn explain(&self) -> Outcome {
        let assumptions = &self.prepared.assumptions;
        let (decided, explanation) = authorize::explain(
            &self.policies,
            &self.asked(assumptions),
            self.relation(assumptions),
        );
        let (callers, resources) = self.prepared.levels();
        let authorization = AuthorizationOutcome {
            action: self.action.clone(),
            resource: Rc::clone(&self.resource),
            trigger: Trigger::Call,
            context: self.context.clone(),
            decision: decided.decision,
            blocked_by: decided.blocked_by,
            named: decided.named,
            explanation,
            caller_levels: level_names(callers),
            resource_levels: level_names(resources),
            same_account: self.same_account,
        };
        let caller = Caller {
            principal: self.caller.clone(),
            session: None,
            minted_by: None,
            is_start: true,
        };
        let allowed = decided.decision == Decision::Allowed;
        let result = if allowed {
            StepResult::Succeeded
        } else {
            StepResult::Refused(Refusal {
                error: message::access_denied(
                    &caller,
                    &authorization,
                    assumptions,
                    &self.action,
                    None,
                ),
                operation: self.action.name().into(),
                cause: Cause::Authorization(0),
            })
        };
        let step = StepOutcome {
            id: "request".into(),
            at: self.moment(),
            action: self.action.clone(),
            is_hop: false,
            is_change: false,
            caller: Some(caller.clone()),
            presented: None,
            judged: Vec::new(),
            target: Target::Resource(Rc::clone(&self.resource)),
            result,
            checks: vec![Check {
                kind: CheckKind::Authorization(0),
                status: if allowed { CheckStatus::Passed } else { CheckStatus::Failed },
            }],
            asks: Vec::new(),
            authorizations: vec![authorization],
            minted: None,
            answer: None,
            limits: None,
            differences: None,
        };
        let documents = self.prepared.documents(self.kind).cloned().collect();
        Outcome { start: caller, steps: vec![step], documents, verifiers: None }
    }

    /// The true cause of an answer that this request gave, in a few sentences.
    #[must_use]
    pub fn cause(&self, outcome: &Outcome) -> Sentence {
        let Some(step) = outcome.steps.first() else { return Sentence::default() };
        let decision = self.verdict().decision;
        narrate::loose_cause(outcome, step, &self.prepared.assumptions, &|switches| {
            self.verdict_under(switches).decision != decision
        })
    }

    /// The documents that a service would refuse to save, with its words.
    pub fn refused_on_save(&self) -> impl Iterator<Item = RefusedOnSave<'_>> {
        self.prepared.refused_on_save(self.kind)
    }

    /// When the request is made, as far as its condition keys say it; sentences about times are told from there.
    fn moment(&self) -> Timestamp {
        let value = |key: &str| match self.context.get_named(key) {
            Some([value]) => Some(value.as_ref()),
            _ => None,
        };
        value("aws:CurrentTime")
            .and_then(|text| Timestamp::parse_iso(text).ok())
            .or_else(|| Some(Timestamp::from_seconds(value("aws:EpochTime")?.parse().ok()?)))
            .unwrap_or_else(|| Timestamp::from_seconds(0))
    }
}

/// Names for levels of which only the number is known: the first is the root, the last the account.
fn level_names(count: usize) -> Vec<Rc<str>> {
    (0..count)
        .map(|index| match index {
            0 => "Root".into(),
            _ if index + 1 == count => "Account".into(),
            _ => format!("Level {}", index + 1).into(),
        })
        .collect()
}
