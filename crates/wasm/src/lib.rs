//! The engine for JavaScript: scenarios in as text, outcomes out as plain objects in the form of `docs/wire.md`.
//!
//! Nothing is worded or decided here. A file that is no scenario is thrown as `{ errors: [{ path, line, column, message,
//! help }] }`.

mod examples;

use std::collections::BTreeMap;

use diagram::{Model, Theme};
use serde::{Deserialize, Serialize};
use simulator::{Outcome, Scenario};
use wasm_bindgen::prelude::*;
use wire::authorize::{CaseAnswer, Detail, PreparedDocuments, UnreadableJson};

/// The canvas for which a drawing is laid out where the caller does not say.
const DEFAULT_WIDTH: i32 = 960;

/// What is thrown when a text is no scenario.
#[derive(Debug, Serialize)]
struct Unreadable {
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
#[wasm_bindgen]
pub fn simulate(scenario: &str) -> Result<JsValue, JsValue> {
    let (scenario, outcome) = run(scenario)?;
    to_js(&wire::outcome(&scenario, &outcome))
}

/// The audit-trail events that the steps of a scenario would leave: `docs/wire.md`, section "Events".
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario.
#[wasm_bindgen]
pub fn events(scenario: &str) -> Result<JsValue, JsValue> {
    let (scenario, outcome) = run(scenario)?;
    to_js(&wire::events(&scenario, &outcome))
}

/// The sessions of a scenario over time: `docs/wire.md`, section "Sessions".
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario.
#[wasm_bindgen]
pub fn sessions(scenario: &str) -> Result<JsValue, JsValue> {
    let (scenario, outcome) = run(scenario)?;
    to_js(&wire::sessions(&scenario, &outcome))
}

/// Draws the chain of a scenario as SVG. `options` is `{ width?: number, theme?: "light" | "dark" }` or nothing.
///
/// # Errors
/// Throws `{ errors }` when the text is no scenario, and an `Error` for options that are none.
#[wasm_bindgen(js_name = diagram)]
pub fn draw(scenario: &str, options: JsValue) -> Result<String, JsValue> {
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
#[wasm_bindgen(js_name = exampleScenarios)]
pub fn example_scenarios() -> Result<JsValue, JsValue> {
    to_js(&examples::all())
}

/// Answers a case of loose documents, or each of an array of them: `docs/authorize.md`. Takes an object or its JSON
/// text.
///
/// # Errors
/// Throws `{ errors }` for a case that cannot be answered; in an array its answer is `{ errors }`.
#[wasm_bindgen]
pub fn authorize(case: &JsValue) -> Result<JsValue, JsValue> {
    answer_all(case, Detail::Full)
}

/// As `authorize`, without the explanation.
///
/// # Errors
/// As `authorize`.
#[wasm_bindgen]
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
pub fn prepare(documents: &JsValue) -> Result<Prepared, JsValue> {
    let documents = PreparedDocuments::read(&json_text(documents)?);
    Ok(Prepared { documents: documents.map_err(|told| thrown(&told))? })
}

#[wasm_bindgen]
impl Prepared {
    /// Answers a request: an object with the fields of `docs/authorize.md`, section "The request", or its JSON text.
    ///
    /// # Errors
    /// Throws `{ errors }` when it cannot be answered.
    pub fn authorize(&self, request: &JsValue) -> Result<JsValue, JsValue> {
        self.ask(request, Detail::Full)
    }

    /// As `authorize`, without the explanation.
    ///
    /// # Errors
    /// As `authorize`.
    pub fn verdict(&self, request: &JsValue) -> Result<JsValue, JsValue> {
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
#[wasm_bindgen(js_name = checkPolicy)]
pub fn check_policy(document: &str, r#type: Option<String>) -> Result<JsValue, JsValue> {
    let kind = match r#type {
        None => None,
        Some(name) => match wire::PolicyType::named(&name) {
            None => return Err(JsError::new(&format!("there is no policy type `{name}`")).into()),
            known => known,
        },
    };
    to_js(&wire::check::check(document, kind))
}

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn run(text: &str) -> Result<(Scenario, Outcome), JsValue> {
    let scenario = match Scenario::read(text) {
        Ok(scenario) => scenario,
        Err(errors) => {
            return Err(to_js(&Unreadable { errors: wire::problems(&errors) })?);
        }
    };
    let outcome = simulator::simulate_with(&scenario, Some(federation::VERIFIERS));
    Ok((scenario, outcome))
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
