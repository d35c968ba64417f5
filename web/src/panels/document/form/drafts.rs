//! What was begun in a form and is not in the text yet: it stays where it was typed, whatever else is shown meanwhile,
//! until it is put in or emptied.

use std::{any::Any, cell::RefCell, collections::BTreeMap, rc::Rc};

use policy::edit::Alteration;
use yew::prelude::*;

use super::hand::Hand;

/// Whose it is: the document, the statement, the part of the statement.
type Key = (Rc<str>, usize, Rc<str>);
type Kept = BTreeMap<Key, Rc<dyn Any>>;

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// What was begun in a part of a statement.
#[derive(Clone)]
pub(super) struct Draft<T> {
    key: Key,
    /// As it stands.
    pub(super) value: T,
    changed: UseForceUpdateHandle,
}

impl<T: Default + PartialEq + 'static> Draft<T> {
    /// It is this now; what is empty is not kept.
    pub(super) fn set(&self, value: T) {
        KEPT.with_borrow_mut(|kept| match value == T::default() {
            true => kept.remove(&self.key),
            false => kept.insert(self.key.clone(), Rc::new(value)),
        });
        self.changed.force_update();
    }
}

/// What was begun in that part of the statement, empty at first.
#[hook]
pub(super) fn use_draft<T: Clone + Default + 'static>(hand: &Hand, part: &str) -> Draft<T> {
    let changed = use_force_update();
    let key = (hand.document(), hand.statement, Rc::from(part));
    let known = KEPT.with_borrow(|kept| kept.get(&key).cloned());
    let value = known.and_then(|known| known.downcast_ref::<T>().cloned()).unwrap_or_default();
    Draft { key, value, changed }
}

/// What was begun goes with its statement, wherever that goes.
pub(super) fn follow(document: &Rc<str>, statement: usize, alteration: &Alteration<'_>) {
    let to = |at: usize| match alteration {
        Alteration::Remove if at == statement => None,
        Alteration::Remove if at > statement => Some(at - 1),
        Alteration::Duplicate if at > statement => Some(at + 1),
        Alteration::MoveUp if at == statement => at.checked_sub(1),
        Alteration::MoveUp if at + 1 == statement => Some(statement),
        Alteration::MoveDown if at == statement => Some(at + 1),
        Alteration::MoveDown if at == statement + 1 => Some(statement),
        _ => Some(at),
    };
    KEPT.with_borrow_mut(|kept| {
        let all = std::mem::take(kept).into_iter();
        *kept = all
            .filter_map(|((whose, at, part), value)| {
                let at = if whose == *document { to(at)? } else { at };
                Some(((whose, at, part), value))
            })
            .collect();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_begun_goes_with_its_statement() {
        let document = Rc::<str>::from("mine");
        let begin = || {
            KEPT.with_borrow_mut(|kept| {
                kept.clear();
                for at in 0..3 {
                    kept.insert((Rc::clone(&document), at, "add".into()), Rc::new(at));
                }
                kept.insert(("other".into(), 1, "add".into()), Rc::new(7_usize));
            });
        };
        let after = |statement, alteration: Alteration<'static>| {
            begin();
            follow(&document, statement, &alteration);
            KEPT.with_borrow(|kept| {
                let value = |value: &Rc<dyn Any>| *value.downcast_ref::<usize>().unwrap();
                let mine = kept.iter().filter(|((whose, ..), _)| *whose == document);
                let mine: Vec<_> = mine.map(|((_, at, _), kept)| (*at, value(kept))).collect();
                assert_eq!(kept.len(), mine.len() + 1, "another document's stays");
                mine
            })
        };
        assert_eq!(after(1, Alteration::Remove), [(0, 0), (1, 2)]);
        assert_eq!(after(0, Alteration::Duplicate), [(0, 0), (2, 1), (3, 2)]);
        assert_eq!(after(2, Alteration::MoveUp), [(0, 0), (1, 2), (2, 1)]);
        assert_eq!(after(0, Alteration::MoveDown), [(0, 1), (1, 0), (2, 2)]);
        assert_eq!(after(0, Alteration::Sid("x")), [(0, 0), (1, 1), (2, 2)]);
    }
}
