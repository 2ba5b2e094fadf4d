//! Lists come in pages: so many items, and a cursor that leads to the next ones.

use serde::{Deserialize, Serialize};

use crate::problem::FieldErrors;
use crate::rules::{self, Broken};
use crate::{QueryParameters, Validate};

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

/// A cursor, as it came back.
pub(crate) fn cursor(text: Option<String>) -> Result<Option<String>, Broken> {
    rules::optional_line(text, rules::TOKEN_MAX)
}

/// Which part of a list of events, seen from now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Events that are going on or to come, soonest first.
    #[default]
    Upcoming,
    /// Events that are over, latest first.
    Past,
}

/// Which page of a list, where there is nothing else to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PageQuery {
    /// Items on a page, 1 to 100; 20 if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A [`PageQuery`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidPageQuery {
    /// Items on a page.
    pub limit: i64,
    /// Where the page before ended; not read yet.
    pub cursor: Option<String>,
}

impl QueryParameters for PageQuery {
    const NAMES: &'static [&'static str] = &["limit", "cursor"];

    fn set(&mut self, name: &str, value: String) {
        match name {
            "limit" => self.limit = Some(value),
            _ => self.cursor = Some(value),
        }
    }
}

impl Validate for PageQuery {
    type Valid = ValidPageQuery;

    fn validate(self) -> Result<ValidPageQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let limit = limit(&mut errors, self.limit);
        let cursor = errors.keep("cursor", cursor(self.cursor));
        errors.into_result(cursor.map(|cursor| ValidPageQuery { limit, cursor }))
    }
}
