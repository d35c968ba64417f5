//! What a form does to a document, each as one edit of its text.

use iam::PolicyType;

use super::{
    Change, Edit, Part,
    Part::{Element as Nth, Member},
    edit,
    form::{self, Card, Form, Kind, Shown, Test},
    member,
};
use crate::{
    Effect, STATEMENT_ELEMENTS, Span,
    json::{Kind as Json, Value},
};

/// `Principal`, `Action` or `Resource`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// `Principal` or `NotPrincipal`.
    Principal,
    /// `Action` or `NotAction`.
    Action,
    /// `Resource` or `NotResource`.
    Resource,
}

impl Element {
    /// Its name.
    #[must_use]
    pub fn name(self, negated: bool) -> &'static str {
        match (self, negated) {
            (Self::Principal, false) => "Principal",
            (Self::Principal, true) => "NotPrincipal",
            (Self::Action, false) => "Action",
            (Self::Action, true) => "NotAction",
            (Self::Resource, false) => "Resource",
            (Self::Resource, true) => "NotResource",
        }
    }
}

/// What is done to a statement. Rows, tests and values are counted as [`Form`] shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alteration<'a> {
    /// A new one is put in at its place, as policies of that kind need it; it is not whole yet.
    Add(PolicyType),
    /// The same once more behind it; a `Sid` gets a number, since there may be none twice.
    Duplicate,
    /// It changes places with the one before it.
    MoveUp,
    /// It changes places with the one behind it.
    MoveDown,
    /// It is taken out.
    Remove,
    /// Its `Sid`; empty text takes it out.
    Sid(&'a str),
    /// Its `Effect`.
    Effect(Effect),
    /// Whether the name of the element begins with `Not`.
    Negate(Element, bool),
    /// A value of `Action` or `Resource` is put in as the last.
    PutIn(Element, &'a str),
    /// A value of `Action` or `Resource` is written anew.
    Write(Element, usize, &'a str),
    /// A row of `Principal`, `Action` or `Resource` is taken out.
    TakeOut(Element, usize),
    /// A principal is put in as the last of its kind.
    PutInPrincipal(Kind, &'a str),
    /// A principal is written anew, perhaps of another kind.
    WritePrincipal(usize, Kind, &'a str),
    /// A value is put into the test of that operator and key, which may be new; with an action that the test needs.
    PutInTest {
        /// The operator, qualifiers included.
        operator: &'a str,
        /// The condition key.
        key: &'a str,
        /// The value.
        value: &'a str,
        /// An action that the statement then names as well.
        action: Option<&'a str>,
    },
    /// The operator of a test.
    Operator(usize, &'a str),
    /// The key of a test.
    Key(usize, &'a str),
    /// A test is taken out, and what is empty then.
    TakeOutTest(usize),
    /// A value of a test is written anew.
    WriteValue(usize, usize, &'a str),
    /// A value of a test is taken out.
    TakeOutValue(usize, usize),
}

/// The edit of the text that does it to the statement of that number; nothing where it cannot be done or changes nothing.
#[must_use]
pub fn alter(text: &str, statement: usize, alteration: &Alteration<'_>) -> Option<Edit> {
    let form = form::read(text).ok()?;
    let mut work = Work { text: text.to_owned(), statement };
    work.alter(&form, alteration)?;
    Edit::between(text, &work.text)
}

struct Work {
    text: String,
    statement: usize,
}

impl Work {
    fn alter(&mut self, form: &Form, alteration: &Alteration<'_>) -> Option<()> {
        let whole = &[Member("Statement"), Nth(self.statement)];
        match alteration {
            Alteration::Add(kind) => return self.add(form, *kind),
            Alteration::Duplicate => return self.duplicate(form),
            Alteration::MoveUp => {
                let before = [Member("Statement"), Nth(self.statement.checked_sub(1)?)];
                return self.change(&before, &Change::SwapWithNext);
            }
            Alteration::MoveDown => return self.change(whole, &Change::SwapWithNext),
            Alteration::Remove => return self.change(whole, &Change::Remove),
            _ => {}
        }
        let card = form.statements.get(self.statement)?.as_ref().ok()?;
        match *alteration {
            Alteration::Sid("") => self.inner(&[Member("Sid")], &Change::Remove),
            Alteration::Sid(sid) => self.set("Sid", &string(sid)),
            Alteration::Effect(Effect::Allow) => self.set("Effect", &string("Allow")),
            Alteration::Effect(Effect::Deny) => self.set("Effect", &string("Deny")),
            Alteration::Negate(element, negated) => self.negate(element, negated),
            Alteration::PutIn(element, value) => self.put_in(card, element, value),
            Alteration::Write(element, row, value) => {
                let rows = rows(card, element)?;
                rows.values.get(row)?;
                let path = [Member(element.name(rows.negated)), Nth(row)];
                self.inner(&path, &Change::Set(&string(value)))
            }
            Alteration::TakeOut(Element::Principal, row) => self.take_out_principal(card, row),
            Alteration::TakeOut(element, row) => {
                let rows = rows(card, element)?;
                rows.values.get(row)?;
                self.inner(&[Member(element.name(rows.negated)), Nth(row)], &Change::Remove)
            }
            Alteration::PutInPrincipal(kind, value) => self.put_in_principal(card, kind, value),
            Alteration::WritePrincipal(row, kind, value) => {
                self.write_principal(card, row, kind, value)
            }
            Alteration::PutInTest { operator, key, value, action } => {
                self.put_in_test(card, operator, key, value)?;
                match action {
                    Some(action) if !names(card, action) => {
                        self.put_in(card, Element::Action, action)
                    }
                    _ => Some(()),
                }
            }
            Alteration::Operator(index, operator) => self.operator(card, index, operator),
            Alteration::Key(index, key) => {
                let test = test(card, index)?;
                let way = [Member("Condition"), Member(&test.operator), Member(&test.key)];
                self.inner(&way, &Change::Rename(key))
            }
            Alteration::TakeOutTest(index) => self.take_out_test(card, test(card, index)?),
            Alteration::WriteValue(index, row, value) => {
                let path = value_path(card, index, row)?;
                self.inner(&path, &Change::Set(&string(value)))
            }
            Alteration::TakeOutValue(index, row) => {
                let path = value_path(card, index, row)?;
                self.inner(&path, &Change::Remove)
            }
            _ => None,
        }
    }

    fn change(&mut self, path: &[Part<'_>], change: &Change<'_>) -> Option<()> {
        self.text = edit(&self.text, path, change)?.applied(&self.text);
        Some(())
    }

    /// A change within the statement.
    fn inner(&mut self, path: &[Part<'_>], change: &Change<'_>) -> Option<()> {
        let mut whole = vec![Member("Statement"), Nth(self.statement)];
        whole.extend_from_slice(path);
        self.change(&whole, change)
    }

    /// Sets a member of the statement, at its usual place where it is new.
    fn set(&mut self, name: &str, new: &Value) -> Option<()> {
        // What is put in stands before those that come after it.
        let place = STATEMENT_ELEMENTS.iter().position(|known| *known == name)?;
        self.inner(&[Member(name)], &Change::SetBefore(new, &STATEMENT_ELEMENTS[place + 1..]))
    }

    fn add(&mut self, form: &Form, kind: PolicyType) -> Option<()> {
        let new = template(kind);
        if form.statements.is_empty() {
            return self.change(&[Member("Statement")], &Change::Set(&list(vec![new])));
        }
        let at = self.statement.min(form.statements.len());
        self.change(&[Member("Statement"), Nth(at)], &Change::Insert(&new))
    }

    fn duplicate(&mut self, form: &Form) -> Option<()> {
        let whole = [Member("Statement"), Nth(self.statement)];
        self.change(&whole, &Change::Repeat)?;
        let cards = || form.statements.iter().flatten();
        let card = form.statements.get(self.statement)?.as_ref().ok();
        if let Some(sid) = card.and_then(|card| card.sid.here()) {
            let is_free = |sid: &String| {
                !cards().any(|card| card.sid.here().is_some_and(|known| **known == **sid))
            };
            let free = (2..).map(|number| format!("{sid}{number}")).find(is_free)?;
            self.statement += 1;
            self.set("Sid", &string(&free))?;
        }
        Some(())
    }

    fn negate(&mut self, element: Element, negated: bool) -> Option<()> {
        let old = Member(element.name(!negated));
        self.inner(&[old], &Change::Rename(element.name(negated)))
    }

    fn put_in(&mut self, card: &Card, element: Element, value: &str) -> Option<()> {
        let shown = match element {
            Element::Action => &card.action,
            Element::Resource => &card.resource,
            Element::Principal => return None,
        };
        match shown {
            Shown::Hidden(_) => None,
            Shown::Missing => self.set(element.name(false), &list(vec![string(value)])),
            Shown::Here(rows) => {
                let path = [Member(element.name(rows.negated)), Nth(rows.values.len())];
                self.inner(&path, &Change::Set(&string(value)))
            }
        }
    }

    fn put_in_principal(&mut self, card: &Card, kind: Kind, value: &str) -> Option<()> {
        let principals = match &card.principal {
            Shown::Hidden(_) => return None,
            Shown::Missing if kind == Kind::Everyone => {
                return self.set("Principal", &string("*"));
            }
            Shown::Missing => return self.set("Principal", &object(kind.name(), string(value))),
            Shown::Here(principals) => principals,
        };
        let name = Element::Principal.name(principals.negated);
        if kind == Kind::Everyone && principals.rows.is_empty() {
            return self.set(name, &string("*"));
        }
        // Beside others, everyone is named by a kind.
        let (kind, value) = if kind == Kind::Everyone { (Kind::Aws, "*") } else { (kind, value) };
        if principals.rows.iter().any(|(known, _)| *known == Kind::Everyone) {
            self.set(name, &object(Kind::Aws.name(), string("*")))?;
        }
        let of_kind = |known: Kind| match known {
            Kind::Everyone => kind == Kind::Aws,
            known => known == kind,
        };
        let count = principals.rows.iter().filter(|(known, _)| of_kind(*known)).count();
        let path = [Member(name), Member(kind.name()), Nth(count)];
        let is_there = card_has_kind(&self.text, self.statement, name, kind);
        match is_there {
            true => self.inner(&path, &Change::Set(&string(value))),
            false => self.inner(&path[..2], &Change::Set(&string(value))),
        }
    }

    fn write_principal(&mut self, card: &Card, row: usize, kind: Kind, value: &str) -> Option<()> {
        let principals = card.principal.here()?;
        let name = Element::Principal.name(principals.negated);
        let (old, _) = principals.rows.get(row)?;
        if principals.rows.len() == 1 && (kind == Kind::Everyone || *old == Kind::Everyone) {
            let new = match kind {
                Kind::Everyone => string("*"),
                kind => object(kind.name(), string(value)),
            };
            return self.set(name, &new);
        }
        if *old == kind {
            let path = [Member(name), Member(kind.name()), Nth(number(principals, row))];
            return self.inner(&path, &Change::Set(&string(value)));
        }
        self.take_out_principal(card, row)?;
        let form = form::read(&self.text).ok()?;
        let card = form.statements.get(self.statement)?.as_ref().ok()?;
        self.put_in_principal(card, kind, value)
    }

    fn take_out_principal(&mut self, card: &Card, row: usize) -> Option<()> {
        let principals = card.principal.here()?;
        let name = Element::Principal.name(principals.negated);
        let (kind, _) = principals.rows.get(row)?;
        if *kind == Kind::Everyone {
            return self.set(name, &Value { span: Span::default(), kind: Json::Object(vec![]) });
        }
        let of_kind = principals.rows.iter().filter(|(known, _)| known == kind).count();
        let path = [Member(name), Member(kind.name()), Nth(number(principals, row))];
        let depth = if of_kind == 1 { 2 } else { 3 };
        self.inner(&path[..depth], &Change::Remove)
    }

    fn put_in_test(&mut self, card: &Card, operator: &str, key: &str, value: &str) -> Option<()> {
        let tests: &[_] = match &card.condition {
            Shown::Hidden(_) => return None,
            Shown::Missing => &[],
            Shown::Here(tests) => tests,
        };
        let known = tests.iter().flatten().find(|test| is(test, operator, key));
        match known {
            Some(test) => {
                let count = test.values.len();
                let path = [Member("Condition"), Member(operator), Member(key), Nth(count)];
                self.inner(&path, &Change::Set(&string(value)))
            }
            None => {
                let path = [Member("Condition"), Member(operator), Member(key)];
                self.inner(&path, &Change::Set(&string(value)))
            }
        }
    }

    fn operator(&mut self, card: &Card, index: usize, operator: &str) -> Option<()> {
        let old = test(card, index)?;
        let tests = || card.condition.here().into_iter().flatten().flatten();
        if tests().any(|test| is(test, operator, &old.key)) {
            return None;
        }
        let way = [Member("Condition"), Member(&old.operator)];
        let shares = tests().filter(|test| test.operator == old.operator).count() > 1;
        if !shares && self.inner(&way, &Change::Rename(operator)).is_some() {
            return Some(());
        }
        let values = written(&self.text, self.statement, old)?;
        self.take_out_test(card, old)?;
        let path = [Member("Condition"), Member(operator), Member(&old.key)];
        self.inner(&path, &Change::Set(&values))
    }

    fn take_out_test(&mut self, card: &Card, test: &Test) -> Option<()> {
        let tests = || card.condition.here().into_iter().flatten();
        let path = [Member("Condition"), Member(&test.operator), Member(&test.key)];
        let shares = |other: &&Test| other.operator == test.operator;
        // What cannot be shown keeps what is around it.
        let has_hidden = tests().any(Result::is_err);
        let depth = match (tests().count(), tests().flatten().filter(shares).count()) {
            _ if has_hidden => 3,
            (1, _) => 1,
            (_, 1) => 2,
            _ => 3,
        };
        self.inner(&path[..depth], &Change::Remove)
    }
}

fn is(test: &Test, operator: &str, key: &str) -> bool {
    *test.operator == *operator && *test.key == *key
}

fn test(card: &Card, index: usize) -> Option<&Test> {
    card.condition.here()?.get(index)?.as_ref().ok()
}

fn value_path(card: &Card, index: usize, row: usize) -> Option<[Part<'_>; 4]> {
    let test = test(card, index)?;
    test.values.get(row)?;
    Some([Member("Condition"), Member(&test.operator), Member(&test.key), Nth(row)])
}

fn rows(card: &Card, element: Element) -> Option<&form::Rows> {
    match element {
        Element::Action => card.action.here(),
        Element::Resource => card.resource.here(),
        Element::Principal => None,
    }
}

/// Whether the statement names that action, in whatever letter case.
fn names(card: &Card, action: &str) -> bool {
    let rows = card.action.here();
    rows.is_some_and(|rows| rows.values.iter().any(|known| known.eq_ignore_ascii_case(action)))
}

/// Which of its kind a principal is.
fn number(principals: &form::Principals, row: usize) -> usize {
    let kind = principals.rows[row].0;
    principals.rows[..row].iter().filter(|(known, _)| *known == kind).count()
}

/// The statement as it now stands.
fn statement(text: &str, index: usize) -> Option<Value> {
    let root = crate::json::parse(text).0?;
    form::listed(root.get("Statement")?).get(index).cloned()
}

fn card_has_kind(text: &str, index: usize, name: &str, kind: Kind) -> bool {
    let found = statement(text, index).and_then(|value| value.get(name)?.get(kind.name()).cloned());
    found.is_some()
}

/// The values of a test, as they are written.
fn written(text: &str, index: usize, test: &Test) -> Option<Value> {
    statement(text, index)?.get("Condition")?.get(&test.operator)?.get(&test.key).cloned()
}

fn string(text: &str) -> Value {
    Value { span: Span::default(), kind: Json::String(text.into()) }
}

fn list(elements: Vec<Value>) -> Value {
    Value { span: Span::default(), kind: Json::Array(elements) }
}

fn object(name: &str, value: Value) -> Value {
    Value { span: Span::default(), kind: Json::Object(vec![member(name, value)]) }
}

/// A statement with the elements that policies of that kind have; what must still be said is an empty list.
fn template(kind: PolicyType) -> Value {
    let is_control = matches!(kind, PolicyType::ServiceControl | PolicyType::ResourceControl);
    let mut members = vec![member("Effect", string(if is_control { "Deny" } else { "Allow" }))];
    match kind {
        PolicyType::Trust | PolicyType::Resource => {
            members.push(member("Principal", object("AWS", list(vec![]))));
        }
        PolicyType::ResourceControl | PolicyType::VpcEndpoint => {
            members.push(member("Principal", string("*")));
        }
        _ => {}
    }
    if kind == PolicyType::Trust {
        members.push(member("Action", string("sts:AssumeRole")));
    } else {
        members.push(member("Action", list(vec![])));
        members.push(member("Resource", if is_control { string("*") } else { list(vec![]) }));
    }
    Value { span: Span::default(), kind: Json::Object(members) }
}
