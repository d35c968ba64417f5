//! Edits: references follow a new name, a removal leaves a scenario that reads, and a refused edit changes nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use iam::{AccountId, PolicyType, Timestamp};
use simulator::{
    Scenario,
    outcome::StepResult,
    scenario::{
        Account, AttachedPolicy, Boundary, Change, ChangeOperation, Document, DocumentAddress,
        Expectation, ExpectedResult, Group, InlinePolicy, ManagedPolicy, OrganizationPolicy,
        OrganizationalUnit, Resource, Role, Start, Step, User,
        edit::{Reference, Thing},
    },
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

/// Two accounts, a user, a group, two roles, a managed policy, an organization, a bucket, a chain.
fn sample() -> Scenario {
    let time = Timestamp::parse_iso("2026-11-22T10:00:00Z").unwrap();
    let mut scenario =
        Scenario::new("Sample", Start::new("arn:aws:iam::111111111111:user/alice", time));
    let mut one = Account::new(id(ONE));
    one.name = Some("Development".into());
    one.groups.push(Group::new("devs"));
    let mut alice = User::new("alice");
    alice.groups.push("devs".into());
    alice.inline_policies.push(InlinePolicy::new(
        "AssumeReader",
        Document::allowing("sts:AssumeRole", "arn:aws:iam::222222222222:role/Reader"),
    ));
    one.users.push(alice);
    let mut two = Account::new(id(TWO));
    two.policies.push(ManagedPolicy::new("Limit", Document::allowing("*", "*")));
    let mut reader =
        Role::new("Reader", Document::trusting("arn:aws:iam::111111111111:user/alice"));
    let limit = arn("arn:aws:iam::222222222222:policy/Limit");
    reader.boundary = Some(Boundary::new(limit.clone()));
    reader.attached_policies.push(AttachedPolicy::new(limit));
    two.roles.push(reader);
    two.roles.push(Role::new(
        "Second",
        Document::new(
            "{\"Statement\":[{\"Effect\":\"Allow\",   \"Principal\":{\"AWS\":[\"arn:aws:iam::222222222222:role/Reader\",\n\
             \"arn:aws:sts::222222222222:assumed-role/Reader/alice\"]},\"Action\":\"sts:AssumeRole\"}]}",
        ),
    ));
    scenario.add_account(one).unwrap();
    scenario.add_account(two).unwrap();
    scenario.add_organization("o-exampleorgid", id(ONE)).unwrap();
    let deny = Document::new("{}");
    scenario
        .add_organization_policy(OrganizationPolicy::new("Guard", PolicyType::ServiceControl, deny))
        .unwrap();
    scenario.add_unit(&[], OrganizationalUnit::new("Workloads")).unwrap();
    scenario.place_account(id(TWO), Some(&[0])).unwrap();
    scenario.set_attached_to_unit(&[0], "Guard", true).unwrap();
    scenario.add_resource(Resource::new(arn("arn:aws:s3:::reports"), Some(id(TWO)))).unwrap();
    let steps = [
        Step::assume_role("reader", "arn:aws:iam::222222222222:role/Reader", "alice"),
        Step::change(
            "longer",
            id(TWO),
            Change {
                max_session_duration: Some(7200),
                ..Change::new(ChangeOperation::UpdateRole, "Reader")
            },
        ),
        Step::assume_role("second", "arn:aws:iam::222222222222:role/Second", "alice"),
        Step::action("get", "s3:GetObject".parse().unwrap(), Some("arn:aws:s3:::reports/a.csv")),
    ];
    for step in steps {
        scenario.insert_step(usize::MAX, step).unwrap();
    }
    scenario.edit_step("get", |step| step.caller = Some("second".into())).unwrap();
    scenario
}

#[test]
fn a_unit_moves_with_what_is_in_it_and_never_into_itself() {
    let names = |scenario: &Scenario, place: &[usize]| -> Vec<String> {
        let mut unit = &scenario.organization.as_ref().unwrap().root;
        for index in place {
            unit = &unit.units[*index];
        }
        unit.units.iter().map(|unit| unit.name.as_deref().unwrap_or_default().to_owned()).collect()
    };
    let mut scenario = sample();
    scenario.add_unit(&[], OrganizationalUnit::new("Security")).unwrap();
    scenario.add_unit(&[1], OrganizationalUnit::new("Logs")).unwrap();
    // Security moves up when Workloads leaves the place before it.
    assert_eq!(scenario.move_unit(&[0], &[1, 0]).unwrap(), [0, 0, 0]);
    assert_eq!(names(&scenario, &[]), ["Security"]);
    assert_eq!(names(&scenario, &[0, 0]), ["Workloads"]);
    let moved = scenario.unit_mut(&[0, 0, 0]).unwrap();
    assert_eq!(moved.accounts.to_vec(), [id(TWO)]);
    let before = scenario.clone();
    // Within itself, the root, from and to where there is nothing.
    let nowhere: [(&[usize], &[usize]); 5] =
        [(&[0], &[0, 0]), (&[0, 0], &[0, 0]), (&[], &[0]), (&[7], &[]), (&[0], &[7])];
    for (from, under) in nowhere {
        assert!(scenario.move_unit(from, under).is_err(), "{from:?} {under:?}");
    }
    assert_eq!(scenario.move_unit(&[0, 0, 0], &[0, 0]).unwrap(), [0, 0, 0]);
    assert_eq!(scenario, before);
    assert_eq!(scenario.move_unit(&[0, 0, 0], &[]).unwrap(), [1]);
    assert_eq!(names(&scenario, &[]), ["Security", "Workloads"]);
}

#[test]
fn what_asks_about_a_step_follows_its_name_and_goes_with_it() {
    let text = r#"{ "version": 1, "title": "t", "start": { "principal": "arn:aws:iam::111111111111:user/a",
        "time": "2026-11-22T10:00:00Z" }, "accounts": [], "steps": [
        { "id": "one", "GetSessionToken": {} },
        { "id": "key", "as": "start", "GetAccessKeyInfo": { "AccessKeyId": "one" } },
        { "id": "stop", "as": "one", "Action": "ec2:StopInstances" },
        { "id": "why", "as": "start", "DecodeAuthorizationMessage": { "EncodedMessage": "stop" } },
        { "id": "who", "as": "one", "GetCallerIdentity": {} } ] }"#;
    let ids = |scenario: &Scenario| -> Vec<String> {
        scenario.steps.iter().map(|step| step.id.to_string()).collect()
    };
    let mut scenario = Scenario::read(text).unwrap();
    scenario.rename_step("one", "session").unwrap();
    scenario.rename_step("stop", "halt").unwrap();
    assert_eq!(scenario.asks_about("session").iter().map(|id| &**id).collect::<Vec<_>>(), ["key"]);
    assert_eq!(scenario.asks_about("halt").iter().map(|id| &**id).collect::<Vec<_>>(), ["why"]);
    assert!(scenario.asks_about("one").is_empty());
    scenario.remove_step("halt");
    assert_eq!(ids(&scenario), ["session", "key", "who"]);
    scenario.remove_step("session");
    assert_eq!(ids(&scenario), ["who"]);
    assert_eq!(scenario.steps[0].caller.as_deref(), Some("start"));
}

