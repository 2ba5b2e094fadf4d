//! Events as files for calendar programs, and the private feed of one's bookings, read by another
//! library than the one that writes them.

use backend::db::schema::calendar_feeds;
use backend::secret_value::hash_of;
use chrono::TimeDelta;
use diesel::QueryDsl;
use diesel_async::RunQueryDsl;
use icalendar::{Calendar, Component, Event};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::person::{day, send};
use crate::support::world::feed_token;
use crate::support::{PASSWORD, Person, TestApp};

/// What a guest who knows an address reads there, and the headers of the answer.
async fn read(app: &TestApp, address: &str) -> (Calendar, reqwest::header::HeaderMap) {
    let path = address.strip_prefix(&app.url).unwrap();
    let answer = send(app.guest().request(Method::GET, path))
        .await
        .expect(200);
    (answer.body().parse().unwrap(), answer.headers)
}

fn titles(calendar: &Calendar) -> Vec<&str> {
    let mut titles: Vec<_> = calendar.events().filter_map(Event::get_summary).collect();
    titles.sort_unstable();
    titles
}

async fn new_address(person: &Person) -> String {
    let answer = person.post("/users/me/calendar-feed", Value::Null).await;
    answer.expect(201).text("address")
}

#[tokio::test]
async fn an_event_is_downloaded_as_a_file_that_names_it() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = json!({ "title": "Ghosts, & other guests", "end_time": "22:00" });
    let id = lena.publish(event).await;
    let address = format!("{}/api/v1/events/{id}/calendar", app.url);
    let (calendar, headers) = read(&app, &address).await;
    assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
    let disposition = &headers["content-disposition"];
    assert_eq!(
        disposition,
        "attachment; filename=\"ghosts-other-guests.ics\""
    );
    let event = calendar.events().next().unwrap();
    assert_eq!(event.get_summary(), Some("Ghosts, & other guests"));
    assert_eq!(event.get_uid(), Some(format!("{id}@127.0.0.1").as_str()));
    assert_eq!(event.property_value("SEQUENCE"), Some("1"));

    let changes = json!({ "title": "Ghosts" });
    let path = format!("/events/{id}");
    let request = lena.api(Method::PATCH, &path).header("if-match", "*");
    send(request.json(&changes)).await.expect(200);
    let (calendar, _) = read(&app, &address).await;
    let event = calendar.events().next().unwrap();
    assert_eq!(event.get_summary(), Some("Ghosts"));
    assert_eq!(event.get_uid(), Some(format!("{id}@127.0.0.1").as_str()));
    assert_eq!(event.property_value("SEQUENCE"), Some("2"));
}

#[tokio::test]
async fn a_feed_tells_of_places_and_of_nothing_else() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let booked = mira.publish(json!({ "title": "Booked" })).await;
    let secret = json!({ "title": "Invited", "visibility": "invite-only" });
    let invited = mira.publish(secret).await;
    mira.publish(json!({ "title": "Of others" })).await;
    lena.publish(json!({ "title": "Her own" })).await;
    lena.book(&booked).await.expect(201);
    mira.invite(&invited, "lena").await.expect(201);

    let address = new_address(&lena).await;
    let (calendar, headers) = read(&app, &address).await;
    assert_eq!(titles(&calendar), ["Booked"]);
    assert_eq!(calendar.get_name(), Some("lena at Event Booking"));
    assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(headers["cache-control"], "private, no-store");
    lena.book(&invited).await.expect(201);
    assert_eq!(titles(&read(&app, &address).await.0), ["Booked", "Invited"]);
    lena.delete(&format!("/events/{booked}/booking"))
        .await
        .expect(204);
    assert_eq!(titles(&read(&app, &address).await.0), ["Invited"]);
}

#[tokio::test]
async fn a_feed_remembers_a_year() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    for (title, offset) in [("Soon", 2), ("Later", 400)] {
        let event = json!({ "title": title, "date": day(offset) });
        let id = mira.publish(event).await;
        lena.book(&id).await.expect(201);
    }
    let address = new_address(&lena).await;
    for (days, expected) in [
        (0, vec!["Later", "Soon"]),
        (360, vec!["Later", "Soon"]),
        (10, vec!["Later"]),
        (400, vec![]),
    ] {
        app.let_time_pass(TimeDelta::days(days));
        let (calendar, _) = read(&app, &address).await;
        assert_eq!(titles(&calendar), expected, "{days} days later");
    }
}

#[tokio::test]
async fn an_address_ends_when_it_is_revoked_or_replaced() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let feed = async || lena.get("/users/me/calendar-feed").await.expect(200).json;
    let is_gone = async |address: &str| {
        let path = address.split_once("/api/v1").unwrap().1;
        let answer = app.guest().get(path).await;
        answer.expect_problem(404, "not-found");
    };
    assert_eq!(feed().await, json!({ "created_at": null }));
    let first = new_address(&lena).await;
    assert!(feed().await["created_at"].is_string());
    read(&app, &first).await;
    let second = new_address(&lena).await;
    assert_ne!(first, second);
    is_gone(&first).await;
    read(&app, &second).await;
    for _ in 0..2 {
        lena.delete("/users/me/calendar-feed").await.expect(204);
        is_gone(&second).await;
    }
    assert_eq!(feed().await, json!({ "created_at": null }));
    let third = new_address(&lena).await;
    let body = json!({ "password": PASSWORD });
    lena.post("/users/me/deletion", body).await.expect(204);
    is_gone(&third).await;
}

#[tokio::test]
async fn what_opens_a_feed_is_stored_and_exported_nowhere() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let address = new_address(&lena).await;
    let token = feed_token(&address);
    let data = lena.get("/users/me/data").await.expect(200).json;
    assert!(data["calendar_feed"]["created_at"].is_string());
    assert!(!data.to_string().contains(token));
    let mut conn = app.connection().await;
    let hashes = calendar_feeds::table.select(calendar_feeds::token_hash);
    let hashes: Vec<Vec<u8>> = hashes.load(&mut conn).await.unwrap();
    assert_eq!(hashes, [hash_of(token)]);
}

#[tokio::test]
async fn addresses_are_not_guessed() {
    let app = TestApp::start().await;
    let guess = async || app.guest().get("/calendars/guess.ics").await;
    let mut tries = 0;
    let refused = loop {
        let answer = guess().await;
        tries += 1;
        if answer.status != 404 {
            break answer;
        }
        assert!(tries < 400, "there is a limit");
    };
    refused.expect_problem(429, "rate-limited");
}
