//! HTTP in, HTTP out.

mod instance;
mod outbox;
mod people;
mod removal;
mod reports;

pub use instance::*;
pub use outbox::*;
pub use people::*;
pub use removal::*;
pub use reports::*;
