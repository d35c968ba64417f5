//! Sessions over time: when each was issued and ends, what its length came from and how long it could have been, who still
//! uses it with how much left, and until when a step would still succeed. AWS: "Methods to assume a role" and "IAM
//! roles", section "Role chaining".

use iam::{PrincipalKind, Timestamp};
use policy::{Comparison, CompiledPolicy, ConditionOperator};
use sts::{
    Bound, Mfa, Session, SessionKind,
    request::{Call, Claim},
};

use crate::{
    Outcome, Scenario,
    outcome::{StepOutcome, StepResult},
    scenario::Operation,
    simulate_after,
};

/// The life of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifetime {
    /// The step that minted it; nothing for the session that the scenario begins with.
    pub step: Option<usize>,
    /// When it was issued.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// What its length came from.
    pub bounded_by: BoundedBy,
    /// The most seconds that this call could have been granted; nothing for the session that was given.
    pub longest: Option<i64>,
    /// The steps that call with it, and the seconds that are left of it then; below zero where it has ended.
    pub uses: Vec<Use>,
}

/// A step that calls with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The step.
    pub step: usize,
    /// Seconds that are left of the session.
    pub left: i64,
}

/// What a session's length came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundedBy {
    /// Nothing was asked, and the default is less than what would have been granted.
    Default,
    /// What was asked, which is less than what would have been granted.
    Asked,
    /// The role's MaxSessionDuration: no more would have been granted.
    RoleMaximum,
    /// One hour for a chained session: no more would have been granted.
    Chaining,
    /// The end of the provider's assertion, or what a customer approved.
    Assertion,
    /// One hour for the root user.
    RootUser,
    /// The most that the operation grants anybody.
    Operation,
    /// The scenario begins with it.
    Given,
    /// The rest of the console session from which somebody switched to the role.
    ConsoleSession,
}

impl BoundedBy {
    /// Its word for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Asked => "asked",
            Self::RoleMaximum => "roleMaximum",
            Self::Chaining => "chaining",
            Self::Assertion => "assertion",
            Self::RootUser => "rootUser",
            Self::Operation => "operation",
            Self::Given => "given",
            Self::ConsoleSession => "consoleSession",
        }
    }
}

/// Every session of an outcome: the one it begins with, then those that steps minted.
#[must_use]
pub fn lifetimes(outcome: &Outcome) -> Vec<Lifetime> {
    let start = outcome.start.session.as_deref().map(|session| (None, session));
    let minted = outcome.steps.iter().enumerate().filter_map(|(index, step)| {
        step.minted.as_ref().map(|minted| (Some(index), &*minted.session))
    });
    start.into_iter().chain(minted).map(|(step, session)| of(outcome, step, session)).collect()
}

fn of(outcome: &Outcome, step: Option<usize>, session: &Session) -> Lifetime {
    let ceiling =
        step.and_then(|index| outcome.steps.get(index)).map(|step| ceiling(step, session));
    let seconds = session.expires.seconds() - session.issued.seconds();
    let bounded_by = match (session.bound, ceiling) {
        (Bound::Given, _) | (_, None) => BoundedBy::Given,
        (Bound::Assertion, _) => BoundedBy::Assertion,
        (Bound::Clamped, _) => BoundedBy::RootUser,
        (Bound::ConsoleSession, _) => BoundedBy::ConsoleSession,
        (_, Some((longest, by))) if seconds >= longest => by,
        (Bound::Asked, _) => BoundedBy::Asked,
        (Bound::Default, _) => BoundedBy::Default,
    };
    let uses = outcome.steps.iter().enumerate().filter_map(|(index, user)| {
        let caller = user.caller.as_ref()?;
        let same = match step {
            Some(_) => caller.minted_by == step,
            None => caller.is_start && caller.session.is_some(),
        };
        same.then(|| Use { step: index, left: session.expires.seconds() - user.at.seconds() })
    });
    Lifetime {
        step,
        issued: session.issued,
        expires: session.expires,
        bounded_by,
        longest: ceiling.map(|(longest, _)| longest),
        uses: uses.collect(),
    }
}

