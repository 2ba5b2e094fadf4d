//! How a request can fail: one table of kinds, and the document that carries them
//! (`application/problem+json`, RFC 9457).

mod fields;

pub use fields::{FieldError, FieldErrors, RuleCode};

use serde::{Deserialize, Serialize};

macro_rules! problem_kinds {
    ($($(#[$doc:meta])* $variant:ident = $slug:literal, $status:literal;)*) => {
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
        }
    };
}

problem_kinds! {
    /// The request could not be read: broken JSON, an impossible path or header.
    MalformedRequest = "malformed-request", 400;
    /// A query parameter is unknown, doubled or has a bad value.
    InvalidQuery = "invalid-query", 400;
    /// The operation needs somebody who is logged in.
    LoginRequired = "login-required", 401;
    /// An access or refresh token is unknown, expired, revoked or was used before.
    TokenInvalid = "token-invalid", 401;
    /// Username, email or password are wrong; which one is not told.
    InvalidCredentials = "invalid-credentials", 401;
    /// The password is right, but the email address was never confirmed.
    NotConfirmed = "not-confirmed", 403;
    /// Administrators have blocked the account; `detail` is their reason. Told once the password was
    /// right.
    AccountBlocked = "account-blocked", 403;
    /// Nobody can register at the moment.
    SignUpClosed = "sign-up-closed", 403;
    /// The operation needs an administrator.
    AdministratorRequired = "administrator-required", 403;
    /// A request that changes something came from another site, with our cookie.
    CrossSiteRequest = "cross-site-request", 403;
    /// There is nothing here, or nothing that this person may know of.
    NotFound = "not-found", 404;
    /// The address exists, but not for this method.
    MethodNotAllowed = "method-not-allowed", 405;
    /// The client took too long to send its request.
    RequestTimeout = "request-timeout", 408;
    /// No place is left.
    EventFull = "event-full", 409;
    /// The event has ended.
    EventOver = "event-over", 409;
    /// The creator of an event cannot book a place at it.
    OwnEvent = "own-event", 409;
    /// Nothing of the event has changed since the people who come were told.
    NothingToTell = "nothing-to-tell", 409;
    /// Somebody else registered an address before it was confirmed here.
    EmailTaken = "email-taken", 409;
    /// People do not write to themselves, nor block themselves.
    OwnUsername = "own-username", 409;
    /// This person has blocked the one to whom they write.
    UserBlocked = "user-blocked", 409;
    /// The message cannot reach its recipient; why is not told.
    NotDelivered = "not-delivered", 409;
    /// The message was sent by mail before.
    MailedBefore = "mailed-before", 409;
    /// The server does not send mail.
    MailOff = "mail-off", 409;
    /// The recipient has read the message already.
    ReadBefore = "read-before", 409;
    /// An earlier report of the same person about the same still waits.
    ReportedBefore = "reported-before", 409;
    /// Nobody reports themselves, nor their own events.
    ReportsOneself = "reports-oneself", 409;
    /// Another administrator has decided about the report.
    SettledBefore = "settled-before", 409;
    /// Nobody blocks administrators, oneself included.
    AdministratorProtected = "administrator-protected", 409;
    /// A link from a mail is unknown, used or expired.
    LinkInvalid = "link-invalid", 410;
    /// The version in If-Match is not the present one: somebody changed it meanwhile.
    EditedMeanwhile = "edited-meanwhile", 412;
    /// The body is larger than what the server reads.
    PayloadTooLarge = "payload-too-large", 413;
    /// The body is not JSON, or does not say so.
    UnsupportedMediaType = "unsupported-media-type", 415;
    /// A file that is no picture of a kind that the server reads, whatever it is called.
    NotAPicture = "not-a-picture", 415;
    /// Fields break the rules; `errors` has one entry for each.
    ValidationFailed = "validation-failed", 422;
    /// A picture that ends in the middle or contradicts itself.
    PictureDamaged = "picture-damaged", 422;
    /// A picture that has more pixels than the server takes.
    PictureTooDetailed = "picture-too-detailed", 422;
    /// An Idempotency-Key that came with another request before.
    IdempotencyKeyReused = "idempotency-key-reused", 422;
    /// Changes need If-Match, so that nobody overwrites what they have not seen.
    IfMatchMissing = "if-match-missing", 428;
    /// Too many tries in a short time; `retry_after` says when the next one is welcome.
    RateLimited = "rate-limited", 429;
    /// The server failed. The cause is in its log, not in the answer.
    Internal = "internal", 500;
    /// The server is starting, stopping or cut off from its database.
    Unavailable = "unavailable", 503;
    /// More is asked of the server than it can answer; `retry_after` says when to try again.
    Overloaded = "overloaded", 503;
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
    /// The kind in words, in the language of the answer; the same for every occurrence.
    pub title: String,
    /// The HTTP status code.
    pub status: u16,
    /// This occurrence in words, in the language of the answer.
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
    /// A problem of the given kind, in no words yet: the server finds them when it answers, the
    /// page finds its own.
    pub fn new(kind: ProblemKind) -> Self {
        Self {
            type_reference: kind.type_reference(),
            title: String::new(),
            status: kind.status(),
            detail: String::new(),
            request_id: None,
            retry_after: None,
            errors: Vec::new(),
        }
    }

    /// A problem that is about fields, with every one of them.
    pub fn with_errors(kind: ProblemKind, errors: FieldErrors) -> Self {
        Self {
            errors: errors.into_vec(),
            ..Self::new(kind)
        }
    }

    /// The kind, if this program knows it.
    pub fn kind(&self) -> Option<ProblemKind> {
        ProblemKind::from_type_reference(&self.type_reference)
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
