//! The API as the page uses it: one function for each operation, with the types of `api_types`.

mod accounts;
mod administration;
mod answers;
mod chat;
mod client;
mod error;
mod events;
mod kept;
mod notifications;
mod once;
mod pictures;
mod profiles;
mod sessions;
mod socket;

pub use accounts::{
    change_password, confirm_account, current_session, log_in, log_out, register_account,
    request_password_reset, resend_confirmation, reset_password,
};
pub use administration::{
    get_administration, list_administration_log, list_all_events, list_outgoing_mails, list_people,
    list_reports, remove_event, report_event, report_user, restore_person, retry_mail, set_sign_up,
    settle_report, suspend_person,
};
pub use answers::read as read_answers;
pub use chat::{
    block_user, get_conversation, list_conversations, list_messages, mail_message, unblock_user,
};
pub use error::ApiError;
pub use events::{
    Listing, book_event, calendar_of, cancel_booking, cancel_event, create_event, get_eligibility,
    get_event, invite_user, list_attendees, list_events, notify_attendees, remove_attendee,
    update_event,
};
pub use kept::Kept;
pub use notifications::{list_notifications, mark_notifications_read};
pub use pictures::{describe_picture, remove_picture, set_picture};
pub use profiles::{
    OWN_DATA, choose_language, confirm_email, create_calendar_feed, delete_account, find_users,
    get_calendar_feed, get_profile, list_events_of, list_own_bookings, preview_deletion,
    revoke_calendar_feed, unsubscribe, update_profile,
};
pub use sessions::{end_other_sessions, end_session, list_sessions};
pub use socket::socket_address;
