//! What sessions carry along the chain: source identity and session tags.

use std::rc::Rc;

use iam::fold;
use simulator::outcome::{Caller, Cause, Minted, Refusal, StepOutcome, StepResult};

use super::{Chip, ChipKind, ChipOrigin};

/// The key under which the source identity travels.
const SOURCE_IDENTITY: &str = "SourceIdentity";
const REQUEST_TAG: &str = "aws:RequestTag/";

fn identity(value: &Rc<str>, origin: ChipOrigin) -> Chip {
    let kind = ChipKind::SourceIdentity;
    Chip { kind, origin, key: SOURCE_IDENTITY.into(), value: Rc::clone(value) }
}

fn tag(key: &str, value: &str, origin: ChipOrigin) -> Chip {
    Chip { kind: ChipKind::Tag, origin, key: key.into(), value: value.into() }
}

fn origin(inherited: bool) -> ChipOrigin {
    if inherited { ChipOrigin::Inherited } else { ChipOrigin::Set }
}

/// What a caller's own session carries: that of the start.
pub(super) fn by_caller(caller: &Caller) -> Vec<Chip> {
    let Some(session) = &caller.session else { return Vec::new() };
    let identity = session.source_identity.iter().map(|value| identity(value, ChipOrigin::Set));
    let tags = session.tags.iter();
    identity.chain(tags.map(|held| tag(&held.tag.key, &held.tag.value, ChipOrigin::Set))).collect()
}

/// What a minted session carries.
pub(super) fn by_minted(minted: &Minted, caller: Option<&Caller>) -> Vec<Chip> {
    let held = caller
        .and_then(|caller| caller.session.as_ref())
        .is_some_and(|session| session.source_identity.is_some());
    let session = &minted.session;
    let identity = session.source_identity.iter().map(|value| identity(value, origin(held)));
    let tags = session.tags.iter();
    let tags = tags.map(|held| tag(&held.tag.key, &held.tag.value, origin(held.inherited)));
    identity.chain(tags).collect()
}

/// What the session of a call would have carried that minted none. Of a call that was not even made, only what its
/// caller would have handed on is known; `held` is what the caller's node carries.
pub(super) fn would_have_come(step: &StepOutcome, held: &[Chip]) -> Vec<Chip> {
    let mut chips = Vec::new();
    let cause = match &step.result {
        StepResult::Refused(Refusal { cause, .. }) => Some(cause),
        _ => None,
    };
    let session = step.caller.as_ref().and_then(|caller| caller.session.as_deref());
    let contexts = || step.authorizations.iter().map(|authorization| &authorization.context);
    let passed_identity = contexts()
        .find_map(|context| context.get_named("sts:SourceIdentity"))
        .and_then(<[Rc<str>]>::first);
    let held_identity = match session {
        Some(session) => session.source_identity.as_ref(),
        None => {
            held.iter().find(|chip| chip.kind == ChipKind::SourceIdentity).map(|chip| &chip.value)
        }
    };
    match (cause, passed_identity.or(held_identity)) {
        (Some(Cause::SourceIdentity { asked, .. }), _) => {
            chips.push(identity(asked, ChipOrigin::Conflict));
        }
        (_, Some(value)) => chips.push(identity(value, ChipOrigin::WouldCome)),
        (_, None) => {}
    }
    let transitive: Vec<(&str, &str)> = match session {
        Some(session) => {
            let tags = session.tags.iter().filter(|tag| tag.transitive);
            tags.map(|tag| (&*tag.tag.key, &*tag.tag.value)).collect()
        }
        // Tags of a session that never was: those that come by inheritance go on.
        None if step.caller.is_none() => {
            let tags = held.iter().filter(|chip| chip.kind == ChipKind::Tag);
            tags.map(|chip| (&*chip.key, &*chip.value)).collect()
        }
        None => Vec::new(),
    };
    chips.extend(transitive.iter().map(|(key, value)| tag(key, value, ChipOrigin::WouldCome)));
    let Some(context) = contexts().next() else { return chips };
    for (key, values) in context.iter() {
        let Some(key) = key.as_str().strip_prefix(REQUEST_TAG) else { continue };
        let value = values.first().map_or("", |value| &**value);
        let known = chips
            .iter_mut()
            .find(|chip| chip.kind == ChipKind::Tag && fold(&chip.key) == fold(key));
        match (known, cause) {
            (Some(known), Some(Cause::Tags)) => *known = tag(key, value, ChipOrigin::Conflict),
            (Some(_), _) => {}
            (None, _) => chips.push(tag(key, value, ChipOrigin::WouldCome)),
        }
    }
    chips
}
