//! Who may open a socket, and when it closes.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{PASSWORD, Socket, TestApp};

#[tokio::test]
async fn a_program_opens_one_with_its_token_and_it_closes_when_that_expires() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let login = json!({ "login": "lena", "password": PASSWORD });
    let tokens = app.guest().post("/auth/token", login).await.expect(200);
    let bearer = format!("Bearer {}", tokens.text("access_token"));
    let mut socket = Socket::open(&app.url, "", &[("authorization", bearer)])
        .await
        .unwrap();
    assert_eq!(socket.next().await["username"], "lena");
    app.let_time_pass(TimeDelta::minutes(16));
    assert_eq!(socket.closing_code().await, 4401);
    let refused = Socket::open(&app.url, "", &[("authorization", "Bearer x".into())]).await;
    assert_eq!(refused.err(), Some(401));
}

#[tokio::test]
async fn sockets_close_with_their_session() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let login = json!({ "login": "lena", "password": PASSWORD });
    let elsewhere = app.guest();
    elsewhere
        .post("/auth/login", login.clone())
        .await
        .expect(200);
    let mut here = lena.socket().await;
    let mut there = elsewhere.socket().await;
    lena.delete("/auth/sessions").await.expect(204);
    assert_eq!(there.closing_code().await, 4401);
    lena.post("/auth/logout", json!({})).await.expect(204);
    assert_eq!(here.closing_code().await, 4401);
    elsewhere.post("/auth/login", login).await.expect(200);
    let mut idle = elsewhere.socket().await;
    app.let_time_pass(TimeDelta::days(30));
    assert_eq!(idle.closing_code().await, 4401);
}

#[tokio::test]
async fn other_sites_open_none() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    for (origin, status) in [
        ("https://evil.example", Some(403)),
        ("null", Some(403)),
        (app.url.as_str(), None),
    ] {
        let mut headers = lena.identification();
        headers.push(("origin", origin.to_owned()));
        let opened = Socket::open(&app.url, "", &headers).await;
        assert_eq!(opened.err(), status, "{origin}");
    }
    // It is an address for sockets only.
    lena.get("/socket")
        .await
        .expect_problem(400, "malformed-request");
}

#[tokio::test]
async fn guests_watch_public_events_and_nothing_else() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let open = lena.publish(json!({ "maximum_attendees": 5 })).await;
    let closed = lena.publish(json!({ "visibility": "invite-only" })).await;
    let mut guest = Socket::open(&app.url, "", &[]).await.unwrap();
    let welcome = guest.next().await;
    assert_eq!(welcome, json!({ "type": "welcome", "username": null }));
    guest
        .say(json!({ "type": "watch", "events": [closed, open] }))
        .await;
    let mut told = [guest.next().await, guest.next().await];
    told.sort_by_key(|message| message["type"].to_string());
    assert_eq!(
        told[0],
        json!({ "type": "event", "event": {
            "id": open, "version": 1, "places_taken": 0, "places_left": 5, "picture": null,
        } })
    );
    assert_eq!(told[1], json!({ "type": "event_gone", "id": closed }));
    guest.write("lena", "Hello").await;
    assert_eq!(guest.next().await["code"], "ERR_LOGIN_REQUIRED");
}

#[tokio::test]
async fn one_person_has_a_bounded_number_of_them() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mut sockets = Vec::new();
    for _ in 0..30 {
        sockets.push(lena.socket().await);
    }
    let refused = Socket::open(&app.url, "", &lena.identification()).await;
    assert_eq!(refused.err(), Some(429));
    app.member("mira").await.socket().await;
}
