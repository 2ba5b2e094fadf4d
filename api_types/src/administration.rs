//! Administration: what those who run an instance see and do, and how everybody else tells them of
//! what should not be here.
//!
//! Anybody who is logged in:
//!
//! | operation | request | answer |
//! |---|---|---|
//! | `report_event` | `POST /events/{id}/reports`, [`NewReport`] | 204 |
//! | `report_user` | `POST /users/{username}/reports`, [`NewReport`] | 204 |
//!
//! Both: 409 `reported-before` while an earlier report of the same person waits, 409
//! `reports-oneself` for oneself and one's own event.
//!
//! Administrators only; guests get 401, everybody else 403 `administrator-required`:
//!
//! | operation | request | answer |
//! |---|---|---|
//! | `get_administration` | `GET /admin` | [`Administration`] |
//! | `update_settings` | `PATCH /admin/settings`, [`SettingsChanges`] | [`Settings`] |
//! | `list_people` | `GET /admin/people`, [`PeopleQuery`] | a page of [`PersonRecord`] |
//! | `block_person` | `PUT /admin/people/{username}/block`, [`Reason`] | [`PersonRecord`]; 409 `administrator-protected` |
//! | `unblock_person` | `DELETE /admin/people/{username}/block` | [`PersonRecord`] |
//! | `list_all_events` | `GET /admin/events`, [`AllEventsQuery`] | a page of [`Event`](crate::events::Event) |
//! | `remove_event` | `POST /admin/events/{id}/removal`, [`Reason`] | [`PeopleTold`](crate::events::PeopleTold) |
//! | `list_outgoing_mails` | `GET /admin/mails`, [`MailsQuery`] | a page of [`MailRecord`] |
//! | `retry_mail` | `POST /admin/mails/{id}/retry` | 204; 404 if no such mail was given up |
//! | `list_reports` | `GET /admin/reports`, [`ReportsQuery`] | a page of [`Report`] |
//! | `settle_report` | `POST /admin/reports/{id}/settlement`, [`Settlement`] | [`Report`]; 409 `settled-before` |
//! | `list_administration_log` | `GET /admin/log`, [`PageQuery`](crate::pages::PageQuery) | a page of [`LogEntry`] |
//!
//! Elsewhere: [`Account::is_admin`](crate::accounts::Account::is_admin) and
//! [`CurrentSession::sign_up_open`](crate::accounts::CurrentSession::sign_up_open). While sign-up is
//! closed, `register_account` answers 403 `sign-up-closed`. Whoever is blocked gets 403
//! `account-blocked` with the reason as its detail, once the password was right.

mod filters;
mod log;

pub use filters::{
    AllEventsQuery, MailsQuery, PeopleChoice, PeopleQuery, ReportState, ReportsQuery,
    ValidAllEventsQuery, ValidMailsQuery, ValidPeopleQuery, ValidReportsQuery,
};
pub use log::{AdminAction, LogEntry, LogSubject, LogSubjectKind};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::accounts::Person;
use crate::problem::{FieldErrors, RuleCode};
use crate::rules::{self, Broken};
use crate::{Validate, present};

/// What an instance is like at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Administration {
    /// How many people have an account.
    #[cfg_attr(feature = "openapi", schema(example = 1024))]
    pub people: i64,
    /// How many of them are blocked.
    #[cfg_attr(feature = "openapi", schema(example = 2))]
    pub people_blocked: i64,
    /// How many events are going on or to come.
    #[cfg_attr(feature = "openapi", schema(example = 96))]
    pub upcoming_events: i64,
    /// How many places are booked at those.
    #[cfg_attr(feature = "openapi", schema(example = 2048))]
    pub bookings: i64,
    /// How many mails wait for their first or for another attempt.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub mails_waiting: i64,
    /// How many mails were given up.
    #[cfg_attr(feature = "openapi", schema(example = 0))]
    pub mails_failed: i64,
    /// How many reports of abuse wait for a decision.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub open_reports: i64,
    /// What administrators have chosen.
    pub settings: Settings,
}

/// What administrators choose for the whole instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Whether people can register.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub sign_up_open: bool,
}

/// Settings to change. Those that are left out stay as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SettingsChanges {
    /// Whether people can register from now on.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false, example = false))]
    pub sign_up_open: Option<Option<bool>>,
}

/// [`SettingsChanges`] that obey the rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ValidSettingsChanges {
    /// Whether people can register, if that shall change.
    pub sign_up_open: Option<bool>,
}

impl Validate for SettingsChanges {
    type Valid = ValidSettingsChanges;

    fn validate(self) -> Result<ValidSettingsChanges, FieldErrors> {
        match self.sign_up_open {
            Some(None) => Err(FieldErrors::one("sign_up_open", RuleCode::NotABoolean)),
            sign_up_open => Ok(ValidSettingsChanges {
                sign_up_open: sign_up_open.flatten(),
            }),
        }
    }
}

