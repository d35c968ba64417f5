//! Generated chains: one role after the other, with durations, tags and source identities that get into each other's way.
//!
//! `crates/simulator/tests/laws.rs` generates hops with what makes a failure small. [`random`] does without, by a seed:
//! the same chains natively, in WebAssembly and in the page (`web/walks/laws.walk.mjs`).

use std::ops::Range;

use serde_json::{Value, json};
use simulator::{Outcome, outcome::StepResult};

use crate::{case, corpus, dice::Dice, session_laws};

/// One hop of a generated chain.
#[derive(Debug, Clone, Default)]
pub struct Hop {
    /// `DurationSeconds`, where it is passed.
    pub asked_seconds: Option<i64>,
    /// `MaxSessionDuration` of the role.
    pub maximum: i64,
    /// The tags that are passed, as places in [`KEYS`].
    pub tags: Vec<usize>,
    /// Whether the first of them is passed on to later sessions.
    pub transitive: bool,
    /// `SourceIdentity`, where it is passed.
    pub source_identity: Option<&'static str>,
    /// Seconds after the step before it.
    pub after: i64,
}

/// The keys of the tags: two that differ in their letters' case alone are one to the service.
pub const KEYS: [&str; 4] = ["team", "TEAM", "cost", "stage"];

/// What seals the tokens of generated chains.
pub const SEED: &str = "chain";

/// A chain through one role after the other, all of which trust their account with everything. Behind a hop that is
/// refused nobody can call.
#[must_use]
pub fn chain(hops: &[Hop], start: Value) -> Value {
    let anything = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] });
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": "111111111111" },
        "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] }] });
    let own = json!([{ "PolicyName": "Own", "PolicyDocument": anything }]);
    let roles = hops.iter().enumerate().map(|(number, hop)| {
        json!({ "RoleName": format!("Hop{number}"), "MaxSessionDuration": hop.maximum,
                "AssumeRolePolicyDocument": trust, "RolePolicyList": own })
    });
    let steps = hops.iter().enumerate().map(|(number, hop)| {
        let mut request = json!({
            "RoleArn": format!("arn:aws:iam::111111111111:role/Hop{number}"),
            "RoleSessionName": "session",
        });
        if let Some(seconds) = hop.asked_seconds {
            request["DurationSeconds"] = json!(seconds);
        }
        if !hop.tags.is_empty() {
            let tag = |key: &usize| json!({ "Key": KEYS[*key], "Value": format!("v{number}") });
            request["Tags"] = hop.tags.iter().map(tag).collect();
            if hop.transitive {
                request["TransitiveTagKeys"] = json!([KEYS[hop.tags[0]]]);
            }
        }
        if let Some(identity) = hop.source_identity {
            request["SourceIdentity"] = json!(identity);
        }
        json!({ "id": format!("hop{number}"), "after": hop.after, "AssumeRole": request })
    });
    json!({
        "version": 1, "title": "A chain", "seed": SEED, "start": start,
        "accounts": [{ "AccountId": "111111111111",
            "Users": [{ "UserName": "alice", "UserPolicyList": own }],
            "Roles": roles.collect::<Vec<_>>() }],
        "steps": steps.collect::<Vec<_>>(),
    })
}

/// The user that chains begin with.
#[must_use]
pub fn alice() -> Value {
    json!({ "principal": "arn:aws:iam::111111111111:user/alice", "time": "2026-11-22T10:00:00Z" })
}

