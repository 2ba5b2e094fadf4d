//! Registering, confirming, logging in and out; passwords.

use api_types::accounts::{
    Account, Confirmation, ConfirmationRequest, Credentials, CurrentSession, LinkNotice,
    NewAccount, Registration,
};
use api_types::passwords::{PasswordChange, PasswordReset, PasswordResetRequest};

use super::kept::Kept;
use super::{ApiError, answers, client};

/// Where one asks who is logged in.
const SESSION: &str = "/auth/session";

/// Who is logged in, or who was when there was a connection.
pub async fn current_session() -> Result<Kept<CurrentSession>, ApiError> {
    match answers::take(SESSION).and_then(|text| serde_json::from_str(&text).ok()) {
        Some(value) => Ok(Kept { value, at: None }),
        None => client::get_kept(SESSION).await,
    }
}

/// Creates an account that waits for its confirmation.
pub async fn register_account(account: &NewAccount) -> Result<Registration, ApiError> {
    client::post("/auth/register", account).await
}

/// Confirms an address with the value from the mail.
pub async fn confirm_account(hash: String) -> Result<(), ApiError> {
    client::post("/auth/confirm", &Confirmation { hash }).await
}

/// Sends the link once more; the answer is the same whether the account exists or not.
pub async fn resend_confirmation(login: String) -> Result<LinkNotice, ApiError> {
    client::post("/auth/confirm/resend", &ConfirmationRequest { login }).await
}

/// Starts a session.
pub async fn log_in(credentials: &Credentials) -> Result<Account, ApiError> {
    client::post("/auth/login", credentials).await
}

/// Sends a link with which to choose a new password; the answer is the same whether the account
/// exists or not.
pub async fn request_password_reset(
    request: &PasswordResetRequest,
) -> Result<LinkNotice, ApiError> {
    client::post("/auth/password/forgot", request).await
}

/// Chooses a new password with the value from the mail, and starts a session.
pub async fn reset_password(reset: &PasswordReset) -> Result<Account, ApiError> {
    client::post("/auth/password/reset", reset).await
}

/// Changes the password; all other sessions end.
pub async fn change_password(change: &PasswordChange) -> Result<(), ApiError> {
    client::put_json("/users/me/password", change).await
}

/// Ends the session.
pub async fn log_out() -> Result<(), ApiError> {
    client::post("/auth/logout", &serde_json::Map::new()).await
}
