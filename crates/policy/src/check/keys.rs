//! What the checks know of condition keys: how many values they have and whether every request carries them.
//! AWS: "AWS global condition context keys", "IAM and AWS STS condition context keys", and "Actions, resources, and
//! condition keys for AWS Security Token Service".

/// What is known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    /// Whether it can have several values.
    pub(super) several: bool,
    /// Whether a request can come without it.
    pub(super) optional: bool,
}

const ONE_ALWAYS: Key = Key { several: false, optional: false };
const ONE: Key = Key { several: false, optional: true };
const SEVERAL: Key = Key { several: true, optional: true };

/// In lower case; a name that ends with `/` stands for all keys that begin so.
const KNOWN: &[(&str, Key)] = &[
    ("aws:calledvia", SEVERAL),
    ("aws:currenttime", ONE_ALWAYS),
    ("aws:epochtime", ONE_ALWAYS),
    ("aws:federatedprovider", ONE),
    ("aws:multifactorauthage", ONE),
    ("aws:multifactorauthpresent", ONE),
    ("aws:principalaccount", ONE),
    ("aws:principalarn", ONE),
    ("aws:principalisawsservice", ONE),
    ("aws:principalorgid", ONE),
    ("aws:principalorgpaths", SEVERAL),
    ("aws:principalservicename", ONE),
    ("aws:principalservicenameslist", SEVERAL),
    ("aws:principaltag/", ONE),
    ("aws:principaltype", ONE),
    ("aws:referer", ONE),
    ("aws:requestedregion", ONE_ALWAYS),
    ("aws:requesttag/", ONE),
    ("aws:resourceaccount", ONE_ALWAYS),
    ("aws:resourceorgid", ONE),
    ("aws:resourceorgpaths", SEVERAL),
    ("aws:resourcetag/", ONE),
    ("aws:securetransport", ONE_ALWAYS),
    ("aws:sourceaccount", ONE),
    ("aws:sourcearn", ONE),
    ("aws:sourceidentity", ONE),
    ("aws:sourceip", ONE),
    ("aws:sourceorgid", ONE),
    ("aws:sourceorgpaths", SEVERAL),
    ("aws:sourcevpc", ONE),
    ("aws:sourcevpce", ONE),
    ("aws:tagkeys", SEVERAL),
    ("aws:tokenissuetime", ONE),
    ("aws:useragent", ONE),
    ("aws:userid", ONE),
    ("aws:username", ONE),
    ("aws:viaawsservice", ONE),
    ("aws:vpceorgpaths", SEVERAL),
    ("aws:vpcsourceip", ONE),
    ("iam:resourcetag/", ONE),
    ("sts:externalid", ONE),
    ("sts:identitytokenaudience", SEVERAL),
    ("sts:requestcontextproviders", SEVERAL),
    ("sts:rolesessionname", ONE_ALWAYS),
    ("sts:sourceidentity", ONE),
    ("sts:transitivetagkeys", SEVERAL),
];

/// What is known of the key of that name; nothing of most keys of single services.
pub(super) fn facts(name: &str) -> Option<Key> {
    let name = name.to_ascii_lowercase();
    let suffix = name.rsplit(':').next().unwrap_or_default();
    if name.starts_with("saml:") || (suffix == "amr" && name.contains('.')) {
        let one = ["orgdn", "primaryaffiliation", "primaryorgunitdn", "principalname"];
        let edu = suffix.strip_prefix("eduperson").or_else(|| suffix.strip_prefix("eduorg"));
        return match (suffix, edu) {
            (_, Some(rest)) => Some(if one.contains(&rest) { ONE } else { SEVERAL }),
            ("amr" | "cn", _) => Some(SEVERAL),
            _ => None,
        };
    }
    let known = |known: &&(&str, Key)| {
        name == known.0 || (known.0.ends_with('/') && name.starts_with(known.0))
    };
    KNOWN.iter().find(known).map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_keys_are_known_by_their_beginning_and_in_any_letter_case() {
        assert_eq!(facts("AWS:PrincipalTag/Team"), Some(ONE));
        assert_eq!(facts("aws:TagKeys"), Some(SEVERAL));
        assert_eq!(facts("cognito-identity.amazonaws.com:amr"), Some(SEVERAL));
        assert_eq!(facts("saml:eduPersonOrgDN"), Some(ONE));
        assert_eq!(facts("saml:eduPersonOrgUnitDN"), Some(SEVERAL));
        assert_eq!(facts("saml:eduOrgLegalName"), Some(SEVERAL));
        assert_eq!(facts("saml:cn"), Some(SEVERAL));
        assert_eq!(facts("saml:mail"), None, "AWS's documents differ");
        assert_eq!(facts("dynamodb:LeadingKeys"), None);
    }
}
