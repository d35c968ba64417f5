//! What could stand at a place.

use iam::PolicyType;
use policy::Span;

use crate::operation;

use super::{
    Assist, Completion, CompletionKind, KeyType,
    keys::{self, KEYS},
    names::{self, Named, What},
    place::{self, Place},
    words::{self, Word},
};

pub(super) fn complete(
    assist: Assist<'_>,
    text: &str,
    offset: usize,
    asked: bool,
) -> Vec<Completion> {
    let place = place::find(text, offset);
    let typed = text.get(place.span.start as usize..offset).unwrap_or_default();
    if !asked && !place.quoted && typed.is_empty() {
        return Vec::new();
    }
    let mut list = List { assist, text, typed, place: &place, found: Vec::new() };
    list.fill();
    list.found
}

struct List<'a> {
    assist: Assist<'a>,
    text: &'a str,
    typed: &'a str,
    place: &'a Place<'a>,
    found: Vec<Completion>,
}

impl List<'_> {
    fn fill(&mut self) {
        let path = &self.place.path[..];
        match (self.place.is_name, path) {
            (true, []) => self.words(words::DOCUMENT),
            (true, ["Statement"]) => self.elements(),
            (true, ["Statement", "Principal" | "NotPrincipal"]) => self.words(words::PRINCIPALS),
            (true, ["Statement", "Condition"]) => self.operators(),
            (true, ["Statement", "Condition", operator]) => self.keys(operator),
            (false, ["Version"]) => self.values(words::VERSIONS),
            (false, ["Statement", "Effect"]) => self.values(words::EFFECTS),
            (false, ["Statement", "Action" | "NotAction"]) => self.actions(),
            (false, ["Statement", "Resource" | "NotResource"]) => self.resources(),
            (false, ["Statement", "Principal" | "NotPrincipal"]) => {
                self.value("*", "everybody", "", CompletionKind::Principal);
            }
            (false, ["Statement", "Principal" | "NotPrincipal", kind]) => self.principals(kind),
            (false, ["Statement", "Condition", operator, key]) => self.key_values(operator, key),
            _ => {}
        }
    }

    /// The names that may stand in an object, less those that stand there.
    fn words(&mut self, known: &[Word]) {
        for word in known {
            self.name(word.name, word.value, "", word.meaning, CompletionKind::Element);
        }
    }

    fn elements(&mut self) {
        let other = |name: &str| match name.strip_prefix("Not") {
            Some(name) => name.to_owned(),
            None => format!("Not{name}"),
        };
        for word in words::STATEMENT {
            let opposite = other(word.name);
            let is_taken = self.place.others.iter().any(|known| **known == *opposite);
            if words::fits(word.name, self.assist.kind) && !is_taken {
                let value = match (word.name, self.assist.kind) {
                    ("Action", PolicyType::Trust) => "\"sts:AssumeRole\"",
                    _ => word.value,
                };
                self.name(word.name, value, "", word.meaning, CompletionKind::Element);
            }
        }
    }

    fn operators(&mut self) {
        for name in words::operators(self.typed) {
            // A qualifier alone is no operator: the caret stays behind it, in the quotes.
            let meaning = words::operator(&name).unwrap_or_default().join(" ");
            if name.ends_with(':') {
                let detail = "a qualifier for keys with several values";
                let insert = if self.place.quoted { name.clone() } else { format!("\"{name}\0\"") };
                self.push(
                    name,
                    insert,
                    self.place.span,
                    detail,
                    &meaning,
                    CompletionKind::Operator,
                );
            } else {
                self.name(&name, words::OBJECT, "", &meaning, CompletionKind::Operator);
            }
        }
    }

    fn keys(&mut self, operator: &str) {
        let wanted = wanted_type(operator);
        let mut known: Vec<(String, KeyType, String)> = KEYS
            .iter()
            .map(|key| (key.name.to_owned(), key.values, key.meaning.to_owned()))
            .collect();
        for tag in names::tag_keys(self.assist.scenario) {
            for family in ["aws:PrincipalTag/", "aws:RequestTag/", "aws:ResourceTag/"] {
                known.push((
                    format!("{family}{tag}"),
                    KeyType::Text,
                    "A tag of this scenario.".to_owned(),
                ));
            }
        }
        for provider in self.issuers() {
            let others = operation::trust_only_claims(&provider).iter();
            for claim in ["aud", "sub", "amr", "oaud"].iter().chain(others) {
                let meaning = "A claim of the token that AssumeRoleWithWebIdentity passes.";
                known.push((format!("{provider}:{claim}"), KeyType::Text, meaning.to_owned()));
            }
        }
        if let Some(services) = self.assist.services {
            for prefix in self.services_of_statement() {
                for (name, kind) in services.keys(&prefix) {
                    let name = name.split("${").next().unwrap_or(name).to_owned();
                    if !known.iter().any(|(other, ..)| *other == name) {
                        known.push((name, key_type(kind), String::new()));
                    }
                }
            }
        }
        // What the operator can compare stands first.
        iam::order::sort_by_key(&mut known, |(_, values, _)| {
            wanted.is_some_and(|wanted| *values != wanted)
        });
        for (name, values, meaning) in known {
            let value = match values {
                _ if wanted.is_none() && operator == "Null" => "\"true\"",
                KeyType::Bool => "\"true\"",
                _ => "\"\0\"",
            };
            if name.ends_with('/') {
                let insert = if self.place.quoted { name.clone() } else { format!("\"{name}\0\"") };
                self.push(
                    name,
                    insert,
                    self.place.span,
                    values.word(),
                    &meaning,
                    CompletionKind::Key,
                );
            } else {
                self.name(&name, value, values.word(), &meaning, CompletionKind::Key);
            }
        }
    }

    fn values(&mut self, known: &[Word]) {
        for word in known {
            self.value(word.name, "", word.meaning, CompletionKind::Value);
        }
    }

    fn actions(&mut self) {
        if self.assist.kind == PolicyType::Trust {
            for name in iam::ASSUME_ACTIONS {
                let known = words::ACTIONS.iter().find(|word| word.name == name);
                self.value(name, "", known.map_or("", |word| word.meaning), CompletionKind::Action);
            }
            return;
        }
        let prefix = self.typed.split_once(':').map(|(prefix, _)| prefix);
        for word in words::ACTIONS {
            self.value(word.name, "", word.meaning, CompletionKind::Action);
        }
        let services = self.assist.services;
        match (services, prefix) {
            (Some(services), Some(prefix)) => {
                self.value(&format!("{prefix}:*"), "every action", "", CompletionKind::Action);
                for (level, name) in services.actions(prefix) {
                    let name = format!("{prefix}:{name}");
                    if !words::ACTIONS.iter().any(|word| word.name == name) {
                        self.value(&name, level.label(), "", CompletionKind::Action);
                    }
                }
            }
            (Some(services), None) => {
                self.value("*", "every action of every service", "", CompletionKind::Action);
                for (prefix, name) in services.all() {
                    let label = format!("{prefix}:");
                    let insert =
                        if self.place.quoted { label.clone() } else { format!("\"{label}\0\"") };
                    self.push(label, insert, self.place.span, name, "", CompletionKind::Action);
                }
            }
            (None, _) => {
                self.value("*", "every action of every service", "", CompletionKind::Action)
            }
        }
    }

    fn resources(&mut self) {
        self.value("*", "every resource", "", CompletionKind::Resource);
        for named in names::of(self.assist.scenario) {
            if named.what != What::Account {
                self.named(&named, CompletionKind::Resource);
            }
        }
        let Some(services) = self.assist.services else { return };
        for prefix in self.services_of_statement() {
            for (what, pattern) in services.resources(&prefix) {
                self.value(&filled(pattern), what, "", CompletionKind::Resource);
            }
        }
    }

    fn principals(&mut self, kind: &str) {
        let known = names::of(self.assist.scenario);
        match kind {
            "AWS" => {
                known.iter().filter(|named| named.what.is_principal()).for_each(|named| {
                    self.named(named, CompletionKind::Principal);
                });
                self.value("*", "everybody", "", CompletionKind::Principal);
            }
            "Federated" => {
                known.iter().filter(|named| named.what.is_provider()).for_each(|named| {
                    self.named(named, CompletionKind::Principal);
                });
                for name in crate::scenario::BUILT_IN_PROVIDERS {
                    self.value(name, "built-in provider", "", CompletionKind::Principal);
                }
            }
            "Service" => {
                for name in words::SERVICES {
                    self.value(name, "AWS service", "", CompletionKind::Principal);
                }
            }
            _ => {}
        }
    }

    fn key_values(&mut self, operator: &str, key: &str) {
        let lower = key.to_ascii_lowercase();
        let values = keys::named(key).map(|key| key.values);
        if values == Some(KeyType::Bool)
            || wanted_type(operator) == Some(KeyType::Bool)
            || operator == "Null"
        {
            for truth in ["true", "false"] {
                self.value(truth, "", "", CompletionKind::Value);
            }
            return;
        }
        let scenario = self.assist.scenario;
        match &*lower {
            "aws:principalorgid" | "aws:resourceorgid" | "aws:sourceorgid" | "aws:vpceorgid" => {
                if let Some(organization) = &scenario.organization {
                    let id = organization.id.to_string();
                    self.value(&id, "this scenario's organization", "", CompletionKind::Value);
                }
            }
            "aws:principalaccount"
            | "aws:resourceaccount"
            | "aws:sourceaccount"
            | "aws:vpceaccount" => {
                for account in &scenario.accounts {
                    let name = account.name.as_deref().unwrap_or_default();
                    self.value(&account.id.to_string(), name, "", CompletionKind::Value);
                }
            }
            "aws:tagkeys" | "sts:transitivetagkeys" => {
                for tag in names::tag_keys(scenario) {
                    self.value(&tag, "a tag of this scenario", "", CompletionKind::Value);
                }
            }
            "aws:principaltype" => {
                for kind in ["Account", "User", "FederatedUser", "AssumedRole", "Anonymous"] {
                    self.value(kind, "", "", CompletionKind::Value);
                }
            }
            "iam:passedtoservice" | "aws:principalservicename" => {
                for name in words::SERVICES {
                    self.value(name, "AWS service", "", CompletionKind::Value);
                }
            }
            _ if lower.contains("tag/") => {
                let tag = key.split_once('/').map_or("", |(_, tag)| tag);
                for value in names::tag_values(scenario, tag) {
                    self.value(&value, "a value in this scenario", "", CompletionKind::Value);
                }
            }
            _ if lower.ends_with(":aud") => {
                let issuer = format!("oidc-provider/{}", &key[..key.len() - ":aud".len()]);
                let providers = scenario.accounts.iter().flat_map(|known| &known.oidc_providers);
                for id in providers
                    .filter(|known| known.arn.resource() == issuer)
                    .flat_map(|known| &known.client_ids)
                {
                    let detail = "a client id of the provider";
                    self.value(id, detail, "", CompletionKind::Value);
                }
            }
            _ if values == Some(KeyType::Arn) => {
                let is_policy = matches!(&*lower, "iam:policyarn" | "iam:permissionsboundary");
                for named in names::of(scenario) {
                    if (named.what == What::Policy) == is_policy {
                        self.named(&named, CompletionKind::Resource);
                    }
                }
            }
            _ => {}
        }
    }

    fn named(&mut self, named: &Named, kind: CompletionKind) {
        self.value(&named.arn, &named.words(), "", kind);
    }

    /// A value, in quotes where none stand there.
    fn value(&mut self, label: &str, detail: &str, info: &str, kind: CompletionKind) {
        let own = self.place.span.of(self.text);
        if label != own && self.place.others.contains(&label) {
            return;
        }
        let insert = if self.place.quoted {
            label.to_owned()
        } else {
            format!("\"{label}\"{}", self.comma())
        };
        self.push(label.to_owned(), insert, self.place.span, detail, info, kind);
    }

    /// A name with what is written behind it, where no value stands there.
    fn name(&mut self, label: &str, value: &str, detail: &str, info: &str, kind: CompletionKind) {
        if self.place.others.contains(&label) {
            return;
        }
        let Place { span, quoted, closed, has_value, .. } = *self.place;
        let (span, insert) = match (quoted, has_value) {
            (true, true) => (span, label.to_owned()),
            (false, true) => (span, format!("\"{label}\"")),
            (true, false) => {
                let span = Span { end: span.end + u32::from(closed), ..span };
                (span, format!("{label}\": {value}{}", self.comma()))
            }
            (false, false) => (span, format!("\"{label}\": {value}{}", self.comma())),
        };
        self.push(label.to_owned(), insert, span, detail, info, kind);
    }

    fn comma(&self) -> &'static str {
        if self.place.needs_comma { "," } else { "" }
    }

    fn push(
        &mut self,
        label: String,
        insert: String,
        span: Span,
        detail: &str,
        info: &str,
        kind: CompletionKind,
    ) {
        let (detail, info) = (detail.to_owned(), info.to_owned());
        self.found.push(Completion { label, insert, span, detail, info, kind });
    }

    /// The prefixes of the actions that the statement around the place names.
    fn services_of_statement(&self) -> Vec<String> {
        let (document, _) = policy::parse(self.text, self.assist.kind);
        let at = self.place.span.start;
        let here =
            document.statements.iter().find(|known| known.span.start <= at && at <= known.span.end);
        let mut prefixes: Vec<String> = Vec::new();
        for action in
            here.iter().filter_map(|known| known.action.as_ref()).flat_map(|action| &action.values)
        {
            if let Some((prefix, _)) = action.value.split_once(':')
                && !prefixes.iter().any(|known| known == prefix)
            {
                prefixes.push(prefix.to_owned());
            }
        }
        prefixes
    }

    /// The issuers of the scenario's OpenID Connect providers, as keys begin.
    fn issuers(&self) -> Vec<String> {
        let providers =
            self.assist.scenario.accounts.iter().flat_map(|account| &account.oidc_providers);
        let mut issuers: Vec<String> = Vec::new();
        for provider in providers {
            let issuer = provider.arn.resource().trim_start_matches("oidc-provider/").to_owned();
            if !issuers.contains(&issuer) {
                issuers.push(issuer);
            }
        }
        issuers
    }
}

