//! What a provider is about to sign, or what was pasted: plain data until it is given to the step.

use std::rc::Rc;

use federation::{
    oidc::{self, SigningKeys},
    saml,
};
use iam::{AccountId, Arn, Timestamp};
use simulator::{
    outcome::Presented,
    scenario::{Account, BUILT_IN_PROVIDERS, OidcProvider, Operation, SamlProvider},
};
use sts::request::{Call, Claim, Signed, WebIdentityToken};

use crate::{
    panels::step::StepView,
    state::{
        facts,
        signed_text::{Provider, SignedText},
        signing::{Kind, Row, RowAddress, Signing, Source},
    },
};

/// What the step presents, where it presents anything.
pub(super) fn kind_of(step: &StepView) -> Option<Kind> {
    match call(step)? {
        Call::AssumeRoleWithWebIdentity(_) => Some(Kind::Token),
        Call::AssumeRoleWithSaml(_) => Some(Kind::Assertion),
        _ => None,
    }
}

pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Token => "token",
        Kind::Assertion => "assertion",
    }
}

/// The presets by title.
pub(super) fn presets(kind: Kind) -> Vec<&'static str> {
    match kind {
        Kind::Token => oidc::presets().iter().map(|preset| preset.title).collect(),
        Kind::Assertion => saml::presets().iter().map(|preset| preset.title).collect(),
    }
}

fn call(step: &StepView) -> Option<&Call> {
    match &step.step().operation {
        Operation::Sts(call) => Some(&call.call),
        _ => None,
    }
}

/// The form as it stands: what a person left of it over what its source says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// What a person left.
    pub(super) left: Signing,
    /// Claims, or the parts of an assertion.
    pub(super) rows: Vec<Row>,
    /// Where each of them stands.
    pub(super) at: Vec<RowAddress>,
}

/// Why nothing can be given to the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// A row cannot be said.
    Row(usize, String),
    /// A row is missing.
    Missing(&'static str),
    /// What was pasted cannot be read: the text (0) or the keys (1).
    Pasted(usize, String),
}

impl Draft {
    /// The form of a step that presents something, as it was left; untouched it begins with what the step says already,
    /// and where that says nothing, with the first preset.
    pub(super) fn of(left: Option<&Signing>, step: &StepView) -> Option<Self> {
        let kind = kind_of(step)?;
        let left = left.filter(|left| left.kind == kind).cloned().unwrap_or_else(|| {
            Signing::new(kind, if presents(step) { Source::Step } else { Source::Preset(0) })
        });
        Some(Self::filled(left, step))
    }

    /// What the step presents now, opened.
    pub(super) fn opened(kind: Kind, step: &StepView) -> Self {
        Self::filled(Signing::new(kind, Source::Step), step)
    }

    fn filled(left: Signing, step: &StepView) -> Self {
        let mut draft = Self { left, rows: Vec::new(), at: Vec::new() };
        let rows = draft.left.rows(draft.said(step));
        (draft.at, draft.rows) =
            rows.into_iter().map(|(at, value)| (at.clone(), (at.0, value))).unzip();
        draft
    }

    /// What the source says.
    fn said(&self, step: &StepView) -> Vec<Row> {
        let now = step.result().at;
        match (self.left.kind, self.left.source) {
            (_, Source::Pasted) => Vec::new(),
            (Kind::Token, Source::Step) => match &step.result().presented {
                Some(Presented::WebIdentity(token)) => oidc::rows(token),
                _ => Vec::new(),
            },
            (Kind::Token, Source::Preset(at)) => {
                let claims = oidc::presets()[at].claims(now);
                oidc::content(&claims).map(|token| oidc::rows(&token)).unwrap_or_default()
            }
            (Kind::Assertion, Source::Step) => match &step.result().presented {
                Some(Presented::Saml(content)) => self.form(step).saying(content).rows(),
                _ => Vec::new(),
            },
            (Kind::Assertion, Source::Preset(at)) => {
                let mut form = self.form(step);
                form.roles = pair(step, saml::presets()[at].id, &form.issuer).into_iter().collect();
                form.rows()
            }
        }
    }

