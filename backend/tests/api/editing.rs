//! An event is changed by its creator, by nobody else, and by one editor after the other.

use backend::db::schema::outgoing_mails;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::join_all;
use serde_json::json;

use crate::support::mailbox::{free_port, smtp_variables};
use crate::support::person::day;
use crate::support::{PASSWORD, Person, TestApp};

#[tokio::test]
async fn what_is_sent_changes_and_the_rest_stays() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let id = lena
        .publish(json!({ "location": "Old waterworks", "price": "5", "currency": "EUR" }))
        .await;
    let path = format!("/events/{id}");
    let before = lena.get(&path).await.expect(200);
    assert_eq!(before.headers["etag"], "\"1\"");
    let changes = json!({ "title": "Choir with talent", "location": null, "maximum_attendees": 7 });
    let after = lena.edit(&id, 1, changes).await.expect(200);
    assert_eq!(after.headers["etag"], "\"2\"");
    assert_eq!(after.json["title"], "Choir with talent");
    assert!(after.json["location"].is_null());
    assert_eq!(after.json["maximum_attendees"], 7);
    for field in [
        "description",
        "date",
        "time",
        "price",
        "currency",
        "visibility",
    ] {
        assert_eq!(after.json[field], before.json[field], "{field}");
    }
    assert_eq!(lena.get(&path).await.expect(200).json, after.json);
    // The same once more is no change.
    let again = json!({ "title": "Choir with talent" });
    let again = lena.edit(&id, 2, again).await.expect(200).json;
    assert_eq!(again["version"], 2);
    assert_eq!(again["updated_at"], after.json["updated_at"]);
}

#[tokio::test]
async fn of_two_editors_the_second_is_told() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let id = lena.publish(json!({})).await;
    let path = format!("/events/{id}");
    lena.patch(&path, json!({ "title": "Blindly" }))
        .await
        .expect_problem(428, "if-match-missing");
    let editors = (0..8).map(|number| {
        let changes = json!({ "title": format!("Title {number}") });
        let (lena, id) = (&lena, &id);
        async move { lena.edit(id, 1, changes).await.status }
    });
    let mut statuses = join_all(editors).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![200], vec![412; 7]].concat());
    lena.edit(&id, 1, json!({ "title": "Too late" }))
        .await
        .expect_problem(412, "edited-meanwhile");
    assert_eq!(lena.get(&path).await.expect(200).json["version"], 2);
}

#[tokio::test]
async fn the_rules_hold_for_what_comes_out_of_a_change() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let id = lena
        .publish(json!({ "end_date": day(30), "end_time": "22:00" }))
        .await;
    murat.book(&id).await.expect(201);
    for (changes, field) in [
        (json!({ "time": "23:00" }), "end_time"),
        (json!({ "time": null }), "time"),
        (json!({ "date": day(-3), "end_date": null }), "date"),
        (json!({ "price": "5" }), "currency"),
        (json!({ "title": " " }), "title"),
        (
            json!({ "title": null, "maximum_attendees": 0 }),
            "maximum_attendees",
        ),
        (json!({ "colour": "red" }), "colour"),
    ] {
        let refused = lena.edit(&id, 1, changes.clone()).await;
        let refused = refused.expect_problem(422, "validation-failed");
        assert_eq!(refused.bad_fields(), [field], "{changes}");
    }
    murat
        .edit(&id, 1, json!({ "title": "Mine now" }))
        .await
        .expect_problem(404, "not-found");
    app.guest()
        .edit(&id, 1, json!({ "title": "Mine now" }))
        .await
        .expect_problem(401, "login-required");
    let event = lena.get(&format!("/events/{id}")).await.expect(200).json;
    assert_eq!(event["version"], 1);
}