#[test]
fn a_switch_of_roles_follows_the_role() {
    let text = r#"{ "version": 1, "title": "t", "start": { "principal": "arn:aws:iam::111111111111:user/a",
        "time": "2026-11-22T10:00:00Z" }, "accounts": [{ "AccountId": "111111111111", "AccountAliases": ["one"],
        "Users": [{ "UserName": "a" }], "Roles": [
        { "RoleName": "R", "AssumeRolePolicyDocument": {} }, { "RoleName": "S", "AssumeRolePolicyDocument": {} }] }],
        "steps": [
        { "id": "by-id", "SwitchRole": { "account": "111111111111", "roleName": "R" } },
        { "id": "by-alias", "SwitchRole": { "account": "one", "roleName": "R" } },
        { "id": "other", "SwitchRole": { "account": "one", "roleName": "S" } },
        { "id": "passes", "as": "start", "Action": "ec2:RunInstances",
          "PassRole": { "RoleArn": "arn:aws:iam::111111111111:role/R" } } ] }"#;
    let mut scenario = Scenario::read(text).unwrap();
    let account = "111111111111".parse().unwrap();
    scenario.rename(&Thing::Role(account, "R".into()), "Reader").unwrap();
    scenario.change_path(&Thing::Role(account, "Reader".into()), "/team/").unwrap();
    let role = |step: usize| scenario.switched_role(step).unwrap().to_string();
    assert_eq!(role(0), "arn:aws:iam::111111111111:role/team/Reader");
    assert_eq!(role(1), "arn:aws:iam::111111111111:role/team/Reader");
    assert_eq!(role(2), "arn:aws:iam::111111111111:role/S");
    let passed = scenario.steps[3].passed_role.as_ref().unwrap();
    assert_eq!(&*passed.role_arn, "arn:aws:iam::111111111111:role/team/Reader");
    // From one role to the next, the console asks with the credentials of the sign-in.
    assert_eq!(&*scenario.caller_of(2), "start");
}

#[test]
fn who_manages_the_organization_or_acts_for_it_does_not_leave_it() {
    let mut scenario = sample();
    scenario.organization.as_mut().unwrap().delegated_administrators.push(id(TWO));
    let leaving = |account: &str| scenario.clone().place_account(id(account), None).unwrap_err();
    let manages = "It manages the organization. Choose another management account first.";
    assert_eq!(leaving(ONE)[0].message, manages);
    let acts = "It is a delegated administrator. Take it out of `delegatedAdministrators` first.";
    assert_eq!(leaving(TWO)[0].message, acts);
}

#[test]
fn names_of_accounts_and_units_are_no_longer_than_organizations_takes_them() {
    let mut scenario = sample();
    scenario.rename_account(id(ONE), Some(&"n".repeat(50))).unwrap();
    scenario.rename_account(id(ONE), Some(&"n".repeat(51))).unwrap_err();
    scenario.rename(&Thing::Unit(vec![0]), &"n".repeat(128)).unwrap();
    scenario.rename(&Thing::Unit(vec![0]), &"n".repeat(129)).unwrap_err();
}

#[test]
fn a_scenario_made_by_hand_reads_and_is_written_in_the_documented_order() {
    let scenario = sample();
    let text = scenario.write();
    assert_eq!(Scenario::read(&text).unwrap().write(), text);
    let place = |name: &str| text.find(&format!("\"{name}\"")).unwrap();
    let order = ["version", "title", "start", "organization", "accounts", "resources", "steps"];
    assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{text}");
}

#[test]
fn a_renamed_user_is_followed_by_trust_start_and_sessions_keep_their_names() {
    let mut scenario = sample();
    scenario.rename(&Thing::User(id(ONE), "alice".into()), "alicia").unwrap();
    assert_eq!(&*scenario.start.principal, "arn:aws:iam::111111111111:user/alicia");
    let trust = DocumentAddress::Trust { account: id(TWO), role: "Reader".into() };
    assert!(scenario.document_text(&trust).unwrap().contains("user/alicia"));
    assert!(scenario.write().contains("assumed-role/Reader/alice"));
}

