//! What a form does to a document: the text says what was done, means it, and nothing else of it is touched.
//!
//! The expectation of the law comes from a plain model of a document that knows no text.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use iam::PolicyType;
use policy::{
    Effect,
    edit::{Alteration, Card, Element, Form, PrincipalKind, Shown, alter, read},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// A statement without its text.
#[derive(Debug, Clone, PartialEq)]
struct Model {
    sid: Option<String>,
    deny: bool,
    principal: Option<(bool, Vec<(PrincipalKind, String)>)>,
    action: (bool, Vec<String>),
    resource: Option<(bool, Vec<String>)>,
    tests: Vec<(String, String, Vec<String>)>,
}

fn model(card: &Card) -> Model {
    let rows = |shown: &Shown<policy::edit::Rows>| {
        let rows = shown.here()?;
        Some((rows.negated, rows.values.iter().map(|value| value.to_string()).collect()))
    };
    let tests = card.condition.here().into_iter().flatten().map(|test| {
        let test = test.as_ref().unwrap();
        let values = test.values.iter().map(|value| value.to_string()).collect();
        (test.operator.to_string(), test.key.to_string(), values)
    });
    Model {
        sid: card.sid.here().map(|sid| sid.to_string()),
        deny: *card.effect.here().unwrap() == Effect::Deny,
        principal: card.principal.here().map(|principals| {
            let rows = principals.rows.iter().map(|(kind, text)| (*kind, text.to_string()));
            (principals.negated, rows.collect())
        }),
        action: rows(&card.action).unwrap(),
        resource: rows(&card.resource),
        tests: tests.collect(),
    }
}

fn models(text: &str) -> Vec<Model> {
    let form: Form = read(text).unwrap();
    form.statements.iter().map(|card| model(card.as_ref().unwrap())).collect()
}

/// How a document is written by somebody with habits of their own.
struct Pen {
    blanks: Vec<&'static str>,
    next: std::cell::Cell<usize>,
    lists: bool,
}

impl Pen {
    fn gap(&self) -> &'static str {
        let at = self.next.get();
        self.next.set(at + 1);
        self.blanks[at % self.blanks.len()]
    }

    fn object(&self, members: &[(String, String)]) -> String {
        let part = |(name, value): &(String, String)| {
            format!("{}\"{name}\"{}:{}{value}{}", self.gap(), self.gap(), self.gap(), self.gap())
        };
        format!("{{{}}}", members.iter().map(part).collect::<Vec<_>>().join(","))
    }

    fn list(&self, values: &[String]) -> String {
        let quoted = |value: &String| format!("{}\"{value}\"{}", self.gap(), self.gap());
        match values {
            [one] if !self.lists => format!("\"{one}\""),
            several => format!("[{}]", several.iter().map(quoted).collect::<Vec<_>>().join(",")),
        }
    }

    fn statement(&self, model: &Model, turn: usize) -> String {
        let mut members = Vec::new();
        let name = |negated: bool, name: &str| {
            if negated { format!("Not{name}") } else { name.to_owned() }
        };
        members.extend(model.sid.as_ref().map(|sid| ("Sid".to_owned(), format!("\"{sid}\""))));
        let effect = if model.deny { "\"Deny\"" } else { "\"Allow\"" };
        members.push(("Effect".to_owned(), effect.to_owned()));
        if let Some((negated, rows)) = &model.principal {
            let value = match &rows[..] {
                [(PrincipalKind::Everyone, _)] => "\"*\"".to_owned(),
                rows => {
                    let of = |kind: PrincipalKind| -> Vec<String> {
                        rows.iter().filter(|row| row.0 == kind).map(|row| row.1.clone()).collect()
                    };
                    let kinds: Vec<_> = PrincipalKind::ALL
                        .into_iter()
                        .filter(|kind| !of(*kind).is_empty())
                        .map(|kind| (kind.name().to_owned(), self.list(&of(kind))))
                        .collect();
                    self.object(&kinds)
                }
            };
            members.push((name(*negated, "Principal"), value));
        }
        members.push((name(model.action.0, "Action"), self.list(&model.action.1)));
        if let Some((negated, values)) = &model.resource {
            members.push((name(*negated, "Resource"), self.list(values)));
        }
        if !model.tests.is_empty() {
            let mut operators: Vec<(String, Vec<(String, String)>)> = Vec::new();
            for (operator, key, values) in &model.tests {
                let key = (key.clone(), self.list(values));
                match operators.iter_mut().find(|known| known.0 == *operator) {
                    Some(known) => known.1.push(key),
                    None => operators.push((operator.clone(), vec![key])),
                }
            }
            let operators: Vec<_> =
                operators.iter().map(|(name, keys)| (name.clone(), self.object(keys))).collect();
            members.push(("Condition".to_owned(), self.object(&operators)));
        }
        let count = members.len();
        members.rotate_left(turn % count);
        self.object(&members)
    }
}

