//! SerialNumber and TokenCode, with the device that shows the code of the step's moment.

use std::rc::Rc;

use iam::{AccountId, Arn};
use simulator::{
    Scenario,
    scenario::{MfaDevice, User},
};
use yew::prelude::*;

use super::{Form, Parameter};
use crate::{
    components::{Glyph, Icon, copy_button::CopyButton},
    state::{Action, EntityAddress, EntityField, FieldValue, StepField, facts},
};

/// Seconds that one code lasts.
const WINDOW: i64 = 30;

/// A code that every device without a seed takes.
const ANY_CODE: &str = "123456";

/// The two fields and the device, where the call has such parameters.
pub(super) fn view(form: &Form) -> Html {
    if !form.has(&StepField::SerialNumber) {
        return Html::default();
    }
    let serial = form.parameter(StepField::SerialNumber).choosing(devices(form.step.scenario()));
    let code = form.parameter(StepField::TokenCode);
    html! {
        <div class="mfa">
            <Parameter ..serial />
            <Parameter ..code />
            { view_device(form) }
        </div>
    }
}

fn devices(scenario: &Scenario) -> Vec<AttrValue> {
    let users = scenario.accounts.iter().flat_map(|account| account.users.iter());
    users
        .flat_map(|user| user.mfa_devices.iter().map(|known| known.serial_number.clone().into()))
        .collect()
}

/// A device and whose it is.
struct Held<'a> {
    account: AccountId,
    user: &'a User,
    device: &'a MfaDevice,
    /// Whether it is the caller's own: the service takes no other.
    is_callers: bool,
}

/// The device of the serial number that is sent, else the first of the caller.
fn held(form: &Form) -> Option<Held<'_>> {
    let caller = form.step.result().caller.as_ref().and_then(|caller| caller.principal.arn.clone());
    let sent = text(form, StepField::SerialNumber);
    let accounts = form.step.scenario().accounts.iter();
    let users = accounts.flat_map(|account| account.users.iter().map(|user| (account.id, user)));
    let mut all = users.flat_map(|(account, user)| {
        let is_callers = caller.as_ref().is_some_and(|arn: &Arn| *arn == user.arn_in(account));
        user.mfa_devices.iter().map(move |device| Held { account, user, device, is_callers })
    });
    match sent {
        Some(sent) => all.find(|held| held.device.serial_number == sent),
        None => all.find(|held| held.is_callers),
    }
}

fn text(form: &Form, field: StepField) -> Option<Rc<str>> {
    match field.get(form.step.step()) {
        Some(FieldValue::Text(text)) => Some(text),
        _ => None,
    }
}

fn view_device(form: &Form) -> Html {
    let Some(held) = held(form) else { return Html::default() };
    let at = form.step.result().at;
    let seed = held.device.seed.as_deref();
    let code = match seed {
        Some(seed) => sts::current_code(seed, at),
        None => Some(ANY_CODE.to_owned()),
    };
    let name = &held.user.name;
    html! {
        <section class="device" aria-label={format!("Device of {name}, simulated")}>
            <div class="device-head">
                <Icon glyph={Glyph::Key} />
                <h3>{ format!("Device of {name}") }</h3>
                <span class="chip">{ "simulated" }</span>
            </div>
            if let Some(code) = code { { view_code(form, &held, &code) } }
            else { <p class="field-note field-note-bad">{ "Its Base32StringSeed is not Base32, so it shows no code." }</p> }
            if !held.is_callers {
                <p class="field-note"><Icon glyph={Glyph::Warning} />
                    { "It belongs to somebody else than the caller; the service takes the caller's own only." }</p>
            }
            { view_seed(form, &held) }
        </section>
    }
}

fn view_code(form: &Form, held: &Held<'_>, code: &str) -> Html {
    let serial = Rc::clone(&held.device.serial_number);
    let step = form.step.index;
    let values = vec![
        (StepField::SerialNumber, FieldValue::Text(serial)),
        (StepField::TokenCode, FieldValue::typed(code)),
    ];
    let sent =
        values.iter().all(|(field, value)| field.get(form.step.step()).as_ref() == Some(value));
    let onclick = form
        .on_action
        .reform(move |_: MouseEvent| Action::StepTried { step, values: values.clone() });
    let spaced = code
        .split_at_checked(3)
        .map_or_else(|| code.to_owned(), |(one, two)| format!("{one} {two}"));
    html! {
        <>
            <div class="device-code">
                <output class="mono" aria-label={format!("Code {code}")}>{ spaced }</output>
                if sent {
                    <span class="secondary device-sent"><Icon glyph={Glyph::Check} />{ "sent with this call" }</span>
                } else {
                    <button type="button" class="button" {onclick}>{ format!("Send {code}") }</button>
                }
            </div>
            <p class="field-note">{ view_validity(form, held) }</p>
        </>
    }
}

/// When the code holds; the service takes those of the half minutes before and after as well.
fn view_validity(form: &Form, held: &Held<'_>) -> String {
    if held.device.seed.is_none() {
        return "The device has no seed: any six digits are taken.".to_owned();
    }
    let at = form.step.result().at;
    let from = at.plus_seconds(-at.seconds().rem_euclid(WINDOW));
    let start = form.step.scenario().start.time;
    let clock = |at| facts::time_beside(at, start);
    format!(
        "Shown from {} to {} UTC, taken from {} to {}: one half minute either way.",
        clock(from),
        clock(from.plus_seconds(WINDOW)),
        clock(from.plus_seconds(-WINDOW)),
        clock(from.plus_seconds(2 * WINDOW)),
    )
}

/// The seed as the vendor's authenticator apps take it, or the way to give the device one.
fn view_seed(form: &Form, held: &Held<'_>) -> Html {
    match &held.device.seed {
        Some(seed) => html! {
            <dl>
                <dt class="secondary">{ "Base32StringSeed" }</dt>
                <dd class="device-seed">
                    <code>{ seed.to_string() }</code>
                    <CopyButton text={AttrValue::from(Rc::clone(seed))} what="seed of the device" />
                </dd>
            </dl>
        },
        None => {
            let onclick = give_seed(form, held);
            html! {
                <button type="button" class="link-button device-give" data-edits="" {onclick}>{ "Give it a Base32StringSeed, so that its codes are checked" }</button>
            }
        }
    }
}

fn give_seed(form: &Form, held: &Held<'_>) -> Callback<MouseEvent> {
    let seed = form.step.scenario().seed.clone().unwrap_or_default();
    let serial = Rc::clone(&held.device.serial_number);
    let entity = EntityAddress::User(held.account, Rc::clone(&held.user.name));
    let mut devices = held.user.mfa_devices.clone();
    for device in devices.iter_mut().filter(|device| device.serial_number == serial) {
        device.seed = Some(sts::device_seed(&seed, &serial).into());
    }
    form.on_action.reform(move |_| Action::EntityEdited {
        entity: entity.clone(),
        field: EntityField::MfaDevices(devices.clone()),
    })
}
