//! The words of each mail that is about an account.

use super::letter::{Action, Letter, Quote, one_line};

pub(super) fn confirm_account<'a>(username: &str, link: &'a str) -> Letter<'a> {
    Letter {
        subject: "Please confirm your email address".into(),
        username: Some(one_line(username)),
        paragraphs: vec![
            "One click, and your account is ready: you can book places and publish events of \
             your own."
                .into(),
        ],
        action: Some(Action {
            label: "Confirm my email address",
            link,
        }),
        notes: vec![
            "The link works once, for 24 hours.".into(),
            "If it was not you who registered, you need not do anything.".into(),
        ],
        reason: "somebody registered with your address".into(),
        ..Letter::default()
    }
}

pub(super) fn reset_password<'a>(username: &str, link: &'a str) -> Letter<'a> {
    Letter {
        subject: "Choose a new password".into(),
        username: Some(one_line(username)),
        paragraphs: vec![
            "You can choose a new password now. Until you do, the old one stays as it is.".into(),
        ],
        action: Some(Action {
            label: "Choose a new password",
            link,
        }),
        notes: vec![
            "The link works once, for 1 hour.".into(),
            "If it was not you who asked for it, you need not do anything.".into(),
        ],
        reason: "somebody asked for a new password for your account".into(),
        ..Letter::default()
    }
}

pub(super) fn password_changed<'a>(username: &str, reset_link: &'a str) -> Letter<'a> {
    Letter {
        subject: "Your password was changed".into(),
        username: Some(one_line(username)),
        paragraphs: vec![
            "Your account has a new password. Wherever else you were logged in, you are logged \
             out now."
                .into(),
            "If it was you, all is well. If not, please choose a new password right away.".into(),
        ],
        action: Some(Action {
            label: "It was not me",
            link: reset_link,
        }),
        notes: Vec::new(),
        reason: ACCOUNT.into(),
        ..Letter::default()
    }
}

pub(super) fn confirm_email<'a>(username: &str, new_email: &str, link: &'a str) -> Letter<'a> {
    Letter {
        subject: "Please confirm your new email address".into(),
        username: Some(one_line(username)),
        paragraphs: vec![format!(
            "One click, and {} is the email address of your account. Until then the old one \
             stays.",
            one_line(new_email)
        )],
        action: Some(Action {
            label: "Confirm my new email address",
            link,
        }),
        notes: vec![
            "The link works once, for 24 hours.".into(),
            "If it was not you who asked for it, you need not do anything.".into(),
        ],
        reason: "somebody wants to use your address for an account".into(),
        ..Letter::default()
    }
}

pub(super) fn email_change_requested(username: &str, new_email: &str) -> Letter<'static> {
    Letter {
        subject: "Your email address is about to change".into(),
        username: Some(one_line(username)),
        paragraphs: vec![
            format!(
                "Your account is to get the email address {}. Nothing changes until it is \
                 confirmed there.",
                one_line(new_email)
            ),
            "If it was you, all is well. If not, please log in and change your password: that \
             takes the change back."
                .into(),
        ],
        reason: ACCOUNT.into(),
        ..Letter::default()
    }
}

pub(super) fn email_changed<'a>(
    username: &str,
    new_email: &str,
    restore_link: &'a str,
) -> Letter<'a> {
    Letter {
        subject: "Your email address was changed".into(),
        username: Some(one_line(username)),
        paragraphs: vec![
            format!(
                "From now on, {} is the email address of your account.",
                one_line(new_email)
            ),
            "If it was you, all is well. If not, you can put the old address back. Everybody who \
             is logged in to your account is logged out then."
                .into(),
        ],
        action: Some(Action {
            label: "Put the old address back",
            link: restore_link,
        }),
        notes: vec!["The link works for 7 days.".into()],
        reason: "this was the email address of your account".into(),
        ..Letter::default()
    }
}

pub(super) fn chat_message<'a>(
    username: &str,
    sender: &str,
    text: &str,
    link: &'a str,
) -> Letter<'a> {
    let sender = one_line(sender);
    Letter {
        subject: format!("{sender} wrote to you"),
        username: Some(one_line(username)),
        paragraphs: vec![format!(
            "{sender} wrote to you while you were away, and asked us to send it to you by mail."
        )],
        quote: Some(Quote {
            intro: "The message:",
            text: text.to_owned(),
        }),
        action: Some(Action {
            label: "Answer",
            link,
        }),
        notes: vec![
            format!(
                "{sender} does not learn your address. Please answer on the page, not to this mail."
            ),
            "If you do not want to hear from them, you can block them there.".into(),
        ],
        reason: format!("{sender} sent you a message"),
        ..Letter::default()
    }
}

pub(super) fn account_deleted(username: &str) -> Letter<'static> {
    Letter {
        subject: "Goodbye".into(),
        username: Some(one_line(username)),
        paragraphs: vec![
            "Your account is gone, and everything that belonged to it was deleted. This is the \
             last mail you get."
                .into(),
            "Thank you for having been with us. You are welcome back at any time.".into(),
        ],
        reason: "you had an account".into(),
        ..Letter::default()
    }
}

pub(super) fn test() -> Letter<'static> {
    Letter {
        subject: "A test from Event Booking".into(),
        paragraphs: vec![
            "This is a test. If you can read it, mails from Event Booking arrive.".into(),
        ],
        reason: "somebody who looks after the server tries out its mail".into(),
        ..Letter::default()
    }
}

/// Why most people get most mails.
const ACCOUNT: &str = "you have an account";
