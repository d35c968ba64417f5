//! What an account keeps of an identity provider.

use std::rc::Rc;

use federation::ProviderFinding;
use iam::Arn;
use simulator::scenario::{OidcProvider, SamlProvider};
use yew::prelude::*;

use super::{
    fields::{self, write},
    kinds::fact,
};
use crate::{
    chunks,
    components::lines_field::LinesField,
    state::{EntityAddress, EntityField, selectors, settings::ProviderPart},
    store::Store,
};

/// The settings; nothing where there is no such provider.
pub(super) fn view(store: &Store, entity: &EntityAddress, arn: &Arn) -> Option<Html> {
    let account = store.simulation.scenario.account(arn.account()?)?;
    let saml = account.saml_providers.iter().find(|known| known.arn == *arn);
    let oidc = account.oidc_providers.iter().find(|known| known.arn == *arn);
    saml.map(|known| view_saml(store, entity, known))
        .or_else(|| oidc.map(|known| view_oidc(store, entity, known)))
}

fn view_saml(store: &Store, entity: &EntityAddress, provider: &SamlProvider) -> Html {
    let text = provider.metadata.as_ref();
    let finding = text.and_then(|text| (chunks::federation()?.metadata_finding)(text));
    html! {
        <>
            { fact("Arn", provider.arn.as_str()) }
            { view_lines(store, entity, "provider-metadata", ("SAMLMetadataDocument", "XML"), text, finding,
                |text| ProviderPart::SamlMetadataDocument(text)) }
        </>
    }
}

fn view_oidc(store: &Store, entity: &EntityAddress, provider: &OidcProvider) -> Html {
    let text = provider.key_set.as_ref();
    let finding = text.and_then(|text| (chunks::federation()?.key_set_finding)(text));
    let issuer = format!("https://{}", selectors::provider_name(&provider.arn));
    let url = provider.url.as_ref().map_or(issuer, ToString::to_string);
    let host =
        |url: &str| Rc::from(url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/'));
    html! {
        <>
            { fact("Arn", provider.arn.as_str()) }
            { fields::name(store, entity, "provider-url", "Url", url.into(), host) }
            { fields::words(store, entity, &fields::Words {
                id: "provider-clients", label: "ClientIDList", limit: "the audiences it may issue tokens for", placeholder: "none",
                field: |ids| EntityField::Provider(ProviderPart::ClientIdList(ids)),
            }, &provider.client_ids) }
            { view_lines(store, entity, "provider-keys", ("Jwks", "JSON"), text, finding, |text| ProviderPart::Jwks(text)) }
        </>
    }
}

/// What is pasted as it is. Without it the provider is a simulated one.
fn view_lines(
    store: &Store,
    entity: &EntityAddress,
    id: &'static str,
    (label, limit): (&'static str, &'static str),
    text: Option<&Rc<str>>,
    finding: Option<ProviderFinding>,
    part: fn(Option<Rc<str>>) -> ProviderPart,
) -> Html {
    let on_input = write(store, entity, move |text: AttrValue| {
        EntityField::Provider(part((!text.is_empty()).then(|| Rc::from(&*text))))
    });
    let note = "Without it the provider is simulated: it signs with the playground’s own key.";
    let error = finding.map(|found| AttrValue::from(found.message));
    let value = text.map_or_else(AttrValue::default, |text| Rc::clone(text).into());
    html! { <LinesField {id} {label} {limit} {note} {value} {error} placeholder="simulated" {on_input} /> }
}
