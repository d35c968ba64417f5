//! What holds for every session of every chain, whatever the scenario: asked of all scenarios and cases wherever they
//! are run, natively and in WebAssembly. `crates/simulator/tests/laws.rs` asks the same of random chains.
//!
//! AWS: "IAM roles", section "Role chaining"; "Pass session tags in AWS STS"; "Monitor and control actions taken with
//! assumed roles"; "Temporary security credentials in IAM".

use iam::PrincipalKind;
use simulator::Outcome;
use simulator::outcome::StepResult;
use sts::Session;

/// The laws that an outcome breaks, with the step; none, it is to be hoped.
#[must_use]
pub fn broken(seed: &str, outcome: &Outcome) -> Vec<String> {
    let mut found = Vec::new();
    for step in &outcome.steps {
        let mut tell = |law: &str| found.push(format!("step {} breaks {law}", step.id));
        let caller = step.caller.as_ref().and_then(|caller| caller.session.as_deref());
        if caller.is_some_and(|session| session.is_expired(step.at, false))
            && matches!(step.result, StepResult::Succeeded)
        {
            tell("expired_session_calls_nothing");
        }
        let Some(minted) = &step.minted else { continue };
        let made = &*minted.session;
        let token = &minted.credentials.session_token;
        if sts::open(token, seed).as_ref() != Ok(made) {
            tell("token_decodes_to_its_session");
        }
        if tampered(token).any(|changed| sts::open(&changed, seed).is_ok()) {
            tell("tampered_token_is_refused");
        }
        let chains = |session: &&Session| {
            session.principal.kind == PrincipalKind::RoleSession
                && step.action.name() == "AssumeRole"
        };
        let Some(before) = caller.filter(chains) else { continue };
        if made.expires.seconds() - made.issued.seconds() > 3600 {
            tell("chained_session_never_exceeds_one_hour");
        }
        let mut held = before.tags.iter().filter(|tag| tag.transitive);
        if !held.all(|held| made.tags.iter().any(|tag| tag.transitive && tag.tag == held.tag)) {
            tell("transitive_tags_never_change");
        }
        if before.source_identity.is_some() && before.source_identity != made.source_identity {
            tell("source_identity_never_changes");
        }
    }
    found
}

/// The token with one letter changed, at its beginning, in its middle and at its end, and cut.
fn tampered(token: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = token.chars().collect();
    let last = letters.len().saturating_sub(1);
    let changed = [0, last / 2, last].map(|at| {
        let mut letters = letters.clone();
        if let Some(letter) = letters.get_mut(at) {
            *letter = if *letter == 'A' { 'B' } else { 'A' };
        }
        letters.into_iter().collect()
    });
    changed.into_iter().chain([letters.iter().take(last).collect()])
}
