//! What a provider is about to sign, or what was pasted: plain data until it is given to the step.

use std::rc::Rc;

use federation::{
    oidc::{self, Algorithm, SigningKeys},
    saml,
};
use iam::{AccountId, Arn};
use simulator::{
    outcome::Presented,
    scenario::{Account, BUILT_IN_PROVIDERS, OidcProvider, Operation, SamlProvider},
};
use sts::request::{Call, Signed};

use crate::{
    panels::step::StepView,
    state::signed_text::{Provider, SignedText},
};

/// A name and a text.
pub(super) type Row = (String, String);

/// What the step presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A token of OpenID Connect.
    Token,
    /// A SAML response.
    Assertion,
}

impl Kind {
    pub(super) fn of(step: &StepView) -> Option<Self> {
        match call(step)? {
            Call::AssumeRoleWithWebIdentity(_) => Some(Self::Token),
            Call::AssumeRoleWithSaml(_) => Some(Self::Assertion),
            _ => None,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Assertion => "assertion",
        }
    }

    /// The presets by title.
    pub(super) fn presets(self) -> Vec<&'static str> {
        match self {
            Self::Token => oidc::presets().iter().map(|preset| preset.title).collect(),
            Self::Assertion => saml::presets().iter().map(|preset| preset.title).collect(),
        }
    }
}

fn call(step: &StepView) -> Option<&Call> {
    match &step.step().operation {
        Operation::Sts(call) => Some(&call.call),
        _ => None,
    }
}

/// Where the text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// What the step says already, to be said again.
    Step,
    /// A preset, by its place.
    Preset(usize),
    /// A real provider.
    Pasted,
}

/// The form as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) source: Source,
    /// Claims, or the parts of an assertion.
    pub(super) rows: Vec<Row>,
    pub(super) algorithm: Algorithm,
    /// What was pasted, and the provider's keys: a key set or metadata.
    pub(super) pasted: [String; 2],
}

/// Why nothing can be given to the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// A row cannot be said.
    Row(usize, String),
    /// What was pasted cannot be read: the text (0) or the keys (1).
    Pasted(usize, String),
}

impl Draft {
    /// What the step says already; where it says nothing, the first preset.
    pub(super) fn new(kind: Kind, step: &StepView) -> Self {
        Self::of(kind, if presents(step) { Source::Step } else { Source::Preset(0) }, step)
    }

    /// What a source says.
    pub(super) fn of(kind: Kind, source: Source, step: &StepView) -> Self {
        let mut draft = Self {
            kind,
            source,
            rows: Vec::new(),
            algorithm: Algorithm::Es256,
            pasted: Default::default(),
        };
        draft.choose(source, step);
        draft
    }

    /// Takes the rows of another source.
    pub(super) fn choose(&mut self, source: Source, step: &StepView) {
        self.source = source;
        let now = step.result().at;
        self.rows = match (self.kind, source) {
            (_, Source::Pasted) => return,
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
        };
    }

    /// A form to begin with: what the preset says at the step's moment.
    fn form(&self, step: &StepView) -> saml::Form {
        let at = if let Source::Preset(at) = self.source { at } else { 0 };
        saml::presets()[at].form(step.result().at)
    }

    /// The provider that the text names: an issuer without its scheme, or an entity id.
    fn issuer(&self) -> &str {
        let name = if self.kind == Kind::Token { "iss" } else { "issuer" };
        let row = self.rows.iter().find(|(known, _)| known == name);
        let issuer = row.map_or("", |(_, value)| value);
        issuer.strip_prefix("https://").filter(|_| self.kind == Kind::Token).unwrap_or(issuer)
    }

    /// The condition keys that a row becomes.
    pub(super) fn keys_of(&self, row: &str) -> Vec<String> {
        let has_party = self.rows.iter().any(|(name, value)| name == "azp" && !value.is_empty());
        match self.kind {
            Kind::Token => simulator::claim_keys(self.issuer(), row, has_party),
            Kind::Assertion => Vec::new(),
        }
    }

