//! `docs/scenario.schema.json` against the reader: the same members at every object, every scenario of the gallery valid,
//! and what the reader refuses by shape refused as well.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use simulator::{
    Scenario,
    scenario::fields::{self, Object, Rule, Shape},
};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/scenario.schema.json")).unwrap()
}

/// Every object of the format, by its name.
fn objects() -> BTreeMap<&'static str, &'static Object> {
    let mut all = BTreeMap::new();
    let mut left = vec![fields::scenario()];
    while let Some(object) = left.pop() {
        if all.insert(object.name, object).is_none() {
            left.extend(object.fields.iter().filter_map(|field| below(&field.shape)));
        }
    }
    all
}

fn below(shape: &Shape) -> Option<&'static Object> {
    match shape {
        Shape::Object(table) => Some(table()),
        Shape::List(inner) | Shape::OneOrMore(inner) => below(inner),
        _ => None,
    }
}

fn set<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    names.collect()
}

fn texts(value: &Value) -> BTreeSet<&str> {
    set(value.as_array().into_iter().flatten().filter_map(Value::as_str))
}

/// The object's schema: the root, or the definition that carries its name as title.
fn schema_of<'s>(schema: &'s Value, object: &Object) -> &'s Value {
    if object.name == "the scenario" {
        return schema;
    }
    let all = schema["$defs"].as_object().unwrap().values();
    let mut found = all.filter(|known| known["title"] == object.name);
    found.next().unwrap_or_else(|| panic!("the schema lacks {}", object.name))
}

#[test]
fn schema_and_reader_know_the_same_members() {
    let schema = schema();
    for object in objects().values() {
        let known = schema_of(&schema, object);
        let members = known["properties"].as_object().unwrap();
        let expect =
            object.fields.iter().map(|field| field.name).chain(object.kept.iter().copied());
        assert_eq!(set(members.keys().map(String::as_str)), set(expect), "{}", object.name);
        assert_eq!(known["additionalProperties"], Value::Bool(false), "{}", object.name);
        let required = object.fields.iter().filter(|field| field.required);
        assert_eq!(texts(&known["required"]), set(required.map(|f| f.name)), "{}", object.name);
        let choice = known["oneOf"].as_array().into_iter().flatten();
        let choice = choice.flat_map(|one| texts(&one["required"]));
        assert_eq!(set(choice), set(object.one_of.iter().copied()), "{}", object.name);
        for name in object.kept {
            assert_eq!(members[*name], Value::Bool(true), "{}.{name}", object.name);
        }
        for field in object.fields {
            let place = format!("{}.{}", object.name, field.name);
            assert_eq!(members[field.name]["description"], field.meaning, "{place}");
            same_shape(&schema, &members[field.name], &field.shape, &place);
        }
    }
}

