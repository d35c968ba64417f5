//! What a message about a duration tells of the call that it answers. AWS: "AssumeRole" and "IAM roles", section "Role
//! chaining".

use std::collections::BTreeSet;

use super::{Caller, Making, Target};
use crate::{paste::Message, scenario::StartCredentials};

/// A limit on the duration that a message names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::paste::case) enum Limit {
    /// One hour, as the caller is a session itself.
    Chaining,
    /// The role's MaxSessionDuration.
    RoleMaximum,
}

impl Limit {
    /// The limit that a message names.
    pub(in crate::paste::case) fn of(message: &Message) -> Option<Self> {
        let says = |phrase: &str| message.text.contains(phrase);
        if says("1 hour session limit for roles assumed by role chaining") {
            return Some(Self::Chaining);
        }
        says("exceeds the MaxSessionDuration set for this role").then_some(Self::RoleMaximum)
    }
}

/// What stands for the seconds of a call of which a message says only that they are more than a limit.
const TOO_LONG: i64 = 7200;

impl Making<'_> {
    /// The limit that the message names.
    pub(super) fn limit(&self) -> Option<Limit> {
        self.facts.messages.iter().rev().find_map(|message| Limit::of(message))
    }

    /// Whether the message says that the caller's credentials had expired.
    pub(super) fn is_expired(&self) -> bool {
        self.facts.messages.iter().any(|message| &*message.code == "ExpiredToken")
    }

    /// Whether the message says that temporary credentials called, and no call that was pasted makes them.
    pub(super) fn starts_with_a_session(&self) -> bool {
        let commands = self.facts.commands.iter().map(|command| &command.call);
        let calls = commands.chain(self.facts.profiles.iter().map(|profile| &profile.call));
        let roles: BTreeSet<_> = calls.filter_map(|call| call.role_arn.as_deref()).collect();
        roles.len() <= 1 && (self.limit() == Some(Limit::Chaining) || self.is_expired())
    }

    /// With which credentials a user calls, where the message says that they are temporary ones.
    pub(super) fn start_credentials(&mut self, caller: &Caller) -> Option<StartCredentials> {
        let Caller::User(_, _, name) = caller else { return None };
        if !self.starts_with_a_session() {
            return None;
        }
        self.assume(format!(
            "The message says that temporary credentials called, and {name} is a user; credentials of GetSessionToken \
             are assumed."
        ));
        Some(StartCredentials::SessionToken)
    }

    /// The seconds that stand for those of which only a message tells.
    pub(super) fn seconds_of_the_message(&mut self, target: &Target) -> Option<i64> {
        let limit = self.limit().filter(|_| target.command.is_none())?;
        let limit = match limit {
            Limit::Chaining => "3600 seconds",
            Limit::RoleMaximum => "the role's MaxSessionDuration",
        };
        self.draft.invents_seconds = true;
        self.assume(format!(
            "The message says that more than {limit} were asked for; {TOO_LONG} seconds stand for that."
        ));
        Some(TOO_LONG)
    }

    /// Whether temporary credentials make the call of that place, so that its role's maximum does not count.
    pub(super) fn is_chained(&self, caller: &Caller, targets: &[Target], place: usize) -> bool {
        match self.step_caller(targets, place).as_deref() {
            None if place > 0 => true,
            None | Some("start") => {
                matches!(caller, Caller::Session(..)) || self.starts_with_a_session()
            }
            Some(_) => true,
        }
    }
}
