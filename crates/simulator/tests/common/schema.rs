//! A validator for the part of JSON Schema 2020-12 that `docs/scenario.schema.json` uses. Any other keyword is a panic, so
//! that nothing in the schema is passed over. AWS has no part in it; the words are those of the JSON Schema drafts.

use serde_json::Value;

/// Everything in which a value differs from the schema, each with the pointer to its place.
pub fn validate(root: &Value, value: &Value) -> Vec<String> {
    let mut errors = Vec::new();
    check(root, root, value, "", &mut errors);
    errors
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("type {other}"),
    }
}

fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let mut errors = Vec::new();
    check(root, schema, value, "", &mut errors);
    errors.is_empty()
}

fn names(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap())
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, errors: &mut Vec<String>) {
    let Value::Object(keywords) = schema else {
        if *schema == Value::Bool(false) {
            errors.push(format!("{at}: nothing is allowed here"));
        }
        return;
    };
    for (keyword, rule) in keywords {
        let mut fail = |what: &str| errors.push(format!("{at}: {what}"));
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(root, &root["$defs"][name], value, at, errors);
            }
            "type" => {
                let one = rule.as_str().into_iter();
                let several = rule.as_array().into_iter().flatten().filter_map(Value::as_str);
                if !one.chain(several).any(|name| is_type(value, name)) {
                    fail("type");
                }
            }
            "const" => {
                if value != rule {
                    fail("const");
                }
            }
            "enum" => {
                if !rule.as_array().unwrap().contains(value) {
                    fail("enum");
                }
            }
            "not" => {
                if fits(root, rule, value) {
                    fail("not");
                }
            }
            "anyOf" | "oneOf" => {
                let all = rule.as_array().unwrap();
                let count = all.iter().filter(|one| fits(root, one, value)).count();
                if count == 0 || (keyword == "oneOf" && count > 1) {
                    fail(keyword);
                }
            }
            "minimum" => {
                if value.as_f64().is_some_and(|number| number < rule.as_f64().unwrap()) {
                    fail("minimum");
                }
            }
            "maximum" => {
                if value.as_f64().is_some_and(|number| number > rule.as_f64().unwrap()) {
                    fail("maximum");
                }
            }
            "minLength" | "maxLength" => {
                let limit = usize::try_from(rule.as_u64().unwrap()).unwrap();
                let length = value.as_str().map(|text| text.chars().count());
                if length
                    .is_some_and(|n| if keyword == "minLength" { n < limit } else { n > limit })
                {
                    fail(keyword);
                }
            }
            "maxProperties" => {
                let limit = usize::try_from(rule.as_u64().unwrap()).unwrap();
                if value.as_object().is_some_and(|members| members.len() > limit) {
                    fail("maxProperties");
                }
            }
            "maxItems" => {
                let limit = usize::try_from(rule.as_u64().unwrap()).unwrap();
                if value.as_array().is_some_and(|items| items.len() > limit) {
                    fail("maxItems");
                }
            }
            "pattern" => {
                if value
                    .as_str()
                    .is_some_and(|text| !pattern::matches(rule.as_str().unwrap(), text))
                {
                    fail("pattern");
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{at}/{index}"), errors);
                }
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(name) {
                        check(root, rule, member, &format!("{at}/{name}"), errors);
                    }
                }
            }
            "additionalProperties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    if keywords.get("properties").is_none_or(|known| known.get(name).is_none()) {
                        check(root, rule, member, &format!("{at}/{name}"), errors);
                    }
                }
            }
            "propertyNames" => {
                for name in value.as_object().into_iter().flatten().map(|(name, _)| name) {
                    check(
                        root,
                        rule,
                        &Value::String(name.clone()),
                        &format!("{at}/{name}"),
                        errors,
                    );
                }
            }
            "required" => {
                if value.is_object() {
                    for name in names(rule).filter(|name| value.get(name).is_none()) {
                        errors.push(format!("{at}: {name} is missing"));
                    }
                }
            }
            "dependentRequired" => {
                for (name, needs) in rule.as_object().unwrap() {
                    if value.get(name).is_some() && names(needs).any(|n| value.get(n).is_none()) {
                        errors.push(format!("{at}: {name} stands alone"));
                    }
                }
            }
            other => panic!("keyword {other}"),
        }
    }
}

