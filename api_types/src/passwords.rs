//! Passwords: forgotten, and changed.

use serde::{Deserialize, Serialize};

use crate::Validate;
use crate::problem::FieldErrors;
use crate::rules;

/// Asks for a link with which to choose a new password.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordResetRequest {
    /// The address with which the person registered.
    #[cfg_attr(feature = "openapi", schema(format = Email, max_length = 254, example = "lena@example.org"))]
    pub email: String,
}

impl Validate for PasswordResetRequest {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let email = errors.keep("email", rules::email(&self.email));
        errors.into_result(email.map(|email| Self { email }))
    }
}

/// Chooses a new password, with the value from the link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// The value from the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 256, example = "9Qw2…"))]
    pub hash: String,
    /// The new password: 8 to 128 characters, hard to guess.
    #[cfg_attr(feature = "openapi", schema(format = Password, min_length = 8, max_length = 128, example = "dragonfly on a warm roof"))]
    pub password: String,
}

impl Validate for PasswordReset {
    type Valid = Self;

    /// As far as it can be judged without knowing whose password it is; the server asks again
    /// when it knows.
    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let hash = errors.keep("hash", rules::token(&self.hash));
        let password = errors.keep("password", rules::password(&self.password, &[]));
        let valid = hash
            .zip(password)
            .map(|(hash, password)| Self { hash, password });
        errors.into_result(valid)
    }
}

/// Changes the password of somebody who is logged in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password that is to be replaced.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128, example = "dragonfly on a warm roof"))]
    pub current_password: String,
    /// The new password: 8 to 128 characters, hard to guess.
    #[cfg_attr(feature = "openapi", schema(format = Password, min_length = 8, max_length = 128, example = "otters juggle smooth pebbles"))]
    pub password: String,
}

impl Validate for PasswordChange {
    type Valid = Self;

    /// As for [`PasswordReset`].
    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let current = rules::known_password(&self.current_password);
        let current_password = errors.keep("current_password", current);
        let password = errors.keep("password", rules::password(&self.password, &[]));
        let valid = current_password
            .zip(password)
            .map(|(current_password, password)| Self {
                current_password,
                password,
            });
        errors.into_result(valid)
    }
}
