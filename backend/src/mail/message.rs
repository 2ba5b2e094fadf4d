//! What mails about accounts say: one variant for each, and its words.
//!
//! Mails about events are announcements.

use api_types::language::Language;

use super::letter::{Letter, Rendered};
use super::words;

/// The goodbye, which leaves no trace: its row is removed when it was sent or given up.
pub const ACCOUNT_DELETED: &str = "account_deleted";

/// Every mail that is not about an event.
#[derive(Debug, Clone)]
pub enum Message<'a> {
    /// Asks somebody who registered to confirm the address.
    ConfirmAccount {
        /// Whom it greets.
        username: &'a str,
        /// Where to click.
        link: &'a str,
    },
    /// Lets somebody who forgot the password choose a new one.
    ResetPassword {
        /// Whom it greets.
        username: &'a str,
        /// Where to click; works once, for an hour.
        link: &'a str,
    },
    /// Tells that the password was changed and the other sessions were ended.
    PasswordChanged {
        /// Whom it greets.
        username: &'a str,
        /// Where to choose another one, if it was somebody else.
        reset_link: &'a str,
    },
    /// Asks at a new address to confirm it.
    ConfirmEmail {
        /// Whom it greets.
        username: &'a str,
        /// The address that it goes to.
        new_email: &'a str,
        /// Where to click; works once, for 24 hours.
        link: &'a str,
    },
    /// Tells at the old address that a new one waits to be confirmed.
    EmailChangeRequested {
        /// Whom it greets.
        username: &'a str,
        /// The address that waits.
        new_email: &'a str,
    },
    /// Tells at the old address that the new one is in force.
    EmailChanged {
        /// Whom it greets.
        username: &'a str,
        /// The address that is in force now.
        new_email: &'a str,
        /// Where the old one is put back; works for 7 days.
        restore_link: &'a str,
    },
    /// Brings somebody who is not here what somebody else wrote.
    ChatMessage {
        /// Whom it greets.
        username: &'a str,
        /// Who wrote.
        sender: &'a str,
        /// What.
        text: &'a str,
        /// Where the conversation is.
        link: &'a str,
    },
    /// Tells somebody that administrators keep them out.
    AccountBlocked {
        /// Whom it greets.
        username: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// Tells them that they are let in again.
    AccountUnblocked {
        /// Whom it greets.
        username: &'a str,
        /// Where to log in.
        link: &'a str,
    },
    /// Tells somebody that administrators have removed their event.
    OwnEventRemoved {
        /// Whom it greets.
        username: &'a str,
        /// What it was called.
        title: &'a str,
        /// Why.
        reason: &'a str,
        /// Whether others were told, as it was still to come.
        others_told: bool,
    },
    /// Says goodbye to somebody who deleted the account.
    AccountDeleted {
        /// Whom it greets, for the last time.
        username: &'a str,
    },
    /// Shows somebody who sets up the server that mails arrive.
    Test,
}

impl Message<'_> {
    /// The name of the message in the outbox.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ConfirmAccount { .. } => "confirm_account",
            Self::ResetPassword { .. } => "reset_password",
            Self::PasswordChanged { .. } => "password_changed",
            Self::ConfirmEmail { .. } => "confirm_email",
            Self::EmailChangeRequested { .. } => "email_change_requested",
            Self::EmailChanged { .. } => "email_changed",
            Self::ChatMessage { .. } => "chat_message",
            Self::AccountBlocked { .. } => "account_blocked",
            Self::AccountUnblocked { .. } => "account_unblocked",
            Self::OwnEventRemoved { .. } => "own_event_removed",
            Self::AccountDeleted { .. } => ACCOUNT_DELETED,
            Self::Test => "test",
        }
    }

    /// The mail, laid out. `site` is the address of the application.
    pub fn render(&self, language: Language, site: &str) -> Result<Rendered, askama::Error> {
        self.letter(language).render(site)
    }

    /// The words.
    fn letter(&self, language: Language) -> Letter<'_> {
        match *self {
            Self::ConfirmAccount { username, link } => {
                words::confirm_account(language, username, link)
            }
            Self::ResetPassword { username, link } => {
                words::reset_password(language, username, link)
            }
            Self::PasswordChanged {
                username,
                reset_link,
            } => words::password_changed(language, username, reset_link),
            Self::ConfirmEmail {
                username,
                new_email,
                link,
            } => words::confirm_email(language, username, new_email, link),
            Self::EmailChangeRequested {
                username,
                new_email,
            } => words::email_change_requested(language, username, new_email),
            Self::EmailChanged {
                username,
                new_email,
                restore_link,
            } => words::email_changed(language, username, new_email, restore_link),
            Self::ChatMessage {
                username,
                sender,
                text,
                link,
            } => words::chat_message(language, username, sender, text, link),
            Self::AccountBlocked { username, reason } => {
                words::account_blocked(language, username, reason)
            }
            Self::AccountUnblocked { username, link } => {
                words::account_unblocked(language, username, link)
            }
            Self::OwnEventRemoved {
                username,
                title,
                reason,
                others_told,
            } => words::own_event_removed(language, username, title, reason, others_told),
            Self::AccountDeleted { username } => words::account_deleted(language, username),
            Self::Test => words::test(language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://events.example.org";
    const LINK: &str = "https://events.example.org/link?hash=abc&x=1";

    fn rendered(message: &Message<'_>) -> Rendered {
        message.render(Language::En, SITE).unwrap()
    }

    /// All that leaves, to be compared as a whole. To accept what was changed:
    /// `INSTA_UPDATE=always cargo test -p backend --lib mail`.
    fn look(message: &Message<'_>) {
        for language in Language::ALL {
            let mail = message.render(language, SITE).unwrap();
            let all = format!("{}\n\n{}\n\n{}", mail.subject, mail.text, mail.html);
            insta::assert_snapshot!(format!("{}_{language}", message.kind()), all);
        }
    }

    #[test]
    fn every_message_looks_as_it_did() {
        let (username, new_email) = ("lena", "lena@new.example.org");
        look(&Message::ConfirmAccount {
            username,
            link: LINK,
        });
        look(&Message::ResetPassword {
            username,
            link: LINK,
        });
        look(&Message::PasswordChanged {
            username,
            reset_link: LINK,
        });
        look(&Message::ConfirmEmail {
            username,
            new_email,
            link: LINK,
        });
        look(&Message::EmailChangeRequested {
            username,
            new_email,
        });
        look(&Message::EmailChanged {
            username,
            new_email,
            restore_link: LINK,
        });
        look(&Message::ChatMessage {
            username,
            sender: "mira",
            text: "Shall I bring a lantern?\n\nI have <two>, & they are red.",
            link: LINK,
        });
        look(&Message::AccountBlocked {
            username,
            reason: "Three events that did not exist.\n\nWe wrote to you <twice>.",
        });
        look(&Message::AccountUnblocked {
            username,
            link: LINK,
        });
        look(&Message::OwnEventRemoved {
            username,
            title: "Choir without talent",
            reason: "It advertises something that is not an event.",
            others_told: true,
        });
        look(&Message::AccountDeleted { username });
        look(&Message::Test);
    }

    #[test]
    fn names_are_never_markup() {
        let username = "<img src=x>";
        let mail = rendered(&Message::AccountDeleted { username });
        assert!(!mail.html.contains("<img"));
        assert!(mail.text.contains(username));
    }
}
