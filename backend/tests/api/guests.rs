//! Whom the creator of an event invites, and takes off the list.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Person, TestApp};

async fn names(person: &Person, event: &str) -> Vec<(String, String)> {
    let list = person.get(&format!("/events/{event}/attendees")).await;
    let list = list.expect(200).json;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| (text(&item["person"]["username"]), text(&item["status"])))
        .collect()
}

#[tokio::test]
async fn people_are_invited_by_name_or_address_each_once() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    app.member("inge").await;
    let id = lena.publish(json!({ "visibility": "invite-only" })).await;
    murat
        .get(&format!("/events/{id}"))
        .await
        .expect_problem(404, "not-found");
    let receipt = lena.invite(&id, " MURAT ").await.expect(201).json;
    assert_eq!(receipt["outcome"], "invited");
    assert_eq!(receipt["attendee"]["person"]["username"], "murat");
    lena.invite(&id, "inge@EXAMPLE.org").await.expect(201);
    let again = lena.invite(&id, "murat@example.org").await.expect(200).json;
    assert_eq!(again["outcome"], "already_there");
    let seen = murat.get(&format!("/events/{id}")).await.expect(200).json;
    assert_eq!(seen["relation"], "invited");
    murat.book(&id).await.expect(201);
    let there = lena.invite(&id, "murat").await.expect(200).json;
    assert_eq!(there["attendee"]["status"], "accepted");
    let list = names(&lena, &id).await;
    let list: Vec<_> = list.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(list, [("murat", "accepted"), ("inge", "invited")]);
}

#[tokio::test]
async fn ten_invitations_at_once_are_one() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    app.member("murat").await;
    let id = lena.publish(json!({})).await;
    let answers = join_all((0..10).map(|_| lena.invite(&id, "murat"))).await;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![200; 9], vec![201]].concat());
}

#[tokio::test]
async fn an_invitation_that_is_declined_at_once_was_one_all_the_same() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let id = lena.publish(json!({})).await;
    let answer = format!("/events/{id}/booking");
    for _ in 0..10 {
        let inviting = join_all((0..24).map(|_| lena.invite(&id, "murat")));
        let declining = join_all((0..24).map(|_| murat.delete(&answer)));
        let (invited, declined) = tokio::join!(inviting, declining);
        for answer in invited {
            assert!([200, 201].contains(&answer.status), "{}", answer.json);
        }
        for answer in declined {
            answer.expect(204);
        }
    }
}

#[tokio::test]
async fn who_cannot_be_invited_is_said_at_the_field() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    app.register(&app.guest(), "unverified").await;
    let id = lena.publish(json!({})).await;
    for (user, code) in [
        ("nobody", "unknown_person"),
        ("nobody@example.org", "unknown_person"),
        ("unverified", "unknown_person"),
        ("%", "unknown_person"),
        ("Lena", "invites_oneself"),
        (" ", "required"),
    ] {
        let refused = lena.invite(&id, user).await;
        let refused = refused.expect_problem(422, "validation-failed");
        let error = &refused.json["errors"][0];
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!("user"), &json!(code))
        );
    }
    // Of somebody else's event nothing is learned, not even who is here.
    for user in ["lena", "nobody"] {
        murat
            .invite(&id, user)
            .await
            .expect_problem(404, "not-found");
    }
}

#[tokio::test]
async fn who_is_removed_gives_the_place_back_and_may_come_again_to_what_is_public() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let next = app.member("next").await;
    let id = lena.publish(json!({ "maximum_attendees": 1 })).await;
    let entry = format!("/events/{id}/attendees/murat");
    lena.delete(&entry).await.expect_problem(404, "not-found");
    murat.book(&id).await.expect(201);
    for stranger in [&murat, &next] {
        stranger
            .delete(&entry)
            .await
            .expect_problem(404, "not-found");
    }
    lena.delete(&entry).await.expect(204);
    next.book(&id).await.expect(201);
    murat.book(&id).await.expect_problem(409, "event-full");
    lena.delete(&format!("/events/{id}/attendees/next"))
        .await
        .expect(204);
    murat.book(&id).await.expect(201);
    assert_eq!(names(&lena, &id).await.len(), 1);
}

#[tokio::test]
async fn an_invitation_can_be_declined_and_taken_back() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let id = lena.publish(json!({ "visibility": "invite-only" })).await;
    let path = format!("/events/{id}");
    lena.invite(&id, "murat").await.expect(201);
    murat.delete(&format!("{path}/booking")).await.expect(204);
    murat.get(&path).await.expect_problem(404, "not-found");
    assert!(names(&lena, &id).await.is_empty());
    lena.invite(&id, "murat").await.expect(201);
    lena.delete(&format!("{path}/attendees/murat"))
        .await
        .expect(204);
    murat.get(&path).await.expect_problem(404, "not-found");
}

#[tokio::test]
async fn who_invites_the_whole_town_is_asked_to_wait() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let id = lena.publish(json!({})).await;
    for number in 0..200 {
        lena.invite(&id, &format!("nobody{number}"))
            .await
            .expect(422);
    }
    let refused = lena.invite(&id, "nobody").await;
    let refused = refused.expect_problem(429, "rate-limited");
    assert!(refused.headers.contains_key("retry-after"));
}
