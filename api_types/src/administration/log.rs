//! What administrators have done.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::accounts::Person;

macro_rules! stored_values {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name under which it travels and is stored.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

stored_values! {
    /// Something that an administrator did.
    AdminAction {
        /// People can register again.
        SignUpOpened = "sign_up_opened",
        /// People cannot register any more.
        SignUpClosed = "sign_up_closed",
        /// Somebody was blocked, or the reason for it changed.
        PersonBlocked = "person_blocked",
        /// Somebody is no longer blocked.
        PersonUnblocked = "person_unblocked",
        /// An event was removed.
        EventRemoved = "event_removed",
        /// A mail that was given up is tried again.
        MailRetried = "mail_retried",
        /// A report was decided.
        ReportSettled = "report_settled",
        /// Somebody became an administrator.
        AdminMade = "admin_made",
        /// Somebody is no longer an administrator.
        AdminRevoked = "admin_revoked",
    }
}

stored_values! {
    /// What it was done to.
    LogSubjectKind {
        /// The settings of the instance.
        Settings = "settings",
        /// A person.
        Person = "person",
        /// An event.
        Event = "event",
        /// A mail.
        Mail = "mail",
        /// A report.
        Report = "report",
    }
}

/// What something was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogSubject {
    /// What it is.
    pub kind: LogSubjectKind,
    /// Its id; the settings have none. It may be gone.
    pub id: Option<Uuid>,
    /// What it was called then: the username, the event's title, the kind of the mail, what the
    /// report was about. It is forgotten when the person whom it concerns leaves.
    #[cfg_attr(feature = "openapi", schema(example = "Night of the Small Stages"))]
    pub name: Option<String>,
    /// Whom it concerns, if they are still here: the person, who published the event, who was
    /// reported or whose event was.
    pub person: Option<Person>,
}

/// Something that an administrator did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogEntry {
    /// UUID v7.
    pub id: Uuid,
    /// When.
    pub happened_at: DateTime<Utc>,
    /// Who did it, if it was done with an account that is still here.
    pub admin: Option<Person>,
    /// Whether it was done by a command on the server, without an account.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub by_command: bool,
    /// What.
    pub action: AdminAction,
    /// To what.
    pub subject: LogSubject,
    /// Why, or what was decided.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "It advertises something that is not an event.")
    )]
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_what_travels() {
        for action in AdminAction::ALL {
            let travels = serde_json::to_value(action).unwrap();
            assert_eq!(travels, action.as_str());
        }
        for kind in LogSubjectKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
