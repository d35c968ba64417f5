//! A tree with one tab stop. Arrow keys move, fold and unfold, Space chooses, Enter also goes there, F2 renames, Delete removes, Ctrl+D duplicates, Ctrl+X and Ctrl+V move, letters find.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use super::{Glyph, Icon, inspector::breakable, name_field::NameField};
use crate::browser::{focus, timer};

/// One node, in the order in which the nodes are shown; folded parts are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Unique in the tree, and the same after every edit.
    pub(crate) key: Rc<str>,
    /// From 1.
    pub(crate) level: usize,
    /// Its icon.
    pub(crate) mark: NodeMark,
    /// Its name.
    pub(crate) label: AttrValue,
    /// One fact at the right.
    pub(crate) fact: AttrValue,
    /// Whether that fact could be pasted.
    pub(crate) fact_is_mono: bool,
    /// Whether it is unfolded; nothing where there is nothing below it.
    pub(crate) expanded: Option<bool>,
    /// Whether it carries the octagon, with what that says.
    pub(crate) decides: Option<AttrValue>,
    /// Whether its name can be edited here.
    pub(crate) can_rename: bool,
    /// Whether it can be removed.
    pub(crate) can_remove: bool,
    /// Whether there can be another one of the same.
    pub(crate) can_duplicate: bool,
    /// What it can be moved into.
    pub(crate) moves_into: Option<Container>,
    /// What it is for others that are moved.
    pub(crate) container: Option<Container>,
}

/// What nodes are moved into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    /// An organizational unit, or the root.
    Unit,
    /// An account.
    Account,
    /// A user, group or role.
    Principal,
}

impl Container {
    fn word(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Account => "account",
            Self::Principal => "user, group or role",
        }
    }
}

/// What stands before a node's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NodeMark {
    /// An icon.
    Glyph(Glyph),
    /// The square of an account's colour, 1 to 6.
    Account(usize),
}

/// Properties of [`Tree`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// What the tree shows.
    pub(crate) label: AttrValue,
    /// The nodes in sight.
    pub(crate) nodes: Rc<Vec<Node>>,
    /// The chosen one.
    pub(crate) chosen: Option<Rc<str>>,
    /// The one whose name is being edited.
    pub(crate) renaming: Option<Rc<str>>,
    /// The one that was cut, or is being dragged; whoever owns it lets go of it where the key is another node's.
    pub(crate) cut: UseStateHandle<Option<Rc<str>>>,
    /// A node was chosen.
    pub(crate) on_choose: Callback<Rc<str>>,
    /// A node was chosen so that one goes on in what it leads to.
    pub(crate) on_entered: Callback<()>,
    /// A node was folded or unfolded.
    pub(crate) on_toggle: Callback<Rc<str>>,
    /// A node's name is to be edited; nothing gives it up.
    pub(crate) on_rename: Callback<Option<Rc<str>>>,
    /// A node got a name.
    pub(crate) on_renamed: Callback<(Rc<str>, AttrValue)>,
    /// Why a node cannot have a name.
    pub(crate) refuses: Callback<(Rc<str>, AttrValue), Option<AttrValue>>,
    /// A node is to be removed.
    pub(crate) on_remove: Callback<Rc<str>>,
    /// Another one of a node is wanted.
    pub(crate) on_duplicate: Callback<Rc<str>>,
    /// A node is to be moved into another.
    pub(crate) on_move: Callback<(Rc<str>, Rc<str>)>,
}

/// How many rows are drawn together: those of which nothing changed are not drawn again.
const BLOCK: usize = 40;