#[test]
fn a_renamed_role_is_followed_everywhere_and_documents_keep_their_shape() {
    let mut scenario = sample();
    scenario.rename(&Thing::Role(id(TWO), "Reader".into()), "Leser").unwrap();
    let trust = DocumentAddress::Trust { account: id(TWO), role: "Second".into() };
    assert_eq!(
        &*scenario.document_text(&trust).unwrap(),
        "{\"Statement\":[{\"Effect\":\"Allow\",   \"Principal\":{\"AWS\":[\"arn:aws:iam::222222222222:role/Leser\",\n\
         \"arn:aws:sts::222222222222:assumed-role/Leser/alice\"]},\"Action\":\"sts:AssumeRole\"}]}"
    );
    assert!(!scenario.write().contains("role/Reader"));
    assert!(scenario.problems().is_empty());
}

/// AWS: "Attaching and detaching organization policies".
#[test]
fn what_a_unit_or_an_organization_takes_with_it_is_said() {
    let text = include_str!("../scenarios/three-hop-chain.json");
    let before = Scenario::read(text).unwrap();
    let said = |thing: &Thing| {
        let found = before.removal_breaks(thing);
        let mut after = before.clone();
        after.remove(thing);
        let future: Vec<_> = found.iter().map(|one| one.in_words(&before)).collect();
        (future, Reference::removed_in_words(&found, &before, &after))
    };
    let names = &before.organization.as_ref().unwrap().root.units;
    let workloads = names.iter().position(|unit| unit.name.as_deref() == Some("Workloads"));
    let (future, past) = said(&Thing::Unit(vec![workloads.unwrap()]));
    assert_eq!(
        future,
        [
            "2 accounts in it move up to Root",
            "the policy ApprovedRegions is attached to it, and nowhere else: what is in it loses that limit",
        ]
    );
    assert_eq!(
        past,
        ["2 accounts moved up to Root", "the policy ApprovedRegions is attached nowhere now"]
    );
    // Under a root that has the policy too, what moves up stays under it; and without anything in it a unit limits nobody.
    let limits = |scenario: &Scenario| {
        let breaks = scenario.removal_breaks(&Thing::Unit(vec![workloads.unwrap()]));
        breaks.into_iter().find(|one| matches!(one, Reference::Limit { .. }))
    };
    let mut twice = before.clone();
    twice.organization.as_mut().unwrap().root.service_control_policies =
        Some(vec!["FullAWSAccess".into(), "ApprovedRegions".into()]);
    assert_eq!(limits(&twice), None);
    let mut empty = before.clone();
    empty.organization.as_mut().unwrap().root.units[workloads.unwrap()].accounts.clear();
    let nobody =
        Reference::Limit { policy: "ApprovedRegions".into(), is_last: true, limits: false };
    assert_eq!(limits(&empty), Some(nobody));
    let (future, past) = said(&Thing::Organization);
    assert_eq!(
        future[0],
        "5 accounts will be in no organization; 3 units and the policies ApprovedRegions and OnlyOurOrganization will go \
         with it"
    );
    assert_eq!(
        past[0],
        "5 accounts are now in no organization; 3 units and the policies ApprovedRegions and OnlyOurOrganization went with \
         it"
    );
    // The only document that compares the organization's id goes with it; a trust policy that does stays.
    assert_eq!((future.len(), past.len()), (1, 1));
    let mut trusting = before.clone();
    let address = trusting
        .documents()
        .into_iter()
        .find(|one| matches!(one, DocumentAddress::Trust { .. }))
        .unwrap();
    trusting.set_document_text(
        &address,
        r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-4f7k2m9x1q"}}}]}"#,
    );
    assert_eq!(trusting.removal_breaks(&Thing::Organization)[1..], [Reference::Document(address)]);
}