    /// The text with everything that the account must know of its provider.
    pub(super) fn make(&self, step: &StepView) -> Result<SignedText, Problem> {
        let (text, provider) = match (self.source, self.kind) {
            (Source::Pasted, Kind::Token) => self.pasted_token(step)?,
            (Source::Pasted, Kind::Assertion) => self.pasted_assertion(step)?,
            (_, Kind::Token) => self.issued_token(step)?,
            (_, Kind::Assertion) => self.issued_assertion(step)?,
        };
        let issued = self.source != Source::Pasted;
        Ok(SignedText { step: step.index, text: text.into(), issued, provider })
    }

    fn issued_token(&self, step: &StepView) -> Result<Made, Problem> {
        let keys = SigningKeys::new(step.scenario().seed.as_deref().unwrap_or_default());
        let claims = oidc::with_rows(&self.rows);
        let text = oidc::issue(&keys, self.algorithm, &claims)
            .map_err(|error| Problem::Row(0, format!("{error}.")))?;
        let missing = |account: &&Account| oidc_provider(account, self.issuer()).is_none();
        let is_built_in = BUILT_IN_PROVIDERS.contains(&self.issuer());
        let account = account(step).filter(missing).filter(|_| !is_built_in);
        let provider = account.and_then(|account| self.provider_of(account, keys.published()));
        Ok((text, provider))
    }

    /// A provider that is to be registered: it takes the audiences of this token.
    fn provider_of(&self, account: &Account, keys: String) -> Option<(AccountId, Provider)> {
        let arn = format!("arn:aws:iam::{}:oidc-provider/{}", account.id, self.issuer());
        let mut provider = OidcProvider::new(arn.parse().ok()?);
        provider.url = Some(format!("https://{}", self.issuer()).into());
        let claims = oidc::content(&oidc::with_rows(&self.rows)).ok()?.claims;
        for (name, claim) in claims {
            let clients = match (&*name, claim) {
                ("azp" | "aud", sts::request::Claim::Text(client)) => vec![client],
                ("aud", sts::request::Claim::List(clients)) => clients,
                _ => continue,
            };
            provider.client_ids.extend(clients.into_iter().filter(|client| !client.is_empty()));
        }
        provider.key_set = Some(keys.into());
        Some((account.id, Provider::Oidc(provider)))
    }

