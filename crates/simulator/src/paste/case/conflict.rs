//! Pieces that contradict each other. The later one counts; that there was another one is said, since a case is often put
//! together from several windows.

use std::collections::BTreeSet;

use iam::Arn;

use super::draft::{Limit, asks_for_role};
use crate::paste::{Message, Piece, PieceKind};

/// The pieces that count: of messages that one call cannot give, only the last.
pub(super) fn counted(pieces: &[Piece]) -> impl Iterator<Item = &Piece> {
    let last = pieces.iter().rev().find_map(about_a_role);
    pieces.iter().filter(move |piece| {
        about_a_role(piece).zip(last).is_none_or(|(one, last)| !exclude_each_other(one, last))
    })
}

/// The message that a piece is, where it is about a call that asks for a role.
fn about_a_role(piece: &Piece) -> Option<&Message> {
    match &piece.kind {
        PieceKind::Message(message) if asks_for_role(message) => Some(message),
        _ => None,
    }
}

/// Whether no call could be answered with both.
fn exclude_each_other(one: &Message, two: &Message) -> bool {
    let differ = |one: &Option<std::rc::Rc<str>>, two: &Option<std::rc::Rc<str>>| {
        one.is_some() && two.is_some() && one != two
    };
    one.code != two.code
        || Limit::of(one) != Limit::of(two)
        || differ(&one.resource, &two.resource)
        || differ(&one.caller, &two.caller)
        || differ(&one.operation, &two.operation)
}

/// A message as a sentence names it.
fn named(message: &Message) -> String {
    let about = match (Limit::of(message), &message.resource) {
        (Some(Limit::Chaining), _) => " about role chaining".to_owned(),
        (Some(Limit::RoleMaximum), _) => " about MaxSessionDuration".to_owned(),
        (None, Some(role)) => format!(" for `{role}`"),
        (None, None) => String::new(),
    };
    format!("the error {}{about}", message.code)
}

/// What is said of messages that exclude each other.
fn left_out(pieces: &[Piece]) -> Option<String> {
    let last = pieces.iter().rev().find_map(about_a_role)?;
    let all = pieces.iter().filter_map(about_a_role);
    let others: BTreeSet<String> =
        all.filter(|one| exclude_each_other(one, last)).map(named).collect();
    let others = others.into_iter().collect::<Vec<_>>().join(" and ");
    (!others.is_empty()).then(|| {
        format!(
            "These errors answer different calls. The last one counts, {}; left out: {others}. Delete the one that you do \
             not ask about.",
            named(last)
        )
    })
}

/// A sentence for everything that is said more than once and differently.
pub(super) fn find(pieces: &[Piece]) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(left_out(pieces));
    let pieces: Vec<&Piece> = counted(pieces).collect();
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
    if asked_for(&pieces).len() <= 1 {
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
        let callers: Vec<Arn> = callers(&pieces);
        if let Some(last) = callers.last()
            && callers.iter().any(|caller| caller != last)
        {
            add(format!("The pieces name more than one caller; `{last}`, the last one, counts."));
        }
    }
    if let Some(seconds) = too_few(&pieces) {
        add(format!(
            "The message says that more than 3600 seconds were asked for, and the command asks for {seconds}: it is not the \
             call that was refused."
        ));
    }
    if let Some((refused, asked)) = two_roles(&pieces) {
        add(format!(
            "The message is about the role `{refused}`, and the command asks for `{asked}`: they are taken as two calls, \
             the command's first. Delete the one that you do not ask about."
        ));
    }
    all
}

/// The role of the message and that of the only command, where they differ and nothing says that the session which the
/// command makes is the one that was refused.
fn two_roles<'p>(pieces: &[&'p Piece]) -> Option<(&'p str, &'p str)> {
    let commands: BTreeSet<&str> =
        pieces.iter().filter_map(|piece| asked_by_command(piece)).collect();
    let [asked] = Vec::from_iter(commands)[..] else { return None };
    let message = pieces.iter().find_map(|piece| about_a_role(piece))?;
    let refused = message.resource.as_deref()?;
    let caller = message.caller.as_deref().and_then(|caller| caller.parse::<Arn>().ok());
    let (role, refused_role): (Arn, Arn) = (asked.parse().ok()?, refused.parse().ok()?);
    let is_chain = caller.is_some_and(|caller| is_session_of(&caller, &role));
    (role != refused_role && !is_chain).then_some((refused, asked))
}

/// Whether an ARN is that of a session of the role: it has the role's name, and not its path.
fn is_session_of(caller: &Arn, role: &Arn) -> bool {
    let session = caller.resource().strip_prefix("assumed-role/");
    let name = session.and_then(|session| session.split('/').next());
    caller.account() == role.account() && name == Some(role.name())
}

/// The seconds of the only command, where the message cannot be about so few.
fn too_few(pieces: &[&Piece]) -> Option<i64> {
    let mut commands = pieces.iter().filter_map(|piece| match &piece.kind {
        PieceKind::Command(command) => Some(command),
        _ => None,
    });
    let (command, None) = (commands.next()?, commands.next()) else { return None };
    let seconds = command.call.duration_seconds.unwrap_or(3600);
    let says = |limit| pieces.iter().any(|piece| about_a_role(piece).and_then(Limit::of) == limit);
    let is_limit = says(Some(Limit::Chaining)) || says(Some(Limit::RoleMaximum));
    (is_limit && seconds <= 3600).then_some(seconds)
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

fn asked_by_command(piece: &Piece) -> Option<&str> {
    match &piece.kind {
        PieceKind::Command(command) => command.call.role_arn.as_deref(),
        _ => None,
    }
}

/// The roles that commands and profiles ask for.
fn asked_for<'p>(pieces: &[&'p Piece]) -> BTreeSet<&'p str> {
    let asked = pieces.iter().filter_map(|piece| match &piece.kind {
        PieceKind::Profile(profile) => profile.call.role_arn.as_deref(),
        _ => asked_by_command(piece),
    });
    asked.collect()
}

/// Everybody who is said to call, in the order of the pieces.
fn callers(pieces: &[&Piece]) -> Vec<Arn> {
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
