//! What administrators have done.

use api_types::administration::{AdminAction, LogEntry, LogSubjectKind};
use api_types::pages::Page;
use yew::prelude::*;

use super::list::{Chosen, PAGE, use_list};
use super::mail_kind::mail_kind;
use crate::api::{self, ApiError};
use crate::components::{Empty, PersonName};
use crate::{format, t};

#[derive(Clone, PartialEq)]
struct Log;

impl Chosen for Log {
    type Entry = LogEntry;

    async fn fetch(&self, cursor: Option<&str>) -> Result<Page<LogEntry>, ApiError> {
        api::list_administration_log(PAGE, cursor).await
    }
}

/// The log.
#[component]
pub fn LogSection() -> Html {
    let list = use_list(Log);
    list.show(row, html! { <Empty words={t!("log-empty")} /> })
}

/// Something that was done.
fn row(entry: &LogEntry) -> Html {
    let at = entry.happened_at;
    html! {
        <li class="record" key={entry.id.to_string()}>
            <div class="record-body">
                <p class="font-semibold wrap-anywhere">{ told(entry) }</p>
                <p class="flex flex-wrap gap-x-4 text-sm text-soft">
                    <time datetime={at.to_rfc3339()}>{ format::instant(at) }</time>
                    if let Some(person) = &entry.subject.person {
                        <PersonName person={person.clone()} />
                    }
                </p>
                if let Some(reason) = &entry.reason {
                    <div class="record-quote"><p class="whitespace-pre-line wrap-anywhere">{ reason }</p></div>
                }
            </div>
        </li>
    }
}

/// Who did what, in a sentence.
fn told(entry: &LogEntry) -> AttrValue {
    let admin = match &entry.admin {
        Some(person) => AttrValue::from(person.display_name()),
        None if entry.by_command => t!("log-command"),
        None => t!("log-gone"),
    };
    let subject = match (&entry.subject.name, entry.subject.kind) {
        (Some(kind), LogSubjectKind::Mail) => mail_kind(kind),
        (Some(name), _) => AttrValue::from(name.clone()),
        (None, _) => t!("log-forgotten"),
    };
    let (admin, subject) = (admin.as_str(), subject.as_str());
    match entry.action {
        AdminAction::SignUpOpened => t!("log-sign-up-opened", admin = admin),
        AdminAction::SignUpClosed => t!("log-sign-up-closed", admin = admin),
        AdminAction::PersonBlocked => t!("log-person-blocked", admin = admin, subject = subject),
        AdminAction::PersonUnblocked => {
            t!("log-person-unblocked", admin = admin, subject = subject)
        }
        AdminAction::EventRemoved => t!("log-event-removed", admin = admin, subject = subject),
        AdminAction::MailRetried => t!("log-mail-retried", admin = admin, subject = subject),
        AdminAction::ReportSettled => t!("log-report-settled", admin = admin, subject = subject),
        AdminAction::AdminMade => t!("log-admin-made", admin = admin, subject = subject),
        AdminAction::AdminRevoked => t!("log-admin-revoked", admin = admin, subject = subject),
    }
}

#[cfg(test)]
mod tests {
    use api_types::accounts::Person;
    use api_types::administration::LogSubject;
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    fn entry(admin: Option<&str>, by_command: bool, name: Option<&str>) -> LogEntry {
        LogEntry {
            id: Uuid::nil(),
            happened_at: DateTime::UNIX_EPOCH,
            admin: admin.map(|username| Person {
                username: username.to_owned(),
                first_name: None,
                last_name: None,
            }),
            by_command,
            action: AdminAction::PersonBlocked,
            subject: LogSubject {
                kind: LogSubjectKind::Person,
                id: None,
                name: name.map(str::to_owned),
                person: None,
            },
            reason: None,
        }
    }

    #[test]
    fn who_did_what_is_told_as_far_as_it_is_known() {
        assert_eq!(
            told(&entry(Some("ada"), false, Some("mira"))),
            "ada blocked mira."
        );
        assert_eq!(
            told(&entry(None, true, None)),
            "A command on the server blocked (no longer known)."
        );
        assert_eq!(
            told(&entry(None, false, Some("mira"))),
            "Somebody who has left blocked mira."
        );
    }

    #[test]
    fn a_mail_is_called_by_what_it_says() {
        let mut retried = entry(Some("ada"), false, Some("reset_password"));
        retried.action = AdminAction::MailRetried;
        retried.subject.kind = LogSubjectKind::Mail;
        assert_eq!(
            told(&retried),
            "ada had a mail sent again: Choose a new password."
        );
    }
}
