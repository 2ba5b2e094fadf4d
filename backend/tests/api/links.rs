//! What a link opens: one thing, for one person, once, for a while.

use backend::accounts::links::{LinkPurpose, issue};
use chrono::TimeDelta;
use serde_json::json;

use crate::support::app::hash_in;
use crate::support::{Answer, PASSWORD, Person, TestApp};

const NEW: &str = "otters juggle smooth pebbles";

/// Every endpoint that takes a value from a link, with what it answers when all is well.
const ENDPOINTS: [(&str, u16); 3] = [
    ("/auth/confirm", 204),
    ("/auth/password/reset", 200),
    ("/auth/email/confirm", 200),
];

/// What each purpose opens, and for how many minutes.
const PURPOSES: [(LinkPurpose, &str, i64); 4] = [
    (LinkPurpose::ConfirmAccount, "/auth/confirm", 24 * 60),
    (LinkPurpose::ResetPassword, "/auth/password/reset", 60),
    (LinkPurpose::ChangeEmail, "/auth/email/confirm", 24 * 60),
    (
        LinkPurpose::RestoreEmail,
        "/auth/email/confirm",
        7 * 24 * 60,
    ),
];

/// The value of a new link for somebody.
async fn new_value(app: &TestApp, person: &Person, purpose: LinkPurpose) -> String {
    let me = person.get("/users/me").await.expect(200);
    let email = format!("{}-new@example.org", me.text("username"));
    let email = match purpose {
        LinkPurpose::ChangeEmail | LinkPurpose::RestoreEmail => Some(email.as_str()),
        LinkPurpose::ConfirmAccount | LinkPurpose::ResetPassword => None,
    };
    let (mut conn, id) = (app.connection().await, me.id().parse().unwrap());
    let link = issue(&mut conn, &app.state, id, purpose, email).await;
    hash_in(&link.unwrap()).to_owned()
}

async fn open(person: &Person, path: &str, hash: &str) -> Answer {
    let body = match path {
        "/auth/password/reset" => json!({ "hash": hash, "password": NEW }),
        _ => json!({ "hash": hash }),
    };
    person.post(path, body).await
}

async fn refused(person: &Person, path: &str, hash: &str) {
    let answer = open(person, path, hash).await;
    answer.expect_problem(410, "link-invalid");
}

#[tokio::test]
async fn a_link_opens_what_it_is_for_and_only_once() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    assert_eq!(PURPOSES.map(|row| row.0), LinkPurpose::ALL);
    for (number, (purpose, opens, _)) in PURPOSES.into_iter().enumerate() {
        let person = app.member(&format!("person{number}")).await;
        let hash = new_value(&app, &person, purpose).await;
        let guest = app.guest();
        for (path, _) in ENDPOINTS.into_iter().filter(|(path, _)| *path != opens) {
            refused(&guest, path, &hash).await;
        }
        let endpoint = ENDPOINTS.into_iter().find(|(path, _)| *path == opens);
        open(&guest, opens, &hash).await.expect(endpoint.unwrap().1);
        for (path, _) in ENDPOINTS {
            refused(&guest, path, &hash).await;
        }
    }
}

#[tokio::test]
async fn a_link_works_until_its_last_minute_and_not_after_it() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    for (number, (purpose, opens, minutes)) in PURPOSES.into_iter().enumerate() {
        // Of two people, because one link that is used takes the others along.
        let (early, late) = (format!("early{number}"), format!("late{number}"));
        let early = new_value(&app, &app.member(&early).await, purpose).await;
        app.let_time_pass(TimeDelta::minutes(1));
        let late = new_value(&app, &app.member(&late).await, purpose).await;
        app.let_time_pass(TimeDelta::minutes(minutes - 1));
        refused(&app.guest(), opens, &early).await;
        let answer = open(&app.guest(), opens, &late).await;
        assert!(answer.status < 300, "{}", answer.json);
    }
}

#[tokio::test]
async fn a_link_is_for_its_owner_whoever_opens_it() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let change = new_value(&app, &lena, LinkPurpose::ChangeEmail).await;
    open(&mira, "/auth/email/confirm", &change)
        .await
        .expect(200);
    let email = async |person: &Person| person.get("/users/me").await.expect(200).text("email");
    assert_eq!(email(&lena).await, "lena-new@example.org");
    assert_eq!(email(&mira).await, "mira@example.org");

    let reset = new_value(&app, &lena, LinkPurpose::ResetPassword).await;
    let answer = open(&mira, "/auth/password/reset", &reset)
        .await
        .expect(200);
    assert_eq!(answer.json["username"], "lena");
    let log_in = async |name: &str, password: &str| {
        let body = json!({ "login": name, "password": password });
        app.guest().post("/auth/login", body).await.status
    };
    assert_eq!(log_in("lena", NEW).await, 200);
    assert_eq!(log_in("mira", NEW).await, 401);
    assert_eq!(log_in("mira", PASSWORD).await, 200);
}