/// The type of values that an operator compares; nothing for operators of any type, and for unknown ones.
fn wanted_type(operator: &str) -> Option<KeyType> {
    use policy::Comparison;
    let known = policy::ConditionOperator::new(operator.into()).parse()?;
    match known.comparison {
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike => {
            Some(KeyType::Text)
        }
        Comparison::Numeric(_) => Some(KeyType::Number),
        Comparison::Date(_) => Some(KeyType::Date),
        Comparison::Bool => Some(KeyType::Bool),
        Comparison::IpAddress => Some(KeyType::Address),
        Comparison::Arn => Some(KeyType::Arn),
        Comparison::BinaryEquals | Comparison::Null => None,
    }
}

/// What AWS's name of a type means.
fn key_type(name: &str) -> KeyType {
    match name.trim_start_matches("ArrayOf") {
        "Bool" => KeyType::Bool,
        "Numeric" | "Long" => KeyType::Number,
        "Date" => KeyType::Date,
        "ARN" | "Arn" => KeyType::Arn,
        "IPAddress" => KeyType::Address,
        _ => KeyType::Text,
    }
}

/// A pattern of ARNs with `aws` as its partition and a star for everything else that it leaves open.
fn filled(pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(if name == "Partition" { "aws" } else { "*" });
        rest = behind;
    }
    text + rest
}
