//! Every case of calls to the Security Token Service as a scenario with what is expected of its step `call`: one JSON
//! array, for hosts that cannot read a row by themselves. The walk `web/walks/cases.walk.mjs` gives them to the page.

#![allow(clippy::print_stdout, reason = "this is a command for other programs")]

use serde_json::{Value, json};
use testing::{case, corpus};

fn main() {
    let golden = include_str!("../../../simulator/testdata/golden.json");
    let files = corpus::json_files("simulator/testdata/sts").into_iter();
    let files = files.chain([("golden.json".to_owned(), format!(r#"{{ "cases": {golden} }}"#))]);
    let cases = files.flat_map(|(name, text)| {
        let file: Value = serde_json::from_str(&text).unwrap_or_default();
        let rows = file["cases"].as_array().cloned().unwrap_or_default();
        let rows = rows.iter().flat_map(case::with_variants).collect::<Vec<_>>();
        rows.into_iter().map(move |row| told(&name, &row))
    });
    println!("{}", Value::Array(cases.collect()));
}

fn told(file: &str, row: &Value) -> Value {
    let expected = |field: &str| row["expect"].get(field).cloned().unwrap_or(Value::Null);
    json!({
        "name": format!("{file}: {}", row["title"].as_str().unwrap_or_default()),
        "scenario": case::scenario(row),
        "result": expected("result"),
        "error": expected("error"),
    })
}