/// The most that the call could have been granted, and what says so.
fn ceiling(step: &StepOutcome, session: &Session) -> (i64, BoundedBy) {
    let is_root = session.principal.kind == PrincipalKind::Root
        || step.caller.as_ref().is_some_and(|caller| caller.principal.kind == PrincipalKind::Root);
    match (session.kind, step.limits) {
        (SessionKind::Root, _) => (900, BoundedBy::Operation),
        (SessionKind::SessionToken | SessionKind::FederationToken, _) if is_root => {
            (3600, BoundedBy::RootUser)
        }
        (SessionKind::SessionToken | SessionKind::FederationToken, _) => {
            (129_600, BoundedBy::Operation)
        }
        (SessionKind::Delegated, _) => (43_200, BoundedBy::Operation),
        (SessionKind::Service, _) | (_, None) => (43_200, BoundedBy::Operation),
        (_, Some(limits)) => {
            let role = limits.role_maximum.unwrap_or(43_200);
            if limits.chained && role >= sts::CHAINING_LIMIT {
                (sts::CHAINING_LIMIT, BoundedBy::Chaining)
            } else {
                (role, BoundedBy::RoleMaximum)
            }
        }
    }
}

/// How long a step would still succeed if it came later than it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It does not succeed as it is.
    NotNow,
    /// Nothing in it depends on the time.
    Always,
    /// From that moment on it fails; the last moment at which it succeeds is one before.
    Until {
        /// The first moment at which it fails, to the second.
        moment: Timestamp,
        /// Whether the end of the caller's session is why.
        session_ends: bool,
    },
    /// It succeeds wherever it was looked at, but something could change at more moments than are looked at, or a policy
    /// compares the time as text.
    Unknown,
}

/// Until when a step would still succeed, everything before it unchanged: the end of its session, dates and ages in the
/// policies that it needs, codes, tokens and assertions.
///
/// The scenario is run again at every moment at which something could change, so that nothing is guessed.
#[must_use]
pub fn holds(scenario: &Scenario, outcome: &Outcome, step: usize) -> Holds {
    let Some(now) = outcome.steps.get(step).filter(|now| now.result == StepResult::Succeeded)
    else {
        return Holds::NotNow;
    };
    let before = match step.checked_sub(1) {
        Some(index) => outcome.steps[index].at,
        None => scenario.start.time,
    };
    let mut shortened = scenario.clone();
    shortened.steps.truncate(step + 1);
    let mut succeeds = |moment: i64| {
        shortened.steps[step].after = Some(moment - before.seconds());
        let later = simulate_after(outcome, &shortened, outcome.verifiers);
        later.steps.get(step).is_some_and(|later| later.result == StepResult::Succeeded)
    };
    let session = now.caller.as_ref().and_then(|caller| caller.session.as_deref());
    let ends = session.map(|session| session.expires.seconds());
    let Some(mut moments) = moments(scenario, outcome, step) else { return Holds::Unknown };
    let all_looked_at = moments.len() <= MOST_MOMENTS;
    moments.truncate(MOST_MOMENTS);
    for moment in moments {
        // Something changes at that second or right behind it.
        for second in [moment, moment.saturating_add(1)] {
            if second > now.at.seconds() && !succeeds(second) {
                let session_ends = ends.is_some_and(|end| second >= end);
                return Holds::Until { moment: Timestamp::from_seconds(second), session_ends };
            }
        }
    }
    if all_looked_at { Holds::Always } else { Holds::Unknown }
}

/// More moments than this are not looked at; no scenario that a person reads comes near.
const MOST_MOMENTS: usize = 256;

