//! What happened while one was looking elsewhere: written down for those whom it concerns, told to
//! those who look.

use api_types::socket::{CloseCode, ServerMessage};
use backend::realtime::hub::{Owner, Socket};
use backend::realtime::outbox::Next;
use chrono::TimeDelta;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

use crate::support::{PASSWORD, Person, TestApp};

async fn list(person: &Person) -> Value {
    person.get("/notifications").await.expect(200).json
}

/// Kinds, and how often each happened, the latest first.
fn kinds(list: &Value) -> Vec<(&str, i64)> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            (
                item["kind"].as_str().unwrap(),
                item["count"].as_i64().unwrap(),
            )
        })
        .collect()
}

async fn read_all(person: &Person) -> Value {
    let answer = person.post("/notifications/read", json!({})).await;
    answer.expect(200).json
}

async fn id_of(person: &Person) -> Uuid {
    person
        .get("/users/me")
        .await
        .expect(200)
        .id()
        .parse()
        .unwrap()
}

/// A device of this person that looks.
async fn device(app: &TestApp, person: &Person) -> Arc<Socket> {
    let owner = Owner {
        user_id: id_of(person).await,
        session_id: Uuid::now_v7(),
        expires_at: None,
    };
    app.state.realtime.hub().open(Some(owner)).unwrap().0
}

/// What the device is told next.
pub async fn told(socket: &Socket) -> ServerMessage {
    match socket.outbox.next().await {
        Next::Text(text) => serde_json::from_str(&text).unwrap(),
        Next::Close(code) => panic!("closed: {code:?}"),
    }
}

/// Everything that the device was told until now.
async fn told_in_all(socket: &Socket) -> Vec<ServerMessage> {
    socket.outbox.close(CloseCode::Normal);
    let mut all = Vec::new();
    while let Next::Text(text) = socket.outbox.next().await {
        all.push(serde_json::from_str(&text).unwrap());
    }
    all
}

async fn write(from: &Person, to: &str, text: &str) {
    let path = format!("/conversations/{to}/messages");
    from.post(&path, json!({ "text": text })).await.expect(201);
}

#[tokio::test]
async fn the_creator_learns_who_books_and_who_gives_back() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let (mira, murat) = (app.member("mira").await, app.member("murat").await);
    let id = lena.publish(json!({ "title": "Lantern walk" })).await;
    assert_eq!(list(&lena).await["unread"], 0);
    mira.book(&id).await.expect(201);
    murat.book(&id).await.expect(201);
    // Changes nothing.
    murat.book(&id).await.expect(200);

    let seen = list(&lena).await;
    assert_eq!(kinds(&seen), [("booking", 2)]);
    assert_eq!(seen["unread"], 1);
    let first = &seen["items"][0];
    assert_eq!(first["person"]["username"], "murat");
    assert_eq!(first["event"], json!({ "id": id, "title": "Lantern walk" }));
    assert_eq!(first["is_read"], false);

    let booking = format!("/events/{id}/booking");
    mira.delete(&booking).await.expect(204);
    mira.delete(&booking).await.expect(204);
    let seen = list(&lena).await;
    assert_eq!(kinds(&seen), [("booking_cancelled", 1), ("booking", 2)]);
    for person in [&mira, &murat] {
        assert!(kinds(&list(person).await).is_empty());
    }
    app.guest()
        .get("/notifications")
        .await
        .expect_problem(401, "login-required");
}

