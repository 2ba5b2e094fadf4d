//! What search engines ask for: what they may read, and what there is.

use backend::site::crawlers::PART;
use diesel_async::SimpleAsyncConnection;
use reqwest::Method;
use serde_json::json;

use crate::support::person::send;
use crate::support::{Person, TestApp};

/// The addresses in a site map.
fn addresses(xml: &str) -> Vec<String> {
    let entries = xml.split("<loc>").skip(1);
    let address = |rest: &str| rest.split("</loc>").next().unwrap().replace("&#38;", "&");
    entries.map(address).collect()
}

async fn sitemap(guest: &Person, address: &str) -> Vec<String> {
    let path = address.strip_prefix(&guest.url).unwrap_or(address);
    let answer = send(guest.request(Method::GET, path)).await.expect(200);
    assert_eq!(
        answer.headers["content-type"],
        "application/xml; charset=utf-8"
    );
    addresses(&answer.body())
}

#[tokio::test]
async fn search_engines_find_what_is_public_and_nothing_else() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let lena = app.member("lena").await;
    let id = hanna.publish(json!({})).await;
    lena.publish(json!({ "visibility": "invite-only" })).await;
    let guest = app.guest();
    let parts = sitemap(&guest, "/sitemap.xml").await;
    let part = |name| format!("{}/sitemap-{name}.xml", app.url);
    assert_eq!(parts, [part("events"), part("people")]);
    let address = |path: &str| format!("{}{path}", app.url);
    assert_eq!(
        sitemap(&guest, &parts[0]).await,
        [
            address("/"),
            address("/event-overview"),
            address(&format!("/event-detail/{id}"))
        ]
    );
    assert_eq!(
        sitemap(&guest, &parts[1]).await,
        [address("/profile/hanna")]
    );

    let robots = send(guest.request(Method::GET, "/robots.txt")).await;
    assert_eq!(robots.headers["content-type"], "text/plain; charset=utf-8");
    let robots = robots.body();
    for line in [
        "Disallow: /api/".to_owned(),
        "Disallow: /chat/".to_owned(),
        "Disallow: /profile$".to_owned(),
        "Disallow: /login?".to_owned(),
        // What previews and results show.
        "Allow: /api/v1/events/*/picture/".to_owned(),
        format!("Sitemap: {}/sitemap.xml", app.url),
    ] {
        assert!(
            robots.lines().any(|known| known == line),
            "{line} is missing in {robots}"
        );
    }
    assert!(
        !robots.contains("Disallow: /\n") && !robots.contains("/event-detail/"),
        "{robots}"
    );
}

#[tokio::test]
async fn a_part_of_the_site_map_that_cannot_be_is_refused() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let long = "x".repeat(5_000);
    for part in ["events", "people"] {
        for after in ["%00", "%ff", "%F0%9F%8E%AB", &long] {
            let path = format!("/sitemap-{part}.xml?after={after}");
            let status = send(guest.request(Method::GET, &path)).await.status;
            assert!((400..500).contains(&status), "{path}: {status}");
        }
    }
}

#[tokio::test]
async fn a_long_site_map_comes_in_parts_that_hold_everything_once() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    hanna.publish(json!({})).await;
    let more = 2 * PART;
    let statement = format!(
        "INSERT INTO events (id, creator_id, title, description, date, time, time_zone, starts_at,
             ends_at, visibility, created_at, updated_at)
         SELECT gen_random_uuid(), creator_id, title, description, date, time, time_zone, starts_at,
             ends_at, visibility, created_at, updated_at
         FROM events, generate_series(1, {more})"
    );
    app.connection()
        .await
        .batch_execute(&statement)
        .await
        .unwrap();
    let guest = app.guest();
    let parts = sitemap(&guest, "/sitemap.xml").await;
    assert_eq!(parts.len(), 4, "{parts:?}");
    let mut found = Vec::new();
    for part in &parts[..3] {
        let part = sitemap(&guest, part).await;
        let events = part
            .into_iter()
            .filter(|address| address.contains("/event-detail/"));
        let before = found.len();
        found.extend(events);
        assert!((1..=PART as usize).contains(&(found.len() - before)));
    }
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 1 + more as usize);
}
