//! People: one's own profile, changing it, and the profiles of others.

mod card;
mod edit;
mod edit_form;
mod events;
mod other;
mod own;
mod pending;
mod typed;

pub use edit::ProfileEditPage;
pub use other::ProfilePage;
pub use own::OwnProfilePage;
