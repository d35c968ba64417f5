//! Panel: the chosen policy document, what is wrong with it, and what it does to the selected hop.

mod findings;
mod marks;

use std::rc::Rc;

use simulator::scenario::DocumentAddress;
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, code_editor::CodeEditor},
    panels::subject_head::SubjectHead,
    state::{Action, selectors},
    store::use_store,
};
use findings::Findings;

/// Properties of [`Document`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Which.
    pub(crate) address: DocumentAddress,
}

/// The panel's root.
#[component]
pub(crate) fn Document(props: &Props) -> Html {
    let store = use_store();
    let address = props.address.clone();
    let scenario = &store.simulation.scenario;
    let outcome = &store.simulation.outcome;
    let Some(text) = scenario.document_text(&address) else { return html! {} };
    let kind = selectors::document_kind(scenario, outcome, &address);
    let diagnostics =
        use_memo((Rc::clone(&text), kind), |(text, kind)| policy::parse(text, *kind).1);
    let step = selectors::selected_step(store.model(), Some(outcome));
    let marks = step.map(|step| marks::marks(outcome, step, &address, &text)).unwrap_or_default();
    let read_only = matches!(address, DocumentAddress::BuiltIn { .. });
    let name = selectors::sentence_case(&selectors::document_name(&address));
    let on_edit = {
        let address = address.clone();
        store.on(move |text: AttrValue| Action::DocumentEdited {
            address: address.clone(),
            text: (&*text).into(),
        })
    };
    let on_reveal = {
        let address = address.clone();
        store
            .on(move |span| Action::DocumentOpened { address: address.clone(), reveal: Some(span) })
    };
    let problems = findings::problems(&diagnostics);
    html! {
        <section class="subject" aria-label={name.clone()}>
            <SubjectHead glyph={Glyph::Document} name={name.clone()} kind={selectors::document_place(scenario, &address)}>
                if read_only { <span class="chip"><Icon glyph={Glyph::Lock} />{ "built in, read only" }</span> }
            </SubjectHead>
            <CodeEditor id="document" key={format!("{address:?}")} text={AttrValue::from(Rc::clone(&text))} label={name}
                {marks} {problems} {read_only} reveal={store.model().ui.reveal}
                described_by="document-findings" {on_edit} />
            <Findings id="document-findings" {text} {diagnostics} {on_reveal} />
        </section>
    }
}
