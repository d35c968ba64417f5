//! What was begun in a form and is not in the text yet: it stays at its statement, whatever else is shown meanwhile, until
//! it is put in or emptied, or until there is no such statement any more.

use std::{any::Any, cell::RefCell, rc::Rc};

use policy::edit::{Alteration, Form};
use yew::prelude::*;

use super::hand::Hand;

/// So many edits of a statement are remembered.
const MOST: usize = 100;

thread_local! {
    static KEPT: RefCell<Vec<Begun>> = const { RefCell::new(Vec::new()) };
}

/// What a statement is known by: its Sid, else its text without spaces; and its number among those of the same.
pub(super) type Known = (Rc<str>, usize);

/// What the statements of a document are known by.
pub(super) fn known(text: &str, form: &Form) -> Rc<[Known]> {
    let mut all: Vec<Known> = Vec::new();
    for statement in &form.statements {
        let (sid, span) = match statement {
            Ok(card) => (card.sid.here().filter(|sid| !sid.is_empty()), card.span),
            Err(hidden) => (None, hidden.span),
        };
        let words: Rc<str> = match sid {
            Some(sid) => format!("Sid {sid}").into(),
            None => span.of(text).split_whitespace().collect::<String>().into(),
        };
        let before = all.iter().filter(|(known, _)| *known == words).count();
        all.push((words, before));
    }
    all.into()
}

/// A statement of a document as that stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// The document, among all that were shown.
    pub(super) document: Rc<str>,
    /// What its statements are known by.
    pub(super) statements: Rc<[Known]>,
    /// Which of them it is.
    pub(super) statement: usize,
}

/// What was begun, whatever it is.
struct Begun {
    document: Rc<str>,
    part: Rc<str>,
    /// What its statement was known by, before and after each edit that was made in the form: undo leads back there.
    known_by: Vec<Known>,
    value: Rc<dyn Any>,
}

impl Begun {
    /// Which of these is its statement.
    fn at(&self, statements: &[Known]) -> Option<usize> {
        let place = |known| statements.iter().position(|statement| statement == known);
        self.known_by.iter().rev().find_map(place)
    }

    fn is_of(&self, place: &Place, part: &str) -> bool {
        self.document == place.document
            && *self.part == *part
            && self.at(&place.statements) == Some(place.statement)
    }

    fn is_known_by(&mut self, known: &Known) {
        self.known_by.retain(|before| before != known);
        self.known_by.push(known.clone());
        if self.known_by.len() > MOST {
            self.known_by.remove(0);
        }
    }
}

/// What was begun in a part of a statement.
#[derive(Clone)]
pub(super) struct Draft<T> {
    place: Place,
    part: Rc<str>,
    /// As it stands.
    pub(super) value: T,
    changed: UseForceUpdateHandle,
}

impl<T: Default + PartialEq + 'static> Draft<T> {
    /// It is this now; what is empty is not kept.
    pub(super) fn set(&self, value: T) {
        let value = (value != T::default()).then(|| Rc::new(value) as Rc<dyn Any>);
        put(&self.place, &self.part, value);
        self.changed.force_update();
    }
}

/// What was begun in that part of the statement, empty at first.
#[hook]
pub(super) fn use_draft<T: Clone + Default + 'static>(hand: &Hand, part: &str) -> Draft<T> {
    let changed = use_force_update();
    let place = hand.place();
    let known = get(&place, part);
    let value = known.and_then(|known| known.downcast_ref::<T>().cloned()).unwrap_or_default();
    Draft { place, part: part.into(), value, changed }
}

fn get(place: &Place, part: &str) -> Option<Rc<dyn Any>> {
    KEPT.with_borrow(|kept| {
        Some(Rc::clone(&kept.iter().find(|begun| begun.is_of(place, part))?.value))
    })
}

fn put(place: &Place, part: &str, value: Option<Rc<dyn Any>>) {
    KEPT.with_borrow_mut(|kept| {
        let at = kept.iter().position(|begun| begun.is_of(place, part));
        match (at, value) {
            (Some(at), Some(value)) => kept[at].value = value,
            (Some(at), None) => drop(kept.remove(at)),
            (None, Some(value)) => kept.push(Begun {
                document: Rc::clone(&place.document),
                part: part.into(),
                known_by: place.statements.get(place.statement).cloned().into_iter().collect(),
                value,
            }),
            (None, None) => {}
        }
    });
}

/// What was begun goes with its statement, wherever that goes: `after` is what the statements are known by then.
pub(super) fn follow(place: &Place, alteration: &Alteration<'_>, after: &[Known]) {
    let statement = place.statement;
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
        kept.retain_mut(|begun| {
            if begun.document != place.document {
                return true;
            }
            let at = begun.at(&place.statements).and_then(to);
            let known = at.and_then(|at| after.get(at));
            known.iter().for_each(|known| begun.is_known_by(known));
            known.is_some()
        });
    });
}

/// Lets go of what was begun in statements that the document has no more.
pub(super) fn settle(document: &str, statements: &[Known]) {
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|begun| *begun.document != *document || begun.at(statements).is_some());
    });
}

