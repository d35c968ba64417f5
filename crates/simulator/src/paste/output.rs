//! What AWS's command line prints as JSON, and documents on their own. AWS: "AWS CLI Command Reference" and "AWS Identity
//! and Access Management API Reference".
//!
//! Vendor objects are fitted to the fields of the format: what they hold beyond is left out, documents that are
//! percent-encoded are decoded, and what does not fit is left out rather than refused.

use std::rc::Rc;

use iam::{AccountId, Arn, PolicyType};
use policy::{
    Diagnostic, Severity, Span,
    json::{self, Kind, Value},
};

use super::{Owner, Piece, PieceKind, PolicySummary, PolicyUse, decode_url, tidy};
use crate::scenario::{
    Account, AttachedPolicy, Document, Group, Layout, ManagedPolicy, OrganizationPolicy, Role,
    User,
    codec::{Element, Members, Record, Surroundings, items, string, text as string_of, whole},
    fields::{Object, Shape},
    layout::{member, value as bare_value},
};

/// Finds JSON in a part of a text.
pub(super) fn find(text: &str, span: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let end = span.end as usize;
    let mut at = span.start as usize;
    while at < end {
        let Some(found) = text[at..end].find(['{', '[', '%', '"']).map(|found| found + at) else {
            break;
        };
        at = found + 1;
        let rest = &text[found..end];
        let place = match rest.as_bytes() {
            [b'%', ..] if rest.starts_with("%7B") || rest.starts_with("%7b") => {
                let length =
                    rest.find(|letter: char| letter.is_whitespace() || "\"'`<>".contains(letter));
                let place = Span::new(found, found + length.unwrap_or(rest.len()));
                let Some(decoded) = decode_url(place.of(text)) else { continue };
                pieces.extend(classify_text(&tidy(&decoded), place, false));
                at = place.end as usize;
                continue;
            }
            // A document inside a string, quotes escaped.
            [b'"', b'{', b'\\', ..] | [b'"', b'{', b' ' | b'\n', ..] => {
                let (literal, _) = balanced_string(rest);
                let (Some(Value { kind: Kind::String(inner), .. }), errors) = json::parse(literal)
                else {
                    continue;
                };
                // Quotation marks around a document whose own are not escaped end at its first one.
                if !errors.is_empty() || !inner.contains(':') {
                    continue;
                }
                let place = Span::new(found, found + literal.len());
                pieces.extend(classify_text(&tidy(&inner), place, false));
                at = place.end as usize;
                continue;
            }
            // Told before its end is looked for: ten thousand brackets in a row would each look for theirs.
            [b'[', ..] if !rest[1..].trim_start().starts_with('{') => continue,
            [b'{' | b'[', ..] => Span::new(found, found + balanced(rest)),
            _ => continue,
        };
        let inside = place.of(text);
        let first = inside[1..].trim_start();
        let before = &text[span.start as usize..found];
        if opens_block(before) && first.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            // A document in a here-document inside the block is JSON and is read for itself.
            continue;
        }
        if is_prose(inside, first) {
            continue;
        }
        if is_terraform(before, first) {
            let message = "Terraform's language is not read.".to_owned();
            let help = "Paste the document as JSON: `aws iam get-role` prints it, `terraform show -json` as well.";
            pieces.push(Piece {
                span: place,
                kind: PieceKind::Unknown,
                diagnostics: vec![super::warning(
                    super::TERRAFORM,
                    place,
                    message,
                    Some(help.to_owned()),
                )],
            });
            at = place.end as usize;
            continue;
        }
        let plausible = match &inside[..1] {
            "{" => first.starts_with('"') || inside.contains("Statement"),
            _ => first.starts_with('{') && first[1..].trim_start().starts_with('"'),
        };
        if !plausible {
            continue;
        }
        pieces.extend(classify_text(inside, place, true));
        at = place.end as usize;
    }
    pieces
}

/// Whether a brace opens a block or an object of Terraform's language: `resource "…" "…" {`, or `{ Name = …`.
fn is_terraform(before: &str, first: &str) -> bool {
    let line = before[before.rfind('\n').map_or(0, |at| at + 1)..].trim_start();
    if line.starts_with("data \"aws_iam_policy_document\"") {
        return true;
    }
    let name = first
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .unwrap_or(first.len());
    let value = first[name..].trim_start();
    name > 0 && value.starts_with('=') && !value.starts_with("==")
}

