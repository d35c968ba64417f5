//! The fields of a step under AWS's names, each read and written in one place.

use std::rc::Rc;

use iam::Timestamp;
use simulator::{
    Scenario,
    scenario::{ContextEntries, Operation, PassedRole, Step, TagEntry},
};
use sts::request::{Call, ProvidedContext, RequestTag, TradeInToken};

use super::signed;

/// A field of a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are AWS's, or those of docs/scenario.md")]
pub(crate) enum StepField {
    Title,
    After,
    /// `as`.
    Caller,
    Endpoint,
    Action,
    Resource,
    RoleArn,
    RoleSessionName,
    DurationSeconds,
    ExternalId,
    SerialNumber,
    TokenCode,
    SourceIdentity,
    Policy,
    PolicyArns,
    Tags,
    TransitiveTagKeys,
    /// Of GetFederationToken.
    Name,
    PrincipalArn,
    ProviderId,
    MinimumSessionTokenSize,
    /// Each with its `ProviderArn` and its `ContextAssertion`, as key and value of a tag.
    ProvidedContexts,
    TargetPrincipal,
    TaskPolicyArn,
    /// An encoded message, or the id of an earlier step that was refused with one.
    EncodedMessage,
    /// An access key id, or the id of an earlier step that minted one.
    AccessKeyId,
    Audience,
    SigningAlgorithm,
    /// `principal` of a trade-in token: who approved.
    Approver,
    /// `expires` of a trade-in token.
    TradeInExpires,
    /// What an identity provider signed.
    Signed(signed::Part),
    /// A condition key of the request's context.
    Context(Rc<str>),
    /// A condition key that a service puts into the session.
    SessionKey(Rc<str>),
    /// `account` of Switch Role.
    SwitchAccount,
    /// `roleName` of Switch Role.
    SwitchRoleName,
    DisplayName,
    Color,
    /// `RoleArn` of the role that an action passes; without it none is passed.
    PassedRole,
    PassedToService,
    AssociatedResourceArn,
    /// `RoleName`, `UserName` or `PolicyArn` of a change.
    Target,
    PolicyName,
    PolicyArn,
    Document,
    MaxSessionDuration,
    Path,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum FieldValue {
    /// The field is not there.
    #[default]
    Absent,
    /// Text.
    Text(Rc<str>),
    /// A whole number.
    Number(i64),
    /// A list of texts. For a context key, an absent list takes the key away and [`FieldValue::Absent`] leaves it to
    /// the playground.
    List(Vec<Rc<str>>),
    /// Tags.
    Tags(Vec<TagEntry>),
    /// A context key that is taken away: `null` in the file.
    Withheld,
}

impl FieldValue {
    /// Text; nothing typed means that the field is absent.
    pub(crate) fn typed(text: &str) -> Self {
        if text.is_empty() { Self::Absent } else { Self::Text(text.into()) }
    }

