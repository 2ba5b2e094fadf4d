//! How a request can fail, as the page sees it.

use api_types::problem::{FieldErrors, Problem, ProblemKind};
use yew::AttrValue;

use crate::{format, i18n, t};

/// Why there is no answer to show.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// The server refused, and said why.
    Refused(Box<Problem>),
    /// No connection, or it was cut.
    Unreachable,
    /// An answer that makes no sense, from something between us and the server perhaps.
    Unreadable {
        /// The status of the answer.
        status: u16,
        /// What the server's log calls the request, if it said so.
        request_id: Option<String>,
    },
}

impl ApiError {
    /// What the server would say of fields that break the rules.
    pub fn of_fields(errors: FieldErrors) -> Self {
        Self::Refused(Box::new(Problem::with_errors(
            ProblemKind::ValidationFailed,
            errors,
        )))
    }

    /// The kind of problem, if the server refused for a reason that this program knows.
    pub fn kind(&self) -> Option<ProblemKind> {
        match self {
            Self::Refused(problem) => problem.kind(),
            Self::Unreachable | Self::Unreadable { .. } => None,
        }
    }

    /// Whether the request may have had its effect all the same: nobody said that it had not.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Refused(problem) => problem.status >= 500,
            Self::Unreadable { status, .. } => *status >= 500,
        }
    }

    /// What to tell the person.
    pub fn words(&self) -> AttrValue {
        match self {
            Self::Refused(problem) => match problem.kind() {
                Some(ProblemKind::RateLimited) if problem.retry_after.is_some() => {
                    format::waiting(problem.retry_after.unwrap_or_default())
                }
                // The reason is in the words of those who blocked it.
                Some(ProblemKind::AccountBlocked) if !problem.detail.is_empty() => t!(
                    "problem-account-blocked-reason",
                    reason = problem.detail.as_str()
                ),
                Some(kind) => i18n::problem(kind),
                None if !problem.detail.is_empty() => AttrValue::from(problem.detail.clone()),
                None => AttrValue::from(problem.title.clone()),
            },
            Self::Unreachable => t!("error-unreachable"),
            Self::Unreadable { .. } => i18n::problem(ProblemKind::Internal),
        }
    }

    /// In how many seconds to try again, where the server asks to wait.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Refused(problem) => problem.retry_after,
            Self::Unreachable | Self::Unreadable { .. } => None,
        }
    }

    /// The fields that the server refused.
    pub fn fields(&self) -> FieldErrors {
        match self {
            Self::Refused(problem) => FieldErrors::from(problem.errors.clone()),
            Self::Unreachable | Self::Unreadable { .. } => FieldErrors::new(),
        }
    }

    /// What the server's log calls the request.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => problem.request_id.as_deref(),
            Self::Unreadable { request_id, .. } => request_id.as_deref(),
            Self::Unreachable => None,
        }
    }
}