const KINDS: [PrincipalKind; 3] =
    [PrincipalKind::Aws, PrincipalKind::Service, PrincipalKind::Federated];
const OPERATORS: [&str; 3] = ["StringEquals", "Bool", "ForAnyValue:StringLike"];
const KEYS: [&str; 3] = ["aws:PrincipalArn", "sts:ExternalId", "aws:TagKeys"];
const BLANKS: [&str; 6] = ["", " ", "\n", "\n  ", "\t", "  \n"];

fn words(most: usize) -> impl Strategy<Value = Vec<String>> {
    vec(select(&["a:b", "a:*", "c:d", "e\u{e9}"][..]).prop_map(str::to_owned), 1..=most)
}

fn statement() -> impl Strategy<Value = Model> {
    let everyone = Just(vec![(PrincipalKind::Everyone, "*".to_owned())]);
    let some = vec((select(&KINDS[..]), select(&["p", "q"][..]).prop_map(str::to_owned)), 1..4)
        .prop_map(|mut rows| {
            // As the text has them: kind by kind.
            rows.sort_by_key(|row| KINDS.iter().position(|kind| *kind == row.0));
            rows
        });
    let tests = vec((select(&OPERATORS[..]), select(&KEYS[..]), words(2)), 0..4).prop_map(|rows| {
        let mut tests: Vec<(String, String, Vec<String>)> = Vec::new();
        for operator in OPERATORS {
            for (_, key, values) in rows.iter().filter(|row| row.0 == operator) {
                if !tests.iter().any(|known| known.0 == operator && known.1 == *key) {
                    tests.push((operator.to_owned(), (*key).to_owned(), values.clone()));
                }
            }
        }
        tests
    });
    (
        option::of(select(&["one", "two"][..]).prop_map(str::to_owned)),
        any::<bool>(),
        option::of((any::<bool>(), prop_oneof![everyone, some])),
        (any::<bool>(), words(3)),
        option::of((any::<bool>(), words(2))),
        tests,
    )
        .prop_map(|(sid, deny, principal, action, resource, tests)| Model {
            sid,
            deny,
            principal,
            action,
            resource,
            tests,
        })
}

fn alteration() -> impl Strategy<Value = Alteration<'static>> {
    let element = || select(&[Element::Action, Element::Resource][..]);
    let kind = || select(&PrincipalKind::ALL[..]);
    let text = || select(&["x", "y\u{fc}", "a:b"][..]);
    let rows = || 0..3_usize;
    prop_oneof![
        Just(Alteration::MoveUp),
        Just(Alteration::MoveDown),
        Just(Alteration::Remove),
        Just(Alteration::Duplicate),
        select(&[PolicyType::Trust, PolicyType::Identity][..]).prop_map(Alteration::Add),
        select(&["", "new"][..]).prop_map(Alteration::Sid),
        select(&[Effect::Allow, Effect::Deny][..]).prop_map(Alteration::Effect),
        (element(), any::<bool>()).prop_map(|(element, not)| Alteration::Negate(element, not)),
        (element(), text()).prop_map(|(element, text)| Alteration::PutIn(element, text)),
        (element(), rows(), text()).prop_map(|(one, row, text)| Alteration::Write(one, row, text)),
        (select(&[Element::Action, Element::Resource, Element::Principal][..]), rows())
            .prop_map(|(element, row)| Alteration::TakeOut(element, row)),
        (kind(), text()).prop_map(|(kind, text)| Alteration::PutInPrincipal(kind, text)),
        (rows(), kind(), text())
            .prop_map(|(row, kind, text)| Alteration::WritePrincipal(row, kind, text)),
        (select(&OPERATORS[..]), select(&KEYS[..]), text(), option::of(Just("sts:TagSession")))
            .prop_map(|(operator, key, value, action)| Alteration::PutInTest {
                operator,
                key,
                value,
                action
            }),
        (rows(), select(&OPERATORS[..])).prop_map(|(test, name)| Alteration::Operator(test, name)),
        (rows(), select(&KEYS[..])).prop_map(|(test, key)| Alteration::Key(test, key)),
        rows().prop_map(Alteration::TakeOutTest),
        (rows(), 0..2_usize, text())
            .prop_map(|(test, row, text)| Alteration::WriteValue(test, row, text)),
        (rows(), 0..2_usize).prop_map(|(test, row)| Alteration::TakeOutValue(test, row)),
    ]
}

