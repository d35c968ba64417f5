//! A case as `docs/authorize.md` writes it: the only place that knows the fields of a request.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The request's condition keys in lower case; a missing key is not there or has no values.
pub(crate) type Context = BTreeMap<String, Vec<String>>;

/// A case, with what its ARNs say: the caller, the user or role behind it, and its account.
pub(crate) struct Case<'a> {
    /// `aws:PrincipalType`; `Provider` for whom only an identity provider knows.
    pub(crate) caller: &'static str,
    pub(super) principal: &'a str,
    pub(super) entity: String,
    pub(crate) account: Option<&'a str>,
    pub(super) action: String,
    pub(super) resource: &'a str,
    pub(crate) resource_account: Option<&'a str>,
    pub(crate) context: Context,
    pub(super) documents: &'a Value,
}

impl<'a> Case<'a> {
    pub(crate) fn read(case: &'a Value) -> Self {
        let text = |name: &str| case[name].as_str();
        let principal = text("principal").unwrap_or_default();
        let fields: Vec<&str> = principal.splitn(6, ':').collect();
        let (kind, name) = fields[fields.len() - 1].split_once('/').unwrap_or((principal, ""));
        let providers = "accounts.google.com cognito-identity.amazonaws.com graph.facebook.com \
            www.amazon.com oidc-provider saml-provider";
        let caller = match kind {
            _ if kind.ends_with(":root") => "Account",
            "user" => "User",
            "role" | "assumed-role" => "AssumedRole",
            "federated-user" => "FederatedUser",
            "anonymous" => "Anonymous",
            _ if providers.contains(kind) => "Provider",
            _ => "AWSService",
        };
        let role = [text("rolePath").unwrap_or("/"), name.split('/').next().unwrap_or("")].concat();
        let entity = match kind {
            "assumed-role" => format!("arn:{}:iam::{}:role{role}", fields[1], fields[4]),
            "federated-user" => text("federatingUser").unwrap_or_default().to_owned(),
            _ => principal.to_owned(),
        };
        let none = ["AWSService", "Provider", "Anonymous"].contains(&caller);
        let account = if none { None } else { fields.get(4).copied() };
        let resource = text("Resource").unwrap_or("*");
        let in_arn = resource.split(':').nth(4).filter(|account| !account.is_empty());
        let owner = text("resourceAccount").or(in_arn);
        let arn = if caller == "AssumedRole" { &entity } else { principal };
        let unsigned = (none && caller != "AWSService").then_some("anonymous");
        let said = [
            ("aws:PrincipalArn", account.map(|_| arn)),
            ("aws:PrincipalAccount", account.or(unsigned)),
            ("aws:PrincipalType", Some(if caller == "Provider" { "Anonymous" } else { caller })),
            ("aws:username", name.rsplit('/').next().filter(|_| caller == "User")),
            ("aws:ResourceAccount", owner),
        ];
        let said = said.map(|(key, value)| (key, value.into_iter().map(str::to_owned).collect()));
        let given = entries(&case["context"]).map(|(key, value)| (key, texts(value)));
        let context = said.into_iter().chain(given);
        Self {
            context: context.map(|(key, values)| (key.to_lowercase(), values)).collect(),
            caller,
            principal: if kind == "role" { "" } else { principal },
            entity,
            account,
            action: text("Action").unwrap_or_default().to_lowercase(),
            resource,
            resource_account: owner.or(account),
            documents: case,
        }
    }

    /// Whether the resource is a role to be assumed, whose resource policy is its trust policy.
    pub(crate) fn assumes(&self) -> bool {
        let others = ["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"];
        let assumes = self.action.starts_with("sts:assumerole") || others.contains(&&*self.action);
        assumes && self.resource.contains(":iam::") && self.resource.contains(":role/")
    }

    /// Whether a principal of a policy stands for the caller's account.
    pub(super) fn is_account(&self, form: &str) -> bool {
        let Some(account) = self.account else { return false };
        let arn = [&self.entity, self.principal].concat();
        let partition = arn.split(':').nth(1).unwrap_or_default();
        form == account || form == format!("arn:{partition}:iam::{account}:root")
    }
}

/// The members of an object; none of anything else.
pub(crate) fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}

/// The elements of a list; anything else but `null` stands for itself.
pub(crate) fn list(value: &Value) -> &[Value] {
    let one = if value.is_null() { &[] } else { std::slice::from_ref(value) };
    value.as_array().map_or(one, Vec::as_slice)
}

/// The elements of a list as texts: numbers and booleans need no quotation marks.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    list(value).iter().map(text).collect()
}
