//! What is wrong with single fields: codes for programs, words for people.

use serde::{Deserialize, Serialize};

use crate::rules::Broken;

macro_rules! rule_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal;)*) => {
        /// What is wrong with a field, for programs; catalogues have words for each.
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
    /// Fewer places than are taken, which is `min`.
    BelowPlacesTaken = "below_places_taken";
    /// Neither a username nor an address of anybody here.
    UnknownPerson = "unknown_person";
    /// The creator of an event needs no invitation.
    InvitesOneself = "invites_oneself";
    /// Not one of the values that there are.
    UnknownValue = "unknown_value";
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
    /// What is wrong and how to mend it, in the language of the answer.
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
            message: String::new(),
            min,
            max,
        }
    }
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
    pub fn keep<T>(&mut self, field: &str, checked: Result<T, Broken>) -> Option<T> {
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
