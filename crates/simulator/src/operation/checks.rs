//! A call on its way through the service's checks.

use std::rc::Rc;

use iam::{PrincipalKind, Timestamp};
use sts::{Session, StsError, request::Call};

use crate::{
    outcome::{
        Caller, Cause, Check, CheckKind, CheckStatus, Minted, Refusal, StepOutcome, StepResult,
        Trigger, Undecided,
    },
    scenario::{Operation, Step},
    simulate::{self, Actor},
    world::World,
};

/// Why a call ends before its last check.
#[derive(Debug)]
pub(super) enum Stop {
    /// The service says no.
    Refused(StsError, Cause),
    /// Nobody can say how it goes on.
    Undecided(Undecided),
}

impl Stop {
    pub(super) fn refused(error: StsError, cause: Cause) -> Self {
        Self::Refused(error, cause)
    }
}

/// How a check that did not fail went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Went {
    /// It passed.
    Passed,
    /// There was nothing to check.
    NotApplicable,
}

/// One call: what it knows, and what came of it so far.
#[derive(Debug)]
pub(super) struct Run<'a, 's> {
    pub(super) world: &'a mut World<'s>,
    pub(super) step: &'a Step,
    pub(super) index: usize,
    pub(super) actor: Actor,
    pub(super) at: Timestamp,
    pub(super) outcome: StepOutcome,
    /// Whether a code was given and accepted with this very call.
    pub(super) mfa_now: bool,
    plan: Vec<CheckKind>,
    minted: Option<Actor>,
}

impl<'a, 's> Run<'a, 's> {
    pub(super) fn new(
        world: &'a mut World<'s>,
        step: &'a Step,
        index: usize,
        actor: Actor,
        at: Timestamp,
    ) -> Self {
        let mut outcome = simulate::blank(step, at);
        outcome.caller = Some(actor.caller.clone());
        Self {
            world,
            step,
            index,
            actor,
            at,
            outcome,
            mfa_now: false,
            plan: Vec::new(),
            minted: None,
        }
    }

    /// The checks that this call goes through, in order; those that are never reached are listed as not made.
    pub(super) fn plan(&mut self, kinds: impl IntoIterator<Item = CheckKind>) {
        self.plan = kinds.into_iter().collect();
    }

    /// Remembers what has to be allowed, and gives the checks that ask it.
    pub(super) fn asks(
        &mut self,
        operations: &[(&'static str, Trigger)],
    ) -> impl Iterator<Item = CheckKind> + use<> {
        self.outcome.asks =
            operations.iter().map(|(operation, _)| simulate::action("sts", operation)).collect();
        (0..operations.len()).map(CheckKind::Authorization)
    }

    /// Makes the checks that `steps` makes; ends the call where one of them stops it.
    pub(super) fn through(&mut self, steps: impl FnOnce(&mut Self) -> Result<(), Stop>) {
        if let Err(stop) = steps(self) {
            self.stopped(stop);
        }
        self.list_rest();
    }

    fn stopped(&mut self, stop: Stop) {
        self.outcome.result = match stop {
            Stop::Refused(error, cause) => {
                StepResult::Refused(Refusal { error, operation: self.operation_name(), cause })
            }
            Stop::Undecided(why) => StepResult::Undecided(why),
        };
    }

    /// Lists the checks of the plan that were never reached.
    fn list_rest(&mut self) {
        let made = self.outcome.checks.len();
        let rest = self.plan.iter().skip(made);
        let rest = rest.map(|kind| Check { kind: *kind, status: CheckStatus::NotMade });
        self.outcome.checks.extend(rest);
    }

    /// Makes one check and notes how it went.
    pub(super) fn check<T>(
        &mut self,
        kind: CheckKind,
        made: impl FnOnce(&mut Self) -> Result<(Went, T), Stop>,
    ) -> Result<T, Stop> {
        let result = made(self);
        let status = match &result {
            Ok((Went::Passed, _)) => CheckStatus::Passed,
            Ok((Went::NotApplicable, _)) => CheckStatus::NotApplicable,
            Err(_) => CheckStatus::Failed,
        };
        self.outcome.checks.push(Check { kind, status });
        result.map(|(_, value)| value)
    }

    /// The credentials are known and have not ended. Keys go with their user; a new user of that name has others.
    pub(super) fn check_credentials(&mut self) -> Result<(), Stop> {
        let at = self.at;
        self.check(CheckKind::Credentials, |run| {
            let switch = run.world.scenario().assumptions.expired_at_expiration;
            let caller = &run.actor.caller;
            if let (PrincipalKind::User, Some(user), None) =
                (caller.principal.kind, &caller.principal.arn, run.world.owner(&caller.principal))
            {
                return Err(Stop::refused(
                    StsError::invalid_client_token(),
                    Cause::DeletedUser { user: user.shared() },
                ));
            }
            match &caller.session {
                Some(session) if session.is_expired(at, switch) => Err(Stop::refused(
                    StsError::expired_token(),
                    Cause::Expired { expired: session.expires },
                )),
                _ => Ok((Went::Passed, ())),
            }
        })
    }

    /// Every parameter is well formed.
    pub(super) fn check_parameters(&mut self) -> Result<(), Stop> {
        match &self.step.operation {
            Operation::Sts(call) => self.check_call(&call.call),
            _ => self.check(CheckKind::Parameters, |_| Ok((Went::NotApplicable, ()))),
        }
    }

    /// The same for a call that is not quite the step's.
    pub(super) fn check_call(&mut self, call: &Call) -> Result<(), Stop> {
        self.check(CheckKind::Parameters, |_| match sts::validate(call) {
            Ok(()) => Ok((Went::Passed, ())),
            Err(error) => Err(Stop::refused(error, Cause::Parameters)),
        })
    }

    /// Notes the session that the call makes, with its credentials.
    pub(super) fn mint(
        &mut self,
        session: Session,
        session_policies: Option<Vec<u32>>,
        packed_policy_size: Option<u32>,
    ) {
        let session = Rc::new(session);
        let least = match &self.step.operation {
            Operation::Sts(call) => call.call.minimum_session_token_size(),
            _ => None,
        };
        let least = least.and_then(|least| usize::try_from(least).ok()).unwrap_or_default();
        let credentials = sts::mint(&session, self.world.seed(), &self.step.id, least);
        self.minted = Some(Actor {
            caller: Caller {
                principal: session.principal.clone(),
                session: Some(Rc::clone(&session)),
                minted_by: Some(self.index),
                is_start: false,
            },
            session_policies,
        });
        self.outcome.minted = Some(Minted { session, credentials, packed_policy_size });
        self.outcome.checks.push(Check { kind: CheckKind::Mint, status: CheckStatus::Passed });
    }

    pub(super) fn finish(self) -> (StepOutcome, Option<Actor>) {
        (self.outcome, self.minted)
    }

    /// The operation's name as the command line prints it.
    fn operation_name(&self) -> Rc<str> {
        match &self.step.operation {
            Operation::Sts(call) => call.call.operation().into(),
            Operation::Action { action, .. } => action.name().into(),
            Operation::Change(change) => change.operation.as_str().into(),
            Operation::SwitchRole(_) => "SwitchRole".into(),
        }
    }
}
