//! What an event says of an action of another service than STS: the parameters that follow from its resource, and the
//! resources of data events. AWS: "CloudTrail record contents", "Logging data events". What a step does not say (a query,
//! a body, a tag) is not made up.

use std::rc::Rc;

use iam::{AccountId, Action, Arn};
use policy::json::Value;

use crate::{
    json::{self, Object},
    scenario::Scenario,
};

/// Services whose resources are named by one parameter: the first part of the resource, and the parameter that holds what
/// follows it.
const NAMED: [(&str, &str, &str); 14] = [
    ("dynamodb", "table", "tableName"),
    ("ecr", "repository", "repositoryName"),
    ("eks", "cluster", "name"),
    ("iam", "group", "groupName"),
    ("iam", "instance-profile", "instanceProfileName"),
    ("iam", "role", "roleName"),
    ("iam", "user", "userName"),
    ("kms", "alias", "keyId"),
    ("kms", "key", "keyId"),
    ("lambda", "function", "functionName"),
    ("logs", "log-group", "logGroupName"),
    ("rds", "db", "dBInstanceIdentifier"),
    ("ssm", "parameter", "name"),
    ("states", "stateMachine", "stateMachineArn"),
];

/// Parameters that hold the whole ARN.
const WHOLE: [(&str, &str); 4] = [
    ("iam", "policyArn"),
    ("secretsmanager", "secretId"),
    ("sns", "topicArn"),
    ("states", "resourceArn"),
];

/// `requestParameters`, as far as the resource says them.
pub(super) fn parameters(action: &Action, resource: Option<&str>) -> Option<Value> {
    let arn: Arn = resource?.parse().ok()?;
    let said = arn.resource();
    let (service, region) = (arn.service(), arn.region());
    if service == "s3" {
        let (bucket, key) = said.split_once('/').map_or((said, None), |(b, key)| (b, Some(key)));
        let host = format!("{bucket}.s3.amazonaws.com");
        return Some(
            Object::new()
                .text("bucketName", bucket)
                .text("Host", host)
                .maybe("key", key.filter(|key| *key != "*").map(json::text))
                .done(),
        );
    }
    if service == "sqs" {
        let host = format!("https://sqs.{region}.amazonaws.com/{}/{said}", arn.part(4));
        return Some(Object::new().text("queueUrl", host).done());
    }
    let (kind, name) = said.split_once(['/', ':']).unwrap_or((said, ""));
    if service == "ec2" && kind == "instance" {
        let item = Object::new().text("instanceId", name).done();
        let items = Object::new().with("items", json::list([item])).done();
        return Some(Object::new().with("instancesSet", items).done());
    }
    let named = NAMED.iter().find(|(of, known, _)| *of == service && *known == kind);
    if let Some((_, _, parameter)) = named {
        // A path in front of the name is no part of it; a parameter of Systems Manager is its path.
        let name = match service {
            "iam" => arn.name().into(),
            "ssm" => format!("/{name}"),
            "kms" | "states" => arn.as_str().to_owned(),
            _ => name.to_owned(),
        };
        return Some(Object::new().text(parameter, name).done());
    }
    let whole = WHOLE.iter().find(|(of, _)| *of == action.service() && *of == service);
    whole.map(|(_, parameter)| Object::new().text(parameter, arn.shared()).done())
}

/// `resources` of a data event.
pub(super) fn resources(scenario: &Scenario, resource: Option<&str>) -> Vec<Value> {
    let Some(arn) = resource.and_then(|text| text.parse::<Arn>().ok()) else { return Vec::new() };
    let owner = |arn: &Arn| -> Option<AccountId> {
        let entry = scenario.resources.iter().find(|known| known.arn == *arn);
        entry.and_then(|known| known.account).or(arn.account())
    };
    let one = |kind: &str, arn: &Arn, account: Option<AccountId>| {
        Object::new()
            .maybe("accountId", account.map(|id| json::text(id.to_string())))
            .text("type", kind)
            .text("ARN", arn.shared())
            .done()
    };
    if arn.service() == "s3" {
        let bucket = arn.resource().split('/').next().unwrap_or_default();
        let bucket = Arn::new(arn.partition(), "s3", "", "", bucket).ok();
        let bucket = bucket.map(|bucket| one("AWS::S3::Bucket", &bucket, owner(&bucket)));
        let object = arn.resource().contains('/').then(|| one("AWS::S3::Object", &arn, None));
        return object.into_iter().chain(bucket).collect();
    }
    let kind = match arn.service() {
        "dynamodb" => "AWS::DynamoDB::Table",
        "lambda" => "AWS::Lambda::Function",
        "sns" => "AWS::SNS::Topic",
        "sqs" => "AWS::SQS::Queue",
        _ => return Vec::new(),
    };
    vec![one(kind, &arn, owner(&arn))]
}

/// The role that is handed over, where the operation has a parameter for it.
pub(super) fn role_parameter(
    action: &Action,
    role: Option<&Rc<str>>,
) -> Option<(&'static str, Value)> {
    let name = match action.service() {
        "lambda" => "role",
        "eks" | "cloudformation" | "states" | "sagemaker" => "roleArn",
        _ => return None,
    };
    Some((name, json::text(Rc::clone(role?))))
}
