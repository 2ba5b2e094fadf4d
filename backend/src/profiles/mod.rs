//! Profiles: what others see of a person. Owns no table; it reads those of `accounts` and `events`.
//!
//! People with an account see every member. Guests see those who have published a public event;
//! of everybody else they learn nothing, not even that they exist.

pub mod handlers;
pub mod queries;

use crate::operations::Operations;

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::find_users)
        .service(handlers::get_profile)
        .service(handlers::list_events_of_user);
}
