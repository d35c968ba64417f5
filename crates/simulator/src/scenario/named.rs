//! Things by name. One kind of map serves them all, whatever the things are: every kind is compiled anew, some four
//! kilobytes each, and the page is loaded over a network.

use std::{collections::BTreeMap, rc::Rc};

/// Things, each under a name of its own.
#[derive(Debug)]
pub(crate) struct Named<T> {
    places: BTreeMap<Rc<str>, usize>,
    things: Vec<T>,
}

/// Names alone.
pub(crate) type NameSet = Named<()>;

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self { places: BTreeMap::new(), things: Vec::new() }
    }
}

impl<T> Named<T> {
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.things.get(*self.places.get(name)?)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.things.get_mut(*self.places.get(name)?)
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Adds a thing, in the place of an earlier one of that name; gives whether the name is new.
    pub(crate) fn insert(&mut self, name: Rc<str>, thing: T) -> bool {
        self.things.push(thing);
        self.places.insert(name, self.things.len() - 1).is_none()
    }

    /// The thing of that name; a new one where there is none.
    pub(crate) fn get_or_default(&mut self, name: &Rc<str>) -> &mut T
    where
        T: Default,
    {
        let place = *self.places.entry(Rc::clone(name)).or_insert_with(|| {
            self.things.push(T::default());
            self.things.len() - 1
        });
        &mut self.things[place]
    }

    /// Takes a name away; gives whether it was there.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        self.places.remove(name).is_some()
    }

    /// The names in their order.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.places.keys().map(|name| &**name).collect()
    }

    /// The things in the order of their names.
    pub(crate) fn things(&self) -> impl Iterator<Item = &T> {
        self.places.values().filter_map(|place| self.things.get(*place))
    }
}

impl NameSet {
    /// Adds a name; gives whether it is new.
    pub(crate) fn add(&mut self, name: &str) -> bool {
        self.insert(name.into(), ())
    }
}
