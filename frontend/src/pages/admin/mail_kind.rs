//! Which message a mail is, in words.

use yew::AttrValue;

use crate::t;

/// What a kind of mail is called; one that is newer than this page by the name that the server has
/// for it.
pub fn mail_kind(kind: &str) -> AttrValue {
    match kind {
        "confirm_account" => t!("mail-confirm-account"),
        "reset_password" => t!("mail-reset-password"),
        "password_changed" => t!("mail-password-changed"),
        "confirm_email" => t!("mail-confirm-email"),
        "email_change_requested" => t!("mail-email-change-requested"),
        "email_changed" => t!("mail-email-changed"),
        "chat_message" => t!("mail-chat-message"),
        "account_deleted" => t!("mail-account-deleted"),
        "account_blocked" => t!("mail-account-blocked"),
        "account_unblocked" => t!("mail-account-unblocked"),
        "event_removed" => t!("mail-event-removed"),
        "own_event_removed" => t!("mail-own-event-removed"),
        "test" => t!("mail-test"),
        "booking_confirmed" => t!("mail-booking-confirmed"),
        "booking_cancelled" => t!("mail-booking-cancelled"),
        "invitation" => t!("mail-invitation"),
        "event_changed" => t!("mail-event-changed"),
        "event_cancelled" => t!("mail-event-cancelled"),
        "removal" => t!("mail-removal"),
        _ => AttrValue::from(kind.to_owned()),
    }
}
