//! What texts may hold. AWS: "IAM and AWS STS quotas" and "IAM identifiers".

use iam::{AccountId, Action, Arn, Timestamp};

/// A rule for one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Any text.
    Any,
    /// Any text that is not empty.
    NotEmpty,
    /// Twelve digits.
    AccountId,
    /// An alias of an account.
    Alias,
    /// A moment in UTC, exactly as the playground prints it.
    Time,
    /// The name of a user or a role.
    EntityName,
    /// The name of a group or a policy.
    LongName,
    /// The name of a SAML provider. AWS: "CreateSAMLProvider", parameter `Name`.
    SamlProviderName,
    /// The address of an OpenID Connect provider without its scheme. A port is let through, though one "should not" be
    /// there. AWS: "CreateOpenIDConnectProvider", parameter `Url`, of at most 255 letters with `https://`.
    Issuer,
    /// The name of an account: 1 to 50 characters. AWS: "CreateAccount".
    AccountName,
    /// The name of a root or an organizational unit: 1 to 128 characters. AWS: "CreateOrganizationalUnit".
    UnitName,
    /// The path of a user, group, role or policy.
    Path,
    /// A unique id that begins with these four letters.
    UniqueId(&'static str),
    /// An ARN.
    Arn,
    /// An ARN, or `*`.
    ArnOrStar,
    /// A Region.
    Region,
    /// A Region or `global`.
    Endpoint,
    /// The id of an organization.
    OrganizationId,
    /// The id of a root or an organizational unit.
    UnitId,
    /// The id of an organization's policy.
    OrganizationPolicyId,
    /// The name of a session, or a source identity.
    SessionName,
    /// The key of a tag.
    TagKey,
    /// The value of a tag.
    TagValue,
    /// The serial number of an MFA device.
    SerialNumber,
    /// Base32, as the seed of an MFA device is given.
    Base32,
    /// The name of an AWS service as a principal.
    Service,
    /// An action such as `s3:GetObject`.
    Action,
    /// The id of a step.
    StepId,
    /// An error's code.
    ErrorCode,
}

/// Letters, digits and the signs that IAM's names may hold.
fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_+=,.@-".contains(letter)
}

fn counted(text: &str, least: usize, most: usize, letter: fn(char) -> bool) -> bool {
    let count = text.chars().count();
    least <= count && count <= most && text.chars().all(letter)
}

fn lower_or_digit(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit()
}

fn is_issuer(text: &str) -> bool {
    let (authority, path) = text.split_once('/').unwrap_or((text, ""));
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let is_label =
        |label: &str| counted(label, 1, 63, |it| it.is_ascii_alphanumeric() || it == '-');
    text.len() <= 255 - "https://".len()
        && host.split('.').all(is_label)
        && counted(port, 1, 5, |letter| letter.is_ascii_digit())
        && path.chars().all(|it| it.is_ascii_graphic() && !"\"*?#\\".contains(it))
}

fn is_region(text: &str) -> bool {
    let words: Vec<&str> = text.split('-').collect();
    words.len() >= 3
        && words[0].len() >= 2
        && words[..words.len() - 1]
            .iter()
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        && words.last().is_some_and(|last| counted(last, 1, 2, |letter| letter.is_ascii_digit()))
}

fn is_tag(letter: char) -> bool {
    letter.is_alphanumeric() || letter.is_whitespace() || "_.:/=+-@".contains(letter)
}