#[cfg(test)]
mod tests {
    use policy::edit;

    use super::*;

    const ALLOW: &str = r#"{"Effect": "Allow", "Action": "a:A", "Resource": "*"}"#;
    const DENY: &str = r#"{ "Effect": "Deny", "Action": "a:B", "Resource": "*" }"#;
    const NAMED: &str = r#"{ "Sid": "Third", "Effect": "Deny", "Action": "a:C", "Resource": "*" }"#;

    fn text(statements: &[&str]) -> String {
        format!("{{ \"Version\": \"2012-10-17\", \"Statement\": [{}] }}", statements.join(",\n "))
    }

    fn place(text: &str, statement: usize) -> Place {
        let statements = known(text, &edit::read(text).unwrap());
        Place { document: "mine".into(), statements, statement }
    }

    /// A number was begun in each statement: its place then.
    fn begun(text: &str) {
        KEPT.with_borrow_mut(Vec::clear);
        for at in 0..place(text, 0).statements.len() {
            put(&place(text, at), "add", Some(Rc::new(at)));
        }
        put(&Place { document: "other".into(), ..place(text, 0) }, "add", Some(Rc::new(7_usize)));
    }

    /// What is begun in the statements of a text when its form is drawn.
    fn drawn(text: &str) -> Vec<Option<usize>> {
        let count = place(text, 0).statements.len();
        settle("mine", &place(text, 0).statements);
        let value = |at| get(&place(text, at), "add")?.downcast_ref::<usize>().copied();
        assert!(KEPT.with_borrow(|kept| kept.iter().any(|begun| &*begun.document == "other")));
        (0..count).map(value).collect()
    }

    /// The text after something was done in the form.
    fn done(text: &str, statement: usize, alteration: &Alteration<'_>) -> String {
        let after = edit::alter(text, statement, alteration).unwrap().applied(text);
        let form = edit::read(&after).unwrap();
        follow(&place(text, statement), alteration, &known(&after, &form));
        after
    }

    #[test]
    fn what_was_begun_goes_with_its_statement() {
        let whole = text(&[ALLOW, DENY, NAMED]);
        for (statement, alteration, expected) in [
            (1, Alteration::Remove, vec![Some(0), Some(2)]),
            (0, Alteration::Duplicate, vec![Some(0), None, Some(1), Some(2)]),
            (2, Alteration::MoveUp, vec![Some(0), Some(2), Some(1)]),
            (0, Alteration::MoveDown, vec![Some(1), Some(0), Some(2)]),
            (0, Alteration::Sid("x"), vec![Some(0), Some(1), Some(2)]),
            (2, Alteration::Sid(""), vec![Some(0), Some(1), Some(2)]),
        ] {
            begun(&whole);
            let after = done(&whole, statement, &alteration);
            assert_eq!(drawn(&after), expected, "{alteration:?}");
        }
    }

    #[test]
    fn undo_and_redo_lead_it_back_to_its_statement() {
        let whole = text(&[ALLOW, DENY, NAMED]);
        begun(&whole);
        let second = done(&whole, 1, &Alteration::MoveUp);
        let third = done(&second, 0, &Alteration::Effect(policy::Effect::Allow));
        assert_eq!(drawn(&third), [Some(1), Some(0), Some(2)]);
        assert_eq!(drawn(&second), [Some(1), Some(0), Some(2)]);
        assert_eq!(drawn(&whole), [Some(0), Some(1), Some(2)]);
        assert_eq!(drawn(&third), [Some(1), Some(0), Some(2)]);
    }

    #[test]
    fn an_edit_from_outside_keeps_it_at_the_statement_that_is_the_same_and_nowhere_else() {
        let whole = text(&[ALLOW, DENY, NAMED]);
        for (outside, expected) in [
            // Another one before them, and laid out anew.
            (
                text(&[r#"{"Effect":"Allow"}"#, ALLOW, DENY, NAMED]),
                vec![None, Some(0), Some(1), Some(2)],
            ),
            (text(&[&ALLOW.replace(": ", ":\n  "), DENY, NAMED]), vec![Some(0), Some(1), Some(2)]),
            // Taken out, and exchanged.
            (text(&[DENY, NAMED]), vec![Some(1), Some(2)]),
            (text(&[NAMED, DENY, ALLOW]), vec![Some(2), Some(1), Some(0)]),
            // Changed: by its Sid a statement is still the same.
            (
                text(&[&ALLOW.replace("a:A", "a:Z"), DENY, &NAMED.replace("a:C", "a:Z")]),
                vec![None, Some(1), Some(2)],
            ),
        ] {
            begun(&whole);
            assert_eq!(drawn(&outside), expected, "{outside}");
        }
        // What was let go of does not come back with a statement that happens to be the same.
        begun(&whole);
        drawn(&text(&[DENY, NAMED]));
        assert_eq!(drawn(&whole), [None, Some(1), Some(2)]);
    }
}
