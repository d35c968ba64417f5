//! Session tags. AWS: "Pass session tags in AWS STS".

use std::rc::Rc;

use crate::{SessionTag, StsError, request::RequestTag};

/// The tags of a new session: those passed now and the transitive ones of the calling session.
///
/// # Errors
/// The service's refusals: duplicate keys, a transitive key that is not passed, a key that the calling session holds as
/// transitive.
pub fn merge_session_tags(
    passed: &[RequestTag],
    transitive_keys: &[Rc<str>],
    calling_session: &[SessionTag],
) -> Result<Vec<SessionTag>, StsError> {
    let _ = (passed, transitive_keys, calling_session);
    unimplemented!()
}

/// An estimate of `PackedPolicySize` in percent; AWS publishes no formula. Nothing when neither policies nor tags are
/// passed, as the service then leaves the member out.
#[must_use]
pub fn packed_size(
    policy: Option<&str>,
    policy_arns: &[Rc<str>],
    tags: &[SessionTag],
) -> Option<u32> {
    let _ = (policy, policy_arns, tags);
    unimplemented!()
}
