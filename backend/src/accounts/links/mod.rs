//! Links in mails that prove that their reader owns the address: each holds a value that works
//! once, for one purpose, for a while.

pub mod queries;

use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::error::ApiResult;
use crate::secret_value::SecretValue;
use crate::state::AppState;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Confirms the address of a new account.
    ConfirmAccount,
    /// Allows to choose a new password.
    ResetPassword,
    /// Puts a new address in force.
    ChangeEmail,
    /// Puts the old address in force again.
    RestoreEmail,
}

impl LinkPurpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [
        Self::ConfirmAccount,
        Self::ResetPassword,
        Self::ChangeEmail,
        Self::RestoreEmail,
    ];

    /// As `confirmation_values.purpose` has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ConfirmAccount => "confirm_account",
            Self::ResetPassword => "reset_password",
            Self::ChangeEmail => "change_email",
            Self::RestoreEmail => "restore_email",
        }
    }

    /// How long it works.
    const fn lifetime(self) -> TimeDelta {
        match self {
            Self::ConfirmAccount | Self::ChangeEmail => TimeDelta::hours(24),
            Self::ResetPassword => TimeDelta::hours(1),
            Self::RestoreEmail => TimeDelta::days(7),
        }
    }

    /// The page that it leads to.
    const fn page(self) -> &'static str {
        match self {
            Self::ConfirmAccount => "/confirm",
            Self::ResetPassword => "/password-save",
            Self::ChangeEmail | Self::RestoreEmail => "/confirm-email",
        }
    }
}

/// Makes a link. `email` is the address that it puts in force, where it does that.
pub async fn issue(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user_id: Uuid,
    purpose: LinkPurpose,
    email: Option<&str>,
) -> ApiResult<String> {
    let now = state.clock.now();
    let value = SecretValue::random();
    let expires_at = now + purpose.lifetime();
    queries::insert_value(conn, user_id, purpose, email, &value.hash, now, expires_at).await?;
    let link = format!("{}?hash={}", purpose.page(), value.text);
    Ok(state.config.page_url(&link))
}