    /// A form to begin with: what the preset says at the step's moment.
    fn form(&self, step: &StepView) -> saml::Form {
        let at = if let Source::Preset(at) = self.left.source { at } else { 0 };
        saml::presets()[at].form(step.result().at)
    }

    /// The condition keys that a row becomes.
    pub(super) fn keys_of(&self, row: &str) -> Vec<String> {
        let has_party = self.rows.iter().any(|(name, value)| name == "azp" && !value.is_empty());
        match self.left.kind {
            Kind::Token => simulator::claim_keys(issuer(&self.rows), row, has_party),
            Kind::Assertion => simulator::assertion_keys(row),
        }
    }

    /// What is said below a row: the condition keys that it becomes, or the moment that a token counts in seconds.
    pub(super) fn note_of(&self, row: &str, value: &str) -> String {
        let keys = self.keys_of(row);
        if !keys.is_empty() {
            return format!("→ {}", keys.join(", "));
        }
        let is_moment = self.left.kind == Kind::Token && ["iat", "exp", "nbf"].contains(&row);
        let seconds = value.parse().ok().filter(|_| is_moment);
        seconds.map(Timestamp::from_seconds).map(facts::moment).unwrap_or_default()
    }

    /// The text with everything that the account must know of its provider.
    pub(super) fn make(&self, step: &StepView) -> Result<SignedText, Problem> {
        let (text, provider) = match (self.left.source, self.left.kind) {
            (Source::Pasted, Kind::Token) => self.pasted_token(step)?,
            (Source::Pasted, Kind::Assertion) => self.pasted_assertion(step)?,
            (_, Kind::Token) => self.issued_token(step)?,
            (_, Kind::Assertion) => self.issued_assertion(step)?,
        };
        let issued = self.left.source != Source::Pasted;
        Ok(SignedText { step: step.index, text: text.into(), issued, provider })
    }

    fn issued_token(&self, step: &StepView) -> Result<Made, Problem> {
        let named = self.rows.iter().rposition(|(name, _)| name == "iss");
        let row = named.ok_or(Problem::Missing("Add the claim `iss`: who issues it."))?;
        let address = simulator::issuer_address(&self.rows[row].1);
        let is_built_in = address.is_some_and(|known| BUILT_IN_PROVIDERS.contains(&known));
        if !is_built_in {
            let url = &self.rows[row].1;
            oidc::check_issuer(url).map_err(|reason| Problem::Row(row, reason.to_owned()))?;
        }
        let keys = SigningKeys::new(step.scenario().seed.as_deref().unwrap_or_default());
        let text = oidc::issue(&keys, self.left.algorithm, &oidc::with_rows(&self.rows))
            .map_err(|error| Problem::Row(row, capital(&error.to_string())))?;
        let missing = |account: &&Account| oidc_provider(account, issuer(&self.rows)).is_none();
        let account = account(step).filter(missing).filter(|_| !is_built_in);
        let provider = account.and_then(|account| {
            let token = oidc::content(&oidc::with_rows(&self.rows)).ok()?;
            provider_of(account, issuer(&self.rows), &token, keys.published())
        });
        Ok((text, provider))
    }