/// Whether a brace stands in running text: what follows it is no member, and the document comes behind it.
fn is_prose(inside: &str, first: &str) -> bool {
    let begins_with_words = || {
        let document = inside.find("\n{");
        first.starts_with(|letter: char| letter.is_alphabetic())
            && document.is_some_and(|at| !inside[..at].contains(['"', ':', '=']))
    };
    inside.starts_with('{') && (first.starts_with('{') || begins_with_words())
}

/// Whether what stands before a brace opens a block of Terraform's language.
fn opens_block(before: &str) -> bool {
    let line = before[before.rfind('\n').map_or(0, |at| at + 1)..].trim_start();
    !line.starts_with("data \"aws_iam_policy_document\"")
        && ["resource \"", "data \"", "module \""].iter().any(|word| line.starts_with(word))
}

/// A string literal with its quotes, and what follows.
fn balanced_string(text: &str) -> (&str, &str) {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return text.split_at(at + 1),
            _ => {}
        }
    }
    (text, "")
}

/// How long the JSON is that a text begins with: to the bracket that closes the first one, else to the end. Brackets in
/// strings do not count; a string ends with its line, so that a forgotten quotation mark does not run on.
fn balanced(text: &str) -> usize {
    let mut depth = 0_i32;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'\n' => quoted = false,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth -= 1;
                if depth <= 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text[..broken_off(text)].trim_end().len()
}

/// Where JSON that is never closed ends: where a line begins as none of its lines does.
fn broken_off(text: &str) -> usize {
    let mut from = 0;
    let mut is_behind_blank = false;
    for line in text.split_inclusive('\n') {
        let starts = |letters: &[char]| line.starts_with(letters);
        let is_other = line.starts_with(|letter: char| letter.is_alphabetic())
            || starts(&['$', '#', '`'])
            || is_behind_blank && starts(&['{', '[']);
        if from > 0 && is_other {
            return from;
        }
        is_behind_blank = line.trim().is_empty();
        from += line.len();
    }
    text.len()
}

/// The lines of a text that are words and no JSON.
fn lines_of_words(text: &str) -> Vec<Span> {
    let mut from = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = from + line.len() - line.trim_start().len();
        from += line.len();
        (line.trim(), start)
    });
    let is_words = |line: &str| {
        line.starts_with(|letter: char| letter.is_alphabetic() || "#/-$".contains(letter))
            && !line.contains(['"', '{', '}', '[', ']', ','])
            && !["true", "false", "null"].contains(&line)
    };
    lines
        .filter(|(line, _)| is_words(line))
        .map(|(line, start)| Span::new(start, start + line.len()))
        .collect()
}

/// A text whose lines of words are blank, where that makes it JSON; and those lines.
fn without_words(text: &str) -> Option<(String, Vec<Span>)> {
    let words = lines_of_words(text);
    let mut blank = text.to_owned();
    for span in words.iter().rev() {
        blank.replace_range(
            span.start as usize..span.end as usize,
            &" ".repeat(span.of(text).len()),
        );
    }
    (!words.is_empty() && json::parse(&blank).1.is_empty()).then_some((blank, words))
}

