//! AWS-managed policies that are built in.

/// The document of a built-in AWS-managed policy by its ARN or, for organization policies, by its name.
#[must_use]
pub fn document(arn_or_name: &str) -> Option<&'static str> {
    let _ = arn_or_name;
    unimplemented!()
}
