//! Lanes that stay where they were while a chain is edited.

use std::rc::Rc;

use super::{Account, Model};
use crate::layout;

/// The room of a lane, whatever the density.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Room {
    /// Rows of boxes.
    pub rows: usize,
    /// Rows of markers above them.
    pub markers: usize,
    /// Whether there is room for chips below the last row.
    pub chips: bool,
}

impl Room {
    /// Room for both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let chips = match self.rows.cmp(&other.rows) {
            std::cmp::Ordering::Less => other.chips,
            std::cmp::Ordering::Equal => self.chips || other.chips,
            std::cmp::Ordering::Greater => self.chips,
        };
        Self { rows: self.rows.max(other.rows), markers: self.markers.max(other.markers), chips }
    }
}

impl Model {
    /// The model after an edit, with the lanes of `before` in their order and no smaller than they were.
    ///
    /// An account that comes in takes the first lane that the edit left empty, else a new one below all others. A lane
    /// that stays empty among others keeps its place; below them it goes, for then nobody moves.
    #[must_use]
    pub fn keeping(mut self, before: &Self) -> Self {
        let needed = layout::rooms(before);
        let mut lanes: Vec<(Option<usize>, Room)> =
            needed.into_iter().map(|room| (None, room)).collect();
        let mut newcomers = Vec::new();
        for (index, account) in self.accounts.iter().enumerate() {
            let free = |lane: &usize| lanes.get(*lane).is_some_and(|(taken, _)| taken.is_none());
            let known = before.accounts.iter().enumerate();
            let lane =
                known.filter(|(_, known)| is_same(known, account)).map(|(lane, _)| lane).find(free);
            match lane.and_then(|lane| lanes.get_mut(lane)) {
                Some((taken, _)) => *taken = Some(index),
                None => newcomers.push(index),
            }
        }
        for index in newcomers {
            match lanes.iter_mut().find(|(taken, _)| taken.is_none()) {
                Some((taken, _)) => *taken = Some(index),
                None => lanes.push((Some(index), Room::default())),
            }
        }
        while lanes.last().is_some_and(|(taken, _)| taken.is_none()) {
            lanes.pop();
        }
        self.settle(&lanes, before);
        self
    }

    /// The model after something was taken away: its lanes in the order of `before`, no larger than they have to be, and
    /// none without anybody.
    #[must_use]
    pub fn in_order_of(mut self, before: &Self) -> Self {
        let place = |account: &Account| {
            let known = before.accounts.iter().position(|known| is_same(known, account));
            known.unwrap_or(before.accounts.len())
        };
        let mut order: Vec<usize> = (0..self.accounts.len()).collect();
        iam::order::sort_by_key(&mut order, |index| {
            (self.accounts.get(*index).map_or(usize::MAX, place), *index)
        });
        let lanes: Vec<_> = order.into_iter().map(|index| (Some(index), Room::default())).collect();
        self.settle(&lanes, before);
        self
    }

    /// Puts the accounts into lanes: of each the account that takes it, by index, and its room. A lane that nobody takes
    /// has the account that it had before.
    fn settle(&mut self, lanes: &[(Option<usize>, Room)], before: &Self) {
        let lane_of = |account: usize| {
            lanes.iter().position(|(taken, _)| *taken == Some(account)).unwrap_or(account)
        };
        for node in &mut self.nodes {
            node.account = lane_of(node.account);
        }
        for change in &mut self.changes {
            change.account = lane_of(change.account);
        }
        let own = std::mem::take(&mut self.accounts);
        self.accounts = lanes
            .iter()
            .zip(before.accounts.iter().map(Some).chain(std::iter::repeat(None)))
            .filter_map(|((taken, _), before)| match taken {
                Some(index) => own.get(*index).cloned(),
                None => before.cloned(),
            })
            .collect();
        self.rooms = lanes.iter().map(|(_, room)| *room).collect();
    }

    /// Whether nobody stands in the lane: the edit left it empty.
    #[must_use]
    pub fn is_empty_lane(&self, account: usize) -> bool {
        !self.nodes.iter().any(|node| node.account == account)
            && !self.changes.iter().any(|change| change.account == account)
    }
}

/// Whether two lanes stand for the same; what is in no account goes by its name.
fn is_same(one: &Account, other: &Account) -> bool {
    match (&one.id, &other.id) {
        (Some(one), Some(other)) => one == other,
        (None, None) => Rc::as_ref(&one.name) == Rc::as_ref(&other.name),
        _ => false,
    }
}
