//! Session tags, and the room that they share with session policies. AWS: "Pass session tags in AWS STS" and "IAM and
//! STS quotas".

use std::rc::Rc;

use iam::{Tag, fold};

use crate::{SessionTag, StsError, request::RequestTag};

/// The tags of a new session: those passed now, in their order, then the transitive ones of the calling session.
///
/// Keys compare without regard to letter case. How many there are and which characters they hold is judged by
/// [`validate`](crate::validate()).
///
/// # Errors
/// The service's refusals: duplicate keys, a transitive key that is not passed, a key that the calling session holds as
/// transitive. Also a key that begins with `aws:`; the words for that one are ours.
pub fn merge_session_tags(
    passed: &[RequestTag],
    transitive_keys: &[Rc<str>],
    calling_session: &[SessionTag],
) -> Result<Vec<SessionTag>, StsError> {
    let keys: Vec<String> = passed.iter().map(|tag| fold(&tag.key)).collect();
    let transitive: Vec<String> = transitive_keys.iter().map(|key| fold(key)).collect();
    let inherited = || calling_session.iter().filter(|known| known.transitive);
    let refuse = |message: &str| Err(StsError::invalid_parameter(message));

    if keys.iter().enumerate().any(|(at, key)| keys[..at].contains(key)) {
        return refuse("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }
    if keys.iter().any(|key| key.starts_with("aws:")) {
        return refuse("Tag keys beginning with aws: are reserved.");
    }
    if transitive.iter().any(|key| !keys.contains(key)) {
        return refuse("The specified transitive tag key must be included in the requested tags.");
    }
    if inherited().any(|known| keys.contains(&fold(&known.tag.key))) {
        return refuse(
            "One of the specified transitive tag keys can't be set because it conflicts with a \
             transitive tag key from the calling session.",
        );
    }
    let new = passed.iter().zip(&keys).map(|(tag, key)| SessionTag {
        tag: Tag { key: Rc::clone(&tag.key), value: Rc::clone(&tag.value) },
        transitive: transitive.contains(key),
        inherited: false,
    });
    Ok(new
        .chain(inherited().map(|known| SessionTag { inherited: true, ..known.clone() }))
        .collect())
}

/// Characters that an inline session policy and the ARNs of managed ones may have together.
pub const SESSION_POLICY_CHARACTERS: usize = 2048;

/// Thousandths of a percent that any packed policy or tag takes, each tag takes, and each character takes.
const PACKED_BASE: usize = 15_000;
const PACKED_TAG: usize = 1_000;
const PACKED_CHARACTER: usize = 79;

/// An estimate of `PackedPolicySize` in percent; AWS publishes no formula. Nothing when neither policies nor tags are
/// passed, as the service then leaves the member out (GetFederationToken says 0 instead).
///
/// The estimate is a straight line through the two outer ones of three measurements that somebody published: a policy of
/// 736 characters and three tags took 82 %, one of 1690 characters 157 %; the line gives these exactly, and about 123 %
/// where 118 % was measured (31 actions, some 1250 characters). That makes 0.079 % a character. What a policy of no
/// characters would leave, 24 %, is shared out as 15 % for anything at all, 1 % for each tag, and the characters of three
/// tags of 27 each: as many short tags as a session may have, 50, find room. Blanks between the parts of a policy cost nothing. Real packing compresses, so policies that repeat
/// themselves fare better, and ones that do not fare worse.
#[must_use]
pub fn packed_size(
    policy: Option<&str>,
    policy_arns: &[Rc<str>],
    tags: &[SessionTag],
) -> Option<u32> {
    if policy.is_none() && policy_arns.is_empty() && tags.iter().all(|tag| tag.inherited) {
        return None;
    }
    let policies =
        policy.map_or(0, significant) + policy_arns.iter().map(|arn| length(arn)).sum::<usize>();
    let tag = |tag: &SessionTag| {
        PACKED_TAG + PACKED_CHARACTER * (length(&tag.tag.key) + length(&tag.tag.value))
    };
    let whole = PACKED_BASE + PACKED_CHARACTER * policies + tags.iter().map(tag).sum::<usize>();
    Some(u32::try_from(whole / 1000).unwrap_or(u32::MAX))
}

/// Refuses session policies over 2048 characters, inline text and ARNs together. AWS: "IAM and STS quotas".
///
/// # Errors
/// `PackedPolicyTooLarge`. Which code the service gives is not documented for AssumeRole; for the other calls
/// [`validate`](crate::validate()) refuses the text first.
pub fn session_policy_size(policy: Option<&str>, policy_arns: &[Rc<str>]) -> Result<(), StsError> {
    let plain = policy.map_or(0, length) + policy_arns.iter().map(|arn| length(arn)).sum::<usize>();
    if plain <= SESSION_POLICY_CHARACTERS {
        return Ok(());
    }
    let percent = packed_size(policy, policy_arns, &[]).unwrap_or(0);
    Err(packed_size_error(percent.max(101)))
}

/// `PackedPolicyTooLarge`, for an estimate over 100 percent.
#[must_use]
pub fn packed_size_error(percent: u32) -> StsError {
    StsError::new(
        "PackedPolicyTooLarge",
        400,
        format!("Packed policy consumes {percent}% of allotted space"),
    )
}

/// `PackedPolicyTooLarge` where no policy is passed, only tags.
#[must_use]
pub fn packed_tags_error(percent: u32) -> StsError {
    StsError::new(
        "PackedPolicyTooLarge",
        400,
        format!("Packed size of session tags consumes {percent}% of allotted space."),
    )
}

/// Characters as the service counts them: UTF-16 code units.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The length of a policy without the blanks between its parts.
fn significant(policy: &str) -> usize {
    let (mut count, mut quoted, mut escaped) = (0, false, false);
    for character in policy.chars() {
        if !quoted && matches!(character, ' ' | '\t' | '\n' | '\r') {
            continue;
        }
        count += character.len_utf16();
        quoted ^= character == '"' && !escaped;
        escaped = quoted && character == '\\' && !escaped;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(tags: &[(&str, &str)]) -> Vec<RequestTag> {
        tags.iter()
            .map(|(key, value)| RequestTag { key: (*key).into(), value: (*value).into() })
            .collect()
    }

    fn keys(keys: &[&str]) -> Vec<Rc<str>> {
        keys.iter().map(|key| (*key).into()).collect()
    }

    fn held(key: &str, value: &str, transitive: bool, inherited: bool) -> SessionTag {
        let tag = Tag { key: key.into(), value: value.into() };
        SessionTag { tag, transitive, inherited }
    }

    fn refusal(
        tags: &[(&str, &str)],
        transitive: &[&str],
        calling: &[SessionTag],
    ) -> Option<String> {
        merge_session_tags(&passed(tags), &keys(transitive), calling)
            .err()
            .map(|error| error.to_string())
    }

    const DUPLICATE: &str = "InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case insensitive.";
    const NOT_PASSED: &str = "InvalidParameterValue: The specified transitive tag key must be included in the requested tags.";
    const CONFLICT: &str = "InvalidParameterValue: One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.";

    #[test]
    fn keys_that_differ_in_letter_case_are_duplicates() {
        assert_eq!(refusal(&[("a", "1"), ("A", "2")], &[], &[]).as_deref(), Some(DUPLICATE));
        assert_eq!(
            refusal(&[("Größe", "1"), ("GRÖßE", "2")], &[], &[]).as_deref(),
            Some(DUPLICATE)
        );
        assert_eq!(refusal(&[("a", "1"), ("b", "1")], &[], &[]), None);
    }

    #[test]
    fn a_transitive_key_must_be_passed() {
        let tags = [("SessionTag1", "x")];
        assert_eq!(refusal(&tags, &["InvalidKey"], &[]).as_deref(), Some(NOT_PASSED));
        let calling = [held("Inherited", "y", true, false)];
        assert_eq!(refusal(&tags, &["Inherited"], &calling).as_deref(), Some(NOT_PASSED));
        assert_eq!(refusal(&[], &["SessionTag1"], &[]).as_deref(), Some(NOT_PASSED));
    }

    #[test]
    fn a_transitive_key_may_be_spelled_otherwise() {
        let merged =
            merge_session_tags(&passed(&[("SessionTag1", "x")]), &keys(&["sessiontag1"]), &[])
                .unwrap();
        assert_eq!(merged, [held("SessionTag1", "x", true, false)]);
    }

    #[test]
    fn an_inherited_key_cannot_be_passed_again() {
        let calling = [held("SessionTag1", "x", true, true)];
        for (key, value) in [("sessiontag1", "y"), ("SessionTag1", "y"), ("SessionTag1", "x")] {
            assert_eq!(refusal(&[(key, value)], &[], &calling).as_deref(), Some(CONFLICT), "{key}");
        }
        assert_eq!(
            refusal(&[("sessiontag1", "y")], &["SESSIONTAG1"], &calling).as_deref(),
            Some(CONFLICT)
        );
    }

    #[test]
    fn a_tag_that_was_not_transitive_is_neither_inherited_nor_in_the_way() {
        let calling = [held("Team", "web", false, false), held("Cost", "1", true, false)];
        let merged =
            merge_session_tags(&passed(&[("team", "ops"), ("New", "")]), &keys(&["new"]), &calling)
                .unwrap();
        assert_eq!(
            merged,
            [
                held("team", "ops", false, false),
                held("New", "", true, false),
                held("Cost", "1", true, true),
            ]
        );
    }

    #[test]
    fn keys_of_the_vendor_are_reserved() {
        for key in ["aws:team", "AWS:team"] {
            assert!(refusal(&[(key, "x")], &[], &[]).unwrap().starts_with("InvalidParameterValue"));
        }
        assert_eq!(refusal(&[("awsome", "x")], &[], &[]), None);
    }

    fn three_tags() -> Vec<SessionTag> {
        (0..3).map(|n| held(&format!("key-{n}"), &"v".repeat(22), false, false)).collect()
    }

    #[test]
    fn the_estimate_meets_the_published_measurements() {
        for (characters, percent) in [(736, 82), (1690, 157)] {
            let policy = "x".repeat(characters);
            assert_eq!(packed_size(Some(&policy), &[], &three_tags()), Some(percent));
        }
    }

    #[test]
    fn nothing_passed_has_no_size() {
        assert_eq!(packed_size(None, &[], &[]), None);
        assert_eq!(packed_size(None, &[], &[held("a", "b", true, true)]), None);
        assert_eq!(packed_size(None, &[], &[held("a", "b", true, false)]), Some(16));
        assert_eq!(packed_size(Some("{}"), &[], &[]), Some(15));
        assert_eq!(
            packed_size(None, &keys(&["arn:aws:iam::aws:policy/ReadOnlyAccess"]), &[]),
            Some(18)
        );
    }

    /// AWS: "IAM and STS quotas": 50 session tags.
    #[test]
    fn as_many_tags_as_a_session_may_have_find_room_where_they_are_short() {
        let tags = |count: usize| -> Vec<SessionTag> {
            (0..count).map(|n| held(&format!("k{n:02}"), "v", false, false)).collect()
        };
        assert_eq!(packed_size(None, &[], &tags(50)), Some(80));
        assert_eq!(packed_size(None, &[], &tags(24)), Some(46));
    }

    #[test]
    fn transitive_tags_cost_no_more_than_others() {
        let size = |transitive| packed_size(None, &[], &[held("key", "value", transitive, false)]);
        assert_eq!(size(true), size(false));
    }

    #[test]
    fn blanks_cost_nothing_except_inside_quotes() {
        assert_eq!(significant("{ \"a\" :\n\t[ 1, 2 ] }"), r#"{"a":[1,2]}"#.len());
        assert_eq!(significant(r#"{"a b": "c \" d"}"#), r#"{"a b":"c \" d"}"#.len());
        assert_eq!(significant(r#"{"a\\": 1}"#), r#"{"a\\":1}"#.len());
    }

    #[test]
    fn session_policies_have_2048_characters_together() {
        let arn: Rc<str> = "arn:aws:iam::aws:policy/ReadOnlyAccess".into();
        let inside = "p".repeat(2048 - arn.len());
        assert_eq!(session_policy_size(Some(&inside), &[Rc::clone(&arn)]), Ok(()));
        let outside = "p".repeat(2049 - arn.len());
        let error = session_policy_size(Some(&outside), &[arn]).unwrap_err();
        assert_eq!((error.code, error.status), ("PackedPolicyTooLarge", 400));
        assert_eq!(session_policy_size(None, &[]), Ok(()));
        let blank = " ".repeat(2049);
        assert_eq!(
            session_policy_size(Some(&blank), &[]).unwrap_err().to_string(),
            "PackedPolicyTooLarge: Packed policy consumes 101% of allotted space"
        );
    }

    #[test]
    fn a_packed_policy_over_its_space_is_refused_in_the_services_words() {
        assert_eq!(
            packed_size_error(118).to_string(),
            "PackedPolicyTooLarge: Packed policy consumes 118% of allotted space"
        );
        assert_eq!(
            packed_tags_error(112).to_string(),
            "PackedPolicyTooLarge: Packed size of session tags consumes 112% of allotted space."
        );
    }
}
