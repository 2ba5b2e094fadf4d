//! Profiles: one's own, and what others see.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::app::hash_in;
use crate::support::person::day;
use crate::support::{Answer, PASSWORD, Person, TestApp};

/// Changes the address and returns the value in the link.
async fn change_email(person: &Person, email: &str) -> String {
    let answer = person
        .patch("/users/me", json!({ "email": email }))
        .await
        .expect(200);
    let link = answer.json["email_confirmation"]["link"].as_str().unwrap();
    assert!(link.contains("/confirm-email?hash="), "{link}");
    hash_in(link).to_owned()
}

async fn confirm(person: &Person, hash: &str) -> Answer {
    person
        .post("/auth/email/confirm", json!({ "hash": hash }))
        .await
}

async fn email_of(person: &Person) -> String {
    person.get("/users/me").await.expect(200).text("email")
}

#[tokio::test]
async fn only_what_is_sent_changes() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let body = json!({ "first_name": " Lena ", "last_name": "Hofmann", "age": 34 });
    let answer = lena.patch("/users/me", body).await.expect(200);
    assert_eq!(answer.json["first_name"], "Lena");
    assert!(answer.json["email_confirmation"].is_null());
    let answer = lena
        .patch("/users/me", json!({ "last_name": null, "age": 35 }))
        .await
        .expect(200);
    assert_eq!(answer.json["first_name"], "Lena");
    assert!(answer.json["last_name"].is_null());
    assert_eq!(answer.json["age"], 35);
    lena.patch("/users/me", json!({})).await.expect(200);
    lena.patch("/users/me", json!({ "colour": "red" }))
        .await
        .expect_problem(422, "validation-failed");
    let me = lena.get("/users/me").await.expect(200).json;
    assert_eq!(
        (me["username"].as_str(), me["age"].as_i64()),
        (Some("lena"), Some(35))
    );
}

#[tokio::test]
async fn taken_values_are_refused_at_their_fields_and_nothing_changes() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    app.member("mira").await;
    let cases = [
        (json!({ "username": "MIRA", "age": 9 }), vec!["username"]),
        (
            json!({ "email": "Mira@example.org", "age": 9 }),
            vec!["email"],
        ),
        (
            json!({ "username": "mira", "email": "mira@example.org" }),
            vec!["username", "email"],
        ),
        (
            json!({ "username": "x", "email": "y", "age": 151 }),
            vec!["username", "email", "age"],
        ),
    ];
    for (body, fields) in cases {
        let answer = lena.patch("/users/me", body).await;
        assert_eq!(
            answer.expect_problem(422, "validation-failed").bad_fields(),
            fields
        );
    }
    assert!(lena.get("/users/me").await.expect(200).json["age"].is_null());
    // One's own name in another case is nobody else's.
    let answer = lena
        .patch("/users/me", json!({ "username": "LENA" }))
        .await
        .expect(200);
    assert_eq!(answer.json["username"], "LENA");
}

#[tokio::test]
async fn a_new_address_is_in_force_when_it_was_confirmed() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let hash = change_email(&lena, "new@example.org").await;
    let me = lena.get("/users/me").await.expect(200).json;
    assert_eq!(me["email"], "lena@example.org");
    assert_eq!(me["pending_email"], "new@example.org");
    let by_new = json!({ "login": "new@example.org", "password": PASSWORD });
    app.guest()
        .post("/auth/login", by_new.clone())
        .await
        .expect(401);

    let answer = confirm(&app.guest(), &hash).await.expect(200);
    assert_eq!(
        answer.json,
        json!({ "outcome": "changed", "email": "new@example.org" })
    );
    let me = lena.get("/users/me").await.expect(200).json;
    assert_eq!(me["email"], "new@example.org");
    assert!(me["pending_email"].is_null());
    app.guest().post("/auth/login", by_new).await.expect(200);
    confirm(&app.guest(), &hash)
        .await
        .expect_problem(410, "link-invalid");
}

