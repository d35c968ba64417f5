//! Files of cases as every runner reads them: `{ "source", "cases": [{ "name", "source", … }] }`. `source` is the title
//! of the AWS document that the expectation follows, and stands at the case or at the file.

use policy::json::{self, Value};

/// Asks every case of a file, adds what fails to the failures with the case's place, and says how many cases there are.
pub(crate) fn each(
    file: &str,
    text: &str,
    failures: &mut Vec<String>,
    mut ask: impl FnMut(&Value) -> Vec<String>,
) -> usize {
    let (value, errors) = json::parse(text);
    let Some(value) = value.filter(|_| errors.is_empty()) else {
        failures.push(format!("{file}: not JSON: {errors:?}"));
        return 0;
    };
    let cases = value.get("cases").and_then(Value::elements).unwrap_or_default();
    let titled = |value: &Value| value.get("source").and_then(Value::as_str).is_some();
    for (number, case) in cases.iter().enumerate() {
        let name = case.get("name").and_then(Value::as_str);
        let place = format!("{file}: {}", name.unwrap_or("a case without a name"));
        if name.is_none() || !(titled(case) || titled(&value)) {
            failures.push(format!("{place}: case {number} lacks its name or its source"));
        }
        failures.extend(ask(case).into_iter().map(|found| format!("{place}: {found}")));
    }
    if cases.is_empty() {
        failures.push(format!("{file}: no case"));
    }
    cases.len()
}

/// The text of a member; empty where there is none.
pub(crate) fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The texts of a member that is a list.
pub(crate) fn texts<'a>(case: &'a Value, name: &str) -> impl Iterator<Item = &'a str> {
    case.get(name).and_then(Value::elements).unwrap_or_default().iter().filter_map(Value::as_str)
}
