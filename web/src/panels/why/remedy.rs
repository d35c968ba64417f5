//! What one can do about it: a sentence, and buttons that say what will happen.

use std::rc::Rc;

use iam::{Arn, Decision, PolicyType, PrincipalKind};
use policy::{NodeKind, Severity};
use simulator::{
    Outcome,
    narrate::{self, DecidingFact},
    outcome::{AuthorizationOutcome, Cause, StepResult, Undecided},
    scenario::DocumentAddress,
};
use yew::prelude::*;

use super::{Props, trial};
use crate::{
    components::{Glyph, Icon, inspector::view_sentence},
    state::{
        Action, EntityAddress, FieldValue, InspectorTab, StepField, Subject, facts,
        selectors::{self, short_name},
        world,
    },
};

/// A button.
struct Way {
    glyph: Glyph,
    words: String,
    action: Action,
}

impl Way {
    fn new(glyph: Glyph, words: impl Into<String>, action: Action) -> Self {
        Self { glyph, words: words.into(), action }
    }
}

pub(super) fn view(props: &Props) -> Html {
    let (step, all) = (&props.step, ways(props));
    // What is wrong with a document stands above, each with its way out.
    let undecided = matches!(step.result().result, StepResult::Undecided { .. });
    let remedy =
        narrate::remedy(step.scenario(), step.outcome(), step.result()).filter(|_| !undecided);
    html! {
        <>
            if let Some(remedy) = remedy {
                <p class="remedy">{ view_sentence(&remedy) }</p>
            }
            if !all.is_empty() {
                <div class="remedy-ways">
                    { for all.into_iter().enumerate().map(|(at, way)| view_way(props, at == 0, way)) }
                </div>
            }
        </>
    }
}

fn view_way(props: &Props, is_first: bool, way: Way) -> Html {
    let Way { glyph, words, action } = way;
    let edits = matches!(glyph, Glyph::Wand | Glyph::Edit).then_some("");
    let onclick = props.on_action.reform(move |_| action.clone());
    html! {
        <button type="button" class={classes!("button", is_first.then_some("button-primary"))} data-edits={edits} {onclick}>
            <Icon {glyph} />
            { words }
        </button>
    }
}

fn ways(props: &Props) -> Vec<Way> {
    let (outcome, result) = (props.step.outcome(), props.step.result());
    match &result.result {
        StepResult::Succeeded => Vec::new(),
        StepResult::NotReached { needs } => root_of(outcome, needs)
            .map(|index| {
                let name = selectors::step_name(props.step.scenario(), &outcome.steps[index].id);
                let words = format!("Why {name} gave no session");
                Way::new(Glyph::ArrowRight, words, Action::StepSelected(index))
            })
            .into_iter()
            .collect(),
        StepResult::Undecided(Undecided::Document(document)) => {
            show_mistake(props, *document).into_iter().collect()
        }
        StepResult::Undecided(Undecided::Signature) => Vec::new(),
        StepResult::Refused(refusal) => {
            let mut all: Vec<Way> = mend(props, &refusal.cause).into_iter().collect();
            all.extend(trial::of(&props.step).map(|trial| {
                let (step, values) = (props.step.index, trial.values);
                Way::new(Glyph::Wand, trial.words, Action::StepTried { step, values })
            }));
            all.extend(show_statement(props));
            if all.is_empty() {
                let elsewhere = give_allow(props, &refusal.cause);
                all.push(elsewhere.unwrap_or_else(edit_request));
            }
            all
        }
    }
}

/// The first step on the way to a missing session that was reached: what it came to is the cause of all that follows.
fn root_of(outcome: &Outcome, needs: &str) -> Option<usize> {
    let mut index = facts::index_of(outcome, needs)?;
    while let StepResult::NotReached { needs } = &outcome.steps[index].result {
        // A step needs an earlier one, so that this ends.
        index = facts::index_of(outcome, needs).filter(|earlier| *earlier < index)?;
    }
    Some(index)
}

/// The edit that lifts a plain limit or a slip.
fn mend(props: &Props, cause: &Cause) -> Option<Way> {
    let set = |field: StepField, value: FieldValue| Action::StepParameterEdited {
        step: props.step.index,
        field,
        value,
    };
    let text = |text: &Rc<str>| FieldValue::Text(Rc::clone(text));
    Some(match cause {
        Cause::Chaining { .. } | Cause::RoleMaximum { .. } => {
            let cap = cap(props)?;
            let words = format!("Set to {cap} s");
            Way::new(Glyph::Wand, words, set(StepField::DurationSeconds, FieldValue::Number(cap)))
        }
        Cause::NoSuchRole { nearest: Some(nearest), .. } => {
            let words = format!("Use {}", short_name(nearest));
            Way::new(Glyph::Wand, words, set(StepField::RoleArn, text(nearest)))
        }
        Cause::MfaCode { expected: Some(code), .. } => {
            let words = format!("Send code {code}");
            Way::new(Glyph::Wand, words, set(StepField::TokenCode, text(code)))
        }
        Cause::MfaDevice { .. } | Cause::MfaIncomplete => {
            let values = trial::with_mfa(&props.step)?;
            let step = props.step.index;
            Way::new(Glyph::Wand, "Send the device and a code", Action::StepTried { step, values })
        }
        Cause::SourceIdentity { held, .. } => {
            let words = format!("Send {held}");
            Way::new(Glyph::Wand, words, set(StepField::SourceIdentity, text(held)))
        }
        Cause::SessionPolicy { document: Some(document) }
        | Cause::Change { document: Some(document) } => show_mistake(props, *document)?,
        _ => return None,
    })
}

