//! Which of the examples a search and a topic leave.

use std::{collections::BTreeSet, rc::Rc};

use crate::first_screen::{Card, Shelf};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filter {
    pub(super) search: String,
    pub(super) topic: Option<usize>,
    /// Of this difficulty alone.
    pub(super) difficulty: Option<u8>,
    /// Only what was not opened when this was asked for: what is opened later stays where it is.
    pub(super) beside: Option<Rc<BTreeSet<Rc<str>>>>,
}

impl Filter {
    /// Whether it leaves a card: each word stands in the title, in what it teaches, in the id, or in what the engine found
    /// there.
    pub(super) fn takes(&self, card: &Card) -> bool {
        if self.difficulty.is_some_and(|asked| asked != card.difficulty)
            || self.beside.as_ref().is_some_and(|seen| seen.contains(&card.id))
        {
            return false;
        }
        let search = self.search.to_ascii_lowercase();
        let teaches = card.teaches.as_deref().unwrap_or_default();
        let all = [&*card.title, teaches, &*card.id, &*card.words];
        let all = all.join(" ").to_ascii_lowercase();
        search.split_whitespace().all(|word| all.contains(word))
    }

    /// Whether it leaves a topic.
    pub(super) fn takes_topic(&self, topic: usize) -> bool {
        self.topic.is_none_or(|asked| asked == topic)
    }

    /// Whether anything is asked for.
    pub(super) fn asks(&self) -> bool {
        !self.search.trim().is_empty() || self.difficulty.is_some() || self.beside.is_some()
    }

    /// How many examples it leaves.
    pub(super) fn count(&self, shelves: &[Shelf]) -> usize {
        let topics = shelves.iter().enumerate().filter(|(topic, _)| self.takes_topic(*topic));
        topics.flat_map(|(_, shelf)| &shelf.cards).filter(|card| self.takes(card)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::first_screen::FirstScreen;

    #[test]
    fn every_word_of_a_search_must_be_there_in_any_case() {
        let screen = FirstScreen::made();
        let count = |search: &str, topic| {
            Filter { search: search.to_owned(), topic, ..Filter::default() }.count(&screen.shelves)
        };
        let all = count("", None);
        assert_eq!(all, testing::corpus::files().len());
        assert!((1..all).contains(&count("externalid", None)));
        assert_eq!(count("externalid", None), count(" ExternalId ", None));
        assert!(count("externalid vendor", None) <= count("externalid", None));
        assert_eq!(count("nobody-writes-this", None), 0);
        // What somebody has in hand who reads an error message or knows a thing by its short name.
        for search in [
            "AccessDenied",
            "OIDC",
            "SCP",
            "RCP",
            "boundary",
            "12 hours",
            "MFA",
            "AssumeRoleWithSAML",
        ] {
            assert!(count(search, None) > 0, "{search}");
        }
        assert!(count("SCP", None) >= 5);
        assert_eq!(count("", Some(0)), screen.shelves[0].cards.len());
    }

    #[test]
    fn a_difficulty_and_what_was_seen_leave_the_rest() {
        let screen = FirstScreen::made();
        let count = |filter: Filter| filter.count(&screen.shelves);
        let all = count(Filter::default());
        let levels =
            [1, 2, 3].map(|level| count(Filter { difficulty: Some(level), ..Filter::default() }));
        assert_eq!(levels.iter().sum::<usize>(), all);
        assert!(levels.iter().all(|count| *count > 0));
        let seen = Rc::new(BTreeSet::from([Rc::clone(&screen.shelves[0].cards[0].id)]));
        let rest = Filter { beside: Some(seen), ..Filter::default() };
        assert!(rest.asks());
        assert_eq!(count(rest), all - 1);
    }
}
