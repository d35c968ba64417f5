//! Links into the console, percent-encoded.

use crate::scenario::SwitchRole;

/// The link that opens Switch Role with its form filled in. AWS: "Switch from a user to an IAM role (console)"; that
/// `displayName` and `color` may stand in it too is not in AWS's documents, the page reads them.
#[must_use]
pub fn switch_role_link(switch: &SwitchRole) -> String {
    let mut link = "https://signin.aws.amazon.com/switchrole".to_owned();
    let members = [
        ("account", Some(&switch.account)),
        ("roleName", Some(&switch.role_name)),
        ("displayName", switch.display_name.as_ref()),
        ("color", switch.color.as_ref()),
    ];
    let given = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
    for (index, (name, value)) in given.enumerate() {
        link.push(if index == 0 { '?' } else { '&' });
        link.push_str(name);
        link.push('=');
        encode(value, &mut link);
    }
    link
}

/// Percent-encodes everything but what never needs it. RFC 3986, section 2.3.
pub(super) fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_fills_the_form_in() {
        let mut switch = SwitchRole::new("222222222222", "team/LogReader");
        let start = "https://signin.aws.amazon.com/switchrole?account=222222222222&roleName=team%2FLogReader";
        assert_eq!(switch_role_link(&switch), start);
        switch.display_name = Some("Logs & more".into());
        switch.color = Some("F2B0A9".into());
        let whole = format!("{start}&displayName=Logs%20%26%20more&color=F2B0A9");
        assert_eq!(switch_role_link(&switch), whole);
    }
}
