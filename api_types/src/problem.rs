//! How a request can fail: one table of kinds, and the document that carries them
//! (`application/problem+json`, RFC 9457).

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! problem_kinds {
    ($($(#[$doc:meta])* $variant:ident = $slug:literal, $status:literal, $title:literal;)*) => {
        /// Every way in which the API refuses. The name (in kebab-case) is the stable end of the
        /// problem document's `type`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemKind { $($(#[$doc])* $variant,)* }

        impl ProblemKind {
            /// All kinds, in the order of the documentation.
            pub const ALL: &'static [ProblemKind] = &[$(ProblemKind::$variant,)*];

            /// The stable name, such as `event-full`.
            pub const fn slug(self) -> &'static str {
                match self { $(ProblemKind::$variant => $slug,)* }
            }

            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self { $(ProblemKind::$variant => $status,)* }
            }

            /// A sentence for people, the same for every occurrence of the kind.
            pub const fn title(self) -> &'static str {
                match self { $(ProblemKind::$variant => $title,)* }
            }
        }
    };
}

problem_kinds! {
    /// The request could not be read: broken JSON, an impossible path or header.
    MalformedRequest = "malformed-request", 400, "The request could not be read.";
    /// A query parameter is unknown, doubled or has a bad value.
    InvalidQuery = "invalid-query", 400, "Something in the address is not understood.";
    /// The operation needs somebody who is logged in.
    LoginRequired = "login-required", 401, "Please log in first.";
    /// An access or refresh token is unknown, expired, revoked or was used before.
    TokenInvalid = "token-invalid", 401, "This token is not valid, or not any more.";
    /// Username, email or password are wrong; which one is not told.
    InvalidCredentials = "invalid-credentials", 401, "This login and password do not match.";
    /// The password is right, but the email address was never confirmed.
    NotConfirmed = "not-confirmed", 403, "Please confirm your email address first.";
    /// A request that changes something came from another site, with our cookie.
    CrossSiteRequest = "cross-site-request", 403, "This request came from another site.";
    /// There is nothing here, or nothing that this person may know of.
    NotFound = "not-found", 404, "There is nothing here.";
    /// The address exists, but not for this method.
    MethodNotAllowed = "method-not-allowed", 405, "This address does not support that method.";
    /// The client took too long to send its request.
    RequestTimeout = "request-timeout", 408, "The request took too long.";
    /// No place is left.
    EventFull = "event-full", 409, "This event is fully booked.";
    /// The event has ended.
    EventOver = "event-over", 409, "This event is over.";
    /// The creator of an event cannot book a place at it.
    OwnEvent = "own-event", 409, "This is your own event.";
    /// Somebody else registered an address before it was confirmed here.
    EmailTaken = "email-taken", 409, "Somebody else uses this email address by now.";
    /// A link from a mail is unknown, used or expired.
    LinkInvalid = "link-invalid", 410, "This link does not work any more.";
    /// The body is larger than what the server reads.
    PayloadTooLarge = "payload-too-large", 413, "The request is too large.";
    /// The body is not JSON, or does not say so.
    UnsupportedMediaType = "unsupported-media-type", 415, "The request must be JSON.";
    /// Fields break the rules; `errors` has one entry for each.
    ValidationFailed = "validation-failed", 422, "Some fields need another look.";
    /// Too many tries in a short time; `retry_after` says when the next one is welcome.
    RateLimited = "rate-limited", 429, "That was tried too often.";
    /// The server failed. The cause is in its log, not in the answer.
    Internal = "internal", 500, "Something went wrong on our side.";
    /// The server is starting, stopping or cut off from its database.
    Unavailable = "unavailable", 503, "The service is not available at the moment.";
}

impl ProblemKind {
    /// The value of `type` in the document: a reference relative to the server's address, where
    /// the kind is explained.
    pub fn type_reference(self) -> String {
        format!("/problems/{}", self.slug())
    }

    /// The kind with the given `type`, if there is one.
    pub fn from_type_reference(reference: &str) -> Option<Self> {
        let slug = reference.strip_prefix("/problems/")?;
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }
}

