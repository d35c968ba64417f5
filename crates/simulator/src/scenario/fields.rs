//! The fields of the format: for every object its members, their types and what they mean, in the documented order.
//!
//! This is the one list. The reader checks by it, the writer orders by it, and a test holds `docs/scenario.schema.json`
//! against it. The lists themselves stand beside the types that they fill, in `records.rs`.

mod rule;

pub use rule::Rule;

/// An object of the format.
#[derive(Debug)]
pub struct Object {
    /// What people call it: "a role".
    pub name: &'static str,
    /// Its members in their documented order.
    pub fields: &'static [Field],
    /// Members that AWS prints and that are kept without a meaning.
    pub kept: &'static [&'static str],
    /// Exactly one of these members stands in the object; empty where there is no such choice.
    pub one_of: &'static [&'static str],
    /// Whether the type that it fills remembers the order of its members.
    pub remembers_order: bool,
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub shape: Shape,
    /// What it means, in a few words.
    pub meaning: &'static str,
}

/// What a member may hold.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// The number of the format's version.
    Version,
    /// Text that follows a rule.
    Text(Rule),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number between these two, both included.
    Whole(i64, i64),
    /// `true` or `false`.
    Flag,
    /// A policy document: an object, or its text.
    Document,
    /// A list of such values.
    List(&'static Shape),
    /// One such value or a list of them.
    OneOrMore(&'static Shape),
    /// A provider's key set: an object, or its text.
    KeySet,
    /// What a provider signed: as it travels, a text, or an object of the format with the content alone.
    Signed(fn() -> &'static Object),
    /// An object of the format.
    Object(fn() -> &'static Object),
    /// An object with free names: a text, a list of texts, or `null` each.
    Context,
    /// The same with numbers and booleans beside texts.
    ContextValues,
    /// An object with free names, as a web identity token's claims: text, number, boolean, list of texts, or the same
    /// below a name.
    Claims,
    /// An object with free names: a text or a list of texts each.
    Attributes,
}

impl Shape {
    /// Whether what it holds remembers its own order, or is a document that has one spelling.
    pub(super) fn spells_itself(&self) -> bool {
        match self {
            Self::Document => true,
            Self::List(inner) => inner.spells_itself(),
            Self::Object(table) => table().remembers_order,
            _ => false,
        }
    }
}

impl Object {
    /// The member of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether a member of that name is kept without a meaning.
    #[must_use]
    pub fn keeps(&self, name: &str) -> bool {
        self.kept.contains(&name)
    }

    /// The known name nearest to one that is not known; nothing where none is near.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&'static str> {
        let mut names: Vec<&str> = self.fields.iter().map(|field| field.name).collect();
        names.extend(self.kept);
        iam::nearest(name, &names)
    }
}

/// The object that a whole file is. Every other object is reached from here.
#[must_use]
pub fn scenario() -> &'static Object {
    super::records::scenario_table()
}
