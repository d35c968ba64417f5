//! What the chain carries, to light up wherever it is: session tags and the source identity, as they flow from hop to hop.

use std::rc::Rc;

use diagram::{
    Model,
    model::{Chip, ChipKind, ChipOrigin, Node},
};
use yew::prelude::*;

use crate::{
    components::{
        Glyph,
        menu::{Menu, MenuItem},
    },
    state::{Action, selectors},
    store::Store,
};

/// Something that is carried, with the sessions that have it.
struct Carried {
    kind: ChipKind,
    key: Rc<str>,
    /// Every value that it has, the first one first.
    values: Vec<Rc<str>>,
    /// The names of those who carry it, in order.
    carriers: Vec<Rc<str>>,
}

/// Whether a session has it: what is refused or not reached only would have.
fn has(chip: &Chip) -> bool {
    matches!(chip.origin, ChipOrigin::Set | ChipOrigin::Inherited)
}

fn all(model: &Model) -> Vec<Carried> {
    let mut all: Vec<Carried> = Vec::new();
    for (node, chip) in
        model.nodes.iter().flat_map(|node| node.chips.iter().map(move |chip| (node, chip)))
    {
        let known = all.iter().position(|known| known.key == chip.key && known.kind == chip.kind);
        let at = known.unwrap_or_else(|| {
            let (kind, key) = (chip.kind, Rc::clone(&chip.key));
            all.push(Carried { kind, key, values: Vec::new(), carriers: Vec::new() });
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
pub(super) fn is_lit(node: &Node, lit: Option<&Rc<str>>) -> bool {
    lit.is_some_and(|lit| node.chips.iter().any(|chip| chip.key == *lit && has(chip)))
}

/// The menu; nothing where nothing is carried.
pub(crate) fn view(store: &Store) -> Html {
    let lit = store.model().ui.lit.clone();
    let mut items: Vec<MenuItem> = all(&store.simulation.chain)
        .into_iter()
        .map(|carried| {
            let is_lit = lit.as_ref() == Some(&carried.key);
            let next = (!is_lit).then(|| Rc::clone(&carried.key));
            let sessions = selectors::counted(carried.carriers.len(), "session");
            let values = iam::visible(&carried.values.join(", ")).into_owned();
            let (glyph, label) = match carried.kind {
                ChipKind::SourceIdentity => {
                    (Glyph::Fingerprint, format!("Source identity {values}"))
                }
                ChipKind::Tag => {
                    (Glyph::Tag, format!("Tag {}={values}", iam::visible(&carried.key)))
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
    html! { <Menu id="carried" label="What the chain carries" glyph={Glyph::Tag} {items} /> }
}

/// The same for whoever does not see it lit.
pub(super) fn view_said(model: &Model, lit: Option<&Rc<str>>) -> Html {
    let found = lit.and_then(|lit| all(model).into_iter().find(|carried| carried.key == *lit));
    let words = found.map(|carried| {
        let name = match carried.kind {
            ChipKind::SourceIdentity => "The source identity".to_owned(),
            ChipKind::Tag => format!("The tag {}", iam::visible(&carried.key)),
        };
        match carried.carriers.as_slice() {
            [] => format!("{name} is in no session."),
            carriers => format!("{name} is carried by {}.", carriers.join(", ")),
        }
    });
    html! { <p class="hidden-text" role="status">{ words }</p> }
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
            all.iter().map(|carried| (&*carried.key, carried.kind)).collect();
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
        let lit = "team".into();
        let lit: Vec<&str> = model
            .nodes
            .iter()
            .filter(|node| is_lit(node, Some(&lit)))
            .map(|node| &*node.name)
            .collect();
        assert_eq!(lit, ["DeployRole"]);
    }
}
