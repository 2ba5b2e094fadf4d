//! Which events to list: the parameters of the overview.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::pages;
use crate::problem::{FieldError, FieldErrors, RuleCode};
use crate::rules;
use crate::{QueryParameters, Validate};

/// Which events to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct EventFilter {
    /// Words, or parts of words, that all stand in the title or the location.
    #[cfg_attr(feature = "openapi", param(max_length = 100, example = "stuttgart"))]
    pub query: Option<String>,
    /// First day (`YYYY-MM-DD`): events that are not over before it.
    #[cfg_attr(feature = "openapi", param(schema_with = super::optional_day, required = false))]
    pub from: Option<String>,
    /// Last day (`YYYY-MM-DD`): events that start on it or before.
    #[cfg_attr(feature = "openapi", param(schema_with = super::optional_day, required = false))]
    pub to: Option<String>,
    /// Whether events that are over are listed, too.
    #[cfg_attr(feature = "openapi", param(value_type = Option<bool>, default = false))]
    pub include_past: Option<String>,
    /// Items on a page, 1 to 100; 20 if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// An [`EventFilter`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidEventFilter {
    /// The search as typed.
    pub query: Option<String>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Whether events that are over are listed, too.
    pub include_past: bool,
    /// Items on a page.
    pub limit: i64,
    /// Where the page before ended; not read yet.
    pub cursor: Option<String>,
}

impl QueryParameters for EventFilter {
    const NAMES: &'static [&'static str] =
        &["query", "from", "to", "include_past", "limit", "cursor"];

    fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "query" => &mut self.query,
            "from" => &mut self.from,
            "to" => &mut self.to,
            "include_past" => &mut self.include_past,
            "limit" => &mut self.limit,
            _ => &mut self.cursor,
        };
        *field = Some(value);
    }
}

impl Validate for EventFilter {
    type Valid = ValidEventFilter;

    fn validate(self) -> Result<ValidEventFilter, FieldErrors> {
        let mut errors = FieldErrors::new();
        let query = errors.keep("query", rules::optional_line(self.query, rules::SEARCH_MAX));
        let day = |text: Option<String>| {
            rules::given(text)
                .map(|text| rules::date(&text))
                .transpose()
        };
        let from = errors.keep("from", day(self.from));
        let to = errors.keep("to", day(self.to));
        let include_past = match self.include_past.as_deref() {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => {
                errors.push(FieldError::new("include_past", RuleCode::NotABoolean));
                false
            }
        };
        let limit = pages::limit(&mut errors, self.limit);
        let cursor = errors.keep("cursor", pages::cursor(self.cursor));
        if let (Some(Some(from)), Some(Some(to))) = (from, to)
            && to < from
        {
            errors.push(FieldError::new("to", RuleCode::SpanReversed));
        }
        let valid = (|| {
            Some(ValidEventFilter {
                query: query?,
                from: from?,
                to: to?,
                include_past,
                limit,
                cursor: cursor?,
            })
        })();
        errors.into_result(valid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_parameters_are_all_named() {
        let filter = EventFilter {
            from: Some("tomorrow".into()),
            include_past: Some("maybe".into()),
            limit: Some("0".into()),
            ..EventFilter::default()
        };
        let errors = filter.validate().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["from", "include_past", "limit"]);
    }
}
