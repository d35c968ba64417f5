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

/// The form that a link fills in: the switch that [`switch_role_link`] makes it of. Nothing where the text is no such link, or
/// leaves the account or the role out. The form's own limits are the step's to say.
#[must_use]
pub fn read_switch_role_link(link: &str) -> Option<SwitchRole> {
    const HOSTS: [&str; 3] =
        ["signin.aws.amazon.com", "signin.amazonaws.cn", "signin.amazonaws-us-gov.com"];
    let (host, path) = link.trim().strip_prefix("https://")?.split_once('/')?;
    // A Region may stand before the host.
    let fits = |front: &str| front.is_empty() || front.ends_with('.');
    HOSTS.iter().find(|known| host.strip_suffix(**known).is_some_and(fits))?;
    let form = path.strip_prefix("switchrole?")?.split('#').next()?;
    let member = |name: &str| {
        let mut given = form.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = given.find(|(known, _)| *known == name)?;
        decode(value).filter(|value| !value.is_empty())
    };
    let mut switch = SwitchRole::new(&member("account")?, &member("roleName")?);
    switch.display_name = member("displayName").map(Into::into);
    switch.color = member("color").map(Into::into);
    Some(switch)
}

/// Takes percent-encoding back. A plus stays one: names of roles have it.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        bytes.push(u8::try_from(digit()? << 4 | digit()?).ok()?);
    }
    String::from_utf8(bytes).ok()
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
        assert_eq!(read_switch_role_link(&whole), Some(switch));
    }

    #[test]
    fn what_a_link_says_is_read_whatever_else_stands_in_it() {
        let read = read_switch_role_link;
        let expected = Some(SwitchRole::new("example-prod", "a+b/Größe"));
        let query = "switchrole?src=nav&roleName=a+b%2FGr%C3%B6%c3%9fe&account=example-prod&color=";
        for host in
            ["signin.aws.amazon.com", "eu-west-1.signin.aws.amazon.com", "signin.amazonaws.cn"]
        {
            assert_eq!(read(&format!(" https://{host}/{query}#top\n")), expected, "{host}");
        }
    }

    #[test]
    fn another_link_fills_in_nothing() {
        for other in [
            "http://signin.aws.amazon.com/switchrole?account=111111111111&roleName=R",
            "https://signin.aws.amazon.com.example.com/switchrole?account=111111111111&roleName=R",
            "https://notsignin.aws.amazon.com/switchrole?account=111111111111&roleName=R",
            "https://signin.aws.amazon.com/console?account=111111111111&roleName=R",
            "https://signin.aws.amazon.com/switchrole?account=111111111111",
            "https://signin.aws.amazon.com/switchrole?account=&roleName=R",
            "https://signin.aws.amazon.com/switchrole?account=111111111111&roleName=%F",
            "https://signin.aws.amazon.com/switchrole?account=111111111111&roleName=%FF",
            "https://signin.aws.amazon.com/switchrole?account=111111111111&roleName=%+1",
        ] {
            assert_eq!(read_switch_role_link(other), None, "{other}");
        }
    }
}
