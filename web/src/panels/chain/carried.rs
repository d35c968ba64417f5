//! What the chain carries, to light up wherever it is: session tags and the source identity, as they flow from hop to hop.

use std::rc::Rc;

use diagram::{
    Model,
    model::{Chip, ChipKind, ChipOrigin, Node},
};
use yew::prelude::*;

use crate::{
    browser::focus,
    components::{
        Glyph, Icon,
        menu::{Menu, MenuItem},
    },
    state::{Action, Lit, selectors},
    store::Store,
};

/// The element id of the menu.
const MENU: &str = "carried";

/// Something that is carried, with the sessions that have it.
struct Carried {
    what: Lit,
    /// Every value that it has, the first one first.
    values: Vec<Rc<str>>,
    /// The names of those who carry it, in order.
    carriers: Vec<Rc<str>>,
}

/// Whether a session has it: what is refused or not reached only would have.
fn has(chip: &Chip) -> bool {
    matches!(chip.origin, ChipOrigin::Set | ChipOrigin::Inherited)
}

fn is_of(chip: &Chip, what: &Lit) -> bool {
    chip.kind == what.kind && chip.key == what.key
}

fn all(model: &Model) -> Vec<Carried> {
    let mut all: Vec<Carried> = Vec::new();
    for (node, chip) in
        model.nodes.iter().flat_map(|node| node.chips.iter().map(move |chip| (node, chip)))
    {
        let known = all.iter().position(|known| is_of(chip, &known.what));
        let at = known.unwrap_or_else(|| {
            let what = Lit { kind: chip.kind, key: Rc::clone(&chip.key) };
            all.push(Carried { what, values: Vec::new(), carriers: Vec::new() });
            all.len() - 1
        });
        if !all[at].values.contains(&chip.value) {
            all[at].values.push(Rc::clone(&chip.value));
        }
        if has(chip) {
            all[at].carriers.push(Rc::clone(&node.name));
        }
    }
    all
}

/// Whether a node of the chain carries what is lit.
pub(super) fn is_lit(node: &Node, lit: Option<&Lit>) -> bool {
    lit.is_some_and(|lit| node.chips.iter().any(|chip| is_of(chip, lit) && has(chip)))
}

/// The menu; nothing where nothing is carried.
pub(crate) fn view(store: &Store) -> Html {
    let lit = store.model().ui.lit.clone();
    let mut items: Vec<MenuItem> = all(&store.simulation.chain)
        .into_iter()
        .map(|carried| {
            let is_lit = lit.as_ref() == Some(&carried.what);
            let next = (!is_lit).then(|| carried.what.clone());
            let sessions = selectors::counted(carried.carriers.len(), "session");
            let values = iam::visible(&carried.values.join(", ")).into_owned();
            let (glyph, label) = match carried.what.kind {
                ChipKind::SourceIdentity => {
                    (Glyph::Fingerprint, format!("Source identity {values}"))
                }
                ChipKind::Tag => {
                    (Glyph::Tag, format!("Tag {}={values}", iam::visible(&carried.what.key)))
                }
            };
            MenuItem::Command {
                glyph: if is_lit { Glyph::Check } else { glyph },
                label: label.into(),
                hint: if is_lit { format!("lit in {sessions}") } else { sessions }.into(),
                run: store.on(move |()| Action::CarriedLit(next.clone())),
            }
        })
        .collect();
    if items.is_empty() {
        return Html::default();
    }
    items.insert(0, MenuItem::Heading("Light up along the chain".into()));
    html! { <Menu id={MENU} label="What the chain carries" glyph={Glyph::Tag} {items} /> }
}

/// What is lit, in words, with the way to put it out.
pub(super) fn view_sign(model: &Model, lit: Option<&Lit>, on_lit: &Callback<Option<Lit>>) -> Html {
    let put_out = on_lit.reform(|_: MouseEvent| {
        focus::by_id(&format!("{MENU}-button"));
        None
    });
    html! {
        <div class={if lit.is_some() { "chain-lit" } else { "hidden-text" }}>
            <p role="status">{ lit.map(|lit| words(model, lit)) }</p>
            if lit.is_some() {
                <button type="button" class="icon-button" aria-label="Put it out" title="Put it out (Escape)" onclick={put_out}>
                    <Icon glyph={Glyph::Close} />
                </button>
            }
        </div>
    }
}

fn words(model: &Model, lit: &Lit) -> String {
    let name = match lit.kind {
        ChipKind::SourceIdentity => "The source identity".to_owned(),
        ChipKind::Tag => format!("The tag {}", iam::visible(&lit.key)),
    };
    let found = all(model).into_iter().find(|carried| carried.what == *lit);
    match found.map(|carried| carried.carriers).unwrap_or_default().as_slice() {
        [] => format!("{name} is in no session."),
        carriers => format!("{name} is carried by {}.", carriers.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{gallery, store::Simulation};

    #[test]
    fn what_is_set_once_is_carried_by_every_session_behind() {
        let example = gallery::example("three-hop-chain").unwrap();
        let model = Simulation::of(example.scenario).chain;
        let all = all(&model);
        let names: Vec<(&str, ChipKind)> =
            all.iter().map(|carried| (&*carried.what.key, carried.what.kind)).collect();
        assert_eq!(names, [("SourceIdentity", ChipKind::SourceIdentity), ("team", ChipKind::Tag)]);
        for carried in &all {
            let carriers: Vec<&str> = carried.carriers.iter().map(|name| &**name).collect();
            assert_eq!(carriers, ["DeployRole", "ProdAdmin", "LogArchiveReader"]);
        }
    }

    #[test]
    fn a_session_that_was_refused_carries_nothing() {
        let example = gallery::example(gallery::FEATURED).unwrap();
        let model = Simulation::of(example.scenario).chain;
        let team = Lit { kind: ChipKind::Tag, key: "team".into() };
        assert_eq!(lit_in(&model, &team), ["DeployRole"]);
    }

    #[test]
    fn a_tag_that_is_called_as_the_source_identity_is_not_lit_with_it() {
        let example = gallery::example("three-hop-chain").unwrap();
        let mut model = (*Simulation::of(example.scenario).chain).clone();
        for chip in model.nodes.iter_mut().flat_map(|node| &mut node.chips) {
            if chip.kind == ChipKind::Tag {
                chip.key = "SourceIdentity".into();
            }
        }
        let last = model.nodes.iter_mut().rfind(|node| !node.chips.is_empty()).unwrap();
        last.chips.retain(|chip| chip.kind == ChipKind::Tag);
        let lit = |kind| lit_in(&model, &Lit { kind, key: "SourceIdentity".into() });
        assert_eq!(lit(ChipKind::SourceIdentity), ["DeployRole", "ProdAdmin"]);
        assert_eq!(lit(ChipKind::Tag), ["DeployRole", "ProdAdmin", "LogArchiveReader"]);
    }

    fn lit_in<'a>(model: &'a Model, lit: &Lit) -> Vec<&'a str> {
        let lit = model.nodes.iter().filter(|node| is_lit(node, Some(lit)));
        lit.map(|node| &*node.name).collect()
    }
}
