//! What an account keeps of an identity provider.

use std::rc::Rc;

use federation::ProviderFinding;
use iam::Arn;
use simulator::scenario::{OidcProvider, SamlProvider};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    fields::{self, write},
    kinds::fact,
};
use crate::{
    chunks::{self, Federation},
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
    html! {
        <>
            { fact("Arn", provider.arn.as_str()) }
            <Pasted id="provider-metadata" label="SAMLMetadataDocument" limit="XML" text={provider.metadata.clone()}
                finding={Finding(|part, text| (part.metadata_finding)(text))}
                on_input={write(store, entity, |text| EntityField::Provider(ProviderPart::SamlMetadataDocument(text)))} />
        </>
    }
}

fn view_oidc(store: &Store, entity: &EntityAddress, provider: &OidcProvider) -> Html {
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
            <Pasted id="provider-keys" label="Jwks" limit="JSON" text={provider.key_set.clone()}
                finding={Finding(|part, text| (part.key_set_finding)(text))}
                on_input={write(store, entity, |text| EntityField::Provider(ProviderPart::Jwks(text)))} />
        </>
    }
}

/// Says what is wrong with a text.
#[derive(Clone, Copy)]
struct Finding(fn(&Federation, &str) -> Option<ProviderFinding>);

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

#[derive(PartialEq, Properties)]
struct PastedProps {
    id: &'static str,
    label: &'static str,
    limit: &'static str,
    text: Option<Rc<str>>,
    finding: Finding,
    on_input: Callback<Option<Rc<str>>>,
}

/// What is pasted and kept as it is. What reads it is loaded where there is something to read.
#[component]
fn Pasted(props: &PastedProps) -> Html {
    let loaded = use_state(|| chunks::federation().is_some());
    {
        let loaded = loaded.setter();
        use_effect_with(props.text.is_some(), move |is_wanted| {
            if *is_wanted && chunks::federation().is_none() {
                spawn_local(async move { loaded.set(chunks::load_federation().await) });
            }
        });
    }
    let part = chunks::federation().filter(|_| *loaded);
    let text = props.text.as_deref();
    let found = part.and_then(|part| (props.finding.0)(&part, text?));
    let error = found.map(|found| AttrValue::from(found.message));
    let on_input =
        props.on_input.reform(|text: AttrValue| (!text.is_empty()).then(|| Rc::from(&*text)));
    let note = "Without it the provider is simulated: it signs with the playground’s own key.";
    let value = props.text.clone().map_or_else(AttrValue::default, AttrValue::from);
    html! {
        <LinesField id={props.id} label={props.label} limit={props.limit} {note} {value} {error} placeholder="simulated" {on_input} />
    }
}
