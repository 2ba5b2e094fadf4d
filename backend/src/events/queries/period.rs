//! The events of a period, in the order in which people want to read them.

use api_types::pages::Period;
use chrono::{DateTime, Utc};
use diesel::dsl::{AsExprOf, sql};
use diesel::expression::{SqlLiteral, UncheckedBind};
use diesel::sql_types::{Bool, Timestamptz};

use crate::paging::{Comparison, Cursor};

type Condition = UncheckedBind<SqlLiteral<Bool>, AsExprOf<DateTime<Utc>, Timestamptz>>;

const POSITION: &str = "events.starts_at, events.id";

/// What is upcoming at this instant, the soonest first, or past, the latest first.
#[derive(Debug, Clone, Copy)]
pub struct PeriodAt(pub Period, pub DateTime<Utc>);

impl PeriodAt {
    /// The condition under which an event belongs to it.
    pub fn holds(self) -> Condition {
        let comparison = match self.0 {
            Period::Upcoming => "events.ends_at > ",
            Period::Past => "events.ends_at <= ",
        };
        sql::<Bool>(comparison).bind::<Timestamptz, _>(self.1)
    }

    /// The condition under which an event comes later in the list.
    pub fn rows_after(self, cursor: Cursor) -> Comparison {
        match self.0 {
            Period::Upcoming => cursor.rows_above(POSITION),
            Period::Past => cursor.rows_below(POSITION),
        }
    }

    /// The order of the list.
    pub fn order(self) -> SqlLiteral<Bool> {
        match self.0 {
            Period::Upcoming => sql(POSITION),
            Period::Past => sql("events.starts_at DESC, events.id DESC"),
        }
    }
}