/// What a JSON text is. `in_place` says that places in it are places in the text that was given.
fn classify_text(given: &str, place: Span, in_place: bool) -> Vec<Piece> {
    let mended = if json::parse(given).1.is_empty() { None } else { without_words(given) };
    let (inside, words) = match &mended {
        Some((blank, words)) => (blank.as_str(), words.as_slice()),
        None => (given, &[][..]),
    };
    let (parsed, errors) = json::parse(inside);
    let shift = |span: Span| {
        if in_place {
            Span { start: span.start + place.start, end: span.end + place.start }
        } else {
            place
        }
    };
    let Some(parsed) = parsed else { return Vec::new() };
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let kinds = classify(&parsed, inside);
    let is_document =
        matches!(kinds.as_slice(), [PieceKind::TrustPolicy(_) | PieceKind::Policy { .. }]);
    if is_document {
        let kind = match &kinds[..] {
            [PieceKind::TrustPolicy(_)] => PolicyType::Trust,
            [PieceKind::Policy { used_as: PolicyUse::ServiceControl, .. }] => {
                PolicyType::ServiceControl
            }
            [PieceKind::Policy { used_as: PolicyUse::ResourceControl, .. }] => {
                PolicyType::ResourceControl
            }
            _ => PolicyType::Identity,
        };
        let (_, found) = policy::parse(inside, kind);
        diagnostics.extend(
            found
                .into_iter()
                .filter(|found| found.severity == Severity::Error || found.refusal.is_some()),
        );
    } else {
        diagnostics.extend(errors.into_iter().map(|error| Diagnostic {
            severity: Severity::Error,
            code: "INVALID_JSON",
            span: error.span,
            message: error.message,
            help: error.help,
            refusal: None,
            fix: None,
        }));
    }
    diagnostics.extend(words.iter().map(|span| {
        let message = format!("`{}` is no JSON; it is passed over.", span.of(given));
        let help = "Delete it, or write it above the document.".to_owned();
        super::warning("WORDS", *span, message, Some(help))
    }));
    for diagnostic in &mut diagnostics {
        diagnostic.span = shift(diagnostic.span);
        // What was pasted stays as it was; a document is mended where it then stands.
        diagnostic.fix = None;
    }
    if kinds == [PieceKind::Unknown] && Members::of(&parsed).get("Resources").is_some() {
        let message = "A CloudFormation template is not read.".to_owned();
        let help = Some(super::template::HELP.to_owned());
        diagnostics.push(super::warning("TEMPLATE", place, message, help));
    }
    let mut pieces: Vec<Piece> = kinds
        .into_iter()
        .map(|kind| Piece { span: place, kind, diagnostics: Vec::new() })
        .collect();
    if let Some(first) = pieces.first_mut() {
        first.diagnostics = diagnostics;
    }
    pieces
}

fn classify(parsed: &Value, inside: &str) -> Vec<PieceKind> {
    if let Kind::Array(elements) = &parsed.kind {
        let known: Vec<PieceKind> = elements.iter().flat_map(|one| object(one, None)).collect();
        return known.into_iter().filter(|kind| *kind != PieceKind::Unknown).collect();
    }
    object(parsed, Some(inside))
}

fn object(parsed: &Value, typed: Option<&str>) -> Vec<PieceKind> {
    let members = Members::of(parsed);
    let has = |name: &str| members.get(name).is_some();
    let below = |name: &str| members.get(name).map(Members::of);
    if ["UserDetailList", "RoleDetailList", "GroupDetailList"].into_iter().any(has) {
        return vec![PieceKind::Accounts(accounts(members))];
    }
    if let Some(roles) = members.get("Roles").filter(|roles| !items(roles).is_empty()) {
        return items(roles).iter().filter_map(role).collect();
    }
    if let Some(found) = members.get("Role").and_then(role).or_else(|| role(parsed)) {
        return vec![found];
    }
    if has("PolicyDocument") && has("PolicyName") {
        return vec![inline(members).unwrap_or(PieceKind::Unknown)];
    }
    if let Some(found) = members.get("User").and_then(user).or_else(|| user(parsed)) {
        return vec![found];
    }
    if let Some(policy) = below("Policy").filter(|policy| policy.get("PolicySummary").is_some()) {
        return vec![organization_policy(policy).unwrap_or(PieceKind::Unknown)];
    }
    if let Some(version) = below("PolicyVersion").or(has("Document").then_some(members)) {
        let document = version.get("Document").and_then(document_text);
        return vec![document.map_or(PieceKind::Unknown, |text| document_kind(&text))];
    }
    let listed: Vec<PolicySummary> =
        members.items("Policies").iter().filter_map(policy_summary).collect();
    if !listed.is_empty() {
        return vec![PieceKind::OrganizationPolicies(listed)];
    }
    if let Some(attached) = members.get("AttachedPolicies") {
        let all = fit_list(attached, &attached_shape());
        let read = |one: &Value| AttachedPolicy::read(one, &Surroundings::default());
        return vec![PieceKind::AttachedPolicies(all.iter().filter_map(read).collect())];
    }
    let caller = below("AssumedRoleUser").unwrap_or(members);
    if has("AssumedRoleUser") || (has("UserId") && has("Account")) {
        let arn = caller.text("Arn").and_then(|arn| arn.parse().ok());
        return vec![arn.map_or(PieceKind::Unknown, PieceKind::Caller)];
    }
    if has("Statement") || has("Effect") {
        let text = typed.map_or_else(|| json::print(parsed).into(), Rc::from);
        return vec![document_kind_of(parsed, text)];
    }
    vec![PieceKind::Unknown]
}

