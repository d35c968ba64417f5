//! Panel: the scenario's world as a tree.

mod add;
mod nodes;

use std::{cell::RefCell, rc::Rc};

use simulator::Scenario;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    browser::{focus, focus_keeper},
    components::{
        Glyph, Icon,
        field::FIELDS_FORM,
        tree::{Node, Tree},
    },
    panels::frame::BELOW,
    state::{Action, EntityAddress, Subject, entity::NewEntity, selectors, world},
    store::{Store, use_store},
};
pub(crate) use add::additions;
use nodes::{Known, Sight, Whole, WorldNode};
pub(crate) use nodes::{everything, resource_kind};

const TREE: &str = "world-tree";

/// The panel's root.
#[component]
pub(crate) fn World() -> Html {
    let store = use_store();
    let search = use_state(AttrValue::default);
    let model = store.model();
    let simulation = &store.simulation;
    let selected = selectors::selected_step(model, Some(&simulation.outcome));
    let deciding = selected
        .map(|step| selectors::deciding_places(&simulation.outcome, step))
        .unwrap_or_default()
        .into_iter()
        .map(|(address, _)| address)
        .collect();
    let sight = Sight {
        unfolded: Rc::clone(&model.ui.unfolded),
        deciding,
        subject: model.ui.subject.clone(),
        colours: selectors::account_order(&simulation.scenario, &simulation.chain),
        search: search.to_lowercase(),
    };
    let cut = use_state_eq(|| None::<Rc<str>>);
    {
        // Units are known by their places: where those are others, what was cut is let go of.
        let cut = cut.setter();
        let organization = simulation.scenario.organization.as_ref();
        use_effect_with(organization.map(|known| known.root.clone()), move |_| cut.set(None));
    }
    let known = use_mut_ref(Known::default);
    // An edit of the chain leaves the world as it was.
    let shown = use_memo((Whole::of(&simulation.scenario), sight), |(whole, sight)| {
        let nodes = nodes::nodes(whole, sight, &mut known.borrow_mut());
        let drawn: Vec<Node> = nodes.iter().map(|known| known.node.clone()).collect();
        (Rc::new(nodes), Rc::new(drawn))
    });
    let (nodes, drawn) = &*shown;
    let latest = use_memo((), |()| RefCell::new(Rc::clone(nodes)));
    latest.replace(Rc::clone(nodes));
    let scenario = use_memo((), |()| RefCell::new(Rc::clone(&simulation.scenario)));
    scenario.replace(Rc::clone(&simulation.scenario));
    let callbacks = Callbacks { nodes: latest, scenario };
    // The same ones at every edit: the tree is drawn again only where its nodes are others.
    let acts = use_memo((), |()| Acts::new(&store, &callbacks));
    let renaming = model.ui.renaming.as_ref().and_then(|entity| callbacks.key_of(entity));
    use_effect_with(renaming.is_some(), |renaming| {
        if *renaming {
            focus::select(&format!("{TREE}-rename"));
        }
    });
    let show_all = {
        let search = search.clone();
        Callback::from(move |_: MouseEvent| search.set(AttrValue::default()))
    };
    html! {
        <>
            <div class="panel-head">
                <h2>{ "World" }</h2>
                { add::view(&store) }
            </div>
            { view_search(&search) }
            <div class="panel-scroll">
                <Tree id={TREE} label="World"
                    nodes={Rc::clone(drawn)}
                    chosen={model.ui.subject.as_ref().map(nodes::key)} {renaming} {cut}
                    on_choose={acts.choose.clone()} on_entered={acts.entered.clone()}
                    on_toggle={acts.toggle.clone()} on_rename={acts.rename.clone()}
                    on_renamed={acts.renamed.clone()} refuses={acts.refuses.clone()} on_remove={acts.remove.clone()}
                    on_duplicate={acts.duplicate.clone()} on_move={acts.move_into.clone()} />
                if nodes.is_empty() {
                    <p class="panel-empty">{ "Nothing of that name." }
                        <button type="button" class="link-button" onclick={show_all}>{ "Show everything" }</button>
                    </p>
                } else if simulation.scenario.accounts.is_empty() {
                    <p class="panel-empty">{ "No account yet." }
                        <button type="button" class="link-button" data-edits="" onclick={store.on(|_| Action::EntityAdded(NewEntity::Account(None)))}>
                            { "Add an account" }
                        </button>
                    </p>
                }
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
            <input type="search" form={FIELDS_FORM} class="input" data-own-undo="" aria-label="Find in the world" placeholder="Find by name"
                value={(**search).clone()} spellcheck="false" autocomplete="off" {oninput} />
        </div>
    }
}

