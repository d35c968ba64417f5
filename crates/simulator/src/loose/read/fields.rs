//! The fields of a case, as `docs/authorize.md` lists them.

use crate::scenario::fields::{Field, Object, Rule, Shape};

const fn field(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field { name, required: false, shape, meaning }
}

const fn required(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field { name, required: true, shape, meaning }
}

const DOCUMENTS: Shape = Shape::List(&Shape::Document);
const LEVELS: Shape = Shape::List(&DOCUMENTS);

const REQUEST: [Field; 10] = [
    field("name", Shape::Text(Rule::Any), "for the reader"),
    required("principal", Shape::Text(Rule::NotEmpty), "who asks"),
    required("Action", Shape::Text(Rule::Action), "what is to be done"),
    field("Resource", Shape::Text(Rule::ArnOrStar), "to what"),
    field("resourceAccount", Shape::Text(Rule::AccountId), "the account that owns the resource"),
    field("context", Shape::ContextValues, "condition keys of the request"),
    field("rolePath", Shape::Text(Rule::Path), "the path of a session's role"),
    field("uniqueId", Shape::Text(Rule::NotEmpty), "the unique id of the user or role"),
    field("federatingUser", Shape::Text(Rule::Arn), "who made a federated user's session"),
    field("serviceLinkedRole", Shape::Flag, "whether the role is service-linked"),
];

const POLICIES: [Field; 9] = [
    field("identityPolicies", DOCUMENTS, "of the user and its groups, or of the role"),
    field("resourcePolicy", Shape::Document, "the resource's own, or the role's trust policy"),
    field("permissionsBoundary", Shape::Document, "of the user or role"),
    field("sessionPolicies", DOCUMENTS, "passed when the session was made"),
    field("serviceControlPolicies", LEVELS, "SCPs, level by level from the root down"),
    field("resourceControlPolicies", LEVELS, "RCPs, level by level from the root down"),
    field("vpcEndpointPolicies", DOCUMENTS, "of the VPC endpoint that the request comes through"),
    field(
        "managementAccount",
        Shape::Text(Rule::AccountId),
        "the organization's management account",
    ),
    field("assumptions", Shape::Object(crate::scenario::reading::assumptions), "switches"),
];

const CASE: [Field; 19] = {
    let mut all = [REQUEST[0]; 19];
    let mut at = 0;
    while at < 19 {
        all[at] = if at < 10 { REQUEST[at] } else { POLICIES[at - 10] };
        at += 1;
    }
    all
};

macro_rules! table {
    ($function:ident, $name:literal, $fields:expr, $meaning:literal) => {
        #[doc = $meaning]
        pub(super) fn $function() -> &'static Object {
            static FIELDS: &[Field] = &$fields;
            static TABLE: Object = Object {
                name: $name,
                fields: FIELDS,
                kept: &[],
                one_of: &[],
                remembers_order: false,
            };
            &TABLE
        }
    };
}

table!(case, "a case", CASE, "A request and its documents together.");
table!(request, "a request", REQUEST, "A request about documents that are prepared.");
table!(documents, "the documents", POLICIES, "Documents that are prepared.");

/// Whether a field must be there; `null` in its place is an error.
pub(super) fn is_required(name: &str) -> bool {
    REQUEST.iter().any(|field| field.required && field.name == name)
}