fn document_kind(text: &Rc<str>) -> PieceKind {
    match json::parse(text).0 {
        Some(parsed) => document_kind_of(&parsed, Rc::clone(text)),
        None => PieceKind::Unknown,
    }
}

/// A trust policy names principals and no resource; a resource control policy both, for everybody, to deny.
fn document_kind_of(parsed: &Value, document: Rc<str>) -> PieceKind {
    let members = Members::of(parsed);
    let statements = match members.get("Statement") {
        Some(Value { kind: Kind::Array(all), .. }) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => std::slice::from_ref(parsed),
    };
    let any = |names: &[&str]| {
        statements
            .iter()
            .map(Members::of)
            .any(|statement| names.iter().any(|name| statement.get(name).is_some()))
    };
    let principal = any(&["Principal", "NotPrincipal"]);
    let resource = any(&["Resource", "NotResource"]);
    let used_as = match (principal, resource) {
        (true, false) => return PieceKind::TrustPolicy(document),
        (true, true) => PolicyUse::ResourceControl,
        (false, _) => PolicyUse::Caller,
    };
    PieceKind::Policy { document, used_as }
}

fn document_text(value: &Value) -> Option<Rc<str>> {
    match &value.kind {
        Kind::String(text) => Some(tidy(text)),
        Kind::Object(_) => Some(json::print(value).into()),
        _ => None,
    }
}

fn account_of(value: &Value) -> Option<AccountId> {
    Members::of(value).text("Arn")?.parse::<Arn>().ok()?.account()
}

/// Reads a vendor object as one of the format's, as far as it fits.
fn vendor<T: Record + Element>(value: &Value) -> Option<T> {
    let around = Surroundings { account: account_of(value), ..Surroundings::default() };
    T::read(&fit_object(value, T::table())?, &around)
}

fn role(value: &Value) -> Option<PieceKind> {
    Members::of(value).get("AssumeRolePolicyDocument")?;
    let role = Box::new(vendor::<Role>(value)?);
    Some(PieceKind::Role { account: account_of(value), role })
}

fn user(value: &Value) -> Option<PieceKind> {
    let members = Members::of(value);
    members.get("UserName").and(members.get("Arn"))?;
    let user = Box::new(vendor::<User>(value)?);
    Some(PieceKind::User { account: account_of(value), user })
}

fn inline(members: Members<'_>) -> Option<PieceKind> {
    let name = Rc::clone(members.text("PolicyName")?);
    let document = document_text(members.get("PolicyDocument")?)?;
    let owner = |member: &str| members.text(member).cloned();
    let owner = owner("RoleName")
        .map(Owner::Role)
        .or_else(|| owner("UserName").map(Owner::User))
        .or_else(|| owner("GroupName").map(Owner::Group));
    Some(match owner {
        Some(owner) => PieceKind::InlinePolicy { owner, name, document },
        None => PieceKind::Policy { document, used_as: PolicyUse::Caller },
    })
}

fn control_kind(summary: Members<'_>) -> Option<PolicyType> {
    match &**summary.text("Type")? {
        "SERVICE_CONTROL_POLICY" => Some(PolicyType::ServiceControl),
        "RESOURCE_CONTROL_POLICY" => Some(PolicyType::ResourceControl),
        _ => None,
    }
}

fn policy_summary(value: &Value) -> Option<PolicySummary> {
    let members = Members::of(value);
    let kind = control_kind(members)?;
    let id = Rc::clone(members.text("Id")?);
    let name = members.text("Name").cloned().unwrap_or_else(|| Rc::clone(&id));
    Some(PolicySummary { id, name, kind })
}

