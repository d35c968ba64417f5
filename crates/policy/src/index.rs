//! Which statements can concern an action at all, so that a large document is not read from end to end for a verdict.

use iam::{Action, key_hash};

use crate::{compile::CompiledStatement, element::action::ActionPattern};

/// With fewer statements than this, looking at each is as fast.
const WORTH_IT: usize = 16;

/// Statements by what their actions begin with. Each statement is found at most once for one action.
#[derive(Debug, Clone, Default)]
pub(crate) struct ActionIndex {
    /// Those for every service: `*` and `NotAction`.
    always: Vec<u32>,
    /// By the hash of the service or of the whole action; sorted.
    by_hash: Vec<(u64, u32)>,
}

impl ActionIndex {
    pub(crate) fn of(statements: &[CompiledStatement]) -> Option<Self> {
        if statements.len() < WORTH_IT {
            return None;
        }
        let mut index = Self::default();
        for (number, statement) in (0_u32..).zip(statements) {
            if let (true, Some(action)) = (statement.complete, &statement.action) {
                let patterns = || action.values.iter().map(|(pattern, _)| pattern);
                if action.negated || patterns().any(|p| matches!(p, ActionPattern::Any)) {
                    index.always.push(number);
                } else {
                    index.add(number, patterns().collect());
                }
            }
        }
        index.by_hash.sort_unstable();
        index.by_hash.dedup();
        Some(index)
    }

    fn add(&mut self, number: u32, patterns: Vec<&ActionPattern>) {
        let mut services: Vec<&str> = patterns
            .iter()
            .filter_map(|pattern| match pattern {
                ActionPattern::Service(service) | ActionPattern::Wild(service, _) => {
                    Some(&**service)
                }
                ActionPattern::Any | ActionPattern::Exact(_) => None,
            })
            .collect();
        services.sort_unstable();
        services.dedup();
        for pattern in patterns {
            if let ActionPattern::Exact(action) = pattern {
                let service = action.split_once(':').map_or("", |(service, _)| service);
                if services.binary_search(&service).is_err() {
                    self.by_hash.push((key_hash(action), number));
                }
            }
        }
        self.by_hash.extend(services.into_iter().map(|service| (key_hash(service), number)));
    }

    /// The statements that can concern the action, each once.
    pub(crate) fn candidates(&self, action: &Action) -> impl Iterator<Item = u32> {
        let find = |hash: u64| {
            let start = self.by_hash.partition_point(|(known, _)| *known < hash);
            self.by_hash[start..].iter().take_while(move |(known, _)| *known == hash)
        };
        let service = find(key_hash(action.service()));
        let exact = find(key_hash(action.folded()));
        self.always.iter().copied().chain(service.chain(exact).map(|(_, number)| *number))
    }
}
