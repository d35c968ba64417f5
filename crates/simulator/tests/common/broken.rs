//! `testdata/scenario_errors.json`: broken scenarios and what is wrong with them.

use serde_json::Value;

/// One broken scenario.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) expect: Vec<Expected>,
    pub(crate) schema_refuses: bool,
}

/// One error that is reported; message and help in part.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) path: String,
    pub(crate) line: u32,
    pub(crate) message: String,
    pub(crate) help: String,
}

fn file() -> Value {
    serde_json::from_str(include_str!("../../testdata/scenario_errors.json")).unwrap()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// The scenario that the cases break.
pub(crate) fn base() -> String {
    let lines = file()["base"].as_array().unwrap().clone();
    lines.iter().map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    let base = base();
    let read = |case: &Value| {
        let (old, new) = (text(case, "replace"), text(case, "with"));
        assert!(base.contains(&old), "{}: {old}", text(case, "name"));
        let expect = |known: &Value| Expected {
            path: text(known, "path"),
            line: u32::try_from(known["line"].as_u64().unwrap()).unwrap(),
            message: text(known, "message"),
            help: text(known, "help"),
        };
        Case {
            name: text(case, "name"),
            text: base.replacen(&old, &new, 1),
            expect: case["expect"].as_array().unwrap().iter().map(expect).collect(),
            schema_refuses: case["schema"].as_bool().unwrap(),
        }
    };
    file()["cases"].as_array().unwrap().iter().map(read).collect()
}