#[tokio::test]
async fn what_happens_while_it_is_unread_is_added_and_what_happens_later_is_new() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    let id = lena.publish(json!({})).await;
    let booking = format!("/events/{id}/booking");
    for _ in 0..2 {
        mira.book(&id).await.expect(201);
        mira.delete(&booking).await.expect(204);
    }
    assert_eq!(
        kinds(&list(&lena).await),
        [("booking_cancelled", 2), ("booking", 2)]
    );
    assert_eq!(read_all(&lena).await["unread"], 0);
    mira.book(&id).await.expect(201);
    let seen = list(&lena).await;
    assert_eq!(
        kinds(&seen),
        [("booking", 1), ("booking_cancelled", 2), ("booking", 2)]
    );
    assert_eq!(seen["unread"], 1);

    let ids = json!({ "ids": [seen["items"][0]["id"]] });
    // Nobody marks what others were told.
    mira.post("/notifications/read", ids.clone())
        .await
        .expect(200);
    assert_eq!(list(&lena).await["unread"], 1);
    let left = lena.post("/notifications/read", ids).await.expect(200);
    assert_eq!(left.json["unread"], 0);
    let too_many: Vec<_> = (0..101).map(|_| Uuid::now_v7()).collect();
    let answer = lena
        .post("/notifications/read", json!({ "ids": too_many }))
        .await
        .expect_problem(422, "validation-failed");
    assert_eq!(answer.bad_fields(), ["ids"]);
}

#[tokio::test]
async fn an_invitation_is_news_until_it_is_answered() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let (mira, murat) = (app.member("mira").await, app.member("murat").await);
    let inge = app.member("inge").await;
    let id = lena.publish(json!({ "visibility": "invite-only" })).await;
    for name in ["mira", "murat", "inge"] {
        lena.invite(&id, name).await.expect(201);
    }
    lena.invite(&id, "mira").await.expect(200);
    for person in [&mira, &murat, &inge] {
        let seen = list(person).await;
        assert_eq!(kinds(&seen), [("invitation", 1)]);
        assert_eq!(seen["items"][0]["event"]["id"], id);
        assert_eq!(seen["items"][0]["person"]["username"], "lena");
    }
    let device = device(&app, &mira).await;
    mira.book(&id).await.expect(201);
    assert_eq!(list(&mira).await["unread"], 0);
    assert_eq!(told(&device).await, ServerMessage::NotificationsRead);
    // Declined: nobody is told, and the event is none of theirs any more.
    murat
        .delete(&format!("/events/{id}/booking"))
        .await
        .expect(204);
    let seen = list(&murat).await;
    assert_eq!(seen["unread"], 0);
    assert_eq!(seen["items"][0]["event"]["id"], Value::Null);
    assert_eq!(kinds(&list(&lena).await), [("booking", 1)]);
    // Taken back: only that is left to know.
    lena.delete(&format!("/events/{id}/attendees/inge"))
        .await
        .expect(204);
    let seen = list(&inge).await;
    assert_eq!(kinds(&seen), [("removal", 1), ("invitation", 1)]);
    assert_eq!(seen["unread"], 1);
    assert_eq!(seen["items"][0]["event"]["id"], Value::Null);
}

#[tokio::test]
async fn who_comes_learns_what_was_changed_and_that_it_is_cancelled() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let (mira, murat) = (app.member("mira").await, app.member("murat").await);
    let id = lena.publish(json!({ "title": "Lantern walk" })).await;
    mira.book(&id).await.expect(201);
    lena.invite(&id, "murat").await.expect(201);
    read_all(&murat).await;
    let tell = format!("/events/{id}/notifications");
    lena.edit(&id, 1, json!({ "time": "20:00" }))
        .await
        .expect(200);
    let answer = lena.post(&tell, Value::Null).await.expect(200);
    assert_eq!(answer.json["people_told"], 2);
    lena.edit(&id, 2, json!({ "location": "Lido", "title": "Lanterns" }))
        .await
        .expect(200);
    lena.post(&tell, Value::Null).await.expect(200);
    for person in [&mira, &murat] {
        let seen = list(person).await;
        let latest = &seen["items"][0];
        assert_eq!(latest["kind"], "event_changed");
        assert_eq!(latest["count"], 2);
        // All that is different since they looked.
        assert_eq!(latest["changed"], json!(["title", "schedule", "location"]));
        assert_eq!(latest["event"]["title"], "Lanterns");
    }
    let path = format!("/events/{id}/cancellation");
    let reason = json!({ "reason": "No wind." });
    let answer = lena.post(&path, reason).await.expect(200);
    assert_eq!(answer.json["people_told"], 2);
    let seen = list(&mira).await;
    let latest = &seen["items"][0];
    assert_eq!(latest["kind"], "event_cancelled");
    assert_eq!(latest["text"], "No wind.");
    assert_eq!(latest["event"], json!({ "id": null, "title": "Lanterns" }));
    assert_eq!(latest["person"]["username"], "lena");
    // Nobody is told what they did themselves.
    assert_eq!(kinds(&list(&lena).await), [("booking", 1)]);
}

