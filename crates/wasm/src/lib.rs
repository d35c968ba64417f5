//! The engine for JavaScript: scenarios in as text, outcomes out as plain objects in the form of `docs/wire.md`.
//!
//! Nothing is worded or decided here. A file that is no scenario is thrown as `{ errors: [{ path, line, column, message,
//! help }] }`.
//!
//! What is text on both sides can be called from Rust as well; objects need a JavaScript engine around them
//! (`crates/wasm/npm/README.md` has examples of those).
//!
//! ```
//! # fn main() -> Result<(), wasm_bindgen::JsValue> {
//! let world = r#"{
//!   "version": 1,
//!   "title": "A link",
//!   "start": { "principal": "arn:aws:iam::111111111111:root", "time": "2026-11-22T10:00:00Z" },
//!   "accounts": [],
//!   "steps": []
//! }"#;
//! let scenario = wasm::merge_scenario(world, r#"{ "accounts": [{ "AccountId": "111111111111" }] }"#)?;
//! let link = wasm::encode_share_link(&scenario)?;
//! assert!(link.starts_with("v1."));
//! let read = wasm::decode_share_link(&format!("https://docs.example.com/play/#{link}"))?;
//! assert!(read.contains(r#""AccountId": "111111111111""#));
//! # Ok(())
//! # }
//! ```

mod examples;

use std::collections::BTreeMap;

use diagram::{Model, Theme};
use serde::{Deserialize, Serialize};
use simulator::{Outcome, Scenario, scenario::MergeError, share::ShareError};
use wasm_bindgen::prelude::*;
use wire::authorize::{CaseAnswer, Detail, PreparedDocuments, UnreadableJson};

/// The types of everything that goes in and comes out; what JavaScript is given declares them.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../npm/types.d.ts");

/// The canvas for which a drawing is laid out where the caller does not say.
const DEFAULT_WIDTH: i32 = 960;

/// What is thrown when a text is no scenario or no share link.
#[derive(Debug, Serialize)]
struct Unreadable {
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merging: Option<&'static str>,
    errors: Vec<wire::Problem>,
}

/// How a chain is drawn.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct DiagramOptions {
    /// Units of the canvas; the density follows from it.
    width: Option<i32>,
    /// `light` or `dark`.
    theme: ThemeName,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ThemeName {
    #[default]
    Light,
    Dark,
}

/// Runs a scenario and gives its outcome.
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario.
#[wasm_bindgen(unchecked_return_type = "Outcome")]
pub fn simulate(scenario: &str) -> Result<JsValue, JsValue> {
    let (scenario, outcome) = run(scenario)?;
    to_js(&wire::outcome(&scenario, &outcome))
}

/// The audit-trail events that the steps of a scenario would leave: `docs/wire.md`, section "Events".
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario.
#[wasm_bindgen(unchecked_return_type = "Events")]
pub fn events(scenario: &str) -> Result<JsValue, JsValue> {
    let (scenario, outcome) = run(scenario)?;
    to_js(&wire::events(&scenario, &outcome))
}

/// The sessions of a scenario over time: `docs/wire.md`, section "Sessions".
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario.
#[wasm_bindgen(unchecked_return_type = "Sessions")]
pub fn sessions(scenario: &str) -> Result<JsValue, JsValue> {
    let (scenario, outcome) = run(scenario)?;
    to_js(&wire::sessions(&scenario, &outcome))
}

/// Draws the chain of a scenario as SVG. `options` is `{ width?: number, theme?: "light" | "dark" }` or nothing.
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario, and an `Error` for options that are none.
#[wasm_bindgen(js_name = diagram)]
pub fn draw(
    scenario: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "DiagramOptions")] options: JsValue,
) -> Result<String, JsValue> {
    let options = read_options(options)?;
    let (scenario, outcome) = run(scenario)?;
    let model = Model::new(&scenario, &outcome);
    let scene = diagram::lay_out(&model, options.width.unwrap_or(DEFAULT_WIDTH));
    let theme = match options.theme {
        ThemeName::Light => Theme::LIGHT,
        ThemeName::Dark => Theme::DARK,
    };
    Ok(diagram::svg::draw(&scene, &scenario.title, &theme))
}