fn cap(props: &Props) -> Option<i64> {
    match narrate::deciding_fact(props.step.outcome(), props.step.result())? {
        DecidingFact::Limit { cap, .. } => Some(cap),
        _ => None,
    }
}

fn show_statement(props: &Props) -> Option<Way> {
    let (outcome, result) = (props.step.outcome(), props.step.result());
    let fact = narrate::deciding_fact(outcome, result)?;
    let DecidingFact::Statement { document, authorization, node, .. } = fact else { return None };
    let explanation = &result.authorizations.get(authorization)?.explanation;
    let reveal = explanation.get(node)?.place.map(|place| place.span);
    let address = outcome.document(document)?.address.clone();
    // A Deny may be meant; a missing allow is mended where it is missing.
    let denies = result.authorizations.get(authorization)?.decision == Decision::ExplicitDeny;
    let words = if denies { "Show statement".to_owned() } else { opening(props, &address) };
    Some(Way::new(Glyph::Document, words, Action::DocumentOpened { address, reveal }))
}

fn opening(props: &Props, address: &DocumentAddress) -> String {
    format!("Open {}", selectors::document_name(props.step.scenario(), address))
}

/// The place where an allow is missing that no statement comes near: a policy of the type that has to allow, else
/// whoever has none.
fn give_allow(props: &Props, cause: &Cause) -> Option<Way> {
    let Cause::Authorization(index) = cause else { return None };
    let (outcome, result) = (props.step.outcome(), props.step.result());
    let authorization = result.authorizations.get(*index)?;
    let explanation = &authorization.explanation;
    for kind in authorization.blocked_by.iter() {
        let nodes = explanation.nodes.iter().enumerate();
        let layer =
            nodes.filter(|(_, node)| node.kind == NodeKind::Layer(kind)).map(|(id, _)| id).next();
        let policies = layer
            .and_then(|id| id.try_into().ok())
            .into_iter()
            .flat_map(|id| explanation.descendants(id));
        let mut documents = policies
            .filter(|(_, node)| node.kind == NodeKind::Policy)
            .filter_map(|(_, node)| Some(&outcome.document(node.place?.document)?.address));
        let own = documents.find(|address| !matches!(address, DocumentAddress::BuiltIn { .. }));
        if let Some(address) = own {
            let action = Action::DocumentOpened { address: address.clone(), reveal: None };
            return Some(Way::new(Glyph::Document, opening(props, address), action));
        }
        if let Some(entity) = without(props, kind, authorization) {
            let words = format!("Open {}", selectors::entity_title(props.step.scenario(), &entity));
            let action = Action::SubjectChosen(Subject::Entity(entity));
            return Some(Way::new(Glyph::ArrowRight, words, action));
        }
    }
    None
}

/// What a policy of that type would be attached to.
fn without(
    props: &Props,
    kind: PolicyType,
    authorization: &AuthorizationOutcome,
) -> Option<EntityAddress> {
    let caller = &props.step.result().caller.as_ref()?.principal;
    let resource = || authorization.resource.parse::<Arn>().ok();
    let entity = match kind {
        PolicyType::Identity | PolicyType::PermissionsBoundary => {
            let (arn, account) = (caller.arn.as_ref()?, caller.account?);
            let name: Rc<str> = arn.name().into();
            match caller.kind {
                PrincipalKind::User => EntityAddress::User(account, name),
                PrincipalKind::RoleSession => EntityAddress::Role(account, name),
                _ => return None,
            }
        }
        PolicyType::ServiceControl => EntityAddress::Account(caller.account?),
        PolicyType::ResourceControl => EntityAddress::Account(resource()?.account()?),
        PolicyType::Resource => EntityAddress::Resource(resource()?),
        PolicyType::Trust | PolicyType::Session | PolicyType::VpcEndpoint => return None,
    };
    let subject = Subject::Entity(entity.clone());
    world::is_there(props.step.scenario(), &subject).then_some(entity)
}

fn show_mistake(props: &Props, document: u32) -> Option<Way> {
    let source = props.step.outcome().document(document)?;
    let first = source.diagnostics.iter().find(|finding| finding.severity == Severity::Error);
    let (address, reveal) = (source.address.clone(), first.map(|finding| finding.span));
    Some(Way::new(Glyph::Document, "Show the mistake", Action::DocumentOpened { address, reveal }))
}

fn edit_request() -> Way {
    let action = Action::InspectorTabChosen(InspectorTab::Request);
    Way::new(Glyph::Edit, "Edit the request", action)
}