    fn pasted_token(&self, step: &StepView) -> Result<Made, Problem> {
        let [text, keys] = self.left.pasted.each_ref().map(|text| text.trim());
        let read = oidc::read_token(text).map_err(|error| Problem::Pasted(0, error.reason()))?;
        if keys.is_empty() {
            return Ok((text.to_owned(), None));
        }
        oidc::read_key_set(keys)
            .map_err(|error| Problem::Pasted(1, capital(&error.to_string())))?;
        let token = read.content();
        let rows = oidc::rows(&token);
        let named = rows.iter().rfind(|(known, _)| known == "iss");
        // The service knows no issuer without an address; it says so when it is asked.
        let issuer = named.and_then(|(_, iss)| simulator::issuer_address(iss));
        let known = account(step).zip(issuer);
        let provider = known.and_then(|(account, issuer)| match oidc_provider(account, issuer) {
            Some(known) => {
                let known = OidcProvider { key_set: Some(keys.into()), ..known.clone() };
                Some((account.id, Provider::Oidc(known)))
            }
            // IAM registers no other issuers.
            None if oidc::check_issuer(&format!("https://{issuer}")).is_err() => None,
            None => provider_of(account, issuer, &token, keys.to_owned()),
        });
        Ok((text.to_owned(), provider))
    }

    fn issued_assertion(&self, step: &StepView) -> Result<Made, Problem> {
        let form = self
            .form(step)
            .with_rows(&self.rows)
            .map_err(|(row, reason)| Problem::Row(row, reason))?;
        let role = role_arn(step);
        let listed = form.roles.iter().find(|(known, _)| Some(&**known) == role.as_deref());
        let arn = listed.or(form.roles.first()).and_then(|(_, arn)| arn.parse::<Arn>().ok());
        let metadata = saml::metadata(&form.issuer);
        Ok((
            saml::issue(&form),
            arn.and_then(|arn| saml_provider(step, arn, Some(metadata), false)),
        ))
    }

    fn pasted_assertion(&self, step: &StepView) -> Result<Made, Problem> {
        let [text, metadata] = self.left.pasted.each_ref().map(|text| text.trim());
        let assertion = saml::read(text).map_err(|error| Problem::Pasted(0, error.reason()))?;
        if !metadata.is_empty() {
            saml::read_metadata(metadata)
                .map_err(|error| Problem::Pasted(1, capital(&error.to_string())))?;
        }
        let pairs = assertion.attribute("https://aws.amazon.com/SAML/Attributes/Role");
        let role = role_arn(step).unwrap_or_default();
        let pair = pairs.iter().find(|pair| pair.contains(&*role)).or(pairs.first());
        // The two may stand in either order.
        let arns = pair.into_iter().flat_map(|pair| pair.split(','));
        let arn = arns
            .filter_map(|arn| arn.trim().parse::<Arn>().ok())
            .find(|arn| arn.resource().starts_with("saml-provider/"));
        let given = (!metadata.is_empty()).then(|| metadata.to_owned());
        let provider = arn.and_then(|arn| saml_provider(step, arn, given, true));
        Ok((text.to_owned(), provider))
    }
}

/// A text with what the account must know.
type Made = (String, Option<(AccountId, Provider)>);

/// The provider that the claims name: an issuer without its scheme.
fn issuer(rows: &[Row]) -> &str {
    let row = rows.iter().rfind(|(known, _)| known == "iss");
    let issuer = row.map_or("", |(_, value)| value);
    issuer.strip_prefix("https://").unwrap_or(issuer)
}

/// A provider that is to be registered: it takes the audiences of this token.
fn provider_of(
    account: &Account,
    issuer: &str,
    token: &WebIdentityToken,
    keys: String,
) -> Option<(AccountId, Provider)> {
    let arn = format!("arn:aws:iam::{}:oidc-provider/{issuer}", account.id);
    let mut provider = OidcProvider::new(arn.parse().ok()?);
    provider.url = Some(format!("https://{issuer}").into());
    for (name, claim) in &token.claims {
        let clients = match (&**name, claim) {
            ("azp" | "aud", Claim::Text(client)) => std::slice::from_ref(client),
            ("aud", Claim::List(clients)) => clients,
            _ => continue,
        };
        let named = clients.iter().filter(|client| !client.is_empty()).cloned();
        provider.client_ids.extend(named);
    }
    provider.key_set = Some(keys.into());
    Some((account.id, Provider::Oidc(provider)))
}