impl Rule {
    /// Whether the text follows the rule.
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        let after = |prefix: &str| text.strip_prefix(prefix);
        match self {
            Self::Any => true,
            Self::NotEmpty => !text.trim().is_empty(),
            Self::AccountId => text.parse::<AccountId>().is_ok(),
            Self::Alias => {
                counted(text, 3, 63, |letter| lower_or_digit(letter) || letter == '-')
                    && !text.starts_with('-')
                    && !text.ends_with('-')
            }
            Self::Time => Timestamp::parse_iso(text).is_ok_and(|moment| moment.to_string() == text),
            Self::EntityName => counted(text, 1, 64, is_name),
            Self::LongName => counted(text, 1, 128, is_name),
            Self::SamlProviderName => {
                counted(text, 1, 128, |it| it.is_ascii_alphanumeric() || "._-".contains(it))
            }
            Self::Issuer => is_issuer(text),
            Self::AccountName => counted(text, 1, 50, |_| true),
            Self::UnitName => counted(text, 1, 128, |_| true),
            Self::Path => {
                text == "/"
                    || (counted(text, 3, 512, |letter| ('!'..='~').contains(&letter))
                        && text.starts_with('/')
                        && text.ends_with('/'))
            }
            Self::UniqueId(prefix) => {
                text.starts_with(prefix)
                    && counted(text, 16, 128, |letter| {
                        letter.is_ascii_uppercase() || letter.is_ascii_digit()
                    })
            }
            Self::Arn => text.parse::<Arn>().is_ok(),
            Self::ArnOrStar => text == "*" || text.parse::<Arn>().is_ok(),
            Self::Region => is_region(text),
            Self::Endpoint => text == "global" || is_region(text),
            Self::OrganizationId => {
                after("o-").is_some_and(|rest| counted(rest, 10, 32, lower_or_digit))
            }
            Self::UnitId => {
                after("r-").is_some_and(|rest| counted(rest, 4, 32, lower_or_digit))
                    || after("ou-").and_then(|rest| rest.split_once('-')).is_some_and(
                        |(root, unit)| {
                            counted(root, 4, 32, lower_or_digit)
                                && counted(unit, 8, 32, lower_or_digit)
                        },
                    )
            }
            Self::OrganizationPolicyId => after("p-").is_some_and(|rest| {
                counted(rest, 8, 128, |letter| letter.is_ascii_alphanumeric() || letter == '_')
            }),
            Self::SessionName => counted(text, 2, 64, is_name),
            Self::TagKey => counted(text, 1, 128, is_tag),
            Self::TagValue => counted(text, 0, 256, is_tag),
            Self::SerialNumber => {
                counted(text, 9, 256, |letter| is_name(letter) || "/:".contains(letter))
            }
            Self::Base32 => counted(text, 1, 128, |letter| {
                letter.is_ascii_uppercase() || ('2'..='7').contains(&letter) || letter == '='
            }),
            Self::Service => is_service(text),
            Self::Action => text.parse::<Action>().is_ok(),
            Self::StepId => {
                text != "start"
                    && counted(text, 1, 64, |letter| {
                        letter.is_ascii_alphanumeric() || "-_.".contains(letter)
                    })
            }
            Self::ErrorCode => {
                counted(text, 1, 128, |letter| letter.is_ascii_alphanumeric() || letter == '.')
            }
        }
    }

    /// What the rule wants, as the end of "… is wanted here".
    #[must_use]
    pub fn wanted(self) -> &'static str {
        match self {
            Self::Any => "text",
            Self::NotEmpty => "text that is not empty",
            Self::AccountId => "an account id of 12 digits",
            Self::Alias => "an alias of 3 to 63 lower-case letters, digits and hyphens",
            Self::Time => "a time in UTC such as 2026-11-22T10:00:00Z",
            Self::EntityName => "a name of 1 to 64 letters, digits and `_+=,.@-`",
            Self::LongName => "a name of 1 to 128 letters, digits and `_+=,.@-`",
            Self::SamlProviderName => "a name of 1 to 128 letters, digits and `._-`",
            Self::Issuer => {
                "an issuer such as id.example.com/realm, a host and its path, at most 247 letters behind `https://`,"
            }
            Self::AccountName => "an account's name of 1 to 50 characters",
            Self::UnitName => "the name of a root or an organizational unit, 1 to 128 characters",
            Self::Path => "a path such as `/` or `/team/`, which begins and ends with a slash",
            Self::UniqueId("AIDA") => {
                "a unique id: `AIDA` and at least 12 capital letters and digits"
            }
            Self::UniqueId("AROA") => {
                "a unique id: `AROA` and at least 12 capital letters and digits"
            }
            Self::UniqueId("AGPA") => {
                "a unique id: `AGPA` and at least 12 capital letters and digits"
            }
            Self::UniqueId(_) => "a unique id: `ANPA` and at least 12 capital letters and digits",
            Self::Arn => "an ARN such as arn:aws:iam::111111111111:role/Reader",
            Self::ArnOrStar => "an ARN such as arn:aws:s3:::reports/2026.csv, or `*`",
            Self::Region => "a Region such as eu-west-1",
            Self::Endpoint => "`global` or a Region such as eu-west-1",
            Self::OrganizationId => "an organization's id: `o-` and 10 to 32 letters and digits",
            Self::UnitId => {
                "the id of a root (`r-` and 4 to 32 letters and digits) or of an organizational unit \
                 (`ou-`, the root's letters, `-`, 8 to 32 letters and digits)"
            }
            Self::OrganizationPolicyId => "a policy's id: `p-` and 8 to 128 letters and digits",
            Self::SessionName => "2 to 64 letters, digits and `_+=,.@-`",
            Self::TagKey => "a tag's key: 1 to 128 letters, digits, spaces and `_.:/=+-@`",
            Self::TagValue => "a tag's value: at most 256 letters, digits, spaces and `_.:/=+-@`",
            Self::SerialNumber => "a serial number of 9 to 256 letters, digits and `_+=/:,.@-`",
            Self::Base32 => "Base32: capital letters A to Z and digits 2 to 7",
            Self::Service => "a service such as ec2.amazonaws.com",
            Self::Action => "an action such as s3:GetObject",
            Self::StepId => "an id of letters, digits, `-`, `_` and `.`, and not `start`",
            Self::ErrorCode => "an error's code such as AccessDenied",
        }
    }
}

