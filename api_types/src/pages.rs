//! Lists come in pages: so many items, and a cursor that leads to the next ones.

use serde::{Deserialize, Serialize};

use crate::problem::FieldErrors;
use crate::rules::{self, Broken};

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items, in the order of the list.
    pub items: Vec<T>,
    /// Send it as `cursor` to get the next page; absent at the end of the list.
    pub next_cursor: Option<String>,
}

/// How many items a page shall have: from [`rules::PAGE`], by default [`rules::PAGE_DEFAULT`].
pub(crate) fn limit(errors: &mut FieldErrors, text: Option<String>) -> i64 {
    let Some(text) = text else {
        return rules::PAGE_DEFAULT;
    };
    let read = text
        .parse::<i64>()
        .map_err(|_| Broken {
            code: crate::problem::RuleCode::NotANumber,
            min: None,
            max: None,
        })
        .and_then(|value| rules::number(value, rules::PAGE));
    errors.keep("limit", read).unwrap_or(rules::PAGE_DEFAULT)
}