fn capital(text: &str) -> String {
    let mut text = format!("{text}.");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn role_arn(step: &StepView) -> Option<Rc<str>> {
    match call(step)? {
        Call::AssumeRoleWithWebIdentity(call) => call.role_arn.clone(),
        Call::AssumeRoleWithSaml(call) => call.role_arn.clone(),
        _ => None,
    }
}

/// The account of the role that is asked for.
fn account(step: &StepView) -> Option<&Account> {
    let id = role_arn(step)?.parse::<Arn>().ok()?.account()?;
    step.scenario().accounts.iter().find(|account| account.id == id)
}

fn oidc_provider<'a>(account: &'a Account, issuer: &str) -> Option<&'a OidcProvider> {
    let is_it =
        |known: &&OidcProvider| known.arn.resource().strip_prefix("oidc-provider/") == Some(issuer);
    account.oidc_providers.iter().find(is_it)
}

/// The provider as its account has it, else as it is to be registered there; other metadata takes the place of what
/// is there only where it `replaces` it.
fn saml_provider(
    step: &StepView,
    arn: Arn,
    metadata: Option<String>,
    replaces: bool,
) -> Option<(AccountId, Provider)> {
    let id = arn.account()?;
    let account = step.scenario().accounts.iter().find(|account| account.id == id)?;
    let known = account.saml_providers.iter().find(|known| known.arn == arn);
    let mut provider = known.cloned().unwrap_or_else(|| SamlProvider::new(arn));
    if let Some(metadata) = metadata.filter(|_| known.is_none() || replaces) {
        provider.metadata = Some(metadata.into());
    }
    Some((id, Provider::Saml(provider)))
}

/// The role that is asked for with the provider that a preset's assertion comes from: the step's own where that can be
/// of this issuer, else one named after the preset.
fn pair(step: &StepView, preset: &str, issuer: &str) -> Option<(String, String)> {
    let role = role_arn(step)?;
    let account = account(step)?;
    let Some(Call::AssumeRoleWithSaml(call)) = call(step) else { return None };
    let fits = |known: &&SamlProvider| match &known.metadata {
        None => true,
        Some(text) => saml::read_metadata(text).is_ok_and(|read| read.issuer == issuer),
    };
    let own = account
        .saml_providers
        .iter()
        .find(|known| call.principal_arn.as_deref() == Some(known.arn.as_str()))
        .filter(fits);
    let of_issuer =
        || account.saml_providers.iter().find(|known| known.metadata.is_some() && fits(known));
    let arn = match own.or_else(of_issuer) {
        Some(known) => known.arn.to_string(),
        None => format!("arn:aws:iam::{}:saml-provider/{preset}", account.id),
    };
    Some((role.to_string(), arn))
}

/// Whether the step has a token or an assertion, of whatever form.
pub(super) fn presents(step: &StepView) -> bool {
    match call(step) {
        Some(Call::AssumeRoleWithWebIdentity(call)) => call.token.is_some(),
        Some(Call::AssumeRoleWithSaml(call)) => call.assertion.is_some(),
        _ => false,
    }
}

/// Whether the text is signed already: nothing of it can be edited where it stands.
pub(super) fn is_signed(step: &StepView) -> bool {
    text(step).is_some()
}

/// The signed text that the step presents.
pub(super) fn text(step: &StepView) -> Option<&str> {
    let text = match call(step)? {
        Call::AssumeRoleWithWebIdentity(call) => call.token.as_ref().and_then(Signed::text),
        Call::AssumeRoleWithSaml(call) => call.assertion.as_ref().and_then(Signed::text),
        _ => None,
    };
    text.map(|text| &**text)
}

#[cfg(test)]
mod tests {
    use federation::oidc::Algorithm;
    use simulator::{
        Scenario,
        outcome::{CheckStatus, Judged},
    };

    use super::*;
    use crate::{
        state::{Action, FieldValue, Model, Origin, StepField, signed::Part, update},
        store::Simulation,
    };

