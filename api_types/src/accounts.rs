//! People: registering, confirming, logging in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Validate;
use crate::language::Language;
use crate::problem::FieldErrors;
use crate::rules;

/// What somebody types to register.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// 3 to 32 letters, digits, dots, dashes and underscores; unique whatever its case.
    #[cfg_attr(
        feature = "openapi",
        schema(pattern = "^\\s*[A-Za-z0-9._-]{3,32}\\s*$", example = "lena")
    )]
    pub username: String,
    /// Unique whatever its case; a link is sent there.
    #[cfg_attr(feature = "openapi", schema(format = Email, max_length = 254, example = "lena@example.org"))]
    pub email: String,
    /// 8 to 128 characters, hard to guess.
    #[cfg_attr(feature = "openapi", schema(format = Password, min_length = 8, max_length = 128, example = "dragonfly on a warm roof"))]
    pub password: String,
    /// Up to 64 characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 64, example = "Lena"))]
    pub first_name: Option<String>,
    /// Up to 64 characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 64, example = "Hofmann"))]
    pub last_name: Option<String>,
    /// In years, 0 to 150.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 150, example = 34))]
    pub age: Option<i32>,
}

/// A [`NewAccount`] that obeys the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidAccount {
    /// As typed, without white space around it.
    pub username: String,
    /// As typed, without white space around it.
    pub email: String,
    /// Not hashed yet.
    pub password: String,
    /// As typed.
    pub first_name: Option<String>,
    /// As typed.
    pub last_name: Option<String>,
    /// In years.
    pub age: Option<i16>,
}

impl Validate for NewAccount {
    type Valid = ValidAccount;

    fn validate(self) -> Result<ValidAccount, FieldErrors> {
        let mut errors = FieldErrors::new();
        let about = [
            self.username.as_str(),
            self.email.as_str(),
            self.first_name.as_deref().unwrap_or_default(),
            self.last_name.as_deref().unwrap_or_default(),
        ];
        let password = rules::password(&self.password, &about);
        let username = errors.keep("username", rules::username(&self.username));
        let email = errors.keep("email", rules::email(&self.email));
        let password = errors.keep("password", password);
        let first_name = errors.keep(
            "first_name",
            rules::optional_line(self.first_name, rules::NAME_MAX),
        );
        let last_name = errors.keep(
            "last_name",
            rules::optional_line(self.last_name, rules::NAME_MAX),
        );
        let age = errors.keep("age", rules::age(self.age));
        let valid = (|| {
            Some(ValidAccount {
                username: username?,
                email: email?,
                password: password?,
                first_name: first_name?,
                last_name: last_name?,
                age: age?,
            })
        })();
        errors.into_result(valid)
    }
}

/// How a link that must reach a person alone gets there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// By mail.
    Mail,
    /// Mail is switched off: what the mail would have said is in the answer.
    Browser,
    /// Mail is switched off, and showing the link to whoever asks would open the account to them:
    /// it is in the server's log, for those who run the server.
    Operator,
}

/// Where a link went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkNotice {
    /// By mail, in this answer, or in the server's log.
    pub delivery: Delivery,
    /// The link itself, only where the delivery is `browser`.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "http://127.0.0.1:8080/confirm?hash=…")
    )]
    pub link: Option<String>,
}

/// The answer to a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Registration {
    /// The name that was registered.
    #[cfg_attr(feature = "openapi", schema(example = "lena"))]
    pub username: String,
    /// The address that waits for its confirmation.
    #[cfg_attr(feature = "openapi", schema(example = "lena@example.org"))]
    pub email: String,
    /// Where the link went.
    pub confirmation: LinkNotice,
}

/// Confirms an email address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The value from the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 256, example = "9Qw2…"))]
    pub hash: String,
}

impl Validate for Confirmation {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let hash = errors.keep("hash", rules::token(&self.hash));
        errors.into_result(hash.map(|hash| Self { hash }))
    }
}

/// Asks for a new confirmation mail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmationRequest {
    /// Username or email address.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "lena"))]
    pub login: String,
}

impl Validate for ConfirmationRequest {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let login = errors.keep("login", rules::line(&self.login, 1, rules::EMAIL_MAX));
        errors.into_result(login.map(|login| Self { login }))
    }
}

/// Who wants to log in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// Username or email address.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "lena"))]
    pub login: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128, example = "dragonfly on a warm roof"))]
    pub password: String,
}

impl Validate for Credentials {
    type Valid = Self;

    /// Whether something was typed; whether it is right is another question.
    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let login = errors.keep("login", rules::line(&self.login, 1, rules::EMAIL_MAX));
        let password = errors.keep("password", rules::known_password(&self.password));
        let valid = login
            .zip(password)
            .map(|(login, password)| Self { login, password });
        errors.into_result(valid)
    }
}

/// One's own account, as only oneself sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// UUID v7.
    pub id: Uuid,
    /// The name under which others know the person.
    #[cfg_attr(feature = "openapi", schema(example = "lena"))]
    pub username: String,
    /// Where mails go.
    #[cfg_attr(feature = "openapi", schema(example = "lena@example.org"))]
    pub email: String,
    /// If the person told it.
    pub first_name: Option<String>,
    /// If the person told it.
    pub last_name: Option<String>,
    /// In years, if the person told it.
    pub age: Option<i16>,
    /// A new address that waits for its confirmation; until then the old one stays in force.
    #[cfg_attr(feature = "openapi", schema(example = json!(null)))]
    pub pending_email: Option<String>,
    /// Whether invitations are sent by mail, too.
    pub wants_invitation_mails: bool,
    /// In which mails are written to the person.
    pub language: Language,
    /// Whether the person administers this instance.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub is_admin: bool,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// Who is asking, and what the page needs to know about the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CurrentSession {
    /// The account that is logged in; `null` for a guest.
    pub account: Option<Account>,
    /// The zone that events have if nobody says otherwise (IANA name).
    #[cfg_attr(feature = "openapi", schema(example = "Europe/Berlin"))]
    pub default_time_zone: String,
    /// Whether mails leave the server; if not, nobody is told of changes.
    pub sends_mail: bool,
    /// Whether people can register at the moment.
    pub sign_up_open: bool,
}

/// A person as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// The name under which others know the person.
    #[cfg_attr(feature = "openapi", schema(example = "lena"))]
    pub username: String,
    /// If the person told it.
    #[cfg_attr(feature = "openapi", schema(example = "Lena"))]
    pub first_name: Option<String>,
    /// If the person told it.
    #[cfg_attr(feature = "openapi", schema(example = "Hofmann"))]
    pub last_name: Option<String>,
}

impl Person {
    /// First and last name where they are known, else the username.
    pub fn display_name(&self) -> String {
        let names: Vec<&str> = [self.first_name.as_deref(), self.last_name.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        if names.is_empty() {
            self.username.clone()
        } else {
            names.join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_bad_fields_are_reported_at_once() {
        let errors = NewAccount {
            username: "x".into(),
            email: "nobody".into(),
            password: "1234".into(),
            age: Some(200),
            ..NewAccount::default()
        }
        .validate()
        .unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["username", "email", "password", "age"]);
    }

    #[test]
    fn white_space_counts_as_missing() {
        let valid = NewAccount {
            username: " lena ".into(),
            email: "lena@example.org".into(),
            password: "dragonfly on a warm roof".into(),
            first_name: Some("  ".into()),
            ..NewAccount::default()
        }
        .validate()
        .unwrap();
        assert_eq!(valid.username, "lena");
        assert_eq!(valid.first_name, None);
    }
}