/// The regular expressions of the schema: letters, classes, groups, alternatives, counts, anchors.
pub mod pattern {
    #[derive(Debug, Clone)]
    enum Piece {
        Begin,
        End,
        /// Negated, ranges.
        Class(bool, Vec<(char, char)>),
        Group(Vec<Vec<(Piece, usize, usize)>>),
    }

    type Sequence = Vec<(Piece, usize, usize)>;

    /// Whether a part of the text, or all of it where anchors say so, matches.
    pub fn matches(pattern: &str, text: &str) -> bool {
        let letters: Vec<char> = pattern.chars().collect();
        let mut at = 0;
        let pieces = alternatives(&letters, &mut at);
        assert_eq!(at, letters.len(), "{pattern}");
        let text: Vec<char> = text.chars().collect();
        let whole = [(Piece::Group(pieces), 1, 1)];
        (0..=text.len()).any(|start| walk(&whole, &text, start, &mut |_| true))
    }

    fn alternatives(letters: &[char], at: &mut usize) -> Vec<Sequence> {
        let mut all = vec![Vec::new()];
        while let Some(&letter) = letters.get(*at) {
            let piece = match letter {
                ')' => break,
                '|' => {
                    *at += 1;
                    all.push(Vec::new());
                    continue;
                }
                '^' => Piece::Begin,
                '$' => Piece::End,
                '(' => {
                    *at += 1;
                    Piece::Group(alternatives(letters, at))
                }
                '[' => class(letters, at),
                '\\' => {
                    *at += 1;
                    match letters[*at] {
                        'S' => Piece::Class(true, vec![(' ', ' '), ('\t', '\r')]),
                        other => Piece::Class(false, vec![(other, other)]),
                    }
                }
                other => Piece::Class(false, vec![(other, other)]),
            };
            *at += 1;
            let (least, most) = count(letters, at);
            all.last_mut().unwrap().push((piece, least, most));
        }
        all
    }

    fn class(letters: &[char], at: &mut usize) -> Piece {
        *at += 1;
        let negated = letters[*at] == '^';
        *at += usize::from(negated);
        let mut ranges = Vec::new();
        while letters[*at] != ']' {
            let first = letters[*at];
            if letters[*at + 1] == '-' && letters[*at + 2] != ']' {
                ranges.push((first, letters[*at + 2]));
                *at += 3;
            } else {
                ranges.push((first, first));
                *at += 1;
            }
        }
        Piece::Class(negated, ranges)
    }

    fn count(letters: &[char], at: &mut usize) -> (usize, usize) {
        match letters.get(*at) {
            Some('?') => {
                *at += 1;
                (0, 1)
            }
            Some('+') => {
                *at += 1;
                (1, usize::MAX)
            }
            Some('*') => {
                *at += 1;
                (0, usize::MAX)
            }
            Some('{') => {
                let end = letters[*at..].iter().position(|letter| *letter == '}').unwrap() + *at;
                let inside: String = letters[*at + 1..end].iter().collect();
                *at = end + 1;
                match inside.split_once(',') {
                    None => (inside.parse().unwrap(), inside.parse().unwrap()),
                    Some((least, "")) => (least.parse().unwrap(), usize::MAX),
                    Some((least, most)) => (least.parse().unwrap(), most.parse().unwrap()),
                }
            }
            _ => (1, 1),
        }
    }

    fn walk(
        pieces: &[(Piece, usize, usize)],
        text: &[char],
        at: usize,
        then: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        let Some(((piece, least, most), rest)) = pieces.split_first() else { return then(at) };
        let mut onward = |at: usize| walk(rest, text, at, then);
        repeat(piece, *least, *most, text, at, &mut onward)
    }

    fn repeat(
        piece: &Piece,
        least: usize,
        most: usize,
        text: &[char],
        at: usize,
        then: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        if most > 0 {
            let mut again = |next: usize| {
                let more = most.saturating_sub(usize::from(most != usize::MAX));
                (next > at || least > 0)
                    && repeat(piece, least.saturating_sub(1), more, text, next, then)
            };
            let found = match piece {
                Piece::Begin => at == 0 && again(at),
                Piece::End => at == text.len() && again(at),
                Piece::Class(negated, ranges) => {
                    text.get(at).is_some_and(|letter| {
                        ranges.iter().any(|(first, last)| first <= letter && letter <= last)
                            != *negated
                    }) && again(at + 1)
                }
                Piece::Group(all) => all.iter().any(|one| walk(one, text, at, &mut again)),
            };
            if found {
                return true;
            }
        }
        least == 0 && then(at)
    }
}
