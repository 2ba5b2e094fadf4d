//! What the two programs of this package say to each other: the page (`main.rs`) asks, the
//! password worker (`bin/password_worker.rs`) answers. Messages travel as JSON text.

use api_types::accounts::NewAccount;
use api_types::problem::FieldError;
use serde::{Deserialize, Serialize};

/// What the worker says when it can be asked.
pub const READY: &str = "ready";

/// Is this account all right, and how good is its password?
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    /// Ties the answer to the question.
    pub id: u32,
    /// As far as it is typed.
    pub account: NewAccount,
}

/// The worker's answer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// Which question this is about.
    pub id: u32,
    /// How hard the password is to guess, 0 to 4.
    pub score: u8,
    /// What is wrong with the account, by the same rules that the server applies.
    pub errors: Vec<FieldError>,
}
