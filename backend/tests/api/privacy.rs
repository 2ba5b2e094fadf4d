//! Taking one's data along, and leaving for good.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use reqwest::Method;
use serde_json::{Value, json};

use crate::administration::report;
use crate::support::mailbox::{Mailbox, until};
use crate::support::person::{day, send};
use crate::support::smtp_server::{SmtpServer, Trouble};
use crate::support::{PASSWORD, Person, TestApp};

async fn leave(person: &Person, password: &str) -> crate::support::Answer {
    person
        .post("/users/me/deletion", json!({ "password": password }))
        .await
}

async fn places(person: &Person, event: &str) -> Value {
    person
        .get(&format!("/events/{event}"))
        .await
        .expect(200)
        .json["places_taken"]
        .take()
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    found: i64,
}

/// The tables of which some row holds one of the words, in whatever column.
async fn tables_with(conn: &mut AsyncPgConnection, words: &[&str]) -> Vec<String> {
    let tables: Vec<Column> = diesel::sql_query(
        "SELECT table_name::text FROM information_schema.tables \
         WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations'",
    )
    .load(conn)
    .await
    .unwrap();
    assert!(tables.len() >= 7, "all tables are searched");
    let patterns: Vec<String> = words.iter().map(|word| format!("%{word}%")).collect();
    let mut found = Vec::new();
    for table in tables {
        // A row as text, all its columns included; bytes appear as hexadecimal digits.
        let query = format!(
            "SELECT count(*) AS found FROM {name} WHERE {name}::text ILIKE ANY ($1)",
            name = table.table_name
        );
        let count: Found = diesel::sql_query(query)
            .bind::<Array<Text>, _>(&patterns)
            .get_result(conn)
            .await
            .unwrap();
        if count.found > 0 {
            found.push(table.table_name);
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn one_takes_along_everything_that_is_stored() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    lena.patch("/users/me", json!({ "first_name": "Lena", "age": 34 }))
        .await
        .expect(200);
    lena.publish(json!({ "title": "Mine, in secret", "visibility": "invite-only" }))
        .await;
    let other = mira.publish(json!({ "title": "Where I go" })).await;
    mira.invite(&other, "lena").await.expect(201);
    lena.book(&other).await.expect(201);

    let words = json!({ "text": "Who else comes?" });
    lena.post("/conversations/mira/messages", words)
        .await
        .expect(201);
    lena.put("/users/mira/block").await.expect(204);
    report(&lena, "/users/mira").await.expect(204);

    let answer = lena.get("/users/me/data").await.expect(200);
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"event-booking-lena-"),
        "{disposition}"
    );
    let data = answer.json;
    assert_eq!(data["account"]["email"], "lena@example.org");
    assert_eq!(data["account"]["age"], 34);
    assert_eq!(data["sessions"][0]["is_current"], true);
    assert_eq!(data["events"][0]["title"], "Mine, in secret");
    assert_eq!(data["bookings"][0]["event"]["title"], "Where I go");
    assert_eq!(data["bookings"][0]["status"], "accepted");
    assert_eq!(data["notifications"][0]["kind"], "invitation");
    assert_eq!(data["messages"][0]["text"], "Who else comes?");
    assert_eq!(data["blocked"], json!(["mira"]));
    assert_eq!(data["reports"][0]["subject"], "mira");
    assert_eq!(data["administration"], json!([]));
    let text = data.to_string();
    for secret in ["argon2", "mira@example.org"] {
        assert!(!text.contains(secret), "{secret}");
    }
    app.guest()
        .get("/users/me/data")
        .await
        .expect_problem(401, "login-required");
}

