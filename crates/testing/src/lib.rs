//! What tests and measurements of several crates share. No part of what people are given.

pub mod bench;
#[cfg(target_family = "wasm")]
mod bench_exports;
pub mod calls;
pub mod case;
pub mod corpus;
#[cfg(not(target_family = "wasm"))]
pub mod differential;
pub mod loose;
#[cfg(not(target_family = "wasm"))]
pub mod reference;
#[cfg(not(target_family = "wasm"))]
pub mod strategies;
