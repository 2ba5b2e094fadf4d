//! The statements of the room.

pub mod blocks;
pub mod missed;
pub mod noticed;
pub mod read;
pub mod store;
