//! The form as rows of a name and a text, as people write and read it: a list has a row for each of its values.

use iam::Timestamp;
use sts::request::SamlAssertion;

use super::{AWS_ATTRIBUTE, Form};

/// What every form says, in the order of its rows.
const ALWAYS: [&str; 7] =
    ["issuer", "recipient", "audience", "nameId", "nameIdFormat", "notBefore", "notOnOrAfter"];

impl Form {
    /// The rows that say everything that the form says.
    #[must_use]
    pub fn rows(&self) -> Vec<(String, String)> {
        let texts = [
            self.issuer.clone(),
            self.recipient.clone(),
            self.audience.clone(),
            self.name_id.clone(),
            self.name_id_format.clone(),
            self.not_before.to_string(),
            self.not_on_or_after.to_string(),
        ];
        let mut rows: Vec<(String, String)> =
            ALWAYS.iter().map(|name| (*name).to_owned()).zip(texts).collect();
        let end = self.session_not_on_or_after;
        rows.extend(end.map(|end| ("sessionNotOnOrAfter".to_owned(), end.to_string())));
        for (name, values) in self.all_attributes() {
            let name = name.strip_prefix(AWS_ATTRIBUTE).unwrap_or(&name);
            rows.extend(values.into_iter().map(|value| (name.to_owned(), value)));
        }
        rows
    }

    /// The same form saying what the rows say, and nothing of what no row says.
    ///
    /// # Errors
    /// The index of a row that cannot be said, and why: one sentence.
    pub fn with_rows(&self, rows: &[(String, String)]) -> Result<Self, (usize, String)> {
        let mut form = Self {
            session_not_on_or_after: None,
            roles: Vec::new(),
            session_name: None,
            session_duration: None,
            source_identity: None,
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            attributes: Vec::new(),
            ..self.clone()
        };
        for (at, (name, value)) in rows.iter().enumerate() {
            form.set(name, value, true).map_err(|reason| (at, reason))?;
        }
        Ok(form)
    }

    /// The same form saying what an assertion says.
    #[must_use]
    pub fn saying(&self, content: &SamlAssertion) -> Self {
        let moment = |known: Option<Timestamp>, otherwise| known.unwrap_or(otherwise);
        let mut form = Self {
            issuer: content.issuer.to_string(),
            recipient: content.audience.to_string(),
            name_id: content.name_id.to_string(),
            not_before: moment(content.not_before, self.not_before),
            not_on_or_after: moment(content.not_on_or_after, self.not_on_or_after),
            session_not_on_or_after: content.session_not_on_or_after,
            ..self.clone()
        };
        if let Some(audience) = content.audiences.iter().flatten().next() {
            form.audience = audience.to_string();
        }
        if let Some(format) = &content.name_id_format {
            form.name_id_format = format.to_string();
        }
        let mut rows: Vec<(String, String)> = form.rows().into_iter().take(ALWAYS.len()).collect();
        rows.extend(
            form.session_not_on_or_after
                .map(|end| ("sessionNotOnOrAfter".to_owned(), end.to_string())),
        );
        for (name, values) in &content.attributes {
            let name = name.strip_prefix(AWS_ATTRIBUTE).unwrap_or(name);
            rows.extend(values.iter().map(|value| (name.to_owned(), value.to_string())));
        }
        // What the service could read is said again; a length that is no number is left out.
        while let Err((at, _)) = form.with_rows(&rows) {
            rows.remove(at);
        }
        form.with_rows(&rows).unwrap_or(form)
    }