#[tokio::test]
async fn whoever_leaves_is_gone_from_every_table() {
    let app = TestApp::start().await;
    let lena = app.member("zanzibar-lena").await;
    let names = json!({ "first_name": "Quixotina", "last_name": "Vellichor", "age": 34 });
    lena.patch("/users/me", names).await.expect(200);
    lena.patch(
        "/users/me",
        json!({ "email": "pending-xylograph@example.org" }),
    )
    .await
    .expect(200);
    lena.post(
        "/auth/token",
        json!({ "login": "zanzibar-lena", "password": PASSWORD }),
    )
    .await
    .expect(200);
    app.guest()
        .post(
            "/auth/password/forgot",
            json!({ "email": "zanzibar-lena@example.org" }),
        )
        .await
        .expect(202);
    let mira = app.member("mira").await;
    let own = lena
        .publish(json!({ "title": "Kaleidoscopic evening", "location": "Ultramarine hall" }))
        .await;
    mira.book(&own).await.expect(201);
    let other = mira.publish(json!({ "maximum_attendees": 5 })).await;
    lena.book(&other).await.expect(201);
    for (person, to) in [(&lena, "mira"), (&mira, "zanzibar-lena")] {
        let words = json!({ "text": "Bring the kaleidoscopic lamp." });
        person
            .post(&format!("/conversations/{to}/messages"), words)
            .await
            .expect(201);
    }
    lena.put("/users/mira/block").await.expect(204);
    let admin = app.admin("admin").await;
    let event = format!("/events/{own}");
    for (person, of) in [(&lena, "/users/mira"), (&mira, event.as_str())] {
        report(person, of).await.expect(204);
    }
    let block = "/admin/people/zanzibar-lena/block";
    let reason = json!({ "reason": "Kaleidoscopic lamps are not allowed." });
    admin.put_json(block, reason).await.expect(200);
    admin.delete(block).await.expect(200);
    let login = json!({ "login": "zanzibar-lena", "password": PASSWORD });
    lena.post("/auth/login", login).await.expect(200);
    let own_id = {
        let me = lena.get("/users/me").await.expect(200);
        me.id()
    };

    let mut conn = app.connection().await;
    let words = [
        "zanzibar",
        "quixotina",
        "vellichor",
        "xylograph",
        "kaleidoscopic",
        "ultramarine",
        own.as_str(),
        own_id.as_str(),
    ];
    let before = tables_with(&mut conn, &words).await;
    assert_eq!(
        before,
        [
            "administration_log",
            "blocks",
            "bookings",
            "confirmation_values",
            "conversations",
            "events",
            "messages",
            "notifications",
            "reports",
            "sessions",
            "users"
        ]
    );
    leave(&lena, PASSWORD).await.expect(204);
    // Mira was coming: what does not take place is all that she is told, until she has read it and
    // time has passed.
    assert_eq!(tables_with(&mut conn, &words).await, ["notifications"]);
    let told = mira.get("/notifications").await.expect(200).json;
    let kaleidoscopic = json!({ "id": null, "title": "Kaleidoscopic evening" });
    for item in told["items"].as_array().unwrap() {
        assert!(item["person"].is_null(), "{item}");
        let is_cancellation = item["kind"] == "event_cancelled";
        assert_eq!(item["event"] == kaleidoscopic, is_cancellation, "{item}");
    }
    mira.post("/notifications/read", json!({}))
        .await
        .expect(200);

    assert!(!lena.is_logged_in().await);
    lena.post(
        "/auth/login",
        json!({ "login": "zanzibar-lena", "password": PASSWORD }),
    )
    .await
    .expect_problem(401, "invalid-credentials");
    mira.get("/users/zanzibar-lena")
        .await
        .expect_problem(404, "not-found");
    mira.get(&format!("/events/{own}"))
        .await
        .expect_problem(404, "not-found");
    assert_eq!(places(&mira, &other).await, 0);
    app.let_time_pass(chrono::TimeDelta::days(181));
    backend::housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!(tables_with(&mut conn, &words).await, Vec::<String>::new());
    // The name is free again.
    app.member("zanzibar-lena").await;
}

#[tokio::test]
async fn a_wrong_password_deletes_nothing() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let answer = leave(&lena, "wrong password")
        .await
        .expect_problem(422, "validation-failed");
    assert_eq!(answer.bad_fields(), ["password"]);
    assert_eq!(answer.json["errors"][0]["code"], "wrong_password");
    assert!(lena.is_logged_in().await);
    app.guest()
        .post("/users/me/deletion", json!({}))
        .await
        .expect_problem(401, "login-required");
}

#[tokio::test]
async fn one_is_told_beforehand_what_would_happen() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    let first = lena.publish(json!({})).await;
    let second = lena.publish(json!({ "date": day(3) })).await;
    for event in [&first, &second] {
        mira.book(event).await.expect(201);
    }
    let other = mira.publish(json!({})).await;
    lena.book(&other).await.expect(201);
    lena.post("/conversations/mira/messages", json!({ "text": "Hello" }))
        .await
        .expect(201);
    let preview = lena.get("/users/me/deletion").await.expect(200).json;
    let expected = json!({ "events_to_cancel": 2, "people_to_tell": 1, "past_events": 0, "places_to_free": 1, "conversations": 1 });
    assert_eq!(preview, expected);
    app.let_time_pass(chrono::TimeDelta::days(5));
    lena.post(
        "/auth/login",
        json!({ "login": "lena", "password": PASSWORD }),
    )
    .await
    .expect(200);
    let preview = lena.get("/users/me/deletion").await.expect(200).json;
    assert_eq!(
        (
            preview["events_to_cancel"].as_i64(),
            preview["past_events"].as_i64()
        ),
        (Some(1), Some(1))
    );
}

