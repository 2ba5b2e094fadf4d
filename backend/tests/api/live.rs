//! Events that people look at while something happens to them.

use std::sync::Arc;

use api_types::socket::{EventNow, ServerMessage};
use backend::realtime::hub::{Owner, Socket};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::notifications::told;
use crate::support::{PASSWORD, Person, TestApp};

/// Somebody who looks at an event; nobody in particular, of guests.
pub async fn look(app: &TestApp, person: Option<&Person>, event: &str) -> Arc<Socket> {
    let owner = match person {
        Some(person) => Some(Owner {
            user_id: person
                .get("/users/me")
                .await
                .expect(200)
                .id()
                .parse()
                .unwrap(),
            session_id: Uuid::now_v7(),
            expires_at: None,
        }),
        None => None,
    };
    let hub = app.state.realtime.hub();
    let socket = hub.open(owner).unwrap().0;
    hub.watch_events(&socket, vec![event.parse().unwrap()]);
    socket
}

/// The next that is told of an event; notifications are not of interest here.
pub async fn now(socket: &Socket) -> EventNow {
    loop {
        match told(socket).await {
            ServerMessage::Event { event } => return event,
            ServerMessage::Notification { .. } | ServerMessage::NotificationsRead => {}
            other => panic!("{other:?}"),
        }
    }
}

/// The next numbers of an event.
async fn numbers(socket: &Socket) -> (i32, i32, Option<i32>) {
    let now = now(socket).await;
    (now.version, now.places_taken, now.places_left)
}

async fn is_gone(socket: &Socket, event: &str) {
    loop {
        match told(socket).await {
            ServerMessage::EventGone { id } => {
                assert_eq!(id.to_string(), event);
                return;
            }
            ServerMessage::Notification { .. } | ServerMessage::NotificationsRead => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn who_looks_at_an_event_sees_every_change_of_it() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let (mira, murat) = (app.member("mira").await, app.member("murat").await);
    let id = lena.publish(json!({ "maximum_attendees": 5 })).await;
    let other = lena.publish(json!({})).await;
    let guest = look(&app, None, &id).await;
    let elsewhere = look(&app, None, &other).await;

    mira.book(&id).await.expect(201);
    assert_eq!(numbers(&guest).await, (1, 1, Some(4)));
    murat.book(&id).await.expect(201);
    assert_eq!(numbers(&guest).await, (1, 2, Some(3)));
    let booking = format!("/events/{id}/booking");
    murat.delete(&booking).await.expect(204);
    assert_eq!(numbers(&guest).await, (1, 1, Some(4)));
    lena.edit(&id, 1, json!({ "maximum_attendees": null }))
        .await
        .expect(200);
    assert_eq!(numbers(&guest).await, (2, 1, None));
    lena.delete(&format!("/events/{id}/attendees/mira"))
        .await
        .expect(204);
    assert_eq!(numbers(&guest).await, (2, 0, None));
    // Its creator sees a longer list.
    lena.invite(&id, "mira").await.expect(201);
    assert_eq!(numbers(&guest).await, (2, 0, None));
    lena.cancel(&id).await.expect(200);
    is_gone(&guest, &id).await;
    assert!(!app.state.realtime.hub().is_watched(id.parse().unwrap()));

    lena.cancel(&other).await.expect(200);
    // The first thing that they hear of.
    is_gone(&elsewhere, &other).await;
}

#[tokio::test]
async fn who_may_not_see_an_event_any_more_hears_nothing_of_it() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let (mira, murat) = (app.member("mira").await, app.member("murat").await);
    let id = lena.publish(json!({})).await;
    mira.book(&id).await.expect(201);
    let (of_lena, of_mira) = (
        look(&app, Some(&lena), &id).await,
        look(&app, Some(&mira), &id).await,
    );
    let (of_murat, of_guest) = (
        look(&app, Some(&murat), &id).await,
        look(&app, None, &id).await,
    );
    lena.edit(&id, 1, json!({ "visibility": "invite-only" }))
        .await
        .expect(200);
    is_gone(&of_murat, &id).await;
    is_gone(&of_guest, &id).await;
    assert_eq!(numbers(&of_lena).await, (2, 1, None));
    assert_eq!(numbers(&of_mira).await, (2, 1, None));

    lena.delete(&format!("/events/{id}/attendees/mira"))
        .await
        .expect(204);
    is_gone(&of_mira, &id).await;
    assert_eq!(numbers(&of_lena).await, (2, 0, None));
}

#[tokio::test]
async fn who_leaves_takes_their_events_along_and_frees_their_places() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let own = lena.publish(json!({})).await;
    let other = mira.publish(json!({ "maximum_attendees": 5 })).await;
    lena.book(&other).await.expect(201);
    let of_own = look(&app, None, &own).await;
    let of_other = look(&app, None, &other).await;
    let body = json!({ "password": PASSWORD });
    lena.post("/users/me/deletion", body).await.expect(204);
    is_gone(&of_own, &own).await;
    assert_eq!(numbers(&of_other).await, (1, 0, Some(5)));
}

#[tokio::test]
async fn a_rush_of_bookings_ends_with_the_right_number() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    let id = lena.publish(json!({ "maximum_attendees": 12 })).await;
    let guest = look(&app, None, &id).await;
    let mut people = Vec::new();
    for number in 0..12 {
        people.push(app.member(&format!("person{number}")).await);
    }
    let bookings = people.iter().map(|person| person.book(&id));
    for answer in futures_util::future::join_all(bookings).await {
        answer.expect(201);
    }
    let mut before = 0;
    loop {
        let (_, taken, left) = numbers(&guest).await;
        assert!(taken > before, "nothing is told twice");
        assert_eq!(left, Some(12 - taken));
        before = taken;
        if taken == 12 {
            break;
        }
    }
    assert_eq!(
        lena.get(&format!("/events/{id}")).await.json["places_left"],
        Value::from(0)
    );
}
