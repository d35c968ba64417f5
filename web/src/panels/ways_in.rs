//! Panel: the three calls that give a role's session, side by side, and what a role's trust policy says to each. What is so
//! is decided in `simulator::ways_in`; here it is only shown. In a part of its own: few open it.

use std::rc::Rc;

use iam::Arn;
use simulator::ways_in::{self, Admission, CALLS, Call};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{
    chunks,
    components::{
        Glyph, Icon,
        inspector::{breakable, with_code},
    },
    panels::subject_head,
    state::{Action, Subject, facts, selectors},
    store::{Store, use_store},
};

/// Properties of [`WaysIn`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// For which role.
    pub(crate) role: Option<Arn>,
}

/// The panel's root, which loads what draws it.
#[component]
pub(crate) fn WaysIn(props: &Props) -> Html {
    let store = use_store();
    let failed = use_state(|| false);
    let loaded = use_state(|| chunks::extras().is_some());
    {
        let (failed, loaded) = (failed.setter(), loaded.setter());
        use_effect_with((), move |()| {
            spawn_local(async move {
                let done = chunks::load_extras().await;
                loaded.set(done);
                failed.set(!done);
            });
        });
    }
    let part = chunks::extras().filter(|_| *loaded);
    html! {
        <section class="subject" aria-label="The three AssumeRole calls">
            { subject_head::view(&store, Glyph::Role, "The three AssumeRole calls", "", None, Html::default()) }
            { match part {
                Some(part) => (part.view_ways_in)(&store, props.role.as_ref()),
                None if *failed => html! { <p class="panel-empty" role="status">{ "This part of the page could not be loaded. Check the connection, close this and open it again." }</p> },
                None => html! { <p class="panel-empty" role="status">{ "Loading…" }</p> },
            } }
        </section>
    }
}

/// The table, for whoever may not name it: see `chunks.rs`.
pub(crate) fn view(store: &Store, role: Option<&Arn>) -> Html {
    let scenario = &store.simulation.scenario;
    let ways = role.and_then(|role| ways_in::ways_in(scenario, role));
    let told = |tell: fn(Call) -> &'static str| CALLS.map(|call| with_code(tell(call)));
    let codes =
        |list: fn(Call) -> &'static [&'static str]| CALLS.map(|call| view_codes(list(call)));
    let chained = role.is_some_and(|role| is_chained(store, role));
    html! {
        <div class="panel-scroll ways">
            { view_choice(store, role) }
            <table class="ways-table" role="table">
                <caption class="hidden-text">{ "AssumeRole, AssumeRoleWithSAML and AssumeRoleWithWebIdentity side by side" }</caption>
                <thead><tr>
                    <td></td>
                    { for CALLS.iter().map(|call| html! { <th scope="col"><code>{ breakable(call.operation()) }</code></th> }) }
                </tr></thead>
                <tbody>
                    if let (Some(ways), Some(role)) = (&ways, role) {
                        { view_row(&format!("Who comes in to {}", role.name()), CALLS.map(|call| view_admissions(store, ways, call))) }
                        { view_row("How long its sessions last", CALLS.map(|call| view_duration(call, ways.maximum, chained))) }
                    }
                    { view_row("Who authenticates", told(Call::authenticates)) }
                    { view_row("Is the call signed?", told(Call::signed)) }
                    { view_row("What the caller brings", told(Call::brings)) }
                    { view_row("Action in the trust policy", CALLS.map(|call| html! { <code>{ breakable(&format!("sts:{}", call.operation())) }</code> })) }
                    { view_row("Principal in the trust policy", told(Call::principal)) }
                    { view_row("Condition keys it fills", codes(Call::keys)) }
                    { view_row("Session tags from", told(Call::tags)) }
                    { view_row("Source identity from", told(Call::source_identity)) }
                    { view_row("Second factor", told(Call::mfa)) }
                    { view_row("What ends it sooner", told(Call::ends_early)) }
                    { view_row("Policies passed with it", told(Call::policies)) }
                    { view_row("What its session may call", told(Call::later)) }
                    { view_row("Errors", codes(Call::errors)) }
                </tbody>
            </table>
        </div>
    }
}