/// Reads the options of a drawing. What is misspelled is refused: silently drawing something else would be worse.
fn read_options(options: JsValue) -> Result<DiagramOptions, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(DiagramOptions::default());
    }
    // The deserializer asks an object only for the fields that it knows, so that it never sees another one.
    let given: BTreeMap<String, serde::de::IgnoredAny> =
        serde_wasm_bindgen::from_value(options.clone())?;
    if let Some(name) = given.keys().find(|name| !["width", "theme"].contains(&name.as_str())) {
        let words = format!("unknown option `{name}`: there are `width` and `theme`");
        return Err(JsError::new(&words).into());
    }
    let options: DiagramOptions = serde_wasm_bindgen::from_value(options)?;
    match options.width {
        Some(width) if width < 1 => {
            Err(JsError::new(&format!("`width` is {width}: at least 1")).into())
        }
        _ => Ok(options),
    }
}

/// The examples: `[{ name, title, teaches, text }]`.
///
/// # Errors
/// Never throws for the examples that are built in.
#[wasm_bindgen(js_name = exampleScenarios, unchecked_return_type = "Example[]")]
pub fn example_scenarios() -> Result<JsValue, JsValue> {
    to_js(&examples::all())
}

/// Answers a case of loose documents, or each of an array of them: `docs/authorize.md`. Takes an object or its JSON
/// text.
///
/// # Errors
/// Throws `{ errors }` for a case that cannot be answered; in an array its answer is `{ errors }`.
#[wasm_bindgen(skip_typescript)]
pub fn authorize(case: &JsValue) -> Result<JsValue, JsValue> {
    answer_all(case, Detail::Full)
}

/// As `authorize`, without the explanation.
///
/// # Errors
/// As `authorize`.
#[wasm_bindgen(skip_typescript)]
pub fn verdict(case: &JsValue) -> Result<JsValue, JsValue> {
    answer_all(case, Detail::Verdict)
}

fn answer_all(case: &JsValue, detail: Detail) -> Result<JsValue, JsValue> {
    let text = json_text(case)?;
    let mut answers = wire::authorize::answers(&text, detail).map_err(|told| thrown(&told))?;
    if answers.is_array() {
        return to_js(&answers.collect::<Vec<_>>());
    }
    match answers.next() {
        Some(CaseAnswer::Answered(answer)) => to_js(&answer),
        Some(CaseAnswer::Unreadable(told)) => Err(thrown(&told)),
        None => Ok(JsValue::UNDEFINED),
    }
}

/// Documents that were compiled once and can be asked many requests.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Prepared {
    documents: PreparedDocuments,
}

/// Compiles documents: an object with the fields of `docs/authorize.md`, section "The documents", or its JSON text.
///
/// # Errors
/// Throws `{ errors }` when they cannot be read.
#[wasm_bindgen]
pub fn prepare(
    #[wasm_bindgen(unchecked_param_type = "LooseDocuments | string")] documents: &JsValue,
) -> Result<Prepared, JsValue> {
    let documents = PreparedDocuments::read(&json_text(documents)?);
    Ok(Prepared { documents: documents.map_err(|told| thrown(&told))? })
}

#[wasm_bindgen]
impl Prepared {
    /// Answers a request: an object with the fields of `docs/authorize.md`, section "The request", or its JSON text.
    ///
    /// # Errors
    /// Throws `{ errors }` when it cannot be answered.
    #[wasm_bindgen(unchecked_return_type = "AuthorizeAnswer")]
    pub fn authorize(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LooseRequest | string")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        self.ask(request, Detail::Full)
    }

    /// As `authorize`, without the explanation.
    ///
    /// # Errors
    /// As `authorize`.
    #[wasm_bindgen(unchecked_return_type = "Verdict")]
    pub fn verdict(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LooseRequest | string")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        self.ask(request, Detail::Verdict)
    }

    fn ask(&self, request: &JsValue, detail: Detail) -> Result<JsValue, JsValue> {
        let answer = self.documents.ask(&json_text(request)?, detail);
        to_js(&answer.map_err(|told| thrown(&told))?)
    }
}

/// A text as it is, anything else as its JSON.
fn json_text(value: &JsValue) -> Result<String, JsValue> {
    match value.as_string() {
        Some(text) => Ok(text),
        // What has no JSON is no case either; the reader says so.
        None => Ok(js_sys::JSON::stringify(value)?.as_string().unwrap_or_default()),
    }
}

/// What is thrown, or, should even that fail, why.
fn thrown(told: &UnreadableJson) -> JsValue {
    to_js(told).unwrap_or_else(|failed| failed)
}

