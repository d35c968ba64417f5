//! What a form offers and explains, which has fields instead of a text with a caret: the same as the text has at that
//! place.

use policy::json::{self, Kind, Value};

use super::{Assist, Completion};

impl Assist<'_> {
    /// Principals of a kind: `AWS`, `Service`, `Federated`.
    #[must_use]
    pub fn principals(&self, kind: &str) -> Vec<Completion> {
        let before = format!(r#"{{"Statement":{{"Principal":{{{}:""#, quoted(kind));
        self.offered(&before, r#""}}}"#)
    }

    /// Actions that begin as what is typed already, and the prefixes of services.
    #[must_use]
    pub fn actions(&self, typed: &str) -> Vec<Completion> {
        let before = format!(r#"{{"Statement":{{"Action":{}"#, quoted(typed));
        self.offered(&before[..before.len() - 1], "\"}}")
    }

    /// Resources for a statement with these actions.
    #[must_use]
    pub fn resources(&self, actions: &[&str]) -> Vec<Completion> {
        let before = format!(r#"{{"Statement":{{"Action":{},"Resource":""#, list(actions));
        self.offered(&before, r#""}}"#)
    }

    /// Condition keys for an operator in a statement with these actions; those that it compares stand first.
    #[must_use]
    pub fn keys(&self, actions: &[&str], operator: &str) -> Vec<Completion> {
        let (actions, operator) = (list(actions), quoted(operator));
        let before = format!(r#"{{"Statement":{{"Action":{actions},"Condition":{{{operator}:{{""#);
        self.offered(&before, r#"":""}}}}"#)
    }

    /// Values of a condition key.
    #[must_use]
    pub fn values(&self, operator: &str, key: &str) -> Vec<Completion> {
        let (operator, key) = (quoted(operator), quoted(key));
        let before = format!(r#"{{"Statement":{{"Condition":{{{operator}:{{{key}:""#);
        self.offered(&before, r#""}}}}"#)
    }

    /// What an operator asks, in a sentence or two; nothing of one that does not exist.
    #[must_use]
    pub fn operator(&self, name: &str) -> Option<String> {
        self.explained(r#"{"Statement":{"Condition":{"#, name, ":{}}}}")
    }

    /// What a condition key is.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<String> {
        self.explained(r#"{"Statement":{"Condition":{"Null":{"#, name, r#":""}}}}"#)
    }

    /// What an action or a pattern of actions comes to.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<String> {
        self.explained(r#"{"Statement":{"Action":"#, name, "}}")
    }

    /// Whom a principal of that kind means.
    #[must_use]
    pub fn principal(&self, kind: &str, name: &str) -> Option<String> {
        let before = format!(r#"{{"Statement":{{"Principal":{{{}:"#, quoted(kind));
        self.explained(&before, name, "}}}")
    }

    /// What a resource means.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<String> {
        let before = r#"{"Version":"2012-10-17","Statement":{"Resource":"#;
        self.explained(before, name, "}}")
    }

    fn offered(&self, before: &str, after: &str) -> Vec<Completion> {
        self.complete(&[before, after].concat(), before.len(), true)
    }

    fn explained(&self, before: &str, name: &str, after: &str) -> Option<String> {
        let text = [before, &quoted(name), after].concat();
        Some(self.explain(&text, before.len() + 1)?.words.join(" "))
    }
}

fn quoted(text: &str) -> String {
    json::print_compact(&Value { span: policy::Span::default(), kind: Kind::String(text.into()) })
}

fn list(texts: &[&str]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", quoted.join(","))
}

#[cfg(test)]
mod tests {
    use iam::{PolicyType, Timestamp};

    use super::*;
    use crate::{
        Scenario,
        assist::Services,
        scenario::{Account, Document, Role, Start},
    };

    fn asked<T>(ask: impl Fn(&Assist<'_>) -> T) -> T {
        let start = Start::new("111111111111", Timestamp::from_seconds(0));
        let mut scenario = Scenario::new("", start);
        let mut account = Account::new("111111111111".parse().unwrap());
        account.roles.push(Role::new("Deploy", Document::new("{}")));
        scenario.accounts.push(account);
        let file = "=s3\tAmazon S3\nR GetObject\n@bucket arn:${Partition}:s3:::${BucketName}\n?s3:prefix String\n";
        let services = Services::new(file);
        ask(&Assist { kind: PolicyType::Resource, scenario: &scenario, services: Some(&services) })
    }

    fn labels(ask: impl Fn(&Assist<'_>) -> Vec<Completion>) -> Vec<String> {
        let all = asked(ask);
        assert!(all.iter().all(|one| one.insert == one.label), "a field takes what is offered");
        all.into_iter().map(|one| one.label).collect()
    }

    #[test]
    fn principals_are_those_of_the_scenario_and_of_that_kind() {
        let aws = labels(|assist| assist.principals("AWS"));
        assert_eq!(
            aws,
            ["arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:role/Deploy", "*"]
        );
        let services = labels(|assist| assist.principals("Service"));
        assert!(services.contains(&"lambda.amazonaws.com".to_owned()), "{services:?}");
        assert_eq!(labels(|assist| assist.principals("A\"")), [""; 0]);
    }

    #[test]
    fn actions_are_those_of_the_service_that_is_typed() {
        let actions = labels(|assist| assist.actions("s3:"));
        assert!(actions.contains(&"s3:GetObject".to_owned()), "{actions:?}");
        let services = labels(|assist| assist.actions(""));
        assert!(
            services.contains(&"s3:".to_owned()) && !services.contains(&"s3:GetObject".to_owned())
        );
    }

    #[test]
    fn resources_and_keys_are_those_of_the_actions() {
        let resources = labels(|assist| assist.resources(&["s3:GetObject"]));
        assert_eq!(resources.last().unwrap(), "arn:aws:s3:::*");
        assert!(!labels(|assist| assist.resources(&["a"])).contains(&"arn:aws:s3:::*".to_owned()));
        let keys = labels(|assist| assist.keys(&["s3:Get*"], "StringLike"));
        assert!(keys.contains(&"s3:prefix".to_owned()));
        assert_eq!(
            labels(|assist| assist.values("Bool", "aws:SecureTransport")),
            ["true", "false"]
        );
    }

    #[test]
    fn what_stands_in_a_field_is_explained() {
        assert!(asked(|assist| assist.operator("Bool")).unwrap().starts_with("True for the same"));
        assert_eq!(asked(|assist| assist.operator("Boolean")), None);
        assert!(asked(|assist| assist.key("sts:ExternalId")).is_some());
        assert_eq!(
            asked(|assist| assist.action("s3:Get*")).unwrap(),
            "The only action of Amazon S3."
        );
        let role = "arn:aws:iam::111111111111:role/Deploy";
        let said = "The role of 111111111111 in this scenario.";
        assert_eq!(asked(|assist| assist.principal("AWS", role)).unwrap(), said);
        assert_eq!(asked(|assist| assist.resource(role)).unwrap(), said);
        assert_eq!(asked(|assist| assist.resource("*")).unwrap(), "Every resource.");
        assert!(asked(|assist| assist.principal("Service", "*")).unwrap().contains("service"));
    }
}
