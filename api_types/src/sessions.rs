//! Where somebody is logged in, and the tokens of programs.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Validate;
use crate::problem::FieldErrors;
use crate::rules;

/// What a session was begun by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// Somebody logged in with a browser; it holds a cookie.
    Browser,
    /// A program that holds tokens.
    Api,
}

/// A login that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Names the session, opens nothing.
    pub id: Uuid,
    /// A browser or a program.
    pub kind: SessionKind,
    /// The browser or program, as far as its User-Agent tells.
    #[cfg_attr(feature = "openapi", schema(example = "Firefox"))]
    pub client: Option<String>,
    /// What it runs on, as far as its User-Agent tells.
    #[cfg_attr(feature = "openapi", schema(example = "Android"))]
    pub operating_system: Option<String>,
    /// The User-Agent header of the login.
    pub user_agent: String,
    /// The address from which the login came.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "203.0.113.9"))]
    pub ip_address: IpAddr,
    /// When the person logged in.
    pub created_at: DateTime<Utc>,
    /// When the session was last used, to the minute.
    pub last_used_at: DateTime<Utc>,
    /// When it ends, used or not. Unused it ends earlier.
    pub expires_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// What a program gets for login and password, or for a refresh token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// To be sent with every request: `Authorization: Bearer …`.
    #[cfg_attr(feature = "openapi", schema(example = "eyJ0eXAiOiJKV1Qi…"))]
    pub access_token: String,
    /// How it is sent: always `Bearer`.
    #[cfg_attr(feature = "openapi", schema(example = "Bearer"))]
    pub token_type: String,
    /// For how many seconds the access token is good.
    #[cfg_attr(feature = "openapi", schema(example = 900))]
    pub expires_in: u32,
    /// Good for one new pair of tokens. Whoever uses it twice ends the session.
    #[cfg_attr(feature = "openapi", schema(example = "4xX0…"))]
    pub refresh_token: String,
    /// When the session ends and the password is needed again.
    pub session_expires_at: DateTime<Utc>,
}

/// Asks for new tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TokenRefresh {
    /// The refresh token of the last answer.
    #[cfg_attr(feature = "openapi", schema(max_length = 256, example = "4xX0…"))]
    pub refresh_token: String,
}

impl Validate for TokenRefresh {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let token = errors.keep("refresh_token", rules::token(&self.refresh_token));
        errors.into_result(token.map(|refresh_token| Self { refresh_token }))
    }
}
