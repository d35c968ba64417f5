//! Pieces that contradict each other. The later one counts; that there was another one is said, since a case is often put
//! together from several windows.

use std::collections::BTreeSet;

use iam::Arn;

use crate::paste::{Piece, PieceKind};

/// A sentence for everything that is said more than once and differently.
pub(super) fn find(pieces: &[Piece]) -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |sentence: String| {
        if !all.contains(&sentence) {
            all.push(sentence);
        }
    };
    for (at, piece) in pieces.iter().enumerate() {
        for earlier in &pieces[..at] {
            if let Some(what) = replaced(&earlier.kind, &piece.kind) {
                add(format!("{what} stands here twice and differently; the later one counts."));
            }
        }
    }
    if asked_for(pieces).len() <= 1 {
        let mut trust = pieces.iter().filter_map(|piece| match &piece.kind {
            PieceKind::TrustPolicy(document) => Some(bare(document)),
            PieceKind::Role { role, .. } => Some(bare(role.trust_policy.text())),
            _ => None,
        });
        let alone = pieces.iter().any(|piece| matches!(piece.kind, PieceKind::TrustPolicy(_)));
        if let Some(first) = trust.next().filter(|_| alone)
            && trust.any(|other| other != first)
        {
            add("More than one trust policy stands here; the last one that stands alone counts."
                .to_owned());
        }
        let callers: Vec<Arn> = callers(pieces);
        if let Some(last) = callers.last()
            && callers.iter().any(|caller| caller != last)
        {
            add(format!("The pieces name more than one caller; `{last}`, the last one, counts."));
        }
    }
    all
}

/// What the later of two pieces replaces in the earlier one, where they differ.
fn replaced(earlier: &PieceKind, later: &PieceKind) -> Option<String> {
    match (earlier, later) {
        (PieceKind::Role { role: one, .. }, PieceKind::Role { role: two, .. }) => {
            (one.name == two.name && one != two).then(|| format!("The role {}", one.name))
        }
        (PieceKind::User { user: one, .. }, PieceKind::User { user: two, .. }) => {
            (one.name == two.name && one != two).then(|| format!("The user {}", one.name))
        }
        (PieceKind::Command(one), PieceKind::Command(two)) => {
            let role = one.call.role_arn.as_ref()?;
            let differs = two.call.role_arn.as_ref() == Some(role) && one != two;
            differs.then(|| format!("The command that asks for `{role}`"))
        }
        _ => None,
    }
}

/// The roles that commands, profiles and messages ask for.
fn asked_for(pieces: &[Piece]) -> BTreeSet<&str> {
    let asked = pieces.iter().filter_map(|piece| match &piece.kind {
        PieceKind::Command(command) => command.call.role_arn.as_deref(),
        PieceKind::Profile(profile) => profile.call.role_arn.as_deref(),
        _ => None,
    });
    asked.collect()
}

/// Everybody who is said to call, in the order of the pieces.
fn callers(pieces: &[Piece]) -> Vec<Arn> {
    let named = pieces.iter().filter_map(|piece| match &piece.kind {
        PieceKind::Caller(arn) => Some(arn.clone()),
        PieceKind::Message(message) => message.caller.as_ref()?.parse().ok(),
        _ => None,
    });
    named.collect()
}

/// A document without its white space: how it is laid out is no difference.
fn bare(document: &str) -> String {
    document.chars().filter(|letter| !letter.is_whitespace()).collect()
}