/// The chain of that number, of ten hops. What the service should refuse is asked beside the chain, which goes on from
/// the hop before it. At the end somebody calls with the last session at once (`early`), and when no session can still
/// live (`late`).
#[must_use]
pub fn random(number: u64) -> Value {
    let mut dice = Dice::new(2026, number);
    let hops: Vec<Hop> = (0..10).map(|_| hop(&mut dice)).collect();
    let mut whole = chain(&hops, alice());
    whole["title"] = json!(format!("Chain {number}"));
    let Some(steps) = whole["steps"].as_array_mut() else { return whole };
    let mut caller = "start".to_owned();
    let (mut held, mut identity) = (Vec::new(), None);
    for (step, hop) in steps.iter_mut().zip(&hops) {
        step["as"] = json!(caller);
        let too_long = if caller == "start" { hop.maximum } else { 3600.min(hop.maximum) };
        let keys: Vec<String> = hop.tags.iter().map(|key| KEYS[*key].to_lowercase()).collect();
        let goes_against = hop.asked_seconds.is_some_and(|seconds| seconds > too_long)
            || keys.iter().any(|key| held.contains(key))
            || hop.source_identity.is_some_and(|asked| *identity.get_or_insert(asked) != asked);
        if !goes_against {
            step["id"].as_str().unwrap_or_default().clone_into(&mut caller);
            held.extend(keys.into_iter().filter(|_| hop.transitive));
        }
    }
    for (id, after) in [("early", 0), ("late", 43_200)] {
        steps.push(json!({ "id": id, "as": caller, "after": after, "Action": "s3:GetObject" }));
    }
    whole
}

/// More often than not a hop that succeeds, so that chains grow long before something is in its way.
fn hop(dice: &mut Dice) -> Hop {
    let usual = [None, Some(900), Some(3600)];
    let too_long = [Some(3601), Some(7200), Some(43_200)];
    let is_usual = dice.percent(80);
    let asked_seconds = *dice.pick(if is_usual { &usual } else { &too_long });
    let maximum = *dice.pick(&[3600, 7200, 43_200]);
    let tags = if dice.percent(25) { vec![dice.below(KEYS.len())] } else { Vec::new() };
    let transitive = dice.percent(60);
    let source_identity = dice.percent(10).then(|| *dice.pick(&["anna", "otto"]));
    let after = *dice.pick(&[0, 1, 60, 60, 600, 899]);
    Hop { asked_seconds, maximum, tags, transitive, source_identity, after }
}

/// What random chains came to, so that nobody holds laws of what never happens.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Sessions that were made by a role session.
    pub chained: usize,
    /// Hops that were refused.
    pub refused: usize,
    /// Tags that a session has from the one before it.
    pub inherited: usize,
    /// Sessions whose source identity is that of the one before it.
    pub identities: usize,
    /// Calls that were refused because their session was over.
    pub expired: usize,
}

/// Runs the chains of these numbers and asks the laws of each: what is broken, and what was seen.
#[must_use]
pub fn ask(numbers: Range<u64>) -> (Vec<String>, Seen) {
    let (mut broken, mut seen) = (Vec::new(), Seen::default());
    for number in numbers {
        match case::read(&random(number)) {
            Ok(scenario) => {
                let outcome = corpus::simulate(&scenario);
                let found = session_laws::broken(SEED, &outcome);
                broken.extend(found.into_iter().map(|law| format!("chain {number}: {law}")));
                seen.count(&outcome);
            }
            Err(errors) => broken.push(format!("chain {number}: {errors}")),
        }
    }
    (broken, seen)
}

impl Seen {
    fn count(&mut self, outcome: &Outcome) {
        for step in &outcome.steps {
            if let StepResult::Refused(refusal) = &step.result {
                self.refused += 1;
                self.expired += usize::from(refusal.error.code == "ExpiredToken");
            }
            let before = step.caller.as_ref().and_then(|caller| caller.session.as_deref());
            let made = step.minted.as_ref().map(|minted| &*minted.session);
            if let (Some(before), Some(made)) = (before, made) {
                self.chained += 1;
                self.inherited += made.tags.iter().filter(|tag| tag.inherited).count();
                let is_kept = before.source_identity.is_some();
                self.identities +=
                    usize::from(is_kept && before.source_identity == made.source_identity);
            }
        }
    }

    /// What too few of the chains came to, where that many were asked.
    #[must_use]
    pub fn rare(&self, chains: usize) -> Vec<String> {
        let counts = [
            ("chained sessions", self.chained, 3 * chains),
            ("refusals", self.refused, 2 * chains),
            ("inherited tags", self.inherited, chains / 2),
            ("source identities passed on", self.identities, chains / 2),
            ("expired sessions", self.expired, chains),
        ];
        let rare = counts.into_iter().filter(|(_, count, wanted)| count < wanted);
        rare.map(|(what, count, wanted)| format!("{count} {what}, not {wanted}")).collect()
    }
}
