//! Which part of a list administrators want to see.

use serde::{Deserialize, Serialize};

use super::MailState;
use crate::problem::FieldErrors;
use crate::rules::{self, Broken};
use crate::{QueryParameters, Validate, pages};

/// Something to search for, if something was typed.
fn search(text: Option<String>) -> Result<Option<String>, Broken> {
    rules::optional_line(text, rules::SEARCH_MAX)
}

/// Which people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PeopleChoice {
    /// Everybody.
    #[default]
    All,
    /// Those who are blocked.
    Blocked,
    /// Those whose email address was never confirmed.
    Unconfirmed,
    /// Those who administer the instance.
    Admins,
}

/// Which people to list, the latest account first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PeopleQuery {
    /// How words of the username or the names begin, or a whole email address.
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, max_length = 100, example = "le"))]
    pub query: Option<String>,
    /// Only some; all if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<PeopleChoice>))]
    pub only: Option<String>,
    /// Items on a page, 1 to 100; 20 if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A [`PeopleQuery`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidPeopleQuery {
    /// What to look for.
    pub query: Option<String>,
    /// Only these.
    pub only: PeopleChoice,
    /// Items on a page.
    pub limit: i64,
    /// Where the page before ended; not read yet.
    pub cursor: Option<String>,
}

impl QueryParameters for PeopleQuery {
    const NAMES: &'static [&'static str] = &["query", "only", "limit", "cursor"];

    fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "query" => &mut self.query,
            "only" => &mut self.only,
            "limit" => &mut self.limit,
            _ => &mut self.cursor,
        };
        *field = Some(value);
    }
}

impl Validate for PeopleQuery {
    type Valid = ValidPeopleQuery;

    fn validate(self) -> Result<ValidPeopleQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let query = errors.keep("query", search(self.query));
        let only = errors.keep("only", rules::value_of(self.only));
        let limit = pages::limit(&mut errors, self.limit);
        let cursor = errors.keep("cursor", pages::cursor(self.cursor));
        let valid = (|| {
            Some(ValidPeopleQuery {
                query: query?,
                only: only?.unwrap_or_default(),
                limit,
                cursor: cursor?,
            })
        })();
        errors.into_result(valid)
    }
}

/// Which events to list: of all, past and invite-only ones, too, the one that was published last
/// first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AllEventsQuery {
    /// Words or parts of words in title and location; all of them must be there. Or the event's id.
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, max_length = 100, example = "stuttgart"))]
    pub query: Option<String>,
    /// Items on a page, 1 to 100; 20 if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// An [`AllEventsQuery`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidAllEventsQuery {
    /// What to look for.
    pub query: Option<String>,
    /// Items on a page.
    pub limit: i64,
    /// Where the page before ended; not read yet.
    pub cursor: Option<String>,
}

impl QueryParameters for AllEventsQuery {
    const NAMES: &'static [&'static str] = &["query", "limit", "cursor"];

    fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "query" => &mut self.query,
            "limit" => &mut self.limit,
            _ => &mut self.cursor,
        };
        *field = Some(value);
    }
}

impl Validate for AllEventsQuery {
    type Valid = ValidAllEventsQuery;

    fn validate(self) -> Result<ValidAllEventsQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let query = errors.keep("query", search(self.query));
        let limit = pages::limit(&mut errors, self.limit);
        let cursor = errors.keep("cursor", pages::cursor(self.cursor));
        let valid = (|| {
            Some(ValidAllEventsQuery {
                query: query?,
                limit,
                cursor: cursor?,
            })
        })();
        errors.into_result(valid)
    }
}

macro_rules! in_a_state {
    ($(#[$about:meta])* $query:ident, $valid:ident, $state:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
        #[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
        pub struct $query {
            /// Only those in this state; all if it is left out.
            #[cfg_attr(feature = "openapi", param(value_type = Option<$state>))]
            pub state: Option<String>,
            /// Items on a page, 1 to 100; 20 if it is left out.
            #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
            pub limit: Option<String>,
            /// Where the page before ended.
            pub cursor: Option<String>,
        }

        /// The same, when it obeys the rules.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $valid {
            /// Only those in this state.
            pub state: Option<$state>,
            /// Items on a page.
            pub limit: i64,
            /// Where the page before ended; not read yet.
            pub cursor: Option<String>,
        }

        impl QueryParameters for $query {
            const NAMES: &'static [&'static str] = &["state", "limit", "cursor"];

            fn set(&mut self, name: &str, value: String) {
                let field = match name {
                    "state" => &mut self.state,
                    "limit" => &mut self.limit,
                    _ => &mut self.cursor,
                };
                *field = Some(value);
            }
        }

        impl Validate for $query {
            type Valid = $valid;

            fn validate(self) -> Result<$valid, FieldErrors> {
                let mut errors = FieldErrors::new();
                let state = errors.keep("state", rules::value_of(self.state));
                let limit = pages::limit(&mut errors, self.limit);
                let cursor = errors.keep("cursor", pages::cursor(self.cursor));
                let valid = (|| {
                    Some($valid {
                        state: state?,
                        limit,
                        cursor: cursor?,
                    })
                })();
                errors.into_result(valid)
            }
        }
    };
}

/// Whether somebody has decided about a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Not yet.
    Open,
    /// Yes.
    Settled,
}

in_a_state! {
    /// Which mails to list, the newest first.
    MailsQuery, ValidMailsQuery, MailState
}

in_a_state! {
    /// Which reports to list, the newest first.
    ReportsQuery, ValidReportsQuery, ReportState
}