#[tokio::test]
async fn whoever_leaves_cancels_what_was_to_come_and_loses_the_name_elsewhere() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    let own = lena.publish(json!({ "title": "Lantern walk" })).await;
    mira.book(&own).await.expect(201);
    let invited = lena.publish(json!({ "title": "Kite day" })).await;
    lena.invite(&invited, "mira").await.expect(201);
    let other = mira.publish(json!({ "title": "Choir" })).await;
    lena.book(&other).await.expect(201);
    let device = device(&app, &mira).await;
    let password = json!({ "password": PASSWORD });
    lena.post("/users/me/deletion", password).await.expect(204);

    let seen = list(&mira).await;
    let mut found = kinds(&seen);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("booking", 1),
            ("event_cancelled", 1),
            ("event_cancelled", 1)
        ]
    );
    for item in seen["items"].as_array().unwrap() {
        assert!(item["person"].is_null(), "{item}");
    }
    for _ in 0..2 {
        let ServerMessage::Notification { notification } = told(&device).await else {
            panic!("something else was told");
        };
        assert_eq!(notification.event.unwrap().id, None);
    }
}

#[tokio::test]
async fn messages_stand_in_the_list_and_stay_unread_in_their_conversation() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let (mira, murat) = (app.member("mira").await, app.member("murat").await);
    let id = lena.publish(json!({})).await;
    murat.book(&id).await.expect(201);
    write(&mira, "lena", &"ä".repeat(121)).await;
    let long = &list(&lena).await["items"][0];
    assert_eq!(long["text"], "ä".repeat(119) + "…");
    write(&mira, "lena", "Shall I bring a lantern?").await;
    write(&lena, "mira", "Yes, please.").await;

    let seen = list(&lena).await;
    assert_eq!(kinds(&seen), [("message", 2), ("booking", 1)]);
    assert_eq!(seen["unread"], 2);
    let message = &seen["items"][0];
    assert_eq!(message["person"]["username"], "mira");
    assert_eq!(message["text"], "Shall I bring a lantern?");
    assert_eq!(message["event"], Value::Null);
    assert_eq!(kinds(&list(&mira).await), [("message", 1)]);

    let device = device(&app, &lena).await;
    assert_eq!(read_all(&lena).await["unread"], 0);
    assert_eq!(told(&device).await, ServerMessage::NotificationsRead);
    let seen = list(&lena).await;
    // Noticed, but not read: the conversation still counts them.
    assert_eq!(seen["items"][0]["is_read"], true);
    assert_eq!(kinds(&seen)[0], ("message", 2));
    // Nothing new, nothing told.
    read_all(&lena).await;
    write(&mira, "lena", "And cake?").await;
    let seen = list(&lena).await;
    assert_eq!(kinds(&seen)[0], ("message", 3));
    assert_eq!(seen["unread"], 1);
    let ids = json!({ "ids": [seen["items"][0]["id"]] });
    let left = lena.post("/notifications/read", ids).await.expect(200);
    assert_eq!(left.json["unread"], 0);
    let all = told_in_all(&device).await;
    assert_eq!(all, [ServerMessage::NotificationsRead]);
}

#[tokio::test]
async fn the_list_comes_in_pages_that_miss_nothing_and_repeat_nothing() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    for number in 0..7 {
        let title = format!("Walk {number}");
        let id = mira.publish(json!({ "title": title })).await;
        mira.invite(&id, "lena").await.expect(201);
        if number % 3 == 0 {
            let name = format!("person{number}");
            let writer = app.member(&name).await;
            write(&writer, "lena", "Hello").await;
        }
    }
    let whole = lena.get("/notifications?limit=100").await.expect(200).json;
    let ids = |list: &Value| -> Vec<String> {
        let items = list["items"].as_array().unwrap().iter();
        items
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/notifications?limit=3{cursor}");
        let page = lena.get(&path).await.expect(200).json;
        found.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(found.len(), 10);
    assert_eq!(found, ids(&whole));
    assert_eq!(whole["unread"], 10);
    for bad in ["limit=0", "limit=101", "cursor=x", "query=x"] {
        lena.get(&format!("/notifications?{bad}")).await.expect(400);
    }
}