/// A problem document, RFC 9457.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "type": "/problems/validation-failed",
    "title": "Some fields need another look.",
    "status": 422,
    "detail": "title: Please use at least 3 characters.",
    "request_id": "01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1",
    "errors": [{"field": "title", "code": "too_short", "message": "Please use at least 3 characters.", "min": 3}]
})))]
pub struct Problem {
    /// Which kind of problem this is: a stable reference, relative to the server's address.
    #[serde(rename = "type")]
    pub type_reference: String,
    /// The kind in words; the same for every occurrence.
    pub title: String,
    /// The HTTP status code.
    pub status: u16,
    /// This occurrence in words.
    pub detail: String,
    /// What the server's log calls this request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// In how many seconds to try again, where waiting helps; the header Retry-After says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// One entry for each bad field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// A problem of the given kind, told in the given words.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            type_reference: kind.type_reference(),
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: detail.into(),
            request_id: None,
            retry_after: None,
            errors: Vec::new(),
        }
    }

    /// A problem that is about fields: every one of them is named, and the detail sums them up.
    pub fn with_errors(kind: ProblemKind, errors: FieldErrors) -> Self {
        let detail = errors.to_string();
        Self {
            errors: errors.into_vec(),
            ..Self::new(kind, detail)
        }
    }

    /// The kind, if this program knows it.
    pub fn kind(&self) -> Option<ProblemKind> {
        ProblemKind::from_type_reference(&self.type_reference)
    }
}

macro_rules! rule_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal;)*) => {
        /// What is wrong with a field. Pages translate the code; the message is English.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum RuleCode { $($(#[$doc])* $variant,)* }

        impl RuleCode {
            /// All codes, for catalogues that must know every one.
            pub const ALL: &'static [RuleCode] = &[$(RuleCode::$variant,)*];

            /// The code as it travels, such as `too_short`.
            pub const fn as_str(self) -> &'static str {
                match self { $(RuleCode::$variant => $code,)* }
            }
        }
    };
}

rule_codes! {
    /// Missing, or only white space.
    Required = "required";
    /// Fewer characters than `min`.
    TooShort = "too_short";
    /// More characters than `max`.
    TooLong = "too_long";
    /// A number below `min` or above `max`.
    OutOfRange = "out_of_range";
    /// A character that does not print.
    ControlCharacter = "control_character";
    /// Something else than letters, digits, dot, underscore and dash.
    UsernameCharacters = "username_characters";
    /// Not an email address.
    EmailInvalid = "email_invalid";
    /// An email address without an ending such as `.org`.
    EmailEnding = "email_ending";
    /// A password that is easy to guess.
    PasswordWeak = "password_weak";
    /// Not the password of this account.
    WrongPassword = "wrong_password";
    /// The password that was typed again is another one.
    PasswordsDiffer = "passwords_differ";
    /// Somebody else has this name or address.
    Taken = "taken";
    /// Not a date of the calendar, `YYYY-MM-DD`.
    NotADate = "not_a_date";
    /// Not a time of the day, `HH:MM`.
    NotATime = "not_a_time";
    /// A time that the zone skips when its clocks go forward.
    TimeSkipped = "time_skipped";
    /// Not a name of the IANA time zone database.
    UnknownTimeZone = "unknown_time_zone";
    /// The event would be over already.
    InThePast = "in_the_past";
    /// The end lies before the start.
    EndBeforeStart = "end_before_start";
    /// An end time needs a start time.
    StartTimeMissing = "start_time_missing";
    /// Not an amount such as `12` or `12.50`.
    NotAPrice = "not_a_price";
    /// A price without its currency.
    CurrencyMissing = "currency_missing";
    /// A currency that is not on the list.
    UnknownCurrency = "unknown_currency";
    /// A currency without a price.
    PriceMissing = "price_missing";
    /// A value of another type than expected.
    WrongType = "wrong_type";
    /// A field or parameter that the operation does not have.
    UnknownField = "unknown_field";
    /// A parameter that was given twice.
    Repeated = "repeated";
    /// Not `true` or `false`.
    NotABoolean = "not_a_boolean";
    /// Not a whole number.
    NotANumber = "not_a_number";
    /// A cursor that no answer of this list ever had.
    InvalidCursor = "invalid_cursor";
    /// The end of the span lies before its beginning.
    SpanReversed = "span_reversed";
}

/// One bad field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field's name as in the request; of nested fields the path.
    pub field: String,
    /// What is wrong, for programs.
    pub code: RuleCode,
    /// What is wrong and how to mend it, in English.
    pub message: String,
    /// The least that is allowed, where the code speaks of a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The most that is allowed, where the code speaks of a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
}

