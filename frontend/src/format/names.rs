//! How people are called.

use api_types::accounts::{Account, Person};

/// How others see one's own name.
pub fn own_name(account: &Account) -> String {
    Person {
        username: account.username.clone(),
        first_name: account.first_name.clone(),
        last_name: account.last_name.clone(),
    }
    .display_name()
}
