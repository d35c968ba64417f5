//! The matcher beside a naive one, and its work counted.

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

/// Twice the product of both lengths, and something for texts that are short.
fn bound(pattern: usize, text: usize) -> u64 {
    2 * (pattern as u64 + 4) * (text as u64 + 4)
}

#[test]
fn a_hostile_glob_costs_no_more_than_pattern_times_text() {
    let text = "a".repeat(4000);
    let ends = ["b", "?b", "*", ""];
    let patterns =
        ["*a", "*aa", "a*", "?", "*?", "a?*", "*aaaaaaaaaaaaaaaa", "${aws:a}", "*${aws:a}"];
    for pattern in patterns.iter().flat_map(|piece| ends.map(|end| piece.repeat(500) + end)) {
        let mut context = Context::new();
        context.set_one("aws:a", "a");
        STEPS.set(0);
        let _ = Pattern::new(&pattern, LIKE).matches(&text, &context);
        assert!(
            STEPS.get() <= bound(pattern.len(), text.len()),
            "{} steps for {pattern}",
            STEPS.get()
        );
    }
    // One long text behind one star is the dearest.
    let pattern = format!("*{}b", "a".repeat(2000));
    STEPS.set(0);
    check(&pattern, &text, false);
    assert!(STEPS.get() > 2_000_000 && STEPS.get() <= bound(pattern.len(), text.len()));
}

/// A document of a megabyte, every statement of which is compared with everything, costs no more than all its patterns
/// times the texts of the request.
#[test]
fn a_hostile_document_costs_no_more_than_its_patterns_times_the_request() {
    use iam::{Action, Assumptions, Credentials, PolicyType, Principal, PrincipalKind};
    let glob = "*a".repeat(250) + "b";
    let statement = format!(
        r#"{{"Effect":"Deny","Action":"*","Resource":["arn:aws:s3:::{glob}","{glob}"],"Condition":{{
        "StringLike":{{"aws:UserAgent":"{glob}"}},"ArnLike":{{"aws:SourceArn":"arn:aws:s3:::{glob}"}}}}}}"#
    );
    let count = (1 << 20) / statement.len();
    let text =
        format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, vec![statement; count].join(","));
    let (document, _) = crate::parse(&text, PolicyType::Identity);
    let policy = crate::compile(&document, PolicyType::Identity, 0, &|_| None);
    let asked = "a".repeat(1000);
    let mut context = Context::new();
    context.set_one("aws:UserAgent", &*asked);
    context.set_one("aws:SourceArn", format!("arn:aws:s3:::{asked}"));
    let (action, resource): (Action, _) =
        ("s3:GetObject".parse().unwrap(), format!("arn:aws:s3:::{asked}"));
    let caller = &Principal::new(PrincipalKind::Anonymous, Credentials::None);
    let (assumptions, context) = (&Assumptions::default(), &context);
    let request =
        crate::Request { action: &action, resource: &resource, caller, context, assumptions };
    for explained in [false, true] {
        STEPS.set(0);
        let evidence = if explained {
            crate::evaluate(&policy, &request, &mut crate::Explain::default())
        } else {
            crate::evaluate(&policy, &request, &mut crate::Verdict)
        };
        assert!(!evidence.deny);
        // An explanation compares once more without regard to letter case.
        let most = bound(text.len(), resource.len()) * if explained { 3 } else { 1 };
        assert!(STEPS.get() <= most, "{} steps", STEPS.get());
        assert!(STEPS.get() > 1_000_000, "{} steps", STEPS.get());
    }
}

/// The definition of a glob, without a thought for its cost.
fn naive(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        (['*', rest @ ..], _) => (0..=text.len()).any(|skip| naive(rest, &text[skip..])),
        (['?', rest @ ..], [_, behind @ ..]) => naive(rest, behind),
        ([one, rest @ ..], [two, behind @ ..]) => one == two && naive(rest, behind),
        _ => false,
    }
}

