//! What is kept beside the work: of another tab, of a visit whose texts can no longer be read, of another version of the
//! page. Nothing of it is let go of before somebody says so.

use std::rc::Rc;

use gloo::{events::EventListener, utils::window};
use simulator::Scenario;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::prelude::*;

use crate::{
    browser::{address, download, storage, timer},
    components::{Glyph, Icon},
    state::{Action, Model, Opening, Saving, saved::Key},
    store::{Store, use_store},
};

/// The lines; nothing while nothing is kept beside the work.
pub(crate) fn view_apart() -> Html {
    html! { <Apart /> }
}

/// Something that is kept beside the work.
#[derive(Debug, Clone, PartialEq)]
struct Record {
    /// Where it is kept; nothing of another version, which is not ours to take away.
    key: Option<String>,
    /// What it is, in words.
    words: String,
    /// Its text; of another version, everything under its keys as JSON.
    text: String,
    /// Whether it can be opened as it is.
    is_scenario: bool,
}

#[component]
fn Apart() -> Html {
    let store = use_store();
    let records = use_state(Vec::<Record>::new);
    let put_off = use_state(|| false);
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    let look = {
        let (records, latest) = (records.setter(), Rc::clone(&latest));
        Callback::from(move |()| records.set(found(latest.borrow().model())))
    };
    {
        let look = look.clone();
        let beside = store.model().beside.clone();
        use_effect_with(beside, move |beside| {
            keep_beside(beside);
            look.emit(());
        });
    }
    {
        let (look, changed) = (look.clone(), store.on(|()| Action::TabsChanged));
        use_effect_with((), move |()| {
            let listener = EventListener::new(&window(), "storage", move |event| {
                let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
                if key.is_none_or(|key| storage::concerns_tabs(&key)) {
                    changed.emit(());
                    look.emit(());
                }
            });
            move || drop(listener)
        });
    }
    let overtaken = store.model().ui.saving == Saving::Apart;
    if !overtaken && (records.is_empty() || *put_off) {
        return html! {};
    }
    let later = Callback::from(move |_| put_off.set(true));
    html! {
        <section class="beside" aria-label="Kept beside your work" role="status">
            if overtaken { { view_choice(&store, &look) } }
            if !records.is_empty() {
                <div class="notice beside-records">
                    <div class="beside-head">
                        <p>{ "Kept in this browser beside your work:" }</p>
                        <button type="button" class="icon-button" aria-label="Later" title="Later" onclick={later}><Icon glyph={Glyph::Close} /></button>
                    </div>
                    <ul>
                        { for records.iter().map(|record| html! { <Line key={record.key.clone().unwrap_or_default()} record={record.clone()} look={look.clone()} /> }) }
                    </ul>
                </div>
            }
        </section>
    }
}