    /// An account that knows no provider, with a step that presents nothing yet.
    fn model(call: &str) -> Model {
        let text = format!(
            r#"{{ "version": 1, "title": "t", "seed": "s",
            "start": {{ "principal": "arn:aws:iam::111111111111:user/u", "time": "2026-11-22T10:00:00Z" }},
            "accounts": [{{ "AccountId": "111111111111", "Users": [{{ "UserName": "u" }}], "Roles": [{{
              "RoleName": "R", "AssumeRolePolicyDocument": {{ "Version": "2012-10-17", "Statement": [] }} }}] }}],
            "steps": [{{ "id": "in", {call} }}] }}"#
        );
        let scenario = Rc::new(Scenario::read(&text).unwrap());
        let opened = Action::ScenarioOpened { scenario, origin: Origin::Own };
        update(&Model::new(), opened)
    }

    const TOKEN: &str = r#""AssumeRoleWithWebIdentity": {
        "RoleArn": "arn:aws:iam::111111111111:role/R", "RoleSessionName": "session" }"#;
    const SAML: &str = r#""AssumeRoleWithSAML": { "RoleArn": "arn:aws:iam::111111111111:role/R" }"#;

    fn step(model: &Model) -> StepView {
        StepView::new(Simulation::of(Rc::clone(model.scenario())), 0).unwrap()
    }

    fn given(model: &Model, draft: &Draft) -> Model {
        let signed = draft.make(&step(model)).unwrap();
        update(model, Action::SignedTextGiven(Box::new(signed)))
    }

    fn untouched(step: &StepView) -> Draft {
        Draft::of(None, step).unwrap()
    }

    /// The form with something pasted into it.
    fn pasted(kind: Kind, text: &str, keys: &str, model: &Model) -> Draft {
        let mut left = Signing::new(kind, Source::Pasted);
        left.pasted = [text.to_owned(), keys.to_owned()];
        Draft::of(Some(&left), &step(model)).unwrap()
    }

    fn refused(draft: &Draft, model: &Model) -> Problem {
        draft.make(&step(model)).unwrap_err()
    }

    fn notice(model: &Model) -> String {
        model.ui.notice.as_ref().map_or_else(String::new, |notice| notice.text.to_string())
    }

    /// AWS: "AssumeRoleWithWebIdentity" and "AssumeRoleWithSAML": whatever a preset's provider signs here is taken for its
    /// own, by an account that did not know the provider before, and one undo takes both away.
    #[test]
    fn what_a_preset_issues_is_accepted_and_its_provider_registered_in_one_edit() {
        for (kind, call, all) in [
            (Kind::Token, TOKEN, &Judged::OF_TOKEN[..]),
            (Kind::Assertion, SAML, &Judged::OF_ASSERTION[..]),
        ] {
            for at in 0..presets(kind).len() {
                let title = presets(kind)[at];
                let before = model(call);
                let draft = Draft::filled(Signing::new(kind, Source::Preset(at)), &step(&before));
                let issuer = issuer(&draft.rows).to_owned();
                let after = given(&before, &draft);
                let made = step(&after);
                assert_eq!(made.result().judged, all, "{title}");
                let kinds = made.result().checks.iter();
                assert!(
                    kinds.clone().filter(|check| check.status == CheckStatus::Passed).count() > 1
                );
                let registers = !BUILT_IN_PROVIDERS.contains(&&*issuer);
                assert_eq!(
                    notice(&after).contains("is registered in account"),
                    registers,
                    "{title}"
                );
                assert!(is_signed(&made));
                // What the step says now is said again.
                let again = untouched(&made);
                assert_eq!(again.left.source, Source::Step);
                assert_eq!(again.rows, draft.rows, "{title}");
                let again = given(&after, &again);
                assert_eq!(step(&again).result().judged, all, "{title}");
                let undone = update(&after, Action::UndoRequested);
                assert_eq!(**undone.scenario(), **before.scenario(), "{title}");
            }
        }
    }

    #[test]
    fn a_pasted_token_comes_with_its_keys_and_is_refused_with_the_reason_at_its_field() {
        let before = model(TOKEN);
        let other = SigningKeys::new("another seed");
        let rows = untouched(&step(&before)).rows;
        let text = oidc::issue(&other, Algorithm::Es256, &oidc::with_rows(&rows)).unwrap();
        let token = |text: &str, keys: &str| pasted(Kind::Token, text, keys, &before);
        let reason = "Three parts with dots between them are wanted; it has 2.".to_owned();
        assert_eq!(refused(&token("a.b", ""), &before), Problem::Pasted(0, reason));
        let reason = "Expected an object with a list `keys`.".to_owned();
        assert_eq!(refused(&token(&text, "{}"), &before), Problem::Pasted(1, reason));
        let after = given(&before, &token(&text, &other.published()));
        assert_eq!(step(&after).result().judged, Judged::OF_TOKEN);
        assert!(
            notice(&after).starts_with("Pasted the token of hop 1. The provider token.actions.")
        );
        // Other keys take the place of those, and the signature does not hold any more.
        let after = given(&after, &token(&text, &SigningKeys::new("a third seed").published()));
        assert_eq!(step(&after).result().judged.last(), Some(&Judged::Signature));
        assert!(notice(&after).contains("gets these keys"), "{}", notice(&after));
    }

    #[test]
    fn a_row_says_its_keys_or_its_moment() {
        let before = model(TOKEN);
        let draft = untouched(&step(&before));
        let moment = "2026-11-22 10:00:00 UTC";
        for (row, value, note) in [
            ("sub", "joe", "→ ci.example:sub"),
            ("iat", "1795341600", moment),
            ("exp", "1795341600", moment),
            ("nbf", "1795341600", moment),
            ("exp", "tomorrow", ""),
            ("auth_time", "1795341600", ""),
        ] {
            let said = draft.note_of(row, value);
            assert_eq!(said.replace(issuer(&draft.rows), "ci.example"), note, "{row}");
        }
    }

    /// AWS: "CreateOpenIDConnectProvider": the service finds no provider for such an issuer, and the page registers none.
    #[test]
    fn a_pasted_token_of_an_issuer_that_iam_does_not_register_registers_nobody() {
        let before = model(TOKEN);
        let keys = SigningKeys::new("another seed");
        let mut rows = untouched(&step(&before)).rows;
        for issuer in ["joe", "", "http://example.com", "https://exam\u{202e}ple.com"] {
            let at = rows.iter().position(|(name, _)| name == "iss").unwrap();
            rows[at].1 = issuer.to_owned();
            let claims = oidc::with_rows(&rows);
            let text = oidc::issue(&keys, Algorithm::Es256, &claims).unwrap();
            let draft = pasted(Kind::Token, &text, &keys.published(), &before);
            let provider = draft.make(&step(&before)).unwrap().provider;
            assert!(provider.is_none(), "{issuer}");
        }
    }

    #[test]
    fn a_token_is_issued_by_an_issuer_that_iam_registers() {
        let before = model(TOKEN);
        let mut left = Signing::new(Kind::Token, Source::Preset(0));
        let problem = |left: &Signing| {
            let draft = Draft::of(Some(left), &step(&before)).unwrap();
            let row = draft.rows.iter().position(|(name, _)| name == "iss");
            (draft.make(&step(&before)).err(), row)
        };
        assert_eq!(problem(&left).0, None);
        for issuer in [
            "",
            "http://example.com",
            "example.com",
            "graph.facebook.com",
            "https://exam\u{202e}ple.com",
        ] {
            left.set(("iss".to_owned(), 0), Some(issuer.to_owned()));
            let (Some(Problem::Row(at, reason)), row) = problem(&left) else { panic!("{issuer}") };
            assert_eq!(Some(at), row);
            assert!(reason.contains("https://"), "{reason}");
        }
        // Google's tokens may name it without a scheme, and it need not be registered.
        left.set(("iss".to_owned(), 0), Some("accounts.google.com".to_owned()));
        assert_eq!(problem(&left).0, None);
        left.set(("iss".to_owned(), 0), None);
        assert!(matches!(problem(&left), (Some(Problem::Missing(_)), None)));
    }

    #[test]
    fn a_pasted_response_comes_with_its_metadata() {
        let before = model(SAML);
        let draft = untouched(&step(&before));
        let form = draft.form(&step(&before)).with_rows(&draft.rows).unwrap();
        let text = saml::issue(&form);
        let response = |text: &str, keys: &str| pasted(Kind::Assertion, text, keys, &before);
        let reason = "It is no text in Base64.".to_owned();
        assert_eq!(refused(&response("<xml>", ""), &before), Problem::Pasted(0, reason));
        let Problem::Pasted(1, reason) = refused(&response(&text, "<xml>"), &before) else {
            panic!("the metadata is what is wrong")
        };
        assert!(reason.starts_with("Expected "), "{reason}");
        let after = given(&before, &response(&text, &saml::metadata(&form.issuer)));
        assert_eq!(step(&after).result().judged, Judged::OF_ASSERTION);
        let other = saml::metadata("https://another.example");
        let after = given(&after, &response(&text, &other));
        assert_eq!(step(&after).result().judged.last(), Some(&Judged::Signature));
    }

    #[test]
    fn a_part_that_cannot_be_said_is_named_by_its_row() {
        let before = model(SAML);
        let mut left = untouched(&step(&before)).left;
        left.set(("SessionDuration".to_owned(), 0), Some("1h".to_owned()));
        let draft = Draft::of(Some(&left), &step(&before)).unwrap();
        let row = draft.rows.iter().position(|(name, _)| name == "SessionDuration").unwrap();
        let reason = "`1h` is no number of seconds.".to_owned();
        assert_eq!(refused(&draft, &before), Problem::Row(row, reason));
    }

    /// What stands unsigned in the step is edited beside the form, which goes on saying what the step says.
    #[test]
    fn rows_follow_the_step_and_keep_what_was_changed_in_them() {
        let call = format!(
            "{} \"WebIdentityToken\": {{ \"claims\": {{ \"iss\": \"https://gitlab.com\", \"sub\": \"a\", \"aud\": \"x\" }} }} }}",
            TOKEN.trim_end().trim_end_matches('}').to_owned() + ","
        );
        let before = model(&call);
        let mut left = untouched(&step(&before)).left;
        assert_eq!(left.source, Source::Step);
        left.set(("sub".to_owned(), 0), Some("mine".to_owned()));
        let keep = Action::SigningLeft { step: "in".into(), form: Box::new(left) };
        let edited = update(&before, keep);
        let value = FieldValue::List(vec!["y".into()]);
        let field = StepField::Signed(Part::Claim("aud".into()));
        let edited = update(&edited, Action::StepParameterEdited { step: 0, field, value });
        let now = Draft::of(edited.ui.signing.of("in"), &step(&edited)).unwrap();
        let row = |name: &str| now.rows.iter().find(|(known, _)| known == name).unwrap().1.clone();
        assert_eq!((row("sub"), row("aud")), ("mine".to_owned(), "y".to_owned()));
        // Of a step that asks for something else, nothing is left.
        let other = model(SAML);
        let now = Draft::of(edited.ui.signing.of("in"), &step(&other)).unwrap();
        assert_eq!((now.left.kind, now.left.source), (Kind::Assertion, Source::Preset(0)));
        // Another scenario has other steps, of whatever name.
        let scenario = Rc::clone(before.scenario());
        let opened = update(&edited, Action::ScenarioOpened { scenario, origin: Origin::Own });
        assert_eq!(opened.ui.signing.of("in"), None);
        let removed = update(&edited, Action::StepRemoved(0));
        assert_eq!(removed.ui.signing.of("in"), None);
    }
}
