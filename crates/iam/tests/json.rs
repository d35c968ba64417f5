//! Our JSON against `serde_json`: the same texts accepted, the same values printed.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use iam::json::{self, Kind, Value};
use proptest::{prelude::*, test_runner::RngSeed};

/// Our value in `serde_json`'s terms; of duplicates the last counts in both.
fn theirs(value: &Value) -> serde_json::Value {
    match &value.kind {
        Kind::Null => serde_json::Value::Null,
        Kind::Bool(value) => (*value).into(),
        Kind::Number(text) => serde_json::from_str(text).unwrap(),
        Kind::String(text) => serde_json::Value::String(text.to_string()),
        Kind::Array(elements) => elements.iter().map(theirs).collect(),
        Kind::Object(members) => {
            members.iter().map(|m| (m.name.to_string(), theirs(&m.value))).collect()
        }
    }
}

fn same_verdict(text: &str) {
    let (value, errors) = json::parse(text);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(expected) => {
            assert!(errors.is_empty(), "{text:?} is JSON, but: {errors:?}");
            assert_eq!(theirs(&value.unwrap()), expected, "{text:?}");
        }
        Err(error) => assert!(!errors.is_empty(), "{text:?} is no JSON: {error}"),
    }
    for error in errors {
        assert!(text.get(error.span.range()).is_some(), "{error:?} lies outside of {text:?}");
    }
}