/// Two tabs have work of their own: which of the two goes on is for a person to say, and the other is kept.
fn view_choice(store: &Store, look: &Callback<()>) -> Html {
    let title = storage::read(Key::Scenario.name()).and_then(|text| title(&text));
    let theirs = title.map_or_else(|| "its work".to_owned(), |title| format!("“{title}”"));
    let keep = {
        let (store, look) = (store.clone(), look.clone());
        Callback::from(move |_| {
            match keep_theirs(store.model()) {
                Ok(()) => storage::go_on_from_here(),
                Err(text) => store.dispatch(Action::WorkSaved(Err(text))),
            }
            store.dispatch(Action::TabsChanged);
            look.emit(());
        })
    };
    let show = Callback::from(|_| {
        // The page begins again with what is kept now; this tab's work is beside it already.
        address::replace("work");
        let _ = storage::write(Key::View.name(), Some("workbench"));
        let _ = window().location().reload();
    });
    html! {
        <div class="notice notice-warning">
            <Icon glyph={Glyph::Warning} />
            <p>{ format!("Another tab has saved {theirs} in this browser. Both are kept: what goes on here?") }</p>
            <button type="button" class="button" onclick={keep}>{ "Keep this tab’s" }</button>
            <button type="button" class="button" onclick={show}>{ "Show the other’s" }</button>
        </div>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct LineProps {
    record: Record,
    look: Callback<()>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let store = use_store();
    let asked = use_state(|| false);
    let LineProps { record, look } = props.clone();
    let open = {
        let (text, look) = (record.text.clone(), look.clone());
        Callback::from(move |_| {
            store.dispatch(Action::OpeningAsked(Opening::File(text.as_str().into())));
            let look = look.clone();
            // Once it is saved as the work, it need not be kept beside it.
            timer::surely_after(1000, move || look.emit(()));
        })
    };
    let save = {
        let text = record.text.clone();
        Callback::from(move |_| download::text("kept-beside.json", &text))
    };
    let let_go = record.key.clone().map(|key| {
        let (asked, look) = (asked.clone(), look.clone());
        Callback::from(move |_| {
            if *asked {
                let _ = storage::write(&key, None);
                look.emit(());
            }
            asked.set(!*asked);
        })
    });
    let word = if *asked { "Yes, let it go" } else { "Let it go" };
    html! {
        <li>
            <span>{ &record.words }</span>
            if record.is_scenario {
                <button type="button" class="button" onclick={open} aria-label={format!("Open: {}", record.words)}>{ "Open" }</button>
            }
            <button type="button" class="button" onclick={save} aria-label={format!("Download: {}", record.words)}>{ "Download" }</button>
            if let Some(onclick) = let_go {
                <button type="button" class="button" {onclick} aria-label={format!("{word}: {}", record.words)}>
                    { word }
                </button>
            }
        </li>
    }
}

/// Everything that is kept beside the work, without what became the work again and is saved as such: what stands there
/// only until the next saving is not.
fn found(model: &Model) -> Vec<Record> {
    let works = [Key::Scenario, Key::Copy, Key::AsideScenario, Key::AsideCopy, Key::Pasted];
    let saved =
        |key: &Key| storage::read(key.name()).filter(|text| key.of(model).as_deref() == Some(text));
    let works: Vec<_> = works.iter().filter_map(saved).collect();
    let mut records = Vec::new();
    for (key, text) in storage::apart(false) {
        let name = key.splitn(3, '/').nth(2).unwrap_or_default();
        let title = title(&text);
        let is_scenario = title.is_some();
        // What cannot be read is nobody's work, wherever else it still stands.
        if (is_scenario || name == Key::Pasted.name()) && works.contains(&text) {
            let _ = storage::write(&key, None);
            continue;
        }
        records.push(Record { words: words(name, title), key: Some(key), text, is_scenario });
    }
    for (version, texts) in storage::of_other_versions() {
        let words =
            format!("what another version of this page keeps ({version}); it stays as it is");
        records.push(Record { key: None, words, text: written(&texts), is_scenario: false });
    }
    records
}

fn title(text: &str) -> Option<String> {
    Scenario::read(text).ok().map(|scenario| scenario.title.to_string())
}

/// What a record is, by the name it is kept under.
fn words(name: &str, title: Option<String>) -> String {
    match (name, title) {
        (name, Some(title)) if [Key::Copy.name(), Key::AsideCopy.name()].contains(&name) => {
            format!("a copy of “{title}” in which something was tried")
        }
        (_, Some(title)) => format!("“{title}”"),
        (name, _) if name == Key::Pasted.name() => "what was pasted into your own case".to_owned(),
        (name, _) if [Key::Undo.name(), Key::CopyUndo.name()].contains(&name) => {
            "edits to undo, which cannot be read here".to_owned()
        }
        (name, _) if name == Key::Revisions.name() => {
            "earlier versions, which cannot be read here".to_owned()
        }
        _ => "a scenario that cannot be read here".to_owned(),
    }
}

/// Keys and texts as a JSON object.
fn written(texts: &[(String, String)]) -> String {
    let object = js_sys::Object::new();
    for (key, text) in texts {
        let _ = js_sys::Reflect::set(&object, &key.into(), &text.into());
    }
    let text = js_sys::JSON::stringify_with_replacer_and_space(
        &object,
        &wasm_bindgen::JsValue::NULL,
        &2.into(),
    );
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// Puts beside the work, in the browser, what could not be read and what gave way to other work that was set aside.
fn keep_beside(beside: &[(Key, Rc<str>)]) {
    let known = storage::apart(false);
    for (name, text) in beside {
        if known.iter().all(|(_, known)| **known != **text) {
            // Where there is no room it stays where it is for as long as that is not needed.
            let _ = storage::write(&storage::new_apart(name.name()), Some(text));
        }
    }
}

/// Puts beside the work what another tab saved in its place.
fn keep_theirs(model: &Model) -> Result<(), Rc<str>> {
    for key in Key::ALL.into_iter().filter(|key| key.is_text()) {
        let theirs = storage::read(key.name());
        if let Some(text) = theirs.filter(|text| key.of(model).as_deref() != Some(text)) {
            storage::write(&storage::new_apart(key.name()), Some(&text))?;
        }
    }
    Ok(())
}