impl FieldError {
    /// A problem without limits.
    pub fn new(field: impl Into<String>, code: RuleCode) -> Self {
        Self::with_limits(field, code, None, None)
    }

    /// A problem that speaks of the least or the most that is allowed.
    pub fn with_limits(
        field: impl Into<String>,
        code: RuleCode,
        min: Option<i64>,
        max: Option<i64>,
    ) -> Self {
        Self {
            field: field.into(),
            code,
            message: message(code, min, max),
            min,
            max,
        }
    }
}

/// The English words for a code.
fn message(code: RuleCode, min: Option<i64>, max: Option<i64>) -> String {
    let min = min.unwrap_or_default();
    let words = match code {
        RuleCode::Required => "Please fill this in.",
        RuleCode::TooShort => return format!("Please use at least {min} characters."),
        RuleCode::TooLong => {
            return format!("Please use at most {} characters.", max.unwrap_or_default());
        }
        RuleCode::OutOfRange => {
            return match max {
                Some(max) => format!("Please use a number from {min} to {max}."),
                None => format!("Please use a number from {min}."),
            };
        }
        RuleCode::ControlCharacter => "Please remove the characters that cannot be printed.",
        RuleCode::UsernameCharacters => {
            "Please use only letters, digits, dots, dashes and underscores."
        }
        RuleCode::EmailInvalid => "Please enter an email address, like name@example.org.",
        RuleCode::EmailEnding => "That address is missing its ending, like .org.",
        RuleCode::PasswordWeak => {
            "That password is easy to guess. A sentence of several words is better."
        }
        RuleCode::WrongPassword => "That is not your password.",
        RuleCode::PasswordsDiffer => "The two passwords are not the same.",
        RuleCode::Taken => "Somebody has this already. Please choose another.",
        RuleCode::NotADate => "Please enter a date, like 2026-12-31.",
        RuleCode::NotATime => "Please enter a time, like 19:30.",
        RuleCode::TimeSkipped => "The clocks skip this time on that day. Please choose another.",
        RuleCode::UnknownTimeZone => "Please choose a time zone, like Europe/Berlin.",
        RuleCode::InThePast => "That is in the past. Please choose a day to come.",
        RuleCode::EndBeforeStart => "The end lies before the start.",
        RuleCode::StartTimeMissing => "Please enter when it starts, too.",
        RuleCode::NotAPrice => "Please enter an amount, like 12.50.",
        RuleCode::CurrencyMissing => "Please choose a currency.",
        RuleCode::UnknownCurrency => "Please choose a currency from the list.",
        RuleCode::PriceMissing => "Please enter a price, or leave the currency out.",
        RuleCode::WrongType => "This value has the wrong type.",
        RuleCode::UnknownField => "This is not known here.",
        RuleCode::Repeated => "Please give this only once.",
        RuleCode::NotABoolean => "Please use true or false.",
        RuleCode::NotANumber => "Please use a whole number.",
        RuleCode::InvalidCursor => "Please use a cursor from an earlier answer.",
        RuleCode::SpanReversed => "The last day lies before the first.",
    };
    words.to_owned()
}

/// All bad fields of one request; never empty when it is returned as an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Exactly one.
    pub fn one(field: impl Into<String>, code: RuleCode) -> Self {
        Self(vec![FieldError::new(field, code)])
    }

    /// Adds one.
    pub fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Takes the value out of a check, or keeps its problem under the field's name.
    pub fn keep<T>(&mut self, field: &str, checked: Result<T, crate::rules::Broken>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(broken) => {
                self.push(broken.at(field));
                None
            }
        }
    }

    /// The value, if no problem was found on the way.
    pub fn into_result<T>(self, value: Option<T>) -> Result<T, FieldErrors> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problem of one field, if it has one.
    pub fn of(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|error| error.field == field)
    }

    /// All of them, in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    /// All of them.
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }
}

impl From<Vec<FieldError>> for FieldErrors {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(errors)
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{}: {}", error.field, error.message)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_type() {
        for kind in ProblemKind::ALL {
            assert_eq!(
                ProblemKind::from_type_reference(&kind.type_reference()),
                Some(*kind)
            );
        }
    }

    #[test]
    fn codes_travel_under_their_own_names() {
        for code in RuleCode::ALL {
            assert_eq!(
                serde_json::to_value(code).unwrap(),
                serde_json::Value::from(code.as_str())
            );
        }
    }
}
