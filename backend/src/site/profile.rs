//! Somebody's profile, and the events that they published.

use ::words::prose::initials;
use actix_web::http::StatusCode;
use api_types::events::{Event, PlacesLeft, Visibility};
use api_types::pages::Page as ListPage;
use api_types::profiles::Profile;
use askama::Template;
use url::form_urlencoded;

use super::asked::AskedBy;
use super::head::Head;
use super::json_ld;
use super::page::{Page, written};
use super::ticket::machine;
use super::words::Words;
use crate::error::ApiResult;
use crate::events::queries::{SeenEvent, events_of};
use crate::paging::{Cursor, page as page_of};
use crate::profiles::queries::visible_profile;

/// How many events the app asks for at once.
const SHOWN: i64 = 20;

struct Row<'a> {
    event: &'a Event,
    machine: String,
    when: String,
    visibility: &'static str,
    places: String,
}

#[derive(Template)]
#[template(path = "site/profile.html")]
struct Shown<'a> {
    words: Words,
    profile: &'a Profile,
    name: &'a str,
    initials: String,
    rows: Vec<Row<'a>>,
    next: Option<String>,
}

/// The page, if this person may know of the other.
pub(super) async fn page(by: &AskedBy, username: &str) -> ApiResult<Page> {
    let asked = &by.asked;
    let words = asked.words;
    let cursor = form_urlencoded::parse(asked.query.as_bytes())
        .find_map(|(name, value)| (name == "cursor").then(|| value.into_owned()));
    let (profile, list) = find(by, username, cursor.as_deref()).await?;
    let person = &profile.person;
    let (username, name) = (&person.username, person.display_name());
    let mut answers = by.first_answers().await?;
    if cursor.is_none() {
        // As it stands in the address, since the app asks for that.
        let asked_for = asked.path.rsplit('/').next().unwrap_or_default();
        answers.add(format!("/users/{asked_for}"), &profile)?;
        answers.add(format!("/users/{asked_for}/events?limit={SHOWN}"), &list)?;
    }
    let address = format!("/profile/{username}");
    let next = list.next_cursor.as_deref();
    Ok(Page {
        status: StatusCode::OK,
        head: Head {
            description: words.filled(
                "site-profile-description",
                &[("name", name.as_str().into())],
            ),
            kind: "profile",
            is_indexed: cursor.is_none(),
            json_ld: Some(json_ld::profile(&profile, &list.items, asked)),
            ..Head::listed(words, &name, asked.public(&address))
        },
        content: written(&Shown {
            words,
            profile: &profile,
            initials: initials(&name),
            name: &name,
            rows: list.items.iter().map(|event| row(event, words)).collect(),
            next: next.map(|cursor| format!("{address}?cursor={cursor}")),
        })?,
        answers,
        is_readable: true,
    })
}

async fn find(
    by: &AskedBy,
    username: &str,
    cursor: Option<&str>,
) -> ApiResult<(Profile, ListPage<Event>)> {
    let state = &by.asked.state;
    // A cursor that cannot be read leads to the beginning.
    let cursor = Cursor::decode_optional(cursor).unwrap_or_default();
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let found = visible_profile(&mut conn, username, by.viewer).await?;
    let seen = events_of(&mut conn, found.id, by.viewer, None, cursor, SHOWN).await?;
    let list = page_of(seen, SHOWN, SeenEvent::position, |event| {
        event.into_event(now)
    });
    let profile = Profile {
        person: found.person.into(),
        created_at: found.created_at,
    };
    Ok((profile, list))
}

fn row(event: &Event, words: Words) -> Row<'_> {
    let day = words.short_day(event.date);
    Row {
        event,
        machine: machine(event),
        when: match &event.time {
            Some(time) => words.filled(
                "when-at",
                &[("day", day.into()), ("time", words.time(time).into())],
            ),
            None => day,
        },
        visibility: match event.visibility {
            Visibility::Public => "visibility-public",
            Visibility::InviteOnly => "visibility-invite-only",
        },
        places: words.places_taken(PlacesLeft::of_event(event)),
    }
}
