//! What stands in for what nobody said.

use iam::{AccountId, Arn, EntityKind};
use policy::json::{self, Kind, Value};

use super::{CALLER_ACCOUNT, Caller, Making, Open, Target, known_account};
use crate::scenario::{
    Document, Role, User,
    codec::{Members, items, text as string_of},
    stand_in,
};

impl Making<'_> {
    /// Whoever a pasted trust policy names exists: IAM saves none that names somebody who does not.
    pub(super) fn principals_exist(&mut self, targets: &[Target]) {
        let roles = targets.iter().filter_map(|target| self.role(target.account, &target.name));
        let documents: Vec<_> = roles.map(|role| role.trust_policy.shared()).collect();
        for name in documents.iter().flat_map(|document| principals(document, &|_| true)) {
            let Ok(arn) = name.parse::<Arn>() else { continue };
            let is_here = |id: &AccountId| self.draft.scenario.account(*id).is_some();
            let Some(id) = arn.account().filter(is_here) else { continue };
            let path = (arn.path() != "/").then(|| arn.path().into());
            let account = self.account(id);
            let same = |known: &str| known.eq_ignore_ascii_case(arn.name());
            match arn.entity() {
                Some(EntityKind::User) if !account.users.iter().any(|user| same(&user.name)) => {
                    account.users.push(User { path, ..User::new(arn.name()) });
                }
                Some(EntityKind::Role) if !account.roles.iter().any(|role| same(&role.name)) => {
                    let trust = Document::unknown_trust(id);
                    account.roles.push(Role { path, ..Role::new(arn.name(), trust) });
                }
                _ => continue,
            }
            self.assume(format!("{name}, which a trust policy names, is taken as existing."));
        }
    }

    /// Nothing says who calls: it is asked for whom the trust policy names.
    pub(super) fn guessed_caller(&mut self) -> Caller {
        let pasted = self.facts.trust.iter().map(|document| document.to_string());
        let roles = self.facts.roles.iter().map(|(_, role)| role.trust_policy.text().to_string());
        let named = pasted.chain(roles).find_map(|document| named_principal(&document));
        if self.starts_with_a_session() {
            return self.unnamed_session(named.map(|(caller, _)| caller));
        }
        if let Some((caller, named)) = named {
            self.assume_caller(match &caller {
                // An account as a principal is everybody in it, and not its root user.
                Caller::User(account, _, name) if name == stand_in::USER => format!(
                    "Nothing says who calls; a user of account {account} is assumed, which the trust policy lets in."
                ),
                _ => format!(
                    "Nothing says who calls; {named} is assumed, which the trust policy names."
                ),
            });
            return caller;
        }
        let account = known_account(CALLER_ACCOUNT);
        self.assume_caller(format!(
            "Nothing says who calls; a user of account {account} is assumed."
        ));
        // Where a message states a limit, the service has said no whoever called.
        if self.limit().is_none() {
            self.draft.withheld.push(Open {
                sentence: "Who calls is not known yet.".to_owned(),
                command: Some(self.get_caller_identity()),
            });
        }
        Caller::User(account, "/".to_owned(), stand_in::USER.to_owned())
    }

    /// A session called, as the message says; of which role, the trust policy may name.
    fn unnamed_session(&mut self, named: Option<Caller>) -> Caller {
        if let Some(Caller::Session(account, role, session)) = named {
            self.assume(format!(
                "The message says that a session called; one of the role {role} is assumed, which the trust policy names."
            ));
            return Caller::Session(account, role, session);
        }
        let account = named.map_or(known_account(CALLER_ACCOUNT), |caller| caller.account());
        self.assume(
            "The message says that a session of a role called; nothing says of which role, so one that nobody named \
             stands for it.",
        );
        Caller::Session(account, stand_in::CALLERS_ROLE.to_owned(), "session".to_owned())
    }
}

/// The first principal of AWS that a trust policy lets in, and how it is written there.
fn named_principal(document: &str) -> Option<(Caller, String)> {
    let lets_in = |statement: &Value| {
        Members::of(statement).text("Effect").is_some_and(|effect| &**effect == "Allow")
    };
    let names = principals(document, &lets_in);
    names.into_iter().find_map(|name| Some((caller_of(&name)?, name)))
}

/// The principals of AWS in the statements of a policy.
fn principals(document: &str, wanted: &dyn Fn(&Value) -> bool) -> Vec<String> {
    let Some(parsed) = json::parse(document).0 else { return Vec::new() };
    let members = Members::of(&parsed);
    let statements = match members.get("Statement") {
        Some(Value { kind: Kind::Array(all), .. }) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => return Vec::new(),
    };
    let elements = statements.iter().filter(|statement| wanted(statement)).flat_map(|statement| {
        let members = Members::of(statement);
        ["Principal", "NotPrincipal"].into_iter().filter_map(move |name| members.get(name))
    });
    let aws = elements.filter_map(|principal| Members::of(principal).get("AWS"));
    let names = aws
        .flat_map(|aws| string_of(aws).into_iter().chain(items(aws).iter().filter_map(string_of)));
    names.map(ToString::to_string).collect()
}

fn caller_of(principal: &str) -> Option<Caller> {
    let user = |account| Caller::User(account, "/".to_owned(), stand_in::USER.to_owned());
    if let Ok(account) = principal.parse() {
        return Some(user(account));
    }
    let arn: Arn = principal.parse().ok()?;
    match Caller::of(&arn)? {
        // The account as a principal is everybody in it; root itself never assumes a role.
        Caller::Root(account) => Some(user(account)),
        caller => Some(caller),
    }
}
