//! Questions about the model and the outcome that several panels ask.

use std::rc::Rc;

use iam::{Arn, PolicyType};
use policy::{Finding, NodeKind, Span};
use simulator::{
    Outcome, Scenario,
    outcome::{StepOutcome, StepResult},
    scenario::{Account, DocumentAddress, OrganizationalUnit, Start, User},
};

use super::{EntityAddress, Model, Origin, Subject, facts};
use crate::gallery;

/// A step's verdict, as it is told by shape, icon, word and colour everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The call did what was asked.
    Allowed,
    /// The service said no.
    Denied,
    /// Its caller was never minted.
    NotReached,
    /// A document that it needs cannot be saved.
    Undecided,
    /// A change of the world that was made.
    Changed,
}

impl Verdict {
    /// The verdict of a step.
    pub(crate) fn of(step: &StepOutcome) -> Self {
        match step.result {
            StepResult::Succeeded if step.is_change => Self::Changed,
            StepResult::Succeeded => Self::Allowed,
            StepResult::Refused(_) => Self::Denied,
            StepResult::NotReached { .. } => Self::NotReached,
            StepResult::Undecided { .. } => Self::Undecided,
        }
    }

    /// The verdict of that class.
    pub(crate) fn named(class: &str) -> Option<Self> {
        let all = [Self::Allowed, Self::Denied, Self::NotReached, Self::Undecided, Self::Changed];
        all.into_iter().find(|verdict| verdict.class() == class)
    }

    /// The word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::Denied => "Denied",
            Self::NotReached => "Not reached",
            Self::Undecided => "Undecided",
            Self::Changed => "Changed",
        }
    }

    /// The end of class names.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Allowed => "allow",
            Self::Denied => "deny",
            Self::NotReached => "idle",
            Self::Undecided => "warn",
            Self::Changed => "change",
        }
    }
}

/// The step that is explained: the chosen one, else the first that was refused, else the last.
pub(crate) fn selected_step(model: &Model, outcome: Option<&Outcome>) -> Option<usize> {
    let count = model.scenario().steps.len();
    let chosen = model.ui.selected_step.filter(|step| *step < count);
    chosen.or_else(|| usual_step(model, outcome))
}

/// The step that is explained where none is chosen.
pub(crate) fn usual_step(model: &Model, outcome: Option<&Outcome>) -> Option<usize> {
    let interesting = outcome.and_then(|outcome| {
        outcome
            .steps
            .iter()
            .position(|step| matches!(Verdict::of(step), Verdict::Denied | Verdict::Undecided))
    });
    interesting.or(model.scenario().steps.len().checked_sub(1))
}

/// Whether the page stands in somebody's document only to be read.
pub(crate) fn reads_only(model: &Model) -> bool {
    model.embed.as_ref().is_some_and(|embed| !embed.editable)
}

/// The last part of an ARN, or the text itself: what a person calls the thing.
pub(crate) fn short_name(principal: &str) -> &str {
    let resource = principal.splitn(6, ':').nth(5).unwrap_or(principal);
    resource.rsplit(['/', ':']).next().unwrap_or(resource)
}

/// A step as the page calls it inside a sentence: "hop 2".
pub(crate) fn step_name(scenario: &Scenario, id: &str) -> String {
    let found = scenario.step_index(id).and_then(|at| Some((scenario.steps.get(at)?, at)));
    found.map_or_else(
        || id.to_owned(),
        |(step, at)| simulator::narrate::numbered_in_words(&step.operation, at),
    )
}

