//! What others see of a person, and changing what one told of oneself.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::accounts::{Account, LinkNotice, Person};
use crate::pages::{self, Period};
use crate::problem::FieldErrors;
use crate::{QueryParameters, Validate, present, rules};

/// A person's profile as others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// Who.
    #[serde(flatten)]
    pub person: Person,
    /// Since when they have been a member.
    pub created_at: DateTime<Utc>,
}

/// What to change of one's own profile. Fields that are left out stay as they are; `null` removes
/// what is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ProfileChanges {
    /// 3 to 32 letters, digits, dots, dashes and underscores; unique whatever its case.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(pattern = "^\\s*[A-Za-z0-9._-]{3,32}\\s*$", example = "lena")
    )]
    pub username: Option<String>,
    /// Stays the old one until a link that is sent to the new one was opened. The present address
    /// takes back a change that still waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = Email, max_length = 254, example = "lena@example.org"))]
    pub email: Option<String>,
    /// Up to 64 characters.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 64, example = "Lena"))]
    pub first_name: Option<Option<String>>,
    /// Up to 64 characters.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 64, example = "Hofmann"))]
    pub last_name: Option<Option<String>>,
    /// In years, 0 to 150.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 0, maximum = 150, example = 34))]
    pub age: Option<Option<i32>>,
    /// Whether invitations are sent by mail, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wants_invitation_mails: Option<bool>,
}

/// [`ProfileChanges`] that obey the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValidProfileChanges {
    /// A new one, if it shall change.
    pub username: Option<String>,
    /// A new one, if it shall change.
    pub email: Option<String>,
    /// The new value, or `None` to remove it, if it shall change.
    pub first_name: Option<Option<String>>,
    /// The new value, or `None` to remove it, if it shall change.
    pub last_name: Option<Option<String>>,
    /// The new value, or `None` to remove it, if it shall change.
    pub age: Option<Option<i16>>,
    /// Whether invitations are sent by mail, too, if that shall change.
    pub wants_invitation_mails: Option<bool>,
}

impl Validate for ProfileChanges {
    type Valid = ValidProfileChanges;

    fn validate(self) -> Result<ValidProfileChanges, FieldErrors> {
        let mut errors = FieldErrors::new();
        let username = self.username.map(|text| rules::username(&text)).transpose();
        let username = errors.keep("username", username);
        let email = self.email.map(|text| rules::email(&text)).transpose();
        let email = errors.keep("email", email);
        let name = |text: Option<Option<String>>| {
            text.map(|text| rules::optional_line(text, rules::NAME_MAX))
                .transpose()
        };
        let first_name = errors.keep("first_name", name(self.first_name));
        let last_name = errors.keep("last_name", name(self.last_name));
        let age = self.age.map(rules::age).transpose();
        let age = errors.keep("age", age);
        let valid = (|| {
            Some(ValidProfileChanges {
                username: username?,
                email: email?,
                first_name: first_name?,
                last_name: last_name?,
                age: age?,
                wants_invitation_mails: self.wants_invitation_mails,
            })
        })();
        errors.into_result(valid)
    }
}

/// One's own profile after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdatedProfile {
    /// As it is now; a new email address stands in `pending_email`.
    #[serde(flatten)]
    pub account: Account,
    /// Where the link went that confirms a new address, if there is one.
    pub email_confirmation: Option<LinkNotice>,
}

/// What opening the link in a mail about an address did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EmailOutcome {
    /// The new address is in force.
    Changed,
    /// The old address is in force again, and everybody is logged out.
    Restored,
}

/// The answer to a confirmed address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailConfirmation {
    /// What it did.
    pub outcome: EmailOutcome,
    /// The address that is in force now.
    #[cfg_attr(feature = "openapi", schema(example = "lena@example.org"))]
    pub email: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> ProfileChanges {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn null_removes_and_nothing_leaves_alone() {
        let changes = read(r#"{"first_name": null, "age": 35}"#)
            .validate()
            .unwrap();
        assert_eq!(changes.first_name, Some(None));
        assert_eq!(changes.last_name, None);
        assert_eq!(changes.age, Some(Some(35)));
    }

    #[test]
    fn what_is_sent_reads_the_same() {
        let changes = ProfileChanges {
            username: Some("lena".into()),
            last_name: Some(None),
            ..ProfileChanges::default()
        };
        let json = serde_json::to_string(&changes).unwrap();
        assert_eq!(json, r#"{"username":"lena","last_name":null}"#);
        assert_eq!(read(&json), changes);
    }

    #[test]
    fn all_bad_fields_are_reported_at_once() {
        let errors = read(r#"{"username": "x", "email": "", "first_name": "a\u0000", "age": 151}"#)
            .validate()
            .unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["username", "email", "first_name", "age"]);
    }
}

/// Whom to find.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PersonQuery {
    /// How the username or the names begin, at least 2 characters.
    #[cfg_attr(feature = "openapi", param(value_type = String, min_length = 2, max_length = 100, example = "le"))]
    pub query: Option<String>,
}

impl QueryParameters for PersonQuery {
    const NAMES: &'static [&'static str] = &["query"];

    fn set(&mut self, _: &str, value: String) {
        self.query = Some(value);
    }
}

impl Validate for PersonQuery {
    /// What to look for.
    type Valid = String;

    fn validate(self) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = self.query.unwrap_or_default();
        let query = errors.keep(
            "query",
            rules::line(&text, rules::PERSON_SEARCH_MIN, rules::SEARCH_MAX),
        );
        errors.into_result(query)
    }
}

/// Which of a person's events to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct EventsOfUserQuery {
    /// Events to come, soonest first, or past ones, latest first; all, latest first, if it is left
    /// out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<Period>))]
    pub period: Option<String>,
    /// Items on a page, 1 to 100; 20 if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// An [`EventsOfUserQuery`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidEventsOfUserQuery {
    /// Only these.
    pub period: Option<Period>,
    /// Items on a page.
    pub limit: i64,
    /// Where the page before ended; not read yet.
    pub cursor: Option<String>,
}

impl QueryParameters for EventsOfUserQuery {
    const NAMES: &'static [&'static str] = &["period", "limit", "cursor"];

    fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "period" => &mut self.period,
            "limit" => &mut self.limit,
            _ => &mut self.cursor,
        };
        *field = Some(value);
    }
}

impl Validate for EventsOfUserQuery {
    type Valid = ValidEventsOfUserQuery;

    fn validate(self) -> Result<ValidEventsOfUserQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let period = errors.keep("period", rules::value_of(self.period));
        let limit = pages::limit(&mut errors, self.limit);
        let cursor = errors.keep("cursor", pages::cursor(self.cursor));
        let valid = (|| {
            Some(ValidEventsOfUserQuery {
                period: period?,
                limit,
                cursor: cursor?,
            })
        })();
        errors.into_result(valid)
    }
}

/// Who wants no more invitations by mail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct Unsubscription {
    /// From the link in an invitation.
    #[cfg_attr(feature = "openapi", param(value_type = String, max_length = 1024))]
    pub token: Option<String>,
}

impl QueryParameters for Unsubscription {
    const NAMES: &'static [&'static str] = &["token"];

    fn set(&mut self, _: &str, value: String) {
        self.token = Some(value);
    }
}

impl Validate for Unsubscription {
    /// The token.
    type Valid = String;

    fn validate(self) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = self.token.unwrap_or_default();
        let token = errors.keep("token", rules::signed(text));
        errors.into_result(token)
    }
}