#[tokio::test]
async fn a_change_of_address_can_be_taken_back_replaced_and_expires() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let first = change_email(&lena, "first@example.org").await;
    let second = change_email(&lena, "second@example.org").await;
    confirm(&lena, &first)
        .await
        .expect_problem(410, "link-invalid");
    let taken_back = lena
        .patch("/users/me", json!({ "email": "lena@example.org" }))
        .await
        .expect(200);
    assert!(taken_back.json["pending_email"].is_null());
    confirm(&lena, &second)
        .await
        .expect_problem(410, "link-invalid");
    let third = change_email(&lena, "third@example.org").await;
    lena.post("/auth/confirm", json!({ "hash": third }))
        .await
        .expect_problem(410, "link-invalid");
    app.let_time_pass(TimeDelta::hours(24));
    confirm(&lena, &third)
        .await
        .expect_problem(410, "link-invalid");
    assert_eq!(email_of(&lena).await, "lena@example.org");
}

#[tokio::test]
async fn an_address_that_somebody_else_registered_meanwhile_is_theirs() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let hash = change_email(&lena, "mira@example.org").await;
    let mira = app.member("mira").await;
    confirm(&lena, &hash)
        .await
        .expect_problem(409, "email-taken");
    assert_eq!(email_of(&lena).await, "lena@example.org");
    assert_eq!(email_of(&mira).await, "mira@example.org");
}

#[tokio::test]
async fn others_see_no_email_and_no_age() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    lena.patch("/users/me", json!({ "first_name": "Lena", "age": 34 }))
        .await
        .expect(200);
    let mira = app.member("mira").await;
    let profile = mira.get("/users/LENA").await.expect(200).json;
    let mut fields: Vec<_> = profile.as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(
        fields,
        ["created_at", "first_name", "last_name", "username"]
    );
    mira.get("/users/nobody")
        .await
        .expect_problem(404, "not-found");
    mira.get("/users/a%00b")
        .await
        .expect_problem(404, "not-found");
}

#[tokio::test]
async fn guests_see_those_who_have_published_a_public_event() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let guest = app.guest();
    let unseen = async || {
        guest
            .get("/users/lena")
            .await
            .expect_problem(404, "not-found");
        guest
            .get("/users/lena/events")
            .await
            .expect_problem(404, "not-found");
    };
    unseen().await;
    lena.publish(json!({ "visibility": "invite-only" })).await;
    unseen().await;
    lena.publish(json!({ "title": "Open to all" })).await;
    guest.get("/users/lena").await.expect(200);
    assert_eq!(
        guest.get("/users/lena/events").await.expect(200).titles(),
        ["Open to all"]
    );
}

#[tokio::test]
async fn whoever_is_not_confirmed_has_no_profile() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    app.register(&app.guest(), "ghost").await;
    lena.get("/users/ghost")
        .await
        .expect_problem(404, "not-found");
}

#[tokio::test]
async fn events_of_a_person_are_listed_to_those_who_may_see_them() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    for (title, days, visibility) in [
        ("Later", 20, "public"),
        ("Sooner", 10, "public"),
        ("Secret", 15, "invite-only"),
    ] {
        let body = json!({ "title": title, "date": day(days), "visibility": visibility });
        lena.publish(body).await;
    }
    assert_eq!(
        lena.get("/users/lena/events").await.expect(200).titles(),
        ["Later", "Secret", "Sooner"]
    );
    assert_eq!(
        mira.get("/users/lena/events").await.expect(200).titles(),
        ["Later", "Sooner"]
    );
    let page = lena.get("/users/lena/events?limit=2").await.expect(200);
    let next = format!(
        "/users/lena/events?limit=2&cursor={}",
        page.text("next_cursor")
    );
    let last = lena.get(&next).await.expect(200);
    assert_eq!(last.titles(), ["Sooner"]);
    assert!(last.json["next_cursor"].is_null());
    // Past ones stay.
    app.let_time_pass(TimeDelta::days(40));
    let again = app.guest();
    again
        .post(
            "/auth/login",
            json!({ "login": "mira", "password": PASSWORD }),
        )
        .await
        .expect(200);
    assert_eq!(
        again.get("/users/lena/events").await.expect(200).titles(),
        ["Later", "Sooner"]
    );
}