/// What a document is called.
pub(crate) fn document_name(scenario: &Scenario, address: &DocumentAddress) -> String {
    match address {
        DocumentAddress::Trust { role, .. } => format!("trust policy of {role}"),
        DocumentAddress::RolePolicy { policy, .. }
        | DocumentAddress::UserPolicy { policy, .. }
        | DocumentAddress::GroupPolicy { policy, .. } => policy.to_string(),
        DocumentAddress::Managed { arn } => short_name(&arn.to_string()).to_owned(),
        DocumentAddress::BuiltIn { name } => short_name(name).to_owned(),
        DocumentAddress::Organization { name } => name.to_string(),
        DocumentAddress::Resource { arn } => {
            format!("policy of {}", short_name(&arn.to_string()))
        }
        DocumentAddress::StepSession { step } => {
            format!("session policy of {}", step_name(scenario, step))
        }
        DocumentAddress::StartSession => "session policy of the start".to_owned(),
        DocumentAddress::Loose { field } => field.to_string(),
        DocumentAddress::Change { step } => {
            format!("document of {}", step_name(scenario, step))
        }
    }
}

/// What a document is called, as a heading: our words begin with a capital, a name stays as it is.
pub(crate) fn document_title(scenario: &Scenario, address: &DocumentAddress) -> String {
    let name = document_name(scenario, address);
    match address {
        DocumentAddress::Trust { .. }
        | DocumentAddress::Resource { .. }
        | DocumentAddress::StepSession { .. }
        | DocumentAddress::StartSession
        | DocumentAddress::Change { .. } => sentence_case(&name),
        _ => name,
    }
}

/// What an entity is called.
pub(crate) fn entity_name(entity: &EntityAddress) -> String {
    match entity {
        EntityAddress::Unit(path) if path.is_empty() => "the organization".to_owned(),
        EntityAddress::Unit(_) => "the unit".to_owned(),
        EntityAddress::Account(id) => id.to_string(),
        EntityAddress::User(_, name)
        | EntityAddress::Group(_, name)
        | EntityAddress::Role(_, name)
        | EntityAddress::InlinePolicy(_, name)
        | EntityAddress::OrganizationPolicy(name) => name.to_string(),
        EntityAddress::Provider(arn) => provider_name(arn).to_owned(),
        EntityAddress::Resource(arn) | EntityAddress::ManagedPolicy(arn) => resource_name(arn),
        EntityAddress::Scenario => "the scenario".to_owned(),
        EntityAddress::Start => "the start".to_owned(),
    }
}

/// What an entity is called, with the names that its address does not hold.
pub(crate) fn entity_title(scenario: &Scenario, entity: &EntityAddress) -> String {
    let known = match entity {
        EntityAddress::Account(id) => {
            scenario.account(*id).and_then(|account| account.name.as_deref())
        }
        EntityAddress::Unit(path) => scenario.unit(path).and_then(|unit| unit.name.as_deref()),
        EntityAddress::Scenario => Some("Scenario"),
        EntityAddress::Start => Some("Start"),
        _ => None,
    };
    known.map_or_else(|| entity_name(entity), str::to_owned)
}

/// What a provider is called: a SAML provider's name, or the issuer with everything behind its host.
pub(crate) fn provider_name(arn: &Arn) -> &str {
    arn.resource().split_once('/').map_or_else(|| arn.resource(), |(_, name)| name)
}

/// What a resource is called.
pub(crate) fn resource_name(arn: &Arn) -> String {
    short_name(&arn.to_string()).to_owned()
}

/// What kind of policy a document is.
pub(crate) fn document_kind(
    scenario: &Scenario,
    outcome: &Outcome,
    address: &DocumentAddress,
) -> PolicyType {
    document_kind_among(scenario, &outcome.documents, address)
}

