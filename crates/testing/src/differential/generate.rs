//! Random cases in which policies often mean the request, so that all three decisions are frequent.

use serde_json::{Map, Value, json};

use super::conditions;
use super::principals::{caller, named, principal};
use super::vocabulary::{ASSUME, ASSUME_PATTERNS, Kind, ROLE_PATTERNS, ROLES, TARGETS};
use super::wildcards::blurred;
use crate::dice::Dice;

const ACCOUNTS: [&str; 3] = ["111111111111", "222222222222", "333333333333"];

/// What is settled before the policies are written.
pub(super) struct World<'a> {
    pub(super) dice: &'a mut Dice,
    /// The condition keys of the request.
    pub(super) context: Map<String, Value>,
    /// Principals that mean the caller, as pairs of a type and a name.
    pub(super) named: Vec<(&'static str, String)>,
    actions: Vec<&'static str>,
    resources: Vec<String>,
    /// Whether the resource policy is a trust policy.
    pub(super) trust: bool,
}

/// The case of some dice.
pub(super) fn case(dice: &mut Dice) -> Value {
    let mut case = Map::new();
    let account = if dice.percent(85) { ACCOUNTS[0] } else { ACCOUNTS[1] };
    let own = caller(dice, account, &mut case);
    let kind = case["principal"].as_str().unwrap_or_default().to_owned();
    let assumes =
        if own { dice.percent(45) } else { kind.contains("provider/") || dice.percent(60) };
    let owner = if dice.percent(60) { account } else { *dice.pick(&ACCOUNTS[..2]) };
    let mut world = World {
        context: conditions::context(dice),
        named: named(&case, account),
        actions: Vec::new(),
        resources: vec!["*".to_owned()],
        trust: assumes,
        dice,
    };
    world.target(account, owner, own, &mut case);
    if world.dice.percent(25) {
        case.insert("managementAccount".into(), json!(world.dice.pick(&ACCOUNTS)));
    }
    world.documents(own, &mut case);
    if !world.context.is_empty() {
        case.insert("context".into(), Value::Object(world.context));
    }
    let case = Value::Object(case);
    if dice.percent(4) { elsewhere(&case) } else { case }
}

/// The same case in another partition.
fn elsewhere(case: &Value) -> Value {
    let text = case.to_string().replace("arn:aws:", "arn:aws-cn:");
    serde_json::from_str(&text).unwrap_or_default()
}

