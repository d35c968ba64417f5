//! What is said of the scenario as a whole: its words, its seed, and what is assumed where AWS's documents differ.

use std::rc::Rc;

use iam::Assumptions;
use simulator::scenario::{fields::Field as Switch, switches};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::fields::write;
use crate::{
    components::{field::Field, inspector::with_code},
    state::{Action, EntityAddress, EntityField, selectors, settings::ScenarioPart},
    store::Store,
};

/// The settings.
pub(super) fn view(store: &Store) -> Html {
    let scenario = &store.simulation.scenario;
    let on_title = store.on(|text: AttrValue| Action::TitleEdited((&*text).into()));
    html! {
        <>
            <Field id="scenario-title" label="title" mono=false value={AttrValue::from(Rc::clone(&scenario.title))} on_input={on_title} />
            { view_text(store, ("scenario-teaches", "teaches"), "One sentence under the title.", scenario.teaches.as_ref(), ScenarioPart::Teaches) }
            { view_text(store, ("scenario-source", "source"), "Title of the AWS document that the expectations follow.", scenario.source.as_ref(), ScenarioPart::Source) }
            { view_text(store, ("scenario-seed", "seed"), "Ids, keys and tokens follow from it.", scenario.seed.as_ref(), ScenarioPart::Seed) }
            <h3 class="field-whole">{ "Assumptions, where AWS’s own documents differ or are silent" }</h3>
            { for switches::all().iter().map(|switch| view_switch(store, switch, &scenario.assumptions)) }
        </>
    }
}

fn view_text(
    store: &Store,
    (id, label): (&'static str, &'static str),
    note: &'static str,
    text: Option<&Rc<str>>,
    part: fn(Option<Rc<str>>) -> ScenarioPart,
) -> Html {
    let on_input = write(store, &EntityAddress::Scenario, move |text: AttrValue| {
        EntityField::Scenario(part((!text.is_empty()).then(|| Rc::from(&*text))))
    });
    let value = text.map_or_else(AttrValue::default, |text| Rc::clone(text).into());
    html! { <Field {id} {label} limit="optional" {note} mono=false {value} {on_input} /> }
}

fn view_switch(store: &Store, switch: &'static Switch, assumptions: &Assumptions) -> Html {
    let now = switches::word(assumptions, switch.name);
    let default = switches::word(&Assumptions::default(), switch.name);
    let on_word = write(store, &EntityAddress::Scenario, |word: String| {
        EntityField::Scenario(ScenarioPart::Assumption(switch.name, word.into()))
    });
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        on_word.emit(field.value());
    });
    let option = |word: &&'static str| {
        let words = match default.as_deref() == Some(*word) {
            true => format!("{word} (default)"),
            false => (*word).to_owned(),
        };
        html! { <option value={*word} selected={now.as_deref() == Some(*word)}>{ words }</option> }
    };
    let (id, note) =
        (format!("assumption-{}", switch.name), format!("assumption-{}-note", switch.name));
    html! {
        <div class="field">
            <label class="field-label" for={id.clone()}>{ switch.name }</label>
            <select class="input" {id} aria-describedby={note.clone()} {onchange}>
                { for switches::words(switch).iter().map(option) }
            </select>
            <p class="field-note" id={note}><span>{ with_code(&selectors::sentence_case(switch.meaning)) }</span></p>
        </div>
    }
}
