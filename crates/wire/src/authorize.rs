//! Answers to loose cases: `docs/authorize.md` describes them.

use std::rc::Rc;

use serde::Serialize;
use simulator::{
    Outcome,
    loose::{self, Prepared, Request},
    outcome::{DocumentSource, StepResult},
    scenario::{DocumentAddress, ScenarioError},
};

use crate::{
    Problem,
    document::{Diagnostic, diagnostics},
    explanation::{Node, Tree},
    place::{Place, Ruler},
    problems,
    step::ContextEntry,
};

/// How much an answer tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The decision and what stands in the way.
    Verdict,
    /// The explanation too.
    Full,
}

/// What one case comes to.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "an answer is written as soon as it is made")]
pub enum CaseAnswer {
    /// Its answer.
    Answered(AnswerJson),
    /// Why there is none.
    Unreadable(UnreadableJson),
}

impl CaseAnswer {
    /// Whether the case was answered.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        matches!(self, Self::Answered(_))
    }
}

/// Why a case, or a whole text, has no answer.
#[derive(Debug, Serialize)]
pub struct UnreadableJson {
    /// The case's name, where it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Everything that is wrong.
    pub errors: Vec<Problem>,
}

impl From<&[ScenarioError]> for UnreadableJson {
    fn from(errors: &[ScenarioError]) -> Self {
        Self { name: None, errors: problems(errors) }
    }
}

/// An answer as it is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    decision: &'static str,
    blocked_by: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    named: Option<&'static str>,
    same_account: bool,
    refused_on_save: Vec<RefusedOnSave>,
    #[serde(flatten)]
    told: Option<Told>,
}

/// A document that a service would refuse to save.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RefusedOnSave {
    document: u32,
    field: String,
    policy_type: &'static str,
    code: &'static str,
    words: String,
    place: Place,
}

/// What goes beyond the verdict.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
    cause: String,
    context: Vec<ContextEntry>,
    deciding: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Node>,
    documents: Vec<Document>,
}

/// What the service answers.
#[derive(Debug, Serialize)]
struct Message {
    code: &'static str,
    status: u16,
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    number: u32,
    field: String,
    policy_type: &'static str,
    name: String,
    text: String,
    diagnostics: Vec<Diagnostic>,
}

/// The answers to the cases of a text, one after the other.
#[derive(Debug)]
pub struct Answers<'t> {
    cases: loose::Cases<'t>,
    detail: Detail,
}

/// Answers the cases of a text: a single one, or an array of them.
///
/// # Errors
/// Why the text as a whole is neither.
pub fn answers(text: &str, detail: Detail) -> Result<Answers<'_>, UnreadableJson> {
    let cases = loose::cases(text).map_err(|errors| UnreadableJson::from(&errors[..]))?;
    Ok(Answers { cases, detail })
}

impl Answers<'_> {
    /// Whether the text is an array; then the answers are one too.
    #[must_use]
    pub fn is_array(&self) -> bool {
        self.cases.is_array()
    }
}

impl Iterator for Answers<'_> {
    type Item = CaseAnswer;

    fn next(&mut self) -> Option<CaseAnswer> {
        let loose::Read { name, request } = self.cases.next()?;
        let name = name.as_deref().map(str::to_owned);
        Some(match request {
            Ok(request) => {
                CaseAnswer::Answered(AnswerJson { name, ..answer(&request, self.detail) })
            }
            Err(errors) => {
                CaseAnswer::Unreadable(UnreadableJson { name, errors: problems(&errors) })
            }
        })
    }
}

/// Documents that can be asked many questions.
#[derive(Debug, Clone)]
pub struct PreparedDocuments(Rc<Prepared>);

impl PreparedDocuments {
    /// Reads and compiles the documents of a text.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(text: &str) -> Result<Self, UnreadableJson> {
        let prepared = loose::documents(text);
        prepared.map(Self).map_err(|errors| UnreadableJson::from(&errors[..]))
    }

    /// Answers the request of a text.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn ask(&self, text: &str, detail: Detail) -> Result<AnswerJson, UnreadableJson> {
        let request = loose::question(&self.0, text);
        let request = request.map_err(|errors| UnreadableJson::from(&errors[..]))?;
        Ok(answer(&request, detail))
    }
}

/// The JSON form of what a request comes to.
#[must_use]
pub fn answer(request: &Request, detail: Detail) -> AnswerJson {
    let decided = request.verdict();
    AnswerJson {
        name: None,
        decision: decided.decision.as_str(),
        blocked_by: decided.blocked_by.iter().map(iam::PolicyType::as_str).collect(),
        named: decided.named.map(iam::PolicyType::as_str),
        same_account: request.same_account(),
        refused_on_save: request.refused_on_save().map(RefusedOnSave::from).collect(),
        told: (detail == Detail::Full).then(|| told(request)).flatten(),
    }
}

fn told(request: &Request) -> Option<Told> {
    let outcome = request.explain();
    let step = outcome.steps.first()?;
    let asked = step.authorizations.first()?;
    let rulers = Ruler::of_documents(&outcome);
    let message = match &step.result {
        StepResult::Refused(refusal) => Some(Message {
            code: refusal.error.code,
            status: refusal.error.status,
            text: refusal.error.message.to_string(),
        }),
        _ => None,
    };
    let tree = Tree { outcome: &outcome, step, index: 0, asked, rulers: &rulers };
    Some(Told {
        message,
        cause: request.cause(&outcome).plain(),
        context: ContextEntry::all(&asked.context),
        deciding: asked.deciding(),
        explanation: tree.node(0, 0),
        documents: documents(&outcome, &rulers),
    })
}

fn documents(outcome: &Outcome, rulers: &[Ruler<'_>]) -> Vec<Document> {
    (0..)
        .zip(outcome.documents.iter().zip(rulers))
        .map(|(number, (source, ruler))| Document {
            number,
            field: field(source),
            policy_type: source.kind.as_str(),
            name: source.name.to_string(),
            text: source.text.to_string(),
            diagnostics: diagnostics(number, source, ruler),
        })
        .collect()
}

/// The path of a document in its case; empty for one that is implied.
fn field(source: &DocumentSource) -> String {
    match &source.address {
        DocumentAddress::Loose { field } => field.to_string(),
        _ => String::new(),
    }
}

impl From<loose::RefusedOnSave<'_>> for RefusedOnSave {
    fn from(refused: loose::RefusedOnSave<'_>) -> Self {
        let loose::RefusedOnSave { document, source, finding } = refused;
        Self {
            document,
            field: field(source),
            policy_type: source.kind.as_str(),
            code: finding.code,
            words: finding.refusal.clone().unwrap_or_default(),
            place: Ruler::new(&source.text).place(document, finding.span),
        }
    }
}
