//! What tests and measurements of several crates share. No part of what people are given.

pub mod bench;
#[cfg(target_family = "wasm")]
mod bench_exports;
pub mod calls;
pub mod case;
mod case_file;
pub mod corpus;
#[cfg(not(target_family = "wasm"))]
pub mod differential;
#[cfg(not(target_family = "wasm"))]
pub mod fuzz;
pub mod loose;
pub mod policy_cases;
#[cfg(not(target_family = "wasm"))]
pub mod reference;
#[cfg(not(target_family = "wasm"))]
pub mod strategies;
