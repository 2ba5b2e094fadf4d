//! What every test starts with: a world of its own.

pub mod app;
pub mod archive;
pub mod broker;
pub mod db;
pub mod documented;
pub mod exposition;
pub mod mailbox;
pub mod operations;
pub mod person;
pub mod process;
pub mod raw_socket;
pub mod released;
pub mod saved;
pub mod smtp_server;
pub mod socket;
pub mod world;

pub use app::TestApp;
pub use person::{Answer, PASSWORD, Person};
pub use socket::Socket;