fn naive_glob(pattern: &str, text: &str) -> bool {
    let characters = |text: &str| text.chars().collect::<Vec<_>>();
    naive(&characters(pattern), &characters(text))
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4096))]

    #[test]
    fn globs_are_matched_as_the_naive_matcher_does(pattern in "[ab*?é]{0,8}", text in "[abé]{0,10}") {
        check(&pattern, &text, naive_glob(&pattern, &text));
    }

    #[test]
    fn variables_are_matched_as_if_they_were_written_out(
        pieces in proptest::collection::vec(proptest::sample::select(vec!["a", "b", "*", "?", "${aws:a}", "${aws:empty}"]), 0..8),
        text in "[ab]{0,10}",
    ) {
        let pattern = pieces.concat();
        let written_out = pattern.replace("${aws:a}", "a").replace("${aws:empty}", "");
        check(&pattern, &text, naive_glob(&written_out, &text));
    }

    #[test]
    fn resources_are_matched_field_by_field(
        pattern in "[ab*?]{0,3}(:[ab*?]{0,3}){0,7}", text in "[ab]{0,3}(:[ab]{0,3}){0,7}", variable: bool,
    ) {
        use crate::element::resource::ResourcePattern;
        let fields: Vec<&str> = pattern.splitn(6, ':').collect();
        let mut rest = text.as_str();
        let mut expect = true;
        for (index, field) in fields.iter().enumerate() {
            let last = index + 1 == fields.len();
            match rest.split_once(':') {
                _ if index == 5 => expect &= naive_glob(field, rest),
                Some((part, _)) if last && field.ends_with('*') => expect &= naive_glob(field, part),
                Some(_) if last => expect = false,
                Some((part, behind)) => {
                    expect &= naive_glob(field, part);
                    rest = behind;
                }
                None => expect &= last && naive_glob(field, rest),
            }
        }
        let assumptions = iam::Assumptions::default();
        let mut context = Context::new();
        context.set_one("aws:a", "a");
        let written = if variable { pattern.replace('a', "${aws:a}") } else { pattern.clone() };
        let found = ResourcePattern::new(&written, true).matches(&text, &context, &assumptions);
        proptest::prop_assert_eq!(found, expect, "{} ~ {}", written, text);
    }

    #[test]
    fn arns_are_matched_segment_by_segment(
        pattern in "[ab*?]{0,3}(:[ab*?]{0,3}){0,7}", text in "[ab]{0,3}(:[ab]{0,3}){0,7}", variable: bool,
    ) {
        use crate::condition::arn::ArnPattern;
        let (one, two): (Vec<&str>, Vec<&str>) = (pattern.splitn(6, ':').collect(), text.splitn(6, ':').collect());
        let both = one.len() == 6 && two.len() == 6;
        let expect = both && one.iter().zip(&two).all(|(one, two)| naive_glob(one, two));
        let mut context = Context::new();
        context.set_one("aws:a", "a");
        let written = if variable { pattern.replace('a', "${aws:a}") } else { pattern.clone() };
        let found = ArnPattern::new(&written, true).is_some_and(|arn| arn.like(&text, &context).is_ok());
        proptest::prop_assert_eq!(found, expect, "{} ~ {}", written, text);
    }

    #[test]
    fn a_star_that_may_cross_colons_matches_no_less(
        pattern in "[ab*?]{0,3}(:[ab*?]{0,3}){0,7}", text in "[ab]{0,3}(:[ab]{0,3}){0,7}",
    ) {
        use crate::element::resource::ResourcePattern;
        let context = Context::new();
        let resource = ResourcePattern::new(&pattern, true);
        let mut assumptions = iam::Assumptions::default();
        let strict = resource.matches(&text, &context, &assumptions);
        assumptions.middle_star_crosses_colons = true;
        proptest::prop_assert!(resource.matches(&text, &context, &assumptions) || !strict, "{} ~ {}", pattern, text);
    }
}
