//! What the API's document says that an operation may answer.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

/// The statuses of each operation.
pub struct Documented(HashMap<String, HashSet<u16>>);

impl Documented {
    /// As the server's code describes it.
    pub fn new() -> anyhow::Result<Self> {
        let document = serde_json::to_value(backend::openapi::document())?;
        let items = document["paths"].as_object().into_iter().flatten();
        let operations = items.filter_map(|(_, item)| item.as_object()).flatten();
        Ok(Self(
            operations
                .filter_map(|(_, operation)| of_operation(operation))
                .collect(),
        ))
    }

    /// Whether it may answer so.
    pub fn contains(&self, operation: &str, status: u16) -> bool {
        self.0
            .get(operation)
            .is_some_and(|statuses| statuses.contains(&status))
    }
}

fn of_operation(operation: &Value) -> Option<(String, HashSet<u16>)> {
    let id = operation["operationId"].as_str()?;
    let statuses = operation["responses"].as_object()?.keys();
    let statuses = statuses.filter_map(|status| status.parse().ok()).collect();
    Some((id.to_owned(), statuses))
}
