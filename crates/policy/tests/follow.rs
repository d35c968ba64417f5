//! A text that follows a value keeps, to the byte, whatever it says already.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use policy::{
    Span,
    edit::{Edit, follow},
    json::{self, Kind, Member, Value},
};
use proptest::prelude::*;

fn value(text: &str) -> Value {
    let (value, errors) = json::parse(text);
    assert!(errors.is_empty(), "{text}");
    value.unwrap()
}

fn followed(text: &str, new: &str) -> String {
    follow(text, &value(new)).unwrap()
}

#[test]
fn a_value_changes_in_its_place() {
    let text = "\r\n{ \"a\" :1 ,\n\t\"b\":[ \"x\",\"y\"\t]\n ,\"c\": { \"d\":\ttrue } }\n\n";
    assert_eq!(followed(text, r#"{"a":1,"b":["x","y"],"c":{"d":true}}"#), text);
    assert_eq!(
        followed(text, r#"{"a":2,"b":["x","z"],"c":{"d":true}}"#),
        text.replace(":1", ":2").replace("\"y\"", "\"z\"")
    );
    assert_eq!(
        followed(text, r#"{"a":1,"b":["x","y"],"c":{"d":false}}"#),
        text.replace("true", "false")
    );
}

#[test]
fn escapes_and_digits_of_what_is_the_same_stay() {
    let text = "{\"a\": \"\\u00e4\\/\", \"b\": 1.50e0, \"c\": 1}";
    assert_eq!(
        followed(text, r#"{"a":"ä/","b":1.50e0,"c":2}"#),
        text.replace("\"c\": 1", "\"c\": 2")
    );
}

#[test]
fn what_comes_and_goes_leaves_its_neighbours_alone() {
    let text = "{\n\t\"a\": 1,   \"b\": 2,\n\t\"c\": [1,\n2, 3]\n}";
    let without = |new: &str| followed(text, new);
    assert_eq!(without(r#"{"a":1,"c":[1,2,3]}"#), "{\n\t\"a\": 1,\n\t\"c\": [1,\n2, 3]\n}");
    assert_eq!(without(r#"{"b":2,"c":[1,2,3]}"#), "{\n\t\"b\": 2,\n\t\"c\": [1,\n2, 3]\n}");
    assert_eq!(without(r#"{"a":1,"b":2}"#), "{\n\t\"a\": 1,   \"b\": 2\n}");
    assert_eq!(without(r#"{"a":1,"b":2,"c":[1,3]}"#), text.replace("\n2, 3", " 3"));
    assert_eq!(
        without(r#"{"a":1,"b":2,"c":[1,2,3],"d":{"e":1}}"#),
        "{\n\t\"a\": 1,   \"b\": 2,\n\t\"c\": [1,\n2, 3],\n\t\"d\": {\n\t\t\"e\": 1\n\t}\n}"
    );
    assert_eq!(
        without(r#"{"a":1,"x":{"y":0},"b":2,"c":[1,2,3]}"#),
        "{\n\t\"a\": 1,\n\t\"x\": {\n\t\t\"y\": 0\n\t},   \"b\": 2,\n\t\"c\": [1,\n2, 3]\n}"
    );
}

#[test]
fn what_moves_takes_its_white_space_along() {
    let text = "[\n {\"id\" :\"a\", \"n\":1},\n  { \"id\": \"b\",\"n\": 2 },\n {\"id\":\"c\"}\n]\n";
    assert_eq!(
        followed(text, r#"[{"id":"b","n":2},{"id":"a","n":1},{"id":"c"}]"#),
        "[\n { \"id\": \"b\",\"n\": 2 },\n {\"id\" :\"a\", \"n\":1},\n {\"id\":\"c\"}\n]\n"
    );
    // Taken out before one that is changed as well: each is known by what it begins with.
    assert_eq!(
        followed(text, r#"[{"id":"b","n":3},{"id":"c"}]"#),
        "[\n { \"id\": \"b\",\"n\": 3 },\n {\"id\":\"c\"}\n]\n"
    );
    assert_eq!(
        followed(text, r#"[{"id":"a","n":1},{"id":"new"},{"id":"b","n":2},{"id":"c"}]"#),
        "[\n {\"id\" :\"a\", \"n\":1},\n {\n  \"id\": \"new\"\n },\n  { \"id\": \"b\",\"n\": 2 },\n {\"id\":\"c\"}\n]\n"
    );
}

#[test]
fn a_long_list_changed_in_several_places_changes_their_bytes_alone() {
    let gap = |at: usize| ["\n", "\t", "  \r\n "][at % 3];
    let statement = |at: usize| {
        let blank = gap(at);
        format!(
            "{blank}{{ \"Sid\" :\"S{at}\",{blank}\"Effect\":  \"Deny\" , \"Action\": [\"s3:{at}\"{blank}] }}"
        )
    };
    let all: Vec<String> = (0..300).map(statement).collect();
    let laid_out = |all: &[String]| format!("{{\"Statement\":[{}]\n}}\n", all.join(","));
    // Changed near both ends, and one between them taken out.
    let mut changed = all.clone();
    changed[10] = changed[10].replace("Deny", "Allow");
    changed[290] = changed[290].replace("s3:290", "s3:Get*");
    changed.remove(150);
    let wanted = laid_out(&changed);
    assert_eq!(follow(&laid_out(&all), &value(&wanted)).unwrap(), wanted);
    // Two of them in each other's place.
    let mut swapped = all.clone();
    swapped.swap(9, 291);
    let wanted = laid_out(&swapped);
    assert_eq!(follow(&laid_out(&all), &value(&wanted)).unwrap(), wanted);
    // Actions of which one near each end goes.
    let actions: Vec<String> = (0..300).map(|at| format!("{}\"s3:{at}\"", gap(at))).collect();
    let mut fewer = actions.clone();
    fewer.remove(280);
    fewer.remove(20);
    let wanted = laid_out(&fewer);
    assert_eq!(follow(&laid_out(&actions), &value(&wanted)).unwrap(), wanted);
}

#[test]
fn what_is_empty_and_what_is_no_json_are_told_apart() {
    assert_eq!(followed("{ \"a\": [ ] }\n", r#"{"a":[1]}"#), "{ \"a\": [\n  1\n] }\n");
    assert_eq!(followed("{ \"a\": [ 1 ] }", r#"{"a":[]}"#), "{ \"a\": [] }");
    assert_eq!(follow("{ \"a\": 1 // one\n}", &value("{}")), None);
    assert_eq!(follow("", &value("{}")), None);
}

/// A value with the white space of its print replaced at random.
fn laid_out(value: &Value, blanks: &[&str]) -> String {
    let mut next = 0;
    let mut blank = || {
        next += 1;
        blanks.get(next % blanks.len().max(1)).copied().unwrap_or_default()
    };
    fn write(value: &Value, blank: &mut dyn FnMut() -> String, out: &mut String) {
        match &value.kind {
            Kind::Object(members) => {
                out.push('{');
                for (index, member) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    *out += &blank();
                    *out += &json::print_compact(&scalar(&member.name));
                    *out += &blank();
                    out.push(':');
                    *out += &blank();
                    write(&member.value, blank, out);
                    *out += &blank();
                }
                out.push('}');
            }
            Kind::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    *out += &blank();
                    write(element, blank, out);
                    *out += &blank();
                }
                out.push(']');
            }
            _ => *out += &json::print_compact(value),
        }
    }
    let mut out = String::new();
    write(value, &mut || blank().to_owned(), &mut out);
    out
}

fn scalar(text: &str) -> Value {
    Value { span: Span::default(), kind: Kind::String(text.into()) }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[a-cä\"]{0,2}".prop_map(|text| scalar(&text)),
        (0..5_u8).prop_map(|digit| Value {
            span: Span::default(),
            kind: Kind::Number(digit.to_string().into())
        }),
        any::<bool>().prop_map(|flag| Value { span: Span::default(), kind: Kind::Bool(flag) }),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5)
                .prop_map(|all| Value { span: Span::default(), kind: Kind::Array(all) }),
            prop::collection::btree_map("[a-e]", inner, 0..5).prop_map(|all| {
                let member = |(name, value): (String, Value)| Member {
                    name: name.into(),
                    name_span: Span::default(),
                    value,
                };
                Value {
                    span: Span::default(),
                    kind: Kind::Object(all.into_iter().map(member).collect()),
                }
            }),
        ]
    })
}

/// Every scalar of a value.
fn leaves(value: &Value) -> Vec<Span> {
    match &value.kind {
        Kind::Array(elements) => elements.iter().flat_map(leaves).collect(),
        Kind::Object(members) => members.iter().flat_map(|member| leaves(&member.value)).collect(),
        _ => vec![value.span],
    }
}

const BLANKS: [&str; 6] = ["", " ", "\t", "\n", "\r\n  ", "   "];

proptest! {
    #[test]
    fn it_reads_as_the_value(old in any_value(), new in any_value(), blanks in prop::collection::vec(prop::sample::select(&BLANKS), 1..9)) {
        let text = laid_out(&old, &blanks);
        prop_assert_eq!(follow(&text, &old).unwrap(), text.clone());
        prop_assert!(value(&follow(&text, &new).unwrap()).says(&new));
    }

    #[test]
    fn one_changed_scalar_changes_its_own_bytes_alone(old in any_value(), pick in any::<prop::sample::Index>(), blanks in prop::collection::vec(prop::sample::select(&BLANKS), 1..9)) {
        let text = laid_out(&old, &blanks);
        let all = leaves(&value(&text));
        prop_assume!(!all.is_empty());
        let own = all[pick.index(all.len())];
        let wanted = Edit { span: own, text: "\"other\"".to_owned() }.applied(&text);
        prop_assert_eq!(follow(&text, &value(&wanted)).unwrap(), wanted);
    }
}
