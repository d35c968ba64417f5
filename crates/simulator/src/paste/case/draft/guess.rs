//! What stands in for what nobody said.

use iam::{AccountId, Arn};
use policy::json::{self, Kind, Value};

use super::{CALLER_ACCOUNT, Caller, Making, Open, Unknown, known_account};
use crate::scenario::{
    Document,
    codec::{Members, items, text as string_of},
};

impl Unknown {
    /// The trust policy of a role of which only the name is known.
    pub(super) fn trust(self, account: AccountId) -> Document {
        match self {
            Self::Nothing => Document::unknown_trust(account),
            Self::Everything => Document::new(
                r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}}"#,
            ),
        }
    }
}

impl Making<'_> {
    /// Nothing says who calls: it is asked for whom the trust policy names.
    pub(super) fn guessed_caller(&mut self) -> Caller {
        let pasted = self.facts.trust.iter().map(|document| document.to_string());
        let roles = self.facts.roles.iter().map(|(_, role)| role.trust_policy.text().to_string());
        let named = pasted.chain(roles).find_map(|document| named_principal(&document));
        if let Some((caller, named)) = named {
            self.assume(match &caller {
                // An account as a principal is everybody in it, and not its root user.
                Caller::User(account, _, name) if &**name == STAND_IN => format!(
                    "Nothing says who calls; a user of account {account} is assumed, which the trust policy lets in."
                ),
                _ => format!(
                    "Nothing says who calls; {named} is assumed, which the trust policy names."
                ),
            });
            return caller;
        }
        let account = known_account(CALLER_ACCOUNT);
        self.assume(format!("Nothing says who calls; a user of account {account} is assumed."));
        self.draft.withheld.push(Open {
            sentence: "Who calls is not known yet.".to_owned(),
            command: Some("aws sts get-caller-identity".to_owned()),
        });
        Caller::User(account, "/".to_owned(), STAND_IN.to_owned())
    }
}

/// The name of a user that nobody named.
const STAND_IN: &str = "TheCaller";

/// The first principal of AWS that a trust policy lets in, and how it is written there.
fn named_principal(document: &str) -> Option<(Caller, String)> {
    let parsed = json::parse(document).0?;
    let statements = match Members::of(&parsed).get("Statement")? {
        Value { kind: Kind::Array(all), .. } => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let allows = |statement: &&Value| {
        Members::of(statement).text("Effect").is_some_and(|effect| &**effect == "Allow")
    };
    statements.iter().filter(allows).find_map(|statement| {
        let principal = Members::of(statement).get("Principal")?;
        let aws = Members::of(principal).get("AWS")?;
        let mut names = string_of(aws).into_iter().chain(items(aws).iter().filter_map(string_of));
        names.find_map(|name| Some((caller_of(name)?, name.to_string())))
    })
}

fn caller_of(principal: &str) -> Option<Caller> {
    let user = |account| Caller::User(account, "/".to_owned(), STAND_IN.to_owned());
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
