//! What search engines ask for before they read anything: what they may read, and what there is.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Query};
use api_types::problem::ProblemKind;
use api_types::rules;
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::page::written;
use super::{PAGES, PAGES_WITH_ID};
use crate::error::{ApiError, ApiResult};
use crate::events::queries::{ends_of_parts, part_of_public};
use crate::paging::Cursor;
use crate::profiles::queries::{ends_of_publisher_parts, part_of_publishers};
use crate::state::AppState;

/// Most addresses in one part of the site map. The format allows ten times as many.
pub const PART: i64 = 5_000;

/// What everybody may read; the rest is nobody's business.
const LISTED: [&str; 4] = ["/", "/event-overview", "/event-detail/", "/profile/"];

/// How long the parts stay where they are. To find where they begin, everything that is listed must
/// be read.
const PARTS_KEPT: TimeDelta = TimeDelta::minutes(10);

/// An address, and when what stands there was last edited.
#[derive(Clone)]
struct Entry {
    address: String,
    changed: Option<DateTime<Utc>>,
}

#[derive(Template)]
#[template(path = "site/sitemap.xml", escape = "html")]
struct Sitemap {
    /// What the list is called and what each of its items.
    names: (&'static str, &'static str),
    entries: Vec<Entry>,
}

/// Where the parts of the site map are, and since when that is known. Whoever asks while somebody
/// else looks waits for what they find.
#[derive(Default)]
pub struct Parts(Mutex<Option<(DateTime<Utc>, Vec<Entry>)>>);

/// Where a part begins.
#[derive(Deserialize)]
pub struct After {
    after: Option<String>,
}

/// `robots.txt`: what may be read.
pub async fn show_robots(state: Data<AppState>) -> HttpResponse {
    let mut text = String::from(
        "User-agent: *\nAllow: /api/v1/events/*/picture/\nDisallow: /api/\nDisallow: /swagger-ui/\n",
    );
    let hidden = PAGES.iter().chain(PAGES_WITH_ID).map(|(path, _)| *path);
    for path in hidden.filter(|path| !LISTED.contains(path)) {
        // Other addresses may begin like a whole one; what is behind a question mark is its own.
        let ends: &[&str] = if path.ends_with('/') {
            &[""]
        } else {
            &["$", "?"]
        };
        for end in ends {
            text.push_str(&format!("Disallow: {path}{end}\n"));
        }
    }
    text.push_str(&format!(
        "\nSitemap: {}\n",
        state.config.page_url("/sitemap.xml")
    ));
    answer("text/plain; charset=utf-8", text)
}

/// `sitemap.xml`: where the parts are.
pub async fn show_sitemap(state: Data<AppState>, parts: Data<Parts>) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let mut known = parts.0.lock().await;
    let entries = match known.as_ref() {
        Some((since, entries)) if now - *since < PARTS_KEPT => entries.clone(),
        _ => known
            .insert((now, find_parts(&state, now).await?))
            .1
            .clone(),
    };
    drop(known);
    xml(&Sitemap {
        names: ("sitemapindex", "sitemap"),
        entries,
    })
}

async fn find_parts(state: &AppState, now: DateTime<Utc>) -> ApiResult<Vec<Entry>> {
    let mut conn = state.connection().await?;
    let events = ends_of_parts(&mut conn, now, PART).await?;
    let people = ends_of_publisher_parts(&mut conn, PART).await?;
    let part = |name: &str, after: Option<String>| {
        let after = after.map_or(String::new(), |after| format!("?after={after}"));
        let address = state
            .config
            .page_url(&format!("/sitemap-{name}.xml{after}"));
        Entry {
            address,
            changed: None,
        }
    };
    let mut entries = vec![part("events", None)];
    entries.extend(
        events
            .into_iter()
            .map(|end| part("events", Some(end.encode()))),
    );
    entries.push(part("people", None));
    entries.extend(people.into_iter().map(|end| part("people", Some(end))));
    Ok(entries)
}

/// A part with events, and in the first one the pages that are always there.
pub async fn show_events(state: Data<AppState>, after: Query<After>) -> ApiResult<HttpResponse> {
    let after = Cursor::decode_optional(after.after.as_deref())?;
    let mut conn = state.connection().await?;
    let found = part_of_public(&mut conn, state.clock.now(), after, PART).await?;
    let address = |path: &str| state.config.page_url(path);
    let mut entries = Vec::new();
    if after.is_none() {
        entries.extend(["/", "/event-overview"].map(|path| Entry {
            address: address(path),
            changed: None,
        }));
    }
    entries.extend(found.into_iter().map(|(id, changed)| Entry {
        address: address(&format!("/event-detail/{id}")),
        changed: Some(changed),
    }));
    xml(&Sitemap {
        names: ("urlset", "url"),
        entries,
    })
}

/// A part with people who have published something for everybody.
pub async fn show_people(state: Data<AppState>, after: Query<After>) -> ApiResult<HttpResponse> {
    // What no username can be may be nothing that the database can read.
    if let Some(after) = &after.after {
        rules::username(after).map_err(|_| ApiError::of(ProblemKind::MalformedRequest))?;
    }
    let mut conn = state.connection().await?;
    let found = part_of_publishers(&mut conn, after.after.as_deref(), PART).await?;
    let entry = |username: String| Entry {
        address: state.config.page_url(&format!("/profile/{username}")),
        changed: None,
    };
    xml(&Sitemap {
        names: ("urlset", "url"),
        entries: found.into_iter().map(entry).collect(),
    })
}

fn xml(sitemap: &Sitemap) -> ApiResult<HttpResponse> {
    Ok(answer("application/xml; charset=utf-8", written(sitemap)?))
}

fn answer(kind: &str, text: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(text)
}
