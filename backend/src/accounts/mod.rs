//! Accounts: registering, confirming an email address, logging in and out, passwords, and one's own
//! profile. Owns the tables `users` and `confirmation_values`.
//!
//! What others see of a person is the business of `profiles`; taking one's data along and leaving
//! for good that of `privacy`.

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
        .service(handlers::create_token)
        .service(handlers::log_out)
        .service(handlers::get_session)
        .service(handlers::request_password_reset)
        .service(handlers::reset_password)
        .service(handlers::confirm_email)
        .service(handlers::get_own_profile)
        .service(handlers::update_own_profile)
        .service(handlers::change_password)
        .service(handlers::unsubscribe_from_invitations)
        .service(handlers::open_unsubscribe_page);
}
