//! Becoming a member, and coming in.

mod confirm;
mod login;
mod register;
mod register_form;

pub use confirm::ConfirmPage;
pub use login::LoginPage;
pub use register::RegisterPage;