#[tokio::test]
async fn there_are_never_fewer_places_than_are_taken() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    let id = lena.publish(json!({})).await;
    let people = join_all((0..6).map(|number| {
        let name = format!("person{number}");
        let app = &app;
        async move { app.member(&name).await }
    }))
    .await;
    for person in &people[..3] {
        person.book(&id).await.expect(201);
    }
    // Added later, but not below what is taken.
    let refused = lena.edit(&id, 1, json!({ "maximum_attendees": 2 })).await;
    let refused = refused.expect_problem(422, "validation-failed");
    let error = &refused.json["errors"][0];
    assert_eq!(error["field"], "maximum_attendees");
    assert_eq!(
        (&error["code"], &error["min"]),
        (&json!("below_places_taken"), &json!(3))
    );
    lena.edit(&id, 1, json!({ "maximum_attendees": 3 }))
        .await
        .expect(200);
    people[3].book(&id).await.expect_problem(409, "event-full");
    lena.edit(&id, 2, json!({ "maximum_attendees": null }))
        .await
        .expect(200);
    people[3].book(&id).await.expect(201);
    // At the same time as others book: one of both gives way.
    let shrink = async { lena.edit(&id, 3, json!({ "maximum_attendees": 4 })).await };
    let bookings = join_all(people[4..].iter().map(|person| person.book(&id)));
    let (shrunk, booked) = tokio::join!(shrink, bookings);
    let booked = booked.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(shrunk.status, if booked == 0 { 200 } else { 422 });
    let event = lena.get(&format!("/events/{id}")).await.expect(200).json;
    assert_eq!(event["places_taken"], 4 + booked);
}

#[tokio::test]
async fn who_booked_still_sees_an_event_that_is_not_public_any_more() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let (murat, stranger) = (app.member("murat").await, app.member("stranger").await);
    let id = lena.publish(json!({ "title": "Quiet supper" })).await;
    let path = format!("/events/{id}");
    murat.book(&id).await.expect(201);
    stranger.get(&path).await.expect(200);
    lena.edit(&id, 1, json!({ "visibility": "invite-only" }))
        .await
        .expect(200);
    let seen = murat.get(&path).await.expect(200).json;
    assert_eq!(seen["relation"], "accepted");
    for person in [&stranger, &app.guest()] {
        person.get(&path).await.expect_problem(404, "not-found");
        let found = person.get("/events?query=quiet").await.expect(200);
        assert!(found.titles().is_empty());
        let found = person.get("/users/lena/events").await;
        assert!(found.status == 404 || found.titles().is_empty());
    }
    stranger.book(&id).await.expect_problem(404, "not-found");
    // Who gives the place back gives the view back, too.
    murat.delete(&format!("{path}/booking")).await.expect(204);
    murat.get(&path).await.expect_problem(404, "not-found");
}

#[tokio::test]
async fn what_is_over_is_read_only_and_seen_by_those_who_were_there() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let id = lena
        .publish(json!({ "date": day(2), "visibility": "invite-only" }))
        .await;
    lena.invite(&id, "murat").await.expect(201);
    murat.book(&id).await.expect(201);
    app.let_time_pass(TimeDelta::days(4));
    let path = format!("/events/{id}");
    let seen = murat.get(&path).await.expect(200).json;
    assert_eq!(
        (&seen["is_over"], &seen["relation"]),
        (&json!(true), &json!("accepted"))
    );
    let answers = [
        lena.edit(&id, 1, json!({ "title": "As if" })).await,
        lena.edit(&id, 1, json!({ "date": day(40) })).await,
        lena.invite(&id, "murat").await,
        lena.cancel(&id).await,
        lena.post(&format!("{path}/notifications"), json!({})).await,
        lena.delete(&format!("{path}/attendees/murat")).await,
        murat.delete(&format!("{path}/booking")).await,
    ];
    for answer in answers {
        answer.expect_problem(409, "event-over");
    }
}

#[tokio::test]
async fn a_cancelled_event_is_gone_for_good() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let id = lena.publish(json!({})).await;
    murat.book(&id).await.expect(201);
    murat.cancel(&id).await.expect_problem(404, "not-found");
    let long = json!({ "reason": "x".repeat(501) });
    let refused = lena.post(&format!("/events/{id}/cancellation"), long).await;
    assert_eq!(refused.expect(422).bad_fields(), ["reason"]);
    lena.cancel(&id).await.expect(200);
    for person in [&lena, &murat] {
        person
            .get(&format!("/events/{id}"))
            .await
            .expect_problem(404, "not-found");
        person.book(&id).await.expect_problem(404, "not-found");
    }
    lena.cancel(&id).await.expect_problem(404, "not-found");
}

/// A server that sends mail, beside one that does not and shows links instead.
async fn two_servers() -> (TestApp, TestApp) {
    let quiet = TestApp::start().await;
    let loud = quiet.again_with(&smtp_variables(free_port()));
    (quiet, loud)
}

/// Somebody who registered at one server and uses the other.
async fn member(quiet: &TestApp, loud: &TestApp, name: &str) -> Person {
    quiet.member(name).await;
    let person = loud.guest();
    let login = json!({ "login": name, "password": PASSWORD });
    person.post("/auth/login", login).await.expect(200);
    person
}

