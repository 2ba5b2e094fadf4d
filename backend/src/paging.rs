//! Lists come in pages: where one ended (an instant and an id, or the position of a message, opaque
//! to clients), and how it is cut from what a query found.

use api_types::pages::Page;
use api_types::problem::{FieldErrors, ProblemKind, RuleCode};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use diesel::dsl::{AsExprOf, sql};
use diesel::expression::{SqlLiteral, UncheckedBind};
use diesel::sql_types::{Bool, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};

/// The last item of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// What the list is ordered by.
    pub at: DateTime<Utc>,
    /// What decides between equals.
    pub id: Uuid,
}

/// A condition with a cursor's instant and id in it.
pub type Comparison = SqlLiteral<Bool, UncheckedBind<UntilId, AsExprOf<Uuid, SqlUuid>>>;
type UntilId =
    SqlLiteral<Bool, UncheckedBind<SqlLiteral<Bool>, AsExprOf<DateTime<Utc>, Timestamptz>>>;

impl Cursor {
    /// The condition under which a row comes later in a list that ascends. `columns` are the two
    /// that it is ordered by, an instant and an id.
    pub fn rows_above(self, columns: &'static str) -> Comparison {
        self.compare(columns, ">")
    }

    /// As [`Self::rows_above`], in a list that descends.
    pub fn rows_below(self, columns: &'static str) -> Comparison {
        self.compare(columns, "<")
    }

    fn compare(self, columns: &'static str, operator: &'static str) -> Comparison {
        sql::<Bool>(&format!("({columns}) {operator} ("))
            .bind::<Timestamptz, _>(self.at)
            .sql(", ")
            .bind::<SqlUuid, _>(self.id)
            .sql(")")
    }

    /// Stands for an item that has no instant and therefore comes last.
    pub fn end_of_time() -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(9999, 12, 31)
            .unwrap_or(NaiveDate::MAX)
            .and_time(NaiveTime::MIN)
            .and_utc()
    }

    /// As it travels.
    pub fn encode(self) -> String {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.at.timestamp_micros().to_be_bytes());
        bytes[8..].copy_from_slice(self.id.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads what came back; anything else than [`Self::encode`] made is refused by name.
    pub fn decode(text: &str) -> ApiResult<Self> {
        let read = || {
            let bytes: [u8; 24] = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
            let (micros, id) = bytes.split_first_chunk::<8>()?;
            Some(Self {
                // PostgreSQL knows fewer instants than a number of 64 bits can name.
                at: DateTime::from_timestamp_micros(i64::from_be_bytes(*micros))
                    .filter(|at| (1..=9999).contains(&at.year()))?,
                id: Uuid::from_slice(id).ok()?,
            })
        };
        read().ok_or_else(unreadable)
    }

    /// Reads a cursor that may be absent.
    pub fn decode_optional(text: Option<&str>) -> ApiResult<Option<Self>> {
        text.map(Self::decode).transpose()
    }
}

fn unreadable() -> ApiError {
    let errors = FieldErrors::one("cursor", RuleCode::InvalidCursor);
    ApiError::with_errors(ProblemKind::InvalidQuery, errors)
}

/// The last item of a page of messages, or of conversations: its place in the one order of all
/// messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position(pub i64);

impl Position {
    /// Reads what came back, if something did.
    pub fn decode_optional(text: Option<&str>) -> ApiResult<Option<i64>> {
        let read = |text: &str| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
            Some(i64::from_be_bytes(bytes))
        };
        text.map(|text| read(text).ok_or_else(unreadable))
            .transpose()
    }
}

/// Where a page ended, as it travels.
pub trait PageEnd {
    /// Opaque to clients.
    fn encode(self) -> String;
}

impl PageEnd for Cursor {
    fn encode(self) -> String {
        Self::encode(self)
    }
}

impl PageEnd for Position {
    fn encode(self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0.to_be_bytes())
    }
}

/// Cuts a page of at most `limit` items from rows of which a query fetched one more than that, if
/// there are more.
pub fn page<R, T, C: PageEnd>(
    mut rows: Vec<R>,
    limit: i64,
    cursor: impl FnOnce(&R) -> C,
    item: impl FnMut(R) -> T,
) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or_default();
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| has_more);
    Page {
        next_cursor: last.map(|last| cursor(last).encode()),
        items: rows.into_iter().map(item).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_survives_the_way_out_and_back(micros in 0_i64..7_000_000_000_000_000, id in any::<u128>()) {
            let cursor = Cursor {
                at: DateTime::from_timestamp_micros(micros).unwrap(),
                id: Uuid::from_u128(id),
            };
            prop_assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }

        #[test]
        fn no_text_makes_decoding_panic(text in any::<String>()) {
            let _ = Cursor::decode(&text);
        }
    }
}
