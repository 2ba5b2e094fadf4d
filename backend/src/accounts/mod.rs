//! Accounts: registering, confirming an email address, logging in and out. Owns the tables
//! `users` and `confirmation_values`.
//!
//! What others may see of a person, and changing it, is no business of this room.

pub mod handlers;
pub mod links;
pub mod passwords;
pub mod queries;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of the room.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::register_account)
        .service(handlers::confirm_account)
        .service(handlers::resend_confirmation)
        .service(handlers::log_in)
        .service(handlers::log_out)
        .service(handlers::get_session)
        .service(handlers::get_own_profile);
}
