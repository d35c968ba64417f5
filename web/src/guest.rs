//! What follows from the model outside the page where the page is a guest in somebody's document. Nothing is kept and the
//! address stays as it is; the document is told instead.

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{
        parent::{self, Heard, Parent},
        reading, theme,
    },
    chunks,
    components::field::FieldForms,
    effects, gallery,
    state::{Action, Embed, Model, Notice, Place, Sight, View, update},
    store::{Store, use_new_store},
};

/// Properties of [`Guest`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// What the address asks for.
    pub(crate) embed: Embed,
    /// The scenario that it names.
    pub(crate) place: Place,
    /// What of it is looked at.
    pub(crate) sight: Sight,
}

/// The root of the page where it is a guest.
#[component]
pub(crate) fn Guest(props: &Props) -> Html {
    let first = props.clone();
    let store = use_new_store(move || first_model(first));
    let parent = use_memo((), |()| Parent::of(&props.embed));
    use_effects(&store, &props.embed, Option::clone(&*parent));
    let said = effects::use_announcement(&store);
    let model = store.model();
    let loading = || model.ui.notice.as_ref().map_or("Loading…", |notice| &*notice.text).to_owned();
    html! {
        <ContextProvider<Store> context={store.clone()}>
            <div class="page" data-ready="">
                { match (model.view(), chunks::workbench()) {
                    (View::Workbench, Some(part)) => (part.view_embedded)(),
                    _ => html! { <p class="embed-waiting" role="status">{ loading() }</p> },
                } }
                <FieldForms />
                <p class="hidden-text" aria-live="polite">{ said }</p>
            </div>
        </ContextProvider<Store>>
    }
}

/// What the address names, else an example; `#work` leaves it to the document to say.
fn first_model(Props { embed, place, sight }: Props) -> Model {
    let mut model = Model { sight: Some(sight), ..Model::new() };
    model.ui.theme = embed.theme;
    model.embed = Some(embed);
    let place = match place {
        Place::Work => return model,
        Place::Gallery | Place::OwnCase => Place::Example(gallery::FEATURED.into()),
        named => named,
    };
    update(&model, Action::PlaceVisited(place))
}

/// Everything but announcements.
#[hook]
fn use_effects(store: &Store, embed: &Embed, parent: Option<Rc<Parent>>) {
    effects::use_typing_pause(store);
    effects::use_keyboard(store);
    effects::use_verifiers(store);
    use_effect_with(store.model().ui.theme, |chosen| theme::apply(*chosen));
    use_effect_with((), |()| {
        let listeners = parent::sleep_until_used();
        move || drop(listeners)
    });
    let editable = embed.editable;
    use_effect_with((), move |()| {
        let watch = (!editable).then(reading::close_fields);
        move || drop(watch)
    });
    use_whole_program(store);
    use_messages(store, parent.clone());
    use_ready(embed, parent.clone());
    use_telling(store, parent);
}

/// Loads everything at once.
#[hook]
fn use_whole_program(store: &Store) {
    let store = store.clone();
    use_effect_with((), move |()| {
        spawn_local(async move {
            match chunks::load_workbench().await {
                Ok(()) => store.dispatch(Action::RestLoaded),
                Err(sentence) => store.dispatch(Action::Told(Notice {
                    text: sentence.into(),
                    is_warning: true,
                    offers: None,
                })),
            }
        });
    });
}

/// Says that the page is there, once it shows what it was asked for and hears what the document asks for next.
#[hook]
fn use_ready(embed: &Embed, parent: Option<Rc<Parent>>) {
    let embed = embed.clone();
    use_effect_with(chunks::workbench().is_some(), move |is_there| {
        if let (true, Some(parent)) = (*is_there, parent) {
            parent.tell_ready(&embed);
        }
    });
}

/// Hears what the document asks for.
#[hook]
fn use_messages(store: &Store, parent: Option<Rc<Parent>>) {
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    use_effect_with((), move |()| {
        let listener: Option<EventListener> = parent.map(|parent| {
            let teller = Rc::clone(&parent);
            parent.listen(move |heard| {
                let store = latest.borrow().clone();
                match heard {
                    Heard::Wish(wish) => store.dispatch(Action::WishHeard(wish)),
                    Heard::Run => tell_result(&store, &teller),
                }
            })
        });
        move || drop(listener)
    });
}

/// Tells what the scenario comes to whenever that changes, that somebody changed it, and what went wrong.
#[hook]
fn use_telling(store: &Store, parent: Option<Rc<Parent>>) {
    let history = &store.model().history;
    let was_edited = history.depth() > 0 || history.redoable().is_some();
    let (teller, latest) = (parent.clone(), store.clone());
    use_effect_with(Rc::as_ptr(store.model().scenario()), move |_| {
        if let (true, Some(parent), Some(part)) = (was_edited, teller, chunks::workbench()) {
            parent.tell_change(|| (part.write)(latest.model().scenario()));
        }
    });
    let (teller, latest) = (parent.clone(), store.clone());
    use_effect_with(Rc::as_ptr(&store.simulation.outcome), move |_| {
        teller.iter().for_each(|parent| tell_result(&latest, parent));
    });
    use_effect_with(Warning(store.model().ui.notice.clone()), move |warning| {
        parent.iter().for_each(|parent| warning.tell(parent));
    });
}

/// What went wrong; the same sentence again is another warning.
struct Warning(Option<Notice>);

impl PartialEq for Warning {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(&one.text, &other.text),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Warning {
    fn tell(&self, parent: &Parent) {
        if let Some(notice) = self.0.as_ref().filter(|notice| notice.is_warning) {
            parent.tell_error(&notice.text);
        }
    }
}

fn tell_result(store: &Store, parent: &Parent) {
    // A scenario without steps has a result, which is empty; before one is opened there is none.
    if let (Some(part), true) = (chunks::workbench(), store.model().has_work()) {
        parent.tell_result(&(part.told)(&store.simulation.scenario, &store.simulation.outcome));
    }
}
