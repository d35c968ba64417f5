//! What is wrong with a document where it stands, whether or not a step needs it.

use std::rc::Rc;

use iam::{Assumptions, PolicyType};
use policy::{Diagnostic, diagnostic::UNSUPPORTED_WILDCARD_IN_PRINCIPAL};

use crate::{
    scenario::{DocumentAddress, Scenario},
    world::World,
};

/// The findings about a text at that place: those of the document alone, and those that only its surroundings show, such
/// as a principal that does not exist or a quota that its owner's inline policies have together.
#[must_use]
pub fn findings(
    scenario: &Scenario,
    address: &DocumentAddress,
    kind: PolicyType,
    text: Rc<str>,
) -> Rc<[Diagnostic]> {
    let mut world = World::new(scenario);
    let number = world.text_document(address, kind, text);
    world.findings(number)
}

/// Whether a trust policy for everybody can be saved, AWS's documents answer both ways. AWS: "AWS JSON policy elements:
/// Principal", and the check "Role trust policy unsupported wildcard in principal" of IAM Access Analyzer.
pub(crate) fn refuse_everyone(assumptions: &Assumptions, found: &mut [Diagnostic]) {
    if assumptions.everyone_in_trust_policy_is_saved {
        return;
    }
    for finding in found {
        if finding.code == UNSUPPORTED_WILDCARD_IN_PRINCIPAL {
            finding.refusal = Some("Invalid principal in policy: \"AWS\":\"*\"".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Account, Document, Role, Start};
    use iam::Timestamp;

    #[test]
    fn what_only_the_surroundings_show_is_found_where_no_step_needs_the_document() {
        let mut scenario =
            Scenario::new("", Start::new("111111111111", Timestamp::from_seconds(0)));
        let mut account = Account::new("111111111111".parse().unwrap());
        let trust = |principal: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole"}}]}}"#
            )
        };
        let text = trust("arn:aws:iam::111111111111:user/nobody");
        account.roles.push(Role::new("Unused", Document::new(text.clone())));
        for name in ["Twin", "tWin"] {
            account.roles.push(Role::new(name, Document::new("{}")));
        }
        let id = account.id;
        scenario.accounts.push(account);
        let address = DocumentAddress::Trust { account: id, role: "Unused".into() };
        let found = findings(&scenario, &address, PolicyType::Trust, text.into());
        let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["INVALID_PRINCIPAL"]);
        assert_eq!(found[0].fix, None, "nobody is meant");
        for (written, meant) in [
            ("role/unused", Some("role/Unused")),
            ("role/teams/a/Unused", Some("role/Unused")),
            ("role/Unuse", None),
            ("user/Unused", None),
            ("role/twin", None),
        ] {
            let text = trust(&format!("arn:aws:iam::111111111111:{written}"));
            let found = findings(&scenario, &address, PolicyType::Trust, text.clone().into());
            let mended = found[0].fix.as_ref().map(|fix| fix.applied(&text).unwrap());
            let wanted = meant.map(|meant| trust(&format!("arn:aws:iam::111111111111:{meant}")));
            assert_eq!(mended, wanted, "{written}");
        }
        let sound = trust("arn:aws:iam::111111111111:role/Unused");
        let found = findings(&scenario, &address, PolicyType::Trust, sound.into());
        assert!(found.iter().all(|finding| finding.code != "INVALID_PRINCIPAL"), "{found:?}");
    }
}
