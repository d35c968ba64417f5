//! Switch Role as the console's form asks for it, with the link that fills that form in, and the way back.

use std::rc::Rc;

use simulator::{
    console,
    scenario::{Step, SwitchRole},
};
use sts::request::Call;
use yew::prelude::*;

use super::{Form, Parameter, caller};
use crate::{
    components::{Glyph, Icon, copy_button::CopyButton, field::Field, inspector::breakable},
    state::{Action, FieldValue, StepField, facts},
};

/// The colours that the console offers.
const COLOURS: [&str; 5] = ["F2B0A9", "FBBF93", "FAD791", "B7CA9D", "99BCE3"];

pub(super) fn view(form: &Form, switch: &SwitchRole) -> Html {
    let scenario = form.step.scenario();
    let accounts = scenario.accounts.iter().flat_map(|account| {
        let id = account.id.to_string();
        std::iter::once(id).chain(account.aliases.iter().map(|alias| alias.to_string()))
    });
    let wanted = scenario.account_of_switch(switch);
    let roles = scenario.accounts.iter().filter(|account| Some(account.id) == wanted);
    let roles = roles.flat_map(|account| &account.roles).map(|role| {
        let path = role.path.as_deref().unwrap_or("/").trim_start_matches('/');
        format!("{path}{}", role.name)
    });
    let account = form.parameter(StepField::SwitchAccount).limited("required, an id or an alias");
    let role = form.parameter(StepField::SwitchRoleName).limited("required, behind its path");
    let name = form.parameter(StepField::DisplayName).limited("what the console shows").plain();
    let color = form.parameter(StepField::Color).limited("six hexadecimal digits");
    html! {
        <div class="request-fields">
            { caller::view(form) }
            <Parameter ..account.choosing(accounts) />
            <Parameter ..role.choosing(roles) />
            <Parameter ..name.holding("role @ account") />
            <Parameter ..color.choosing(COLOURS).holding("the console chooses") />
            { view_link(switch) }
            <PastedLink form={form.clone()} />
            { view_back(form) }
        </div>
    }
}

/// The link, with the sign that the console shows while the role is worn.
fn view_link(switch: &SwitchRole) -> Html {
    let link = console::switch_role_link(switch);
    let is_colour = |text: &&str| text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let colour = switch.color.as_deref().filter(is_colour);
    let fill = colour.map(|colour| format!("#{colour}"));
    let shown = switch
        .display_name
        .as_deref()
        .map_or_else(|| format!("{} @ {}", switch.role_name, switch.account), str::to_owned);
    html! {
        <div class="field" role="group" aria-label="Switch Role link">
            <div class="field-head">
                <span class="field-label">{ "Link that fills the console's form in" }</span>
                <CopyButton text={link.clone()} what="link" />
            </div>
            <code class="switch-link">{ breakable(&link) }</code>
            <p class="field-note switch-worn">
                if fill.is_some() {
                    <svg class="icon switch-colour" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7" {fill} /></svg>
                }
                <span>{ format!("While it is worn the console shows “{shown}”.") }</span>
            </p>
        </div>
    }
}

/// Where a link that somebody was sent fills the form in here, as it would in the console.
#[component]
fn PastedLink(props: &LinkProps) -> Html {
    let text = use_state(AttrValue::default);
    let read = console::read_switch_role_link(&text);
    let error = (!text.trim().is_empty() && read.is_none()).then_some(
        "No Switch Role link: https://signin.aws.amazon.com/switchrole? with account and roleName.",
    );
    let on_input = {
        let (on_action, step) = (props.form.on_action.clone(), props.form.step.index);
        let text = text.clone();
        Callback::from(move |pasted: AttrValue| {
            if let Some(switch) = console::read_switch_role_link(&pasted) {
                on_action.emit(Action::StepTried { step, values: values(switch) });
            }
            text.set(pasted);
        })
    };
    let note = if read.is_some() { "The form above says what it says." } else { "" };
    html! {
        <Field id="switch-pasted" label="Fill in from a link" limit="as the console makes and reads it"
            value={(*text).clone()} placeholder="https://signin.aws.amazon.com/switchrole?…" {note} {error} {on_input} />
    }
}

/// Properties of [`PastedLink`].
#[derive(PartialEq, Properties)]
struct LinkProps {
    form: Form,
}

/// Every field as the link has it; what it leaves out is empty.
fn values(switch: SwitchRole) -> Vec<(StepField, FieldValue)> {
    let given = |text: Option<Rc<str>>| text.map_or(FieldValue::Absent, FieldValue::Text);
    vec![
        (StepField::SwitchAccount, FieldValue::Text(switch.account)),
        (StepField::SwitchRoleName, FieldValue::Text(switch.role_name)),
        (StepField::DisplayName, given(switch.display_name)),
        (StepField::Color, given(switch.color)),
    ]
}

/// The step that goes on without the role.
fn view_back(form: &Form) -> Html {
    let at = form.step.index + 1;
    let caller = form.step.scenario().caller_of(form.step.index);
    let who = form.step.result().caller.as_ref().map(facts::caller_name);
    let who = who.unwrap_or_else(|| caller.to_string());
    let onclick = form.on_action.reform(move |_: MouseEvent| {
        let mut step = Step::call("switch-back", Call::GetCallerIdentity);
        step.caller = Some(caller.clone());
        Action::StepAdded { at, step: Box::new(step) }
    });
    html! {
        <div class="field">
            <p class="field-note">{ format!("Whoever switches back is {who} again: a later step is called by the sign-in.") }</p>
            <div class="request-ways">
                <button type="button" class="button" {onclick}><Icon glyph={Glyph::Undo} />{ "Add a step that switches back" }</button>
            </div>
        </div>
    }
}
