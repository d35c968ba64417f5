//! The same content in words: a caption, a list of steps, and a label for everything that can be focused.

use std::rc::Rc;

use crate::model::{
    Account, Call, Change, Chip, ChipKind, ChipOrigin, Model, Node, NodeKind, NodeState, Numbered,
    Verdict,
};
use crate::scene::Item;

/// A step in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepWords {
    /// The step's number, from 1.
    pub number: u32,
    /// The step's id.
    pub step: Rc<str>,
    /// What the step is in the diagram.
    pub item: Item,
    /// A few sentences: everything that the drawing shows of it.
    pub words: String,
}

/// The whole chain, a sentence for every step.
#[must_use]
pub fn caption(model: &Model) -> String {
    let mut sentences: Vec<String> = numbers(model)
        .into_iter()
        .filter_map(|number| match model.numbered(number)? {
            Numbered::Call(index) => model.calls.get(index).map(|call| sentence(model, call)),
            Numbered::Change(index) => {
                model.changes.get(index).map(|change| change_sentence(model, change))
            }
        })
        .collect();
    if sentences.is_empty() {
        sentences.push(match model.nodes.first() {
            Some(start) => format!("{} has made no call yet", node_place(model, start)),
            None => "Nobody has made a call yet".to_owned(),
        });
    }
    sentences.join(". ") + "."
}

/// Every step in words, in order.
#[must_use]
pub fn steps(model: &Model) -> Vec<StepWords> {
    numbers(model)
        .into_iter()
        .filter_map(|number| {
            let found = model.numbered(number)?;
            let (step, item, words) = match found {
                Numbered::Call(index) => {
                    let call = model.calls.get(index)?;
                    (Rc::clone(&call.step), Item::Call(index), call_words(model, index, call))
                }
                Numbered::Change(index) => {
                    let change = model.changes.get(index)?;
                    let words = change_words(model, change);
                    (Rc::clone(&change.step), Item::Change(index), words)
                }
            };
            Some(StepWords { number, step, item, words })
        })
        .collect()
}

fn numbers(model: &Model) -> Vec<u32> {
    let calls = model.calls.iter().map(|call| call.number);
    let mut numbers: Vec<u32> =
        calls.chain(model.changes.iter().map(|change| change.number)).collect();
    iam::order::sort(&mut numbers);
    numbers.dedup();
    numbers
}

/// A call and what came of it. Whoever has credentials of their own is described at their first call, everybody else at
/// the call that leads to them.
fn call_words(model: &Model, index: usize, call: &Call) -> String {
    let mut words = sentence(model, call);
    words.push('.');
    let is_first = model.calls.iter().position(|other| other.caller == call.caller) == Some(index);
    let caller = Some(call.caller).filter(|caller| is_first && model.made_by(*caller).is_none());
    let described = caller.into_iter().chain(call.target).filter_map(|node| model.nodes.get(node));
    for node in described {
        let facts = facts(node, &place_in_full(model, node.account));
        if !facts.is_empty() {
            words.push_str(&format!(" {}: {}.", node.name, facts.join(", ")));
        }
    }
    words
}

fn change_words(model: &Model, change: &Change) -> String {
    let mut words = change_sentence(model, change);
    words.push('.');
    let place = place_in_full(model, change.account);
    if !place.is_empty() {
        words.push_str(&format!(" It is made {place}."));
    }
    words
}

/// What is said of a node behind its name.
fn facts(node: &Node, place: &str) -> Vec<String> {
    let mut facts = Vec::new();
    if !node.sub.is_empty() {
        facts.push(node.sub.to_string());
    }
    if !place.is_empty() {
        facts.push(place.to_owned());
    }
    match node.state {
        NodeState::Present => {}
        NodeState::NotIssued if node.kind.is_ticket() => {
            facts.push("no credentials issued".to_owned());
        }
        NodeState::NotIssued => {}
        NodeState::NotReached => facts.push("not reached".to_owned()),
    }
    if let Some(expiry) = &node.expiry {
        facts.push(format!("ends at {} UTC", expiry.text));
    }
    if !node.chips.is_empty() {
        facts.push(format!("carries {}", carried(node)));
    }
    facts
}

fn sentence(model: &Model, call: &Call) -> String {
    let name = |node: usize| model.nodes.get(node).map_or("nobody", |node| &*node.name);
    let caller = name(call.caller);
    let (service, operation) = call.action.split_once(':').unwrap_or(("", &call.action));
    let assumes = service == "sts" && operation.starts_with("AssumeRole");
    let target = call.target.and_then(|target| model.nodes.get(target));
    let mut words = match target {
        Some(target) if assumes => format!("{caller} assumes {}", node_place(model, target)),
        Some(target) if target.kind == NodeKind::UserSession => {
            format!("{caller} calls {}", call.action)
        }
        Some(target) if call.is_hop => {
            format!("{caller} calls {} for {}", call.action, target.name)
        }
        Some(target) => format!("{caller} calls {} on {}", call.action, node_place(model, target)),
        None => format!("{caller} calls {}", call.action),
    };
    words.push_str(": ");
    words.push_str(call.verdict.lower());
    if let Some(figure) = call.figure.first() {
        words.push_str(", ");
        words.push_str(figure);
    }
    words
}

