//! One error for the whole API. What is known becomes a problem document of its kind; what is
//! not becomes a 500, logged once with its cause, which never leaves the server. Its words come
//! last, when it is known who asked.

use std::fmt;
use std::ops::RangeInclusive;

use actix_web::http::header::HeaderValue;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use api_types::language::Language;
use api_types::problem::{FieldError, FieldErrors, Problem, ProblemKind, RuleCode};
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::db::gate::NoConnection;
use crate::language::vary;
use crate::security::secure;
use crate::words::{self, Sentence};

/// The media type of problem documents.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request failed.
#[derive(Debug)]
pub struct ApiError {
    /// What the client is told; in words only when it is [identified](Self::identified).
    pub problem: Box<Problem>,
    /// What is to be said of this occurrence, where there is more than its kind and fields.
    pub detail: Option<Box<Sentence>>,
    /// The language of the words.
    language: Option<Language>,
    /// What only the log is told.
    pub cause: Option<anyhow::Error>,
}

/// After how many seconds those who were turned away are asked to come again.
const COME_AGAIN: RangeInclusive<u32> = 1..=4;

/// What handlers return.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// A problem in the words of its kind.
    pub fn of(kind: ProblemKind) -> Self {
        Self::from_problem(Problem::new(kind))
    }

    /// A problem in words of its own, `|language| t!(language, "detail-…")`.
    pub fn told(kind: ProblemKind, say: impl Fn(Language) -> String) -> Self {
        Self {
            detail: Some(Box::new(Sentence::by(say))),
            ..Self::of(kind)
        }
    }

    /// A problem that is about fields.
    pub fn with_errors(kind: ProblemKind, errors: FieldErrors) -> Self {
        Self::from_problem(Problem::with_errors(kind, errors))
    }

    fn from_problem(problem: Problem) -> Self {
        Self {
            problem: Box::new(problem),
            detail: None,
            language: None,
            cause: None,
        }
    }

    /// A problem with one field.
    pub fn field(field: &str, code: RuleCode) -> Self {
        FieldErrors::one(field, code).into()
    }

    /// There is nothing here, or nothing that this person may know of.
    pub fn not_found() -> Self {
        Self::of(ProblemKind::NotFound)
    }

    /// What a failed request is answered with: the problem, told the id of the request, in the
    /// language of whoever asked. What is the server's own fault is logged here, once, with its
    /// cause.
    pub fn identified(error: &actix_web::Error, request_id: &str, language: Language) -> Self {
        let foreign;
        let known = match error.as_error::<Self>() {
            Some(known) => known,
            None => {
                foreign = Self::of_foreign(error);
                &foreign
            }
        };
        if known.problem.status >= 500 {
            match &known.cause {
                // Every one of those who are turned away: that would be work, too.
                _ if known.problem.kind() == Some(ProblemKind::Overloaded) => {
                    tracing::debug!("turned away: more is asked for than can be served");
                }
                Some(cause) => tracing::error!("the request failed: {cause:#}"),
                None => tracing::error!("the request failed: {error}"),
            }
        }
        let mut problem = in_words(&known.problem, known.detail.as_deref(), language);
        problem.request_id = Some(request_id.to_owned());
        Self {
            language: Some(language),
            ..Self::from_problem(problem)
        }
    }

    /// An error that did not come from a handler of ours.
    fn of_foreign(error: &actix_web::Error) -> Self {
        let status = error.as_response_error().status_code().as_u16();
        let kind = ProblemKind::ALL
            .iter()
            .find(|kind| kind.status() == status && status < 500);
        Self::of(kind.copied().unwrap_or(ProblemKind::Internal))
    }

    /// Something that we need does not answer.
    pub fn unavailable(cause: anyhow::Error) -> Self {
        Self {
            cause: Some(cause),
            ..Self::of(ProblemKind::Unavailable)
        }
    }

    /// More is asked for than can be served. Not everybody comes again at the same time.
    pub fn overloaded() -> Self {
        let mut error = Self::of(ProblemKind::Overloaded);
        error.problem.retry_after = Some(rand::random_range(COME_AGAIN));
        error
    }

    /// Something that should not have happened.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::of(ProblemKind::Internal)
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause:#}", self.problem.type_reference),
            None => f.write_str(&self.problem.type_reference),
        }
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = problem_response(&self.problem);
        if let Some(language) = self.language {
            let tag = HeaderValue::from_static(language.tag());
            answer.headers_mut().insert(header::CONTENT_LANGUAGE, tag);
            vary(answer.headers_mut());
        }
        answer
    }
}

