//! Changes of the world: AWS's operations and the parameters of each.

use policy::json::Value;

use super::{
    Change, ChangeOperation, Layout,
    codec::{self, Members, Surroundings},
    fields::{Field, Object, Rule, Shape},
    layout::Written,
    records::{MAX_SESSION_DURATION, TAGS},
};

const ROLE_NAME: Field = Field {
    name: "RoleName",
    required: true,
    shape: Shape::Text(Rule::EntityName),
    meaning: "the role",
};
const USER_NAME: Field = Field {
    name: "UserName",
    required: true,
    shape: Shape::Text(Rule::EntityName),
    meaning: "the user",
};
const POLICY_NAME: Field = Field {
    name: "PolicyName",
    required: true,
    shape: Shape::Text(Rule::LongName),
    meaning: "the inline policy",
};
const POLICY_ARN: Field = Field {
    name: "PolicyArn",
    required: true,
    shape: Shape::Text(Rule::NotEmpty),
    meaning: "the managed policy",
};
const POLICY_DOCUMENT: Field = Field {
    name: "PolicyDocument",
    required: true,
    shape: Shape::Document,
    meaning: "the document",
};
const TRUST_POLICY: Field = Field {
    name: "AssumeRolePolicyDocument",
    required: true,
    shape: Shape::Document,
    meaning: "the trust policy",
};
const BOUNDARY: Field = Field {
    name: "PermissionsBoundary",
    required: true,
    shape: Shape::Text(Rule::NotEmpty),
    meaning: "the managed policy's ARN",
};
const PATH: Field =
    Field { name: "Path", required: false, shape: Shape::Text(Rule::Path), meaning: "the path" };
const MAXIMUM: Field = Field {
    name: "MaxSessionDuration",
    required: false,
    shape: MAX_SESSION_DURATION,
    meaning: "seconds that a session may last",
};
const TAG_LIST: Field = Field { name: "Tags", required: true, shape: TAGS, meaning: "the tags" };

const fn or_not(field: Field) -> Field {
    Field { name: field.name, required: false, shape: field.shape, meaning: field.meaning }
}

macro_rules! changes {
    ($($operation:ident $table:ident [$($field:expr),*] kept [$($kept:literal),*];)*) => {
        $(pub(super) fn $table() -> &'static Object {
            static TABLE: Object = Object {
                name: stringify!($operation),
                fields: &[$($field),*],
                kept: &[$($kept),*],
                one_of: &[],
                remembers_order: true,
            };
            &TABLE
        })*

        /// The parameters of an operation.
        pub(super) fn table(operation: ChangeOperation) -> &'static Object {
            match operation {
                $(ChangeOperation::$operation => $table(),)*
            }
        }
    };
}

/// Calls a macro with every change's name and table.
macro_rules! for_every_change {
    ($then:ident) => {
        $then! {
            "CreateRole" create_role
            "DeleteRole" delete_role
            "UpdateRole" update_role
            "UpdateAssumeRolePolicy" update_assume_role_policy
            "PutRolePolicy" put_role_policy
            "DeleteRolePolicy" delete_role_policy
            "AttachRolePolicy" attach_role_policy
            "DetachRolePolicy" detach_role_policy
            "PutRolePermissionsBoundary" put_role_permissions_boundary
            "DeleteRolePermissionsBoundary" delete_role_permissions_boundary
            "TagRole" tag_role
            "CreateUser" create_user
            "DeleteUser" delete_user
            "PutUserPolicy" put_user_policy
            "DeleteUserPolicy" delete_user_policy
            "AttachUserPolicy" attach_user_policy
            "DetachUserPolicy" detach_user_policy
            "PutUserPermissionsBoundary" put_user_permissions_boundary
            "DeleteUserPermissionsBoundary" delete_user_permissions_boundary
            "TagUser" tag_user
            "CreatePolicyVersion" create_policy_version
        }
    };
}
pub(super) use for_every_change;