/// Does it to the model; nothing where there is nothing to do it to.
fn done(all: &mut Vec<Model>, at: usize, alteration: &Alteration<'_>) -> Option<()> {
    match *alteration {
        Alteration::MoveUp => all.swap(at.checked_sub(1)?, at),
        Alteration::MoveDown => {
            (at + 1 < all.len()).then_some(())?;
            all.swap(at, at + 1);
        }
        Alteration::Remove => drop(all.remove(at)),
        Alteration::Duplicate => {
            let mut copy = all[at].clone();
            if let Some(sid) = &mut copy.sid {
                let taken = |sid: &str| all.iter().any(|known| known.sid.as_deref() == Some(sid));
                *sid = (2..).map(|n| format!("{sid}{n}")).find(|free| !taken(free)).unwrap();
            }
            all.insert(at + 1, copy);
        }
        Alteration::Add(kind) => {
            let trust = kind == PolicyType::Trust;
            let action = if trust { vec!["sts:AssumeRole".to_owned()] } else { vec![] };
            let new = Model {
                sid: None,
                deny: false,
                principal: trust.then(|| (false, vec![])),
                action: (false, action),
                resource: (!trust).then(|| (false, vec![])),
                tests: vec![],
            };
            all.insert(at, new);
        }
        ref inner => return done_inside(&mut all[at], inner),
    }
    Some(())
}

fn done_inside(model: &mut Model, alteration: &Alteration<'_>) -> Option<()> {
    let new = |text: &str| text.to_owned();
    match *alteration {
        Alteration::Sid(sid) => model.sid = (!sid.is_empty()).then(|| new(sid)),
        Alteration::Effect(effect) => model.deny = effect == Effect::Deny,
        Alteration::Negate(Element::Action, not) => model.action.0 = not,
        Alteration::Negate(_, not) => model.resource.as_mut()?.0 = not,
        Alteration::PutIn(Element::Action, text) => model.action.1.push(new(text)),
        Alteration::PutIn(_, text) => {
            model.resource.get_or_insert((false, vec![])).1.push(new(text));
        }
        Alteration::Write(element, row, text) => {
            *rows(model, element)?.get_mut(row)? = new(text);
        }
        Alteration::TakeOut(Element::Principal, row) => {
            let rows = &mut model.principal.as_mut()?.1;
            (row < rows.len()).then(|| rows.remove(row))?;
        }
        Alteration::TakeOut(element, row) => {
            let rows = rows(model, element)?;
            (row < rows.len()).then(|| rows.remove(row))?;
        }
        Alteration::PutInPrincipal(kind, text) => {
            let rows = &mut model.principal.get_or_insert((false, vec![])).1;
            join(rows, kind, text);
        }
        Alteration::WritePrincipal(row, kind, text) => {
            let rows = &mut model.principal.as_mut()?.1;
            if rows.get(row)?.0 == kind && kind != PrincipalKind::Everyone {
                rows[row].1 = new(text);
            } else {
                rows.remove(row);
                join(rows, kind, text);
            }
        }
        Alteration::PutInTest { operator, key, value, action } => {
            let known = model.tests.iter_mut().find(|test| test.0 == operator && test.1 == key);
            match known {
                Some(known) => known.2.push(new(value)),
                None => place(&mut model.tests, (new(operator), new(key), vec![new(value)])),
            }
            if let Some(action) = action.filter(|action| !model.action.1.contains(&new(action))) {
                model.action.1.push(new(action));
            }
        }
        Alteration::Operator(test, name) => {
            let old = model.tests.get(test)?.clone();
            let taken = model.tests.iter().any(|known| known.0 == name && known.1 == old.1);
            (!taken).then_some(())?;
            let renames = model.tests.iter().filter(|known| known.0 == old.0).count() == 1
                && !model.tests.iter().any(|known| known.0 == name);
            if renames {
                model.tests[test].0 = new(name);
            } else {
                model.tests.remove(test);
                place(&mut model.tests, (new(name), old.1, old.2));
            }
        }
        Alteration::Key(test, key) => {
            let operator = model.tests.get(test)?.0.clone();
            let taken = model.tests.iter().any(|known| known.0 == operator && known.1 == key);
            (!taken).then_some(())?;
            model.tests[test].1 = new(key);
        }
        Alteration::TakeOutTest(test) => {
            (test < model.tests.len()).then(|| model.tests.remove(test))?;
        }
        Alteration::WriteValue(test, row, text) => {
            *model.tests.get_mut(test)?.2.get_mut(row)? = new(text);
        }
        Alteration::TakeOutValue(test, row) => {
            let values = &mut model.tests.get_mut(test)?.2;
            (row < values.len()).then(|| values.remove(row))?;
        }
        _ => unreachable!("the others are done to the list"),
    }
    Some(())
}

