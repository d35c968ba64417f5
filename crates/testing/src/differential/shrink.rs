//! A case made small: whatever is not needed for the difference is taken out.

use serde_json::Value;

/// Members without which a case or a statement means something else, or nothing.
const KEPT: [&str; 13] = [
    "principal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "AWS",
    "Service",
    "Federated",
    "Effect",
    "Statement",
    "Version",
];

/// The smallest case found, by taking out one thing after the other, that is still interesting.
pub(super) fn shrink(case: &Value, interesting: &dyn Fn(&Value) -> bool) -> Value {
    let mut smallest = case.clone();
    while let Some(next) = smaller(&smallest).into_iter().find(|next| interesting(next)) {
        smallest = next;
    }
    smallest
}

/// The value with one thing less, in every possible way; what takes out most comes first.
fn smaller(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    match value {
        Value::Object(members) => {
            for name in members.keys().filter(|name| !KEPT.contains(&name.as_str())) {
                let mut less = members.clone();
                less.remove(name);
                found.push(Value::Object(less));
            }
            for (name, member) in members {
                for next in smaller(member) {
                    let mut less = members.clone();
                    less.insert(name.clone(), next);
                    found.push(Value::Object(less));
                }
            }
        }
        Value::Array(elements) => {
            if let [Value::String(_)] = elements.as_slice() {
                found.push(elements[0].clone());
            }
            for index in (0..elements.len()).filter(|_| elements.len() > 1) {
                let mut less = elements.clone();
                less.remove(index);
                found.push(Value::Array(less));
            }
            for (index, element) in elements.iter().enumerate() {
                for next in smaller(element) {
                    let mut less = elements.clone();
                    less[index] = next;
                    found.push(Value::Array(less));
                }
            }
        }
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_difference_does_not_need_is_taken_out() {
        let case = json!({
            "principal": "a", "Action": "b", "context": { "k": ["v", "w"], "l": 1 },
            "identityPolicies": [
                { "Version": "x", "Statement": [{ "Effect": "Deny" }, { "Effect": "Allow", "Sid": "s" }] },
                {},
            ],
        });
        let interesting = |case: &Value| {
            case.pointer("/context/k").is_some_and(|values| values.to_string().contains('w'))
                && case.to_string().contains("Allow")
        };
        let expected = json!({
            "principal": "a", "Action": "b", "context": { "k": "w" },
            "identityPolicies": [{ "Version": "x", "Statement": [{ "Effect": "Allow" }] }],
        });
        assert_eq!(shrink(&case, &interesting), expected);
    }
}