changes! {
    CreateRole create_role [ROLE_NAME, PATH, TRUST_POLICY, MAXIMUM, or_not(BOUNDARY), or_not(TAG_LIST)] kept ["Description"];
    DeleteRole delete_role [ROLE_NAME] kept [];
    UpdateRole update_role [ROLE_NAME, MAXIMUM] kept ["Description"];
    UpdateAssumeRolePolicy update_assume_role_policy [ROLE_NAME, POLICY_DOCUMENT] kept [];
    PutRolePolicy put_role_policy [ROLE_NAME, POLICY_NAME, POLICY_DOCUMENT] kept [];
    DeleteRolePolicy delete_role_policy [ROLE_NAME, POLICY_NAME] kept [];
    AttachRolePolicy attach_role_policy [ROLE_NAME, POLICY_ARN] kept [];
    DetachRolePolicy detach_role_policy [ROLE_NAME, POLICY_ARN] kept [];
    PutRolePermissionsBoundary put_role_permissions_boundary [ROLE_NAME, BOUNDARY] kept [];
    DeleteRolePermissionsBoundary delete_role_permissions_boundary [ROLE_NAME] kept [];
    TagRole tag_role [ROLE_NAME, TAG_LIST] kept [];
    CreateUser create_user [USER_NAME, PATH, or_not(BOUNDARY), or_not(TAG_LIST)] kept [];
    DeleteUser delete_user [USER_NAME] kept [];
    PutUserPolicy put_user_policy [USER_NAME, POLICY_NAME, POLICY_DOCUMENT] kept [];
    DeleteUserPolicy delete_user_policy [USER_NAME, POLICY_NAME] kept [];
    AttachUserPolicy attach_user_policy [USER_NAME, POLICY_ARN] kept [];
    DetachUserPolicy detach_user_policy [USER_NAME, POLICY_ARN] kept [];
    PutUserPermissionsBoundary put_user_permissions_boundary [USER_NAME, BOUNDARY] kept [];
    DeleteUserPermissionsBoundary delete_user_permissions_boundary [USER_NAME] kept [];
    TagUser tag_user [USER_NAME, TAG_LIST] kept [];
    CreatePolicyVersion create_policy_version [POLICY_ARN, POLICY_DOCUMENT] kept ["SetAsDefault"];
}

/// The member that says what is changed.
pub(super) fn target_member(operation: ChangeOperation) -> &'static str {
    table(operation).fields.first().map_or("", |field| field.name)
}

/// The member that holds a managed policy's ARN.
pub(super) fn arn_member(operation: ChangeOperation) -> Option<&'static str> {
    let other = |name: &str| name != target_member(operation);
    ["PolicyArn", "PermissionsBoundary"]
        .into_iter()
        .find(|name| other(name) && table(operation).field(name).is_some())
}

pub(super) fn operation(name: &str) -> Option<ChangeOperation> {
    ChangeOperation::ALL.into_iter().find(|operation| operation.as_str() == name)
}

pub(super) fn read(name: &str, given: &Value, around: &Surroundings) -> Option<Change> {
    let operation = operation(name)?;
    let members = Members::of(given);
    let document = members.get("PolicyDocument").or(members.get("AssumeRolePolicyDocument"));
    let arn = arn_member(operation).and_then(|name| members.get(name));
    let mut change = Change {
        operation,
        target: members.text(target_member(operation))?.clone(),
        policy_name: codec::optional::read(members.get("PolicyName"), around)?,
        policy_arn: codec::optional::read(arn, around)?,
        document: codec::optional::read(document, around)?,
        max_session_duration: codec::optional::read(members.get("MaxSessionDuration"), around)?,
        path: codec::optional::read(members.get("Path"), around)?,
        tags: codec::list::read(members.get("Tags"), around)?,
        layout: Layout::default(),
    };
    change.layout = Layout::of(table(operation), given, &|name| member(&change, name, around));
    Some(change)
}

pub(super) fn write(change: &Change, around: &Surroundings) -> Value {
    change.layout.write(table(change.operation), &|name| member(change, name, around))
}

fn member(change: &Change, name: &str, around: &Surroundings) -> Written {
    if name == target_member(change.operation) {
        return codec::required::write(&change.target, around);
    }
    match name {
        "PolicyName" => codec::optional::write(&change.policy_name, around),
        "PolicyArn" | "PermissionsBoundary" => codec::optional::write(&change.policy_arn, around),
        "PolicyDocument" | "AssumeRolePolicyDocument" => {
            codec::optional::write(&change.document, around)
        }
        "MaxSessionDuration" => codec::optional::write(&change.max_session_duration, around),
        "Path" => codec::optional::write(&change.path, around),
        "Tags" => codec::list::write(&change.tags, around),
        _ => Written::Absent,
    }
}
