//! What an address shows.

mod account;
mod accounts;
mod admin;
mod chat;
mod event_create;
mod event_detail;
mod event_edit;
mod event_form;
pub mod event_overview;
mod home;
mod mine;
mod not_found;
mod notifications;
mod profile;
mod sessions;
mod unavailable;
mod unsubscribe;

pub use account::AccountPage;
pub use accounts::{
    ConfirmEmailPage, ConfirmPage, LoginPage, PasswordResetPage, PasswordSavePage, RegisterPage,
};
pub use admin::AdminPage;
pub use chat::ChatPage;
pub use event_create::EventCreatePage;
pub use event_detail::{
    ActionProps, AttendeesProps, EventDetailPage, MemberOffer, Names, News, Ownership,
};
pub use event_edit::EventEditPage;
pub use event_overview::{EventOverviewPage, Month, Shown};
pub use home::HomePage;
pub use mine::{Mine, MinePage};
pub use not_found::{NotFound, NotFoundPage};
pub use notifications::NotificationsPage;
pub use profile::{OwnProfilePage, ProfileEditPage, ProfilePage};
pub use sessions::SessionsPage;
pub use unavailable::UnavailablePage;
pub use unsubscribe::UnsubscribePage;
