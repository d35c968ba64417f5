//! Random condition keys of requests, and random conditions that they often meet.

use serde_json::{Map, Value, json};

use super::generate::{KINDS, World};
use super::vocabulary::{Kind, OPERATORS, QUALIFIERS};
use super::wildcards::blurred;
use crate::dice::Dice;

/// Keys that a policy variable names: one value each, since no other can be put into a text.
const SINGLE: [&str; 7] = [
    "aws:PrincipalTag/team",
    "aws:username",
    "aws:ResourceAccount",
    "aws:PrincipalArn",
    "aws:SecureTransport",
    "aws:CurrentTime",
    "aws:EpochTime",
];

/// Keys that the ARNs of a case say already.
const SAID: [&str; 5] = [
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalType",
    "aws:username",
    "aws:ResourceAccount",
];

/// The condition keys that a request gives.
pub(super) fn context(dice: &mut Dice) -> Map<String, Value> {
    let mut context = Map::new();
    for kind in KINDS {
        for key in kind.keys() {
            let left_out = if SAID.contains(key) { 85 } else { 45 };
            if dice.percent(left_out) || context.contains_key(*key) {
                continue;
            }
            let value = match dice.below(20) {
                0 | 1 => Value::Null,
                2 => json!([]),
                3..=13 => value(dice, kind),
                _ if SINGLE.contains(key) => value(dice, kind),
                14 => json!([value(dice, kind)]),
                _ => json!([value(dice, kind), value(dice, kind)]),
            };
            context.insert(spelled(dice, key), value);
        }
    }
    context
}

/// Condition keys know no upper and lower case.
fn spelled(dice: &mut Dice, key: &str) -> String {
    if dice.percent(10) { key.to_uppercase() } else { key.to_owned() }
}

/// Numbers and booleans may stand without quotation marks.
fn value(dice: &mut Dice, kind: Kind) -> Value {
    let text = *dice.pick(kind.given());
    bare(dice, kind, text)
}

fn bare(dice: &mut Dice, kind: Kind, text: &str) -> Value {
    let short = ["true", "false", "0", "1", "10", "9", "900", "-1", "2", "1.5", "100"];
    if kind != Kind::Text && short.contains(&text) && dice.percent(30) {
        return serde_json::from_str(text).unwrap_or_default();
    }
    json!(text)
}

/// A `Condition` element with one test or two. What AWS's documents leave open is left out: whether
/// base64 may go without its padding, and a time in seconds have a fraction.
pub(super) fn block(world: &mut World<'_>, often: usize) -> Value {
    let mut block: Map<String, Value> = Map::new();
    if world.dice.percent(3) {
        return Value::Object(block);
    }
    for _ in 0..=world.dice.below(6) / 4 {
        let (name, keys) = operator(world, often);
        block.entry(name).or_insert(keys);
    }
    Value::Object(block)
}

fn operator(world: &mut World<'_>, often: usize) -> (String, Value) {
    let qualifier = if world.dice.percent(45) { "" } else { *world.dice.pick(&QUALIFIERS) };
    if world.dice.percent(5) {
        let kind = *world.dice.pick(&KINDS);
        let key = world.dice.pick(kind.keys());
        let missing = *world.dice.pick(&["true", "false"]);
        let wanted = bare(world.dice, Kind::Boolean, missing);
        let wanted = match world.dice.below(20) {
            0 => json!(["true", "false"]),
            1 => json!([]),
            _ => wanted,
        };
        return (format!("{qualifier}Null"), json!({ *key: wanted }));
    }
    let (operator, kind) = *world.dice.pick(&OPERATORS);
    let suffix = if world.dice.percent(30) { "IfExists" } else { "" };
    let mut keys = Map::new();
    for _ in 0..=world.dice.below(8) / 7 {
        // Seldom a key whose values are of another kind.
        let other = *world.dice.pick(&KINDS);
        let said = kind != Kind::Binary && (kind, other) != (Kind::Date, Kind::Number);
        let of = if said && world.dice.percent(6) { other } else { kind };
        let key = *world.dice.pick(of.keys());
        let fits = world.dice.percent(often);
        let wanted = wanted(world, kind, key, fits && !operator.contains("Not"));
        let key = spelled(world.dice, key);
        if !keys.keys().any(|known: &String| known.eq_ignore_ascii_case(&key)) {
            keys.insert(key, wanted);
        }
    }
    (format!("{qualifier}{operator}{suffix}"), Value::Object(keys))
}

/// One value or several, among them perhaps one that the request has.
fn wanted(world: &mut World<'_>, kind: Kind, key: &str, fits: bool) -> Value {
    let given = world.context.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
    let given = match given {
        Some((_, Value::Array(values))) => values.last().cloned(),
        Some((_, Value::Null)) | None => None,
        Some((_, value)) => Some(value.clone()),
    };
    let mut one = |fits: bool| {
        let dice = &mut *world.dice;
        let texts = if dice.percent(35) { kind.given() } else { kind.wanted() };
        let text = *dice.pick(texts);
        match &given {
            Some(Value::String(given)) if kind == Kind::Text && dice.percent(15) => {
                json!(blurred(dice, given, 0))
            }
            Some(Value::String(given)) if kind == Kind::Arn && dice.percent(25) => {
                json!(blurred(dice, given, 0))
            }
            Some(given) if fits && dice.percent(70) => given.clone(),
            _ => bare(dice, kind, text),
        }
    };
    let first = one(fits);
    let second = one(false);
    match world.dice.below(20) {
        0..=11 => first,
        12 => json!([first]),
        13..=18 => json!([second, first]),
        _ => json!([]),
    }
}
