//! Panel: the selected step's parameters under AWS's names, each with the limit that holds for this call. Every edit
//! holds at once; there is nothing to submit.

mod arns;
mod asked;
mod caller;
mod carried;
mod context;
mod duration;
pub(crate) mod expectation;
mod identity;
mod limits;
mod list;
mod mfa;
mod parameter;
mod parameters;
mod rules;
mod session_policy;
mod switch;
mod tags;
mod values;

use std::rc::Rc;

use simulator::scenario::Operation;
use sts::request::Call;
use yew::prelude::*;

use super::step::{StepView, use_step};
use crate::{
    components::inspector::Empty,
    state::{Action, FieldValue, StepField, facts},
};
use parameter::{Accepts, Parameter};
pub(crate) use session_policy::WIDE;

/// A field of the step with its new value.
type Edit = (StepField, FieldValue);

/// The panel's root.
#[component]
pub(crate) fn Request() -> Html {
    let (step, on_action) = use_step();
    match step {
        Some(step) => html! { <RequestStep {step} {on_action} /> },
        None => {
            html! { <Empty sentence="No steps yet. A step has a caller, what it asks for, and the parameters of the call." /> }
        }
    }
}

/// What the panel is given.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The step.
    pub(crate) step: StepView,
    /// What a person did.
    pub(crate) on_action: Callback<Action>,
}

/// The form of a step.
#[component]
pub(crate) fn RequestStep(props: &Props) -> Html {
    let index = props.step.index;
    let on_edit = props.on_action.reform(move |(field, value): Edit| Action::StepParameterEdited {
        step: index,
        field,
        value,
    });
    let onfocusout = props.on_action.reform(|_: FocusEvent| Action::TypingPaused);
    // There may be thousands, and the same after an edit of the chain.
    let roles = use_memo(props.step.scenario().accounts.clone(), parameters::roles);
    let form = Form {
        step: props.step.clone(),
        roles: Rc::clone(&*roles),
        on_edit,
        on_action: props.on_action.clone(),
    };
    let key = props.step.step().id.to_string();
    html! {
        <div class="request" {key} {onfocusout}>
            <div class="request-head">
                <h2>{ props.step.view_called() }</h2>
                <span class="meta">{ facts::ordinal(props.step.outcome(), index) }</span>
            </div>
            { parameters::view(&form) }
            { context::view_session_keys(&form) }
            { view_circumstances(&form) }
            if !form.is_change() { { context::view(&form) } }
            { expectation::view(&form) }
        </div>
    }
}

/// What every part of the form is given.
#[derive(Clone, PartialEq, Properties)]
struct Form {
    step: StepView,
    /// The ARN of every role.
    roles: Rc<[AttrValue]>,
    on_edit: Callback<Edit>,
    on_action: Callback<Action>,
}

impl Form {
    /// Whether an administrator changes the world: nothing is asked of its request.
    fn is_change(&self) -> bool {
        self.step.result().is_change
    }

    /// The call to STS, where the step is one.
    fn call(&self) -> Option<&Call> {
        match &self.step.step().operation {
            Operation::Sts(call) => Some(&call.call),
            _ => None,
        }
    }

    /// A field for one parameter, with the limit that the service's table has for it.
    fn parameter(&self, field: StepField) -> parameter::Props {
        let limit = self.call().and_then(|call| limits::of(call, &field));
        let field = parameter::Props::new(self.step.clone(), field, self.on_edit.clone());
        field.limited(limit.map(limits::words).unwrap_or_default())
    }
}

/// When and where the step happens, whatever it does.
fn view_circumstances(form: &Form) -> Html {
    let start = form.step.scenario().start.time;
    let at = facts::time_beside(form.step.result().at, start);
    let after = form
        .parameter(StepField::After)
        .labelled("Wait before")
        .limited("seconds")
        .accepting(Accepts::Number);
    let after = after.noted(format!("happens at {at} UTC")).holding("0");
    let endpoint =
        form.parameter(StepField::Endpoint).labelled("Endpoint").limited("global, or a Region");
    let endpoint = endpoint.holding("us-east-1").choosing([
        "global",
        "us-east-1",
        "eu-west-1",
        "eu-central-1",
        "ap-east-1",
    ]);
    // The console chooses its endpoint itself.
    let is_switch = matches!(form.step.step().operation, Operation::SwitchRole(_));
    let is_set = form.step.step().endpoint.is_some();
    let title = form.parameter(StepField::Title).labelled("Title").limited("for people").plain();
    html! {
        <fieldset class="request-group">
            <legend>{ "When and where" }</legend>
            <div class="request-pair">
                <Parameter ..after />
                if !form.is_change() && (!is_switch || is_set) { <Parameter ..endpoint /> }
            </div>
            <Parameter ..title.holding("none") />
        </fieldset>
    }
}