#[test]
fn units_under_one_parent_have_different_names_after_every_edit() {
    let unit = OrganizationalUnit::new;
    let mut scenario = sample();
    scenario.add_unit(&[0], unit("Prod")).unwrap();
    // Elsewhere, and in other letters, a name is free.
    scenario.add_unit(&[], unit("Prod")).unwrap();
    scenario.add_unit(&[], unit("workloads")).unwrap();
    let before = scenario.clone();
    let refused = [
        scenario.add_unit(&[], unit("Workloads")),
        scenario.rename(&Thing::Unit(vec![1]), "Workloads"),
        scenario.move_unit(&[0, 0], &[]).map(drop),
        scenario.move_unit(&[1], &[0]).map(drop),
    ];
    for (edit, done) in refused.into_iter().enumerate() {
        let errors = done.unwrap_err();
        assert!(errors[0].message.contains("is there a second time"), "{edit}: {errors:?}");
    }
    assert_eq!(scenario, before);
    // What moves up when a unit is removed makes room for what is there, and that is said.
    let removed = Thing::Unit(vec![0]);
    let breaks = scenario.removal_breaks(&removed);
    assert!(breaks.contains(&Reference::UnitName { name: "Prod".into() }), "{breaks:?}");
    scenario.remove(&removed);
    let names = scenario.organization.as_ref().unwrap().root.units.iter();
    let names: Vec<_> = names.map(|unit| unit.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Prod-2", "Prod", "workloads"]);
    assert_eq!(scenario.problems(), []);
    // A name that one of those below has already is given to no other.
    let mut scenario = sample();
    scenario.add_unit(&[], unit("A")).unwrap();
    scenario.add_unit(&[], unit("Around")).unwrap();
    scenario.add_unit(&[2], unit("A")).unwrap();
    scenario.add_unit(&[2], unit("A-2")).unwrap();
    scenario.remove(&Thing::Unit(vec![2]));
    let names = scenario.organization.as_ref().unwrap().root.units.iter();
    let names: Vec<_> = names.map(|unit| unit.name.as_deref().unwrap()).collect();
    assert_eq!(names[1..], ["A", "A-3", "A-2"]);
}

#[test]
fn a_provider_moves_to_another_account_and_what_names_it_follows() {
    for (name, text) in common::corpus() {
        let Ok(scenario) = Scenario::read(&text) else { continue };
        let providers: Vec<iam::Arn> = things(&scenario)
            .into_iter()
            .filter_map(|thing| match thing {
                Thing::Provider(arn) => Some(arn),
                _ => None,
            })
            .collect();
        for arn in providers {
            let mut moved = scenario.clone();
            let to = id("909090909090");
            assert!(moved.move_provider(&arn, to).is_err(), "{name}: no such account");
            moved.add_account(Account::new(to)).unwrap();
            let before = moved.clone();
            let new = moved.move_provider(&arn, to).unwrap();
            assert_eq!(new.account(), Some(to));
            assert!(things(&moved).contains(&Thing::Provider(new.clone())), "{name}: {new}");
            assert!(!moved.write().contains(arn.as_str()), "{name}: {arn}");
            assert_eq!(moved.problems(), [], "{name}");
            let back = moved.move_provider(&new, arn.account().unwrap()).unwrap();
            assert_eq!(back, arn);
            assert_eq!(things(&moved).len(), things(&before).len(), "{name}");
            // Where it is one of that name already, it stays.
            let mut doubled = before.clone();
            doubled.move_provider(&arn, to).unwrap();
            let again = before.account(arn.account().unwrap()).unwrap();
            let home = doubled.account_mut(arn.account().unwrap()).unwrap();
            home.saml_providers = again.saml_providers.clone();
            home.oidc_providers = again.oidc_providers.clone();
            assert!(doubled.move_provider(&arn, to).is_err(), "{name}: {arn} is there");
        }
    }
}

#[test]
fn a_new_path_is_followed_too() {
    let mut scenario = sample();
    scenario.change_path(&Thing::Role(id(TWO), "Reader".into()), "/team/").unwrap();
    let text = scenario.write();
    assert!(text.contains("arn:aws:iam::222222222222:role/team/Reader"));
    assert!(text.contains("\"Path\": \"/team/\""));
    assert!(scenario.change_path(&Thing::Role(id(TWO), "Reader".into()), "team").is_err());
    // A policy's is followed by what it is attached to and what it bounds, a group's by what names it.
    let limit = Thing::ManagedPolicy(arn("arn:aws:iam::222222222222:policy/Limit"));
    let before = scenario.write().matches("policy/Limit\"").count();
    scenario.change_path(&limit, "/team/").unwrap();
    let text = scenario.write();
    assert_eq!(text.matches("policy/team/Limit\"").count(), before, "{text}");
    assert_eq!(scenario.problems(), []);
    let limit = Thing::ManagedPolicy(arn("arn:aws:iam::222222222222:policy/team/Limit"));
    assert!(scenario.change_path(&limit, "team").is_err());
    scenario.change_path(&limit, "/").unwrap();
    assert_eq!(scenario.write().matches("policy/Limit\"").count(), before);
    let group = "arn:aws:iam::111111111111:group/devs";
    let named =
        scenario.write().replacen("\"Resource\": \"*\"", &format!("\"Resource\": \"{group}\""), 1);
    let mut scenario = Scenario::read(&named).unwrap();
    scenario.change_path(&Thing::Group(id(ONE), "devs".into()), "/team/").unwrap();
    let text = scenario.write();
    assert!(text.contains("group/team/devs\"") && !text.contains(group), "{text}");
}

#[test]
fn a_new_account_id_is_followed_everywhere() {
    let mut scenario = sample();
    scenario.change_account_id(id(TWO), id("333333333333")).unwrap();
    assert!(!scenario.write().contains(TWO), "{}", scenario.write());
    let taken = scenario.change_account_id(id("333333333333"), id(ONE)).unwrap_err();
    assert!(taken.iter().any(|error| error.path == "accounts[1].AccountId"), "{taken:?}");
}

#[test]
fn policies_groups_and_resources_are_followed() {
    let mut scenario = sample();
    let limit = Thing::ManagedPolicy(arn("arn:aws:iam::222222222222:policy/Limit"));
    scenario.rename(&limit, "Ceiling").unwrap();
    scenario.rename(&Thing::Group(id(ONE), "devs".into()), "engineers").unwrap();
    scenario.rename(&Thing::OrganizationPolicy("Guard".into()), "Fence").unwrap();
    let bucket = Thing::Resource(arn("arn:aws:s3:::reports"));
    scenario.rename(&bucket, "arn:aws:s3:::documents").unwrap();
    let text = scenario.write();
    for old in ["Limit", "devs", "Guard", "reports"] {
        assert!(!text.contains(old), "{old}: {text}");
    }
    assert!(text.contains("arn:aws:s3:::documents/a.csv"));
}

#[test]
fn a_refused_edit_changes_nothing() {
    let mut scenario = sample();
    let before = scenario.clone();
    let role = Thing::Role(id(TWO), "Reader".into());
    let errors = scenario.rename(&role, "second").unwrap_err();
    let says = "222222222222 has a role `Second` already. Rename one of the two first.";
    assert_eq!(errors[0].message, says);
    assert!(scenario.rename(&role, "no spaces please").is_err());
    assert!(scenario.add_user(id(ONE), User::new("ALICE")).is_err());
    assert!(scenario.add_role(id("999999999999"), Role::new("R", Document::default())).is_err());
    assert_eq!(scenario, before);
}

#[test]
fn what_a_removal_broke_is_said_afterwards() {
    let before = sample();
    let reader = Thing::Role(id(TWO), "Reader".into());
    let found = before.removal_breaks(&reader);
    let mut after = before.clone();
    after.remove(&reader);
    let lines = Reference::removed_in_words(&found, &before, &after);
    let refused = |line: &String| line.ends_with("still asks for it and is refused");
    assert!(lines.iter().any(refused), "{lines:?}");
    let at = before.step_index("longer").unwrap() + 1;
    assert!(lines.contains(&format!("change {at} went with it")), "{lines:?}");
    assert!(lines.iter().all(|line| !line.contains("will")), "{lines:?}");
    // Several changes of one thing are told at once.
    let change = |step: &str| Reference::Change { step: step.into() };
    let all: Vec<Reference> = before.steps.iter().take(3).map(|step| change(&step.id)).collect();
    let together = Reference::removed_in_words(&all, &before, &after);
    assert_eq!(together, ["changes 1 to 3 went with it"]);
    let together = Reference::removed_in_words(&all[..2], &before, &after);
    assert_eq!(together, ["changes 1 and 2 went with it"]);
}

#[test]
fn what_a_removal_breaks_is_said_beforehand() {
    let scenario = sample();
    let breaks = scenario.removal_breaks(&Thing::Role(id(TWO), "Reader".into()));
    assert!(breaks.contains(&Reference::Target { step: "reader".into() }), "{breaks:?}");
    assert!(breaks.contains(&Reference::Change { step: "longer".into() }), "{breaks:?}");
    assert!(breaks.iter().any(|known| matches!(
        known,
        Reference::Document(DocumentAddress::Trust { role, .. }) if **role == *"Second"
    )));
    let breaks = scenario.removal_breaks(&Thing::User(id(ONE), "alice".into()));
    assert!(breaks.contains(&Reference::Start), "{breaks:?}");
    let breaks = scenario.removal_breaks(&Thing::Account(id(ONE)));
    assert!(breaks.contains(&Reference::StartAccount), "{breaks:?}");
    assert!(!scenario.removal_breaks(&Thing::Account(id(TWO))).contains(&Reference::StartAccount));
    let limit = Thing::ManagedPolicy(arn("arn:aws:iam::222222222222:policy/Limit"));
    assert_eq!(scenario.removal_breaks(&limit).len(), 2);
    let guard = Thing::OrganizationPolicy("Guard".into());
    assert_eq!(scenario.removal_breaks(&guard), [Reference::Attached { to: "Workloads".into() }]);
    assert_eq!(scenario.removal_breaks(&Thing::Group(id(ONE), "devs".into())).len(), 1);
}

#[test]
fn removals_repair_what_would_dangle() {
    let mut scenario = sample();
    scenario.remove(&Thing::User(id(ONE), "alice".into()));
    assert_eq!(&*scenario.start.principal, "arn:aws:iam::111111111111:root");
    scenario.remove(&Thing::Role(id(TWO), "Reader".into()));
    assert!(scenario.step_index("longer").is_none());
    assert!(scenario.step_index("reader").is_some());
    scenario.remove(&Thing::OrganizationPolicy("Guard".into()));
    let unit = &scenario.organization.as_ref().unwrap().root.units[0];
    assert_eq!(unit.service_control_policies.as_deref().unwrap(), ["FullAWSAccess".into()]);
    scenario.remove(&Thing::Unit(vec![0]));
    let root = &scenario.organization.as_ref().unwrap().root;
    assert_eq!(root.accounts, [id(ONE), id(TWO)]);
    scenario.remove(&Thing::Account(id(TWO)));
    assert_eq!(scenario.organization.as_ref().unwrap().root.accounts, [id(ONE)]);
    scenario.remove(&Thing::Organization);
    assert_eq!(scenario.problems(), []);
}

#[test]
fn steps_are_moved_doubled_renamed_and_removed() {
    let mut scenario = sample();
    let copy = scenario.duplicate_step("reader").unwrap();
    assert_eq!(&*copy, "reader-2");
    assert_eq!(scenario.steps[1].caller.as_deref(), Some("start"));
    scenario.rename_step("second", "hop").unwrap();
    assert_eq!(scenario.steps.last().unwrap().caller.as_deref(), Some("hop"));
    assert!(scenario.rename_step("hop", "start").is_err());
    scenario.remove_step("hop");
    assert_eq!(scenario.steps.last().unwrap().caller.as_deref(), Some("reader-2"));
    scenario.move_step("get", 0).unwrap();
    assert_eq!((&*scenario.steps[0].id, scenario.steps[0].caller.as_deref()), ("get", None));
    assert!(scenario.move_step("nobody", 0).is_err());
    assert_eq!(scenario.problems(), []);
}

#[test]
fn a_change_cannot_move_behind_what_stands_on_it() {
    let mut scenario = sample();
    let create = Change {
        document: Some(Document::trusting(ONE)),
        ..Change::new(ChangeOperation::CreateRole, "New")
    };
    scenario.insert_step(0, Step::change("create", id(TWO), create)).unwrap();
    let delete = Change::new(ChangeOperation::DeleteRole, "New");
    scenario.insert_step(1, Step::change("delete", id(TWO), delete)).unwrap();
    assert!(scenario.move_step("create", 3).is_err());
    assert!(scenario.duplicate_step("create").is_err());
    assert_eq!(&*scenario.steps[0].id, "create");
}

#[test]
fn new_members_come_to_their_documented_place() {
    let text = sample().write();
    let mut scenario = Scenario::read(&text).unwrap();
    scenario.teaches = Some("Something.".into());
    scenario.accounts[1].roles[0].max_session_duration = Some(7200);
    scenario.steps[0].expect = Some(Expectation::result(ExpectedResult::Succeeded));
    let new = scenario.write();
    let expected = text
        .replacen(
            "\"title\": \"Sample\",",
            "\"title\": \"Sample\",\n  \"teaches\": \"Something.\",",
            1,
        )
        .replacen(
            "\"RoleName\": \"Reader\",",
            "\"RoleName\": \"Reader\",\n          \"MaxSessionDuration\": 7200,",
            1,
        );
    assert!(new.starts_with(&expected[..expected.find("\"steps\"").unwrap()]), "{new}");
    assert!(
        new.contains("},\n      \"expect\": {\n        \"result\": \"succeeded\"\n      }"),
        "{new}"
    );
}

/// Everything in a scenario that can be renamed or removed.
fn things(scenario: &Scenario) -> Vec<Thing> {
    let mut all = vec![Thing::Organization];
    for account in &scenario.accounts {
        let id = account.id;
        all.push(Thing::Account(id));
        all.extend(account.users.iter().map(|user| Thing::User(id, user.name.clone())));
        all.extend(account.groups.iter().map(|group| Thing::Group(id, group.name.clone())));
        all.extend(account.roles.iter().map(|role| Thing::Role(id, role.name.clone())));
        all.extend(account.policies.iter().map(|policy| Thing::ManagedPolicy(policy.arn_in(id))));
        all.extend(account.saml_providers.iter().map(|known| Thing::Provider(known.arn.clone())));
        all.extend(account.oidc_providers.iter().map(|known| Thing::Provider(known.arn.clone())));
    }
    if let Some(organization) = &scenario.organization {
        let names = organization.policies.iter().map(|policy| policy.name.clone());
        all.extend(names.map(Thing::OrganizationPolicy));
        all.extend((0..organization.root.units.len()).map(|index| Thing::Unit(vec![index])));
    }
    all.extend(scenario.resources.iter().map(|known| Thing::Resource(known.arn.clone())));
    all
}

#[test]
fn every_removal_from_every_scenario_leaves_one_that_reads() {
    for (name, text) in common::corpus() {
        let Ok(scenario) = Scenario::read(&text) else { continue };
        for thing in things(&scenario) {
            let mut edited = scenario.clone();
            let _ = edited.removal_breaks(&thing);
            edited.remove(&thing);
            assert_eq!(edited.problems(), [], "{name}: {thing:?}");
        }
        for step in &scenario.steps {
            let mut edited = scenario.clone();
            edited.remove_step(&step.id);
            let _ = edited.duplicate_step(&step.id);
        }
    }
}

#[test]
fn every_renaming_in_every_scenario_leaves_nothing_behind() {
    for (name, text) in common::corpus() {
        let Ok(scenario) = Scenario::read(&text) else { continue };
        for thing in things(&scenario) {
            let new = match &thing {
                Thing::Organization => "o-zzzzzzzzzz".to_owned(),
                Thing::Resource(old) => {
                    let name = old.resource().rsplit(['/', ':']).next().unwrap();
                    format!("{}zzz", old.as_str().strip_suffix(name).unwrap())
                }
                Thing::Provider(_) => "zzz.example.com".to_owned(),
                _ => "Zzz".to_owned(),
            };
            let new = new.as_str();
            let mut edited = scenario.clone();
            let old = edited.arn_of(&thing);
            if let Thing::Resource(_) = thing {
                let owner =
                    edited.resources.iter_mut().find(|known| Some(&known.arn) == old.as_ref());
                let owner = owner.unwrap();
                owner.account = owner.account.or(owner.arn.account()).or(Some(id(ONE)));
            }
            edited
                .rename(&thing, new)
                .unwrap_or_else(|errors| panic!("{name}: {thing:?} {errors:?}"));
            assert_eq!(edited.problems(), [], "{name}: {thing:?}");
            if let Some(old) = old {
                let text = edited.write();
                assert!(!text.contains(&format!("\"{old}\"")), "{name}: {thing:?}\n{text}");
            }
        }
    }
}

#[test]
fn whose_session_a_federated_user_begins_with_follows_too() {
    let mut scenario = sample();
    scenario.start.principal = "arn:aws:sts::111111111111:federated-user/Bob".into();
    scenario.start.federating_user = Some(arn("arn:aws:iam::111111111111:user/alice"));
    let written = scenario.write();
    assert!(written.contains("\"federatingUser\": \"arn:aws:iam::111111111111:user/alice\""));
    assert_eq!(Scenario::read(&written).unwrap().write(), written);
    scenario.rename(&Thing::User(id(ONE), "alice".into()), "alicia").unwrap();
    assert_eq!(scenario.start.federating_user, Some(arn("arn:aws:iam::111111111111:user/alicia")));
    let alicia = Thing::User(id(ONE), "alicia".into());
    assert!(scenario.removal_breaks(&alicia).contains(&Reference::FederatingUser));
    scenario.remove(&alicia);
    assert_eq!(scenario.start.federating_user, None);
    assert_eq!(&*scenario.start.principal, "arn:aws:sts::111111111111:federated-user/Bob");
}

/// A role of an account that trusts an OpenID Connect provider, and a step that presents its token.
fn federated(accounts: &[&str]) -> Scenario {
    let account = |id: &&str| {
        format!(
            r#"{{ "AccountId": "{id}",
              "OpenIDConnectProviderList": [{{ "Arn": "arn:aws:iam::{id}:oidc-provider/localhost",
                "Url": "https://localhost", "ClientIDList": ["app"] }}, {{ "Arn": "arn:aws:iam::{id}:oidc-provider/localhost:8443/x" }}],
              "SAMLProviderList": [{{ "Arn": "arn:aws:iam::{id}:saml-provider/Idp" }}],
              "Roles": [{{ "RoleName": "R", "AssumeRolePolicyDocument": {{ "Version": "2012-10-17", "Statement": [
                {{ "Effect": "Allow", "Principal": {{ "Federated": "arn:aws:iam::{id}:oidc-provider/localhost" }},
                  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{ "StringEquals": {{
                    "localhost:aud": "app", "localhost:sub": "someone" }},
                    "StringNotLike": {{ "localhost:8443/x:sub": "localhost.*" }} }} }},
                {{ "Effect": "Allow", "Principal": {{ "Federated": "arn:aws:iam::{id}:saml-provider/Idp" }},
                  "Action": "sts:AssumeRoleWithSAML",
                  "Condition": {{ "StringEquals": {{ "saml:doc": "{id}/Idp" }} }} }}] }} }}] }}"#
        )
    };
    let step = |id: &&str| {
        format!(
            r#"{{ "id": "in-{id}", "as": "start", "AssumeRoleWithWebIdentity": {{ "RoleArn": "arn:aws:iam::{id}:role/R",
              "RoleSessionName": "someone", "WebIdentityToken": {{ "claims": {{ "iss": "https://localhost",
                "aud": "app", "sub": "someone", "iat": 1795341600, "exp": 1795345200 }} }} }},
              "context": {{ "localhost:email": "a@example.com" }} }}"#
        )
    };
    let all =
        |make: &dyn Fn(&&str) -> String| accounts.iter().map(make).collect::<Vec<_>>().join(",");
    let text = format!(
        r#"{{ "version": 1, "title": "t", "start": {{ "principal": "arn:aws:iam::111111111111:root",
          "time": "2026-11-22T10:00:00Z" }}, "accounts": [{}], "steps": [{}] }}"#,
        all(&account),
        all(&step),
    );
    Scenario::read(&text).unwrap_or_else(|errors| panic!("{errors:?}"))
}

