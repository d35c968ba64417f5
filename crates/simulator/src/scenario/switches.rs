//! The switches of `assumptions` one by one, as the file words them: `true`, `false`, or a word of the switch's own.

use std::rc::Rc;

use iam::Assumptions;
use policy::json::Kind;

use super::{
    codec::string,
    fields::{Field, Shape},
    layout::value,
    records,
};

/// The switches in their documented order.
#[must_use]
pub fn all() -> &'static [Field] {
    records::assumptions_table().fields
}

/// The words that a switch may have; none where it is no switch.
#[must_use]
pub fn words(switch: &Field) -> &'static [&'static str] {
    match switch.shape {
        Shape::Flag => &["true", "false"],
        Shape::Word(words) => words,
        _ => &[],
    }
}

/// The word that a switch has; nothing where there is no switch of that name.
#[must_use]
pub fn word(assumptions: &Assumptions, name: &str) -> Option<Rc<str>> {
    match records::switch(assumptions, name)?.kind {
        Kind::Bool(is_on) => Some(if is_on { "true" } else { "false" }.into()),
        Kind::String(word) => Some(word),
        _ => None,
    }
}

/// How many switches differ from their default.
#[must_use]
pub fn changed(assumptions: &Assumptions) -> usize {
    let default = Assumptions::default();
    all()
        .iter()
        .filter(|switch| word(assumptions, switch.name) != word(&default, switch.name))
        .count()
}

/// Gives a switch a word. Says whether there is such a switch and it may have that word; where not, nothing is changed.
pub fn set(assumptions: &mut Assumptions, name: &str, word: &str) -> bool {
    let Some(switch) = all().iter().find(|switch| switch.name == name) else { return false };
    if !words(switch).contains(&word) {
        return false;
    }
    let given = match switch.shape {
        Shape::Flag => value(Kind::Bool(word == "true")),
        _ => string(word),
    };
    records::set_switch(assumptions, name, &given).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_takes_every_word_of_its_own_and_no_other() {
        let default = Assumptions::default();
        for switch in all() {
            let first = word(&default, switch.name).unwrap();
            assert!(words(switch).contains(&&*first), "{}", switch.name);
            for other in words(switch) {
                let mut changed = default;
                assert!(set(&mut changed, switch.name, other), "{} {other}", switch.name);
                assert_eq!(word(&changed, switch.name).as_deref(), Some(*other));
                assert_eq!(changed == default, **other == *first, "{} {other}", switch.name);
                assert_eq!(super::changed(&changed), usize::from(**other != *first));
                // Nothing else is switched with it.
                set(&mut changed, switch.name, &first);
                assert_eq!(changed, default);
            }
            let mut changed = default;
            assert!(!set(&mut changed, switch.name, "perhaps"));
            assert_eq!(changed, default);
        }
        assert!(!set(&mut default.clone(), "noSuchSwitch", "true"));
        assert_eq!(word(&default, "noSuchSwitch"), None);
    }
}
