//! What a provider is about to sign for a step, or what was pasted for it: kept with the page until it is given to the
//! step. Of the rows only what a person changed is kept, so that the rest goes on saying what its source says.

use std::rc::Rc;

use federation::oidc::Algorithm;

/// A name and a text.
pub(crate) type Row = (String, String);

/// What the step presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A token of OpenID Connect.
    Token,
    /// A SAML response.
    Assertion,
}

/// Where the text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// What the step says already, to be said again.
    Step,
    /// A preset, by its place.
    Preset(usize),
    /// A real provider.
    Pasted,
}

/// A row by its name and how many of that name stand before it: lists have a row for each of their values.
pub(crate) type RowAddress = (String, usize);

/// The form as a person left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signing {
    /// What it is; a form of the other kind is forgotten.
    pub(crate) kind: Kind,
    /// Where the rows come from.
    pub(crate) source: Source,
    /// Rows that were changed, added, or left out (nothing).
    changes: Vec<(RowAddress, Option<String>)>,
    /// What a token is signed with.
    pub(crate) algorithm: Algorithm,
    /// What was pasted, and the provider's keys: a key set or metadata.
    pub(crate) pasted: [String; 2],
}

impl Signing {
    /// An untouched form.
    pub(crate) fn new(kind: Kind, source: Source) -> Self {
        let (changes, pasted) = (Vec::new(), <[String; 2]>::default());
        Self { kind, source, changes, algorithm: Algorithm::Es256, pasted }
    }

    /// Takes another source, whose rows stand as it says them.
    pub(crate) fn choose(&mut self, source: Source) {
        self.source = source;
        self.changes.clear();
    }

    /// The rows of the source with what was changed in them.
    pub(crate) fn rows(&self, said: Vec<Row>) -> Vec<(RowAddress, String)> {
        let mut rows: Vec<(RowAddress, String)> = Vec::new();
        for (name, value) in said {
            let before = rows.iter().filter(|((known, _), _)| *known == name).count();
            rows.push(((name, before), value));
        }
        for (address, value) in &self.changes {
            let at = rows.iter().position(|(known, _)| known == address);
            match (at, value) {
                (Some(at), Some(value)) => rows[at].1.clone_from(value),
                (None, Some(value)) => rows.push((address.clone(), value.clone())),
                (_, None) => {}
            }
        }
        let left_out = |address: &RowAddress| {
            self.changes.iter().any(|(known, value)| known == address && value.is_none())
        };
        rows.retain(|(address, _)| !left_out(address));
        rows
    }

    /// Changes, adds or leaves out (nothing) a row.
    pub(crate) fn set(&mut self, address: RowAddress, value: Option<String>) {
        match self.changes.iter_mut().find(|(known, _)| *known == address) {
            Some(known) => known.1 = value,
            None => self.changes.push((address, value)),
        }
    }

    /// Adds an empty row of that name behind those that stand there.
    pub(crate) fn add(&mut self, name: &str, shown: &[RowAddress]) {
        let is_free = |at: &usize| !shown.iter().any(|(known, of)| known == name && of == at);
        let at = (0..=shown.len()).find(is_free).unwrap_or_default();
        self.set((name.to_owned(), at), Some(String::new()));
    }
}

/// The forms of the steps that have one, by the steps' ids.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drafts(Rc<Vec<(Rc<str>, Signing)>>);

/// Whatever is changed is made anew.
impl PartialEq for Drafts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Drafts {
    /// The form of a step, where a person left one.
    pub(crate) fn of(&self, step: &str) -> Option<&Signing> {
        self.0.iter().find(|(known, _)| **known == *step).map(|(_, form)| form)
    }

    /// Keeps the form of a step.
    pub(crate) fn keep(&mut self, step: Rc<str>, form: Signing) {
        let mut all = Vec::clone(&self.0);
        all.retain(|(known, _)| *known != step);
        all.push((step, form));
        self.0 = Rc::new(all);
    }

    /// Forgets the forms of steps that are no more.
    pub(crate) fn retain(&mut self, is_there: impl Fn(&str) -> bool) {
        if !self.0.iter().all(|(step, _)| is_there(step)) {
            Rc::make_mut(&mut self.0).retain(|(step, _)| is_there(step));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(form: &Signing, said: &[(&str, &str)]) -> Vec<String> {
        let said = said.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let rows = form.rows(said.collect());
        rows.iter().map(|((name, _), value)| format!("{name}={value}")).collect()
    }

    fn at(name: &str, of: usize) -> RowAddress {
        (name.to_owned(), of)
    }

    #[test]
    fn what_was_not_changed_goes_on_saying_what_the_source_says() {
        let mut form = Signing::new(Kind::Token, Source::Step);
        form.set(at("sub", 0), Some("mine".to_owned()));
        form.set(at("iat", 0), None);
        form.add("email", &[at("sub", 0)]);
        form.set(at("email", 0), Some("a@example.com".to_owned()));
        assert_eq!(
            shown(&form, &[("sub", "one"), ("aud", "x"), ("iat", "1")]),
            ["sub=mine", "aud=x", "email=a@example.com"]
        );
        // The step says something else now.
        assert_eq!(
            shown(&form, &[("aud", "y"), ("azp", "z"), ("sub", "two")]),
            ["aud=y", "azp=z", "sub=mine", "email=a@example.com"]
        );
        form.choose(Source::Preset(0));
        assert_eq!(shown(&form, &[("sub", "two")]), ["sub=two"]);
    }

    #[test]
    fn values_of_one_name_are_told_apart() {
        let said = [("Role", "a"), ("Role", "b"), ("Role", "c")];
        let mut form = Signing::new(Kind::Assertion, Source::Step);
        form.set(at("Role", 1), None);
        assert_eq!(shown(&form, &said), ["Role=a", "Role=c"]);
        // A further one takes the free place, and is a row of its own where there is none.
        form.add("Role", &[at("Role", 0), at("Role", 2)]);
        assert_eq!(shown(&form, &said), ["Role=a", "Role=", "Role=c"]);
        form.add("Role", &[at("Role", 0), at("Role", 1), at("Role", 2)]);
        assert_eq!(shown(&form, &said), ["Role=a", "Role=", "Role=c", "Role="]);
    }
}
