//! The words of each mail that is about an account.

use api_types::language::Language;

use super::letter::{Action, Letter, Quote, one_line};
use crate::t;

/// A letter to somebody by name.
fn to(language: Language, username: &str) -> Letter<'static> {
    Letter {
        username: Some(one_line(username)),
        ..Letter::blank(language)
    }
}

pub(super) fn confirm_account<'a>(l: Language, username: &str, link: &'a str) -> Letter<'a> {
    Letter {
        subject: t!(l, "mail-confirm-subject"),
        paragraphs: vec![t!(l, "mail-confirm-text")],
        action: Some(Action::new(t!(l, "mail-confirm-action"), link)),
        notes: vec![t!(l, "mail-link-day"), t!(l, "mail-confirm-not-you")],
        reason: t!(l, "mail-why-registered"),
        ..to(l, username)
    }
}

pub(super) fn reset_password<'a>(l: Language, username: &str, link: &'a str) -> Letter<'a> {
    Letter {
        subject: t!(l, "mail-reset-subject"),
        paragraphs: vec![t!(l, "mail-reset-text")],
        action: Some(Action::new(t!(l, "mail-reset-action"), link)),
        notes: vec![t!(l, "mail-reset-link"), t!(l, "mail-not-you-asked")],
        reason: t!(l, "mail-why-reset"),
        ..to(l, username)
    }
}

pub(super) fn password_changed<'a>(l: Language, username: &str, reset: &'a str) -> Letter<'a> {
    Letter {
        subject: t!(l, "mail-password-subject"),
        paragraphs: vec![t!(l, "mail-password-text"), t!(l, "mail-password-not-you")],
        action: Some(Action::new(t!(l, "mail-password-action"), reset)),
        reason: t!(l, "mail-why-account"),
        ..to(l, username)
    }
}

pub(super) fn confirm_email<'a>(
    l: Language,
    username: &str,
    new_email: &str,
    link: &'a str,
) -> Letter<'a> {
    let email = one_line(new_email);
    Letter {
        subject: t!(l, "mail-new-address-subject"),
        paragraphs: vec![t!(l, "mail-new-address-text", email = email)],
        action: Some(Action::new(t!(l, "mail-new-address-action"), link)),
        notes: vec![t!(l, "mail-link-day"), t!(l, "mail-not-you-asked")],
        reason: t!(l, "mail-why-address"),
        ..to(l, username)
    }
}

pub(super) fn email_change_requested(
    l: Language,
    username: &str,
    new_email: &str,
) -> Letter<'static> {
    let email = one_line(new_email);
    Letter {
        subject: t!(l, "mail-address-asked-subject"),
        paragraphs: vec![
            t!(l, "mail-address-asked-text", email = email),
            t!(l, "mail-address-asked-not-you"),
        ],
        reason: t!(l, "mail-why-account"),
        ..to(l, username)
    }
}

pub(super) fn email_changed<'a>(
    l: Language,
    username: &str,
    new_email: &str,
    restore_link: &'a str,
) -> Letter<'a> {
    let email = one_line(new_email);
    Letter {
        subject: t!(l, "mail-address-subject"),
        paragraphs: vec![
            t!(l, "mail-address-text", email = email),
            t!(l, "mail-address-not-you"),
        ],
        action: Some(Action::new(t!(l, "mail-address-action"), restore_link)),
        notes: vec![t!(l, "mail-address-link")],
        reason: t!(l, "mail-why-old-address"),
        ..to(l, username)
    }
}

pub(super) fn chat_message<'a>(
    l: Language,
    username: &str,
    sender: &str,
    text: &str,
    link: &'a str,
) -> Letter<'a> {
    let sender = one_line(sender);
    let sender = sender.as_str();
    Letter {
        subject: t!(l, "mail-message-subject", sender = sender),
        paragraphs: vec![t!(l, "mail-message-text", sender = sender)],
        quote: Some(Quote {
            intro: t!(l, "mail-message-intro"),
            text: text.to_owned(),
        }),
        action: Some(Action::new(t!(l, "mail-message-action"), link)),
        notes: vec![
            t!(l, "mail-message-private", sender = sender),
            t!(l, "mail-message-block"),
        ],
        reason: t!(l, "mail-why-message", sender = sender),
        ..to(l, username)
    }
}

pub(super) fn account_blocked(l: Language, username: &str, reason: &str) -> Letter<'static> {
    Letter {
        subject: t!(l, "mail-blocked-subject"),
        paragraphs: vec![t!(l, "mail-blocked-text"), t!(l, "mail-blocked-stays")],
        quote: Some(Quote {
            intro: t!(l, "mail-blocked-intro"),
            text: reason.to_owned(),
        }),
        reason: t!(l, "mail-why-account"),
        ..to(l, username)
    }
}

pub(super) fn account_unblocked<'a>(l: Language, username: &str, link: &'a str) -> Letter<'a> {
    Letter {
        subject: t!(l, "mail-unblocked-subject"),
        paragraphs: vec![t!(l, "mail-unblocked-text")],
        action: Some(Action::new(t!(l, "mail-unblocked-action"), link)),
        reason: t!(l, "mail-why-account"),
        ..to(l, username)
    }
}

pub(super) fn own_event_removed(
    l: Language,
    username: &str,
    title: &str,
    reason: &str,
    others_told: bool,
) -> Letter<'static> {
    let title = one_line(title);
    let title = title.as_str();
    let mut paragraphs = vec![t!(l, "mail-own-event-text", title = title)];
    if others_told {
        paragraphs.push(t!(l, "mail-own-event-told"));
    }
    Letter {
        subject: t!(l, "mail-own-event-subject", title = title),
        paragraphs,
        quote: Some(Quote {
            intro: t!(l, "mail-own-event-intro"),
            text: reason.to_owned(),
        }),
        reason: t!(l, "mail-why-published"),
        ..to(l, username)
    }
}

pub(super) fn account_deleted(l: Language, username: &str) -> Letter<'static> {
    Letter {
        subject: t!(l, "mail-goodbye-subject"),
        paragraphs: vec![t!(l, "mail-goodbye-text"), t!(l, "mail-goodbye-thanks")],
        reason: t!(l, "mail-why-had-account"),
        ..to(l, username)
    }
}

pub(super) fn test(l: Language) -> Letter<'static> {
    Letter {
        subject: t!(l, "mail-test-subject"),
        paragraphs: vec![t!(l, "mail-test-text")],
        reason: t!(l, "mail-why-test"),
        ..Letter::blank(l)
    }
}
