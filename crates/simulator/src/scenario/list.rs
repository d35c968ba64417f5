//! Lists that copies of a scenario share until one of them is changed: a world holds thousands of roles, and every key
//! that somebody presses makes a copy of it.

use std::{
    ops::{Deref, DerefMut},
    rc::Rc,
};

use policy::json::Value;

use super::codec::{Element, Surroundings};

/// A list that is used as a `Vec`. A copy costs nothing, and comparing a list with its own copy neither; the first change
/// of a copy makes it a list of its own.
#[derive(Debug, Clone)]
pub struct List<T>(Rc<Vec<T>>);

impl<T> List<T> {
    /// Whether both are copies of one list that neither has changed since.
    #[must_use]
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Rc::default())
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is_shared_with(other) || self.0 == other.0
    }
}

impl<T> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Clone> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        Rc::make_mut(&mut self.0)
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Rc::new(items))
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(Rc::new(items.into_iter().collect()))
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T: Clone> IntoIterator for &'a mut List<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        Rc::make_mut(&mut self.0).iter_mut()
    }
}

impl<T: Clone> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        Rc::unwrap_or_clone(self.0).into_iter()
    }
}

impl<T: Element> Element for List<T> {
    fn read(value: &Value, around: &Surroundings) -> Option<Self> {
        Vec::read(value, around).map(Into::into)
    }

    fn write(&self, around: &Surroundings) -> Value {
        self.0.write(around)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_the_same_list_until_it_is_changed() {
        let list: List<u8> = vec![1, 2].into();
        let mut copy = list.clone();
        assert!(copy.is_shared_with(&list));
        copy.push(3);
        assert!(!copy.is_shared_with(&list));
        assert_eq!((&**list, &**copy), (&[1, 2][..], &[1, 2, 3][..]));
        copy.pop();
        assert_eq!(copy, list);
    }
}