    fn pasted_token(&self, step: &StepView) -> Result<Made, Problem> {
        let [text, keys] = self.pasted.each_ref().map(|text| text.trim());
        oidc::read_token(text)
            .map_err(|error| Problem::Pasted(0, error.refusal().message.to_string()))?;
        let read = sts_content(text);
        let pasted =
            Self { rows: read.as_ref().map(oidc::rows).unwrap_or_default(), ..self.clone() };
        if keys.is_empty() {
            return Ok((text.to_owned(), None));
        }
        oidc::read_key_set(keys)
            .map_err(|error| Problem::Pasted(1, capital(&error.to_string())))?;
        let account = account(step);
        let provider = account.and_then(|account| match oidc_provider(account, pasted.issuer()) {
            Some(known) => {
                let known = OidcProvider { key_set: Some(keys.into()), ..known.clone() };
                Some((account.id, Provider::Oidc(known)))
            }
            None => pasted.provider_of(account, keys.to_owned()),
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
        let [text, metadata] = self.pasted.each_ref().map(|text| text.trim());
        let assertion = saml::read(text)
            .map_err(|error| Problem::Pasted(0, error.refusal().message.to_string()))?;
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

/// What the service reads of a token.
fn sts_content(text: &str) -> Option<sts::request::WebIdentityToken> {
    (federation::VERIFIERS.read_token)(text).ok()
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
    match call(step) {
        Some(Call::AssumeRoleWithWebIdentity(call)) => is_text(call.token.as_ref()),
        Some(Call::AssumeRoleWithSaml(call)) => is_text(call.assertion.as_ref()),
        _ => false,
    }
}

fn is_text<T>(given: Option<&Signed<T>>) -> bool {
    given.is_some_and(|given| given.text().is_some())
}

#[cfg(test)]
mod tests {
    use simulator::{
        Scenario,
        outcome::{CheckStatus, Judged},
    };

    use super::*;
    use crate::{
        state::{Action, Model, Origin, update},
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
            for at in 0..kind.presets().len() {
                let title = kind.presets()[at];
                let before = model(call);
                let mut draft = Draft::new(kind, &step(&before));
                draft.choose(Source::Preset(at), &step(&before));
                let issuer = draft.issuer().to_owned();
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
                let again = Draft::new(kind, &made);
                assert_eq!((again.source, &again.rows), (Source::Step, &draft.rows), "{title}");
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
        let mut draft = Draft::new(Kind::Token, &step(&before));
        let other = SigningKeys::new("another seed");
        let text = oidc::issue(&other, Algorithm::Es256, &oidc::with_rows(&draft.rows)).unwrap();
        draft.choose(Source::Pasted, &step(&before));
        draft.pasted = ["a.b".to_owned(), String::new()];
        let problem = draft.make(&step(&before)).unwrap_err();
        assert!(
            matches!(&problem, Problem::Pasted(0, reason) if !reason.is_empty()),
            "{problem:?}"
        );
        draft.pasted = [text.clone(), "{}".to_owned()];
        assert_eq!(
            draft.make(&step(&before)).unwrap_err(),
            Problem::Pasted(1, "Expected an object with a list `keys`.".to_owned())
        );
        draft.pasted[1] = other.published();
        let after = given(&before, &draft);
        assert_eq!(step(&after).result().judged, Judged::OF_TOKEN);
        assert!(
            notice(&after).starts_with("Pasted the token of hop 1. The provider token.actions.")
        );
        // Other keys take the place of those, and the signature does not hold any more.
        draft.pasted[1] = SigningKeys::new("a third seed").published();
        let after = given(&after, &draft);
        assert_eq!(step(&after).result().judged.last(), Some(&Judged::Signature));
        assert!(notice(&after).contains("gets these keys"), "{}", notice(&after));
    }

    #[test]
    fn a_pasted_response_comes_with_its_metadata() {
        let before = model(SAML);
        let mut draft = Draft::new(Kind::Assertion, &step(&before));
        let form = draft.form(&step(&before)).with_rows(&draft.rows).unwrap();
        draft.choose(Source::Pasted, &step(&before));
        draft.pasted = ["<xml>".to_owned(), String::new()];
        assert!(matches!(draft.make(&step(&before)), Err(Problem::Pasted(0, _))));
        draft.pasted = [saml::issue(&form), "<xml>".to_owned()];
        assert!(matches!(draft.make(&step(&before)), Err(Problem::Pasted(1, _))));
        draft.pasted[1] = saml::metadata(&form.issuer);
        let after = given(&before, &draft);
        assert_eq!(step(&after).result().judged, Judged::OF_ASSERTION);
        draft.pasted[1] = saml::metadata("https://another.example");
        let after = given(&after, &draft);
        assert_eq!(step(&after).result().judged.last(), Some(&Judged::Signature));
    }

    #[test]
    fn a_part_that_cannot_be_said_is_named_by_its_row() {
        let before = model(SAML);
        let mut draft = Draft::new(Kind::Assertion, &step(&before));
        draft.rows.push(("SessionDuration".to_owned(), "1h".to_owned()));
        let row = draft.rows.len() - 1;
        let reason = "`1h` is no number of seconds.".to_owned();
        assert_eq!(draft.make(&step(&before)).unwrap_err(), Problem::Row(row, reason));
    }
}
