use std::cell::Cell;

use super::*;

thread_local! {
    pub(super) static STEPS: Cell<u64> = const { Cell::new(0) };
}

const LIKE: Syntax = Syntax { wildcards: true, variables: true };

fn check(pattern: &str, text: &str, expect: bool) {
    let mut context = Context::new();
    context.set_one("aws:star", "*");
    context.set_one("aws:empty", "");
    context.set_one("aws:a", "a");
    assert_eq!(Pattern::new(pattern, LIKE).matches(text, &context), expect, "{pattern} ~ {text}");
}

#[test]
fn stars_and_question_marks_stand_for_characters() {
    check("", "", true);
    check("", "a", false);
    check("*", "", true);
    check("a*", "a", true);
    check("*a", "ba", true);
    check("*a", "ab", false);
    check("a*b*c", "a--b--b-c", true);
    check("a*b*c", "a--b--b-", false);
    check("*ab", "aab", true);
    check("?", "é", true);
    check("?", "", false);
    check("??", "é", false);
    check("*é?", "aéb", true);
    check("a**b", "ab", true);
    check("*?*", "", false);
}

#[test]
fn what_a_variable_stands_for_is_literal() {
    check("${aws:star}", "x", false);
    check("${aws:star}", "*", true);
    check("*${aws:a}b", "xxab", true);
    check("*${aws:empty}b", "xxb", true);
    check("*${aws:empty}", "xx", true);
    check("${aws:missing}", "", false);
    check("${aws:missing, 'd'}*", "dx", true);
    check("${*}", "x", false);
    check("${*}", "*", true);
    check("a${?}b${$}{c}", "a?b${c}", true);
    check("${aws:a", "${aws:a", true);
}

#[test]
fn a_hostile_glob_costs_no_more_than_pattern_times_text() {
    let pattern = "*a".repeat(500) + "b";
    let text = "a".repeat(4000);
    STEPS.set(0);
    check(&pattern, &text, false);
    let bound = (pattern.len() * text.len()) as u64;
    assert!(STEPS.get() <= bound, "{} steps", STEPS.get());
}
