//! Panel: the scenario as it was before, each version compared with how it stands now.

mod difference;

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    browser::{clock, focus},
    components::{Glyph, Icon, name_field::NameField},
    panels::subject_head,
    state::{Action, revisions::Revision, selectors},
    store::{Store, use_store},
};
use difference::Difference;

/// The field with the chosen version's name.
const NAME: &str = "history-version-name";

/// Which version is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The one of that number.
    Number(u32),
    /// The newest.
    Newest,
}

/// The panel's root.
#[component]
pub(crate) fn History() -> Html {
    let store = use_store();
    let asked = use_state(|| None::<Asked>);
    {
        // Whoever looks has come to rest: what was changed just now is there too.
        let store = store.clone();
        use_effect_with((), move |()| store.dispatch(Action::RestReached(clock::now())));
    }
    let revisions = Rc::clone(&store.model().revisions);
    let now = Rc::clone(store.model().history.text());
    let known: Vec<Rc<Revision>> = revisions.newest_first().map(Rc::clone).collect();
    // Unless one was chosen, the newest that is not how it stands now.
    let chosen = asked.and_then(|asked| match asked {
        Asked::Number(number) => revisions.get(number),
        Asked::Newest => known.first(),
    });
    let chosen = chosen.or_else(|| known.iter().find(|known| known.text != now).or(known.first()));
    let on_choose = {
        let asked = asked.clone();
        Callback::from(move |number| asked.set(Some(Asked::Number(number))))
    };
    html! {
        <section class="subject" aria-label="History">
            { subject_head::view(&store, Glyph::History, "History", "", None, view_name_now(&store, &asked)) }
            <div class="history">
                if known.is_empty() {
                    <p class="panel-empty">{ "Nothing was changed yet. Wherever your work comes to rest, how it stands is kept here: the last 30 versions, and each one that you give a name." }</p>
                } else {
                    <ul class="history-list" aria-label="Versions">
                        { for known.iter().map(|known| view_row(known, chosen == Some(known), known.text == now, &on_choose)) }
                    </ul>
                }
                if let Some(chosen) = chosen { { view_chosen(&store, chosen, &now) } }
            </div>
        </section>
    }
}

/// The button that keeps the scenario as it stands under a name.
fn view_name_now(store: &Store, asked: &UseStateHandle<Option<Asked>>) -> Html {
    let onclick = {
        let (store, asked) = (store.clone(), asked.clone());
        Callback::from(move |_| {
            let (name, at) = ("Without a name".into(), clock::now());
            store.dispatch(Action::RevisionNamed { number: None, name, at });
            asked.set(Some(Asked::Newest));
            focus::select(NAME);
        })
    };
    html! {
        <button type="button" class="button button-quiet" {onclick}><Icon glyph={Glyph::Edit} />{ "Name it as it stands" }</button>
    }
}

fn view_row(revision: &Revision, is_chosen: bool, is_now: bool, on_choose: &Callback<u32>) -> Html {
    let number = revision.number;
    let onclick = on_choose.reform(move |_| number);
    html! {
        <li key={number}>
            <button type="button" class="history-row" aria-current={is_chosen.then_some("true")} {onclick}>
                <span class="history-at">{ clock::in_words(revision.at) }</span>
                <span class="history-what">
                    if let Some(name) = &revision.name { <strong>{ &**name }</strong> }
                    <span class={classes!(revision.name.is_some().then_some("secondary"))}>{ selectors::sentence_case(&revision.changes) }</span>
                </span>
                if is_now { <span class="chip">{ "as it stands" }</span> }
            </button>
        </li>
    }
}

fn view_chosen(store: &Store, revision: &Revision, now: &Rc<str>) -> Html {
    let number = revision.number;
    let on_named = {
        let (store, old) = (store.clone(), revision.name.clone().unwrap_or_default());
        Callback::from(move |name: AttrValue| {
            if *name != *old {
                let (name, at) = (Rc::from(&*name), clock::now());
                store.dispatch(Action::RevisionNamed { number: Some(number), name, at });
            }
        })
    };
    let restore = store.on(move |_| Action::RevisionRestored(number));
    let is_now = revision.text == *now;
    let name = AttrValue::from(revision.name.clone().unwrap_or_default());
    html! {
        <section class="history-version" aria-label="The chosen version">
            <div class="history-tools">
                <label for={NAME}>{ "Name" }</label>
                <NameField key={number} id={NAME} class="history-name" label="Name of this version" {name} size="18" {on_named} />
                <button type="button" class="button" aria-disabled={is_now.then_some("true")} onclick={restore}>
                    <Icon glyph={Glyph::Undo} />{ "Go back to it" }
                </button>
            </div>
            <Difference old={Rc::clone(&revision.text)} new={Rc::clone(now)} />
        </section>
    }
}