    pub(super) fn text(&self) -> Option<Rc<str>> {
        match self {
            Self::Text(text) => Some(Rc::clone(text)),
            Self::Number(number) => Some(number.to_string().into()),
            _ => None,
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn list(&self) -> Vec<Rc<str>> {
        match self {
            Self::List(values) => values.clone(),
            Self::Text(text) => vec![Rc::clone(text)],
            _ => Vec::new(),
        }
    }

    fn tags(&self) -> Vec<TagEntry> {
        match self {
            Self::Tags(tags) => tags.clone(),
            _ => Vec::new(),
        }
    }
}

impl From<Option<&Rc<str>>> for FieldValue {
    fn from(text: Option<&Rc<str>>) -> Self {
        text.map_or(Self::Absent, |text| Self::Text(Rc::clone(text)))
    }
}

impl From<Option<i64>> for FieldValue {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Absent, Self::Number)
    }
}

impl StepField {
    /// The field's name in the file.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Title => "title",
            Self::After => "after",
            Self::Caller => "as",
            Self::Endpoint => "endpoint",
            Self::Action => "Action",
            Self::Resource => "Resource",
            Self::RoleArn => "RoleArn",
            Self::RoleSessionName => "RoleSessionName",
            Self::DurationSeconds => "DurationSeconds",
            Self::ExternalId => "ExternalId",
            Self::SerialNumber => "SerialNumber",
            Self::TokenCode => "TokenCode",
            Self::SourceIdentity => "SourceIdentity",
            Self::Policy => "Policy",
            Self::PolicyArns => "PolicyArns",
            Self::Tags => "Tags",
            Self::TransitiveTagKeys => "TransitiveTagKeys",
            Self::Name => "Name",
            Self::PrincipalArn => "PrincipalArn",
            Self::ProviderId => "ProviderId",
            Self::MinimumSessionTokenSize => "MinimumSessionTokenSize",
            Self::ProvidedContexts => "ProvidedContexts",
            Self::TargetPrincipal => "TargetPrincipal",
            Self::TaskPolicyArn => "TaskPolicyArn",
            Self::EncodedMessage => "EncodedMessage",
            Self::AccessKeyId => "AccessKeyId",
            Self::Audience => "Audience",
            Self::SigningAlgorithm => "SigningAlgorithm",
            Self::Approver => "principal",
            Self::TradeInExpires => "expires",
            Self::Context(key) | Self::SessionKey(key) => key,
            Self::SwitchAccount => "account",
            Self::SwitchRoleName => "roleName",
            Self::DisplayName => "displayName",
            Self::Color => "color",
            Self::PassedRole => "PassRole",
            Self::PassedToService => "PassedToService",
            Self::AssociatedResourceArn => "AssociatedResourceArn",
            Self::Signed(part) => part.name(),
            Self::Target => "target",
            Self::PolicyName => "PolicyName",
            Self::PolicyArn => "PolicyArn",
            Self::Document => "PolicyDocument",
            Self::MaxSessionDuration => "MaxSessionDuration",
            Self::Path => "Path",
        }
    }

    /// Why the file would not read with that value; nothing where it would.
    pub(crate) fn refusal(
        &self,
        scenario: &Scenario,
        step: usize,
        value: &FieldValue,
    ) -> Option<String> {
        let id = Rc::clone(&scenario.steps.get(step)?.id);
        let mut tried = scenario.clone();
        let refused = tried.edit_step(&id, |step| {
            self.set(step, value);
        });
        let refused = refused.err()?;
        refused.into_iter().next().map(|problem| problem.message)
    }

    /// The field's value; nothing where the step has no such field.
    pub(crate) fn get(&self, step: &Step) -> Option<FieldValue> {
        Some(match self {
            Self::Title => step.title.as_ref().into(),
            Self::After => step.after.into(),
            Self::Caller => step.caller.as_ref().into(),
            Self::Endpoint => step.endpoint.as_ref().into(),
            Self::Context(key) => get_key(&step.context, key),
            Self::SessionKey(key) => get_key(&step.session_keys, key),
            Self::PassedRole | Self::PassedToService | Self::AssociatedResourceArn => {
                return self.get_passed(step);
            }
            _ => return self.get_operation(&step.operation),
        })
    }

    fn get_operation(&self, operation: &Operation) -> Option<FieldValue> {
        match (operation, self) {
            (Operation::Action { action, .. }, Self::Action) => {
                Some(FieldValue::Text(action.as_str().into()))
            }
            (Operation::Action { resource, .. }, Self::Resource) => Some(resource.as_ref().into()),
            (Operation::Sts(call), field) => field.get_call(&call.call),
            (Operation::SwitchRole(switch), field) => Some(match field {
                Self::SwitchAccount => FieldValue::typed(&switch.account),
                Self::SwitchRoleName => FieldValue::typed(&switch.role_name),
                Self::DisplayName => switch.display_name.as_ref().into(),
                Self::Color => switch.color.as_ref().into(),
                _ => return None,
            }),
            (Operation::Change(change), field) => Some(match field {
                Self::Target => FieldValue::Text(Rc::clone(&change.target)),
                Self::PolicyName => change.policy_name.as_ref().into(),
                Self::PolicyArn => change.policy_arn.as_ref().into(),
                Self::Document => change
                    .document
                    .as_ref()
                    .map_or(FieldValue::Absent, |document| FieldValue::Text(document.shared())),
                Self::MaxSessionDuration => change.max_session_duration.into(),
                Self::Path => change.path.as_ref().into(),
                Self::Tags => FieldValue::Tags(change.tags.clone()),
                _ => return None,
            }),
            _ => None,
        }
    }

    fn get_call(&self, call: &Call) -> Option<FieldValue> {
        if let Self::Signed(part) = self {
            return part.get(call);
        }
        let mut call = call.clone();
        let value = match self.slot(&mut call)? {
            Slot::Text(text) => text.as_ref().into(),
            Slot::Required(text) => FieldValue::typed(text),
            Slot::Moment(moment) => {
                FieldValue::typed(&moment.map_or_else(String::new, |moment| moment.to_string()))
            }
            Slot::Contexts(contexts) => FieldValue::Tags(
                contexts
                    .iter()
                    .map(|one| TagEntry {
                        key: Rc::clone(&one.provider_arn),
                        value: Rc::clone(&one.context_assertion),
                    })
                    .collect(),
            ),
            Slot::Number(number) => (*number).into(),
            Slot::List(values) => FieldValue::List(values.clone()),
            Slot::Tags(tags) => FieldValue::Tags(
                tags.iter()
                    .map(|tag| TagEntry { key: Rc::clone(&tag.key), value: Rc::clone(&tag.value) })
                    .collect(),
            ),
        };
        Some(value)
    }

    /// Writes the field. Says whether the step has such a field and the value fits it.
    pub(crate) fn set(&self, step: &mut Step, value: &FieldValue) -> bool {
        match self {
            Self::Title => step.title = value.text(),
            Self::After => step.after = value.number(),
            Self::Caller => step.caller = value.text(),
            Self::Endpoint => step.endpoint = value.text(),
            Self::Context(key) => set_key(&mut step.context, key, value),
            Self::SessionKey(key) => set_key(&mut step.session_keys, key, value),
            Self::PassedRole | Self::PassedToService | Self::AssociatedResourceArn => {
                return self.set_passed(step, value);
            }
            _ => return self.set_operation(&mut step.operation, value),
        }
        true
    }

    fn set_operation(&self, operation: &mut Operation, value: &FieldValue) -> bool {
        match (operation, self) {
            (Operation::Action { action, .. }, Self::Action) => {
                let Some(new) = value.text().and_then(|text| text.parse().ok()) else {
                    return false;
                };
                *action = new;
            }
            (Operation::Action { resource, .. }, Self::Resource) => *resource = value.text(),
            (Operation::Sts(call), field) => return field.set_call(&mut call.call, value),
            (Operation::SwitchRole(switch), field) => match field {
                Self::SwitchAccount => switch.account = value.text().unwrap_or_default(),
                Self::SwitchRoleName => switch.role_name = value.text().unwrap_or_default(),
                Self::DisplayName => switch.display_name = value.text(),
                Self::Color => switch.color = value.text(),
                _ => return false,
            },
            (Operation::Change(change), field) => match field {
                Self::Target => change.target = value.text().unwrap_or_default(),
                Self::PolicyName => change.policy_name = value.text(),
                Self::PolicyArn => change.policy_arn = value.text(),
                Self::Document => {
                    change.document = value.text().map(simulator::scenario::Document::new);
                }
                Self::MaxSessionDuration => change.max_session_duration = value.number(),
                Self::Path => change.path = value.text(),
                Self::Tags => change.tags = value.tags(),
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    /// What an action passes; only an action passes a role.
    fn get_passed(&self, step: &Step) -> Option<FieldValue> {
        let Operation::Action { .. } = step.operation else { return None };
        let passed = step.passed_role.as_ref();
        match (self, passed) {
            (Self::PassedRole, passed) => Some(passed.map(|passed| &passed.role_arn).into()),
            (_, None) => None,
            (Self::PassedToService, Some(passed)) => Some(passed.passed_to_service.as_ref().into()),
            (_, Some(passed)) => Some(passed.associated_resource_arn.as_ref().into()),
        }
    }

    fn set_passed(&self, step: &mut Step, value: &FieldValue) -> bool {
        let Operation::Action { .. } = step.operation else { return false };
        match (self, &mut step.passed_role, value.text()) {
            (Self::PassedRole, passed, None) => *passed = None,
            (Self::PassedRole, Some(passed), Some(arn)) => passed.role_arn = arn,
            (Self::PassedRole, passed, Some(arn)) => *passed = Some(PassedRole::new(&arn)),
            (_, None, _) => return false,
            (Self::PassedToService, Some(passed), text) => passed.passed_to_service = text,
            (_, Some(passed), text) => passed.associated_resource_arn = text,
        }
        true
    }

    fn set_call(&self, call: &mut Call, value: &FieldValue) -> bool {
        if let Self::Signed(part) = self {
            return part.set(call, value);
        }
        match self.slot(call) {
            None => return false,
            Some(Slot::Text(text)) => *text = value.text(),
            Some(Slot::Required(text)) => *text = value.text().unwrap_or_default(),
            Some(Slot::Moment(moment)) => {
                match value.text().map(|text| Timestamp::parse_iso(&text)) {
                    None => *moment = None,
                    Some(Ok(at)) => *moment = Some(at),
                    Some(Err(_)) => return false,
                }
            }
            Some(Slot::Contexts(contexts)) => {
                *contexts = value
                    .tags()
                    .into_iter()
                    .map(|tag| ProvidedContext {
                        provider_arn: tag.key,
                        context_assertion: tag.value,
                    })
                    .collect();
            }
            Some(Slot::Number(number)) => *number = value.number(),
            Some(Slot::List(values)) => *values = value.list(),
            Some(Slot::Tags(tags)) => {
                *tags = value
                    .tags()
                    .into_iter()
                    .map(|tag| RequestTag { key: tag.key, value: tag.value })
                    .collect();
            }
        }
        true
    }

    /// Where the field stands in a call; nothing where the call has no such parameter.
    fn slot<'a>(&self, call: &'a mut Call) -> Option<Slot<'a>> {
        use Slot::{List, Number, Tags, Text};
        Some(match (call, self) {
            (Call::AssumeRole(call), Self::RoleArn) => Text(&mut call.role_arn),
            (Call::AssumeRole(call), Self::RoleSessionName) => Text(&mut call.role_session_name),
            (Call::AssumeRole(call), Self::DurationSeconds) => Number(&mut call.duration_seconds),
            (Call::AssumeRole(call), Self::ExternalId) => Text(&mut call.external_id),
            (Call::AssumeRole(call), Self::SerialNumber) => Text(&mut call.serial_number),
            (Call::AssumeRole(call), Self::TokenCode) => Text(&mut call.token_code),
            (Call::AssumeRole(call), Self::SourceIdentity) => Text(&mut call.source_identity),
            (Call::AssumeRole(call), Self::Policy) => Text(&mut call.policy),
            (Call::AssumeRole(call), Self::PolicyArns) => List(&mut call.policy_arns),
            (Call::AssumeRole(call), Self::Tags) => Tags(&mut call.tags),
            (Call::AssumeRole(call), Self::TransitiveTagKeys) => {
                List(&mut call.transitive_tag_keys)
            }
            (Call::AssumeRoleWithSaml(call), Self::RoleArn) => Text(&mut call.role_arn),
            (Call::AssumeRoleWithSaml(call), Self::PrincipalArn) => Text(&mut call.principal_arn),
            (Call::AssumeRoleWithSaml(call), Self::Policy) => Text(&mut call.policy),
            (Call::AssumeRoleWithSaml(call), Self::PolicyArns) => List(&mut call.policy_arns),
            (Call::AssumeRoleWithSaml(call), Self::DurationSeconds) => {
                Number(&mut call.duration_seconds)
            }
            (Call::AssumeRoleWithWebIdentity(call), Self::RoleArn) => Text(&mut call.role_arn),
            (Call::AssumeRoleWithWebIdentity(call), Self::RoleSessionName) => {
                Text(&mut call.role_session_name)
            }
            (Call::AssumeRoleWithWebIdentity(call), Self::ProviderId) => {
                Text(&mut call.provider_id)
            }
            (Call::AssumeRoleWithWebIdentity(call), Self::Policy) => Text(&mut call.policy),
            (Call::AssumeRoleWithWebIdentity(call), Self::PolicyArns) => {
                List(&mut call.policy_arns)
            }
            (Call::AssumeRoleWithWebIdentity(call), Self::DurationSeconds) => {
                Number(&mut call.duration_seconds)
            }
            (Call::GetSessionToken(call), Self::DurationSeconds) => {
                Number(&mut call.duration_seconds)
            }
            (Call::GetSessionToken(call), Self::SerialNumber) => Text(&mut call.serial_number),
            (Call::GetSessionToken(call), Self::TokenCode) => Text(&mut call.token_code),
            (Call::GetFederationToken(call), Self::Name) => Text(&mut call.name),
            (Call::GetFederationToken(call), Self::Policy) => Text(&mut call.policy),
            (Call::GetFederationToken(call), Self::PolicyArns) => List(&mut call.policy_arns),
            (Call::GetFederationToken(call), Self::DurationSeconds) => {
                Number(&mut call.duration_seconds)
            }
            (Call::GetFederationToken(call), Self::Tags) => Tags(&mut call.tags),
            (Call::AssumeRoot(call), Self::TargetPrincipal) => Text(&mut call.target_principal),
            (Call::AssumeRoot(call), Self::TaskPolicyArn) => Text(&mut call.task_policy_arn),
            (Call::AssumeRoot(call), Self::DurationSeconds) => Number(&mut call.duration_seconds),
            (Call::DecodeAuthorizationMessage(call), Self::EncodedMessage) => {
                Text(&mut call.encoded_message)
            }
            (Call::GetAccessKeyInfo(call), Self::AccessKeyId) => Text(&mut call.access_key_id),
            (Call::GetWebIdentityToken(call), Self::Audience) => List(&mut call.audience),
            (Call::GetWebIdentityToken(call), Self::SigningAlgorithm) => {
                Text(&mut call.signing_algorithm)
            }
            (Call::GetWebIdentityToken(call), Self::DurationSeconds) => {
                Number(&mut call.duration_seconds)
            }
            (Call::GetWebIdentityToken(call), Self::Tags) => Tags(&mut call.tags),
            (Call::GetDelegatedAccessToken(call), field) => {
                return field.trade_in_slot(call.token.get_or_insert_default());
            }
            (call, Self::MinimumSessionTokenSize) => Number(least_token_size(call)?),
            (Call::AssumeRole(call), Self::ProvidedContexts) => {
                Slot::Contexts(&mut call.provided_contexts)
            }
            _ => return None,
        })
    }

    /// Where the field stands in what a trade-in token stands for.
    fn trade_in_slot<'a>(&self, token: &'a mut TradeInToken) -> Option<Slot<'a>> {
        Some(match self {
            Self::Approver => Slot::Required(&mut token.principal),
            Self::RoleSessionName => Slot::Text(&mut token.role_session_name),
            Self::Policy => Slot::Text(&mut token.policy),
            Self::TradeInExpires => Slot::Moment(&mut token.expires),
            Self::DurationSeconds => Slot::Number(&mut token.duration_seconds),
            _ => return None,
        })
    }
}

