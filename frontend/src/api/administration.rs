//! What those see and do who run the site, and how everybody else reports something to them.

use api_types::administration::{
    Administration, LogEntry, MailRecord, NewReport, PersonRecord, Reason, Report, Settings,
    SettingsChanges, Settlement,
};
use api_types::events::{Event, PeopleTold};
use api_types::pages::Page;
use gloo_net::http::Method;
use uuid::Uuid;

use super::once::Once;
use super::{ApiError, client};

/// What an instance is like at the moment.
pub async fn get_administration() -> Result<Administration, ApiError> {
    client::get("/admin").await
}

/// Lets people register, or does not.
pub async fn set_sign_up(is_open: bool) -> Result<Settings, ApiError> {
    let changes = SettingsChanges {
        sign_up_open: Some(Some(is_open)),
    };
    client::patch("/admin/settings", &changes).await
}

/// Everybody, or some; the latest account first.
pub async fn list_people(
    query: &str,
    only: &str,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<PersonRecord>, ApiError> {
    let parameters = [("query", query), ("only", only)];
    client::get(&client::page("/admin/people", &parameters, limit, cursor)).await
}

/// Ends all sessions of somebody, and lets them start no other.
pub async fn suspend_person(username: &str, reason: String) -> Result<PersonRecord, ApiError> {
    client::put_json(&suspension_of(username), &Reason { reason }).await
}

/// Lets somebody log in again.
pub async fn restore_person(username: &str) -> Result<PersonRecord, ApiError> {
    Once::new(Method::DELETE, &suspension_of(username))
        .send()
        .await
}

fn suspension_of(username: &str) -> String {
    format!("/admin/people/{}/block", client::encode(username))
}

/// All events, past and invite-only ones, too; the one that was published last first.
pub async fn list_all_events(
    query: &str,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<Event>, ApiError> {
    client::get(&client::page(
        "/admin/events",
        &[("query", query)],
        limit,
        cursor,
    ))
    .await
}

/// Removes somebody's event, and tells everybody whom it concerns.
pub async fn remove_event(id: Uuid, reason: String) -> Result<PeopleTold, ApiError> {
    Once::new(Method::POST, &format!("/admin/events/{id}/removal"))
        .json(&Reason { reason })
        .send()
        .await
}

/// The mails in the outbox, the newest first.
pub async fn list_outgoing_mails(
    state: &str,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<MailRecord>, ApiError> {
    client::get(&client::page(
        "/admin/mails",
        &[("state", state)],
        limit,
        cursor,
    ))
    .await
}

/// Tries a mail again that was given up.
pub async fn retry_mail(id: Uuid) -> Result<(), ApiError> {
    client::post(&format!("/admin/mails/{id}/retry"), &serde_json::Map::new()).await
}

/// The reports of abuse, the newest first.
pub async fn list_reports(
    state: &str,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<Report>, ApiError> {
    client::get(&client::page(
        "/admin/reports",
        &[("state", state)],
        limit,
        cursor,
    ))
    .await
}

/// Says what came of a report.
pub async fn settle_report(id: Uuid, decision: String) -> Result<Report, ApiError> {
    let path = format!("/admin/reports/{id}/settlement");
    client::post(&path, &Settlement { decision }).await
}

/// What administrators have done, the latest first.
pub async fn list_administration_log(
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<LogEntry>, ApiError> {
    client::get(&client::page("/admin/log", &[], limit, cursor)).await
}

/// Tells the administrators of an event.
pub async fn report_event(id: Uuid, reason: String) -> Result<(), ApiError> {
    client::post(&format!("/events/{id}/reports"), &NewReport { reason }).await
}

/// Tells the administrators of a person.
pub async fn report_user(username: &str, reason: String) -> Result<(), ApiError> {
    let path = format!("/users/{}/reports", client::encode(username));
    client::post(&path, &NewReport { reason }).await
}