#[tokio::test]
async fn those_who_were_coming_are_told_by_mail_and_the_address_is_forgotten() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    let event = lena.publish(json!({ "title": "Lantern walk" })).await;
    let past = lena
        .publish(json!({ "title": "Yesterday's news", "date": day(1) }))
        .await;
    for id in [&event, &past] {
        mira.book(id).await.expect(201);
    }
    // The same world, now with mail.
    let mailing = app.again_with(&mailbox.variables());
    mailing.let_time_pass(chrono::TimeDelta::days(3));
    let lena = mailing.guest();
    lena.post(
        "/auth/login",
        json!({ "login": "lena", "password": PASSWORD }),
    )
    .await
    .expect(200);
    leave(&lena, PASSWORD).await.expect(204);

    let told = mailbox.mails_for("mira@example.org", 1).await;
    assert_eq!(told.len(), 1, "only of what was still to come");
    assert!(
        told[0]["subject"]
            .as_str()
            .unwrap()
            .contains("Lantern walk")
    );
    let goodbye = mailbox.mails_for("lena@example.org", 1).await;
    assert_eq!(goodbye.len(), 1);
    let mut conn = app.connection().await;
    until("the goodbye is forgotten", async || {
        tables_with(&mut conn, &["lena@example.org"])
            .await
            .is_empty()
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_was_told_of_the_events_of_whoever_left_is_forgotten_when_it_was_sent() {
    let server = SmtpServer::start().await;
    let app = TestApp::start().await;
    let lena = app.member("zanzibar-lena").await;
    let mira = app.member("mira").await;
    let event = lena.publish(json!({})).await;
    mira.book(&event).await.expect(201);
    // Nobody comes to this one, so nobody is told.
    lena.publish(json!({})).await;
    let mailing = app.again_with(&server.variables());
    server.make(Trouble::Hold, "mira@example.org").await;
    let lena = mailing.guest();
    let body = json!({ "login": "zanzibar-lena", "password": PASSWORD });
    lena.post("/auth/login", body).await.expect(200);
    leave(&lena, PASSWORD).await.expect(204);

    let mut conn = app.connection().await;
    let words = ["zanzibar", event.as_str()];
    until("the goodbye is forgotten", async || {
        let left = tables_with(&mut conn, &words).await;
        (left == ["announcements", "notifications"]).then_some(())
    })
    .await;
    server.release().await;
    mailing.let_time_pass(chrono::TimeDelta::minutes(6));
    until("what was announced is forgotten", async || {
        backend::housekeeping::sweep(&mailing.state).await.unwrap();
        let left = tables_with(&mut conn, &words).await;
        // Not that there is something that does not take place.
        (left == ["notifications"]).then_some(())
    })
    .await;
    assert_eq!(server.count_for("mira@example.org").await, 1);
}

#[tokio::test]
async fn a_goodbye_that_nobody_takes_is_forgotten_too() {
    let server = SmtpServer::start().await;
    server.make(Trouble::Refuse, "lena@example.org").await;
    let app = TestApp::start().await;
    app.member("lena").await;
    let mailing = app.again_with(&server.variables());
    let lena = mailing.guest();
    let body = json!({ "login": "lena", "password": PASSWORD });
    lena.post("/auth/login", body).await.expect(200);
    leave(&lena, PASSWORD).await.expect(204);
    until("the server refused the goodbye", async || {
        (server.attempts_for("lena@example.org").await > 0).then_some(())
    })
    .await;
    let mut conn = app.connection().await;
    until("the goodbye is forgotten", async || {
        let left = tables_with(&mut conn, &["lena@example.org"]).await;
        left.is_empty().then_some(())
    })
    .await;
}

#[tokio::test]
async fn nothing_half_done_stays_when_people_book_while_the_host_leaves() {
    let app = TestApp::start().await;
    for round in 0..5 {
        let host = app.member(&format!("host{round}")).await;
        let event = host.publish(json!({ "maximum_attendees": 50 })).await;
        let guest = app.member(&format!("guest{round}")).await;
        let path = format!("/events/{event}/booking");
        let bookings = (0..6).map(|_| send(guest.api(Method::PUT, &path)));
        let (left, booked) = tokio::join!(
            leave(&host, PASSWORD),
            futures_util::future::join_all(bookings)
        );
        assert_eq!(left.status, 204, "{}", left.json);
        for answer in booked {
            assert!([200, 201, 404].contains(&answer.status), "{}", answer.json);
        }
        guest.get(&format!("/events/{event}")).await.expect(404);
    }
    let mut conn = app.connection().await;
    let left: i64 = backend::db::schema::bookings::table
        .count()
        .get_result(&mut conn)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn leaving_at_once_with_oneself_books_nothing_for_nobody() {
    let app = TestApp::start().await;
    let mira = app.member("mira").await;
    let event = mira.publish(json!({ "maximum_attendees": 50 })).await;
    for round in 0..5 {
        let lena = app.member(&format!("lena{round}")).await;
        let (left, booked) = tokio::join!(leave(&lena, PASSWORD), lena.book(&event));
        left.expect(204);
        assert!([200, 201, 401].contains(&booked.status), "{}", booked.json);
    }
    assert_eq!(places(&mira, &event).await, 0);
}

#[tokio::test]
async fn two_who_leave_at_once_do_not_wait_for_each_other() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    for round in 0..4 {
        let (one, other) = (
            app.member(&format!("one{round}")).await,
            app.member(&format!("other{round}")).await,
        );
        for _ in 0..4 {
            let (of_one, of_other) = (one.publish(json!({})).await, other.publish(json!({})).await);
            one.book(&of_other).await.expect(201);
            other.book(&of_one).await.expect(201);
        }
        let (one, other) = tokio::join!(leave(&one, PASSWORD), leave(&other, PASSWORD));
        one.expect(204);
        other.expect(204);
    }
}
