//! What every test starts with: a world of its own.

pub mod app;
pub mod db;
pub mod mailbox;
pub mod person;
pub mod process;
pub mod smtp_server;

pub use app::TestApp;
pub use person::{Answer, PASSWORD, Person};
