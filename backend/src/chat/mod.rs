//! What two people say to each other. Owns the tables `message_clock`, `conversations`, `messages`
//! and `blocks`.
//!
//! Messages are stored by the [`post`] and brought to open sockets by the [`delivery`]. Sockets
//! themselves are the business of the room `socket`.

pub mod delivery;
pub mod post;
pub mod queries;
