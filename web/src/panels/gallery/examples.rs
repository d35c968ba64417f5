//! The examples with what they come to, and which of them a filter leaves.

use std::rc::Rc;

use diagram::Model;

use crate::gallery::{self, Example, SECTIONS};

/// The cards of one section.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    pub(super) title: &'static str,
    pub(super) cards: Vec<Card>,
}

/// An example with its chain.
#[derive(Debug, Clone)]
pub(super) struct Card {
    pub(super) example: Example,
    pub(super) model: Rc<Model>,
    /// Title, lesson and names of policies, actions and keys, in lower case.
    words: Rc<str>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filter {
    pub(super) search: String,
    pub(super) topic: Option<&'static str>,
}

/// Every section with its examples run.
pub(super) fn shelves() -> Vec<Shelf> {
    let shelf = |section: &gallery::Section| Shelf {
        title: section.title,
        cards: section.examples().into_iter().map(card).collect(),
    };
    SECTIONS.iter().map(shelf).collect()
}

fn card(example: Example) -> Card {
    let outcome = simulator::simulate(&example.scenario);
    let scenario = &example.scenario;
    let words = format!(
        "{} {} {}",
        scenario.title,
        scenario.teaches.as_deref().unwrap_or_default(),
        example.id.replace('-', " ")
    );
    let model = Rc::new(Model::new(scenario, &outcome));
    Card { words: words.to_lowercase().into(), example, model }
}

impl Filter {
    fn takes(&self, card: &Card) -> bool {
        let search = self.search.to_lowercase();
        search.split_whitespace().all(|word| card.words.contains(word))
    }

    /// How many examples it leaves.
    pub(super) fn count(&self, shelves: &[Shelf]) -> usize {
        let topic =
            shelves.iter().filter(|shelf| self.topic.is_none_or(|topic| topic == shelf.title));
        topic.flat_map(|shelf| &shelf.cards).filter(|card| self.takes(card)).count()
    }
}

impl Shelf {
    /// The shelf with what the filter leaves; nothing where that is nothing.
    pub(super) fn filtered(&self, filter: &Filter) -> Option<Self> {
        if filter.topic.is_some_and(|topic| topic != self.title) {
            return None;
        }
        let cards: Vec<Card> =
            self.cards.iter().filter(|card| filter.takes(card)).cloned().collect();
        (!cards.is_empty()).then_some(Self { title: self.title, cards })
    }
}
