//! Tags. AWS: "Tags for AWS Identity and Access Management resources" and "Pass session tags in AWS STS".

use std::rc::Rc;

use crate::fold;

/// A key and its value. Values compare exactly, keys without regard to letter case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The key as it was written.
    pub key: Rc<str>,
    /// The value.
    pub value: Rc<str>,
}

/// Tags of one principal, resource or session: every key once, whatever its letter case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags(Vec<Tag>);

impl Tags {
    /// No tags.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a tag. An entry of the same key in another spelling is replaced, spelling included.
    pub fn set(&mut self, tag: Tag) {
        let folded = fold(&tag.key);
        match self.0.iter_mut().find(|known| fold(&known.key) == folded) {
            Some(known) => *known = tag,
            None => self.0.push(tag),
        }
    }

    /// The tag with that key, in any spelling.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Tag> {
        let folded = fold(key);
        self.0.iter().find(|tag| fold(&tag.key) == folded)
    }

    /// Every tag, in the order in which the keys came first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Tag> {
        self.0.iter()
    }

    /// How many tags.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Tag> for Tags {
    fn from_iter<I: IntoIterator<Item = Tag>>(tags: I) -> Self {
        let mut all = Self::new();
        for tag in tags {
            all.set(tag);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_spelling_and_value_win() {
        let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
        let tags: Tags =
            [tag("Team", "web"), tag("cost", "1"), tag("team", "ops")].into_iter().collect();
        assert_eq!(tags.len(), 2);
        assert_eq!(tags.get("TEAM"), Some(&tag("team", "ops")));
    }
}
