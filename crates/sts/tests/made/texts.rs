//! What stands short in `testdata/validation.json`, written out, see `cases.rs`; `crates/testing/src/page_cases.rs` gives
//! the cases to the page.

#![allow(clippy::unwrap_used, reason = "a case that cannot be made has failed")]

use serde_json::Value;

/// The elements of a list with those multiplied that say so.
pub(crate) fn repeated(list: &[Value]) -> Vec<Value> {
    let mut all = Vec::new();
    for element in list {
        let Some(times) = element["repeat"].as_u64() else {
            all.push(element.clone());
            continue;
        };
        for number in 1..=times {
            let numbered = element.to_string().replace('#', &number.to_string());
            let one: Value = serde_json::from_str(&numbered).unwrap();
            all.push(if one["value"].is_null() { one } else { one["value"].clone() });
        }
    }
    all
}

/// The text with every `«…»` written out.
pub(crate) fn expand(text: &str) -> String {
    let Some((before, rest)) = text.split_once('«') else {
        return text.to_owned();
    };
    let (short, after) = rest.split_once('»').unwrap();
    let (times, repeated) = short.split_once('×').unwrap();
    let (repeated, between) = repeated.split_once('|').unwrap_or((repeated, ""));
    let all: Vec<String> = (1..=times.parse::<usize>().unwrap())
        .map(|number| repeated.replace('#', &number.to_string()))
        .collect();
    [before, &all.join(between), &expand(after)].concat()
}
