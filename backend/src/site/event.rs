//! One event: the ticket, opened.

use ::words::prose::{Piece, pieces};
use actix_web::http::StatusCode;
use api_types::bookings::{BookingObstacle, Eligibility};
use api_types::events::{Event, PlacesLeft, Relation, Visibility};
use askama::Template;
use percent_encoding::utf8_percent_encode;
use uuid::Uuid;

use super::asked::AskedBy;
use super::head::{Head, Preview, beginning};
use super::json_ld;
use super::overview::COMPONENT;
use super::page::{Page, written};
use super::ticket::{Places, machine};
use super::words::Words;
use crate::bookings::eligibility::obstacle;
use crate::error::ApiResult;
use crate::events::queries::visible_event;

/// What can be done about a place.
enum Offer {
    /// Nothing, for the reason with this key.
    Nothing(&'static str),
    /// Log in at this address, then book.
    LogIn(String),
    /// The app knows.
    Unknown,
}

#[derive(Template)]
#[template(path = "site/event.html")]
struct Opened<'a> {
    words: Words,
    event: &'a Event,
    is_guest: bool,
    is_own: bool,
    is_private: bool,
    machine: String,
    when: String,
    price: String,
    numbers: PlacesLeft,
    places: Option<Places>,
    offer: Offer,
    /// Where one logs in to come back.
    login: String,
    description: Vec<Piece<'a>>,
}

/// The page, if this person may see the event.
pub(super) async fn page(by: &AskedBy, id: Uuid) -> ApiResult<Page> {
    let asked = &by.asked;
    let now = asked.state.clock.now();
    let mut conn = asked.state.connection().await?;
    let seen = visible_event(&mut conn, id, by.viewer).await?;
    drop(conn);
    let obstacle = obstacle(&seen, by.viewer, now);
    let event = seen.into_event(now);
    let mut answers = by.first_answers().await?;
    // What else its creator is told, the app asks for.
    if event.relation != Relation::Creator {
        answers.add(format!("/events/{id}"), &event)?;
        answers.add(
            format!("/events/{id}/eligibility"),
            &Eligibility::of(obstacle),
        )?;
    }
    let canonical = asked.public(&format!("/event-detail/{id}"));
    let picture = event.picture.as_ref();
    let head = Head {
        description: beginning(&event.description),
        kind: "article",
        is_indexed: event.visibility == Visibility::Public,
        picture: picture.map(|picture| Preview::of(picture, asked)),
        json_ld: Some(json_ld::event(&event, asked)),
        ..Head::listed(asked.words, &event.title, canonical)
    };
    Ok(Page {
        status: StatusCode::OK,
        head,
        content: content(by, &event, obstacle)?,
        answers,
        is_readable: true,
    })
}

fn content(by: &AskedBy, event: &Event, obstacle: Option<BookingObstacle>) -> ApiResult<String> {
    let words = by.asked.words;
    let address = format!("/event-detail/{}", event.id);
    let login = format!("/login?next={}", utf8_percent_encode(&address, COMPONENT));
    written(&Opened {
        words,
        event,
        is_guest: by.viewer.is_none(),
        is_own: event.relation == Relation::Creator,
        is_private: event.visibility == Visibility::InviteOnly,
        machine: machine(event),
        when: words.span(
            (event.date, event.time.as_deref()),
            (event.end_date, event.end_time.as_deref()),
        ),
        price: words.price(event.price.as_deref(), event.currency.as_deref()),
        numbers: PlacesLeft::of_event(event),
        places: Places::of(event, words, true),
        offer: match obstacle {
            Some(BookingObstacle::EventOver) => Offer::Nothing("obstacle-over"),
            Some(BookingObstacle::EventFull) => Offer::Nothing("obstacle-full"),
            Some(BookingObstacle::LoginRequired) => Offer::LogIn(login.clone()),
            Some(BookingObstacle::OwnEvent | BookingObstacle::AlreadyBooked) | None => {
                Offer::Unknown
            }
        },
        login,
        description: pieces(&event.description),
    })
}
