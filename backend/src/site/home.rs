//! The way in.

use actix_web::http::StatusCode;
use api_types::Validate;
use api_types::events::EventFilter;
use askama::Template;

use super::asked::AskedBy;
use super::head::Head;
use super::overview::events;
use super::page::{Page, written};
use super::ticket::Ticket;
use super::words::Words;
use crate::error::ApiResult;

/// How many events are shown.
const SHOWN: u32 = 6;

/// How it works: a number, and the keys of a name and a text.
const STEPS: [(&str, &str, &str); 3] = [
    ("1", "home-step-find", "home-step-find-text"),
    ("2", "home-step-book", "home-step-book-text"),
    ("3", "home-step-publish", "home-step-publish-text"),
];

#[derive(Template)]
#[template(path = "site/home.html")]
struct Home<'a> {
    words: Words,
    is_guest: bool,
    steps: [(&'static str, &'static str, &'static str); 3],
    tickets: &'a [Ticket<'a>],
}

/// The page.
pub(super) async fn page(by: &AskedBy) -> ApiResult<Page> {
    let asked = &by.asked;
    let filter = EventFilter {
        limit: Some(SHOWN.to_string()),
        ..EventFilter::default()
    };
    let list = events(by, &filter.validate()?).await?;
    let mut answers = by.first_answers().await?;
    answers.add(format!("/events?limit={SHOWN}"), &list)?;
    let tickets = Ticket::all(asked, &list.items);
    Ok(Page {
        status: StatusCode::OK,
        head: Head::listed(asked.words, "", asked.public("/")),
        content: written(&Home {
            words: asked.words,
            is_guest: by.viewer.is_none(),
            steps: STEPS,
            tickets: &tickets,
        })?,
        answers,
        is_readable: true,
    })
}
