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
    // Of two, the last, which is the one that counts.
    assert_eq!(remove(r#"{"a":1,"b":2,"a":3}"#, &[Member("a")]), r#"{"a":1,"b":2}"#);
}

#[test]
fn where_nothing_can_be_done_nothing_is() {
    let one = value("1");
    assert_eq!(edit("{", &[Member("a")], &Change::Set(&one)), None);
    assert_eq!(edit("{}", &[Member("a"), Element(0)], &Change::Set(&one)), None);
    assert_eq!(edit(r#"{"a":2}"#, &[Member("a"), Member("b")], &Change::Set(&one)), None);
    assert_eq!(edit("{}", &[Member("a"), Member("b")], &Change::Remove), None);
    assert_eq!(edit(r#"{"a":1,"b":2}"#, &[Member("a")], &Change::Rename("b")), None, "it is taken");
    assert_eq!(edit(r#"{"a":1}"#, &[Member("a")], &Change::SwapWithNext), None, "it is the last");
    assert_eq!(edit("[1]", &[Element(1)], &Change::Repeat), None);
    assert_eq!(edit(r#"{"a":1}"#, &[Member("a")], &Change::Set(&one)), None, "it stands there");
    assert_eq!(edit("{}", &[Member("a")], &Change::Remove), None);
    assert_eq!(edit(r#"{"a":1}"#, &[Member("a"), Element(2)], &Change::Set(&one)), None);
}

#[test]
fn what_stands_alone_leaves_an_empty_list() {
    assert_eq!(remove(r#"{"Action": "a"}"#, &[Member("Action"), Element(0)]), r#"{"Action": []}"#);
}

#[test]
fn objects_on_the_way_are_put_in() {
    let path = [Member("Condition"), Member("Bool"), Member("a:b")];
    assert_eq!(set("{}", &path, "1"), r#"{"Condition": {"Bool":{"a:b":1}}}"#);
    assert_eq!(
        set(r#"{"Condition": {"Null": {}}}"#, &path, "1"),
        r#"{"Condition": {"Null": {}, "Bool": { "a:b": 1 }}}"#
    );
    assert_eq!(
        set("{\n\t\"Effect\": \"Deny\"\n}", &path, "1"),
        "{\n\t\"Effect\": \"Deny\",\n\t\"Condition\": {\n\t\t\"Bool\": {\n\t\t\t\"a:b\": 1\n\t\t}\n\t}\n}"
    );
}

#[test]
fn what_is_put_in_stands_before_what_comes_after_it() {
    let sid = value("\"s\"");
    let put = |text: &str| {
        let change = Change::SetBefore(&sid, &["Effect", "Action"]);
        edit(text, &[Member("Sid")], &change).unwrap().applied(text)
    };
    assert_eq!(
        put("{\n    \"Effect\": 1,\n    \"Action\": 2\n}"),
        "{\n    \"Sid\": \"s\",\n    \"Effect\": 1,\n    \"Action\": 2\n}"
    );
    assert_eq!(put(r#"{"Id": 1, "Action": 2}"#), r#"{"Id": 1, "Sid": "s", "Action": 2}"#);
    assert_eq!(put(r#"{"Id": 1}"#), r#"{"Id": 1, "Sid": "s"}"#);
}

#[test]
fn an_element_is_put_in_before_others() {
    let new = value(r#"{"Effect":"Deny"}"#);
    let put =
        |text: &str, at| edit(text, &[Element(at)], &Change::Insert(&new)).unwrap().applied(text);
    assert_eq!(put("[\n  1,\n  2\n]", 0), "[\n  {\n    \"Effect\": \"Deny\"\n  },\n  1,\n  2\n]");
    assert_eq!(put("[1, 2]", 1), r#"[1, {"Effect":"Deny"}, 2]"#);
    assert_eq!(put("[1, 2]", 2), r#"[1, 2, {"Effect":"Deny"}]"#);
    assert_eq!(put(r#"{"a": 1}"#, 0), r#"[{ "Effect": "Deny" }, {"a": 1}]"#);
    assert_eq!(put("[\n]", 0), "[\n  {\n    \"Effect\": \"Deny\"\n  }\n]");
}

#[test]
fn what_is_moved_or_repeated_keeps_how_it_is_written() {
    let text = "[ {\"a\" :1},\n  {\"b\":  2} ]";
    let change = |change: &Change<'_>| edit(text, &[Element(0)], change).unwrap().applied(text);
    assert_eq!(change(&Change::SwapWithNext), "[ {\"b\":  2},\n  {\"a\" :1} ]");
    assert_eq!(change(&Change::Repeat), "[ {\"a\" :1},\n  {\"a\" :1},\n  {\"b\":  2} ]");
    let alone = r#"{"Statement":{"a":1}}"#;
    let repeated = edit(alone, &[Member("Statement"), Element(0)], &Change::Repeat).unwrap();
    assert_eq!(repeated.applied(alone), r#"{"Statement":[{"a":1}, {"a":1}]}"#);
}

#[test]
fn a_member_gets_another_name_where_it_stands() {
    let text = r#"{"Action" : "a", "Effect": "Deny"}"#;
    let edit = edit(text, &[Member("Action")], &Change::Rename("NotAction")).unwrap();
    assert_eq!(edit.applied(text), r#"{"NotAction" : "a", "Effect": "Deny"}"#);
}

#[test]
fn the_shortest_edit_between_two_texts_is_what_differs() {
    use policy::{Span, edit::Edit};
    let between = |before: &str, after: &str| {
        Edit::between(before, after).map(|edit| (edit.span.range(), edit.text))
    };
    assert_eq!(between("abc", "abc"), None);
    assert_eq!(between("aXc", "aYYc"), Some((1..2, "YY".into())));
    assert_eq!(between("aa", "aaa"), Some((2..2, "a".into())));
    assert_eq!(between("\u{e9}1", "\u{e8}1"), Some((0..2, "\u{e8}".into())), "whole characters");
    assert_eq!(between("\u{e9}1\u{e9}", "\u{e9}2\u{e9}"), Some((2..3, "2".into())));
    assert_eq!(Edit { span: Span { start: 9, end: 9 }, text: "x".into() }.applied("abc"), "abc");
}

#[test]
fn a_place_goes_with_what_stands_there() {
    use policy::edit::Edit;
    let edit = Edit::between("one, two, three", "one, zwei, three").unwrap();
    let at = |place| edit.carried(place);
    assert_eq!((at(0), at(4), at(10), at(15)), (0, 4, 11, 16));
    // In what was replaced, and where something was put in, behind what came.
    assert_eq!((at(6), at(8)), (9, 9));
    assert_eq!(Edit::between("ab", "axb").unwrap().carried(1), 2);
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
    fn the_opposite_edit_leads_back_to_the_byte(
        blanks in prop::collection::vec(select(&BLANKS[..]), 6),
        at in 0..3_usize,
        new in select(&VALUES[..]),
    ) {
        let [a, b, c, d, e, f] = blanks[..] else { unreachable!() };
        let text = format!("{{{a}\"Id\":{b}\"i\"{c},{d}\"L\":{e}[{f}{{\"Effect\":\"Allow\"}}{a},{b}\"p\"{c},{f}\"z\"]{a}}}");
        let new = value(new);
        let there_and_back = |path: &[Part<'_>], change: &Change<'_>, path_back: &[Part<'_>], back: &Change<'_>| {
            let after = edit(&text, path, change).unwrap().applied(&text);
            assert_ne!(after, text);
            assert_eq!(edit(&after, path_back, back).unwrap().applied(&after), text, "{after}");
        };
        let element = [Member("L"), Element(at)];
        there_and_back(&element, &Change::Insert(&new), &element, &Change::Remove);
        let next = [Member("L"), Element(at + 1)];
        there_and_back(&element, &Change::Repeat, &next, &Change::Remove);
        let last = [Member("L"), Element(3)];
        there_and_back(&last, &Change::Set(&new), &last, &Change::Remove);
        if at < 2 {
            there_and_back(&element, &Change::SwapWithNext, &element, &Change::SwapWithNext);
        }
        for before in [&["Id"][..], &["L"][..], &[][..]] {
            let sid = [Member("Sid")];
            there_and_back(&sid, &Change::SetBefore(&new, before), &sid, &Change::Remove);
        }
        there_and_back(&[Member("Id")], &Change::Rename("M"), &[Member("M")], &Change::Rename("Id"));
    }

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