fn rows(model: &mut Model, element: Element) -> Option<&mut Vec<String>> {
    match element {
        Element::Action => Some(&mut model.action.1),
        _ => Some(&mut model.resource.as_mut()?.1),
    }
}

/// A principal joins others of its kind; everyone has a kind beside others.
fn join(rows: &mut Vec<(PrincipalKind, String)>, kind: PrincipalKind, text: &str) {
    use PrincipalKind::{Aws, Everyone};
    if rows.is_empty() {
        let text = if kind == Everyone { "*" } else { text };
        return rows.push((kind, text.to_owned()));
    }
    let (kind, text) = if kind == Everyone { (Aws, "*") } else { (kind, text) };
    for row in &mut *rows {
        if row.0 == Everyone {
            row.0 = Aws;
        }
    }
    let at = rows.iter().rposition(|row| row.0 == kind).map_or(rows.len(), |last| last + 1);
    rows.insert(at, (kind, text.to_owned()));
}

/// A test stands behind the others of its operator.
fn place(tests: &mut Vec<(String, String, Vec<String>)>, new: (String, String, Vec<String>)) {
    let last = tests.iter().rposition(|known| known.0 == new.0);
    tests.insert(last.map_or(tests.len(), |last| last + 1), new);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn the_text_says_what_was_done_and_nothing_else(
        all in vec(statement(), 1..4),
        at in 0..4_usize,
        alteration in alteration(),
        blanks in vec(select(&BLANKS[..]), 7),
        lists in any::<bool>(),
        turn in 0..6_usize,
    ) {
        let at = at % all.len();
        let pen = Pen { blanks, next: 0.into(), lists };
        let written: Vec<String> = all.iter().map(|model| pen.statement(model, turn)).collect();
        let head = format!("{{{}\"Version\" :\"2012-10-17\",\"Statement\":[{}", pen.gap(), pen.gap());
        let tail = format!("{}] }}{}", pen.gap(), pen.gap());
        let text = format!("{head}{}{tail}", written.join(&format!("{},{}", pen.gap(), pen.gap())));
        prop_assert_eq!(&models(&text), &all, "{}", text);

        let mut wanted = all.clone();
        let is_possible = done(&mut wanted, at, &alteration).is_some() && wanted != all;
        let edit = alter(&text, at, &alteration);
        // Duplicates of the same statement may change places, which changes no text either.
        prop_assert_eq!(edit.is_some(), is_possible, "{:?}\n{}", alteration, text);
        let Some(edit) = edit else { return Ok(()) };
        let after = edit.applied(&text);
        prop_assert_eq!(models(&after), wanted, "{:?}\n{}\n{}", alteration, text, after);
        serde_json::from_str::<serde_json::Value>(&after).unwrap();
        // What stands before and behind the statements, and every other statement, is as it was written.
        prop_assert!(after.starts_with(head.trim_end()) && after.ends_with(tail.trim_start()), "{}", after);
        for (index, statement) in written.iter().enumerate() {
            prop_assert!(index == at || after.contains(statement.as_str()), "{}", after);
        }
    }

    #[test]
    fn moving_down_and_up_and_duplicating_and_removing_lead_back(
        all in vec(statement(), 2..4),
        blanks in vec(select(&BLANKS[..]), 7),
    ) {
        let pen = Pen { blanks, next: 0.into(), lists: true };
        let written: Vec<String> = all.iter().map(|model| pen.statement(model, 0)).collect();
        let text = format!("{{\"Statement\":{}[{}]}}", pen.gap(), written.join(&format!("{},", pen.gap())));
        let does = |text: &str, at, what: &Alteration<'_>| alter(text, at, what).map(|edit| edit.applied(text));
        if let Some(moved) = does(&text, 0, &Alteration::MoveDown) {
            prop_assert_eq!(does(&moved, 1, &Alteration::MoveUp).unwrap(), text.clone());
        }
        let twice = does(&text, 1, &Alteration::Duplicate).unwrap();
        prop_assert_eq!(does(&twice, 2, &Alteration::Remove).unwrap(), text.clone());
        let more = does(&text, 1, &Alteration::Add(PolicyType::Identity)).unwrap();
        prop_assert_eq!(does(&more, 1, &Alteration::Remove).unwrap(), text);
    }
}