/// The tree.
#[component]
pub(crate) fn Tree(props: &Props) -> Html {
    let active = use_state(|| None::<Rc<str>>);
    let typed = use_mut_ref(Typed::default);
    let cut = props.cut.clone();
    let over = use_state(|| None::<Rc<str>>);
    // What a row does, it does to the nodes as they are then, even where the row itself was not drawn again.
    let latest = use_memo((), |()| RefCell::new(Rc::clone(&props.nodes)));
    latest.replace(Rc::clone(&props.nodes));
    let place = |key: &Rc<str>| props.nodes.iter().position(|node| node.key == *key);
    let chosen = props.chosen.as_ref().and_then(place);
    let renaming = props.renaming.as_ref().and_then(place);
    // What is chosen anew is where one goes on from.
    {
        let active = active.setter();
        use_effect_with(props.chosen.clone(), move |_| active.set(None));
    }
    let current = active.as_ref().and_then(place).or(chosen).unwrap_or(0);
    let said = cut.as_ref().and_then(|key| named(&props.nodes, key));
    let said = said.and_then(|node| {
        let into = node.moves_into?.word();
        Some(format!(
            "{} is cut. Ctrl+V puts it into the chosen {into}, Escape leaves it.",
            node.label
        ))
    });
    let acts = Acts {
        id: props.id.clone(),
        latest: Latest(latest),
        typed: Shared(typed),
        active: active.setter(),
        on_choose: props.on_choose.clone(),
        on_entered: props.on_entered.clone(),
        on_toggle: props.on_toggle.clone(),
        on_rename: props.on_rename.clone(),
        on_renamed: props.on_renamed.clone(),
        refuses: props.refuses.clone(),
        on_remove: props.on_remove.clone(),
        on_duplicate: props.on_duplicate.clone(),
        on_move: props.on_move.clone(),
    };
    let block = |from: usize| {
        let to = (from + BLOCK).min(props.nodes.len());
        let inside = |place: &usize| (from..to).contains(place);
        html! {
            <Rows key={from} nodes={Slice { nodes: Rc::clone(&props.nodes), from, to }} acts={acts.clone()}
                cut={cut.clone()} over={over.clone()} chosen={chosen.filter(inside)}
                renaming={renaming.filter(inside)} current={Some(current).filter(inside)} />
        }
    };
    html! {
        <>
            <ul class="tree" role="tree" id={props.id.clone()} aria-label={props.label.clone()}>
                { for (0..props.nodes.len()).step_by(BLOCK).map(block) }
            </ul>
            <p class="tree-said" role="status">{ said }</p>
        </>
    }
}

/// Letters typed to find a node, until a pause.
#[derive(Default)]
struct Typed {
    letters: String,
    pause: Option<timer::Timeout>,
}

/// The nodes as they are now, for what was drawn before.
#[derive(Clone)]
struct Latest(Rc<RefCell<Rc<Vec<Node>>>>);

impl Latest {
    fn nodes(&self) -> Rc<Vec<Node>> {
        Rc::clone(&self.0.borrow())
    }
}