/// Where `MinimumSessionTokenSize` stands, in the calls that have it.
fn least_token_size(call: &mut Call) -> Option<&mut Option<i64>> {
    Some(match call {
        Call::AssumeRole(call) => &mut call.minimum_session_token_size,
        Call::AssumeRoleWithSaml(call) => &mut call.minimum_session_token_size,
        Call::AssumeRoleWithWebIdentity(call) => &mut call.minimum_session_token_size,
        Call::GetSessionToken(call) => &mut call.minimum_session_token_size,
        Call::GetFederationToken(call) => &mut call.minimum_session_token_size,
        Call::AssumeRoot(call) => &mut call.minimum_session_token_size,
        _ => return None,
    })
}

/// A parameter's place in a call.
enum Slot<'a> {
    Text(&'a mut Option<Rc<str>>),
    /// Text that is always there; empty where nobody wrote it.
    Required(&'a mut Rc<str>),
    Moment(&'a mut Option<Timestamp>),
    Contexts(&'a mut Vec<ProvidedContext>),
    Number(&'a mut Option<i64>),
    List(&'a mut Vec<Rc<str>>),
    Tags(&'a mut Vec<RequestTag>),
}

fn get_key(entries: &ContextEntries, key: &Rc<str>) -> FieldValue {
    match entries.iter().find(|(known, _)| known == key) {
        None => FieldValue::Absent,
        Some((_, None)) => FieldValue::Withheld,
        Some((_, Some(values))) => FieldValue::List(values.clone()),
    }
}

fn set_key(entries: &mut ContextEntries, key: &Rc<str>, value: &FieldValue) {
    let values = match value {
        FieldValue::Absent => {
            entries.retain(|(known, _)| known != key);
            return;
        }
        FieldValue::Withheld => None,
        value => Some(value.text().map_or_else(|| value.list(), |text| vec![text])),
    };
    match entries.iter_mut().find(|(known, _)| known == key) {
        Some((_, known)) => *known = values,
        None => entries.push((Rc::clone(key), values)),
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    fn assume_role() -> Step {
        Step::call("hop", Call::AssumeRole(sts::request::AssumeRole::default()))
    }

    fn check(field: &StepField, value: &FieldValue) {
        let mut step = assume_role();
        assert!(field.set(&mut step, value), "{field:?} is not there");
        assert_eq!(field.get(&step).as_ref(), Some(value), "{field:?}");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = FieldValue::Text("x".into());
        let list = FieldValue::List(vec!["a".into(), "b".into()]);
        let tags = FieldValue::Tags(vec![TagEntry { key: "team".into(), value: "web".into() }]);
        check(&StepField::RoleArn, &text);
        check(&StepField::ExternalId, &text);
        check(&StepField::DurationSeconds, &FieldValue::Number(7200));
        check(&StepField::TransitiveTagKeys, &list);
        check(&StepField::Tags, &tags);
        check(&StepField::After, &FieldValue::Number(60));
        check(&StepField::Context("aws:SourceIp".into()), &list);
        check(&StepField::Context("aws:SourceIp".into()), &FieldValue::Withheld);
        check(&StepField::Context("aws:SourceIp".into()), &FieldValue::Absent);
    }

    #[test]
    fn typed_seconds_become_a_number_and_nothing_typed_takes_the_field_away() {
        let mut step = assume_role();
        StepField::DurationSeconds.set(&mut step, &FieldValue::typed("7200"));
        assert_eq!(StepField::DurationSeconds.get(&step), Some(FieldValue::Number(7200)));
        StepField::DurationSeconds.set(&mut step, &FieldValue::typed(""));
        assert_eq!(StepField::DurationSeconds.get(&step), Some(FieldValue::Absent));
    }

    /// Every parameter of every call, by AWS's names. AWS: "AWS Security Token Service API Reference", section "Request
    /// Parameters" of each action.
    #[test]
    fn every_parameter_of_every_call_has_its_field() {
        use StepField as F;
        let (text, number) = (FieldValue::Text("x".into()), FieldValue::Number(900));
        let list = FieldValue::List(vec!["a".into(), "b".into()]);
        let tags = FieldValue::Tags(vec![TagEntry::new("team", "web")]);
        let moment = FieldValue::Text("2026-11-22T10:00:00Z".into());
        let rows: [(Call, Vec<(F, &FieldValue)>); 11] = [
            (
                Call::AssumeRole(Default::default()),
                vec![
                    (F::RoleArn, &text),
                    (F::RoleSessionName, &text),
                    (F::PolicyArns, &list),
                    (F::Policy, &text),
                    (F::DurationSeconds, &number),
                    (F::Tags, &tags),
                    (F::TransitiveTagKeys, &list),
                    (F::ExternalId, &text),
                    (F::SerialNumber, &text),
                    (F::TokenCode, &text),
                    (F::SourceIdentity, &text),
                    (F::ProvidedContexts, &tags),
                    (F::MinimumSessionTokenSize, &number),
                ],
            ),
            (
                Call::AssumeRoleWithSaml(Default::default()),
                vec![
                    (F::RoleArn, &text),
                    (F::PrincipalArn, &text),
                    (F::PolicyArns, &list),
                    (F::Policy, &text),
                    (F::DurationSeconds, &number),
                    (F::MinimumSessionTokenSize, &number),
                ],
            ),
            (
                Call::AssumeRoleWithWebIdentity(Default::default()),
                vec![
                    (F::RoleArn, &text),
                    (F::RoleSessionName, &text),
                    (F::ProviderId, &text),
                    (F::PolicyArns, &list),
                    (F::Policy, &text),
                    (F::DurationSeconds, &number),
                    (F::MinimumSessionTokenSize, &number),
                ],
            ),
            (
                Call::AssumeRoot(Default::default()),
                vec![
                    (F::TargetPrincipal, &text),
                    (F::TaskPolicyArn, &text),
                    (F::DurationSeconds, &number),
                    (F::MinimumSessionTokenSize, &number),
                ],
            ),
            (
                Call::GetSessionToken(Default::default()),
                vec![
                    (F::DurationSeconds, &number),
                    (F::SerialNumber, &text),
                    (F::TokenCode, &text),
                    (F::MinimumSessionTokenSize, &number),
                ],
            ),
            (
                Call::GetFederationToken(Default::default()),
                vec![
                    (F::Name, &text),
                    (F::Policy, &text),
                    (F::PolicyArns, &list),
                    (F::DurationSeconds, &number),
                    (F::Tags, &tags),
                    (F::MinimumSessionTokenSize, &number),
                ],
            ),
            (Call::GetCallerIdentity, vec![]),
            (
                Call::DecodeAuthorizationMessage(Default::default()),
                vec![(F::EncodedMessage, &text)],
            ),
            (Call::GetAccessKeyInfo(Default::default()), vec![(F::AccessKeyId, &text)]),
            (
                Call::GetWebIdentityToken(Default::default()),
                vec![
                    (F::Audience, &list),
                    (F::DurationSeconds, &number),
                    (F::SigningAlgorithm, &text),
                    (F::Tags, &tags),
                ],
            ),
            (
                Call::GetDelegatedAccessToken(Default::default()),
                vec![
                    (F::Approver, &text),
                    (F::RoleSessionName, &text),
                    (F::Policy, &text),
                    (F::TradeInExpires, &moment),
                    (F::DurationSeconds, &number),
                ],
            ),
        ];
        for (call, fields) in rows {
            for (field, value) in fields {
                let mut step = Step::call("hop", call.clone());
                assert!(field.set(&mut step, value), "{} {field:?}", call.operation());
                assert_eq!(
                    field.get(&step).as_ref(),
                    Some(value),
                    "{} {field:?}",
                    call.operation()
                );
                field.set(&mut step, &FieldValue::Absent);
                let left = field.get(&step);
                let empty = matches!(&left, Some(FieldValue::Absent))
                    || left == Some(FieldValue::List(vec![]))
                    || left == Some(FieldValue::Tags(vec![]));
                assert!(empty, "{} {field:?}: {left:?}", call.operation());
            }
        }
        let mut step = Step::call("hop", Call::GetDelegatedAccessToken(Default::default()));
        assert!(!F::TradeInExpires.set(&mut step, &FieldValue::typed("ten o'clock")));
    }

    #[test]
    fn what_is_no_parameter_of_a_call_is_written_and_read_back() {
        use StepField as F;
        let text = FieldValue::Text("x".into());
        let keys = FieldValue::List(vec!["a".into()]);
        let key = F::SessionKey("lambda:SourceFunctionArn".into());
        check(&key, &keys);
        let switch = simulator::scenario::SwitchRole::new("111111111111", "Ops");
        let mut step = Step::new("switch", Operation::SwitchRole(switch));
        for field in [F::SwitchAccount, F::SwitchRoleName, F::DisplayName, F::Color] {
            assert!(field.set(&mut step, &text), "{field:?}");
            assert_eq!(field.get(&step), Some(text.clone()), "{field:?}");
            assert!(!field.set(&mut assume_role(), &text), "{field:?}");
        }
        let mut step = Step::action("act", "lambda:CreateFunction".parse().unwrap(), None);
        assert!(!F::PassedToService.set(&mut step, &text), "no role is passed");
        for field in [F::PassedRole, F::PassedToService, F::AssociatedResourceArn] {
            assert!(field.set(&mut step, &text), "{field:?}");
            assert_eq!(field.get(&step), Some(text.clone()), "{field:?}");
            assert!(!field.set(&mut assume_role(), &text), "{field:?}");
        }
        assert!(F::PassedRole.set(&mut step, &FieldValue::Absent));
        assert_eq!(step.passed_role, None);
    }

    #[test]
    fn a_parameter_that_the_call_does_not_have_is_refused() {
        let mut step = assume_role();
        assert!(!StepField::Name.set(&mut step, &FieldValue::typed("x")));
        assert_eq!(StepField::Name.get(&step), None);
    }
}
