//! Panel: the scenario's world as a tree.

mod add;
mod nodes;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    browser::{focus, focus_keeper},
    components::{Glyph, Icon, tree::Tree},
    panels::frame::BELOW,
    state::{Action, EntityAddress, EntityField, Subject, selectors},
    store::use_store,
};
pub(crate) use add::additions;
pub(crate) use nodes::everything;
use nodes::{Sight, WorldNode};

const TREE: &str = "world-tree";

/// The panel's root.
#[component]
pub(crate) fn World() -> Html {
    let store = use_store();
    let search = use_state(AttrValue::default);
    let model = store.model();
    let simulation = &store.simulation;
    let selected = selectors::selected_step(model, Some(&simulation.outcome));
    let deciding: Vec<_> = selected
        .map(|step| selectors::deciding_places(&simulation.outcome, step))
        .unwrap_or_default()
        .into_iter()
        .map(|(address, _)| address)
        .collect();
    let colours = selectors::account_order(&simulation.scenario, &simulation.chain);
    let sight = Sight {
        unfolded: &model.ui.unfolded,
        deciding: &deciding,
        subject: model.ui.subject.as_ref(),
        colours: &colours,
        search: &search.to_lowercase(),
    };
    let nodes = Rc::new(nodes::nodes(&simulation.scenario, &sight));
    let callbacks = Callbacks { nodes: Rc::clone(&nodes) };
    let renaming = model.ui.renaming.as_ref().and_then(|entity| callbacks.key_of(entity));
    use_effect_with(renaming.is_some(), |renaming| {
        if *renaming {
            focus::select(&format!("{TREE}-rename"));
        }
    });
    html! {
        <>
            <div class="panel-head">
                <h2>{ "World" }</h2>
                { add::view(&store) }
            </div>
            { view_search(&search) }
            <div class="panel-scroll">
                <Tree id={TREE} label="World"
                    nodes={Rc::new(nodes.iter().map(|known| known.node.clone()).collect::<Vec<_>>())}
                    chosen={model.ui.subject.as_ref().map(nodes::key)} {renaming}
                    on_choose={store.on(callbacks.choose())}
                    on_entered={Callback::from(|()| focus_keeper::go_into(BELOW))}
                    on_toggle={store.on(callbacks.toggle())}
                    on_rename={store.on(callbacks.rename())}
                    on_renamed={store.on(callbacks.renamed())}
                    on_remove={store.on(callbacks.remove())}
                    on_duplicate={store.on(callbacks.duplicate())}
                    on_move={store.on(callbacks.move_into())} />
                if nodes.is_empty() { <p class="panel-empty">{ "Nothing of that name." }</p> }
            </div>
        </>
    }
}

fn view_search(search: &UseStateHandle<AttrValue>) -> Html {
    let oninput = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            search.set(field.value().into());
        })
    };
    html! {
        <div class="panel-search search-field">
            <Icon glyph={Glyph::Search} />
            <input type="search" class="input" data-own-undo="" aria-label="Find in the world" placeholder="Find by name"
                value={(**search).clone()} spellcheck="false" autocomplete="off" {oninput} />
        </div>
    }
}

/// From a node's key to what was done with it.
struct Callbacks {
    nodes: Rc<Vec<WorldNode>>,
}

impl Callbacks {
    fn key_of(&self, entity: &EntityAddress) -> Option<Rc<str>> {
        let node = self.nodes.iter().find(|known| known.entity.as_ref() == Some(entity))?;
        Some(Rc::clone(&node.node.key))
    }

    fn choose(&self) -> impl Fn(Rc<str>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| match find(&nodes, &key) {
            Some(known) => Action::SubjectChosen(known.subject.clone()),
            None => Action::SubjectClosed,
        }
    }

    fn toggle(&self) -> impl Fn(Rc<str>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| {
            let is_open = find(&nodes, &key).is_some_and(|known| known.node.expanded == Some(true));
            Action::NodeToggled { key, unfolded: !is_open }
        }
    }

    fn rename(&self) -> impl Fn(Option<Rc<str>>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| {
            let known = key.and_then(|key| find(&nodes, &key)?.entity.clone());
            Action::RenamingStarted(known)
        }
    }

    fn renamed(&self) -> impl Fn((Rc<str>, AttrValue)) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |(key, name)| match find(&nodes, &key).and_then(|known| known.entity.clone()) {
            Some(entity) => Action::EntityRenamed { entity, name: Rc::from(name.trim()) },
            None => Action::RenamingStarted(None),
        }
    }

    fn duplicate(&self) -> impl Fn(Rc<str>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| match find(&nodes, &key).and_then(|known| known.entity.clone()) {
            Some(entity) => Action::EntityDuplicated(entity),
            None => Action::SubjectClosed,
        }
    }

    fn move_into(&self) -> impl Fn((Rc<str>, Rc<str>)) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        let entity = move |key: &str| find(&nodes, key).and_then(|known| known.entity.clone());
        move |(key, into)| match (entity(&key), entity(&into)) {
            (Some(account), Some(EntityAddress::Unit(path))) => {
                Action::EntityEdited { entity: account, field: EntityField::Unit(Some(path)) }
            }
            _ => Action::NoticeDismissed,
        }
    }

    fn remove(&self) -> impl Fn(Rc<str>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| match find(&nodes, &key).and_then(|known| known.entity.clone()) {
            Some(entity) => Action::EntityRemoved(entity),
            None => Action::SubjectClosed,
        }
    }
}

fn find<'a>(nodes: &'a [WorldNode], key: &str) -> Option<&'a WorldNode> {
    nodes.iter().find(|known| &*known.node.key == key)
}

/// The entity that a subject belongs to: itself, or the owner of the document.
pub(crate) fn account_of(subject: &Subject) -> Option<iam::AccountId> {
    use simulator::scenario::DocumentAddress as Address;
    match subject {
        Subject::Entity(
            EntityAddress::Account(id)
            | EntityAddress::User(id, _)
            | EntityAddress::Group(id, _)
            | EntityAddress::Role(id, _),
        ) => Some(*id),
        Subject::Document(
            Address::Trust { account, .. }
            | Address::RolePolicy { account, .. }
            | Address::UserPolicy { account, .. }
            | Address::GroupPolicy { account, .. },
        ) => Some(*account),
        _ => None,
    }
}