impl World<'_> {
    /// Chooses what is asked for.
    fn target(&mut self, account: &str, other: &str, own: bool, case: &mut Map<String, Value>) {
        let (action, resource);
        let mut owner = other;
        if self.trust {
            // Whom a provider vouches for has one call of its own, to roles of the provider's account.
            let vouched = !own && self.named[0].0 == "Federated";
            let call = if self.named[0].1.contains(":saml-provider/") {
                "sts:AssumeRoleWithSAML"
            } else {
                "sts:AssumeRoleWithWebIdentity"
            };
            let others = if vouched { &ASSUME[1..] } else { &ASSUME[..] };
            let calls = vouched && self.dice.percent(70);
            action = if calls { call } else { self.dice.pick(others) };
            owner = if vouched { account } else { other };
            let often = if self.dice.percent(60) { 1 } else { ROLES.len() };
            resource = self.dice.pick(&ROLES[..often]).replace(":A:", &format!(":{owner}:"));
            self.actions = [&ASSUME_PATTERNS[..], &[action, action, action, "*"]].concat();
            self.resources.extend(ROLE_PATTERNS.map(str::to_owned));
        } else {
            let target = self.dice.pick(&TARGETS);
            action = target.action;
            resource = target.resource.replace(":A:", &format!(":{owner}:"));
            self.actions = target.actions.to_vec();
            self.resources.extend(target.resources.iter().map(|text| (*text).to_owned()));
        }
        self.resources.extend([resource.clone(), resource.clone()]);
        let spelled = if self.dice.percent(10) { action.to_lowercase() } else { action.to_owned() };
        case.insert("Action".into(), json!(spelled));
        if resource != "*" || self.dice.percent(50) {
            case.insert("Resource".into(), json!(resource));
        }
        let unsaid = resource == "*" || resource.starts_with("arn:aws:s3:");
        if self.dice.percent(if unsaid { 70 } else { 20 }) {
            case.insert("resourceAccount".into(), json!(owner));
        }
    }

    /// Attaches policies of every type, each at times.
    fn documents(&mut self, own: bool, case: &mut Map<String, Value>) {
        let principal = case["principal"].as_str().unwrap_or_default().to_owned();
        // Of callers without an account nothing of this is asked; of root there is none.
        let has = !principal.ends_with(":root") && (own || self.dice.percent(20));
        let session = principal.contains(":assumed-role/") || principal.contains("role/");
        let federated = principal.contains(":federated-user/");
        let mut set = |name: &str, value: Value| case.insert(name.to_owned(), value);
        if has && self.dice.percent(80) {
            let count = 1 + self.dice.below(2);
            set("identityPolicies", json!(self.list(count, Of::Caller)));
        }
        if has && self.dice.percent(30) {
            set("permissionsBoundary", self.document(Of::Caller));
        }
        if has && ((session && self.dice.percent(40)) || (federated && self.dice.percent(75))) {
            let count = 1 + self.dice.below(2);
            set("sessionPolicies", json!(self.list(count, Of::Caller)));
        }
        if self.dice.percent(if self.trust { 92 } else { 70 }) {
            set("resourcePolicy", self.document(Of::Resource));
        }
        if (own || has) && self.dice.percent(30) {
            let levels: Vec<Value> =
                (0..=self.dice.below(3)).map(|_| self.service_level()).collect();
            set("serviceControlPolicies", json!(levels));
        }
        if self.dice.percent(20) {
            let levels: Vec<Value> = (0..=self.dice.below(2))
                .map(|_| {
                    let count = self.dice.below(2);
                    json!(self.list(count, Of::ResourceControl))
                })
                .collect();
            set("resourceControlPolicies", json!(levels));
        }
        if self.dice.percent(15) {
            let count = 1 + self.dice.below(2);
            set("vpcEndpointPolicies", json!(self.list(count, Of::Endpoint)));
        }
    }

    fn list(&mut self, count: usize, of: Of) -> Vec<Value> {
        (0..count).map(|_| self.document(of)).collect()
    }

    fn service_level(&mut self) -> Value {
        let mut level = Vec::new();
        if self.dice.percent(75) {
            let full = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
            level.push(json!({ "Version": "2012-10-17", "Statement": [full] }));
        }
        let others = self.dice.below(5) / 3;
        level.extend(self.list(others, Of::Caller));
        json!(level)
    }

    fn document(&mut self, of: Of) -> Value {
        let mut document = Map::new();
        match self.dice.below(20) {
            0 => {}
            1..=3 => drop(document.insert("Version".into(), json!("2008-10-17"))),
            _ => drop(document.insert("Version".into(), json!("2012-10-17"))),
        }
        let mut statements: Vec<Value> = Vec::new();
        // Nearly the Allow that is needed, and whatever else.
        if of != Of::ResourceControl && self.dice.percent(80) {
            statements.push(self.statement(of, "Allow", 94));
        }
        for _ in 0..self.dice.below(3) {
            let effect =
                if of == Of::ResourceControl || self.dice.percent(42) { "Deny" } else { "Allow" };
            statements.push(self.statement(of, effect, 80));
        }
        let place = self.dice.below(statements.len());
        statements.rotate_left(place);
        let one = statements.len() == 1 && self.dice.percent(50);
        let statement = if one { statements.remove(0) } else { json!(statements) };
        document.insert("Statement".into(), statement);
        Value::Object(document)
    }

    /// A statement of which each element means the request, so many times out of a hundred.
    fn statement(&mut self, of: Of, effect: &str, often: usize) -> Value {
        let mut statement = Map::new();
        if self.dice.percent(10) {
            statement.insert("Sid".into(), json!("One"));
        }
        statement.insert("Effect".into(), json!(effect));
        match of {
            Of::Caller => {}
            Of::ResourceControl => drop(statement.insert("Principal".into(), json!("*"))),
            Of::Resource | Of::Endpoint => {
                let (name, value) = principal(self, effect == "Deny", often);
                statement.insert(name.into(), value);
            }
        }
        let known = if self.trust { &ASSUME_PATTERNS[..] } else { &["s3:*", "ec2:*"][..] };
        let (name, value) = self.element("Action", often, |dice, fits, actions, _| {
            let action = if fits { *dice.pick(actions) } else { *dice.pick(known) };
            let service = action.find(':').map_or(0, |colon| colon + 1);
            json!(if dice.percent(12) { blurred(dice, action, service) } else { action.to_owned() })
        });
        statement.insert(name, value);
        if of != Of::Resource || !self.trust {
            let (name, value) = self.element("Resource", often, |dice, fits, _, resources| {
                let resource = if fits { dice.pick(resources) } else { "arn:aws:s3:::other/*" };
                let service = resource.match_indices(':').nth(2).map_or(0, |(colon, _)| colon + 1);
                let blur = service > 0 && !resource.contains('$') && dice.percent(15);
                json!(if blur { blurred(dice, resource, service) } else { resource.to_owned() })
            });
            statement.insert(name, value);
        }
        if self.dice.percent(50) {
            statement.insert("Condition".into(), conditions::block(self, often));
        }
        Value::Object(statement)
    }

    /// An element or, seldom, its opposite; one entry or a list.
    fn element(
        &mut self,
        name: &str,
        often: usize,
        entry: impl Fn(&mut Dice, bool, &[&'static str], &[String]) -> Value,
    ) -> (String, Value) {
        let opposite = self.dice.percent(10);
        let fits = self.dice.percent(often) != opposite;
        let one = entry(self.dice, fits, &self.actions, &self.resources);
        let value = match self.dice.below(10) {
            0..=6 => one,
            7 => json!([one]),
            _ => json!([entry(self.dice, false, &self.actions, &self.resources), one]),
        };
        (if opposite { format!("Not{name}") } else { name.to_owned() }, value)
    }
}

/// Which elements a document's statements have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Those of identity policies, boundaries, session policies and SCPs.
    Caller,
    Resource,
    ResourceControl,
    Endpoint,
}

/// The kinds of values that condition keys have.
pub(super) const KINDS: [Kind; 7] =
    [Kind::Text, Kind::Number, Kind::Date, Kind::Boolean, Kind::Binary, Kind::Address, Kind::Arn];