/// What is wrong with a policy document: `docs/wire.md`, section "Findings". `type` is one of `identity`, `trust`,
/// `resource`, `permissionsBoundary`, `session`, `serviceControl`, `resourceControl`, `vpcEndpoint`; without it, the document is
/// read as what it looks like.
///
/// # Errors
/// Throws when there is no such type.
#[wasm_bindgen(js_name = checkPolicy, unchecked_return_type = "Checked")]
pub fn check_policy(
    document: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "PolicyType")] r#type: Option<String>,
) -> Result<JsValue, JsValue> {
    let kind = match r#type {
        None => None,
        Some(name) => match wire::PolicyType::named(&name) {
            None => return Err(JsError::new(&format!("there is no policy type `{name}`")).into()),
            known => known,
        },
    };
    to_js(&wire::check::check(document, kind))
}

/// The sentences of every step: what happened and why, what one can do, and what the command line prints.
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario.
#[wasm_bindgen(unchecked_return_type = "Explained[]")]
pub fn explain(scenario: &str) -> Result<JsValue, JsValue> {
    let (scenario, outcome) = run(scenario)?;
    to_js(&wire::explained(&scenario, &outcome))
}

/// A piece of a scenario merged onto a scenario, or onto what was merged before: `docs/embed.md`, section "Snippets". What
/// comes of it is for `simulate` to judge.
///
/// # Errors
/// Throws `{ merging, errors }` when one of the two is no JSON object; `merging` says which.
#[wasm_bindgen(js_name = mergeScenario)]
pub fn merge_scenario(base: &str, piece: &str) -> Result<String, JsValue> {
    simulator::scenario::merge(base, piece).map_err(|error| {
        let MergeError { is_ours, at, message } = error;
        let path = String::new();
        let (line, column) = (at.line, at.column);
        let told = Unreadable {
            link: None,
            merging: Some(if is_ours { "piece" } else { "base" }),
            errors: vec![wire::Problem { path, line, column, message, help: None }],
        };
        to_js(&told).unwrap_or_else(|failed| failed)
    })
}

/// A scenario as the part of a share link behind the `#`.
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario.
#[wasm_bindgen(js_name = encodeShareLink)]
pub fn encode_share_link(scenario: &str) -> Result<String, JsValue> {
    Ok(simulator::share::encode(&read(scenario)?))
}

/// The scenario of a share link, given whole or from behind the `#`.
///
/// # Errors
/// Throws `{ link, errors }` for anything else; `link` says what is wrong with it.
#[wasm_bindgen(js_name = decodeShareLink)]
pub fn decode_share_link(link: &str) -> Result<String, JsValue> {
    let behind = link.split_once('#').map_or(link, |(_, behind)| behind);
    match simulator::share::decode(behind) {
        Ok(scenario) => Ok(scenario.write()),
        Err(error) => Err(to_js(&unreadable_link(&error))?),
    }
}

/// Why a link cannot be read.
fn unreadable_link(error: &ShareError) -> Unreadable {
    let (link, errors) = match error {
        ShareError::Version => ("version", None),
        ShareError::Damaged => ("damaged", None),
        ShareError::TooLarge => ("tooLarge", None),
        ShareError::Scenario(errors) => ("scenario", Some(wire::problems(errors))),
    };
    let whole = || {
        let message = error.to_string();
        vec![wire::Problem { path: String::new(), line: 1, column: 1, message, help: None }]
    };
    Unreadable { link: Some(link), merging: None, errors: errors.unwrap_or_else(whole) }
}

/// Whether something that was caught is what the functions here throw for a text that cannot be read.
#[wasm_bindgen(js_name = isUnreadable, unchecked_return_type = "thrown is Unreadable")]
#[must_use]
pub fn is_unreadable(
    #[wasm_bindgen(unchecked_param_type = "unknown")] thrown: &JsValue,
) -> JsValue {
    let errors = js_sys::Reflect::get(thrown, &JsValue::from_str("errors"));
    JsValue::from_bool(errors.is_ok_and(|errors| js_sys::Array::is_array(&errors)))
}

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn read(text: &str) -> Result<Scenario, JsValue> {
    match Scenario::read(text) {
        Ok(scenario) => Ok(scenario),
        Err(errors) => {
            Err(to_js(&Unreadable { link: None, merging: None, errors: wire::problems(&errors) })?)
        }
    }
}

fn run(text: &str) -> Result<(Scenario, Outcome), JsValue> {
    let scenario = read(text)?;
    let outcome = simulator::simulate_with(&scenario, Some(federation::VERIFIERS));
    Ok((scenario, outcome))
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
