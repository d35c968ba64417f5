//! What stands for what nobody named: one's own case is a whole scenario before everything is known.

use iam::{AccountId, PolicyType};

use super::{Document, new::quoted};

/// The role that is asked for, where nobody named it.
pub const ROLE: &str = "TheRole";

/// The user who calls, where nobody named one.
pub const USER: &str = "TheCaller";

/// The role whose session calls, where nobody named it.
pub const CALLERS_ROLE: &str = "TheCallersRole";

/// Whether a role or user of that name stands for one that nobody named.
#[must_use]
pub fn is_stand_in(name: &str) -> bool {
    [ROLE, USER, CALLERS_ROLE].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The `Sid` of a policy that nobody pasted and that is taken as allowing.
const ALLOWING: &str = "NotPastedTakenAsAllowing";

/// The `Sid` of a policy that nobody pasted and that, as a message says, denies a call.
const DENYING: &str = "NotPastedTakenAsDenying";

/// The `Sid` of a policy that nobody pasted and that, as a message says, does not allow a call.
const SILENT: &str = "NotPastedTakenAsSilent";

/// What a trust policy that nobody pasted is taken to allow.
const ALLOWED: [&str; 3] = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

impl Document {
    /// A trust policy that nobody pasted, taken as letting everybody in or, with an account, as leaving it to that account
    /// whom to let in.
    #[must_use]
    pub fn trust_taken_as_allowing(account: Option<AccountId>) -> Self {
        Self::trust_taken_as_allowing_but(account, None)
    }

    /// The same, but for a permission that a message says is refused.
    #[must_use]
    pub fn trust_taken_as_allowing_but(account: Option<AccountId>, refused: Option<&str>) -> Self {
        let who = account.map_or_else(|| "*".to_owned(), |id| id.to_string());
        let actions = ALLOWED.iter().filter(|action| refused != Some(**action));
        let actions: Vec<String> = actions.map(|action| format!("        \"{action}\"")).collect();
        Self::statement(&format!(
            "\"Sid\": \"{ALLOWING}\",\n      \"Effect\": \"Allow\",\n      \"Principal\": {{\n        \"AWS\": \"{who}\"\n      }},\n      \
             \"Action\": [\n{}\n      ]",
            actions.join(",\n")
        ))
    }

    /// An identity policy that nobody pasted, taken as allowing everything.
    #[must_use]
    pub fn taken_as_allowing() -> Self {
        Self::statement(&format!(
            "\"Sid\": \"{ALLOWING}\",\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\""
        ))
    }

    /// A policy of that type that nobody pasted, taken as denying an action on a resource.
    #[must_use]
    pub fn taken_as_denying(kind: PolicyType, action: &str, resource: &str) -> Self {
        let on = match kind {
            PolicyType::Trust => String::new(),
            _ => format!(",\n      \"Resource\": {}", quoted(resource)),
        };
        Self::statement(&format!(
            "\"Sid\": \"{DENYING}\",\n      \"Effect\": \"Deny\",{}\n      \"Action\": {}{on}",
            everybody(kind),
            quoted(action)
        ))
    }

    /// A policy of that type that nobody pasted, taken as allowing everything but an action.
    #[must_use]
    pub fn taken_as_silent(kind: PolicyType, action: &str) -> Self {
        Self::statement(&format!(
            "\"Sid\": \"{SILENT}\",\n      \"Effect\": \"Allow\",{}\n      \"NotAction\": {},\n      \"Resource\": \"*\"",
            everybody(kind),
            quoted(action)
        ))
    }

    /// Whether a text begins as a policy that is taken as allowing, and nobody has changed what it says since.
    #[must_use]
    pub fn is_taken_as_allowing(text: &str) -> bool {
        let account = || between(text, "\"AWS\": \"", "\"")?.parse().ok();
        let trusts = |account| {
            let refused = ALLOWED.map(Some).into_iter().chain([None]);
            refused.map(move |refused| Self::trust_taken_as_allowing_but(account, refused))
        };
        text.contains(ALLOWING)
            && (trusts(None).chain(trusts(account())).chain([Self::taken_as_allowing()]))
                .any(|made| made.text() == text)
    }

    /// Whether a text is a policy that is taken as denying, or as silent, because a message says so, as it was made.
    #[must_use]
    pub fn is_taken_as_refusing(text: &str) -> bool {
        let action = between(text, "Action\": \"", "\"").unwrap_or_default();
        let resource = between(text, "\"Resource\": \"", "\"").unwrap_or_default();
        let kinds = [PolicyType::Identity, PolicyType::Resource, PolicyType::Trust];
        kinds.into_iter().any(|kind| {
            (text.contains(DENYING)
                && Self::taken_as_denying(kind, action, resource).text() == text)
                || (text.contains(SILENT) && Self::taken_as_silent(kind, action).text() == text)
        })
    }
}

/// The element that names everybody, in a policy of a type that has it.
fn everybody(kind: PolicyType) -> &'static str {
    match kind {
        PolicyType::Trust => "\n      \"Principal\": {\n        \"AWS\": \"*\"\n      },",
        PolicyType::ResourceControl | PolicyType::Resource | PolicyType::VpcEndpoint => {
            "\n      \"Principal\": \"*\","
        }
        _ => "",
    }
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    text.split_once(before)?.1.split_once(behind).map(|(found, _)| found)
}
