//! What is done to the world of the workbench: adding, moving, duplicating, naming, settings.

use std::rc::Rc;

use iam::{AccountId, Arn, Assumptions};
use simulator::{
    Scenario,
    outcome::StepResult,
    scenario::{DocumentAddress, switches},
};

use super::{
    Action, EntityAddress, EntityField, Model, Origin, Subject,
    entity::{NewEntity, ResourceKind},
    moves,
    settings::{OrganizationPart, ProviderPart, ScenarioPart},
    update, world,
};
use crate::gallery;

fn opened(id: &str) -> Model {
    let scenario = gallery::example(id).unwrap().scenario;
    update(&Model::new(), Action::ScenarioOpened { scenario, origin: Origin::Own })
}

fn account(model: &Model, name: &str) -> AccountId {
    let mut accounts = model.scenario().accounts.iter();
    accounts.find(|known| known.name.as_deref() == Some(name)).unwrap().id
}

fn chosen(model: &Model) -> EntityAddress {
    match model.ui.subject.as_ref().unwrap() {
        Subject::Entity(entity) => entity.clone(),
        Subject::Document(address) => world::entity_of(address).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn notice(model: &Model) -> String {
    model.ui.notice.as_ref().map(|notice| notice.text.to_string()).unwrap_or_default()
}

fn reads(scenario: &Scenario) -> bool {
    Scenario::read(&scenario.write()).is_ok()
}

#[test]
fn providers_and_resources_of_every_kind_are_added_each_with_a_name_of_its_own() {
    let mut model = opened("three-hop-chain");
    let id = account(&model, "Production");
    let kinds = [
        ResourceKind::Bucket,
        ResourceKind::Key,
        ResourceKind::Queue,
        ResourceKind::Topic,
        ResourceKind::Secret,
        ResourceKind::Function,
        ResourceKind::VpcEndpoint,
        ResourceKind::Other,
    ];
    let mut all = vec![NewEntity::SamlProvider(id), NewEntity::OidcProvider(id)];
    all.extend(kinds.map(|kind| NewEntity::Resource(id, kind)));
    let mut made = Vec::new();
    for new in all.iter().chain(&all) {
        model = update(&model, Action::EntityAdded(new.clone()));
        let entity = chosen(&model);
        assert!(!made.contains(&entity), "{new:?}: {entity:?}");
        assert!(world::exists(model.scenario(), &entity), "{new:?}: {}", notice(&model));
        assert!(reads(model.scenario()), "{new:?}");
        made.push(entity);
    }
    for entity in made {
        let EntityAddress::Resource(arn) = entity else { continue };
        let new = NewEntity::ResourcePolicy(arn.clone());
        model = update(&model, Action::EntityAdded(new));
        let address = DocumentAddress::Resource { arn: arn.clone() };
        let text = model.scenario().document_text(&address).unwrap();
        let kind = super::selectors::document_kind_among(model.scenario(), &[], &address);
        let findings = simulator::findings(model.scenario(), &address, kind, text);
        assert!(findings.is_empty(), "{arn}: {findings:?}");
        // An endpoint lets everything through, and in a key's policy the key is `*`.
        let text = model.scenario().document_text(&address).unwrap();
        let is_any = |member: &str| text.contains(&format!("\"{member}\": \"*\""));
        let expected = match arn.service() {
            "ec2" => (true, true, true),
            "kms" => (false, false, true),
            _ => (false, false, false),
        };
        let said = (is_any("Principal"), is_any("Action"), is_any("Resource"));
        assert_eq!(said, expected, "{arn}: {text}");
    }
}

#[test]
fn an_account_is_added_into_a_unit() {
    let model = opened("three-hop-chain");
    let units = world::units(model.scenario());
    let (path, _) = units.iter().find(|(_, words)| words.ends_with("Workloads")).unwrap();
    let model = update(&model, Action::EntityAdded(NewEntity::Account(Some(Rc::clone(path)))));
    let EntityAddress::Account(id) = chosen(&model) else { panic!() };
    assert_eq!(world::unit_of(model.scenario(), id).as_ref(), Some(path));
    assert!(notice(&model).ends_with(" in Workloads."), "{}", notice(&model));
}

#[test]
fn an_organizations_policy_is_attached_where_it_was_added() {
    let model = opened("three-hop-chain");
    let units = world::units(model.scenario());
    let (path, _) = units.iter().find(|(_, words)| words.ends_with("Workloads")).unwrap();
    let attached = |model: &Model, path: &[usize]| {
        let unit = model.scenario().unit(path).unwrap();
        let (service, resource) = (&unit.service_control_policies, &unit.resource_control_policies);
        [service, resource].map(|all| all.iter().flatten().map(ToString::to_string).collect())
    };
    let before: [Vec<String>; 2] = attached(&model, &[]);
    let (scp, rcp) = (NewEntity::ServiceControlPolicy, NewEntity::ResourceControlPolicy);
    let after = update(&model, Action::EntityAdded(scp(Rc::clone(path))));
    assert_eq!(notice(&after), "Added an SCP: DenyLeaving, attached to Workloads.");
    let after = update(&after, Action::EntityAdded(rcp(Rc::clone(path))));
    let [service, resource] = attached(&after, path);
    let last = |all: &[String]| all.last().cloned().unwrap_or_default();
    assert_eq!([last(&service), last(&resource)], ["DenyLeaving", "DenyStrangers"]);
    assert_eq!(attached(&after, &[]), before);
}

#[test]
fn a_copy_is_told_with_its_name_and_undo() {
    let model = opened("three-hop-chain");
    let role = EntityAddress::Role(account(&model, "Tooling"), "DeployRole".into());
    let after = update(&model, Action::EntityDuplicated(role));
    assert_eq!(notice(&after), "Added DeployRole-2, a copy of DeployRole.");
    assert_eq!(after.ui.notice.unwrap().offers, Some(super::Offer::Undo));
}

#[test]
fn what_was_added_lies_under_nothing() {
    let open = update(&opened("three-hop-chain"), Action::WorldToggled);
    assert!(open.ui.world_open);
    let new = NewEntity::Role(account(&open, "Tooling"));
    assert!(!update(&open, Action::EntityAdded(new)).ui.world_open);
}

#[test]
fn a_new_rcp_names_the_organization_that_there_is() {
    let mut model =
        update(&opened("vendor-confused-deputy"), Action::EntityAdded(NewEntity::Organization));
    let root = EntityAddress::Unit(Rc::default());
    model = update(&model, Action::EntityRenamed { entity: root, name: "o-another1234".into() });
    model = update(&model, Action::EntityAdded(NewEntity::ResourceControlPolicy(Rc::default())));
    let text = model.scenario().write();
    assert!(text.contains("\"aws:PrincipalOrgID\": \"o-another1234\""), "{text}");
}

#[test]
fn what_is_moved_is_gone_on_with_and_what_came_along_is_said() {
    let model = opened("three-hop-chain");
    let (from, to) = (account(&model, "Tooling"), account(&model, "Development"));
    let role = EntityAddress::Role(from, "DeployRole".into());
    let into = EntityAddress::Account(to);
    let places = moves::destinations(model.scenario(), &role);
    assert!(places[0].places.iter().any(|(place, name)| *place == into && name == "Development"));
    assert!(places[0].places.iter().all(|(place, _)| *place != EntityAddress::Account(from)));
    let after = update(&model, Action::EntityMoved { entity: role, into });
    assert_eq!(chosen(&after), EntityAddress::Role(to, "DeployRole".into()));
    assert_eq!(after.undoable(), Some("move DeployRole"));
    assert!(notice(&after).starts_with("Moved DeployRole to Development."), "{}", notice(&after));
    assert!(!after.scenario().write().contains(&format!("{from}:role/DeployRole")));
    assert!(reads(after.scenario()));
    assert!(update(&after, Action::UndoRequested).scenario() == model.scenario());
}

#[test]
fn a_taken_name_holds_a_move_back_with_the_way_out() {
    let model = opened("three-hop-chain");
    let (from, to) = (account(&model, "Tooling"), account(&model, "Development"));
    let role = EntityAddress::Role(from, "DeployRole".into());
    let there = update(&model, Action::EntityAdded(NewEntity::Role(to)));
    let there =
        update(&there, Action::EntityRenamed { entity: chosen(&there), name: "DeployRole".into() });
    let into = EntityAddress::Account(to);
    let after = update(&there, Action::EntityMoved { entity: role, into });
    assert!(after.scenario() == there.scenario());
    let says = "Could not move DeployRole: Development has a role `DeployRole` already. Rename one of the two first.";
    assert_eq!(notice(&after), says);
}

#[test]
fn everything_that_can_be_moved_goes_to_every_place_that_is_offered_or_says_why_not() {
    for (id, _) in testing::corpus::files() {
        let model = opened(&id);
        for entity in world::entities(model.scenario()) {
            let places = moves::destinations(model.scenario(), &entity);
            for (into, _) in places.into_iter().flat_map(|kind| kind.places).take(4) {
                let given = Action::EntityMoved { entity: entity.clone(), into: into.clone() };
                let after = update(&model, given);
                assert!(reads(after.scenario()), "{id}: {entity:?} to {into:?}");
                if after.history.depth() == 0 {
                    assert!(
                        notice(&after).starts_with("Could not move"),
                        "{id}: {entity:?} to {into:?}"
                    );
                } else {
                    assert!(world::is_there(after.scenario(), after.ui.subject.as_ref().unwrap()));
                }
            }
        }
    }
}

#[test]
fn units_and_providers_are_duplicated() {
    let mut model = opened("three-hop-chain");
    let units = world::units(model.scenario());
    let (path, _) = units.iter().find(|(_, words)| words.ends_with("Workloads")).unwrap();
    model = update(&model, Action::EntityDuplicated(EntityAddress::Unit(Rc::clone(path))));
    let EntityAddress::Unit(copy) = chosen(&model) else { panic!() };
    let (old, new) = (model.scenario().unit(path).unwrap(), model.scenario().unit(&copy).unwrap());
    assert_eq!(new.name.as_deref(), Some("Workloads-2"));
    assert_eq!(new.service_control_policies, old.service_control_policies);
    assert!(new.accounts.is_empty() && !old.accounts.is_empty());
    let id = account(&model, "Production");
    for (new, first, second) in [
        (NewEntity::SamlProvider(id), "saml-provider/Provider-2", "saml-provider/Provider-3"),
        (
            NewEntity::OidcProvider(id),
            "oidc-provider/idp-2.example.com",
            "oidc-provider/idp-3.example.com",
        ),
    ] {
        model = update(&model, Action::EntityAdded(new));
        for expected in [first, second] {
            model = update(&model, Action::EntityDuplicated(chosen(&model)));
            let EntityAddress::Provider(arn) = chosen(&model) else { panic!() };
            assert_eq!(arn.resource(), expected);
            assert!(reads(model.scenario()), "{arn}");
        }
    }
}

#[test]
fn a_name_is_never_taken_away_and_that_is_said() {
    let model = opened("three-hop-chain");
    let role = EntityAddress::Role(account(&model, "Tooling"), "DeployRole".into());
    let refused = world::rename_refused(model.scenario(), &role, "");
    let says = "A name cannot be empty. Type one, or press Escape to keep the old one.";
    assert_eq!(refused.as_deref(), Some(says));
    let after = update(&model, Action::EntityRenamed { entity: role, name: "".into() });
    assert!(after.scenario() == model.scenario());
    assert!(notice(&after).starts_with("DeployRole keeps its name: a name cannot be empty"));
}

#[test]
fn an_issuer_keeps_what_stands_behind_its_host() {
    let mut model = opened("three-hop-chain");
    let id = account(&model, "Production");
    model = update(&model, Action::EntityAdded(NewEntity::OidcProvider(id)));
    for name in ["oidc.eks.example.com/id/ONE", "oidc.eks.example.com/id/TWO"] {
        model = update(&model, Action::EntityRenamed { entity: chosen(&model), name: name.into() });
        let EntityAddress::Provider(arn) = chosen(&model) else { panic!() };
        assert_eq!(arn.resource(), format!("oidc-provider/{name}"));
        assert_eq!(super::selectors::entity_title(model.scenario(), &chosen(&model)), name);
        assert!(model.scenario().write().contains(&format!("\"https://{name}\"")));
    }
}

#[test]
fn what_a_provider_signed_under_its_old_name_is_told() {
    let mut model = opened("signed-okta-response");
    let provider = model.scenario().accounts.iter().flat_map(|known| &known.saml_providers).next();
    let entity = EntityAddress::Provider(provider.unwrap().arn.clone());
    model = update(&model, Action::EntityRenamed { entity, name: "Corp".into() });
    let told = notice(&model);
    assert!(told.ends_with("will be refused. Issue it anew there."), "{told}");
    // A scheme is no part of an issuer's name.
    let id = model.scenario().accounts[0].id;
    model = update(&model, Action::EntityAdded(NewEntity::OidcProvider(id)));
    let name = "https://a.example.com/".into();
    model = update(&model, Action::EntityRenamed { entity: chosen(&model), name });
    assert_eq!(super::selectors::entity_title(model.scenario(), &chosen(&model)), "a.example.com/");
}

#[test]
fn a_resource_gets_another_arn_and_what_names_it_follows() {
    let mut model = opened("three-hop-chain");
    let id = account(&model, "Production");
    model = update(&model, Action::EntityAdded(NewEntity::Resource(id, ResourceKind::Queue)));
    let EntityAddress::Resource(old) = chosen(&model) else { panic!() };
    model = update(&model, Action::EntityAdded(NewEntity::ResourcePolicy(old.clone())));
    let new: Arn = format!("arn:aws:dynamodb:eu-west-1:{id}:table/jobs").parse().unwrap();
    let entity = EntityAddress::Resource(old.clone());
    model = update(&model, Action::EntityRenamed { entity, name: new.as_str().into() });
    assert!(world::exists(model.scenario(), &EntityAddress::Resource(new)), "{}", notice(&model));
    assert!(!model.scenario().write().contains(old.as_str()));
}

#[test]
fn settings_of_scenario_organization_account_group_and_provider_are_written() {
    let mut model = opened("three-hop-chain");
    let (root, id) = (EntityAddress::Unit(Rc::default()), account(&model, "Production"));
    model = update(&model, Action::EntityAdded(NewEntity::OidcProvider(id)));
    let provider = chosen(&model);
    model = update(&model, Action::EntityAdded(NewEntity::Group(id)));
    let group = chosen(&model);
    model = update(&model, Action::EntityAdded(NewEntity::User(id)));
    let user: Rc<str> = "user".into();
    let set = |model: &Model, entity: &EntityAddress, field: EntityField| {
        let after =
            update(model, Action::EntityEdited { entity: entity.clone(), field: field.clone() });
        assert!(after.scenario() != model.scenario(), "{field:?}: {}", notice(&after));
        assert!(reads(after.scenario()), "{field:?}");
        after
    };
    let part = EntityField::Organization;
    model = set(&model, &root, part(OrganizationPart::DelegatedAdministrators(vec![id])));
    model = set(&model, &root, part(OrganizationPart::MasterAccountId(id)));
    let organization = model.scenario().organization.as_ref().unwrap();
    assert_eq!(organization.management_account, id);
    assert!(organization.delegated_administrators.is_empty());
    // Who managed it was not described, and stays.
    assert!(model.scenario().account("999999999999".parse().unwrap()).is_some());
    model = set(&model, &root, part(OrganizationPart::ServiceControlPoliciesEnabled(false)));
    model =
        set(&model, &root, part(OrganizationPart::EnabledFeatures(vec!["RootSessions".into()])));
    let home = EntityAddress::Account(id);
    model = set(&model, &home, EntityField::Aliases(vec!["production".into()]));
    model = set(&model, &home, EntityField::JwtVendingEnabled(true));
    model = set(&model, &group, EntityField::Members(vec![Rc::clone(&user)]));
    model = set(&model, &group, EntityField::UniqueId("AGPAEXAMPLEGROUP01".into()));
    let ids = [
        (EntityAddress::User(id, user), "AIDAEXAMPLEUSER001"),
        (EntityAddress::Role(id, "ProdAdmin".into()), "AROAEXAMPLEROLE001"),
        (EntityAddress::Unit([0].into()), "ou-a1b2-another1"),
    ];
    for (entity, unique) in ids {
        model = set(&model, &entity, EntityField::UniqueId(unique.into()));
        assert!(model.scenario().write().contains(unique));
    }
    model = set(&model, &group, EntityField::Members(Vec::new()));
    let part = EntityField::Provider;
    model = set(&model, &provider, part(ProviderPart::ClientIdList(vec!["a".into(), "b".into()])));
    model = set(&model, &provider, part(ProviderPart::Jwks(Some("{ half typed".into()))));
    assert!(model.scenario().write().contains("{ half typed"));
    let part = EntityField::Scenario;
    for given in [
        ScenarioPart::Teaches(Some("One thing.".into())),
        ScenarioPart::Source(None),
        ScenarioPart::Seed(Some("another".into())),
        ScenarioPart::Assumption("denialReasons", "all".into()),
    ] {
        model = set(&model, &EntityAddress::Scenario, part(given));
    }
    assert_eq!(switches::changed(&model.scenario().assumptions), 1);
    let back = part(ScenarioPart::Assumption("denialReasons", "callerSide".into()));
    model = set(&model, &EntityAddress::Scenario, back);
    assert_eq!(model.scenario().assumptions, Assumptions::default());
    let outcome = simulator::simulate(model.scenario());
    assert!(outcome.steps.iter().any(|step| step.result == StepResult::Succeeded));
}

#[test]
fn what_is_kept_of_a_policy_beside_its_document_is_written_and_followed() {
    let mut model = opened("three-hop-chain");
    let id = account(&model, "Tooling");
    model = update(&model, Action::EntityAdded(NewEntity::ManagedPolicy(id)));
    let EntityAddress::ManagedPolicy(arn) = chosen(&model) else { panic!() };
    let role = EntityAddress::Role(id, "DeployRole".into());
    let set = |model: &Model, entity: &EntityAddress, field: EntityField| {
        let after = update(model, Action::EntityEdited { entity: entity.clone(), field });
        assert!(
            after.scenario() != model.scenario() && reads(after.scenario()),
            "{}",
            notice(&after)
        );
        after
    };
    model = set(&model, &role, EntityField::AttachedPolicies(vec![arn.clone()]));
    let policy = EntityAddress::ManagedPolicy(arn.clone());
    model = update(&model, Action::SubjectChosen(Subject::Entity(policy.clone())));
    model = set(&model, &policy, EntityField::Description("Ships it.".into()));
    model = set(&model, &policy, EntityField::UniqueId("ANPAEXAMPLEPOLICY1".into()));
    model = set(&model, &policy, EntityField::Path("/teams/web/".into()));
    let moved: Arn = format!("arn:aws:iam::{id}:policy/teams/web/Policy").parse().unwrap();
    let known = model.scenario().managed_policy(&moved).unwrap();
    let said = (known.description.as_deref(), known.unique_id.as_deref());
    assert_eq!(said, (Some("Ships it."), Some("ANPAEXAMPLEPOLICY1")));
    // What it is attached to follows, and it stays open under its new ARN and its new name.
    let text = model.scenario().write();
    assert!(text.contains(moved.as_str()) && !text.contains(arn.as_str()), "{text}");
    let settings = |arn: &Arn| Some(Subject::Entity(EntityAddress::ManagedPolicy(arn.clone())));
    assert_eq!(model.ui.subject, settings(&moved));
    let entity = EntityAddress::ManagedPolicy(moved.clone());
    let named = update(&model, Action::EntityRenamed { entity, name: "Ship".into() });
    let ship: Arn = format!("arn:aws:iam::{id}:policy/teams/web/Ship").parse().unwrap();
    assert_eq!(named.ui.subject, settings(&ship));
    assert_eq!(update(&named, Action::UndoRequested).ui.subject, settings(&moved));
    // The same of the organization's.
    model = update(&model, Action::EntityAdded(NewEntity::ServiceControlPolicy(Rc::default())));
    let policy = chosen(&model);
    model = set(&model, &policy, EntityField::Description("Nobody leaves.".into()));
    model = set(&model, &policy, EntityField::UniqueId("p-examplepolicyid111".into()));
    let refused = world::refusal(model.scenario(), &policy, EntityField::UniqueId("P1".into()));
    assert!(refused.is_some_and(|words| words.contains("`p-`")));
    // A copy says the same, and has no id yet.
    model = update(&model, Action::EntityDuplicated(policy));
    let policies = &model.scenario().organization.as_ref().unwrap().policies;
    let said = |at: usize| (policies[at].description.as_deref(), policies[at].id.as_deref());
    let last = policies.len() - 1;
    assert_eq!(said(last), (Some("Nobody leaves."), None));
    assert_eq!(said(last - 1), (Some("Nobody leaves."), Some("p-examplepolicyid111")));
    assert!(matches!(&model.ui.subject, Some(Subject::Document(_))), "{:?}", model.ui.subject);
}

#[test]
fn a_new_account_takes_no_id_that_the_scenario_means_as_anybody_elses() {
    let mut model = opened("three-hop-chain");
    let removed = account(&model, "Development");
    let outside = "888888888888";
    let role = EntityAddress::Role(account(&model, "Tooling"), "DeployRole".into());
    let description = format!("Taken by arn:aws:iam::{outside}:root.");
    let field = EntityField::Description(description.into());
    model = update(&model, Action::EntityEdited { entity: role, field });
    model = update(&model, Action::EntityRemoved(EntityAddress::Account(removed)));
    for _ in 0..9 {
        let before = model.scenario().write();
        model = update(&model, Action::EntityAdded(NewEntity::Account(None)));
        let EntityAddress::Account(id) = chosen(&model) else { panic!() };
        assert!(!before.contains(&id.to_string()), "{id}");
    }
    let copied = update(&model, Action::EntityDuplicated(chosen(&model)));
    let EntityAddress::Account(id) = chosen(&copied) else { panic!() };
    assert!(!model.scenario().write().contains(&id.to_string()), "{id}");
}

#[test]
fn a_new_name_differs_from_every_other_in_more_than_case() {
    let mut model = opened("three-hop-chain");
    let id = account(&model, "Production");
    for (new, name, expected) in [
        (NewEntity::User(id), "USER", "user-2"),
        (NewEntity::Group(id), "GROUP", "group-2"),
        (NewEntity::Role(id), "role", "Role-2"),
        (NewEntity::ManagedPolicy(id), "policy", "Policy-2"),
    ] {
        model = update(&model, Action::EntityAdded(new.clone()));
        let entity = chosen(&model);
        model = update(&model, Action::EntityRenamed { entity, name: name.into() });
        model = update(&model, Action::EntityAdded(new));
        let title =
            |model: &Model| super::selectors::entity_title(model.scenario(), &chosen(model));
        assert_eq!(title(&model), expected, "{}", notice(&model));
        // And so does a copy's: in capitals, the first copy's name is taken still.
        let original = chosen(&model);
        let copied = update(&model, Action::EntityDuplicated(original.clone()));
        let name = title(&copied).to_uppercase().into();
        let copied = update(&copied, Action::EntityRenamed { entity: chosen(&copied), name });
        let copied = update(&copied, Action::EntityDuplicated(original));
        assert!(title(&copied).ends_with("-4"), "{}", notice(&copied));
    }
}

/// The units A, B and C, one beside the other.
fn with_units() -> Model {
    let mut model =
        update(&opened("vendor-confused-deputy"), Action::EntityAdded(NewEntity::Organization));
    for name in ["A", "B", "C"] {
        model = update(&model, Action::EntityAdded(NewEntity::Unit(Rc::default())));
        let entity = chosen(&model);
        model = update(&model, Action::EntityRenamed { entity, name: name.into() });
    }
    model
}

fn unit(path: &[usize]) -> EntityAddress {
    EntityAddress::Unit(path.into())
}

#[test]
fn the_unit_that_is_open_stays_that_unit_or_is_closed() {
    let model = with_units();
    let open = |path: &[usize]| update(&model, Action::SubjectChosen(Subject::Entity(unit(path))));
    let removed = |model: &Model, path: &[usize]| update(model, Action::EntityRemoved(unit(path)));
    let shown = |model: &Model| model.ui.subject.as_ref().map(|_| chosen(model));
    // Removed itself, it is gone: another in its place is another.
    assert_eq!(shown(&removed(&open(&[0]), &[0])), None);
    // Its place changes with what is beside it, back and forth.
    let after = removed(&open(&[2]), &[0]);
    assert_eq!(shown(&after), Some(unit(&[1])));
    let back = update(&after, Action::UndoRequested);
    assert_eq!(shown(&back), Some(unit(&[2])));
    assert_eq!(shown(&update(&back, Action::RedoRequested)), Some(unit(&[1])));
    // Moved and renamed, and both taken back.
    let moved = update(&open(&[0]), Action::EntityMoved { entity: unit(&[0]), into: unit(&[1]) });
    assert_eq!(shown(&moved), Some(unit(&[0, 0])));
    assert_eq!(shown(&update(&moved, Action::UndoRequested)), Some(unit(&[0])));
    let renamed =
        update(&open(&[1]), Action::EntityRenamed { entity: unit(&[1]), name: "Other".into() });
    assert_eq!(shown(&renamed), Some(unit(&[1])));
    assert_eq!(shown(&update(&renamed, Action::UndoRequested)), Some(unit(&[1])));
}

#[test]
fn what_one_works_on_stays_open_when_its_new_name_or_place_is_taken_back() {
    let model = opened("three-hop-chain");
    let (id, to) = (account(&model, "Tooling"), account(&model, "Development"));
    let role = EntityAddress::Role(id, "DeployRole".into());
    let trust = DocumentAddress::Trust { account: id, role: "DeployRole".into() };
    for subject in [Subject::Entity(role.clone()), Subject::Document(trust)] {
        let open = update(&model, Action::SubjectChosen(subject.clone()));
        let renaming = Action::EntityRenamed { entity: role.clone(), name: "ShipRole".into() };
        let renamed = update(&open, renaming);
        assert_ne!(renamed.ui.subject, Some(subject.clone()));
        let back = update(&renamed, Action::UndoRequested);
        assert_eq!(back.ui.subject, Some(subject.clone()));
        let again = update(&back, Action::RedoRequested);
        assert_eq!(again.ui.subject, renamed.ui.subject);
    }
    let into = EntityAddress::Account(to);
    let moved = update(&model, Action::EntityMoved { entity: role.clone(), into });
    let back = update(&moved, Action::UndoRequested);
    assert_eq!(chosen(&back), role);
    assert_eq!(chosen(&update(&back, Action::RedoRequested)), chosen(&moved));
    // An account's new id takes along everything in it.
    let open = update(&model, Action::SubjectChosen(Subject::Entity(role.clone())));
    let new: AccountId = "555555555555".parse().unwrap();
    let changed = update(&open, Action::AccountIdEdited { old: id, new });
    assert_eq!(chosen(&changed), EntityAddress::Role(new, "DeployRole".into()));
    assert_eq!(chosen(&update(&changed, Action::UndoRequested)), role);
}

#[test]
fn taking_back_what_led_elsewhere_leads_back_to_what_was_open() {
    let model = opened("three-hop-chain");
    let id = account(&model, "Tooling");
    let role = EntityAddress::Role(id, "DeployRole".into());
    let trust = DocumentAddress::Trust { account: id, role: "DeployRole".into() };
    let policy = |model: &Model| update(model, Action::EntityAdded(NewEntity::ManagedPolicy(id)));
    let edits = [
        Action::EntityDuplicated(role.clone()),
        Action::EntityAdded(NewEntity::User(id)),
        Action::EntityRemoved(role.clone()),
        Action::EntityMoved {
            entity: EntityAddress::Role(account(&model, "Production"), "ProdAdmin".into()),
            into: EntityAddress::Account(id),
        },
    ];
    for edit in edits {
        for subject in [Subject::Entity(role.clone()), Subject::Document(trust.clone())] {
            let open = update(&model, Action::SubjectChosen(subject.clone()));
            let after = update(&open, edit.clone());
            assert_ne!(after.ui.subject, Some(subject.clone()), "{edit:?}");
            // Whatever was done to it meanwhile.
            let named = match &after.ui.subject {
                Some(_) => {
                    let entity = chosen(&after);
                    let name = Action::EntityRenamed { entity, name: "Another".into() };
                    update(&update(&after, name), Action::UndoRequested)
                }
                None => after.clone(),
            };
            let back = update(&named, Action::UndoRequested);
            assert_eq!(back.ui.subject, Some(subject.clone()), "{edit:?}");
            // Whoever went elsewhere meanwhile stays there.
            let elsewhere = update(&after, Action::SubjectChosen(Subject::History));
            let back = update(&elsewhere, Action::UndoRequested);
            assert_eq!(back.ui.subject, Some(Subject::History), "{edit:?}");
        }
    }
    // One by one, also from a copy of a copy.
    let mut all = vec![policy(&update(&model, Action::SubjectChosen(Subject::Entity(role))))];
    for _ in 0..2 {
        let last = all.last().unwrap();
        all.push(update(last, Action::EntityDuplicated(chosen(last))));
    }
    let mut model = all.pop().unwrap();
    for before in all.iter().rev() {
        model = update(&model, Action::UndoRequested);
        assert_eq!(model.ui.subject, before.ui.subject);
    }
    assert_eq!(
        chosen(&update(&model, Action::UndoRequested)),
        EntityAddress::Role(id, "DeployRole".into())
    );
}

#[test]
fn a_copy_is_called_as_what_is_added_is_called() {
    let mut model = opened("three-hop-chain");
    let id = account(&model, "Production");
    for (kind, second) in [
        (ResourceKind::Key, "key/1234abcd-12ab-34cd-56ef-000000000002"),
        (ResourceKind::VpcEndpoint, "vpc-endpoint/vpce-00000000000000002"),
        (ResourceKind::Queue, "queue-2"),
    ] {
        model = update(&model, Action::EntityAdded(NewEntity::Resource(id, kind)));
        model = update(&model, Action::EntityDuplicated(chosen(&model)));
        let EntityAddress::Resource(arn) = chosen(&model) else { panic!() };
        assert_eq!(arn.resource(), second);
    }
    for (name, copy) in [
        ("localhost", "localhost-2"),
        ("localhost:8443/realms/x.y", "localhost-2:8443/realms/x.y"),
        ("login.example.com/a.b", "login-2.example.com/a.b"),
    ] {
        model = update(&model, Action::EntityAdded(NewEntity::OidcProvider(id)));
        let entity = chosen(&model);
        model = update(&model, Action::EntityRenamed { entity, name: name.into() });
        model = update(&model, Action::EntityDuplicated(chosen(&model)));
        assert_eq!(super::selectors::entity_title(model.scenario(), &chosen(&model)), copy);
    }
    model = update(&model, Action::EntityAdded(NewEntity::Role(id)));
    let entity = chosen(&model);
    model = update(&model, Action::EntityRenamed { entity, name: "R".repeat(64).into() });
    model = update(&model, Action::EntityDuplicated(chosen(&model)));
    let expected = format!("{}-2", "R".repeat(62));
    assert_eq!(chosen(&model), EntityAddress::Role(id, expected.into()), "{}", notice(&model));
}

#[test]
fn a_copy_that_came_along_is_said_though_it_is_called_as_what_was_moved() {
    let mut model = opened("three-hop-chain");
    let (from, to) = (account(&model, "Production"), account(&model, "Development"));
    model = update(&model, Action::EntityAdded(NewEntity::Group(from)));
    model = update(&model, Action::EntityRenamed { entity: chosen(&model), name: "ops".into() });
    model = update(&model, Action::EntityAdded(NewEntity::User(from)));
    model = update(&model, Action::EntityRenamed { entity: chosen(&model), name: "ops".into() });
    let (entity, field) = (chosen(&model), EntityField::Groups(vec!["ops".into()]));
    model = update(&model, Action::EntityEdited { entity, field });
    let into = EntityAddress::Account(to);
    model = update(&model, Action::EntityMoved { entity: chosen(&model), into });
    assert_eq!(notice(&model), "Moved ops to Development. ops came along as a copy.");
}
