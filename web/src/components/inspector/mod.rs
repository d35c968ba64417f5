//! Small parts that the inspector's panels share.

pub(crate) mod empty;
pub(crate) mod fact_list;
pub(crate) mod name;
pub(crate) mod sentence;

pub(crate) use empty::Empty;
pub(crate) use fact_list::{fact, fact_list};
pub(crate) use name::{breakable, with_code};
pub(crate) use sentence::view_sentence;