/// What the tree reports.
struct Acts {
    choose: Callback<Rc<str>>,
    entered: Callback<()>,
    toggle: Callback<Rc<str>>,
    rename: Callback<Option<Rc<str>>>,
    renamed: Callback<(Rc<str>, AttrValue)>,
    refuses: Callback<(Rc<str>, AttrValue), Option<AttrValue>>,
    remove: Callback<Rc<str>>,
    duplicate: Callback<Rc<str>>,
    move_into: Callback<(Rc<str>, Rc<str>)>,
}

impl Acts {
    fn new(store: &Store, callbacks: &Callbacks) -> Self {
        Self {
            choose: store.on(callbacks.choose()),
            entered: Callback::from(|()| focus_keeper::go_into(BELOW)),
            toggle: store.on(callbacks.toggle()),
            rename: store.on(callbacks.rename()),
            renamed: store.on(callbacks.renamed()),
            refuses: Callback::from(callbacks.refuses()),
            remove: store.on(callbacks.remove()),
            duplicate: store.on(callbacks.duplicate()),
            move_into: store.on(callbacks.move_into()),
        }
    }
}

/// The nodes as they are when something is done.
type Latest = Rc<RefCell<Rc<Vec<WorldNode>>>>;

/// From a node's key to what was done with it.
struct Callbacks {
    nodes: Latest,
    scenario: Rc<RefCell<Rc<Scenario>>>,
}

impl Callbacks {
    fn key_of(&self, entity: &EntityAddress) -> Option<Rc<str>> {
        let nodes = self.nodes.borrow();
        let node = nodes.iter().find(|known| known.entity.as_ref() == Some(entity))?;
        Some(Rc::clone(&node.node.key))
    }

    fn choose(&self) -> impl Fn(Rc<str>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| match find(&nodes.borrow(), &key) {
            Some(known) => Action::SubjectChosen(known.subject.clone()),
            None => Action::SubjectClosed,
        }
    }

    fn toggle(&self) -> impl Fn(Rc<str>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| {
            let is_open =
                find(&nodes.borrow(), &key).is_some_and(|known| known.node.expanded == Some(true));
            Action::NodeToggled { key, unfolded: !is_open }
        }
    }

    fn rename(&self) -> impl Fn(Option<Rc<str>>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| {
            let known = key.and_then(|key| find(&nodes.borrow(), &key)?.entity.clone());
            Action::RenamingStarted(known)
        }
    }

    fn renamed(&self) -> impl Fn((Rc<str>, AttrValue)) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |(key, name)| match find(&nodes.borrow(), &key).and_then(|known| known.entity.clone())
        {
            Some(entity) => Action::EntityRenamed { entity, name: Rc::from(name.trim()) },
            None => Action::RenamingStarted(None),
        }
    }

    fn refuses(&self) -> impl Fn((Rc<str>, AttrValue)) -> Option<AttrValue> + 'static {
        let (nodes, scenario) = (Rc::clone(&self.nodes), Rc::clone(&self.scenario));
        move |(key, name)| {
            let entity = find(&nodes.borrow(), &key)?.entity.clone()?;
            world::rename_refused(&scenario.borrow(), &entity, &name).map(AttrValue::from)
        }
    }

    fn duplicate(&self) -> impl Fn(Rc<str>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| match find(&nodes.borrow(), &key).and_then(|known| known.entity.clone()) {
            Some(entity) => Action::EntityDuplicated(entity),
            None => Action::SubjectClosed,
        }
    }

    fn move_into(&self) -> impl Fn((Rc<str>, Rc<str>)) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        let entity =
            move |key: &str| find(&nodes.borrow(), key).and_then(|known| known.entity.clone());
        move |(key, into)| match (entity(&key), entity(&into)) {
            (Some(entity), Some(into)) => Action::EntityMoved { entity, into },
            _ => Action::NoticeDismissed,
        }
    }

    fn remove(&self) -> impl Fn(Rc<str>) -> Action + 'static {
        let nodes = Rc::clone(&self.nodes);
        move |key| match find(&nodes.borrow(), &key).and_then(|known| known.entity.clone()) {
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
        Subject::Entity(
            EntityAddress::ManagedPolicy(arn)
            | EntityAddress::Provider(arn)
            | EntityAddress::Resource(arn),
        )
        | Subject::Document(Address::Managed { arn }) => arn.account(),
        _ => None,
    }
}
