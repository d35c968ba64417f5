//! Panel: a role, user, account, … with its settings. AWS's names, the limits that hold, and the way to its documents.

mod documents;
mod fields;
mod kinds;
mod organization;
mod policy;
mod provider;
mod scenario;

use yew::prelude::*;

use crate::{
    components::Glyph,
    panels::{steps::revocation, subject_head, world::resource_kind},
    state::{Action, EntityAddress, selectors, world},
    store::Store,
};

/// The panel's root.
pub(crate) fn view(store: &Store, entity: &EntityAddress) -> Html {
    let scenario = &store.simulation.scenario;
    let (glyph, kind) = describe(entity);
    let name = selectors::entity_title(scenario, entity);
    let removable = !matches!(entity, EntityAddress::Start | EntityAddress::Scenario);
    let tools = html! {
        <>
            { revocation::view_button(store, entity) }
            if removable { { subject_head::view_remove(store, Action::EntityRemoved(entity.clone())) } }
        </>
    };
    let renames = (removable && !is_root(entity)).then_some(entity);
    html! {
        <section class="subject" aria-label={name.clone()}>
            { subject_head::view(store, glyph, &name, kind, renames, tools) }
            <div class="panel-scroll entity" key={format!("{entity:?}")}>
                { kinds::view(store, entity) }
                { documents::view(store, entity) }
                if removable { { view_removal(&world::removal_breaks(scenario, entity)) } }
            </div>
        </section>
    }
}

/// Whether it is the organization itself, whose name is its id.
fn is_root(entity: &EntityAddress) -> bool {
    matches!(entity, EntityAddress::Unit(path) if path.is_empty())
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

/// The icon of an entity, and what it is.
pub(crate) fn describe(entity: &EntityAddress) -> (Glyph, &'static str) {
    match entity {
        EntityAddress::Unit(path) if path.is_empty() => {
            (Glyph::Organization, "root of the organization")
        }
        EntityAddress::Unit(_) => (Glyph::Folder, "organizational unit"),
        EntityAddress::Account(_) => (Glyph::Account, "account"),
        EntityAddress::User(..) => (Glyph::User, "IAM user"),
        EntityAddress::Group(..) => (Glyph::Group, "IAM group"),
        EntityAddress::Role(..) => (Glyph::Role, "role"),
        EntityAddress::InlinePolicy(..) => (Glyph::Document, "inline policy"),
        EntityAddress::ManagedPolicy(..) => (Glyph::Document, "managed policy"),
        EntityAddress::Provider(_) => (Glyph::Fingerprint, "identity provider"),
        EntityAddress::OrganizationPolicy(_) => (Glyph::Document, "policy of the organization"),
        EntityAddress::Resource(arn) => resource_kind(arn),
        EntityAddress::Scenario => (Glyph::File, "what holds for all of it"),
        EntityAddress::Start => (Glyph::Key, "who begins, and when"),
    }
}