fn organization_policy(policy: Members<'_>) -> Option<PieceKind> {
    let summary = policy.get("PolicySummary").map(Members::of)?;
    let kind = control_kind(summary)?;
    let content = Document::new(document_text(policy.get("Content")?)?);
    Some(PieceKind::OrganizationPolicy(Box::new(OrganizationPolicy {
        id: summary.text("Id").cloned(),
        ..OrganizationPolicy::new(summary.text("Name")?, kind, content)
    })))
}

fn accounts(members: Members<'_>) -> Vec<Account> {
    let mut accounts: Vec<Account> = Vec::new();
    fn of(accounts: &mut Vec<Account>, id: Option<AccountId>) -> Option<&mut Account> {
        // AWS-managed policies have no account; they come with the accounts that they are printed for.
        let id = id.or(accounts.first().map(|account| account.id))?;
        if !accounts.iter().any(|account| account.id == id) {
            accounts.push(Account::new(id));
        }
        accounts.iter_mut().find(|account| account.id == id)
    }
    for value in members.items("UserDetailList") {
        if let (Some(account), Some(user)) =
            (of(&mut accounts, account_of(value)), vendor::<User>(value))
        {
            account.users.push(user);
        }
    }
    for value in members.items("GroupDetailList") {
        if let (Some(account), Some(group)) =
            (of(&mut accounts, account_of(value)), vendor::<Group>(value))
        {
            account.groups.push(group);
        }
    }
    for value in members.items("RoleDetailList") {
        if let (Some(account), Some(role)) =
            (of(&mut accounts, account_of(value)), vendor::<Role>(value))
        {
            account.roles.push(role);
        }
    }
    for value in members.items("Policies") {
        let account = of(&mut accounts, account_of(value));
        if let (Some(account), Some(policy)) = (account, vendor::<ManagedPolicy>(value)) {
            account.policies.push(policy);
        }
    }
    for account in &mut accounts {
        account.layout = Layout::default();
    }
    accounts
}

fn attached_shape() -> Shape {
    let shape = Role::table().field("AttachedManagedPolicies").map(|field| field.shape);
    match shape {
        Some(Shape::List(inner)) => *inner,
        _ => Shape::Flag,
    }
}

fn fit_list(value: &Value, shape: &Shape) -> Vec<Value> {
    items(value).iter().filter_map(|one| fit(one, shape)).collect()
}

/// What of an object fits a table; nothing where a required member does not.
fn fit_object(value: &Value, table: &Object) -> Option<Value> {
    let Kind::Object(members) = &value.kind else { return None };
    let mut fitted = Vec::new();
    for one in members {
        let stands = fitted.iter().any(|known: &json::Member| known.name == one.name);
        // An entity's own ARN follows from account, path and name.
        let is_entity = ["AssumeRolePolicyDocument", "GroupId", "UserId"]
            .iter()
            .any(|name| table.field(name).is_some());
        let own_arn = is_entity && &*one.name == "Arn";
        if stands || own_arn {
            continue;
        }
        let value = match table.field(&one.name) {
            Some(field) => fit(&one.value, &field.shape),
            None => table.keeps(&one.name).then(|| crate::scenario::layout::bare(&one.value)),
        };
        fitted.extend(value.map(|value| member(&one.name, value)));
    }
    let has = |name: &str| fitted.iter().any(|known| *known.name == *name);
    let whole = table.fields.iter().all(|field| !field.required || has(field.name))
        && (table.one_of.is_empty() || table.one_of.iter().any(|name| has(name)));
    whole.then(|| bare_value(Kind::Object(fitted)))
}

fn fit(value: &Value, shape: &Shape) -> Option<Value> {
    let fits = match shape {
        Shape::Text(rule) => rule.accepts(string_of(value)?),
        Shape::Word(words) => words.contains(&&**string_of(value)?),
        Shape::Whole(least, most) => match &value.kind {
            Kind::Number(spelled) => (*least..=*most).contains(&whole(spelled)?),
            _ => false,
        },
        Shape::Flag => matches!(value.kind, Kind::Bool(_)),
        Shape::Document => return document_text(value).map(string),
        Shape::List(inner) => {
            return matches!(value.kind, Kind::Array(_))
                .then(|| bare_value(Kind::Array(fit_list(value, inner))));
        }
        Shape::Object(table) => return fit_object(value, table()),
        _ => false,
    };
    fits.then(|| crate::scenario::layout::bare(value))
}