/// Whether a text is the name of an AWS service as a principal.
pub(in crate::scenario) fn is_service(text: &str) -> bool {
    [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal"].iter().any(|suffix| {
        text.strip_suffix(suffix).is_some_and(|name| {
            !name.is_empty()
                && name.chars().all(|letter| lower_or_digit(letter) || "-.".contains(letter))
        })
    }) && !super::super::BUILT_IN_PROVIDERS.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::Rule;

    fn check(rule: Rule, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(rule.accepts(text), "{rule:?} should accept {text:?}");
        }
        for text in bad {
            assert!(!rule.accepts(text), "{rule:?} should refuse {text:?}");
        }
    }

    #[test]
    fn names_and_paths() {
        check(Rule::EntityName, &["a", "a.b@c-d+e=f,g_h"], &["", "a b", "a/b", "ü"]);
        assert!(Rule::EntityName.accepts(&"a".repeat(64)));
        assert!(!Rule::EntityName.accepts(&"a".repeat(65)));
        check(Rule::AccountName, &["Audit & logs", &"ü".repeat(50)], &["", &"ü".repeat(51)]);
        check(Rule::UnitName, &["Workloads (EU)", &"ü".repeat(128)], &["", &"ü".repeat(129)]);
        check(Rule::Path, &["/", "/a/", "/a/b/"], &["", "a/", "/a", "/a b/"]);
    }

    #[test]
    fn providers() {
        check(Rule::SamlProviderName, &["Idp", "a.b_c-1"], &["", "a/b", "ü", "a\"b", "a b", "a@b"]);
        assert!(Rule::SamlProviderName.accepts(&"a".repeat(128)));
        assert!(!Rule::SamlProviderName.accepts(&"a".repeat(129)));
        check(
            Rule::Issuer,
            &[
                "localhost",
                "id.example.com/",
                "id.example.com/a/B-1~x",
                "localhost:8443/realms/x.y",
            ],
            &[
                "",
                "/",
                "a b.com",
                "http://x",
                "https://x",
                "x:",
                "x:y",
                ".x",
                "ü.com",
                "x/*",
                "x/?y",
            ],
        );
        let longest =
            format!("id.example.com/{}", "a".repeat(255 - "https://id.example.com/".len()));
        assert!(Rule::Issuer.accepts(&longest));
        assert!(!Rule::Issuer.accepts(&format!("{longest}a")));
    }

    #[test]
    fn places_and_times() {
        check(
            Rule::Region,
            &["eu-west-1", "us-gov-east-1", "ap-southeast-3"],
            &["eu", "EU-west-1", "eu-west", "global", "eu--1"],
        );
        check(Rule::Endpoint, &["global", "eu-west-1"], &["", "everywhere"]);
        check(
            Rule::Time,
            &["2026-11-22T10:00:00Z", "2026-11-22T10:00:00.500Z"],
            &[
                "2026-11-22T10:00Z",
                "2026-11-22T12:00:00+02:00",
                "2026-11-22",
                "2026-02-29T00:00:00Z",
            ],
        );
    }

    #[test]
    fn ids() {
        check(
            Rule::OrganizationId,
            &["o-exampleorgid"],
            &["o-x", "exampleorgid", "o-EXAMPLEORGID"],
        );
        check(Rule::UnitId, &["r-ab12", "ou-ab12-11111111"], &["r-1", "ou-ab12", "ou-ab12-1"]);
        check(Rule::UniqueId("AROA"), &["AROAEXAMPLEREADER"], &["AIDAEXAMPLEREADER", "AROA1"]);
        check(Rule::StepId, &["hop-1", "a.b_c"], &["start", "", "a b"]);
        check(
            Rule::Service,
            &["ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "s3.eu-west-1.amazonaws.com"],
            &["ec2", "amazonaws.com", "cognito-identity.amazonaws.com", "www.amazon.com"],
        );
    }
}