fn change_sentence(model: &Model, change: &Change) -> String {
    let place = place(model, change.account);
    let outcome = match change.verdict {
        Verdict::Allowed => String::new(),
        other => format!(": {}", other.lower()),
    };
    format!("An administrator calls {} on {}{place}{outcome}", change.operation, change.subject)
}

fn place(model: &Model, account: usize) -> String {
    match model.accounts.get(account) {
        Some(account) if account.id.is_some() => format!(" in {}", account.name),
        _ => String::new(),
    }
}

/// The account with its number and its place in the organization.
fn place_in_full(model: &Model, account: usize) -> String {
    match model.accounts.get(account) {
        Some(known) if known.id.is_some() => format!("in {}", account_words(known)),
        _ => String::new(),
    }
}

fn account_words(account: &Account) -> String {
    let mut parts = vec![account.name.to_string()];
    if let Some(id) = account.id.as_ref().filter(|id| ***id != *account.name) {
        parts.push(format!("account {id}"));
    }
    if !account.path.is_empty() {
        parts.push(account.path.to_string());
    }
    parts.join(", ")
}

fn node_place(model: &Model, node: &Node) -> String {
    format!("{}{}", node.name, place(model, node.account))
}

fn carried(node: &Node) -> String {
    let chips: Vec<String> = node.chips.iter().map(chip_label).collect();
    chips.join(", ")
}

/// A thing that travels, in words.
#[must_use]
pub fn chip_label(chip: &Chip) -> String {
    let origin = match chip.origin {
        ChipOrigin::Set => "set here",
        ChipOrigin::Inherited => "inherited",
        ChipOrigin::WouldCome => "would have come",
        ChipOrigin::Conflict => "contradicts the calling session",
    };
    match chip.kind {
        ChipKind::SourceIdentity => format!("source identity {} ({origin})", chip.value),
        ChipKind::Tag => format!("tag {}={} ({origin})", chip.key, chip.value),
    }
}

/// What stands under a node's name where the chain is written as a graph's text: what it is, until when, and what it
/// carries, a line each.
pub(crate) fn lines_under(node: &Node) -> Vec<String> {
    let sub = (!node.sub.is_empty()).then(|| node.sub.to_string());
    let end = node.expiry.as_ref().map(|expiry| format!("ends at {} UTC", expiry.text));
    sub.into_iter().chain(end).chain(node.chips.iter().map(chip_label)).collect()
}

/// What stands at a call's arrow there: `2 sts:AssumeRole: denied, asked 7200 s, at most 3600 s`.
pub(crate) fn beside_arrow(call: &Call) -> String {
    let mut words = format!("{} {}: {}", call.number, call.action, call.verdict.lower());
    if let Some(figure) = call.figure.first() {
        words.push_str(", ");
        words.push_str(figure);
    }
    words
}

/// What stands in a change's marker there: `3 PutRolePolicy on DeployRole: allowed`.
pub(crate) fn in_marker(change: &Change) -> String {
    let Change { number, operation, subject, verdict, .. } = change;
    format!("{number} {operation} on {subject}: {}", verdict.lower())
}

/// A node in words.
#[must_use]
pub fn node_label(model: &Model, index: usize) -> String {
    let Some(node) = model.nodes.get(index) else { return String::new() };
    let place = place(model, node.account);
    let mut parts = vec![node.name.to_string()];
    parts.extend(facts(node, place.trim_start()));
    parts.join(", ")
}

/// A call in words.
#[must_use]
pub fn call_label(model: &Model, index: usize) -> String {
    let Some(call) = model.calls.get(index) else { return String::new() };
    let kind = if call.is_hop { "Hop" } else { "Step" };
    format!("{kind} {}: {}", call.number, sentence(model, call))
}

/// A change of the world in words.
#[must_use]
pub fn change_label(model: &Model, index: usize) -> String {
    let Some(change) = model.changes.get(index) else { return String::new() };
    format!("Step {}: {}", change.number, change_sentence(model, change))
}

/// A lane in words.
#[must_use]
pub fn lane_label(model: &Model, index: usize) -> String {
    let Some(account) = model.accounts.get(index) else { return String::new() };
    let mut words = account_words(account);
    if model.is_empty_lane(index) {
        words.push_str(", nobody in the chain now");
    }
    words
}