/// A person, as administrators see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRecord {
    /// UUID v7.
    pub id: Uuid,
    /// Who.
    #[serde(flatten)]
    pub person: Person,
    /// Where mails go.
    #[cfg_attr(feature = "openapi", schema(example = "lena@example.org"))]
    pub email: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// When the email address was confirmed; until then, nobody can log in.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Whether they administer this instance.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub is_admin: bool,
    /// Since when they are blocked, if they are.
    #[cfg_attr(feature = "openapi", schema(example = json!(null)))]
    pub blocked_at: Option<DateTime<Utc>>,
    /// Why they are blocked, as they were told.
    #[cfg_attr(feature = "openapi", schema(example = json!(null)))]
    pub blocked_reason: Option<String>,
}

/// Why somebody is blocked, or an event removed. Those whom it concerns read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// 1 to 500 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 1,
            max_length = 500,
            example = "It advertises something that is not an event."
        )
    )]
    pub reason: String,
}

impl Validate for Reason {
    /// The reason.
    type Valid = String;

    fn validate(self) -> Result<String, FieldErrors> {
        needed("reason", rules::paragraphs(&self.reason, rules::REASON_MAX))
    }
}

/// Tells the administrators of a person or an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// What is wrong, 1 to 1,000 characters. Only administrators read it.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 1,
            max_length = 1000,
            example = "They sell tickets that do not exist."
        )
    )]
    pub reason: String,
}

impl Validate for NewReport {
    /// The reason.
    type Valid = String;

    fn validate(self) -> Result<String, FieldErrors> {
        needed("reason", rules::paragraphs(&self.reason, rules::REPORT_MAX))
    }
}

/// What came of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// What was decided and why, 1 to 1,000 characters. Only administrators read it.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 1,
            max_length = 1000,
            example = "The event is removed; its creator was warned."
        )
    )]
    pub decision: String,
}

impl Validate for Settlement {
    /// The decision.
    type Valid = String;

    fn validate(self) -> Result<String, FieldErrors> {
        let decision = rules::paragraphs(&self.decision, rules::REPORT_MAX);
        needed("decision", decision)
    }
}

/// The only field of a request.
fn needed(field: &str, text: Result<String, Broken>) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::new();
    let text = errors.keep(field, text);
    errors.into_result(text)
}

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportSubjectKind {
    /// An event.
    Event,
    /// A person.
    Person,
}

/// The event or the person that a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportSubject {
    /// Which of both.
    pub kind: ReportSubjectKind,
    /// The title or the username, as it was then.
    #[cfg_attr(feature = "openapi", schema(example = "Night of the Small Stages"))]
    pub name: String,
    /// The event, if it is one and still there.
    pub event_id: Option<Uuid>,
    /// The person, or the one who published the event.
    pub person: Person,
    /// Whether that person is blocked by now.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub is_blocked: bool,
}

/// A report of abuse. Those about a person go when the person leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// UUID v7.
    pub id: Uuid,
    /// What it is about.
    pub subject: ReportSubject,
    /// Who reported it, if they are still here.
    pub reporter: Option<Person>,
    /// What is wrong, in their words.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "They sell tickets that do not exist.")
    )]
    pub reason: String,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
    /// When it was decided; until then it is open.
    pub settled_at: Option<DateTime<Utc>>,
    /// Who decided it, if they are still here.
    pub settled_by: Option<Person>,
    /// What was decided.
    pub decision: Option<String>,
}

/// Where a mail is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// For its first or for another attempt.
    Waiting,
    /// It was given up.
    Failed,
    /// It left.
    Sent,
}

/// A mail in the outbox, without what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailRecord {
    /// As in the log of the server.
    pub id: Uuid,
    /// Which message it is.
    #[cfg_attr(feature = "openapi", schema(example = "confirm_account"))]
    pub kind: String,
    /// Where it goes.
    #[cfg_attr(feature = "openapi", schema(example = "lena@example.org"))]
    pub recipient: String,
    /// Where it is in its life.
    pub state: MailState,
    /// How many attempts there were.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub attempts: i32,
    /// What went wrong last, in the words of the mail server.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Of one that waits: not before this.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it left or was given up.
    pub ended_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_must_say_something_and_not_too_much() {
        let code = |reason: &str| {
            let errors = Reason {
                reason: reason.into(),
            }
            .validate()
            .unwrap_err();
            errors.of("reason").unwrap().code
        };
        assert_eq!(code(" \u{200b} "), RuleCode::Required);
        assert_eq!(code(&"a".repeat(501)), RuleCode::TooLong);
        let long = "a".repeat(1000);
        assert_eq!(
            NewReport {
                reason: long.clone()
            }
            .validate(),
            Ok(long)
        );
    }

    #[test]
    fn a_setting_is_left_alone_or_chosen_but_not_removed() {
        let read = |json: &str| {
            serde_json::from_str::<SettingsChanges>(json)
                .unwrap()
                .validate()
        };
        assert_eq!(read("{}").unwrap().sign_up_open, None);
        assert_eq!(
            read(r#"{"sign_up_open": false}"#).unwrap().sign_up_open,
            Some(false)
        );
        let errors = read(r#"{"sign_up_open": null}"#).unwrap_err();
        assert_eq!(
            errors.of("sign_up_open").unwrap().code,
            RuleCode::NotABoolean
        );
    }
}
