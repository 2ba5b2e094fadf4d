//! What is typed into a long form survives a reload and a login, as long as the tab is open.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::browser;

/// What all places begin with.
const PREFIX: &str = "draft-";

/// A place in the tab's storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft(Cow<'static, str>);

impl Draft {
    /// The event that is about to be published.
    pub const EVENT: Self = Self(Cow::Borrowed("draft-event"));

    /// What is about to be changed of an event.
    pub fn of_event(id: Uuid) -> Self {
        Self(Cow::Owned(format!("{PREFIX}event-{id}")))
    }

    /// What is about to be said to somebody.
    pub fn of_conversation(username: &str) -> Self {
        Self(Cow::Owned(format!("{PREFIX}chat-{username}")))
    }

    /// What somebody has said and the server does not have yet.
    pub fn outbox_of(account: Uuid) -> Self {
        Self(Cow::Owned(format!("{PREFIX}outbox-{account}")))
    }

    /// What was kept, if it is there and can be read.
    pub fn load<T: DeserializeOwned>(&self) -> Option<T> {
        let text = browser::session_storage()?
            .get_item(&self.0)
            .ok()
            .flatten()?;
        serde_json::from_str(&text).ok()
    }

    /// Keeps it.
    pub fn keep<T: Serialize>(&self, value: &T) {
        if let (Some(storage), Ok(text)) =
            (browser::session_storage(), serde_json::to_string(value))
        {
            // A full or forbidden storage means no draft; nothing else depends on it.
            let _ = storage.set_item(&self.0, &text);
        }
    }

    /// Forgets it.
    pub fn clear(&self) {
        if let Some(storage) = browser::session_storage() {
            let _ = storage.remove_item(&self.0);
        }
    }

    /// Forgets all of them: somebody else may use the tab next.
    pub fn clear_all() {
        let Some(storage) = browser::session_storage() else {
            return;
        };
        let count = storage.length().unwrap_or_default();
        let keys: Vec<String> = (0..count)
            .filter_map(|index| storage.key(index).ok().flatten())
            .filter(|key| key.starts_with(PREFIX))
            .collect();
        for key in keys {
            let _ = storage.remove_item(&key);
        }
    }
}