#[test]
fn a_renamed_issuer_is_followed_by_its_condition_keys_and_tokens() {
    let provider = Thing::Provider(arn("arn:aws:iam::111111111111:oidc-provider/localhost"));
    let mut scenario = federated(&[ONE]);
    let before = simulate(&scenario).steps[0].result.clone();
    assert_eq!(before, StepResult::Succeeded);
    scenario.rename(&provider, "id.example.com/realm").unwrap();
    let text = scenario.write();
    for expected in [
        "\"id.example.com/realm:aud\"",
        "\"id.example.com/realm:sub\"",
        "\"id.example.com/realm:email\"",
        "\"https://id.example.com/realm\"",
        "oidc-provider/localhost:8443/x\"",
        "\"localhost:8443/x:sub\": \"localhost.*\"",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(
        !text.contains("\"https://localhost\"") && !text.contains("\"localhost:aud\""),
        "{text}"
    );
    assert_eq!(simulate(&scenario).steps[0].result, before);
    // Another account's provider of that issuer keeps it, with all that speaks of it.
    let mut scenario = federated(&[ONE, TWO]);
    scenario.rename(&provider, "id.example.com").unwrap();
    let other = DocumentAddress::Trust { account: id(TWO), role: "R".into() };
    assert_eq!(scenario.document_text(&other), federated(&[ONE, TWO]).document_text(&other));
    assert_eq!(scenario.write().matches("\"https://localhost\"").count(), 2);
    assert!(simulate(&scenario).steps.iter().all(|step| step.result == before));
    // SAML's key names the provider as well.
    let saml = Thing::Provider(arn("arn:aws:iam::111111111111:saml-provider/Idp"));
    scenario.rename(&saml, "Corp").unwrap();
    assert!(scenario.write().contains("\"111111111111/Corp\""));
    assert!(scenario.write().contains("\"222222222222/Idp\""));
}

#[test]
fn a_signed_text_goes_on_naming_its_provider() {
    let mut signed = 0;
    for (name, text) in common::corpus() {
        let Ok(scenario) = Scenario::read(&text) else { continue };
        for thing in things(&scenario) {
            let Thing::Provider(provider) = &thing else { continue };
            let steps = scenario.still_signed_for(provider);
            signed += steps.len();
            let mut edited = scenario.clone();
            edited.rename(&thing, "zzz.example.com").unwrap();
            assert_eq!(edited.still_signed_for(provider), steps, "{name}");
        }
    }
    assert!(signed > 10, "{signed}");
    assert!(
        federated(&[ONE])
            .still_signed_for(&arn("arn:aws:iam::111111111111:oidc-provider/localhost"))
            .is_empty()
    );
}

#[test]
fn a_renamed_organization_is_followed_by_its_paths_and_arns() {
    let mut scenario = sample();
    let paths = "{ \"Statement\": { \"Condition\": { \"ForAnyValue:StringLike\": {\n\
        \"aws:PrincipalOrgPaths\": [\"o-exampleorgid/r-ab12/ou-ab12-11111111/*\", \"o-exampleorgid2/*\"],\n\
        \"aws:PrincipalOrgID\": \"o-exampleorgid\" } },\n\
        \"Resource\": \"arn:aws:organizations::111111111111:account/o-exampleorgid/222222222222\" } }";
    let trust = DocumentAddress::Trust { account: id(TWO), role: "Reader".into() };
    scenario.set_document_text(&trust, paths);
    scenario.rename(&Thing::Organization, "o-0123456789").unwrap();
    let expected = paths
        .replace("o-exampleorgid/", "o-0123456789/")
        .replace("o-exampleorgid\"", "o-0123456789\"");
    assert_eq!(&*scenario.document_text(&trust).unwrap(), expected);
}

#[test]
fn a_resource_has_only_names_that_there_are() {
    let sqs = "arn:aws:sqs:eu-west-1:111111111111:jobs";
    let lambda = "arn:aws:lambda:eu-west-1:111111111111:function:f";
    let secret = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf";
    let bucket = "arn:aws:s3:::reports";
    let mut scenario = sample();
    for resource in [sqs, lambda, secret] {
        scenario.add_resource(Resource::new(arn(resource), Some(id(ONE)))).unwrap();
    }
    let before = scenario.clone();
    for (old, new, why) in [
        (bucket, "reports", "is not an ARN"),
        (bucket, "arn:aws:iam::111111111111:user/alice", "part of an account"),
        (bucket, "arn:aws:sts::222222222222:assumed-role/Reader/alice", "part of an account"),
        (bucket, "arn:aws::::reports", "is not an ARN"),
        (bucket, "arn:aws:s3:::*", "no single resource"),
        (bucket, "arn:aws:s3:::rep\"orts", "no single resource"),
        (bucket, "arn:aws:s3:::rep orts", "no single resource"),
        (bucket, "arn:aws:s3:::berichte-für-alle", "no single resource"),
        (bucket, "arn:aws:s3:::a/b", "A bucket's name"),
        (bucket, "arn:aws:s3:::a:b", "A bucket's name"),
        (bucket, "arn:aws:s3:::Reports", "A bucket's name"),
        (bucket, "arn:aws:s3:::re", "A bucket's name"),
        (sqs, "arn:aws:sqs:eu-west-1:111111111111:a/b", "another kind"),
        (sqs, "arn:aws:sqs:eu-west-1:111111111111:a:b", "another kind"),
        (sqs, "arn:aws:sqs:eu-west-1:111111111111:", "ends before"),
        (lambda, "arn:aws:lambda:eu-west-1:111111111111:function:a:b", "another kind"),
    ] {
        let refused = scenario.rename(&Thing::Resource(arn(old)), new).unwrap_err();
        assert!(refused[0].message.contains(why), "{new}: {refused:?}");
    }
    assert_eq!(scenario, before);
    for (old, new) in [
        (bucket, "arn:aws:s3:::reports.2026-11"),
        (sqs, "arn:aws:sqs:eu-west-1:111111111111:jobs_2.fifo"),
        (lambda, "arn:aws:lambda:eu-west-1:111111111111:function:g"),
        (secret, "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf"),
        (bucket, "arn:aws:dynamodb:eu-west-1:222222222222:table/jobs"),
    ] {
        let mut scenario = before.clone();
        scenario.rename(&Thing::Resource(arn(old)), new).unwrap();
        assert!(scenario.resources.iter().any(|known| known.arn == arn(new)), "{new}");
    }
}

#[test]
fn a_name_in_other_letters_is_taken_and_that_is_said() {
    let mut scenario = sample();
    scenario.add_user(id(ONE), User::new("bob")).unwrap();
    scenario.add_group(id(ONE), Group::new("ops")).unwrap();
    scenario.add_managed_policy(id(TWO), ManagedPolicy::new("Other", Document::default())).unwrap();
    let before = scenario.clone();
    let other = arn("arn:aws:iam::222222222222:policy/Other");
    for (thing, name, says) in [
        (Thing::User(id(ONE), "bob".into()), "ALICE", "Development has a user `alice` already."),
        (Thing::User(id(ONE), "alice".into()), "Bob", "Development has a user `bob` already."),
        (Thing::Group(id(ONE), "ops".into()), "Devs", "Development has a group `devs` already."),
        (
            Thing::ManagedPolicy(other),
            "limit",
            "222222222222 has a managed policy `Limit` already.",
        ),
    ] {
        let refused = scenario.rename(&thing, name).unwrap_err();
        assert_eq!(refused[0].message, format!("{says} Rename one of the two first."));
    }
    assert_eq!(scenario, before);
    // Its own name in other letters is another name.
    scenario.rename(&Thing::User(id(ONE), "alice".into()), "Alice").unwrap();
}

#[test]
fn the_management_account_goes_on_managing_when_it_is_removed() {
    let mut scenario = sample();
    let one = Thing::Account(id(ONE));
    let found = scenario.removal_breaks(&one);
    assert!(found.contains(&Reference::Management), "{found:?}");
    assert!(!found.contains(&Reference::Organization), "{found:?}");
    let before = scenario.clone();
    scenario.remove(&one);
    let organization = scenario.organization.as_ref().unwrap();
    assert_eq!(organization.management_account, id(ONE));
    assert!(organization.root.accounts.contains(&id(ONE)));
    let lines = Reference::removed_in_words(&found, &before, &scenario);
    let says =
        "it manages the organization and goes on doing so, as an account that nobody describes";
    assert!(lines.iter().any(|line| line == says), "{lines:?}");
    assert!(lines.iter().all(|line| !line.contains("taken out")), "{lines:?}");
}

#[test]
fn a_provider_has_only_names_that_aws_would_take() {
    let before = federated(&[ONE]);
    let oidc = Thing::Provider(arn("arn:aws:iam::111111111111:oidc-provider/localhost"));
    let saml = Thing::Provider(arn("arn:aws:iam::111111111111:saml-provider/Idp"));
    for (thing, name) in [
        (&oidc, "http://x"),
        (&oidc, "a b.com"),
        (&oidc, "/"),
        (&oidc, "https://"),
        (&oidc, &*"a".repeat(300)),
        (&saml, "a/b"),
        (&saml, "ü"),
        (&saml, "a\"b"),
        (&saml, &*"a".repeat(200)),
    ] {
        let mut scenario = before.clone();
        assert!(scenario.rename(thing, name).is_err(), "{name}");
        assert_eq!(scenario, before);
    }
    // The scheme is no part of the name.
    let mut scenario = before.clone();
    scenario.rename(&oidc, "https://a.example.com/").unwrap();
    let text = scenario.write();
    assert!(text.contains("\"arn:aws:iam::111111111111:oidc-provider/a.example.com/\""), "{text}");
    assert!(!text.contains("https://https://"), "{text}");
    let twice = before.write().replacen("\"app\"", "\"app\", \"app\"", 1);
    let refused = Scenario::read(&twice).unwrap_err();
    assert_eq!(refused[0].message, "The audience `app` is there a second time.");
}