/// The problem in words: its kind, its fields, and this occurrence, for which the fields speak
/// unless there is a sentence for it.
pub fn in_words(problem: &Problem, detail: Option<&Sentence>, language: Language) -> Problem {
    let mut problem = problem.clone();
    let kind = problem.kind().unwrap_or(ProblemKind::Internal);
    problem.title = words::problem(language, kind);
    for error in &mut problem.errors {
        let said = words::field_error(language, error);
        // What a parser has to say is English, and for those who write programs.
        error.message = match error.message.as_str() {
            "" => said,
            more => format!("{said} ({more})"),
        };
    }
    problem.detail = match detail {
        Some(detail) => detail.told_in(language).to_owned(),
        None if problem.errors.is_empty() => problem.title.clone(),
        None => summed_up(&problem.errors),
    };
    problem
}

fn summed_up(errors: &[FieldError]) -> String {
    let named = errors
        .iter()
        .map(|error| format!("{}: {}", error.field, error.message));
    named.collect::<Vec<_>>().join(" ")
}

/// A problem document as an answer.
fn problem_response(problem: &Problem) -> HttpResponse {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let mut builder = HttpResponse::build(status);
    builder.content_type(PROBLEM_JSON);
    if let Some(seconds) = problem.retry_after {
        builder.insert_header((header::RETRY_AFTER, seconds));
    }
    match problem.kind() {
        Some(ProblemKind::LoginRequired) => {
            builder.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        Some(ProblemKind::TokenInvalid) => {
            builder.insert_header((header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""));
        }
        _ => {}
    }
    let mut answer = builder.body(body);
    secure(answer.headers_mut());
    answer
}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Self::with_errors(ProblemKind::ValidationFailed, errors)
    }
}

impl From<DieselError> for ApiError {
    fn from(error: DieselError) -> Self {
        let passes = passes(&error);
        let cause = anyhow::Error::new(error).context("a query failed");
        match passes {
            true => Self::unavailable(cause),
            false => Self::internal(cause),
        }
    }
}

/// Whether it is the database that cannot at this moment, not the query that is wrong. What has no
/// kind of its own is told by its words; in another language than English it counts as our fault.
fn passes(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(
            DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ReadOnlyTransaction,
            _,
        )
        | DieselError::BrokenTransactionManager => true,
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, information) => {
            let message = information.message();
            PASSING.iter().any(|words| message.starts_with(words))
        }
        _ => false,
    }
}

/// How messages of PostgreSQL begin that speak of itself: it stops or begins, something took too
/// long, the disk is full, or there are too many of us.
const PASSING: [&str; 8] = [
    "terminating connection",
    "canceling statement",
    "the database system is",
    "could not extend file",
    "could not write",
    "no space left",
    "out of memory",
    "sorry, too many clients",
];

impl From<NoConnection> for ApiError {
    fn from(error: NoConnection) -> Self {
        match error {
            NoConnection::Overloaded => Self::overloaded(),
            NoConnection::Away(error) => error.into(),
        }
    }
}

impl From<diesel_async::pooled_connection::deadpool::PoolError> for ApiError {
    fn from(error: diesel_async::pooled_connection::deadpool::PoolError) -> Self {
        Self::unavailable(anyhow::anyhow!("no connection to the database: {error}"))
    }
}

/// Refuses a method, and says which ones there are.
pub fn method_not_allowed(allowed: &str) -> HttpResponse {
    let mut answer = HttpResponse::from_error(ApiError::of(ProblemKind::MethodNotAllowed));
    if let Ok(allowed) = HeaderValue::from_str(allowed) {
        answer.headers_mut().insert(header::ALLOW, allowed);
    }
    answer
}

/// Turns named constraints into answers.
pub trait OnConstraint<T> {
    /// If the constraint with this name was violated, the answer is this instead.
    fn on_constraint(self, name: &str, answer: impl FnOnce() -> ApiError) -> Result<T, ApiError>;
}

impl<T> OnConstraint<T> for Result<T, ApiError> {
    fn on_constraint(self, name: &str, answer: impl FnOnce() -> ApiError) -> Self {
        self.map_err(|error| {
            let violated = error
                .cause
                .as_ref()
                .and_then(|cause| cause.downcast_ref::<DieselError>())
                .and_then(constraint);
            if violated == Some(name) {
                answer()
            } else {
                error
            }
        })
    }
}

impl<T> OnConstraint<T> for Result<T, DieselError> {
    fn on_constraint(self, name: &str, answer: impl FnOnce() -> ApiError) -> Result<T, ApiError> {
        self.map_err(ApiError::from).on_constraint(name, answer)
    }
}

fn constraint(error: &DieselError) -> Option<&str> {
    match error {
        DieselError::DatabaseError(
            DatabaseErrorKind::UniqueViolation
            | DatabaseErrorKind::CheckViolation
            | DatabaseErrorKind::ForeignKeyViolation,
            information,
        ) => information.constraint_name(),
        _ => None,
    }
}
