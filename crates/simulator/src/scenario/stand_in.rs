//! What stands for what nobody named: one's own case is a whole scenario before everything is known.

use super::Document;

/// The role that is asked for, where nobody named it.
pub const ROLE: &str = "TheRole";

/// The user who calls, where nobody named one.
pub const USER: &str = "TheCaller";

/// The role whose session calls, where nobody named it.
pub const CALLERS_ROLE: &str = "TheCallersRole";

/// Whether a role or user of that name stands for one that nobody named.
#[must_use]
pub fn is_stand_in(name: &str) -> bool {
    [ROLE, USER, CALLERS_ROLE].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The `Sid` of a policy that nobody pasted and that is taken as allowing.
const TAKEN: &str = "NotPastedTakenAsAllowing";

impl Document {
    /// A trust policy that nobody pasted, taken as letting everybody in.
    #[must_use]
    pub fn trust_taken_as_allowing() -> Self {
        Self::statement(&format!(
            "\"Sid\": \"{TAKEN}\",\n      \"Effect\": \"Allow\",\n      \"Principal\": {{\n        \"AWS\": \"*\"\n      }},\n      \
             \"Action\": [\n        \"sts:AssumeRole\",\n        \"sts:TagSession\",\n        \"sts:SetSourceIdentity\"\n      ]"
        ))
    }

    /// An identity policy that nobody pasted, taken as allowing everything.
    #[must_use]
    pub fn taken_as_allowing() -> Self {
        Self::statement(&format!(
            "\"Sid\": \"{TAKEN}\",\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\""
        ))
    }

    /// Whether a text is one of those, as it was made.
    #[must_use]
    pub fn is_taken_as_allowing(text: &str) -> bool {
        text.contains(TAKEN)
            && [Self::trust_taken_as_allowing(), Self::taken_as_allowing()]
                .iter()
                .any(|made| made.text() == text)
    }
}
