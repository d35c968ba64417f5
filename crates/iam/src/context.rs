//! The request context. AWS: "AWS global condition context keys".

use std::{fmt, rc::Rc};

/// The name of a condition key. It compares without regard to letter case, tag keys included.
#[derive(Clone)]
pub struct ContextKey {
    name: Rc<str>,
    hash: u64,
}

impl ContextKey {
    /// The key of that name, for instance `aws:PrincipalTag/team`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.into(), hash: key_hash(name) }
    }

    /// The name as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The same for every spelling of the key.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hash
    }
}

impl PartialEq for ContextKey {
    // Most keys that are compared differ, and then their hashes tell.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && same_folded(&self.name, &other.name)
    }
}

impl Eq for ContextKey {}

impl fmt::Debug for ContextKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for ContextKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Lower case for comparison: by Unicode's simple rules, as key names may hold any letter.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).collect()
}

#[inline(never)]
fn same_folded(one: &str, two: &str) -> bool {
    if one == two {
        true
    } else if one.is_ascii() && two.is_ascii() {
        one.eq_ignore_ascii_case(two)
    } else {
        one.chars().flat_map(char::to_lowercase).eq(two.chars().flat_map(char::to_lowercase))
    }
}

/// FNV-1a over the folded name: equal for all spellings of one key.
#[must_use]
pub fn key_hash(name: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let start = 0xcbf2_9ce4_8422_2325;
    if name.is_ascii() {
        name.bytes().fold(start, |hash, byte| step(hash, byte.to_ascii_lowercase()))
    } else {
        fold(name).bytes().fold(start, step)
    }
}

/// The values of one key. Never shared between keys; a key that is not in the context is *missing*.
pub type Values = Rc<[Rc<str>]>;

/// The condition keys of one request: each missing, or present with its values.
#[derive(Clone, Default, PartialEq)]
pub struct Context {
    entries: Vec<(ContextKey, Values)>,
}

impl Context {
    /// A context without any key.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the key these values, replacing what it had.
    pub fn set(&mut self, key: &str, values: impl IntoIterator<Item = impl Into<Rc<str>>>) {
        self.set_all(key, values.into_iter().map(Into::into).collect());
    }

    fn set_all(&mut self, key: &str, values: Values) {
        let key = ContextKey::new(key);
        match self.entries.iter_mut().find(|(known, _)| *known == key) {
            Some(entry) => *entry = (key, values),
            None => self.entries.push((key, values)),
        }
    }

    /// Gives the key one value, replacing what it had.
    pub fn set_one(&mut self, key: &str, value: impl Into<Rc<str>>) {
        self.set(key, [value.into()]);
    }

    /// Makes the key missing.
    pub fn remove(&mut self, key: &str) {
        let key = ContextKey::new(key);
        self.entries.retain(|(known, _)| *known != key);
    }

    /// The key's values; nothing when it is missing.
    #[must_use]
    pub fn get(&self, key: &ContextKey) -> Option<&[Rc<str>]> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, values)| &**values)
    }

    /// The key's values, looked up by any spelling of its name.
    #[must_use]
    pub fn get_named(&self, key: &str) -> Option<&[Rc<str>]> {
        self.get(&ContextKey::new(key))
    }

    /// Every key that is present, in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&ContextKey, &[Rc<str>])> {
        self.entries.iter().map(|(key, values)| (key, &**values))
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_any_letter_case() {
        let mut context = Context::new();
        context.set_one("aws:PrincipalTag/Team", "web");
        assert_eq!(context.get_named("AWS:principaltag/team").unwrap()[0].as_ref(), "web");
        context.set("AWS:PRINCIPALTAG/TEAM", ["ops"]);
        assert_eq!(context.iter().count(), 1);
        assert_eq!(context.get_named("aws:PrincipalTag/Team").unwrap()[0].as_ref(), "ops");
    }

    #[test]
    fn letters_beyond_ascii_fold_too() {
        assert_eq!(
            ContextKey::new("aws:RequestTag/GRÖSSE"),
            ContextKey::new("aws:requesttag/grösse")
        );
    }

    #[test]
    fn a_removed_key_is_missing_and_an_empty_list_is_not() {
        let mut context = Context::new();
        context.set("aws:TagKeys", Vec::<Rc<str>>::new());
        assert_eq!(context.get_named("aws:TagKeys").map(<[_]>::len), Some(0));
        context.remove("aws:tagkeys");
        assert!(context.get_named("aws:TagKeys").is_none());
    }
}
