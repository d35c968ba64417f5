//! The engine, asked through its public door for loose documents.

use serde_json::Value;
use wire::authorize::{Detail, answers};

use super::Verdict;

/// What the engine decides, or what it finds wrong with the form of the case.
pub(super) fn verdict(case: &Value) -> Verdict {
    let answer = answers(&case.to_string(), Detail::Verdict)
        .map_err(|unreadable| format!("{unreadable:?}"))?
        .map(serde_json::to_value)
        .next()
        .and_then(Result::ok)
        .unwrap_or_default();
    let Some(decision) = answer["decision"].as_str() else { return Err(answer.to_string()) };
    let blocked = answer["blockedBy"].as_array().into_iter().flatten();
    Ok((decision.to_owned(), blocked.filter_map(Value::as_str).map(str::to_owned).collect()))
}
