//! Sessions: who is logged in, where and until when. Owns the table `sessions`.
//!
//! A session is a row; the browser holds only its key, in a signed cookie, and the row holds only
//! the key's hash. Every request passes three checks: somebody is logged in, the login has not
//! expired, and the client is the one that logged in. Who that somebody is beyond an id, this
//! room does not know.

pub mod identity;
pub mod queries;
pub mod store;

pub use identity::{CurrentUser, MaybeUser};
