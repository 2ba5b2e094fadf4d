//! What is typed into a long form survives a reload and a login, as long as the tab is open.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::browser;

/// A place in the tab's storage.
#[derive(Debug, Clone, Copy)]
pub struct Draft(&'static str);

impl Draft {
    /// The event that is about to be published.
    pub const EVENT: Self = Self("draft-event");

    /// What was kept, if it is there and can be read.
    pub fn load<T: DeserializeOwned>(self) -> Option<T> {
        let text = browser::session_storage()?
            .get_item(self.0)
            .ok()
            .flatten()?;
        serde_json::from_str(&text).ok()
    }

    /// Keeps it.
    pub fn keep<T: Serialize>(self, value: &T) {
        if let (Some(storage), Ok(text)) =
            (browser::session_storage(), serde_json::to_string(value))
        {
            // A full or forbidden storage means no draft; nothing else depends on it.
            let _ = storage.set_item(self.0, &text);
        }
    }

    /// Forgets it.
    pub fn clear(self) {
        if let Some(storage) = browser::session_storage() {
            let _ = storage.remove_item(self.0);
        }
    }
}
