//! Which of the examples a search and a topic leave.

use crate::first_screen::{Card, Shelf};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filter {
    pub(super) search: String,
    pub(super) topic: Option<usize>,
}

impl Filter {
    /// Whether it leaves a card: each word stands in the title, in what it teaches, in the id, or in what the engine found
    /// there.
    pub(super) fn takes(&self, card: &Card) -> bool {
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
            Filter { search: search.to_owned(), topic }.count(&screen.shelves)
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
}
