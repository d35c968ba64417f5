//! Random cases in which policies often mean the request, so that all three decisions are frequent.

use serde_json::{Map, Value, json};

use super::conditions;
use super::dice::Dice;
use super::vocabulary::{ASSUME, ASSUME_PATTERNS, Kind, ROLE_PATTERNS, ROLES, TARGETS};

const ACCOUNTS: [&str; 3] = ["111111111111", "222222222222", "333333333333"];

/// What is settled before the policies are written.
pub(super) struct World<'a> {
    pub(super) dice: &'a mut Dice,
    /// The condition keys of the request.
    pub(super) context: Map<String, Value>,
    /// Principals that mean the caller, as pairs of a type and a name.
    named: Vec<(&'static str, String)>,
    actions: Vec<&'static str>,
    resources: Vec<String>,
    /// Whether the resource policy is a trust policy.
    trust: bool,
}

/// The case of some dice.
pub fn case(dice: &mut Dice) -> Value {
    let mut case = Map::new();
    let account = if dice.percent(85) { ACCOUNTS[0] } else { ACCOUNTS[1] };
    let own = caller(dice, account, &mut case);
    let kind = case["principal"].as_str().unwrap_or_default().to_owned();
    let assumes =
        if own { dice.percent(45) } else { kind.contains("provider/") || dice.percent(60) };
    let assumes = assumes && kind != "anonymous";
    let owner = if dice.percent(60) { account } else { *dice.pick(&ACCOUNTS[..2]) };
    let mut world = World {
        context: conditions::context(dice),
        named: named(&case, account),
        actions: Vec::new(),
        resources: vec!["*".to_owned()],
        trust: assumes,
        dice,
    };
    world.target(owner, own, &mut case);
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

/// Puts the caller into a case; whether it has an account.
fn caller(dice: &mut Dice, account: &str, case: &mut Map<String, Value>) -> bool {
    let path = *dice.pick(&["/", "/team/"]);
    let user = dice.pick(&["alice", "bob"]);
    let form = dice.below(20);
    let principal = match form {
        0..=4 => format!("arn:aws:iam::{account}:user{path}{user}"),
        5..=9 => format!("arn:aws:sts::{account}:assumed-role/R/s"),
        10 => format!("arn:aws:iam::{account}:role{path}R"),
        11..=13 => format!("arn:aws:sts::{account}:federated-user/{user}"),
        14 => format!("arn:aws:iam::{account}:root"),
        15 => (*dice.pick(&["lambda.amazonaws.com", "ec2.amazonaws.com"])).to_owned(),
        16 => format!("arn:aws:iam::{account}:oidc-provider/example.com/id"),
        17 => (*dice.pick(&["accounts.google.com", "cognito-identity.amazonaws.com"])).to_owned(),
        18 => format!("arn:aws:iam::{account}:saml-provider/corp"),
        _ => "anonymous".to_owned(),
    };
    case.insert("principal".into(), json!(principal));
    if (5..=9).contains(&form) {
        let path = if dice.percent(6) { "/aws-service-role/x.amazonaws.com/" } else { path };
        if path != "/" || dice.percent(50) {
            case.insert("rolePath".into(), json!(path));
        }
        if dice.percent(5) {
            case.insert("serviceLinkedRole".into(), json!(dice.percent(50)));
        }
    }
    if form <= 10 && dice.percent(15) {
        let id = if form <= 4 { "AIDAEXAMPLEEXAMPLE123" } else { "AROAEXAMPLEEXAMPLE123" };
        case.insert("uniqueId".into(), json!(id));
    }
    if (11..=13).contains(&form) && dice.percent(60) {
        let user = format!("arn:aws:iam::{account}:user{path}{user}");
        case.insert("federatingUser".into(), json!(user));
    }
    form <= 14
}

/// The principals of policies that mean the caller.
fn named(case: &Map<String, Value>, account: &str) -> Vec<(&'static str, String)> {
    let text = |name: &str| case.get(name).and_then(Value::as_str);
    let principal = text("principal").unwrap_or_default();
    if principal.ends_with("-identity.amazonaws.com") || principal == "accounts.google.com" {
        return vec![("Federated", principal.to_owned())];
    }
    if principal.ends_with(".amazonaws.com") {
        return vec![("Service", principal.to_owned())];
    }
    if principal.contains("-provider/") {
        return vec![("Federated", principal.to_owned())];
    }
    let mut named = vec!["*".to_owned()];
    if principal != "anonymous" {
        named.push(account.to_owned());
        named.push(format!("arn:aws:iam::{account}:root"));
        // Twice: what means the caller alone is what most rules are about.
        named.extend([principal.to_owned(), principal.to_owned()]);
    }
    if principal.contains(":assumed-role/") {
        let path = text("rolePath").unwrap_or("/");
        let role = format!("arn:aws:iam::{account}:role{path}R");
        named.extend([role.clone(), role]);
    }
    named.extend(
        ["uniqueId", "federatingUser"].iter().filter_map(|name| text(name)).map(str::to_owned),
    );
    named.into_iter().map(|name| ("AWS", name)).collect()
}

impl World<'_> {
    /// Chooses what is asked for.
    fn target(&mut self, owner: &str, own: bool, case: &mut Map<String, Value>) {
        let (action, resource);
        if self.trust {
            let federated = ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
            let unsigned = !own && self.named[0].0 == "Federated" && self.dice.percent(70);
            action = *self.dice.pick(if unsigned { &federated } else { &ASSUME[..] });
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
                let (name, value) = self.principal(effect == "Deny" && !self.trust, often);
                statement.insert(name.into(), value);
            }
        }
        let known = if self.trust { &ASSUME_PATTERNS[..] } else { &["s3:*", "ec2:*"][..] };
        let (name, value) = self.element("Action", often, |dice, fits, actions, _| {
            if fits { json!(dice.pick(actions)) } else { json!(dice.pick(known)) }
        });
        statement.insert(name, value);
        if of != Of::Resource || !self.trust {
            let (name, value) = self.element("Resource", often, |dice, fits, _, resources| {
                if fits { json!(dice.pick(resources)) } else { json!("arn:aws:s3:::other/*") }
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

    fn principal(&mut self, may_exempt: bool, often: usize) -> (&'static str, Value) {
        let fits = self.dice.percent(often);
        if may_exempt && self.dice.percent(15) {
            let left_out = if fits { self.dice.below(self.named.len()) } else { usize::MAX };
            let mut names: Vec<&str> = Vec::new();
            for (index, (_, name)) in self.named.iter().enumerate() {
                if index != left_out && name != "*" && !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
            return ("NotPrincipal", json!({ self.named[0].0: names }));
        }
        let others = [
            ("AWS", "arn:aws:iam::333333333333:root"),
            ("AWS", "222222222222"),
            ("AWS", "arn:aws:iam::111111111111:user/mallory"),
            ("AWS", "arn:aws:iam::111111111111:role/R"),
            ("AWS", "arn:aws:sts::111111111111:assumed-role/R/other"),
            ("AWS", "AIDAOTHEROTHEROTHER12"),
            ("AWS", "*"),
            ("Service", "ec2.amazonaws.com"),
            ("Federated", "arn:aws:iam::111111111111:saml-provider/corp"),
            ("Federated", "accounts.google.com"),
        ];
        let other = *self.dice.pick(&others);
        let (kind, name) =
            if fits { self.dice.pick(&self.named).clone() } else { (other.0, other.1.to_owned()) };
        let second = *self.dice.pick(&others);
        let value = match self.dice.below(10) {
            0 if name == "*" => json!("*"),
            0..=6 => json!({ kind: name }),
            7 => json!({ kind: [name] }),
            _ if second.0 == kind => json!({ kind: [second.1, name] }),
            _ => json!({ kind: name, second.0: second.1 }),
        };
        ("Principal", value)
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
