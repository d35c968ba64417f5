//! What tests and measurements of several crates share. No part of what people are given.

pub mod corpus;
