//! Accounts: registering, confirming an email address, logging in and out, passwords, and one's own
//! profile. Owns the tables `users`, `confirmation_values` and `instance_settings` (whether people
//! can register).
//!
//! What others see of a person is the business of `profiles`; taking one's data along and leaving
//! for good that of `privacy`.

pub mod handlers;
pub mod links;
pub mod passwords;
pub mod queries;

use api_types::accounts::CurrentSession;
use uuid::Uuid;

use crate::error::ApiResult;
use crate::operations::Operations;
use crate::state::AppState;

/// Whether people can register, as far as this process knows: what it heard a few seconds ago does
/// for those who only look. Whoever registers asks the database.
pub async fn is_sign_up_open(state: &AppState) -> bool {
    let ask = state.clone();
    let heard = state.sign_up_open.get(state.clock.now(), async move || {
        let mut conn = ask.connection().await?;
        Ok(queries::is_sign_up_open(&mut conn).await?)
    });
    // A database that is away shall not look like a closed door.
    heard.await.unwrap_or(true)
}

/// Who is logged in, in the words of the API; guests cost no question.
pub async fn current_session(state: &AppState, user: Option<Uuid>) -> ApiResult<CurrentSession> {
    let account = match user {
        Some(id) => {
            let mut conn = state.connection().await?;
            queries::account(&mut conn, id, state.clock.now()).await?
        }
        None => None,
    };
    Ok(CurrentSession {
        account,
        default_time_zone: state.config.default_time_zone.name().to_owned(),
        sends_mail: state.config.mail.is_some(),
        sign_up_open: is_sign_up_open(state).await,
    })
}

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
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
        .service(handlers::choose_language)
        .service(handlers::change_password)
        .service(handlers::unsubscribe_from_invitations)
        .service(handlers::open_unsubscribe_page);
}