impl PartialEq for Latest {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What was typed, the same for every row.
#[derive(Clone)]
struct Shared(Rc<RefCell<Typed>>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Some of the nodes; the same as others that look the same at the same place.
#[derive(Clone)]
struct Slice {
    nodes: Rc<Vec<Node>>,
    from: usize,
    to: usize,
}

impl Slice {
    fn rows(&self) -> &[Node] {
        self.nodes.get(self.from..self.to).unwrap_or_default()
    }
}

impl PartialEq for Slice {
    fn eq(&self, other: &Self) -> bool {
        (self.from, self.to) == (other.from, other.to)
            && (Rc::ptr_eq(&self.nodes, &other.nodes) || self.rows() == other.rows())
    }
}

/// What can be done with a row; the same as long as the tree is there.
#[derive(Clone, PartialEq)]
struct Acts {
    id: AttrValue,
    latest: Latest,
    typed: Shared,
    active: UseStateSetter<Option<Rc<str>>>,
    on_choose: Callback<Rc<str>>,
    on_entered: Callback<()>,
    on_toggle: Callback<Rc<str>>,
    on_rename: Callback<Option<Rc<str>>>,
    on_renamed: Callback<(Rc<str>, AttrValue)>,
    refuses: Callback<(Rc<str>, AttrValue), Option<AttrValue>>,
    on_remove: Callback<Rc<str>>,
    on_duplicate: Callback<Rc<str>>,
    on_move: Callback<(Rc<str>, Rc<str>)>,
}

#[derive(PartialEq, Properties)]
struct RowsProps {
    nodes: Slice,
    acts: Acts,
    /// What was cut, or is being dragged.
    cut: UseStateHandle<Option<Rc<str>>>,
    /// What something is being dragged over.
    over: UseStateHandle<Option<Rc<str>>>,
    /// Places among all nodes: the chosen one, the one that is renamed, the one that keys begin at.
    chosen: Option<usize>,
    renaming: Option<usize>,
    current: Option<usize>,
}

/// Some of the rows.
#[component]
fn Rows(props: &RowsProps) -> Html {
    let context = Context {
        props: &props.acts,
        rows: props,
        active: props.acts.active.clone(),
        cut: props.cut.clone(),
        over: props.over.clone(),
    };
    let RowsProps { nodes, .. } = props;
    html! { <>{ for (nodes.from..nodes.to).map(|index| context.view(index)) }</> }
}

struct Context<'a> {
    props: &'a Acts,
    rows: &'a RowsProps,
    active: UseStateSetter<Option<Rc<str>>>,
    cut: UseStateHandle<Option<Rc<str>>>,
    over: UseStateHandle<Option<Rc<str>>>,
}

impl Context<'_> {
    fn view(&self, index: usize) -> Html {
        let node = &self.rows.nodes.nodes[index];
        let id = element_id(&self.props.id, &node.key);
        if self.rows.renaming == Some(index) {
            return self.view_rename(node, id);
        }
        let (choose, key) = (self.props.on_choose.clone(), Rc::clone(&node.key));
        let active = self.active.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            active.set(Some(Rc::clone(&key)));
            choose.emit(Rc::clone(&key));
        });
        let chosen = self.rows.chosen == Some(index);
        html! {
            <li key={&*node.key} {id} class={classes!(format!("tree-item tree-level-{}", node.level.min(8)),
                    (self.cut.as_ref() == Some(&node.key)).then_some("tree-cut"),
                    (self.over.as_ref() == Some(&node.key)).then_some("tree-over"))} role="treeitem"
                draggable={node.moves_into.map(|_| "true")} ondragstart={self.on_drag(node)} ondragend={self.on_drag_end()}
                ondragover={self.on_drag_over(index)} ondrop={self.on_drop(index)}
                aria-level={node.level.to_string()} aria-selected={chosen.to_string()}
                aria-expanded={node.expanded.map(|open| open.to_string())}
                tabindex={if self.rows.current == Some(index) { "0" } else { "-1" }}
                {onclick} onkeydown={self.on_key(index)} ondblclick={self.on_double_click(node)}>
                { self.view_twisty(node) }
                { view_mark(node.mark) }
                <span class="tree-name">{ breakable(&node.label) }</span>
                { view_facts(node) }
            </li>
        }
    }

    fn on_drag(&self, node: &Node) -> Callback<DragEvent> {
        let (cut, key) = (self.cut.clone(), Rc::clone(&node.key));
        let can_move = node.moves_into.is_some();
        Callback::from(move |event: DragEvent| match event.data_transfer() {
            Some(data) if can_move => {
                // Without some data a browser drags nothing.
                let _ = data.set_data("text/plain", &key);
                data.set_effect_allowed("move");
                cut.set(Some(Rc::clone(&key)));
            }
            _ => event.prevent_default(),
        })
    }

    fn on_drag_end(&self) -> Callback<DragEvent> {
        let (cut, over) = (self.cut.clone(), self.over.clone());
        Callback::from(move |_| {
            cut.set(None);
            over.set(None);
        })
    }

    fn on_drag_over(&self, index: usize) -> Callback<DragEvent> {
        let (cut, over, latest) = (self.cut.clone(), self.over.clone(), self.props.latest.clone());
        Callback::from(move |event: DragEvent| {
            let Some(moved) = &*cut else { return };
            let into = taker(&latest.nodes(), moved, index);
            if into.is_some() {
                event.prevent_default();
            }
            if *over != into {
                over.set(into);
            }
        })
    }

    fn on_drop(&self, index: usize) -> Callback<DragEvent> {
        let (cut, over, latest) = (self.cut.clone(), self.over.clone(), self.props.latest.clone());
        let on_move = self.props.on_move.clone();
        Callback::from(move |event: DragEvent| {
            let moved = (*cut).clone();
            let into = moved.as_ref().and_then(|moved| taker(&latest.nodes(), moved, index));
            if let (Some(moved), Some(into)) = (moved, into) {
                event.prevent_default();
                on_move.emit((moved, into));
            }
            cut.set(None);
            over.set(None);
        })
    }

    fn view_twisty(&self, node: &Node) -> Html {
        let Some(open) = node.expanded else {
            return html! { <span class="tree-twisty tree-twisty-none" aria-hidden="true" /> };
        };
        let (toggle, key) = (self.props.on_toggle.clone(), Rc::clone(&node.key));
        let onclick = Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            toggle.emit(Rc::clone(&key));
        });
        let glyph = if open { Glyph::ChevronDown } else { Glyph::ChevronRight };
        html! { <span class="tree-twisty" aria-hidden="true" {onclick}><Icon {glyph} /></span> }
    }

    fn view_rename(&self, node: &Node, id: String) -> Html {
        let (renamed, key, tree) =
            (self.props.on_renamed.clone(), Rc::clone(&node.key), self.props.id.clone());
        let on_named = Callback::from(move |name| renamed.emit((Rc::clone(&key), name)));
        let on_key = Callback::from(move |()| focus::tab_stop_in(&tree));
        let (refuses, key) = (self.props.refuses.clone(), Rc::clone(&node.key));
        let refuses = Callback::from(move |name| refuses.emit((Rc::clone(&key), name)));
        html! {
            <li key={&*node.key} {id} class={format!("tree-item tree-level-{}", node.level.min(8))} role="treeitem"
                aria-level={node.level.to_string()} aria-selected="true">
                <span class="tree-twisty tree-twisty-none" aria-hidden="true" />
                { view_mark(node.mark) }
                <NameField id={format!("{}-rename", self.props.id)} class="tree-rename"
                    label={format!("New name of {}", node.label)} name={node.label.clone()} {refuses} keeps=false {on_named} {on_key} />
            </li>
        }
    }

    fn on_double_click(&self, node: &Node) -> Callback<MouseEvent> {
        let (rename, key) = (self.props.on_rename.clone(), Rc::clone(&node.key));
        let (toggle, can, folds) = (self.props.on_toggle.clone(), node.can_rename, node.expanded);
        Callback::from(move |_| match (folds, can) {
            (Some(_), _) => toggle.emit(Rc::clone(&key)),
            (None, true) => rename.emit(Some(Rc::clone(&key))),
            (None, false) => {}
        })
    }

    fn on_key(&self, index: usize) -> Callback<KeyboardEvent> {
        let latest = self.props.latest.clone();
        let id = self.props.id.clone();
        let (choose, toggle) = (self.props.on_choose.clone(), self.props.on_toggle.clone());
        let entered = self.props.on_entered.clone();
        let (rename, remove) = (self.props.on_rename.clone(), self.props.on_remove.clone());
        let (duplicate, on_move) = (self.props.on_duplicate.clone(), self.props.on_move.clone());
        let cut = self.cut.clone();
        let (active, typed) = (self.active.clone(), Rc::clone(&self.props.typed.0));
        Callback::from(move |event: KeyboardEvent| {
            let nodes = latest.nodes();
            let Some(node) = nodes.get(index) else { return };
            let key = || Rc::clone(&node.key);
            let go = |to: usize| {
                active.set(Some(Rc::clone(&nodes[to].key)));
                focus::by_id(&element_id(&id, &nodes[to].key));
            };
            if event.ctrl_key() || event.meta_key() {
                match event.key().to_ascii_lowercase().as_str() {
                    "d" if node.can_duplicate => {
                        // The copy is chosen then, and is gone on with.
                        active.set(None);
                        duplicate.emit(key());
                        focus::tab_stop_in(&id);
                    }
                    "x" if node.moves_into.is_some() => cut.set(Some(key())),
                    "v" => {
                        let Some(moved) = (*cut).clone() else { return };
                        let Some(into) = taker(&nodes, &moved, index) else { return };
                        cut.set(None);
                        // What was moved is chosen then.
                        active.set(None);
                        on_move.emit((moved, into));
                        // It has another row now.
                        focus::tab_stop_in(&id);
                    }
                    _ => return,
                }
                event.prevent_default();
                event.stop_propagation();
                return;
            }
            match event.key().as_str() {
                "Escape" if cut.is_some() => cut.set(None),
                "ArrowDown" if index + 1 < nodes.len() => go(index + 1),
                "ArrowUp" if index > 0 => go(index - 1),
                "Home" => go(0),
                "End" => go(nodes.len() - 1),
                "ArrowRight" if node.expanded == Some(false) => toggle.emit(key()),
                "ArrowRight" if node.expanded == Some(true) && index + 1 < nodes.len() => {
                    go(index + 1)
                }
                "ArrowLeft" if node.expanded == Some(true) => toggle.emit(key()),
                "ArrowLeft" => {
                    if let Some(parent) = parent(&nodes, index) {
                        go(parent);
                    }
                }
                "Enter" => {
                    choose.emit(key());
                    entered.emit(());
                }
                " " => choose.emit(key()),
                "F2" if node.can_rename => rename.emit(Some(key())),
                "Delete" if node.can_remove => {
                    go(if index + 1 < nodes.len() { index + 1 } else { index.saturating_sub(1) });
                    remove.emit(key());
                }
                letter if letter.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() => {
                    if let Some(found) = find(&nodes, index, letter, &typed) {
                        go(found);
                    }
                }
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    }
}

/// The element id of a node.
pub(crate) fn element_id(tree: &str, key: &str) -> String {
    let key: String =
        key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{tree}-{key}")
}

/// The node itself where it takes what is moved, else the nearest above it that does.
fn taker(nodes: &[Node], moved: &str, index: usize) -> Option<Rc<str>> {
    let wanted = named(nodes, moved)?.moves_into?;
    let above = std::iter::successors(Some(index), |index| parent(nodes, *index));
    let mut above = above.map(|index| &nodes[index]);
    above.find(|node| node.container == Some(wanted)).map(|node| Rc::clone(&node.key))
}

fn named<'a>(nodes: &'a [Node], key: &str) -> Option<&'a Node> {
    nodes.iter().find(|node| *node.key == *key)
}

