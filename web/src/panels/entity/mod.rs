//! Panel: a role, user, account, … with its settings. AWS's names, the limits that hold, and the way to its documents.

mod documents;
mod fields;
mod kinds;

use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    panels::subject_head::SubjectHead,
    state::{Action, EntityAddress, selectors, world},
    store::use_store,
};

/// Properties of [`Entity`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Which.
    pub(crate) address: EntityAddress,
}

/// The panel's root.
#[component]
pub(crate) fn Entity(props: &Props) -> Html {
    let store = use_store();
    let entity = &props.address;
    let scenario = &store.simulation.scenario;
    let (glyph, kind) = describe(entity);
    let name = selectors::entity_title(scenario, entity);
    let removable = *entity != EntityAddress::Start;
    let remove = {
        let entity = entity.clone();
        store.on(move |_| Action::EntityRemoved(entity.clone()))
    };
    html! {
        <section class="subject" aria-label={name.clone()}>
            <SubjectHead {glyph} name={name.clone()} {kind}>
                if removable {
                    <button type="button" class="button button-quiet" onclick={remove}>
                        <Icon glyph={Glyph::Trash} />{ "Remove" }
                    </button>
                }
            </SubjectHead>
            <div class="panel-scroll entity" key={format!("{entity:?}")}>
                { kinds::view(&store, entity) }
                { documents::view(&store, entity) }
                if removable { { view_removal(&world::removal_breaks(scenario, entity)) } }
            </div>
        </section>
    }
}

/// What removing it would do to the rest.
fn view_removal(breaks: &[String]) -> Html {
    if breaks.is_empty() {
        return html! {};
    }
    html! {
        <div class="field">
            <h3 class="field-label">{ "If it is removed" }</h3>
            <ul class="secondary">{ for breaks.iter().map(|line| html! { <li>{ selectors::sentence_case(line) }</li> }) }</ul>
        </div>
    }
}

fn describe(entity: &EntityAddress) -> (Glyph, &'static str) {
    match entity {
        EntityAddress::Unit(path) if path.is_empty() => {
            (Glyph::Organization, "root of the organization")
        }
        EntityAddress::Unit(_) => (Glyph::Folder, "organizational unit"),
        EntityAddress::Account(_) => (Glyph::Folder, "account"),
        EntityAddress::User(..) => (Glyph::User, "IAM user"),
        EntityAddress::Group(..) => (Glyph::Group, "IAM group"),
        EntityAddress::Role(..) => (Glyph::Role, "role"),
        EntityAddress::InlinePolicy(..) => (Glyph::Document, "inline policy"),
        EntityAddress::ManagedPolicy(..) => (Glyph::Document, "managed policy"),
        EntityAddress::Provider(_) => (Glyph::Fingerprint, "identity provider"),
        EntityAddress::OrganizationPolicy(_) => (Glyph::Document, "policy of the organization"),
        EntityAddress::Resource(_) => (Glyph::Bucket, "resource"),
        EntityAddress::Start => (Glyph::Key, "who begins, and when"),
    }
}