fn same_shape(schema: &Value, known: &Value, shape: &Shape, place: &str) {
    let refers = |name: &str| assert_eq!(known["$ref"], format!("#/$defs/{name}"), "{place}");
    match shape {
        Shape::Version => assert_eq!(known["const"], 1, "{place}"),
        Shape::Text(rule) => {
            assert_eq!(known["type"], "string", "{place}");
            for text in SAMPLES {
                let valid = common::schema::validate(known, &Value::from(text)).is_empty();
                assert!(valid || !rule.accepts(text), "{place}: the schema refuses {text:?}");
                // A pattern cannot tell every day or every letter that exists.
                let loose =
                    matches!(rule, Rule::Time | Rule::TagKey | Rule::TagValue | Rule::Service);
                assert!(loose || valid == rule.accepts(text), "{place}: {rule:?} and {text:?}");
            }
        }
        Shape::Word(words) => {
            assert_eq!(texts(&known["enum"]), set(words.iter().copied()), "{place}")
        }
        Shape::Whole(least, most) => {
            assert_eq!(known["type"], "integer", "{place}");
            assert_eq!(known["minimum"].as_i64().unwrap_or(i64::MIN), *least, "{place}");
            assert_eq!(known["maximum"].as_i64().unwrap_or(i64::MAX), *most, "{place}");
        }
        Shape::Flag => assert_eq!(known["type"], "boolean", "{place}"),
        Shape::Document => refers("Document"),
        Shape::KeySet => refers("KeySet"),
        Shape::Signed(table) => {
            assert_eq!(known["anyOf"][0]["type"], "string", "{place}");
            same_shape(schema, &known["anyOf"][1], &Shape::Object(*table), place);
        }
        Shape::Context => refers("Context"),
        Shape::ContextValues => panic!("{place}: only loose cases hold these"),
        Shape::Claims => refers("Claims"),
        Shape::Attributes => refers("Attributes"),
        Shape::List(inner) => {
            assert_eq!(known["type"], "array", "{place}");
            same_shape(schema, &known["items"], inner, place);
        }
        Shape::OneOrMore(inner) => {
            same_shape(schema, &known["anyOf"][0], inner, place);
            same_shape(schema, &known["anyOf"][1]["items"], inner, place);
        }
        Shape::Object(table) => {
            let name = known["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
            let target = &schema["$defs"][name.unwrap_or_else(|| panic!("{place}"))];
            assert_eq!(target["title"], table().name, "{place}");
        }
    }
}

/// Texts that some rules accept and others refuse.
const SAMPLES: [&str; 44] = [
    "",
    " ",
    "a",
    "A",
    "*",
    "/",
    "//",
    "/a/",
    "/a b/",
    "a/b",
    "alice",
    "alice.b@c-d+e=f,g_h",
    "no spaces please",
    "start",
    "global",
    "111111111111",
    "11111111111",
    "1111-1111-1111",
    "my-alias",
    "-alias",
    "ab",
    "eu-west-1",
    "us-gov-east-1",
    "EU-WEST-1",
    "eu-west",
    "o-exampleorgid",
    "o-x",
    "r-ab12",
    "ou-ab12-11111111",
    "ou-ab12",
    "p-examplepolicy",
    "p-x",
    "AIDAEXAMPLEALICE12",
    "AROAEXAMPLEREADER1",
    "AGPAEXAMPLEDEVS123",
    "ANPAEXAMPLEPOLICY1",
    "arn:aws:iam::111111111111:role/Reader",
    "arn:aws:iam::111111111111",
    "s3:GetObject",
    "s3:",
    "ec2.amazonaws.com",
    "AccessDenied",
    "2026-11-22T10:00:00Z",
    "JBSWY3DP",
];

#[test]
fn every_scenario_of_the_gallery_is_valid() {
    let schema = schema();
    for (name, text) in common::corpus() {
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(common::schema::validate(&schema, &value), Vec::<String>::new(), "{name}");
    }
    let base: Value = serde_json::from_str(&common::broken::base()).unwrap();
    assert_eq!(common::schema::validate(&schema, &base), Vec::<String>::new());
}

#[test]
fn what_is_wrong_by_shape_is_refused_by_both() {
    let schema = schema();
    let mut both = 0;
    for case in common::broken::cases() {
        assert!(Scenario::read(&case.text).is_err(), "{}", case.name);
        let Ok(value) = serde_json::from_str::<Value>(&case.text) else { continue };
        let refused = !common::schema::validate(&schema, &value).is_empty();
        assert_eq!(refused, case.schema_refuses, "{}", case.name);
        both += usize::from(refused);
    }
    assert!(both >= 40, "{both}");
}

const DOCUMENT: &str = include_str!("../../../docs/scenario.md");

#[test]
fn the_example_of_the_document_reads() {
    let example =
        DOCUMENT.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(Scenario::read(example).map(|_| ()), Ok(()));
}

#[test]
fn the_document_names_every_member() {
    for object in objects().values() {
        let fields =
            object.fields.iter().map(|field| field.name).chain(object.kept.iter().copied());
        for name in fields {
            let word = |text: &str| {
                let edge = |letter: Option<char>| letter.is_none_or(|l| !l.is_ascii_alphanumeric());
                text.match_indices(name).any(|(at, _)| {
                    edge(text[..at].chars().next_back())
                        && edge(text[at + name.len()..].chars().next())
                })
            };
            let named = DOCUMENT.split('`').skip(1).step_by(2).any(word);
            assert!(named, "{}.{name}", object.name);
        }
    }
}

#[test]
fn the_validators_patterns_match_as_they_should() {
    for (pattern, text, expect) in [
        ("^a{2,3}$", "aa", true),
        ("^a{2,3}$", "aaaa", false),
        ("^(a|bc)+-[0-9]{1,2}$", "abca-12", true),
        ("^(a|bc)+-[0-9]{1,2}$", "abca-123", false),
        ("^/([!-~]{1,510}/)?$", "/a/b/", true),
        ("^/([!-~]{1,510}/)?$", "/a", false),
        ("\\S", "  x", true),
        ("\\S", "  ", false),
        ("^arn:[^:]*:[^:]*:", "arn:aws::x", true),
        ("^[a-z.-]+\\.com$", "a-b.c.com", true),
    ] {
        assert_eq!(common::schema::pattern::matches(pattern, text), expect, "{pattern} {text}");
    }
}
