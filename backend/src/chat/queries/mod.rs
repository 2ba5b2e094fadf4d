//! The statements of the room.

pub mod noticed;
