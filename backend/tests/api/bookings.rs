//! Places: booked, given back, and never more than there are.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::events::invite;
use crate::support::person::day;
use crate::support::{Person, TestApp};

async fn places_left(person: &Person, event: &str) -> Value {
    person
        .get(&format!("/events/{event}"))
        .await
        .expect(200)
        .json["places_left"]
        .clone()
}

async fn obstacle(person: &Person, event: &str) -> Value {
    let answer = person
        .get(&format!("/events/{event}/eligibility"))
        .await
        .expect(200)
        .json;
    assert_eq!(answer["may_book"], answer["obstacle"].is_null());
    answer["obstacle"].clone()
}

#[tokio::test]
async fn booking_takes_a_place_and_booking_twice_changes_nothing() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let event = lena.publish(json!({ "maximum_attendees": 2 })).await;
    assert!(obstacle(&murat, &event).await.is_null());

    let first = murat.book(&event).await.expect(201).json;
    assert_eq!(first["outcome"], "booked");
    assert_eq!(first["event"]["places_left"], 1);
    assert_eq!(first["event"]["relation"], "accepted");
    let second = murat.book(&event).await.expect(200).json;
    assert_eq!(second["outcome"], "already_booked");
    assert_eq!(second["accepted_at"], first["accepted_at"]);
    assert_eq!(places_left(&lena, &event).await, 1);
    assert_eq!(obstacle(&murat, &event).await, "already_booked");
}

#[tokio::test]
async fn a_double_click_books_once() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let event = lena.publish(json!({ "maximum_attendees": 5 })).await;
    let clicks = (0..10).map(|_| murat.book(&event));
    let mut statuses: Vec<_> = futures_util::future::join_all(clicks)
        .await
        .into_iter()
        .map(|answer| answer.status)
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [[200; 9].as_slice(), &[201]].concat());
    assert_eq!(places_left(&lena, &event).await, 4);
}

#[tokio::test]
async fn who_may_not_book_is_told_why() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let late = app.member("late").await;
    let event = lena
        .publish(json!({ "maximum_attendees": 1, "date": day(3) }))
        .await;

    app.guest()
        .book(&event)
        .await
        .expect_problem(401, "login-required");
    assert_eq!(obstacle(&app.guest(), &event).await, "login_required");
    lena.book(&event).await.expect_problem(409, "own-event");
    assert_eq!(obstacle(&lena, &event).await, "own_event");
    murat.book(&event).await.expect(201);
    late.book(&event).await.expect_problem(409, "event-full");
    assert_eq!(obstacle(&late, &event).await, "event_full");
    app.let_time_pass(TimeDelta::days(4));
    late.book(&event).await.expect_problem(409, "event-over");
    assert_eq!(obstacle(&late, &event).await, "event_over");
    murat
        .delete(&format!("/events/{event}/booking"))
        .await
        .expect_problem(409, "event-over");
    late.book("01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1")
        .await
        .expect_problem(404, "not-found");
}

#[tokio::test]
async fn an_invitation_becomes_a_booking() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let event = lena
        .publish(json!({ "visibility": "invite-only", "maximum_attendees": 12 }))
        .await;
    invite(&app, &event, &murat).await;
    assert_eq!(
        places_left(&murat, &event).await,
        12,
        "an invitation holds no place"
    );
    let receipt = murat.book(&event).await.expect(201).json;
    assert_eq!(receipt["event"]["relation"], "accepted");
    assert_eq!(places_left(&lena, &event).await, 11);
}

#[tokio::test]
async fn a_place_that_is_given_back_can_be_booked_at_once() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let next = app.member("next").await;
    let event = lena.publish(json!({ "maximum_attendees": 1 })).await;
    let booking = format!("/events/{event}/booking");
    murat.book(&event).await.expect(201);
    next.book(&event).await.expect_problem(409, "event-full");
    murat.delete(&booking).await.expect(204);
    murat.delete(&booking).await.expect(204);
    assert_eq!(places_left(&lena, &event).await, 1);
    next.book(&event).await.expect(201);
    murat.book(&event).await.expect_problem(409, "event-full");
}

#[tokio::test]
async fn the_last_five_places_go_to_five_of_sixty_four_people() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({ "maximum_attendees": 5 })).await;
    let mut people = Vec::new();
    for number in 0..64 {
        people.push(app.member(&format!("person{number}")).await);
    }
    let bookings = people.iter().map(|person| person.book(&event));
    let answers = futures_util::future::join_all(bookings).await;
    let count = |status: u16| {
        answers
            .iter()
            .filter(|answer| answer.status == status)
            .count()
    };
    assert_eq!((count(201), count(409)), (5, 59));
    for refused in answers.iter().filter(|answer| answer.status == 409) {
        assert_eq!(refused.json["type"], "/problems/event-full");
    }
    assert_eq!(places_left(&lena, &event).await, 0);
    let attendees = lena
        .get(&format!("/events/{event}/attendees"))
        .await
        .expect(200)
        .json;
    assert_eq!(attendees["items"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn attendees_are_listed_page_by_page_and_the_invited_only_to_the_creator() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let mut people = Vec::new();
    for number in 0..5 {
        let person = app.member(&format!("person{number}")).await;
        if number < 3 {
            person.book(&event).await.expect(201);
        } else {
            invite(&app, &event, &person).await;
        }
        people.push(person);
    }
    let names = async |person: &Person| {
        let mut names = Vec::new();
        let mut next = Some(String::new());
        while let Some(cursor) = next {
            let page = person
                .get(&format!("/events/{event}/attendees?limit=2{cursor}"))
                .await
                .expect(200)
                .json;
            for item in page["items"].as_array().unwrap() {
                names.push(item["person"]["username"].as_str().unwrap().to_owned());
            }
            next = page["next_cursor"]
                .as_str()
                .map(|cursor| format!("&cursor={cursor}"));
        }
        names
    };
    assert_eq!(names(&people[0]).await, ["person0", "person1", "person2"]);
    assert_eq!(
        names(&lena).await,
        ["person0", "person1", "person2", "person3", "person4"]
    );
    app.guest()
        .get(&format!("/events/{event}/attendees"))
        .await
        .expect_problem(401, "login-required");
}

#[tokio::test]
async fn even_a_bug_cannot_oversell() {
    use diesel_async::SimpleAsyncConnection;
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    lena.publish(json!({ "maximum_attendees": 3 })).await;
    let mut conn = app.connection().await;
    for places in ["4", "-1"] {
        let statement = format!("UPDATE events SET places_taken = {places}");
        let error = conn
            .batch_execute(&statement)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("events_places_taken_check"), "{error}");
    }
}
