//! Registering, confirming, logging in.

use backend::db::schema::{confirmation_values, users};
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::support::app::hash_in;
use crate::support::{PASSWORD, TestApp};

fn account(username: &str, email: &str) -> serde_json::Value {
    json!({ "username": username, "email": email, "password": PASSWORD })
}

fn login(login: &str, password: &str) -> serde_json::Value {
    json!({ "login": login, "password": password })
}

#[tokio::test]
async fn somebody_registers_confirms_and_logs_in() {
    let app = TestApp::start().await;
    let lena = app.guest();
    let body = json!({
        "username": " lena ", "email": "Lena@example.org", "password": PASSWORD,
        "first_name": "Lena", "last_name": " ", "age": 34,
    });
    let answer = lena.post("/auth/register", body).await.expect(201);
    assert_eq!(answer.json["username"], "lena");
    assert_eq!(answer.json["confirmation"]["delivery"], "browser");
    let link = answer.json["confirmation"]["link"].as_str().unwrap();
    assert!(link.starts_with(&format!("{}/confirm?hash=", app.url)));

    lena.post("/auth/login", login("lena", PASSWORD))
        .await
        .expect_problem(403, "not-confirmed");
    lena.post("/auth/confirm", json!({ "hash": hash_in(link) }))
        .await
        .expect(204);
    assert!(!lena.is_logged_in().await);
    lena.post("/auth/login", login("lena", PASSWORD))
        .await
        .expect(200);
    let me = lena.get("/users/me").await.expect(200).json;
    assert_eq!(me["username"], "lena");
    assert_eq!(me["first_name"], "Lena");
    assert!(me["last_name"].is_null());
    assert_eq!(me["age"], 34);
}

#[tokio::test]
async fn username_or_email_will_do_whatever_their_case() {
    let app = TestApp::start().await;
    app.member("Lena").await;
    for name in ["lena", "LENA", "lena@example.org", "Lena@Example.ORG"] {
        app.guest()
            .post("/auth/login", login(name, PASSWORD))
            .await
            .expect(200);
    }
}

#[tokio::test]
async fn taken_values_are_refused_at_their_fields() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let guest = app.guest();
    let both = guest
        .post("/auth/register", account("LENA", "LENA@example.org"))
        .await;
    assert_eq!(
        both.expect_problem(422, "validation-failed").bad_fields(),
        ["username", "email"]
    );
    let email = guest
        .post("/auth/register", account("other", "lena@EXAMPLE.org"))
        .await;
    let email = email.expect_problem(422, "validation-failed");
    assert_eq!(email.bad_fields(), ["email"]);
    assert_eq!(email.json["errors"][0]["code"], "taken");
    let mut conn = app.connection().await;
    let count: i64 = users::table.count().get_result(&mut conn).await.unwrap();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn of_two_people_who_want_a_name_at_once_one_gets_it() {
    let app = TestApp::start().await;
    let tries = (0..8).map(|number| {
        let guest = app.guest();
        async move {
            let email = format!("person{number}@example.org");
            guest
                .post("/auth/register", account("wanted", &email))
                .await
                .status
        }
    });
    let mut statuses = futures_util::future::join_all(tries).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422, 422, 422, 422, 422, 422, 422]);
}

#[tokio::test]
async fn every_bad_field_is_named_at_once() {
    let app = TestApp::start().await;
    let body = json!({
        "username": "x", "email": "nobody", "password": "12345678",
        "first_name": "a\u{0}b", "age": 151,
    });
    let answer = app.guest().post("/auth/register", body).await;
    let answer = answer.expect_problem(422, "validation-failed");
    assert_eq!(
        answer.bad_fields(),
        ["username", "email", "password", "first_name", "age"]
    );
}

#[tokio::test]
async fn a_link_works_once_and_for_a_day() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let confirm = |link: &str| json!({ "hash": hash_in(link) });

    let link = app.register(&guest, "lena").await;
    guest
        .post("/auth/confirm", confirm(&link))
        .await
        .expect(204);
    guest
        .post("/auth/confirm", confirm(&link))
        .await
        .expect_problem(410, "link-invalid");

    let late = app.register(&guest, "late").await;
    app.let_time_pass(TimeDelta::hours(24));
    guest
        .post("/auth/confirm", confirm(&late))
        .await
        .expect_problem(410, "link-invalid");
    guest
        .post("/auth/confirm", json!({ "hash": "made-up" }))
        .await
        .expect_problem(410, "link-invalid");
    guest
        .post("/auth/confirm", json!({ "hash": " " }))
        .await
        .expect_problem(422, "validation-failed");
}

#[tokio::test]
async fn a_new_link_can_be_had_until_the_account_is_confirmed() {
    let app = TestApp::start().await;
    let guest = app.guest();
    app.register(&guest, "lena").await;
    app.let_time_pass(TimeDelta::hours(30));
    let resend =
        |login: &'static str| guest.post("/auth/confirm/resend", json!({ "login": login }));

    let notice = resend("lena@example.org").await.expect(202).json;
    let link = notice["link"].as_str().unwrap().to_owned();
    guest
        .post("/auth/confirm", json!({ "hash": hash_in(&link) }))
        .await
        .expect(204);
    let confirmed = resend("lena").await.expect(202).json;
    let unknown = resend("nobody").await.expect(202).json;
    assert!(confirmed["link"].is_null());
    assert_eq!(confirmed, unknown);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_get_the_same_answer() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let guest = app.guest();
    let mut wrong = guest
        .post("/auth/login", login("lena", "wrong password"))
        .await
        .expect_problem(401, "invalid-credentials")
        .json;
    let mut unknown = guest
        .post("/auth/login", login("nobody", "wrong password"))
        .await
        .expect_problem(401, "invalid-credentials")
        .json;
    for answer in [&mut wrong, &mut unknown] {
        answer["request_id"].take();
    }
    assert_eq!(wrong, unknown);
}

#[tokio::test]
async fn nothing_that_opens_an_account_is_stored_as_it_is() {
    let app = TestApp::start().await;
    let link = app.register(&app.guest(), "lena").await;
    let mut conn = app.connection().await;
    let password: String = users::table
        .select(users::password_hash)
        .first(&mut conn)
        .await
        .unwrap();
    assert!(password.starts_with("$argon2id$"));
    let value: Vec<u8> = confirmation_values::table
        .select(confirmation_values::value_hash)
        .first(&mut conn)
        .await
        .unwrap();
    assert_eq!(value.len(), 32);
    assert!(
        !hash_in(&link)
            .as_bytes()
            .windows(8)
            .any(|part| value.windows(8).any(|other| other == part))
    );
}
