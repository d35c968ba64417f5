//! A scenario as large as an organization's: ten accounts, as many roles as asked for, and a chain of five hops through
//! half of the accounts. What `cargo xtask bench --page` edits; the same for the same number every time.

use serde_json::{Value, json};
use simulator::Scenario;

/// How many accounts there are.
const ACCOUNTS: usize = 10;

/// How many hops the chain has.
const HOPS: usize = 5;

/// The scenario with so many roles, those of the chain among them, evenly over the accounts.
///
/// # Panics
/// If the scenario is not one: a bug here, found by the test below.
#[must_use]
#[expect(clippy::panic, reason = "a bug here, found by a test")]
pub fn scenario(roles: usize) -> Scenario {
    match Scenario::read(&text(roles)) {
        Ok(scenario) => scenario,
        Err(errors) => panic!("{errors:?}"),
    }
}

fn text(roles: usize) -> String {
    let each = roles / ACCOUNTS;
    let accounts: Vec<Value> = (0..ACCOUNTS).map(|place| account(place, each)).collect();
    let unit = |name: &str, members: std::ops::Range<usize>| {
        json!({
            "Id": format!("ou-a1b2-{}", name.to_lowercase()),
            "Name": name,
            "ServiceControlPolicies": ["FullAWSAccess", "ApprovedRegions"],
            "Accounts": members.map(account_id).collect::<Vec<_>>(),
        })
    };
    let scenario = json!({
        "version": 1,
        "title": format!("{ACCOUNTS} accounts, {} roles, {HOPS} hops", each * ACCOUNTS),
        "teaches": "Nothing: it is there to be measured.",
        "source": "Role chaining",
        "seed": "large",
        "start": {
            "principal": format!("arn:aws:iam::{}:user/alice", account_id(0)),
            "time": "2026-11-22T10:00:00Z",
        },
        "organization": {
            "Id": "o-4f7k2m9x1q",
            "MasterAccountId": account_id(9),
            "Policies": [{
                "Id": "p-regions001",
                "Name": "ApprovedRegions",
                "Type": "SERVICE_CONTROL_POLICY",
                "Content": { "Version": "2012-10-17", "Statement": [{
                    "Sid": "ApprovedRegions",
                    "Effect": "Deny",
                    "NotAction": ["iam:*", "organizations:*", "support:*"],
                    "Resource": "*",
                    "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-central-1", "us-east-1"] } },
                }] },
            }],
            "Root": {
                "Id": "r-a1b2",
                "Name": "Root",
                "Accounts": [account_id(9)],
                "OrganizationalUnits": [unit("Workloads", 0..4), unit("Platform", 4..7), unit("Security", 7..9)],
            },
        },
        "accounts": accounts,
        "steps": (1..=HOPS).map(step).collect::<Vec<_>>(),
    });
    scenario.to_string()
}

/// `100000000000`, `111111111111` and so on.
fn account_id(place: usize) -> String {
    (100_000_000_000 + place * 11_111_111_111).to_string()
}

/// The hop's role, in the account with its number.
fn hop_arn(hop: usize) -> String {
    format!("arn:aws:iam::{}:role/Hop{hop}", account_id(hop))
}

fn account(place: usize, roles: usize) -> Value {
    let is_on_the_way = (1..=HOPS).contains(&place);
    let others = roles - usize::from(is_on_the_way);
    let mut list: Vec<Value> = (1..=others).map(|number| role(place, number)).collect();
    if is_on_the_way {
        list.insert(0, hop_role(place));
    }
    let users = if place == 0 { json!([alice()]) } else { json!([]) };
    json!({
        "AccountId": account_id(place),
        "AccountName": format!("Account{place}"),
        "Users": users,
        "Roles": list,
    })
}

fn alice() -> Value {
    json!({ "UserName": "alice", "UserPolicyList": [{ "PolicyName": "AssumeHop", "PolicyDocument": may_go_on(0) }] })
}

/// Whoever is at a hop may take the next.
fn may_go_on(hop: usize) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "NextHop",
                "Effect": "Allow",
                "Action": ["sts:AssumeRole", "sts:TagSession"],
                "Resource": if hop < HOPS { hop_arn(hop + 1) } else { "*".to_owned() },
            },
            { "Sid": "Reports", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
        ],
    })
}

/// A role of the chain: it wants an external id, and of a session tag one value.
fn hop_role(hop: usize) -> Value {
    let before = match hop {
        1 => format!("arn:aws:iam::{}:user/alice", account_id(0)),
        _ => hop_arn(hop - 1),
    };
    json!({
        "RoleName": format!("Hop{hop}"),
        "MaxSessionDuration": 7200,
        "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
            {
                "Sid": "HopBefore",
                "Effect": "Allow",
                "Principal": { "AWS": before },
                "Action": "sts:AssumeRole",
                "Condition": { "StringEquals": { "sts:ExternalId": format!("hop-{hop}") } },
            },
            {
                "Sid": "OnlyThisProject",
                "Effect": "Allow",
                "Principal": { "AWS": before },
                "Action": "sts:TagSession",
                "Condition": { "StringEquals": { "aws:RequestTag/project": "apollo" } },
            },
        ] },
        "RolePolicyList": [{ "PolicyName": "NextHop", "PolicyDocument": may_go_on(hop) }],
    })
}

/// One of the many that the chain passes by.
fn role(place: usize, number: usize) -> Value {
    json!({
        "RoleName": format!("Service{number:03}"),
        "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{
            "Sid": "Neighbour",
            "Effect": "Allow",
            "Principal": { "AWS": format!("arn:aws:iam::{}:root", account_id((place + number) % ACCOUNTS)) },
            "Action": "sts:AssumeRole",
            "Condition": { "StringEquals": { "sts:ExternalId": format!("service-{number}") } },
        }] },
        "RolePolicyList": [{ "PolicyName": "Reports", "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": format!("arn:aws:s3:::reports/service-{number}/*") },
                { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" },
            ],
        } }],
        "Tags": [{ "Key": "team", "Value": format!("team-{}", number % 7) }],
    })
}

/// The step that takes a hop's role.
fn step(hop: usize) -> Value {
    let mut parameters = json!({
        "RoleArn": hop_arn(hop),
        "RoleSessionName": "alice",
        "DurationSeconds": 3600,
        "ExternalId": format!("hop-{hop}"),
    });
    if hop == 1 {
        parameters["Tags"] = json!([{ "Key": "project", "Value": "apollo" }]);
    }
    json!({ "id": format!("hop{hop}"), "AssumeRole": parameters, "expect": { "result": "succeeded" } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_as_large_as_it_says_and_every_hop_succeeds() {
        for roles in [200, 2_000] {
            let scenario = scenario(roles);
            assert_eq!(scenario.accounts.len(), 10);
            assert_eq!(
                scenario.accounts.iter().map(|account| account.roles.len()).sum::<usize>(),
                roles
            );
            assert_eq!(crate::corpus::run_scenario("large", &scenario.write()), Ok(()));
            assert_eq!(scenario.steps.len(), 5);
        }
    }
}
