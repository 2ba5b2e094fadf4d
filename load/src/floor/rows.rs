//! From rows, as the server's statements find them, to what travels.

use api_types::accounts::Person;
use api_types::events::{Event, Picture, PictureFile, Relation, Visibility};
use backend::paging::Cursor;
use backend::pictures::Size;
use chrono::{DateTime, NaiveTime, Utc};
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, Type};
use uuid::Uuid;

/// Where an event stands in a list.
pub fn position(row: &Row) -> Cursor {
    Cursor {
        at: row.get(10),
        id: row.get(0),
    }
}

/// An event as this viewer sees it at this instant. The columns are those of
/// [`super::statements`].
pub fn event(row: &Row, viewer: Uuid, now: DateTime<Utc>) -> Event {
    let ends_at: DateTime<Utc> = row.get(11);
    let (maximum_attendees, places_taken): (Option<i32>, i32) = (row.get(13), row.get(14));
    let relation = match row.get::<_, Option<&str>>(27) {
        _ if row.get::<_, Uuid>(1) == viewer => Relation::Creator,
        Some("accepted") => Relation::Accepted,
        Some(_) => Relation::Invited,
        None => Relation::None,
    };
    let visibility = match row.get(12) {
        "public" => Visibility::Public,
        _ => Visibility::InviteOnly,
    };
    Event {
        id: row.get(0),
        title: row.get(2),
        description: row.get(3),
        location: row.get(4),
        date: row.get(5),
        time: row.get::<_, Option<NaiveTime>>(6).map(clock),
        end_date: row.get(7),
        end_time: row.get::<_, Option<NaiveTime>>(8).map(clock),
        time_zone: row.get(9),
        starts_at: row.get(10),
        ends_at,
        is_over: ends_at <= now,
        visibility,
        maximum_attendees,
        places_taken,
        places_left: maximum_attendees.map(|most| most - places_taken),
        price: row.get::<_, Option<Price>>(15).map(|price| price.0),
        currency: row.get(16),
        picture: picture(row),
        creator: Person {
            username: row.get(24),
            first_name: row.get(25),
            last_name: row.get(26),
        },
        relation,
        created_at: row.get(17),
        updated_at: row.get(18),
        version: row.get(19),
        creator_view: None,
    }
}

fn picture(row: &Row) -> Option<Picture> {
    let (id, hash): (Uuid, &str) = (row.get(0), row.get::<_, Option<_>>(20)?);
    let (width, height): (i32, i32) = (row.get(21), row.get(22));
    let (narrow, low) = Size::Small.fit(width.unsigned_abs(), height.unsigned_abs());
    let file = |size: &str, width: i32, height: i32| PictureFile {
        address: format!("/api/v1/events/{id}/picture/{hash}-{size}.webp"),
        width,
        height,
    };
    Some(Picture {
        small: file("small", narrow.cast_signed(), low.cast_signed()),
        large: file("large", width, height),
        description: row.get(23),
    })
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// A `numeric` that has two decimals.
struct Price(String);

impl<'a> FromSql<'a> for Price {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        // Four numbers of 16 bits (how many digits, the weight of the first, sign, decimals), then
        // digits to the base of 10,000.
        let mut words = raw
            .chunks_exact(2)
            .map(|pair| i16::from_be_bytes([pair[0], pair[1]]));
        let (count, weight) = words.next().zip(words.next()).ok_or("too short")?;
        let digits: Vec<i64> = words.skip(2).map(i64::from).collect();
        if digits.len() != usize::try_from(count)? {
            return Err("not as long as it says".into());
        }
        let digit = |exponent: i16| {
            let place = usize::try_from(weight - exponent).ok();
            place
                .and_then(|place| digits.get(place))
                .copied()
                .unwrap_or_default()
        };
        let whole = (0..=weight.max(0))
            .rev()
            .fold(0, |sum, exponent| sum * 10_000 + digit(exponent));
        Ok(Self(format!("{whole}.{:02}", digit(-1) / 100)))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::NUMERIC
    }
}

#[cfg(test)]
mod tests {
    use super::{FromSql, Price, Type};

    #[test]
    fn prices_have_two_decimals() {
        let price = |words: &[i16]| {
            let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
            Price::from_sql(&Type::NUMERIC, &bytes)
                .map(|price| price.0)
                .unwrap()
        };
        assert_eq!(price(&[0, 0, 0, 2]), "0.00");
        assert_eq!(price(&[1, 0, 0, 2, 18]), "18.00");
        assert_eq!(price(&[2, 0, 0, 2, 12, 5000]), "12.50");
        assert_eq!(price(&[1, -1, 0, 2, 500]), "0.05");
        assert_eq!(price(&[1, 1, 0, 2, 3]), "30000.00");
    }
}
