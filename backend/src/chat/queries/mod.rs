//! The statements of the room.

pub mod blocks;
pub mod missed;
pub mod read;
pub mod store;
