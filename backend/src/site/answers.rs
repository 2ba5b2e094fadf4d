//! The answers for which the app would ask first. They travel in the document, so that its first
//! picture needs no request.

use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};

/// Answers of the API by the addresses at which it gives them, without the prefix.
#[derive(Default)]
pub(super) struct Answers(Map<String, Value>);

impl Answers {
    /// Adds what would be answered.
    pub fn add(&mut self, address: impl Into<String>, answer: &impl Serialize) -> ApiResult<()> {
        let answer = serde_json::to_value(answer).map_err(ApiError::internal)?;
        self.0.insert(address.into(), answer);
        Ok(())
    }

    /// As it stands in the document: harmless there whatever it holds. The id grows from document
    /// to document, so that one from a cache is known by it.
    pub fn into_json(self) -> Option<String> {
        (!self.0.is_empty()).then(|| harmless(&json!({ "id": Uuid::now_v7(), "answers": self.0 })))
    }
}

/// JSON that ends no script, whatever it holds, and that a program of any age reads as it is meant.
pub(super) fn harmless(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_script_ends_none_and_reads_the_same() {
        let value = json!({ "title": "</script><!-- &amp; \u{2028}\u{2029} \"'\\" });
        let text = harmless(&value);
        assert!(
            !text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
