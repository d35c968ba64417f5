//! What can be said of a case: what its messages state, a verdict where it rests on what is known, else what is open.

use super::{
    ASSUMED, Case, Missing,
    draft::{self, Beside, Draft, Limit, Mfa, Unknown},
};
use crate::{
    Outcome, Scenario,
    outcome::{Cause, StepResult},
    paste::Message,
    simulate,
};

/// What is not known yet and would decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// A sentence: "The trust policy of Reader is not known yet."
    pub sentence: String,
    /// The command that prints it; nothing where none does. See [`super::is_template`].
    pub command: Option<String>,
}

/// What can be said of a case.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What the pasted messages state of the reason, a sentence each.
    pub stated: Vec<String>,
    /// Why there is no verdict yet; empty where the one of `outcome` rests on nothing but what is known.
    pub open: Vec<Open>,
    /// What the verdict is about, and what is opened and kept. See [`Case::scenario`].
    pub scenario: Scenario,
    /// What the scenario comes to.
    pub outcome: Outcome,
    /// What is not known yet, the most important first, each with the command that prints it.
    pub missing: Vec<Missing>,
    /// What was assumed in the scenario, a sentence each.
    pub assumed: Vec<String>,
    /// Whether the seconds that are asked for are made up, so that a sentence about them would tell what nobody said.
    pub invents_seconds: bool,
    /// Whether something stands in for what only a message tells, a policy, a wrong code or an old session: what refuses
    /// then says no more than the message.
    pub rests_on_message: bool,
    /// What can still refuse a call that is allowed here while a message says that it was refused.
    pub can_still_deny: Vec<Missing>,
}

impl Case {
    /// What can be said of the case.
    ///
    /// The call is asked twice: where what is not known allows nothing, and where it allows everything. Where only the
    /// second is allowed, a verdict would rest on what nobody said, so there is none. Where the second is refused as
    /// well, what is known refuses, and the answer is about that.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let mut strict = draft::make(self, Unknown::Nothing);
        let outcome = simulate(&strict.scenario);
        let mut stated = self.stated();
        let withheld = std::mem::take(&mut strict.withheld);
        if is_allowed(&outcome) {
            // Where the message states the reason, the document that it names is asked for, and nothing else.
            let refused = self.messages().next().is_some()
                && (stated.is_empty() || strict.missing.is_empty());
            let can_still_deny =
                if refused { std::mem::take(&mut strict.can_still_deny) } else { Vec::new() };
            return Answer { can_still_deny, ..answer(strict, outcome, stated, withheld) };
        }
        let generous = draft::make(self, Unknown::Everything);
        let best = simulate(&generous.scenario);
        if is_allowed(&best) {
            let open = withheld.into_iter().chain(std::mem::take(&mut strict.open)).collect();
            return answer(strict, outcome, stated, open);
        }
        // What the message says of a limit, the outcome then says with its figures.
        if !generous.invents_seconds && is_refused_by_a_limit(&best) {
            stated.retain(|said| !LIMITS.iter().any(|(_, known)| known == said));
        }
        answer(generous, best, stated, withheld)
    }

    fn stated(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for sentence in self.messages().flat_map(told) {
            if !all.contains(&sentence) {
                all.push(sentence);
            }
        }
        all
    }
}

/// What a message states of the reason.
fn told(message: &Message) -> Vec<String> {
    if let Some(limit) = Limit::of(message) {
        let said = LIMITS.iter().filter(|(known, _)| *known == limit);
        return said.map(|(_, words)| (*words).to_owned()).collect();
    }
    let reason = message.reason.as_deref().map(|reason| {
        let action = message.action.as_deref().unwrap_or("the call");
        match reason.strip_prefix("an explicit deny in ") {
            Some(kind) => {
                let article = if kind.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
                format!("The message states the reason: an explicit deny in {article} {kind}.")
            }
            None => format!("The message states the reason: {reason} allows {action}."),
        }
    });
    let beside = Beside::of(message).map(|beside| match beside {
        Beside::Tags => TAGS.to_owned(),
        Beside::SourceIdentity => SOURCE_IDENTITY.to_owned(),
    });
    let mfa = Mfa::of(message).map(|mfa| {
        let reason = match mfa {
            Mfa::WrongCode => {
                "the MFA code (TokenCode) was not the device's at that moment. Pass the code that the device shows now; \
                 each is good for one call."
            }
            Mfa::UnknownDevice => {
                "the MFA device (SerialNumber) is none of the caller's. `aws iam list-mfa-devices` prints those that are."
            }
            Mfa::Incomplete => {
                "MFA takes both SerialNumber and TokenCode, and the call passed one of them. Pass both."
            }
        };
        format!("The message states the reason: {reason}")
    });
    let expired = (&*message.code == "ExpiredToken").then(|| EXPIRED.to_owned());
    [reason, beside, mfa, expired].into_iter().flatten().collect()
}

/// What an expired session means. AWS: "Troubleshoot IAM", "Request temporary security credentials".
const EXPIRED: &str = "The message states the reason: the caller's temporary credentials had expired. Sign in again, or \
                       take the session again, and repeat the call.";

/// What a refused `sts:TagSession` means. AWS: "Pass session tags in AWS STS".
const TAGS: &str = "Session tags (from --tags, or handed on by SSO, an identity provider or an earlier session) need \
                    sts:TagSession: in the role's trust policy and, unless that names the caller within one account, in \
                    an identity policy of the caller.";

/// What a refused `sts:SetSourceIdentity` means. AWS: "Monitor and control actions taken with assumed roles".
const SOURCE_IDENTITY: &str = "A source identity (from --source-identity, or handed on by an earlier session) needs \
                               sts:SetSourceIdentity: in the role's trust policy and in an identity policy of the caller.";

/// What a message about a duration says, in other words. AWS: "AssumeRole", "Troubleshoot IAM roles".
const LIMITS: [(Limit, &str); 2] = [
    (
        Limit::Chaining,
        "The message states the reason: the caller's credentials are themselves a session's, and a session that one session makes of the next lasts at most 1 hour, whatever MaxSessionDuration the role has. Ask for 3600 seconds or less, or assume the role with the long-term credentials at the beginning of the chain.",
    ),
    (
        Limit::RoleMaximum,
        "The message states the reason: more seconds are asked for than the role's MaxSessionDuration. Ask for less, or raise it on the role (3600 to 43200).",
    ),
];

fn answer(draft: Draft, outcome: Outcome, stated: Vec<String>, open: Vec<Open>) -> Answer {
    let Draft { mut scenario, missing, assumed, invents_seconds, rests_on_message, .. } = draft;
    if !assumed.is_empty() {
        scenario.teaches = Some(format!("{ASSUMED}{}", assumed.join(" ")).into());
    }
    Answer {
        stated,
        open,
        scenario,
        outcome,
        missing,
        assumed,
        invents_seconds,
        rests_on_message,
        can_still_deny: Vec::new(),
    }
}

fn is_refused_by_a_limit(outcome: &Outcome) -> bool {
    outcome.steps.iter().any(|step| match &step.result {
        StepResult::Refused(refusal) => {
            matches!(refusal.cause, Cause::Chaining { .. } | Cause::RoleMaximum { .. })
        }
        _ => false,
    })
}

fn is_allowed(outcome: &Outcome) -> bool {
    outcome.steps.iter().all(|step| matches!(step.result, StepResult::Succeeded))
}