fn altered(text: &str, alteration: &Alteration<'_>) -> String {
    alter(text, 0, alteration).unwrap().applied(text)
}

#[test]
fn a_test_is_put_in_as_the_document_is_written() {
    let text = "{\n    \"Statement\": [\n        {\n            \"Effect\": \"Allow\",\n            \"Action\": \"sts:AssumeRole\"\n        }\n    ]\n}\n";
    let tag = Alteration::PutInTest {
        operator: "StringEquals",
        key: "aws:RequestTag/team",
        value: "web",
        action: Some("sts:TagSession"),
    };
    assert_eq!(
        altered(text, &tag),
        "{\n    \"Statement\": [\n        {\n            \"Effect\": \"Allow\",\n            \"Action\": [\"sts:AssumeRole\", \"sts:TagSession\"],\n            \"Condition\": {\n                \"StringEquals\": {\n                    \"aws:RequestTag/team\": \"web\"\n                }\n            }\n        }\n    ]\n}\n"
    );
}

#[test]
fn the_first_statement_of_a_document_is_put_in() {
    assert_eq!(
        altered("{\n  \"Version\": \"2012-10-17\"\n}", &Alteration::Add(PolicyType::Trust)),
        "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Principal\": {\n        \"AWS\": []\n      },\n      \"Action\": \"sts:AssumeRole\"\n    }\n  ]\n}"
    );
}

#[test]
fn what_a_form_cannot_show_is_said_with_its_place() {
    let said = |inside: &str, pick: fn(&Card) -> Option<&policy::edit::Hidden>| {
        let text = format!(r#"{{"Statement":[{{{inside}}}]}}"#);
        let form = read(&text).unwrap();
        let card = form.statements[0].as_ref().unwrap();
        let hidden = pick(card).unwrap();
        (hidden.span.of(&text).to_owned(), hidden.why.clone())
    };
    fn hidden<T>(shown: &Shown<T>) -> Option<&policy::edit::Hidden> {
        match shown {
            Shown::Hidden(hidden) => Some(hidden),
            _ => None,
        }
    }
    let cases = [
        (
            said(r#""Action":["a",7]"#, |card| hidden(&card.action)),
            "7",
            "A value is text in quotes.",
        ),
        (
            said(r#""Action":"a","NotAction":"b""#, |card| hidden(&card.action)),
            r#""NotAction":"b""#,
            "`Action` or `NotAction` stands here more than once.",
        ),
        (
            said(r#""Effect":"allow""#, |card| hidden(&card.effect)),
            r#""allow""#,
            "`Effect` is `Allow` or `Deny`, in this letter case.",
        ),
        (
            said(r#""Principal":{"IAM":"x"}"#, |card| hidden(&card.principal)),
            r#""IAM":"x""#,
            "There is no kind of principal `IAM`.",
        ),
        (
            said(r#""Efect":"Deny""#, |card| card.unknown.first()),
            r#""Efect":"Deny""#,
            "The policy language has no element `Efect`.",
        ),
        (
            said(r#""Condition":{"Bool":7,"Null":{"a":"true"}}"#, |card| {
                card.condition.here()?[0].as_ref().err()
            }),
            r#""Bool":7"#,
            "Below an operator stands an object of condition keys.",
        ),
    ];
    for ((place, why), wanted, reason) in cases {
        assert_eq!((&*place, &*why), (wanted, reason));
    }
    assert!(read("{").is_err() && read("[]").is_err() && read(r#"{"Statement":7}"#).is_err());
    assert!(read(r#"{"Statement":[7]}"#).unwrap().statements[0].is_err());
    assert_eq!(read(r#"{"Extra":1}"#).unwrap().unknown.len(), 1);
}

#[test]
fn a_part_that_is_hidden_is_not_altered_and_not_lost() {
    let text = r#"{"Statement":{"Effect":"Allow","Action":["a",7],"Condition":{"Bool":{"k":{"x":1},"l":"true"}}}}"#;
    assert_eq!(alter(text, 0, &Alteration::PutIn(Element::Action, "b")), None);
    assert_eq!(alter(text, 0, &Alteration::TakeOutTest(0)), None);
    assert_eq!(
        altered(text, &Alteration::TakeOutTest(1)),
        r#"{"Statement":{"Effect":"Allow","Action":["a",7],"Condition":{"Bool":{"k":{"x":1}}}}}"#
    );
    assert_eq!(
        altered(text, &Alteration::Effect(Effect::Deny)),
        text.replace("\"Allow\"", "\"Deny\"")
    );
}
