//! One socket for each tab: chat, notifications and live pages travel through it. Owns no table.
//!
//! A socket belongs to whoever opened it, as their session or token says, and closes when that ends
//! ([`keeper`]). What it says is understood in [`commands`]; what it is told comes from everywhere,
//! through `state.realtime`, and of events that are watched through [`live`].

pub mod commands;
pub mod handlers;
pub mod keeper;
pub mod live;

use crate::operations::Operations;

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::open_socket);
}
