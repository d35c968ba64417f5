//! Moves to another account: what names the moved thing follows, what it needs comes along, and nothing is lost silently.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use iam::AccountId;
use simulator::{
    Scenario,
    outcome::StepResult,
    scenario::{Account, Document, InlinePolicy, Operation, edit::Thing},
    simulate,
};

const ONE: &str = "111111111111";
const TWO: &str = "222222222222";

fn id(text: &str) -> AccountId {
    text.parse().unwrap()
}

fn arn(text: &str) -> iam::Arn {
    text.parse().unwrap()
}

fn document(statement: &str) -> String {
    format!(r#"{{ "Version": "2012-10-17", "Statement": {{ "Effect": "Allow", {statement} }} }}"#)
}

/// A user in a group, a role with a policy and a boundary, things that name them; a second account, named and empty.
fn sample() -> Scenario {
    let trust = document(
        r#""Principal": { "AWS": ["arn:aws:iam::111111111111:user/team/alice", "arn:aws:sts::111111111111:assumed-role/Reader/alice"] }, "Action": "sts:AssumeRole""#,
    );
    let assume = document(
        r#""Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111111111111:role/Reader""#,
    );
    let all = document(r#""Action": "*", "Resource": "*""#);
    let text = format!(
        r#"{{ "version": 1, "title": "t",
        "start": {{ "principal": "arn:aws:iam::111111111111:user/team/alice", "time": "2026-11-22T10:00:00Z" }},
        "organization": {{ "Id": "o-exampleorgid", "MasterAccountId": "111111111111",
          "delegatedAdministrators": ["222222222222"],
          "Root": {{ "Accounts": ["111111111111", "222222222222"] }} }},
        "accounts": [
          {{ "AccountId": "111111111111",
            "Users": [{{ "UserName": "alice", "Path": "/team/", "GroupList": ["devs"],
              "MFADevices": [{{ "SerialNumber": "arn:aws:iam::111111111111:mfa/alice" }}] }}],
            "Groups": [{{ "GroupName": "devs",
              "AttachedManagedPolicies": [{{ "PolicyArn": "arn:aws:iam::111111111111:policy/MayAssume" }}] }}],
            "Roles": [
              {{ "RoleName": "Reader", "AssumeRolePolicyDocument": {trust},
                "AttachedManagedPolicies": [
                  {{ "PolicyArn": "arn:aws:iam::111111111111:policy/Everything" }},
                  {{ "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess" }}],
                "PermissionsBoundary": {{ "PermissionsBoundaryArn": "arn:aws:iam::111111111111:policy/Everything" }} }}],
            "Policies": [
              {{ "PolicyName": "MayAssume", "PolicyDocument": {assume} }},
              {{ "PolicyName": "Everything", "PolicyId": "ANPAEXAMPLEEVERY1", "PolicyDocument": {all} }},
              {{ "PolicyName": "Idle", "PolicyDocument": {all} }}] }},
          {{ "AccountId": "222222222222", "AccountName": "Production" }}],
        "resources": [
          {{ "Arn": "arn:aws:s3:::reports", "AccountId": "111111111111" }},
          {{ "Arn": "arn:aws:sqs:eu-west-1:111111111111:jobs", "Policy": {queue} }}],
        "steps": [
          {{ "id": "reader", "AssumeRole": {{ "RoleArn": "arn:aws:iam::111111111111:role/Reader", "RoleSessionName": "alice",
            "SerialNumber": "arn:aws:iam::111111111111:mfa/alice", "TokenCode": "123456" }} }},
          {{ "id": "send", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111111111111:jobs" }},
          {{ "id": "longer", "account": "111111111111", "UpdateRole": {{ "RoleName": "Reader", "MaxSessionDuration": 7200 }} }},
          {{ "id": "version", "account": "111111111111",
            "CreatePolicyVersion": {{ "PolicyArn": "arn:aws:iam::111111111111:policy/Idle", "PolicyDocument": {all} }} }},
          {{ "id": "switch", "as": "start", "SwitchRole": {{ "account": "111111111111", "roleName": "Reader" }} }}] }}"#,
        queue = document(
            r#""Principal": { "AWS": "arn:aws:iam::111111111111:role/Reader" }, "Action": "sqs:*", "Resource": "arn:aws:sqs:eu-west-1:111111111111:jobs""#
        ),
    );
    Scenario::read(&text).unwrap_or_else(|errors| panic!("{errors:?}"))
}

#[test]
fn a_role_moves_with_what_it_has_attached_and_everything_that_names_it_follows() {
    let mut scenario = sample();
    let moved = scenario.move_to_account(&Thing::Role(id(ONE), "Reader".into()), id(TWO));
    assert_eq!(moved.unwrap(), Thing::Role(id(TWO), "Reader".into()));
    let text = scenario.write();
    assert!(!text.contains("111111111111:role/Reader"), "{text}");
    assert!(!text.contains("111111111111:assumed-role/Reader"), "{text}");
    let there = scenario.account(id(TWO)).unwrap();
    let role = &there.roles[0];
    let attached: Vec<&str> = role.attached_policies.iter().map(|it| it.arn.as_str()).collect();
    let expected =
        ["arn:aws:iam::222222222222:policy/Everything", "arn:aws:iam::aws:policy/ReadOnlyAccess"];
    assert_eq!(attached, expected);
    assert_eq!(role.boundary.as_ref().unwrap().arn.as_str(), expected[0]);
    // The copy is another policy, which AWS gives another id; the original stays.
    assert_eq!(there.policies.len(), 1);
    assert_eq!(there.policies[0].unique_id, None);
    assert_eq!(scenario.account(id(ONE)).unwrap().policies.len(), 3);
    let longer = &scenario.steps[scenario.step_index("longer").unwrap()];
    assert_eq!(longer.account, Some(id(TWO)));
    let switch = scenario.step_index("switch").unwrap();
    assert_eq!(
        scenario.switched_role(switch).unwrap().as_str(),
        "arn:aws:iam::222222222222:role/Reader"
    );
    assert_eq!(scenario.problems(), []);
}

#[test]
fn a_user_moves_with_its_devices_and_a_copy_of_its_groups() {
    let mut scenario = sample();
    scenario.move_to_account(&Thing::User(id(ONE), "alice".into()), id(TWO)).unwrap();
    let text = scenario.write();
    assert_eq!(&*scenario.start.principal, "arn:aws:iam::222222222222:user/team/alice");
    assert!(!text.contains("111111111111:user/") && !text.contains("111111111111:mfa/"), "{text}");
    let there = scenario.account(id(TWO)).unwrap();
    assert_eq!(&*there.groups[0].name, "devs");
    let may = &there.groups[0].attached_policies[0].arn;
    assert_eq!(may.as_str(), "arn:aws:iam::222222222222:policy/MayAssume");
    assert_eq!(&*there.policies[0].name, "MayAssume");
    // Whoever is moved next is put into the same group.
    let mut bob = scenario.account(id(TWO)).unwrap().users[0].clone();
    (bob.name, bob.mfa_devices) = ("bob".into(), Vec::new());
    scenario.add_user(id(ONE), bob).unwrap();
    scenario.move_to_account(&Thing::User(id(ONE), "bob".into()), id(TWO)).unwrap();
    assert_eq!(scenario.account(id(TWO)).unwrap().groups.len(), 1);
    assert_eq!(scenario.problems(), []);
}

#[test]
fn what_stays_behind_and_needs_it_holds_it_back_with_the_way_out() {
    let mut scenario = sample();
    let before = scenario.clone();
    let held = [
        (Thing::Group(id(ONE), "devs".into()), "Take it out of the group first, or move `alice`"),
        (
            Thing::ManagedPolicy(arn("arn:aws:iam::111111111111:policy/Everything")),
            "Detach it there first, or move `Reader`",
        ),
        (Thing::Organization, "It belongs to no account."),
    ];
    for (thing, way_out) in held {
        let refused = scenario.move_to_account(&thing, id(TWO)).unwrap_err();
        assert!(refused[0].message.contains(way_out), "{thing:?}: {refused:?}");
    }
    assert!(scenario.move_to_account(&Thing::User(id(ONE), "nobody".into()), id(TWO)).is_err());
    let alice = Thing::User(id(ONE), "alice".into());
    assert!(scenario.move_to_account(&alice, id("999999999999")).is_err());
    assert_eq!(scenario.move_to_account(&alice, id(ONE)).unwrap(), alice);
    assert_eq!(scenario, before);
}

#[test]
fn groups_policies_and_resources_move() {
    let mut scenario = sample();
    let mut move_one = |thing: Thing| scenario.move_to_account(&thing, id(TWO)).unwrap();
    let idle = move_one(Thing::ManagedPolicy(arn("arn:aws:iam::111111111111:policy/Idle")));
    assert_eq!(idle, Thing::ManagedPolicy(arn("arn:aws:iam::222222222222:policy/Idle")));
    let bucket = move_one(Thing::Resource(arn("arn:aws:s3:::reports")));
    assert_eq!(bucket, Thing::Resource(arn("arn:aws:s3:::reports")));
    let jobs = move_one(Thing::Resource(arn("arn:aws:sqs:eu-west-1:111111111111:jobs")));
    assert_eq!(jobs, Thing::Resource(arn("arn:aws:sqs:eu-west-1:222222222222:jobs")));
    move_one(Thing::User(id(ONE), "alice".into()));
    // Nobody is left in the group of the old account, and the new one has its like.
    let devs = Thing::Group(id(ONE), "devs".into());
    let taken = scenario.move_to_account(&devs, id(TWO)).unwrap_err();
    let says = "Production has a group `devs` already. Rename one of the two first.";
    assert_eq!(taken[0].message, says);
    scenario.rename(&devs, "old-devs").unwrap();
    let devs = Thing::Group(id(ONE), "old-devs".into());
    scenario.move_to_account(&devs, id(TWO)).unwrap();
    let text = scenario.write();
    assert!(!text.contains(":111111111111:jobs"), "{text}");
    assert_eq!(scenario.resources[0].account, Some(id(TWO)));
    let version = &scenario.steps[scenario.step_index("version").unwrap()];
    assert_eq!(version.account, Some(id(TWO)));
    assert_eq!(scenario.problems(), []);
}

#[test]
fn a_policy_of_that_name_that_says_something_else_is_not_taken_for_the_same() {
    let mut scenario = sample();
    let mut other = scenario.account(id(ONE)).unwrap().policies[2].clone();
    other.name = "Everything".into();
    other.document = Document::allowing("s3:GetObject", "*");
    scenario.add_managed_policy(id(TWO), other).unwrap();
    let before = scenario.clone();
    let role = Thing::Role(id(ONE), "Reader".into());
    let refused = scenario.move_to_account(&role, id(TWO)).unwrap_err();
    let says = "Production has a managed policy `Everything` already. Rename one of the two first.";
    assert_eq!(refused[0].message, says);
    assert_eq!(scenario, before);
}

#[test]
fn an_inline_policy_moves_between_users_groups_and_roles() {
    let mut scenario = sample();
    let (alice, devs) =
        (Thing::User(id(ONE), "alice".into()), Thing::Group(id(ONE), "devs".into()));
    let reader = Thing::Role(id(ONE), "Reader".into());
    let may = InlinePolicy::new("May", Document::allowing("s3:GetObject", "*"));
    scenario.inline_policies_mut(&alice).unwrap().push(may.clone());
    for (from, to) in [(&alice, &devs), (&devs, &reader)] {
        scenario.move_inline_policy(from, "May", to).unwrap();
        assert!(scenario.inline_policies_mut(from).unwrap().is_empty());
        assert_eq!(
            scenario.inline_policies_mut(to).unwrap().as_slice(),
            std::slice::from_ref(&may)
        );
    }
    scenario.inline_policies_mut(&alice).unwrap().push(may);
    let before = scenario.clone();
    let refused = scenario.move_inline_policy(&reader, "May", &alice).unwrap_err();
    let says = "alice has an inline policy `May` already. Rename one of the two first.";
    assert_eq!(refused[0].message, says);
    assert!(scenario.move_inline_policy(&reader, "Gone", &alice).is_err());
    assert!(scenario.move_inline_policy(&reader, "May", &Thing::Organization).is_err());
    assert_eq!(scenario, before);
}

#[test]
fn everything_moves_to_an_account_of_its_own_and_back_and_every_file_still_reads() {
    let to = id("909090909090");
    for (name, text) in common::corpus() {
        let Ok(mut scenario) = Scenario::read(&text) else { continue };
        scenario.add_account(Account::new(to)).unwrap();
        for thing in movable(&scenario) {
            let mut edited = scenario.clone();
            let Ok(moved) = edited.move_to_account(&thing, to) else { continue };
            assert_eq!(edited.problems(), [], "{name}: {thing:?}");
            assert!(movable(&edited).contains(&moved), "{name}: {moved:?}");
            let home = match &thing {
                Thing::User(home, _) | Thing::Group(home, _) | Thing::Role(home, _) => Some(*home),
                Thing::ManagedPolicy(arn) | Thing::Resource(arn) => arn.account(),
                _ => None,
            };
            let Some(home) = home else { continue };
            assert_eq!(edited.move_to_account(&moved, home).as_ref(), Ok(&thing), "{name}");
            let changes = |scenario: &Scenario| {
                scenario.steps.iter().any(|step| matches!(step.operation, Operation::Change(_)))
            };
            let results = |scenario: &Scenario| -> Vec<StepResult> {
                simulate(scenario).steps.into_iter().map(|step| step.result).collect()
            };
            if !changes(&scenario) {
                assert_eq!(results(&edited), results(&scenario), "{name}: {thing:?} and back");
            }
        }
    }
}

/// A role and a user with an inline policy each, and steps that change them.
fn changed() -> Scenario {
    let all = document(r#""Action": "*", "Resource": "*""#);
    let text = format!(
        r#"{{ "version": 1, "title": "t",
        "start": {{ "principal": "arn:aws:iam::111111111111:user/alice", "time": "2026-11-22T10:00:00Z" }},
        "accounts": [
          {{ "AccountId": "111111111111",
            "Users": [{{ "UserName": "alice" }}], "Groups": [{{ "GroupName": "devs" }}],
            "Roles": [{{ "RoleName": "Reader", "AssumeRolePolicyDocument": {all},
              "RolePolicyList": [{{ "PolicyName": "May", "PolicyDocument": {all} }}] }},
              {{ "RoleName": "Other", "AssumeRolePolicyDocument": {all},
              "RolePolicyList": [{{ "PolicyName": "May", "PolicyDocument": {all} }}] }}],
            "Policies": [{{ "PolicyName": "Everything", "PolicyDocument": {all} }}] }},
          {{ "AccountId": "222222222222" }}],
        "steps": [
          {{ "id": "put", "account": "111111111111",
            "PutRolePolicy": {{ "RoleName": "Reader", "PolicyName": "May", "PolicyDocument": {all} }} }},
          {{ "id": "delete", "account": "111111111111", "DeleteRolePolicy": {{ "RoleName": "Reader", "PolicyName": "May" }} }},
          {{ "id": "other", "account": "111111111111", "DeleteRolePolicy": {{ "RoleName": "Other", "PolicyName": "May" }} }},
          {{ "id": "attach", "account": "111111111111",
            "AttachRolePolicy": {{ "RoleName": "Reader", "PolicyArn": "arn:aws:iam::111111111111:policy/Everything" }} }}] }}"#,
    );
    Scenario::read(&text).unwrap_or_else(|errors| panic!("{errors:?}"))
}

#[test]
fn steps_that_put_or_delete_an_inline_policy_follow_it() {
    let mut scenario = changed();
    let policy = |scenario: &Scenario, step: usize| match &scenario.steps[step].operation {
        Operation::Change(change) => {
            let name = change.policy_name.clone().unwrap();
            (
                scenario.steps[step].account,
                format!("{:?} {} {name}", change.operation, change.target),
            )
        }
        other => panic!("{other:?}"),
    };
    let reader = Thing::Role(id(ONE), "Reader".into());
    scenario.rename_inline_policy(&reader, "May", "Might").unwrap();
    assert_eq!(policy(&scenario, 0), (Some(id(ONE)), "PutRolePolicy Reader Might".to_owned()));
    assert_eq!(policy(&scenario, 1), (Some(id(ONE)), "DeleteRolePolicy Reader Might".to_owned()));
    assert_eq!(policy(&scenario, 2), (Some(id(ONE)), "DeleteRolePolicy Other May".to_owned()));
    let (other, alice) =
        (Thing::Role(id(ONE), "Other".into()), Thing::User(id(ONE), "alice".into()));
    scenario.move_inline_policy(&reader, "Might", &other).unwrap();
    assert_eq!(policy(&scenario, 1), (Some(id(ONE)), "DeleteRolePolicy Other Might".to_owned()));
    scenario.move_to_account(&alice, id(TWO)).unwrap();
    let alice = Thing::User(id(TWO), "alice".into());
    scenario.move_inline_policy(&other, "Might", &alice).unwrap();
    assert_eq!(policy(&scenario, 0), (Some(id(TWO)), "PutUserPolicy alice Might".to_owned()));
    assert_eq!(policy(&scenario, 1), (Some(id(TWO)), "DeleteUserPolicy alice Might".to_owned()));
    let before = scenario.clone();
    let devs = Thing::Group(id(ONE), "devs".into());
    let refused = scenario.move_inline_policy(&alice, "Might", &devs).unwrap_err();
    let says = "`Might` is put or deleted by change 1, and no step does that in a group. Remove the step first.";
    assert_eq!(refused[0].message, says);
    assert_eq!(scenario, before);
}

#[test]
fn a_policy_that_a_step_attaches_comes_along() {
    let mut scenario = changed();
    let reader = Thing::Role(id(ONE), "Reader".into());
    scenario.move_to_account(&reader, id(TWO)).unwrap();
    let there = scenario.account(id(TWO)).unwrap();
    assert_eq!(&*there.policies[0].name, "Everything");
    let attach = &scenario.steps[scenario.step_index("attach").unwrap()];
    let Operation::Change(change) = &attach.operation else { panic!() };
    let everything = "arn:aws:iam::222222222222:policy/Everything";
    assert_eq!(change.policy_arn.as_deref(), Some(everything));
    assert_eq!(scenario.problems(), []);
}

fn movable(scenario: &Scenario) -> Vec<Thing> {
    let mut all = Vec::new();
    for account in &scenario.accounts {
        let id = account.id;
        all.extend(account.users.iter().map(|user| Thing::User(id, user.name.clone())));
        all.extend(account.groups.iter().map(|group| Thing::Group(id, group.name.clone())));
        all.extend(account.roles.iter().map(|role| Thing::Role(id, role.name.clone())));
        all.extend(account.policies.iter().map(|policy| Thing::ManagedPolicy(policy.arn_in(id))));
    }
    all.extend(scenario.resources.iter().map(|known| Thing::Resource(known.arn.clone())));
    all
}

#[test]
fn a_delegated_administrator_keeps_its_part_under_another_id() {
    let mut scenario = sample();
    scenario.change_account_id(id(TWO), id("333333333333")).unwrap();
    let organization = scenario.organization.as_ref().unwrap();
    assert_eq!(organization.delegated_administrators, [id("333333333333")]);
}