    /// Replaces a part of the form, or an attribute under its name; an empty value takes away what can be missing. A list
    /// is replaced by the value, or grows by it where the name is there `again`.
    ///
    /// # Errors
    /// Why it cannot be said: one sentence.
    pub fn set(&mut self, name: &str, value: &str, again: bool) -> Result<(), String> {
        let text = || value.to_owned();
        let given = (!value.is_empty()).then(text);
        let moment = || {
            let moment = Timestamp::parse_iso(value);
            moment.map_err(|_| format!("`{value}` is no moment such as 2026-11-22T10:00:00Z."))
        };
        match name {
            "issuer" => self.issuer = text(),
            "recipient" => self.recipient = text(),
            "audience" => self.audience = text(),
            "nameId" => self.name_id = text(),
            "nameIdFormat" => self.name_id_format = text(),
            "notBefore" => self.not_before = moment()?,
            "notOnOrAfter" => self.not_on_or_after = moment()?,
            "sessionNotOnOrAfter" => self.session_not_on_or_after = Some(moment()?),
            "Role" => {
                let (role, provider) = value
                    .split_once(',')
                    .ok_or("`Role` wants a role's ARN and a provider's, with a comma between.")?;
                if !again {
                    self.roles.clear();
                }
                self.roles.push((role.to_owned(), provider.to_owned()));
            }
            "RoleSessionName" => self.session_name = given,
            "SessionDuration" => {
                let seconds = given.map(|text| text.parse()).transpose();
                self.session_duration =
                    seconds.map_err(|_| format!("`{value}` is no number of seconds."))?;
            }
            "SourceIdentity" => self.source_identity = given,
            "TransitiveTagKeys" => {
                if !again {
                    self.transitive_tag_keys.clear();
                }
                self.transitive_tag_keys.extend(given);
            }
            _ => match name.strip_prefix("PrincipalTag:") {
                Some(key) => {
                    self.tags.retain(|(known, _)| known != key);
                    self.tags.extend(given.map(|value| (key.to_owned(), value)));
                }
                None => self.set_attribute(name, given, again),
            },
        }
        Ok(())
    }

    fn set_attribute(&mut self, name: &str, given: Option<String>, again: bool) {
        if !again {
            self.attributes.retain(|(known, _)| known != name);
        }
        let known = self.attributes.iter_mut().find(|(known, _)| known == name);
        match (known, given) {
            (Some((_, values)), Some(value)) => values.push(value),
            (None, Some(value)) => self.attributes.push((name.to_owned(), vec![value])),
            (_, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{issue, presets, read};
    use super::*;
    use crate::VERIFIERS;

    fn now() -> Timestamp {
        Timestamp::from_seconds(1_795_341_600)
    }

    #[test]
    fn rows_say_what_the_form_says() {
        for preset in presets() {
            let mut form = preset.form(now());
            form.session_not_on_or_after = Some(now().plus_seconds(600));
            form.source_identity = Some("alice".to_owned());
            form.tags = vec![("team".to_owned(), "web".to_owned())];
            form.transitive_tag_keys = vec!["team".to_owned(), "cost".to_owned()];
            form.roles.push(("arn:aws:iam::2:role/b".to_owned(), "arn:aws:iam::2:p".to_owned()));
            assert_eq!(form.with_rows(&form.rows()), Ok(form.clone()), "{}", preset.id);
            // What a response says can be taken up and said again.
            let content = (VERIFIERS.read_assertion)(&issue(&form)).unwrap();
            let again = preset.form(now()).saying(&content);
            assert_eq!(again, form, "{}", preset.id);
            assert_eq!(read(&issue(&again)), read(&issue(&form)));
        }
    }

    #[test]
    fn a_row_that_cannot_be_said_is_named() {
        let form = presets()[0].form(now());
        let refused = |name: &str, value: &str| {
            let mut rows = form.rows();
            rows.push((name.to_owned(), value.to_owned()));
            form.with_rows(&rows).map_err(|(at, reason)| (rows.len() - 1 - at, reason))
        };
        assert_eq!(
            refused("SessionDuration", "1h"),
            Err((0, "`1h` is no number of seconds.".to_owned()))
        );
        assert!(refused("notBefore", "ten").unwrap_err().1.starts_with("`ten` is no moment"));
        assert!(
            refused("Role", "arn:aws:iam::1:role/a").unwrap_err().1.starts_with("`Role` wants")
        );
        assert!(refused("PrincipalTag:team", "").unwrap().tags.is_empty());
    }
}