/// Every second from which on something about the step could be different, in order; nothing where a policy compares the
/// time so that they cannot be listed.
fn moments(scenario: &Scenario, outcome: &Outcome, step: usize) -> Option<Vec<i64>> {
    let now = &outcome.steps[step];
    let session = now.caller.as_ref().and_then(|caller| caller.session.as_deref());
    let mut found: Vec<i64> =
        session.map(|session| session.expires.seconds()).into_iter().collect();
    let proven = match session.map(|session| session.mfa) {
        Some(Mfa::Present(moment)) => Some(moment.seconds()),
        _ => None,
    };
    for document in &outcome.documents {
        in_document(&document.compiled, proven, &mut found)?;
        let text = document.text.to_ascii_lowercase();
        if TIME_KEYS.iter().any(|key| text.contains(&format!("${{{key}"))) {
            return None;
        }
    }
    if let Operation::Sts(call) = &scenario.steps[step].operation {
        in_call(&call.call, now, session, &mut found);
    }
    found.retain(|moment| *moment >= now.at.seconds());
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// The keys whose values change while time passes and nothing else does, in lower case.
const TIME_KEYS: [&str; 3] = ["aws:currenttime", "aws:epochtime", "aws:multifactorauthage"];

/// Dates that a policy compares with the present, and ages of a code; nothing where it compares them as text.
fn in_document(document: &CompiledPolicy, proven: Option<i64>, found: &mut Vec<i64>) -> Option<()> {
    let statements = (0..).take_while(|index| document.statement(*index).is_some());
    let tests = statements
        .flat_map(|statement| (0..).map_while(move |test| document.condition(statement, test)));
    for test in tests {
        let key = test.key.as_str().to_ascii_lowercase();
        let is_age = key == "aws:multifactorauthage";
        let from = match TIME_KEYS.contains(&&*key) {
            true if is_age => proven,
            true => Some(0),
            false => None,
        };
        let operator = ConditionOperator::new(test.operator.into()).parse();
        let (Some(from), Some(operator)) = (from, operator) else { continue };
        let values = test.values.into_iter();
        match operator.comparison {
            Comparison::Date(_) if !is_age => {
                found.extend(values.filter_map(|value| Some(policy::moment(value)?.seconds())));
            }
            // The request's date is no number.
            Comparison::Numeric(_) if key == "aws:currenttime" => {}
            Comparison::Numeric(_) => {
                let numbers = values.filter_map(policy::rounded_up);
                found.extend(numbers.map(|number| from.saturating_add(number)));
            }
            // They are the same at any time.
            Comparison::Null | Comparison::Bool | Comparison::IpAddress => {}
            _ => return None,
        }
    }
    Some(())
}

/// What a call brings along and that ages.
fn in_call(call: &Call, now: &StepOutcome, session: Option<&Session>, found: &mut Vec<i64>) {
    let at = now.at.seconds();
    let code = match call {
        Call::AssumeRole(call) => call.token_code.is_some(),
        Call::GetSessionToken(call) => call.token_code.is_some(),
        _ => false,
    };
    if code {
        // A code is good for its own half minute and one to either side.
        let window = at.div_euclid(30);
        found.extend((1..=3).map(|step| (window + step) * 30));
    }
    match call {
        Call::AssumeRoleWithWebIdentity(_) => {
            let claims = now.web_identity().into_iter().flat_map(|token| &token.claims);
            let expiry = claims.filter(|(name, _)| &**name == "exp");
            found.extend(expiry.filter_map(|(_, claim)| match claim {
                Claim::Number(text) | Claim::Text(text) => text.parse::<i64>().ok(),
                _ => None,
            }));
        }
        Call::AssumeRoleWithSaml(_) => {
            let assertion = now.saml_assertion();
            found.extend(
                assertion.and_then(|known| known.issued).map(|issued| issued.seconds() + 300),
            );
            let ends =
                assertion.map(|known| [known.not_on_or_after, known.session_not_on_or_after]);
            found.extend(ends.into_iter().flatten().flatten().map(Timestamp::seconds));
        }
        Call::GetWebIdentityToken(call) => {
            let seconds = call.duration_seconds.unwrap_or(300);
            found.extend(session.map(|session| session.expires.seconds() - seconds));
        }
        Call::GetDelegatedAccessToken(call) => {
            let expires = call.token.as_ref().and_then(|token| token.expires);
            found.extend(expires.map(Timestamp::seconds));
        }
        _ => {}
    }
}
