//! Rows as `COPY … FROM STDIN` reads them: fields parted by tabs, `\N` for nothing.

use std::fmt::{Display, Write};

use api_types::rules;
use uuid::Uuid;

use super::generate::Generated;
use crate::events::queries::visibility_name;

/// Reads the rows of [`Rows::events`].
pub const COPY_EVENTS: &str = "COPY events (id, creator_id, title, description, location, date, \
    time, end_date, end_time, time_zone, starts_at, ends_at, visibility, maximum_attendees, \
    places_taken, price, currency, created_at, updated_at) FROM STDIN";

/// Reads the rows of [`Rows::bookings`].
pub const COPY_BOOKINGS: &str =
    "COPY bookings (id, event_id, user_id, status, created_at, accepted_at) FROM STDIN";

/// Events and their bookings, ready to be sent.
#[derive(Default)]
pub struct Rows {
    /// How many events these are.
    pub count: u64,
    /// For [`COPY_EVENTS`].
    pub events: String,
    /// For [`COPY_BOOKINGS`].
    pub bookings: String,
}

impl Rows {
    /// Adds an event; `people` has the ids for its creator and its guests.
    pub fn push(&mut self, generated: &Generated, people: &[Uuid]) {
        let id = Uuid::now_v7();
        let Generated {
            event, schedule, ..
        } = generated;
        let coming = generated
            .guests
            .iter()
            .filter(|one| one.accepted_at.is_some());
        Row::new(&mut self.events)
            .value(id)
            .value(people[generated.creator])
            .text(&event.title)
            .text(&event.description)
            .optional_text(event.location.as_deref())
            .value(event.date)
            .optional(event.time)
            .optional(event.end_date)
            .optional(event.end_time)
            .value(schedule.time_zone.name())
            .value(schedule.starts_at)
            .value(schedule.ends_at)
            .value(visibility_name(event.visibility))
            .optional(event.maximum_attendees)
            .value(coming.count())
            .optional(event.price.map(|price| rules::price_text(price.hundredths)))
            .optional(event.price.map(|price| price.currency))
            .value(generated.created_at)
            .value(generated.created_at)
            .end();
        for guest in &generated.guests {
            let asked_at = guest.invited_at.or(guest.accepted_at);
            Row::new(&mut self.bookings)
                .value(Uuid::now_v7())
                .value(id)
                .value(people[guest.person])
                .value(guest.accepted_at.map_or("invited", |_| "accepted"))
                .optional(asked_at)
                .optional(guest.accepted_at)
                .end();
        }
        self.count += 1;
    }
}

/// A row that is being written.
struct Row<'a> {
    line: &'a mut String,
    is_empty: bool,
}

impl<'a> Row<'a> {
    fn new(line: &'a mut String) -> Self {
        Self {
            line,
            is_empty: true,
        }
    }

    fn part(&mut self) {
        if !self.is_empty {
            self.line.push('\t');
        }
        self.is_empty = false;
    }

    /// Something that has neither tabs nor line ends nor backslashes.
    fn value(mut self, value: impl Display) -> Self {
        self.part();
        // Writing to a string does not fail.
        let _ = write!(self.line, "{value}");
        self
    }

    fn optional(self, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.value(value),
            None => self.value("\\N"),
        }
    }

    fn text(mut self, text: &str) -> Self {
        self.part();
        for c in text.chars() {
            match c {
                '\\' => self.line.push_str("\\\\"),
                '\n' => self.line.push_str("\\n"),
                '\r' => self.line.push_str("\\r"),
                '\t' => self.line.push_str("\\t"),
                c => self.line.push(c),
            }
        }
        self
    }

    fn optional_text(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(text),
            None => self.value("\\N"),
        }
    }

    fn end(self) {
        self.line.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_part_fields_or_rows_is_escaped() {
        let mut line = String::new();
        Row::new(&mut line)
            .text("a\tb\nc\\d\re")
            .optional(None::<i32>)
            .optional_text(Some("\\N"))
            .value(7)
            .end();
        assert_eq!(line, "a\\tb\\nc\\\\d\\re\t\\N\t\\\\N\t7\n");
    }
}
