//! What an address shows.

mod accounts;
mod event_create;
mod event_detail;
mod event_overview;
mod home;
mod not_found;
mod unavailable;

pub use accounts::{ConfirmPage, LoginPage, RegisterPage};
pub use event_create::EventCreatePage;
pub use event_detail::EventDetailPage;
pub use event_overview::EventOverviewPage;
pub use home::HomePage;
pub use not_found::{NotFound, NotFoundPage};
pub use unavailable::UnavailablePage;
