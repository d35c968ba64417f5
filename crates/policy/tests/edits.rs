//! Edits change what they say and nothing else.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use policy::{
    edit::{Change, Part, edit},
    json,
};
use proptest::{prelude::*, sample::select};

use Part::{Element, Member};

fn value(text: &str) -> json::Value {
    json::parse(text).0.unwrap()
}

fn set(text: &str, path: &[Part<'_>], new: &str) -> String {
    edit(text, path, &Change::Set(&value(new))).unwrap().applied(text)
}

fn remove(text: &str, path: &[Part<'_>]) -> String {
    edit(text, path, &Change::Remove).unwrap().applied(text)
}

#[test]
fn a_value_is_replaced_where_it_stands() {
    let text = "{ \"Effect\" :  \"Allow\" ,\n\t\"Action\":[ \"a\",\"b\" ] }";
    assert_eq!(
        set(text, &[Member("Effect")], "\"Deny\""),
        "{ \"Effect\" :  \"Deny\" ,\n\t\"Action\":[ \"a\",\"b\" ] }"
    );
    assert_eq!(
        set(text, &[Member("Action"), Element(1)], "\"c\""),
        "{ \"Effect\" :  \"Allow\" ,\n\t\"Action\":[ \"a\",\"c\" ] }"
    );
}

#[test]
fn what_joins_others_stands_as_they_do() {
    let lines = "{\n    \"Effect\": \"Allow\",\n    \"Action\": \"a\"\n}";
    assert_eq!(
        set(lines, &[Member("Resource")], "\"*\""),
        "{\n    \"Effect\": \"Allow\",\n    \"Action\": \"a\",\n    \"Resource\": \"*\"\n}"
    );
    assert_eq!(set(r#"{"a":[1, 2]}"#, &[Member("a"), Element(2)], "3"), r#"{"a":[1, 2, 3]}"#);
    assert_eq!(set(r#"{"a":[]}"#, &[Member("a"), Element(0)], "3"), r#"{"a":[3]}"#);
    assert_eq!(set("{}", &[Member("b")], r#"{"c":1}"#), r#"{"b": {"c":1}}"#);
}

#[test]
fn what_stands_alone_becomes_a_list() {
    assert_eq!(
        set(r#"{"Action":"a"}"#, &[Member("Action"), Element(1)], "\"b\""),
        r#"{"Action":["a", "b"]}"#
    );
    assert_eq!(
        set(r#"{"Action":"a"}"#, &[Member("Action"), Element(0)], "\"b\""),
        r#"{"Action":"b"}"#
    );
}

#[test]
fn what_is_taken_out_takes_its_comma_along() {
    let text = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}";
    assert_eq!(remove(text, &[Member("a")]), "{\n  \"b\": 2,\n  \"c\": 3\n}");
    assert_eq!(remove(text, &[Member("b")]), "{\n  \"a\": 1,\n  \"c\": 3\n}");
    assert_eq!(remove(text, &[Member("c")]), "{\n  \"a\": 1,\n  \"b\": 2\n}");
    assert_eq!(remove("[ 1 ]", &[Element(0)]), "[]");
}

#[test]
fn where_nothing_can_be_done_nothing_is() {
    let one = value("1");
    assert_eq!(edit("{", &[Member("a")], &Change::Set(&one)), None);
    assert_eq!(edit("{}", &[Member("a"), Member("b")], &Change::Set(&one)), None);
    assert_eq!(edit(r#"{"a":1}"#, &[Member("a")], &Change::Set(&one)), None, "it stands there");
    assert_eq!(edit("{}", &[Member("a")], &Change::Remove), None);
    assert_eq!(edit(r#"{"a":1}"#, &[Member("a"), Element(2)], &Change::Set(&one)), None);
}

/// What a change of parsed JSON would be, by other means.
fn changed(text: &str, path: &[Part<'_>], new: Option<&str>) -> serde_json::Value {
    let mut whole: serde_json::Value = serde_json::from_str(text).unwrap();
    let (last, way) = path.split_last().unwrap();
    let around = way.iter().fold(&mut whole, |value, part| match part {
        Member(name) => &mut value[*name],
        Element(index) => &mut value[*index],
    });
    let new = new.map(|new| serde_json::from_str::<serde_json::Value>(new).unwrap());
    match (last, around, new) {
        (Member(name), serde_json::Value::Object(members), Some(new)) => {
            members.insert((*name).to_owned(), new);
        }
        (Member(name), serde_json::Value::Object(members), None) => {
            members.remove(*name);
        }
        (Element(index), serde_json::Value::Array(list), Some(new)) if *index < list.len() => {
            list[*index] = new;
        }
        (Element(_), serde_json::Value::Array(list), Some(new)) => list.push(new),
        (Element(index), serde_json::Value::Array(list), None) => {
            list.remove(*index);
        }
        _ => unreachable!("the paths below lead into objects and lists"),
    }
    whole
}

const BLANKS: [&str; 5] = ["", " ", "\n", "\n  ", "\t"];
const VALUES: [&str; 5] = ["\"x\"", "7", "[1,2]", "{\"k\":\"v\"}", "[]"];

proptest! {
    #[test]
    fn the_text_reads_as_the_change_says_and_keeps_everything_else(
        blanks in prop::collection::vec(select(&BLANKS[..]), 6),
        which in 0..7_usize,
        new in select(&VALUES[..]),
        removes in any::<bool>(),
    ) {
        let [a, b, c, d, e, f] = blanks[..] else { unreachable!() };
        let text = format!("{{{a}\"Id\":{b}\"i\"{c},{d}\"Statement\":{e}[{f}{{\"Effect\":\"Allow\",{a}\"Action\":[{b}\"p\",{c}\"q\"{d}]{e}}},{f}\"z\"]{a}}}");
        let paths: [&[Part<'_>]; 7] = [
            &[Member("Id")],
            &[Member("Statement")],
            &[Member("Statement"), Element(1)],
            &[Member("Statement"), Element(0), Member("Effect")],
            &[Member("Statement"), Element(0), Member("Action"), Element(0)],
            &[Member("Statement"), Element(0), Member("Action"), Element(2)],
            &[Member("Statement"), Element(0), Member("Resource")],
        ];
        let path = paths[which];
        let is_missing = which >= 5;
        prop_assume!(!(removes && is_missing));
        let new_value = value(new);
        let change = if removes { Change::Remove } else { Change::Set(&new_value) };
        let edit = edit(&text, path, &change).unwrap();
        let after = edit.applied(&text);
        // Its own span alone.
        let (start, end) = (edit.span.range().start, edit.span.range().end);
        prop_assert_eq!(&after[..start], &text[..start]);
        prop_assert_eq!(&after[after.len() - (text.len() - end)..], &text[end..]);
        // And as it was meant.
        let read: serde_json::Value = serde_json::from_str(&after).unwrap();
        prop_assert_eq!(read, changed(&text, path, (!removes).then_some(new)), "{}", after);
    }
}