#[test]
fn what_serde_json_rejects_is_rejected_and_nothing_else() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let texts = [
        "",
        " ",
        "\n",
        "{}",
        "[]",
        "null",
        "true",
        "false",
        "0",
        "-0",
        "12",
        "-1.5",
        "1e5",
        "1E+5",
        "1.25e-2",
        "\"\"",
        "\"a\\n\\u00e9\\ud83d\\ude00\"",
        " { \"a\" : [ 1 , 2 ] } ",
        "{\"a\":1,\"a\":2}",
        "\"\\/\"",
        "\"\u{7f}\"",
        "\"\u{2028}\"",
        "\"é\"",
        "[[],{}]",
        "\t\r\n[]",
        // Not JSON.
        "{",
        "}",
        "[",
        "]",
        "[1,]",
        "{\"a\":1,}",
        "[,1]",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\"}",
        "{a:1}",
        "{'a':1}",
        "['a']",
        "// c\n{}",
        "{} // c",
        "/* c */ {}",
        "{\"a\":1 /* c */}",
        "# c\n1",
        "{},",
        "{} {}",
        "1 2",
        "[1}",
        "{\"a\":1]",
        "{ {\"a\":1}, {\"b\":2} }",
        "{,}",
        "[1,,2]",
        "{\"a\":1,,\"b\":2}",
        "{\"a\":1;\"b\":2}",
        "{\"a\"=1}",
        "\"",
        "\"a",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"\u{0}\"",
        "\u{0}",
        "{}\u{0}",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\\ud800\\ud800\"",
        "\"\\",
        "\"\\u",
        "\u{feff}{}",
        "\u{a0}1",
        "{\u{a0}}",
        "\u{b}1",
        "01",
        "-",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "-Infinity",
        "--1",
        "1.2.3",
        "00",
        "-01",
        "True",
        "nul",
        "truex",
        "undefined",
        "None",
        "[true false]",
        "“a”",
        "{“a”: 1}",
        "‘a’",
        "\"a\" \"b\"",
        "{\"a\":1 \"b\":2}",
        "{\"a\": \"b}",
        "[1, \"a]",
        "{\"a\":[1,2}",
        "é",
        "{é:1}",
        "<role>",
        "$x",
        "{\"a\": $x}",
        ":",
        ",",
        "{:1}",
        "[:]",
        "[\"a\":1]",
        "/",
        "/1",
        "[/]",
    ];
    for text in texts {
        same_verdict(text);
    }
    for depth in [1, 126, 127, 128, 129] {
        same_verdict(&deep(depth));
        same_verdict(&("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth)));
    }
}

#[test]
fn an_error_names_its_place_and_the_way_out() {
    let check = |text: &str, place: &str, message: &str, help: &str| {
        let (_, errors) = json::parse(text);
        let first = &errors[0];
        assert_eq!(first.span.of(text), place, "{text}: {errors:?}");
        assert_eq!(first.message, message, "{text}");
        assert_eq!(first.help.as_deref().unwrap_or_default(), help, "{text}");
        assert_eq!(errors.len(), 1, "{text}: {errors:?}");
    };
    check(
        "{\"a\": 1, // why\n\"b\": 2}",
        "// why",
        "JSON has no comments.",
        "Delete the comment; `Sid` can hold a few words.",
    );
    check(
        "#é\n{\"a\": 1}",
        "#é",
        "JSON has no comments.",
        "Delete the comment; `Sid` can hold a few words.",
    );
    check(
        "{\"a\": 1, #\n\"b\": 2}",
        "#",
        "JSON has no comments.",
        "Delete the comment; `Sid` can hold a few words.",
    );
    check("{\"a\": 1,}", ",", "A comma stands before a closing bracket.", "Delete the comma.");
    check(
        "{'a': 1}",
        "'",
        "Text stands in double quotes, not in single ones.",
        "Replace the quotes on both sides with `\"`.",
    );
    check(
        "{\"a\": 1 \"b\": 2}",
        "\"",
        "A comma is missing before this member.",
        "Add a comma at the end of the one before.",
    );
    check(
        "{ {\"a\": 1}, {\"b\": 2} }",
        "{",
        "An object stands where the name of a member should stand.",
        "Several objects go into a list: `[ { … }, { … } ]`.",
    );
    check(
        "{\"a\": \"x\n}",
        "\"x",
        "This text is not closed on its line.",
        "Add the closing quote; a line break inside a text is written `\\n`.",
    );
    check(
        "[012345678901]",
        "012345678901",
        "A number must not begin with a zero.",
        "If it is text, such as an account id, write `\"012345678901\"`.",
    );
    check("{} x", "x", "The document is already complete here; more text follows.", "Delete it.");
    check(
        "\"\\ud800\"",
        "\\ud800",
        "Half of a surrogate pair stands alone.",
        "Such escapes come in pairs: `\\ud83d\\ude00`.",
    );
    check("[1, 2", "[", "This `[` is never closed.", "Add what is missing at the end of the text.");
}

#[test]
fn what_stands_around_a_mistake_is_kept() {
    let check = |text: &str, expected: &str| {
        let (value, errors) = json::parse(text);
        assert!(!errors.is_empty(), "{text}");
        let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
        assert_eq!(theirs(&value.unwrap()), expected, "{text}");
    };
    check("{\"a\": 1, \"b\": ?, \"c\": 3}", "{\"a\":1,\"c\":3}");
    check("{\"a\": 1 \"b\": 2}", "{\"a\":1,\"b\":2}");
    check("{'a': 'x', \"b\": [1, 2,], }", "{\"a\":\"x\",\"b\":[1,2]}");
    check("[{\"a\": 1]", "[{\"a\":1}]");
    check("{\"a\": [1, 2}", "{\"a\":[1,2]}");
    check("{\"a\": \"x\n \"b\": 2}", "{\"a\":\"x\",\"b\":2}");
    check("{\"s\": [{\"a\": 1}, {\"a\": 2", "{\"s\":[{\"a\":1},{\"a\":2}]}");
    check("{Version: '2012-10-17', Deny: True}", "{\"Version\":\"2012-10-17\",\"Deny\":true}");
    check("{“a”: “x”}", "{\"a\":\"x\"}");
    check("// first\n{\"a\": 1} // last", "{\"a\":1}");
    check("{\"a\" = 1, \"b\" 2, \"c\", \"d\": 4}", "{\"a\":1,\"b\":2,\"d\":4}");
}

#[test]
fn numbers_are_printed_as_they_are_written() {
    let text = "[\n  1.50,\n  1E+2,\n  -0,\n  123456789012345678901234567890\n]";
    let (value, errors) = json::parse(text);
    assert!(errors.is_empty());
    assert_eq!(json::print(&value.unwrap()), text);
}

#[test]
fn a_member_that_comes_twice_is_found_at_any_depth() {
    let repeated = |text: &str| {
        let (value, errors) = json::parse(text);
        assert!(errors.is_empty(), "{text}");
        value.unwrap().repeated().map(|member| (member.name.to_string(), member.name_span.start))
    };
    assert_eq!(repeated(r#"{"a":1,"b":2}"#), None);
    assert_eq!(repeated(r#"{"a":{"a":1},"b":[{"a":1},{"a":1}]}"#), None);
    assert_eq!(repeated(r#"{"a":1,"\u0061":2}"#), Some(("a".to_owned(), 7)));
    assert_eq!(repeated(r#"{"a":[1,{"b":{"c":1,"c":2}}]}"#), Some(("c".to_owned(), 20)));
}

fn values() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        "[ -~\\\\\"\\n\\t\\u{0}-\\u{1f}]{0,8}".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Pieces of JSON in any order: texts that are nearly JSON.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\":", "1", "-", "0", ".5", "e3", "true",
        "nul", " ", "\n", "\\", "\\u12", "\\ud800", "//", "/*", "*/", "'", "“", "\u{0}",
        "\u{feff}", "é", "#", "=", "\t",
    ]);
    prop::collection::vec(scrap, 0..24).prop_map(|scraps| scraps.concat())
}

/// JSON in which one character or bracket too many or too few stands.
fn nearly_json() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![",", ":", "0", "-", ".", "\"", "]", "}", "[", "\\"]);
    (values(), any::<prop::sample::Index>(), prop::option::of(scrap)).prop_map(
        |(value, place, added)| {
            let mut text = value.to_string();
            let places: Vec<usize> = text
                .match_indices(|c: char| c.is_ascii_punctuation() || c.is_ascii_digit())
                .map(|(at, _)| at)
                .collect();
            match (places.is_empty(), added) {
                (true, added) => text.push_str(added.unwrap_or(",")),
                (false, Some(added)) => text.insert_str(*place.get(&places), added),
                (false, None) => {
                    text.remove(*place.get(&places));
                }
            }
            text
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_nearly_json_is_judged_as_serde_json_judges_it(text in nearly_json()) {
        same_verdict(&text);
    }
}

proptest! {
    #[test]
    fn printing_is_as_serde_json_prints(value in values()) {
        let compact = value.to_string();
        let (ours, errors) = json::parse(&compact);
        prop_assert!(errors.is_empty(), "{errors:?}");
        prop_assert_eq!(json::print(&ours.unwrap()), serde_json::to_string_pretty(&value).unwrap());
    }

    #[test]
    fn printing_then_parsing_is_identity(value in values()) {
        let (first, _) = json::parse(&value.to_string());
        let printed = json::print(&first.unwrap());
        let (again, errors) = json::parse(&printed);
        prop_assert!(errors.is_empty());
        prop_assert_eq!(theirs(again.as_ref().unwrap()), value.clone());
        prop_assert_eq!(json::print(again.as_ref().unwrap()), printed);
        let compact = json::print_compact(&again.unwrap());
        prop_assert_eq!(compact, value.to_string());
    }

    #[test]
    fn scraps_of_json_are_judged_as_serde_json_judges_them(text in scraps()) {
        same_verdict(&text);
    }

    #[test]
    fn a_value_spans_its_own_text(value in values()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let (ours, _) = json::parse(&text);
        fn check(value: &Value, text: &str) {
            let (alone, errors) = json::parse(value.span.of(text));
            assert!(errors.is_empty());
            assert_eq!(json::print(&alone.unwrap()), json::print(value));
            for element in value.elements().unwrap_or_default() {
                check(element, text);
            }
            for member in value.members().unwrap_or_default() {
                check(&member.value, text);
            }
        }
        check(&ours.unwrap(), &text);
    }
}
