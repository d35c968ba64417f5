//! Generated cases for the reference evaluator and the engine, and what they reach.

mod conditions;
pub mod coverage;
pub mod dice;
pub mod generate;
pub mod shrink;
mod vocabulary;
