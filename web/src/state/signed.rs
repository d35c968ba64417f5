//! What an identity provider signed for the caller, part by part: the claims of a web identity token, the content of a
//! SAML assertion.

use std::rc::Rc;

use iam::Timestamp;
use sts::request::{
    AssumeRoleWithWebIdentity, Call, Claim, SamlAssertion, Signed, WebIdentityToken,
};

use super::FieldValue;

/// A part of a token or an assertion.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// A claim of the token, by name.
    Claim(Rc<str>),
    /// `issuer` of the assertion.
    Issuer,
    /// `audience` of the assertion.
    Audience,
    /// `nameId` of the assertion.
    NameId,
    /// `nameIdFormat` of the assertion.
    NameIdFormat,
    /// `issued` of the assertion.
    Issued,
    /// `sessionNotOnOrAfter` of the assertion.
    NotOnOrAfter,
    /// An attribute of the assertion, by name.
    Attribute(Rc<str>),
}

impl Part {
    /// What an assertion has besides its attributes.
    pub(crate) const OF_ASSERTION: [Self; 6] = [
        Self::Issuer,
        Self::Audience,
        Self::NameId,
        Self::NameIdFormat,
        Self::Issued,
        Self::NotOnOrAfter,
    ];

    /// Its name in the file.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Claim(name) | Self::Attribute(name) => name,
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::NameId => "nameId",
            Self::NameIdFormat => "nameIdFormat",
            Self::Issued => "issued",
            Self::NotOnOrAfter => "sessionNotOnOrAfter",
        }
    }

    /// The names of what can be edited value by value: the claims, or the attributes. Claims that hold named values of
    /// their own cannot.
    pub(crate) fn listed(call: &Call) -> Vec<Self> {
        match call {
            Call::AssumeRoleWithWebIdentity(call) => {
                let claims = claims(call);
                let plain = claims.filter(|(_, claim)| !matches!(claim, Claim::Map(_)));
                plain.map(|(name, _)| Self::Claim(Rc::clone(name))).collect()
            }
            Call::AssumeRoleWithSaml(call) => {
                let content = call.assertion.as_ref().and_then(Signed::content);
                let all = content.into_iter().flat_map(|assertion| &assertion.attributes);
                all.map(|(name, _)| Self::Attribute(Rc::clone(name))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The value; nothing where the call has no such part.
    pub(super) fn get(&self, call: &Call) -> Option<FieldValue> {
        match (call, self) {
            // A signed text has no parts that anybody could change.
            (Call::AssumeRoleWithWebIdentity(call), _)
                if matches!(call.token, Some(Signed::Text(_))) =>
            {
                None
            }
            (Call::AssumeRoleWithSaml(call), _)
                if matches!(call.assertion, Some(Signed::Text(_))) =>
            {
                None
            }
            (Call::AssumeRoleWithWebIdentity(call), Self::Claim(name)) => {
                let claim = claims(call).find(|(known, _)| known == name);
                Some(claim.map_or(FieldValue::Absent, |(_, claim)| values(claim)))
            }
            (Call::AssumeRoleWithSaml(call), part) => {
                let content = call.assertion.as_ref().and_then(Signed::content);
                let assertion = content.cloned().unwrap_or_default();
                let time = |at: Option<Timestamp>| at.map(|at| Rc::<str>::from(at.to_string()));
                let text = match part {
                    Self::Claim(_) => return None,
                    Self::Attribute(name) => {
                        let known = assertion.attributes.into_iter().find(|known| known.0 == *name);
                        return Some(
                            known.map_or(FieldValue::Absent, |known| FieldValue::List(known.1)),
                        );
                    }
                    Self::Issuer => Some(assertion.issuer),
                    Self::Audience => Some(assertion.audience),
                    Self::NameId => Some(assertion.name_id),
                    Self::NameIdFormat => assertion.name_id_format,
                    Self::Issued => time(assertion.issued),
                    Self::NotOnOrAfter => time(assertion.session_not_on_or_after),
                };
                Some(text.filter(|text| !text.is_empty()).as_ref().into())
            }
            _ => None,
        }
    }

    /// Writes the value. Says whether the call has such a part and the value fits it.
    pub(super) fn set(&self, call: &mut Call, value: &FieldValue) -> bool {
        match (call, self) {
            (Call::AssumeRoleWithWebIdentity(call), Self::Claim(name)) => {
                let content = content(&mut call.token);
                content.map(|token| set_claim(token, name, value)).is_some()
            }
            (Call::AssumeRoleWithSaml(call), part) => {
                let content = content(&mut call.assertion);
                content.is_some_and(|assertion| part.set_assertion(assertion, value))
            }
            _ => false,
        }
    }

    fn set_assertion(&self, assertion: &mut SamlAssertion, value: &FieldValue) -> bool {
        let text = || value.text().unwrap_or_default();
        let moment = || match value.text() {
            None => Some(None),
            Some(text) => Timestamp::parse_iso(&text).ok().map(Some),
        };
        match self {
            Self::Claim(_) => return false,
            Self::Issuer => assertion.issuer = text(),
            Self::Audience => assertion.audience = text(),
            Self::NameId => assertion.name_id = text(),
            Self::NameIdFormat => assertion.name_id_format = value.text(),
            Self::Issued | Self::NotOnOrAfter => {
                let Some(at) = moment() else { return false };
                match self {
                    Self::Issued => assertion.issued = at,
                    _ => assertion.session_not_on_or_after = at,
                }
            }
            Self::Attribute(name) => put(&mut assertion.attributes, name, || match value.list() {
                values if *value == FieldValue::Absent || values.is_empty() => None,
                values => Some(values),
            }),
        }
        true
    }
}

/// The claims that stand there as content.
fn claims(call: &AssumeRoleWithWebIdentity) -> impl Iterator<Item = &(Rc<str>, Claim)> {
    let content = call.token.as_ref().and_then(Signed::content);
    content.into_iter().flat_map(|token| &token.claims)
}

/// The content to be changed, made where nothing stood; nothing where a signed text stands, which no part of can be
/// changed.
fn content<T: Default>(given: &mut Option<Signed<T>>) -> Option<&mut T> {
    given.get_or_insert_with(|| Signed::Content(T::default())).content_mut()
}

/// A claim as texts to edit.
fn values(claim: &Claim) -> FieldValue {
    FieldValue::List(match claim {
        Claim::Text(text) | Claim::Number(text) => vec![Rc::clone(text)],
        Claim::Bool(value) => vec![value.to_string().into()],
        Claim::List(values) => values.clone(),
        Claim::Map(_) => Vec::new(),
    })
}

/// Writes a claim: a claim that was a number or `true` stays of that kind as long as what is typed is of that kind.
fn set_claim(token: &mut WebIdentityToken, name: &Rc<str>, value: &FieldValue) {
    let before = token.claims.iter().find(|(known, _)| known == name).map(|known| known.1.clone());
    put(&mut token.claims, name, || {
        let mut values = value.list();
        match (values.len(), before) {
            (0, _) => None,
            (1, Some(Claim::List(_))) => Some(Claim::List(values)),
            (1, before) => values.pop().map(|text| single(text, before.as_ref())),
            _ => Some(Claim::List(values)),
        }
    });
}

fn single(text: Rc<str>, before: Option<&Claim>) -> Claim {
    let is_number = !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit());
    match (before, &*text) {
        (Some(Claim::Bool(_)) | None, "true") => Claim::Bool(true),
        (Some(Claim::Bool(_)) | None, "false") => Claim::Bool(false),
        (Some(Claim::Number(_)) | None, _) if is_number => Claim::Number(text),
        _ => Claim::Text(text),
    }
}

/// Puts a value under a name, in its place where there was one before; nothing takes the name away.
fn put<T>(all: &mut Vec<(Rc<str>, T)>, name: &Rc<str>, value: impl FnOnce() -> Option<T>) {
    let at = all.iter().position(|(known, _)| known == name);
    match (at, value()) {
        (Some(at), Some(value)) => all[at].1 = value,
        (Some(at), None) => drop(all.remove(at)),
        (None, Some(value)) => all.push((Rc::clone(name), value)),
        (None, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sts::request::AssumeRoleWithSaml;

    fn list(values: &[&str]) -> FieldValue {
        FieldValue::List(values.iter().map(|value| (*value).into()).collect())
    }

    #[test]
    fn a_claim_keeps_its_kind_and_its_place() {
        let claims = vec![
            ("sub".into(), Claim::Text("repo:acme/web".into())),
            ("exp".into(), Claim::Number("1795342440".into())),
            ("email_verified".into(), Claim::Bool(true)),
            ("aud".into(), Claim::List(vec!["sts.amazonaws.com".into()])),
        ];
        let token = Some(Signed::Content(WebIdentityToken { claims }));
        let mut call = Call::AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentity {
            token,
            ..AssumeRoleWithWebIdentity::default()
        });
        let mut write = |name: &str, value: FieldValue| {
            let part = Part::Claim(name.into());
            assert!(part.set(&mut call, &value));
            assert_eq!(part.get(&call), Some(value));
        };
        write("sub", list(&["123"]));
        write("exp", list(&["1795342441"]));
        write("email_verified", list(&["false"]));
        write("aud", list(&["other"]));
        write("amr", list(&["authenticated", "mfa"]));
        let Call::AssumeRoleWithWebIdentity(call) = call else { unreachable!() };
        let Some(Signed::Content(WebIdentityToken { claims })) = call.token else { unreachable!() };
        let names: Vec<&str> = claims.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["sub", "exp", "email_verified", "aud", "amr"]);
        assert_eq!(claims[0].1, Claim::Text("123".into()));
        assert_eq!(claims[1].1, Claim::Number("1795342441".into()));
        assert_eq!(claims[2].1, Claim::Bool(false));
        assert_eq!(claims[3].1, Claim::List(vec!["other".into()]));
    }

    #[test]
    fn no_part_of_a_signed_text_is_changed() {
        let token = Some(Signed::Text("a.b.c".into()));
        let before = Call::AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentity {
            token,
            ..AssumeRoleWithWebIdentity::default()
        });
        let mut call = before.clone();
        assert_eq!(Part::Claim("sub".into()).get(&call), None);
        assert!(!Part::Claim("sub".into()).set(&mut call, &list(&["other"])));
        assert_eq!(call, before);
    }

    #[test]
    fn every_part_of_an_assertion_is_read_back_as_it_was_written() {
        let mut call = Call::AssumeRoleWithSaml(AssumeRoleWithSaml::default());
        for part in Part::OF_ASSERTION {
            let text = match part {
                Part::Issued | Part::NotOnOrAfter => "2026-11-22T10:00:00Z",
                _ => "x",
            };
            assert!(part.set(&mut call, &FieldValue::typed(text)), "{part:?}");
            assert_eq!(part.get(&call), Some(FieldValue::typed(text)), "{part:?}");
        }
        assert!(!Part::Issued.set(&mut call, &FieldValue::typed("ten o'clock")));
        let attribute = Part::Attribute("https://aws.amazon.com/SAML/Attributes/Role".into());
        attribute.set(&mut call, &list(&["a,b"]));
        assert_eq!(attribute.get(&call), Some(list(&["a,b"])));
        attribute.set(&mut call, &FieldValue::Absent);
        assert_eq!(Part::listed(&call), []);
    }
}