/// Which role it is about.
fn view_choice(store: &Store, role: Option<&Arn>) -> Html {
    let scenario = &store.simulation.scenario;
    let roles: Vec<Arn> = scenario
        .accounts
        .iter()
        .flat_map(|account| account.roles.iter().map(|role| role.arn_in(account.id)))
        .collect();
    if roles.is_empty() {
        return html! { <p class="ways-none secondary">{ "The scenario has no roles yet. Add one, and this says who comes in to it by each call." }</p> };
    }
    let onchange = store.on(|event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        Action::SubjectChosen(Subject::WaysIn(field.value().parse().ok()))
    });
    let name = |arn: &Arn| {
        let account = arn.account().and_then(|id| scenario.account(id)?.name.clone());
        account.map_or_else(|| arn.to_string(), |account| format!("{} in {account}", arn.name()))
    };
    html! {
        <div class="field ways-choice">
            <label class="field-label" for="ways-role">{ "Role" }</label>
            <select class="input" id="ways-role" {onchange}>
                if !role.is_some_and(|role| roles.contains(role)) { <option value="" selected=true>{ "Choose a role" }</option> }
                { for roles.iter().map(|arn| html! {
                    <option value={arn.to_string()} selected={Some(arn) == role}>{ name(arn) }</option>
                }) }
            </select>
        </div>
    }
}

fn view_row(name: &str, cells: [Html; 3]) -> Html {
    let cells = cells.into_iter().zip(CALLS);
    html! {
        <tr role="row">
            <th scope="row" role="rowheader">{ name.to_owned() }</th>
            { for cells.map(|(cell, call)| html! { <td role="cell" data-call={call.operation()}>{ cell }</td> }) }
        </tr>
    }
}

fn view_codes(words: &'static [&'static str]) -> Html {
    html! { <ul class="ways-codes">{ for words.iter().map(|word| html! { <li><code>{ breakable(word) }</code></li> }) }</ul> }
}

/// Whether a step of the chain takes that role with a role's session.
fn is_chained(store: &Store, role: &Arn) -> bool {
    store.simulation.outcome.steps.iter().any(|step| {
        let asks = step.is_hop && step.target.text() == Some(role.as_str());
        let caller = step.caller.as_ref().map(|caller| caller.principal.kind);
        asks && caller == Some(iam::PrincipalKind::RoleSession)
    })
}

fn view_duration(call: Call, maximum: i64, chained: bool) -> Html {
    let words = facts::duration_in_words;
    let (least, default) = call.duration();
    let most = match chained && call.can_be_chained() {
        true => format!(
            "{} at most, since the chain takes it with a role's session (the role allows {})",
            words(sts::CHAINING_LIMIT),
            words(maximum)
        ),
        false => format!("{} at most, the role's MaxSessionDuration", words(maximum)),
    };
    html! { <>{ format!("{} at least, {} by default, {most}", words(least), words(default)) }</> }
}

fn view_admissions(store: &Store, ways: &ways_in::WaysIn, call: Call) -> Html {
    if !ways.saved {
        return html! { <span class="verdict-warn"><Icon glyph={Glyph::Warning} />{ "The trust policy cannot be saved as it is" }</span> };
    }
    if ways.of(call).is_empty() {
        return html! { <span class="ways-nobody"><Icon glyph={Glyph::Denied} />{ "Nobody" }</span> };
    }
    html! { <ul class="ways-list">{ for ways.of(call).iter().map(|admission| view_admission(store, ways, admission)) }</ul> }
}

fn view_admission(store: &Store, ways: &ways_in::WaysIn, admission: &Admission) -> Html {
    let open = {
        let (address, span) = (ways.document.clone(), admission.span);
        store.on(move |_: MouseEvent| Action::DocumentOpened {
            address: address.clone(),
            reveal: Some(span),
        })
    };
    let statement = match &admission.sid {
        Some(sid) => format!("Statement {}, {sid}", admission.statement + 1),
        None => format!("Statement {}", admission.statement + 1),
    };
    let (glyph, class) = match admission.taken_back_by {
        Some(_) => (Glyph::Denied, "verdict-deny"),
        None => (Glyph::Allowed, "verdict-allow"),
    };
    let conditions: Vec<&str> = admission.conditions.iter().map(|key| &**key).collect();
    html! {
        <li>
            <span {class}><Icon {glyph} /></span>
            <span>
                <span class="mono" title={admission.who.to_string()}>{ breakable(&short(&admission.who)) }</span>
                if !conditions.is_empty() { { " if " }{ for conditions.iter().map(|key| html! { <><code>{ breakable(key) }</code>{ " " }</> }) }{ "fits" } }
                if let Some(deny) = admission.taken_back_by { { format!(", taken back by the Deny in statement {}", deny + 1) } }
                { " " }
                <button type="button" class="link-button" onclick={open}>{ statement }</button>
            </span>
        </li>
    }
}

/// A principal as people call it: the account of its root, else the last part.
fn short(who: &Rc<str>) -> String {
    match who.parse::<Arn>() {
        Ok(arn) if arn.resource() == "root" => {
            arn.account().map_or_else(|| who.to_string(), |account| format!("account {account}"))
        }
        Ok(arn) => selectors::short_name(arn.as_str()).to_owned(),
        Err(_) => who.to_string(),
    }
}