/// The same where only some documents took part.
pub(crate) fn document_kind_among(
    scenario: &Scenario,
    taking_part: &[simulator::outcome::DocumentSource],
    address: &DocumentAddress,
) -> PolicyType {
    let known = taking_part.iter().find(|known| known.address == *address);
    match address {
        DocumentAddress::Trust { .. } => PolicyType::Trust,
        DocumentAddress::Resource { arn } if arn.resource().starts_with("vpc-endpoint/") => {
            PolicyType::VpcEndpoint
        }
        DocumentAddress::Resource { .. } => PolicyType::Resource,
        DocumentAddress::StepSession { .. } | DocumentAddress::StartSession => PolicyType::Session,
        DocumentAddress::Organization { name } => scenario
            .organization
            .iter()
            .flat_map(|organization| &organization.policies)
            .find(|policy| policy.name == *name)
            .map_or(PolicyType::ServiceControl, |policy| policy.kind),
        DocumentAddress::Change { step } => changed_kind(scenario, step),
        DocumentAddress::BuiltIn { .. }
        | DocumentAddress::Managed { .. }
        | DocumentAddress::Loose { .. } => known.map_or(PolicyType::Identity, |known| known.kind),
        DocumentAddress::RolePolicy { .. }
        | DocumentAddress::UserPolicy { .. }
        | DocumentAddress::GroupPolicy { .. } => PolicyType::Identity,
    }
}

fn changed_kind(scenario: &Scenario, step: &str) -> PolicyType {
    use simulator::scenario::{ChangeOperation, Operation};
    let step = scenario.steps.iter().find(|known| &*known.id == step);
    match step.map(|step| &step.operation) {
        Some(Operation::Change(change))
            if matches!(
                change.operation,
                ChangeOperation::CreateRole | ChangeOperation::UpdateAssumeRolePolicy
            ) =>
        {
            PolicyType::Trust
        }
        _ => PolicyType::Identity,
    }
}

/// What a document is and where it is attached, in a few words.
pub(crate) fn document_place(scenario: &Scenario, address: &DocumentAddress) -> String {
    let account = |id: &iam::AccountId| {
        let name = scenario.account(*id).and_then(|account| account.name.as_deref());
        name.map_or_else(|| id.to_string(), str::to_owned)
    };
    match address {
        DocumentAddress::Trust { account: id, .. } => format!("role trust policy, {}", account(id)),
        DocumentAddress::RolePolicy { account: id, role, .. } => {
            format!("inline policy of {role}, {}", account(id))
        }
        DocumentAddress::UserPolicy { account: id, user, .. } => {
            format!("inline policy of {user}, {}", account(id))
        }
        DocumentAddress::GroupPolicy { account: id, group, .. } => {
            format!("inline policy of {group}, {}", account(id))
        }
        DocumentAddress::Managed { .. } => "managed policy".to_owned(),
        DocumentAddress::BuiltIn { .. } => "AWS managed policy".to_owned(),
        DocumentAddress::Organization { name } => organization_place(scenario, name),
        DocumentAddress::Resource { .. } => "resource-based policy".to_owned(),
        DocumentAddress::StepSession { .. } | DocumentAddress::StartSession => {
            "session policy".to_owned()
        }
        DocumentAddress::Change { .. } => "document of a change".to_owned(),
        DocumentAddress::Loose { .. } => "document of no scenario".to_owned(),
    }
}

fn organization_place(scenario: &Scenario, name: &str) -> String {
    let Some(organization) = &scenario.organization else { return String::new() };
    let policy = organization.policies.iter().find(|policy| &*policy.name == name);
    let kind = match policy.map(|policy| policy.kind) {
        Some(PolicyType::ResourceControl) => "RCP",
        _ => "SCP",
    };
    let mut places = Vec::new();
    collect_places(&organization.root, name, &mut places);
    for account in &scenario.accounts {
        let lists = [&account.service_control_policies, &account.resource_control_policies];
        if lists.into_iter().flatten().flatten().any(|known| &**known == name) {
            places.push(
                account.name.as_deref().map_or_else(|| account.id.to_string(), str::to_owned),
            );
        }
    }
    match places.is_empty() {
        true => format!("{kind}, attached nowhere"),
        false => format!("{kind} on {}", places.join(", ")),
    }
}

