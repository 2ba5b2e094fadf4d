//! What two people say to each other.

pub mod queries;
