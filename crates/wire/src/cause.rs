//! The reasons of refusals, one variant each.

use serde::Serialize;
use simulator::outcome;

/// Why the service says no.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Cause {
    Authorization {
        authorization: usize,
    },
    Expired {
        expired: String,
    },
    Parameters,
    CallerKind,
    RegionDisabled {
        region: String,
        account_id: String,
    },
    MfaDevice {
        serial_number: String,
    },
    MfaCode {
        serial_number: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        expected: Option<String>,
    },
    MfaIncomplete,
    NoSuchRole {
        role: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        nearest: Option<String>,
    },
    OtherPartition,
    Tags,
    SourceIdentity {
        held: String,
        asked: String,
    },
    Chaining {
        asked: i64,
        role_maximum: i64,
    },
    RoleMaximum {
        asked: i64,
        role_maximum: i64,
    },
    SessionPolicy {
        #[serde(skip_serializing_if = "Option::is_none")]
        document: Option<u32>,
    },
    SessionPolicyArn {
        arn: String,
    },
    TooLarge {
        percent: u32,
    },
    DeletedUser {
        user: String,
    },
    IdentityToken,
    ProviderSignature,
    SessionTokenWithoutMfa,
    Obstacle {
        obstacle: &'static str,
    },
    Change {
        #[serde(skip_serializing_if = "Option::is_none")]
        document: Option<u32>,
    },
}

impl From<&outcome::Cause> for Cause {
    fn from(cause: &outcome::Cause) -> Self {
        use outcome::Cause as From;
        match cause {
            From::Authorization(index) => Self::Authorization { authorization: *index },
            From::Expired { expired } => Self::Expired { expired: expired.to_string() },
            From::Parameters => Self::Parameters,
            From::CallerKind => Self::CallerKind,
            From::RegionDisabled { region, account } => {
                Self::RegionDisabled { region: region.to_string(), account_id: account.to_string() }
            }
            From::MfaDevice { serial_number } => {
                Self::MfaDevice { serial_number: serial_number.to_string() }
            }
            From::MfaCode { serial_number, expected } => Self::MfaCode {
                serial_number: serial_number.to_string(),
                expected: expected.as_ref().map(ToString::to_string),
            },
            From::MfaIncomplete => Self::MfaIncomplete,
            From::NoSuchRole { role, nearest } => Self::NoSuchRole {
                role: role.to_string(),
                nearest: nearest.as_ref().map(ToString::to_string),
            },
            From::OtherPartition => Self::OtherPartition,
            From::Tags => Self::Tags,
            From::SourceIdentity { held, asked } => {
                Self::SourceIdentity { held: held.to_string(), asked: asked.to_string() }
            }
            From::Chaining { asked, role_maximum } => {
                Self::Chaining { asked: *asked, role_maximum: *role_maximum }
            }
            From::RoleMaximum { asked, role_maximum } => {
                Self::RoleMaximum { asked: *asked, role_maximum: *role_maximum }
            }
            From::SessionPolicy { document } => Self::SessionPolicy { document: *document },
            From::SessionPolicyArn { arn } => Self::SessionPolicyArn { arn: arn.to_string() },
            From::TooLarge { percent } => Self::TooLarge { percent: *percent },
            From::DeletedUser { user } => Self::DeletedUser { user: user.to_string() },
            From::IdentityToken => Self::IdentityToken,
            From::ProviderSignature => Self::ProviderSignature,
            From::SessionTokenWithoutMfa => Self::SessionTokenWithoutMfa,
            From::Obstacle(obstacle) => Self::Obstacle { obstacle: obstacle.as_str() },
            From::Change { document } => Self::Change { document: *document },
        }
    }
}