fn parent(nodes: &[Node], index: usize) -> Option<usize> {
    (0..index).rev().find(|before| nodes[*before].level < nodes[index].level)
}

/// The next node whose name begins with what was typed without a pause.
fn find(nodes: &[Node], from: usize, letter: &str, typed: &Rc<RefCell<Typed>>) -> Option<usize> {
    let forget = Rc::clone(typed);
    let mut typed = typed.borrow_mut();
    typed.letters.push_str(&letter.to_lowercase());
    typed.pause = Some(timer::after(800, move || forget.borrow_mut().letters.clear()));
    let first = usize::from(typed.letters.chars().count() == 1);
    (0..nodes.len())
        .map(|step| (from + first + step) % nodes.len())
        .find(|index| nodes[*index].label.to_lowercase().starts_with(&typed.letters))
}

fn view_mark(mark: NodeMark) -> Html {
    match mark {
        NodeMark::Glyph(glyph) => html! { <Icon {glyph} /> },
        NodeMark::Account(colour) => {
            html! { <span class={format!("account-mark account-mark-{colour}")} aria-hidden="true" /> }
        }
    }
}

fn view_facts(node: &Node) -> Html {
    html! {
        <>
            if !node.fact.is_empty() {
                <span class={classes!("tree-meta", node.fact_is_mono.then_some("tree-meta-mono"))}>
                    { node.fact.clone() }
                </span>
            }
            if let Some(says) = &node.decides {
                <span class="tree-decides" title={says.clone()}>
                    <Icon glyph={Glyph::Denied} /><span class="hidden-text">{ says.clone() }</span>
                </span>
            }
        </>
    }
}
