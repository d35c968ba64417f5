//! What is open stays open where an edit, or taking one back, gives it another address.

use std::{
    mem::discriminant,
    rc::{Rc, Weak},
};

use simulator::{Scenario, scenario::DocumentAddress};

use super::{EntityAddress, Subject, selectors, world};

/// What was open before each edit that opened something else or closed it: undo goes back there.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Turns(Rc<Vec<Turn>>);

#[derive(Debug, Clone)]
struct Turn {
    made: Weak<Scenario>,
    before: Subject,
    after: Option<Subject>,
}

impl PartialEq for Turn {
    fn eq(&self, other: &Self) -> bool {
        self.made.ptr_eq(&other.made) && self.before == other.before && self.after == other.after
    }
}

impl Turns {
    /// Notes an edit by the scenario that it made.
    pub(super) fn note(&mut self, made: &Rc<Scenario>, before: Subject, after: Option<Subject>) {
        let turns = Rc::make_mut(&mut self.0);
        // What no undo leads to any more is forgotten.
        turns.retain(|turn| turn.made.strong_count() > 0);
        turns.push(Turn { made: Rc::downgrade(made), before, after });
    }

    /// What was open before the edit that made this scenario, where what is open is still what the edit left open.
    pub(super) fn before(&self, made: &Rc<Scenario>, open: Option<&Subject>) -> Option<Subject> {
        let is_it =
            |turn: &&Turn| turn.made.as_ptr() == Rc::as_ptr(made) && turn.after.as_ref() == open;
        self.0.iter().rev().find(is_it).map(|turn| turn.before.clone())
    }
}

/// What was open before an edit, where it is afterwards; nothing where it is gone.
pub(super) fn followed(before: &Scenario, after: &Scenario, subject: &Subject) -> Option<Subject> {
    let subject = match subject {
        Subject::Entity(EntityAddress::Unit(path)) => {
            Subject::Entity(EntityAddress::Unit(unit(before, after, path)?))
        }
        subject if world::is_there(after, subject) => return Some(subject.clone()),
        Subject::Entity(known) => Subject::Entity(entity(before, after, known)?),
        Subject::Document(DocumentAddress::Trust { account, role }) => {
            let known = EntityAddress::Role(*account, Rc::clone(role));
            let EntityAddress::Role(account, role) = entity(before, after, &known)? else {
                return None;
            };
            Subject::Document(DocumentAddress::Trust { account, role })
        }
        Subject::Document(DocumentAddress::Resource { arn }) => {
            let known = EntityAddress::Resource(arn.clone());
            let EntityAddress::Resource(arn) = entity(before, after, &known)? else { return None };
            Subject::Document(DocumentAddress::Resource { arn })
        }
        Subject::Document(address) => {
            world::subject_of(&entity(before, after, &world::entity_of(address)?)?)
        }
        _ => return None,
    };
    world::is_there(after, &subject).then_some(subject)
}

/// Whether the unit at a place, of that name with those on the way to it, is the one.
type Way<'w> = &'w dyn Fn(&[usize], &str) -> bool;

/// A unit's place says which one it is only until another one beside it comes or goes: it is known by the names on the way
/// to it, else by what it holds.
fn unit(before: &Scenario, after: &Scenario, place: &[usize]) -> Option<Rc<[usize]>> {
    let (old, new) = (world::units(before), world::units(after));
    let this = before.unit(place)?;
    let (_, name) = old.iter().find(|(path, _)| **path == *place)?;
    let is_alone = [&old, &new]
        .iter()
        .all(|units| units.iter().filter(|(_, known)| known == name).count() == 1);
    let none_came_or_went = old.len() == new.len();
    let is_here = |path: &[usize]| path == place;
    let is_equal = |path: &[usize]| after.unit(path) == Some(this);
    let is_new = |name: &str| !old.iter().any(|(_, known)| known == name);
    let ways: [Way<'_>; 5] = [
        &|path, known| known == name && none_came_or_went && is_here(path),
        &|path, known| known == name && (is_alone || is_equal(path)),
        &|path, known| is_new(known) && is_here(path) && is_equal(path),
        &|path, known| is_new(known) && is_equal(path),
        &|path, known| is_new(known) && none_came_or_went && is_here(path),
    ];
    ways.iter()
        .find_map(|is_it| new.iter().find(|(path, known)| is_it(path, known)))
        .map(|(path, _)| Rc::clone(path))
}

/// What was renamed or moved: the one of its kind that came when it went, of the same name or the only one.
fn entity(before: &Scenario, after: &Scenario, known: &EntityAddress) -> Option<EntityAddress> {
    let (old, new) = (world::entities(before), world::entities(after));
    if old.len() != new.len() {
        return None;
    }
    let is_like = |other: &&EntityAddress| discriminant(*other) == discriminant(known);
    let came: Vec<&EntityAddress> =
        new.iter().filter(is_like).filter(|it| !old.contains(it)).collect();
    let name = selectors::entity_name(known);
    let mut namesakes = came.iter().filter(|it| selectors::entity_name(it) == name);
    match (namesakes.next(), namesakes.next(), came.as_slice()) {
        (Some(one), None, _) | (None, _, [one]) => Some((*one).clone()),
        _ => None,
    }
}