/// The mails about events that were written, in this order: which message, to whom.
async fn written(app: &TestApp) -> Vec<(String, String)> {
    outgoing_mails::table
        .filter(outgoing_mails::announcement_id.is_not_null())
        .order((outgoing_mails::created_at, outgoing_mails::recipient_name))
        .select((
            outgoing_mails::kind,
            outgoing_mails::recipient_name.assume_not_null(),
        ))
        .load(&mut app.connection().await)
        .await
        .unwrap()
}

fn pairs(mails: &[(String, String)]) -> Vec<(&str, &str)> {
    mails
        .iter()
        .map(|(kind, name)| (kind.as_str(), name.as_str()))
        .collect()
}

#[tokio::test]
async fn people_are_told_what_they_have_not_been_told_and_nothing_else() {
    let (quiet, app) = two_servers().await;
    let lena = member(&quiet, &app, "lena").await;
    let murat = member(&quiet, &app, "murat").await;
    member(&quiet, &app, "inge").await;
    let id = lena.publish(json!({ "location": "Waterworks" })).await;
    let path = format!("/events/{id}");
    let told = format!("{path}/notifications");
    let announced = async || {
        let event = lena.get(&path).await.expect(200).json;
        event["creator_view"]["announced"].clone()
    };

    // Nobody is there who would have to be told.
    lena.edit(&id, 1, json!({ "title": "Choir one" }))
        .await
        .expect(200);
    assert!(announced().await.is_null());
    murat.book(&id).await.expect(201);
    lena.invite(&id, "inge").await.expect(201);
    lena.post(&told, json!({}))
        .await
        .expect_problem(409, "nothing-to-tell");
    lena.edit(&id, 2, json!({ "title": "Choir two" }))
        .await
        .expect(200);
    lena.edit(&id, 3, json!({ "location": "Lido" }))
        .await
        .expect(200);
    let before = announced().await;
    assert_eq!(before["title"], "Choir one");
    assert_eq!(before["location"], "Waterworks");
    assert!(murat.get(&path).await.json.get("creator_view").is_none());
    murat
        .post(&told, json!({}))
        .await
        .expect_problem(404, "not-found");

    let answer = lena.post(&told, json!({})).await.expect(200);
    assert_eq!(answer.json["people_told"], 2);
    assert!(announced().await.is_null());
    lena.post(&told, json!({}))
        .await
        .expect_problem(409, "nothing-to-tell");
    // There and back again is no news.
    lena.edit(&id, 4, json!({ "title": "Choir three" }))
        .await
        .expect(200);
    lena.edit(&id, 5, json!({ "title": "Choir two" }))
        .await
        .expect(200);
    assert!(announced().await.is_null());

    lena.delete(&format!("{path}/attendees/MURAT"))
        .await
        .expect(204);
    lena.delete(&format!("{path}/attendees/murat"))
        .await
        .expect_problem(404, "not-found");
    murat.book(&id).await.expect(201);
    murat.delete(&format!("{path}/booking")).await.expect(204);
    murat.book(&id).await.expect(201);
    assert_eq!(lena.cancel(&id).await.expect(200).json["people_told"], 2);
    let mails = written(&app).await;
    assert_eq!(
        pairs(&mails),
        [
            ("booking_confirmed", "murat"),
            ("invitation", "inge"),
            ("event_changed", "inge"),
            ("event_changed", "murat"),
            ("removal", "murat"),
            ("booking_confirmed", "murat"),
            ("booking_cancelled", "murat"),
            ("booking_confirmed", "murat"),
            ("event_cancelled", "inge"),
            ("event_cancelled", "murat"),
        ]
    );
}

#[tokio::test]
async fn where_mail_is_off_people_are_notified_all_the_same() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    app.member("murat")
        .await
        .book(&lena.publish(json!({})).await)
        .await
        .expect(201);
    let id = lena.get("/users/lena/events").await.json["items"][0]["id"].clone();
    let id = id.as_str().unwrap();
    lena.edit(id, 1, json!({ "title": "Choir two" }))
        .await
        .expect(200);
    let told = format!("/events/{id}/notifications");
    let answer = lena.post(&told, json!({})).await.expect(200);
    assert_eq!(answer.json["people_told"], 1);
    let event = lena.get(&format!("/events/{id}")).await.expect(200).json;
    assert!(event["creator_view"]["announced"].is_null());
    assert_eq!(lena.cancel(id).await.expect(200).json["people_told"], 1);
    assert!(written(&app).await.is_empty());
}
