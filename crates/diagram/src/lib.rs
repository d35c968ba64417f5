//! The chain of calls as a drawing: [`Model`] (what is drawn) → [`Scene`] (where it stands) → SVG, a glyph, or words.
//!
//! [`Model::new`] reads a scenario and its outcome. [`lay_out`] decides all geometry; whoever draws a [`Scene`] decides
//! colours only. Lanes are accounts, columns are calls, shapes tell who is who, and a verdict is told by line, shape,
//! icon and word before colour.
//!
//! **Invariant:** pure functions over whole numbers: no fonts are measured, no floating point, no DOM.

pub mod describe;
pub mod dot;
pub mod glyph;
pub mod icons;
pub mod layout;
pub mod mermaid;
pub mod model;
pub mod scene;
pub mod shapes;
pub mod svg;
pub mod text;
pub mod theme;

pub use layout::{lay_out, lay_out_as, lay_out_in};
pub use model::Model;
pub use scene::{Density, Scene};
pub use theme::Theme;