fn collect_places(unit: &OrganizationalUnit, name: &str, places: &mut Vec<String>) {
    let lists = [&unit.service_control_policies, &unit.resource_control_policies];
    if lists.into_iter().flatten().flatten().any(|known| &**known == name) {
        places.push(unit.name.as_deref().unwrap_or("Root").to_owned());
    }
    unit.units.iter().for_each(|unit| collect_places(unit, name, places));
}

/// Where a managed policy's document stands: in the scenario, or built in.
pub(crate) fn managed_address(scenario: &Scenario, arn: &Arn) -> DocumentAddress {
    match scenario.managed_policy(arn) {
        Some(_) => DocumentAddress::Managed { arn: arn.clone() },
        None => DocumentAddress::BuiltIn { name: arn.shared() },
    }
}

/// Seconds as people say them, short: `1 h`, `90 min`, `45 s`.
pub(crate) fn short_duration(seconds: i64) -> String {
    match seconds {
        seconds if seconds != 0 && seconds % 3600 == 0 => format!("{} h", seconds / 3600),
        seconds if seconds != 0 && seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

/// The time of day of a moment: `10:30:00`.
pub(crate) fn clock(at: iam::Timestamp) -> String {
    at.to_string().get(11..19).unwrap_or_default().to_owned()
}

/// Accounts in the diagram's order, then the others in the scenario's: their place gives them their colour. The lane of
/// what is in no account has none.
pub(crate) fn account_order(scenario: &Scenario, chain: &diagram::Model) -> Vec<iam::AccountId> {
    let drawn = chain.accounts.iter().filter_map(|account| account.id.as_deref()?.parse().ok());
    let mut order: Vec<iam::AccountId> = drawn.collect();
    for account in &scenario.accounts {
        if !order.contains(&account.id) {
            order.push(account.id);
        }
    }
    order
}

/// The three calls side by side for the role that the chosen step asks for, else for the first role that there is.
pub(crate) fn ways_in(model: &Model, outcome: &Outcome) -> Subject {
    let scenario = model.scenario();
    let asked = selected_step(model, Some(outcome));
    let asked = asked.and_then(|step| match &outcome.steps.get(step)?.target {
        simulator::outcome::Target::Role(arn) => arn.parse().ok(),
        _ => None,
    });
    let mut accounts = scenario.accounts.iter();
    let first = || accounts.find_map(|known| Some(known.roles.first()?.arn_in(known.id)));
    Subject::WaysIn(asked.or_else(first))
}

/// Whether the workbench holds what nobody else has: an own scenario, or an example that was changed.
pub(crate) fn is_own_work(model: &Model) -> bool {
    let is_changed = match &model.ui.origin {
        Origin::Nothing => false,
        Origin::Example(id) => {
            gallery::example(id).is_none_or(|example| *example.scenario != **model.scenario())
        }
        Origin::Own => {
            let of_link = model.ui.linked.as_ref().map(|(_, scenario)| scenario);
            of_link.is_none_or(|scenario| !Rc::ptr_eq(scenario, model.scenario()))
        }
    };
    is_changed || model.has_broken_draft()
}

/// An empty scenario: somebody in one account who has not called anything yet.
pub(crate) fn blank() -> Scenario {
    let epoch = iam::Timestamp::from_seconds(0);
    let time = iam::Timestamp::parse_iso("2026-11-22T10:00:00Z").unwrap_or(epoch);
    let mut scenario =
        Scenario::new("New scenario", Start::new("arn:aws:iam::111111111111:user/alice", time));
    if let Ok(id) = "111111111111".parse() {
        let mut account = Account::new(id);
        account.name = Some("Development".into());
        account.users.push(User::new("alice"));
        scenario.accounts.push(account);
    }
    scenario
}

/// A text with a capital at its beginning, unless it begins with an ARN.
pub(crate) fn sentence_case(text: &str) -> String {
    if text.starts_with("arn:") {
        return text.to_owned();
    }
    // Our own words begin with a letter of ASCII; only those of a table of Unicode's would need more.
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A title as the name of a file, without its ending: letters and digits of ASCII.
pub(crate) fn file_stem(title: &str) -> String {
    let letters: String = title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    if words.is_empty() { "scenario".to_owned() } else { words.join("-") }
}

/// A number of things in words: `1 scenario`, `4 scenarios`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A name that is not taken: the wish itself, or with the lowest number that is free.
pub(crate) fn fresh_name(wish: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wish) {
        return wish.to_owned();
    }
    (2..).map(|number| format!("{wish}-{number}")).find(|name| !taken(name)).unwrap_or_default()
}

/// The documents that decide a refused step, with the places of their deciding statements.
pub(crate) fn deciding_places(outcome: &Outcome, step: usize) -> Vec<(DocumentAddress, Span)> {
    let Some(authorization) = outcome.steps.get(step).and_then(StepOutcome::refused_authorization)
    else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for id in authorization.deciding() {
        let Some(node) = authorization.explanation.get(id) else { continue };
        let decides = matches!(node.kind, NodeKind::Statement { .. } | NodeKind::Policy)
            && matches!(node.finding, Finding::Denies | Finding::Matched);
        if let (true, Some(place)) = (decides, node.place)
            && let Some(document) = outcome.document(place.document)
        {
            places.push((document.address.clone(), place.span));
        }
    }
    places
}

/// The sentence that is announced after an edit: what became of which step. Nothing where no verdict changed.
pub(crate) fn verdict_changes(before: &Outcome, after: &Outcome) -> Option<String> {
    let changes: Vec<String> = after
        .steps
        .iter()
        .enumerate()
        .filter_map(|(index, step)| {
            let now = Verdict::of(step);
            let then = before.step(&step.id).map(Verdict::of)?;
            let name = facts::numbered(after, index);
            (then != now).then(|| format!("{name} now {}", now.word().to_lowercase()))
        })
        .collect();
    (!changes.is_empty()).then(|| changes.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_have_the_colours_of_their_lanes() {
        // A service's lane stands before those of the accounts, and has no colour.
        let scenario = gallery::example("ec2-instance-starts-a-chain").unwrap().scenario;
        let outcome = simulator::simulate(&scenario);
        let chain = diagram::Model::new(&scenario, &outcome);
        let first = chain.accounts.first().unwrap();
        assert_eq!(first.id, None);
        let ids = account_order(&scenario, &chain).into_iter().map(|id| id.to_string());
        assert_eq!(ids.collect::<Vec<_>>(), ["111111111111", "222222222222"]);
    }

    #[test]
    fn people_call_a_thing_by_the_last_part_of_its_arn() {
        assert_eq!(short_name("arn:aws:iam::111111111111:user/dev/alice"), "alice");
        assert_eq!(short_name("arn:aws:s3:::reports"), "reports");
        assert_eq!(short_name("arn:aws:iam::111111111111:root"), "root");
        assert_eq!(short_name("ec2.amazonaws.com"), "ec2.amazonaws.com");
    }

    #[test]
    fn an_arn_at_the_beginning_of_a_sentence_stays_as_it_is() {
        assert_eq!(sentence_case("it calls"), "It calls");
        assert_eq!(sentence_case("arn:aws:iam::1:user/bob is"), "arn:aws:iam::1:user/bob is");
    }

    #[test]
    fn a_policy_keeps_its_name_in_a_heading() {
        let policy = DocumentAddress::Organization { name: "p".into() };
        let scenario = blank();
        assert_eq!(document_title(&scenario, &policy), "p");
        let title = document_title(&scenario, &DocumentAddress::StartSession);
        assert_eq!(title, "Session policy of the start");
    }

    #[test]
    fn a_fresh_name_counts_up() {
        let taken = ["a", "a-2"];
        assert_eq!(fresh_name("a", |name| taken.contains(&name)), "a-3");
        assert_eq!(fresh_name("b", |name| taken.contains(&name)), "b");
    }
}
