//! Sessions: who is logged in, where and until when. Owns the tables `sessions` and
//! `refresh_tokens`.
//!
//! A session is a row. A browser holds its key, in a signed cookie, and the row holds only the
//! key's hash; every request passes three checks: somebody is logged in, the login has not expired,
//! and the client is the one that logged in. A program holds two tokens instead: a short-lived one
//! for its requests, which names the row, and one to get new ones with, which works once. Who the
//! somebody is beyond an id, this room does not know.

pub mod client;
pub mod handlers;
pub mod identity;
pub mod lookup;
pub mod queries;
pub mod store;
pub mod tokens;

use crate::operations::Operations;

pub use identity::{CurrentUser, MaybeUser};

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::refresh_token)
        .service(handlers::list_sessions)
        .service(handlers::end_other_sessions)
        .service(handlers::end_session);
}
