//! What tests and measurements of several crates share. No part of what people are given.
//!
//! Without the feature `simulation` only what asks single documents is left.

#[cfg(feature = "simulation")]
pub mod bench;
#[cfg(all(feature = "simulation", target_family = "wasm"))]
mod bench_exports;
#[cfg(feature = "simulation")]
pub mod calls;
#[cfg(feature = "simulation")]
pub mod case;
mod case_file;
#[cfg(feature = "simulation")]
pub mod chains;
#[cfg(feature = "simulation")]
pub mod corpus;
#[cfg(feature = "simulation")]
mod dice;
#[cfg(all(feature = "simulation", not(target_family = "wasm")))]
pub mod differential;
pub mod files;
#[cfg(all(feature = "simulation", not(target_family = "wasm")))]
pub mod fuzz;
#[cfg(all(feature = "simulation", not(target_family = "wasm")))]
pub mod large;
#[cfg(feature = "simulation")]
pub mod loose;
#[cfg(all(feature = "simulation", not(target_family = "wasm")))]
pub mod page_cases;
pub mod policy_cases;
#[cfg(all(feature = "simulation", not(target_family = "wasm")))]
pub mod reference;
#[cfg(feature = "simulation")]
pub mod session_laws;
#[cfg(all(feature = "simulation", not(target_family = "wasm")))]
pub mod strategies;
