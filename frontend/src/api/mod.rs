//! The API as the page uses it: one function for each operation, with the types of `api_types`.

mod accounts;
mod client;
mod error;
mod events;

pub use accounts::{
    confirm_account, current_session, log_in, log_out, register_account, resend_confirmation,
};
pub use error::ApiError;
pub use events::{
    Listing, book_event, cancel_booking, create_event, get_eligibility, get_event, list_attendees,
    list_events,
};
