//! The statements of the room.

pub mod missed;
pub mod store;
