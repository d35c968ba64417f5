//! A second opinion: AWS's rules written once more by someone who has not read the engine, naively and on plain JSON.
//! Follows "Policy evaluation logic" and "Cross-account policy evaluation logic". A case is as `docs/authorize.md` has it.

pub(crate) mod case;
pub(crate) mod statement;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use case::{Case, list};
use statement::Rank;

/// What policies say of a request: how closely they allow it, and whether they deny it.
pub(crate) type Says = (Option<Rank>, bool);

/// Decides a case: `allowed`, `explicitDeny` or `implicitDeny`, and which policy types deny it or
/// lack an Allow that it needs.
pub fn authorize(case: &Value) -> (&'static str, BTreeSet<&'static str>) {
    let case = Case::read(case);
    let says = says(&case);
    let denying: BTreeSet<_> = says.keys().copied().filter(|name| says[name].1).collect();
    if !denying.is_empty() {
        return ("explicitDeny", denying);
    }
    let silent = |name: &&str| says.get(name).is_none_or(|(allow, _)| allow.is_none());
    let mut missing: BTreeSet<_> = wanted(&case, &says).into_iter().filter(silent).collect();
    // In one account either side could have allowed.
    if missing.contains("identity") && says.contains_key("resource") && silent(&"resource") {
        missing.insert("resource");
    }
    (if missing.is_empty() { "allowed" } else { "implicitDeny" }, missing)
}

/// The policy types without whose Allow there is no access.
fn wanted(case: &Case<'_>, says: &BTreeMap<&str, Says>) -> Vec<&'static str> {
    let has = |name| says.contains_key(name);
    let attached = if case.assumes() { "trust" } else { "resource" };
    let rank = says.get(attached).and_then(|(allow, _)| *allow);
    // A session that sets a source identity needs a permission of its own, however it is trusted.
    let chained = (&*case.action, case.caller) == ("sts:setsourceidentity", "AssumedRole");
    let (on_resource, permission, limits) = match rank {
        _ if case.account.is_none() => (true, false, false),
        _ if case.account != case.resource_account => (true, true, true),
        None if case.assumes() || case.resource.contains(":key/") => (true, false, false),
        None | Some(Rank::Account) => (false, true, true),
        Some(rank) => (false, case.assumes() && chained, rank == Rank::Entity),
    };
    let all = [
        (attached, on_resource),
        ("identity", permission && case.caller != "Account"),
        ("permissionsBoundary", limits && has("permissionsBoundary")),
        ("session", limits && (has("session") || case.caller == "FederatedUser")),
        ("serviceControl", has("serviceControl")),
        ("vpcEndpoint", has("vpcEndpoint")),
    ];
    all.into_iter().filter(|(_, is_wanted)| *is_wanted).map(|(name, _)| name).collect()
}

/// What each policy type says that has a say.
pub(crate) fn says(case: &Case<'_>) -> BTreeMap<&'static str, Says> {
    let (own, trust) = (case.account.is_some(), case.assumes());
    let management = case.documents["managementAccount"].as_str();
    let member = |account: Option<&str>| management.is_none() || account != management;
    let service = format!(" {} ", case.action.split(':').next().unwrap_or_default());
    let linked = |arn: &str| arn.contains(":role/aws-service-role/");
    let is_linked = case.documents["serviceLinkedRole"].as_bool().unwrap_or(linked(&case.entity));
    let exempt = is_linked || (trust && linked(case.resource));
    // "Resource control policies (RCPs)" lists the services that they reach.
    let listed = " s3 kms sqs secretsmanager cognito-identity cognito-idp logs dynamodb ecr \
        aoss s3express ";
    let reached = member(case.resource_account) && !exempt && (trust || listed.contains(&service));
    let mut found = BTreeMap::new();
    for (name, field, has_say) in [
        ("identity", "identityPolicies", own),
        (if trust { "trust" } else { "resource" }, "resourcePolicy", true),
        ("permissionsBoundary", "permissionsBoundary", own),
        ("session", "sessionPolicies", own),
        ("vpcEndpoint", "vpcEndpointPolicies", true),
        ("serviceControl", "serviceControlPolicies", own && member(case.account) && !is_linked),
        ("resourceControl", "resourceControlPolicies", reached),
    ] {
        let documents = list(&case.documents[field]);
        let one_level = std::slice::from_ref(&case.documents[field]);
        let levels = if name.ends_with("Control") { documents } else { one_level };
        let levels: Vec<Says> = levels.iter().map(|level| together(list(level), case)).collect();
        // Every level must allow; `RCPFullAWSAccess` stands on each level of RCPs.
        let full = (name == "resourceControl").then_some(Rank::Direct);
        let allow = full.or(levels.iter().map(|(allow, _)| *allow).min().flatten());
        // A grant names services and providers as such. Root and unsigned calls assume no role.
        let never = matches!((name, case.caller), ("trust", "Account" | "Anonymous"));
        let named = own || allow == Some(Rank::Direct) || !["trust", "resource"].contains(&name);
        let allow = allow.filter(|_| named && !never);
        if has_say && !documents.is_empty() {
            found.insert(name, (allow, levels.iter().any(|(_, deny)| *deny)));
        }
    }
    found
}

/// What several documents say together.
fn together(documents: &[Value], case: &Case<'_>) -> Says {
    let (mut allow, mut denied) = (None, false);
    for document in documents {
        let variables = document["Version"] == "2012-10-17";
        for statement in list(&document["Statement"]) {
            let deny = statement["Effect"] == "Deny";
            let rank = statement::principal(statement, case, deny);
            let applies = statement::action(statement, case)
                && statement::resource(statement, case, variables)
                && statement::condition(&statement["Condition"], variables, &case.context);
            if applies && deny {
                denied |= rank.is_some();
            } else if applies && statement["Effect"] == "Allow" {
                allow = allow.max(rank);
            }
        }
    }
    (allow, denied)
}
