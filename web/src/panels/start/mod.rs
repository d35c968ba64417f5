//! What the scenario begins with: the kind of credentials and what the given session carries, each where it says
//! something.

use std::rc::Rc;

use iam::{Arn, Credentials, Timestamp};
use simulator::scenario::{Start, StartCredentials};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{
    components::draft_field::DraftField,
    state::{Action, EntityAddress, EntityField, StartPart, world},
    store::Store,
};

/// The settings.
pub(crate) fn view(store: &Store) -> Html {
    let start = &store.simulation.scenario.start;
    match store.simulation.outcome.start.principal.credentials {
        Credentials::LongTerm => view_kind(store, start),
        Credentials::SessionToken => html! {
            <>{ view_kind(store, start) }{ view_mfa(store, start) }{ view_age(store, start) }</>
        },
        Credentials::RoleSession => html! {
            <>
                { view_text(store, &NAME, start.role_session_name.as_deref()) }
                { view_text(store, &SOURCE_IDENTITY, start.source_identity.as_deref()) }
                { view_text(store, &DELIVERED_BY, start.delivered_by.as_deref()) }
                { view_age(store, start) }
            </>
        },
        Credentials::FederationToken => html! {
            <>
                { view_text(store, &FEDERATING_USER, start.federating_user.as_ref().map(Arn::as_str)) }
                { view_age(store, start) }
            </>
        },
        _ => Html::default(),
    }
}

/// A member that is typed as text.
struct Text {
    id: &'static str,
    label: &'static str,
    limit: &'static str,
    holding: &'static str,
    /// What is wrong with a text that cannot be read.
    complaint: &'static str,
    read: fn(&str) -> Option<StartPart>,
}

fn optional(text: &str) -> Option<Rc<str>> {
    (!text.is_empty()).then(|| text.into())
}

const NAME: Text = Text {
    id: "start-session-name",
    label: "RoleSessionName",
    limit: "2 to 64 characters",
    holding: "session",
    complaint: "",
    read: |text| Some(StartPart::RoleSessionName(optional(text))),
};

const SOURCE_IDENTITY: Text = Text {
    id: "start-source-identity",
    label: "SourceIdentity",
    limit: "2 to 64 characters",
    holding: "none",
    complaint: "",
    read: |text| Some(StartPart::SourceIdentity(optional(text))),
};

const DELIVERED_BY: Text = Text {
    id: "start-delivered-by",
    label: "deliveredBy",
    limit: "the service that handed the session out",
    holding: "nobody: by AssumeRole",
    complaint: "",
    read: |text| Some(StartPart::DeliveredBy(optional(text))),
};

const FEDERATING_USER: Text = Text {
    id: "start-federating-user",
    label: "federatingUser",
    limit: "who called GetFederationToken",
    holding: "nobody known: the session may do nothing",
    complaint: "An ARN of a user or root, such as arn:aws:iam::111111111111:user/broker.",
    read: |text| match text {
        "" => Some(StartPart::FederatingUser(None)),
        text => Some(StartPart::FederatingUser(Some(text.parse().ok()?))),
    },
};

const ISSUED: Text = Text {
    id: "start-issued",
    label: "issued",
    limit: "UTC",
    holding: "when the scenario begins",
    complaint: "A moment such as 2026-11-22T10:00:00Z.",
    read: |text| match text {
        "" => Some(StartPart::Issued(None)),
        text => Some(StartPart::Issued(Some(Timestamp::parse_iso(text).ok()?))),
    },
};

const DURATION: Text = Text {
    id: "start-duration",
    label: "DurationSeconds",
    limit: "from then on",
    holding: "the default",
    complaint: "A whole number of seconds.",
    read: |text| match text {
        "" => Some(StartPart::DurationSeconds(None)),
        text => Some(StartPart::DurationSeconds(Some(text.trim().parse().ok()?))),
    },
};

fn edited(part: StartPart) -> Action {
    Action::EntityEdited { entity: EntityAddress::Start, field: EntityField::Start(part) }
}

fn view_text(store: &Store, text: &'static Text, value: Option<&str>) -> Html {
    let scenario = Rc::clone(&store.simulation.scenario);
    let check = Callback::from(move |typed: AttrValue| match (text.read)(&typed) {
        None => Some(text.complaint.into()),
        Some(part) => world::refusal(&scenario, &EntityAddress::Start, EntityField::Start(part))
            .map(AttrValue::from),
    });
    let dispatch = store.on(edited);
    let on_input = Callback::from(move |typed: AttrValue| {
        (text.read)(&typed).into_iter().for_each(|part| dispatch.emit(part));
    });
    let choices: Rc<[AttrValue]> = choices(store, text).into();
    html! {
        <DraftField id={text.id} label={text.label} limit={text.limit} placeholder={text.holding}
            value={value.unwrap_or_default().to_owned()} {choices} {check} {on_input} />
    }
}

fn choices(store: &Store, text: &Text) -> Vec<AttrValue> {
    match text.label {
        "federatingUser" => {
            let accounts = store.simulation.scenario.accounts.iter();
            let users = accounts.flat_map(|account| {
                account.users.iter().map(|user| user.arn_in(account.id).shared().into())
            });
            users.collect()
        }
        "deliveredBy" => ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "lambda.amazonaws.com"]
            .map(Into::into)
            .to_vec(),
        _ => Vec::new(),
    }
}

/// When a given session was issued, and for how long.
fn view_age(store: &Store, start: &Start) -> Html {
    let issued = start.issued.map(|moment| moment.to_string());
    let seconds = start.duration_seconds.map(|seconds| seconds.to_string());
    html! {
        <>{ view_text(store, &ISSUED, issued.as_deref()) }{ view_text(store, &DURATION, seconds.as_deref()) }</>
    }
}

/// A user or root begins with keys of its own, or with a session that GetSessionToken made of them.
fn view_kind(store: &Store, start: &Start) -> Html {
    let onchange = store.on(|event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        let session = field.value() == "sessionToken";
        edited(StartPart::Credentials(session.then_some(StartCredentials::SessionToken)))
    });
    let is_session = start.credentials == Some(StartCredentials::SessionToken);
    html! {
        <div class="field">
            <label class="field-label" for="start-credentials">{ "credentials" }</label>
            <select class="input" id="start-credentials" {onchange}>
                <option value="longTerm" selected={!is_session}>{ "longTerm: an access key of its own" }</option>
                <option value="sessionToken" selected={is_session}>{ "sessionToken: a session from GetSessionToken" }</option>
            </select>
        </div>
    }
}

fn view_mfa(store: &Store, start: &Start) -> Html {
    let onchange = {
        let mfa = !start.mfa.unwrap_or_default();
        store.on(move |_: Event| edited(StartPart::Mfa(mfa.then_some(true))))
    };
    html! {
        <label class="choice">
            <input type="checkbox" id="start-mfa" checked={start.mfa.unwrap_or_default()} {onchange} />
            { "mfa: it was made with a code" }
        </label>
    }
}
