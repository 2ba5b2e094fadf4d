//! The API as the page uses it: one function for each operation, with the types of `api_types`.

mod accounts;
mod client;
mod error;
mod events;
mod profiles;
mod sessions;

pub use accounts::{
    change_password, confirm_account, current_session, log_in, log_out, register_account,
    request_password_reset, resend_confirmation, reset_password,
};
pub use error::ApiError;
pub use events::{
    Listing, book_event, cancel_booking, create_event, get_eligibility, get_event, list_attendees,
    list_events,
};
pub use profiles::{
    OWN_DATA, confirm_email, delete_account, get_profile, list_events_of, preview_deletion,
    update_profile,
};
pub use sessions::{end_other_sessions, end_session, list_sessions};