#[tokio::test]
async fn the_count_ends_at_a_hundred() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mut conn = app.connection().await;
    diesel::sql_query(
        "INSERT INTO notifications (id, user_id, kind, event_id, event_title, happened_at) \
         SELECT gen_random_uuid(), users.id, 'booking', gen_random_uuid(), 'Walk', now() \
         FROM users, generate_series(1, 130)",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    assert_eq!(list(&lena).await["unread"], 100);
}

#[tokio::test]
async fn all_devices_of_those_whom_it_concerns_are_told_at_once() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    let id = lena.publish(json!({ "title": "Lantern walk" })).await;
    let devices = [device(&app, &lena).await, device(&app, &lena).await];
    let bystander = device(&app, &mira).await;
    mira.book(&id).await.expect(201);
    for device in &devices {
        let ServerMessage::Notification { notification } = told(device).await else {
            panic!("something else was told");
        };
        let listed = list(&lena).await["items"][0].clone();
        assert_eq!(serde_json::to_value(notification).unwrap(), listed);
    }
    lena.post(&format!("/events/{id}/cancellation"), json!({}))
        .await
        .expect(200);
    let ServerMessage::Notification { notification } = told(&bystander).await else {
        panic!("something else was told");
    };
    assert_eq!(notification.kind.as_str(), "event_cancelled");
    for device in &devices {
        assert_eq!(told_in_all(device).await, []);
    }
}

#[tokio::test]
async fn what_is_sent_twice_is_told_once() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    let id = lena.publish(json!({})).await;
    let device = device(&app, &mira).await;
    for _ in 0..2 {
        let request = lena
            .api(reqwest::Method::POST, &format!("/events/{id}/invitations"))
            .header("idempotency-key", "once")
            .json(&json!({ "user": "mira" }));
        crate::support::person::send(request).await.expect(201);
    }
    assert_eq!(kinds(&list(&mira).await), [("invitation", 1)]);
    let first = told(&device).await;
    assert!(matches!(first, ServerMessage::Notification { .. }));
    assert_eq!(told_in_all(&device).await, []);
}

#[tokio::test]
async fn what_was_read_long_ago_is_swept_away() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    for _ in 0..2 {
        let id = lena.publish(json!({})).await;
        mira.book(&id).await.expect(201);
    }
    let seen = list(&lena).await;
    let ids = json!({ "ids": [seen["items"][1]["id"]] });
    lena.post("/notifications/read", ids).await.expect(200);
    app.let_time_pass(TimeDelta::days(181));
    let swept = backend::housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!(swept.notifications, 1);
    lena.post(
        "/auth/login",
        json!({ "login": "lena", "password": PASSWORD }),
    )
    .await
    .expect(200);
    let left = list(&lena).await;
    assert_eq!(left["items"][0]["id"], seen["items"][0]["id"]);
    assert_eq!(kinds(&left).len(), 1);
}

#[tokio::test]
async fn who_leaves_while_everybody_is_told_makes_nobody_wait_for_ever() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    for round in 0..4 {
        let mira = app.member(&format!("mira{round}")).await;
        let id = lena.publish(json!({})).await;
        mira.book(&id).await.expect(201);
        lena.edit(&id, 1, json!({ "time": "20:00" }))
            .await
            .expect(200);
        let tell = format!("/events/{id}/notifications");
        let (told, left, read) = tokio::join!(
            lena.post(&tell, Value::Null),
            mira.post("/users/me/deletion", json!({ "password": PASSWORD })),
            lena.post("/notifications/read", json!({})),
        );
        // Of two that wait for each other, the database would refuse one.
        told.expect(200);
        left.expect(204);
        read.expect(200);
    }
    let seen = list(&lena).await;
    for item in seen["items"].as_array().unwrap() {
        assert!(item["person"].is_null(), "{item}");
    }
}
