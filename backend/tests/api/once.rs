//! A request with an Idempotency-Key is done once, however often it comes.

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::person::{event, send};
use crate::support::{Answer, Person, TestApp};

async fn ask(
    person: &Person,
    method: Method,
    path: &str,
    key: &str,
    body: Option<Value>,
) -> Answer {
    let mut request = person.api(method, path).header("idempotency-key", key);
    if let Some(body) = body {
        request = request.json(&body);
    }
    send(request).await
}

fn is_replay(answer: &Answer) -> bool {
    answer.headers.contains_key("idempotency-replayed")
}

#[tokio::test]
async fn an_event_that_is_sent_ten_times_at_once_is_one() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let body = event(json!({}));
    let send = || ask(&lena, Method::POST, "/events", "one", Some(body.clone()));
    let answers = join_all((0..10).map(|_| send())).await;
    let first = answers[0].json["id"].clone();
    for answer in &answers {
        assert_eq!((answer.status, &answer.json["id"]), (201, &first));
    }
    assert_eq!(
        answers.iter().filter(|answer| !is_replay(answer)).count(),
        1
    );
    let list = lena.get("/users/lena/events").await.expect(200).json;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    // Another key, another event; somebody else's key is their own.
    for (person, key) in [(&lena, "two"), (&app.member("murat").await, "one")] {
        let other = ask(person, Method::POST, "/events", key, Some(body.clone())).await;
        assert!(!is_replay(&other.expect(201)));
    }
}

#[tokio::test]
async fn a_booking_that_comes_again_does_not_undo_what_came_after_it() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let id = lena.publish(json!({ "maximum_attendees": 3 })).await;
    let path = format!("/events/{id}/booking");
    let book = |key| ask(&murat, Method::PUT, &path, key, None);
    let answers = join_all((0..6).map(|_| book("first"))).await;
    for answer in &answers {
        assert_eq!(
            (answer.status, &answer.json["outcome"]),
            (201, &json!("booked"))
        );
    }
    assert_eq!(
        answers.iter().filter(|answer| !is_replay(answer)).count(),
        1
    );
    let cancel = ask(&murat, Method::DELETE, &path, "second", None).await;
    assert!(!is_replay(&cancel.expect(204)));
    // The reply to the booking was lost, and the browser sends it again, too late.
    let late = book("first").await.expect(201);
    assert!(is_replay(&late));
    assert_eq!(late.json["event"]["relation"], "none");
    assert_eq!(late.json["event"]["places_taken"], 0);
    book("third").await.expect(201);
    let late = ask(&murat, Method::DELETE, &path, "second", None).await;
    assert!(is_replay(&late.expect(204)));
    let now = murat.get(&format!("/events/{id}")).await.expect(200).json;
    assert_eq!(now["relation"], "accepted");
}

#[tokio::test]
async fn a_key_is_good_for_one_request_and_a_refusal_does_not_use_it_up() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let id = lena.publish(json!({ "maximum_attendees": 1 })).await;
    let path = format!("/events/{id}/booking");
    app.member("first").await.book(&id).await.expect(201);
    let book = || ask(&murat, Method::PUT, &path, "key", None);
    book().await.expect_problem(409, "event-full");
    lena.delete(&format!("/events/{id}/attendees/first"))
        .await
        .expect(204);
    assert!(!is_replay(&book().await.expect(201)));
    let other = ask(&murat, Method::DELETE, &path, "key", None).await;
    other.expect_problem(422, "idempotency-key-reused");
    let other = lena.publish(json!({})).await;
    let other = format!("/events/{other}/booking");
    let other = ask(&murat, Method::PUT, &other, "key", None).await;
    other.expect_problem(422, "idempotency-key-reused");
    let other = event(json!({ "title": "Another" }));
    let other = ask(&murat, Method::POST, "/events", "key", Some(other)).await;
    other.expect_problem(422, "idempotency-key-reused");
    for odd in ["", "a b", &"k".repeat(256)] {
        let refused = ask(&murat, Method::PUT, &path, odd, None).await;
        refused.expect_problem(400, "malformed-request");
    }
}

#[tokio::test]
async fn what_the_creator_does_is_done_once_too() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let id = lena.publish(json!({})).await;
    let path = format!("/events/{id}");
    let edit = || {
        let request = lena.api(Method::PATCH, &path).header("if-match", "\"1\"");
        let request = request.header("idempotency-key", "edit");
        send(request.json(&json!({ "title": "Once" })))
    };
    assert!(!is_replay(&edit().await.expect(200)));
    let again = edit().await.expect(200);
    assert!(
        is_replay(&again),
        "although the version is another one by now"
    );
    assert_eq!(again.json["version"], 2);
    murat.book(&id).await.expect(201);
    for (method, path, body) in [
        (
            Method::POST,
            format!("{path}/invitations"),
            Some(json!({ "user": "murat" })),
        ),
        (Method::DELETE, format!("{path}/attendees/murat"), None),
        (
            Method::POST,
            format!("{path}/cancellation"),
            Some(json!({})),
        ),
    ] {
        let key = path.replace('/', "-");
        let first = ask(&lena, method.clone(), &path, &key, body.clone()).await;
        assert!(!is_replay(&first) && first.status < 300, "{path}");
        let again = ask(&lena, method, &path, &key, body).await;
        assert_eq!(again.status, first.status, "{path}");
        assert!(is_replay(&again), "{path}");
    }
}

#[tokio::test]
async fn keys_are_forgotten_after_a_day() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let body = event(json!({}));
    let send = || ask(&lena, Method::POST, "/events", "one", Some(body.clone()));
    send().await.expect(201);
    app.let_time_pass(TimeDelta::hours(23));
    backend::housekeeping::sweep(&app.state).await.unwrap();
    assert!(is_replay(&send().await.expect(201)));
    app.let_time_pass(TimeDelta::hours(2));
    let swept = backend::housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!(swept.requests, 1);
    assert!(!is_replay(&send().await.expect(201)));
}
