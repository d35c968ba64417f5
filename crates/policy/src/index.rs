//! Which statements can concern a request at all, so that a large document is not read from end to end for a verdict.
//!
//! Statements are found by their action, or the service of it, and among those by the plain text with which their
//! resources begin. **Invariant:** a statement that applies is always found; one that is found need not apply.

use iam::{Action, key_hash};

use crate::{compile::CompiledStatement, element::action::ActionPattern};

/// With fewer statements than this, looking at each is as fast.
const WORTH_IT: usize = 16;

/// The statements, sorted for finding.
#[derive(Debug, Clone, Default)]
pub(crate) struct StatementIndex {
    entries: Box<[Entry]>,
}

/// A statement under one of its actions. Each statement has at most one entry for one request's action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// The hash of the action or of its service; 0 for those that concern every service.
    action: u64,
    /// How long the plain text is with which every resource begins.
    length: u32,
    /// The end of that text.
    tail: u64,
    statement: u32,
}

/// For `*` and `NotAction`.
const EVERY_ACTION: u64 = 0;

impl StatementIndex {
    pub(crate) fn of(statements: &[CompiledStatement]) -> Option<Self> {
        if statements.len() < WORTH_IT {
            return None;
        }
        let mut entries = Vec::with_capacity(statements.len());
        for (number, statement) in (0_u32..).zip(statements) {
            if statement.complete {
                let head = head(statement);
                let (length, tail) = (u32::try_from(head.len()).unwrap_or(0), tail(head));
                for action in actions(statement) {
                    entries.push(Entry { action, length, tail, statement: number });
                }
            }
        }
        iam::order::sort(&mut entries);
        entries.dedup();
        Some(Self { entries: entries.into() })
    }

    /// Hands over the statements that can concern the action on the resource, each once.
    pub(crate) fn candidates(&self, action: &Action, resource: &str, mut found: impl FnMut(usize)) {
        for hash in [EVERY_ACTION, key_hash(action.service()), key_hash(action.folded())] {
            let start = self.entries.partition_point(|entry| entry.action < hash);
            let mut rest = &self.entries[start..];
            while let Some(first) = rest.first().filter(|entry| entry.action == hash) {
                let length = first.length;
                let same = rest.partition_point(|e| e.action == hash && e.length == length);
                let (group, behind) = rest.split_at(same);
                rest = behind;
                let Some(head) = resource.as_bytes().get(..length as usize) else { continue };
                let tail = tail(head);
                let start = group.partition_point(|entry| entry.tail < tail);
                for entry in group[start..].iter().take_while(|entry| entry.tail == tail) {
                    found(entry.statement as usize);
                }
            }
        }
    }
}

/// Under which hashes a statement is found.
fn actions(statement: &CompiledStatement) -> Vec<u64> {
    let Some(action) = &statement.action else { return Vec::new() };
    let patterns = || action.values.iter().map(|(pattern, _)| pattern);
    if action.negated || patterns().any(|pattern| matches!(pattern, ActionPattern::Any)) {
        return vec![EVERY_ACTION];
    }
    let mut services: Vec<&str> = patterns()
        .filter_map(|pattern| match pattern {
            ActionPattern::Service(service) | ActionPattern::Wild(service, _) => Some(&**service),
            ActionPattern::Any | ActionPattern::Exact(_) => None,
        })
        .collect();
    iam::order::sort(&mut services);
    services.dedup();
    let exact = patterns().filter_map(|pattern| match pattern {
        ActionPattern::Exact(action) => {
            let service = action.split_once(':').map_or("", |(service, _)| service);
            services.binary_search(&service).is_err().then(|| key_hash(action))
        }
        _ => None,
    });
    exact.chain(services.iter().map(|service| key_hash(service))).collect()
}

/// The plain text with which every resource of the statement begins; empty where there is none.
fn head(statement: &CompiledStatement) -> &[u8] {
    let Some(resource) = statement.resource.as_ref().filter(|element| !element.negated) else {
        return &[];
    };
    let mut heads = resource.values.iter().map(|(pattern, _)| pattern.head().as_bytes());
    let first = heads.next().unwrap_or_default();
    heads.fold(first, |common, head| {
        let same = common.iter().zip(head).take_while(|(one, two)| one == two).count();
        &common[..same]
    })
}

/// The last eight bytes as a number.
fn tail(head: &[u8]) -> u64 {
    let last = &head[head.len().saturating_sub(8)..];
    last.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
