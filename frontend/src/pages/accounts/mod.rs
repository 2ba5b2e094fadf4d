//! Becoming a member, coming in, and passwords.

mod confirm;
mod confirm_email;
mod link;
mod login;
mod names;
mod new_password;
mod password_change;
mod password_reset;
mod password_save;
mod register;
mod register_form;

pub use confirm::ConfirmPage;
pub use confirm_email::ConfirmEmailPage;
pub use link::first_of;
pub use login::LoginPage;
pub use names::name_of;
pub use password_reset::PasswordResetPage;
pub use password_save::PasswordSavePage;
pub use register::RegisterPage;
