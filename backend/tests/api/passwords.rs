//! Passwords: forgotten, changed, and what they cost.

use backend::db::schema::users;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

use crate::support::app::hash_in;
use crate::support::mailbox::Mailbox;
use crate::support::person::try_send;
use crate::support::{Answer, PASSWORD, Person, TestApp};

const NEW: &str = "otters juggle smooth pebbles";

fn credentials(login: &str, password: &str) -> Value {
    json!({ "login": login, "password": password })
}

async fn log_in(app: &TestApp, password: &str) -> Answer {
    app.guest()
        .post("/auth/login", credentials("lena", password))
        .await
}

/// Asks for a new password and returns the value in the link.
async fn forget(person: &Person, email: &str) -> String {
    let notice = person
        .post("/auth/password/forgot", json!({ "email": email }))
        .await
        .expect(202);
    hash_in(&notice.text("link")).to_owned()
}

async fn reset(person: &Person, hash: &str, password: &str) -> Answer {
    let body = json!({ "hash": hash, "password": password });
    person.post("/auth/password/reset", body).await
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_everybody_else_is_logged_out() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let tokens = lena
        .post("/auth/token", credentials("lena", PASSWORD))
        .await
        .expect(200);
    let guest = app.guest();
    let hash = forget(&guest, "LENA@example.org").await;
    let answer = reset(&guest, &hash, NEW).await.expect(200);
    assert_eq!(answer.json["username"], "lena");
    assert!(guest.is_logged_in().await);
    assert!(!lena.is_logged_in().await);
    let refresh = json!({ "refresh_token": tokens.text("refresh_token") });
    app.guest()
        .post("/auth/token/refresh", refresh)
        .await
        .expect_problem(401, "token-invalid");
    log_in(&app, PASSWORD)
        .await
        .expect_problem(401, "invalid-credentials");
    log_in(&app, NEW).await.expect(200);
}

#[tokio::test]
async fn a_reset_link_works_once_for_an_hour_and_for_nothing_else() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let guest = app.guest();
    let refused = |answer: Answer| answer.expect_problem(410, "link-invalid");

    let first = forget(&guest, "lena@example.org").await;
    let second = forget(&guest, "lena@example.org").await;
    for path in ["/auth/confirm", "/auth/email/confirm"] {
        refused(guest.post(path, json!({ "hash": first })).await);
    }
    reset(&guest, &first, NEW).await.expect(200);
    refused(reset(&guest, &first, PASSWORD).await);
    refused(reset(&guest, &second, PASSWORD).await);

    let late = forget(&guest, "lena@example.org").await;
    app.let_time_pass(TimeDelta::hours(1));
    refused(reset(&guest, &late, PASSWORD).await);
    refused(reset(&guest, "made-up", PASSWORD).await);

    let confirmation = app.register(&guest, "mira").await;
    refused(reset(&guest, hash_in(&confirmation), NEW).await);
}

#[tokio::test]
async fn of_two_people_with_one_link_one_sets_the_password() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let hash = forget(&app.guest(), "lena@example.org").await;
    let tries = (0..6).map(|number| {
        let (person, hash) = (app.guest(), hash.clone());
        async move {
            let password = format!("{number} otters juggle smooth pebbles");
            reset(&person, &hash, &password).await.status
        }
    });
    let mut statuses = futures_util::future::join_all(tries).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410, 410, 410, 410, 410]);
}

#[tokio::test]
async fn a_weak_password_does_not_use_up_the_link() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let guest = app.guest();
    let hash = forget(&guest, "lena@example.org").await;
    for weak in ["password1", "lena@example.org"] {
        let answer = reset(&guest, &hash, weak).await;
        assert_eq!(
            answer.expect_problem(422, "validation-failed").bad_fields(),
            ["password"]
        );
    }
    reset(&guest, &hash, NEW).await.expect(200);
}

#[tokio::test]
async fn whoever_resets_the_password_has_proved_to_own_the_address() {
    let app = TestApp::start().await;
    let guest = app.guest();
    app.register(&guest, "lena").await;
    let hash = forget(&guest, "lena@example.org").await;
    reset(&guest, &hash, NEW).await.expect(200);
    log_in(&app, NEW).await.expect(200);
}

#[tokio::test]
async fn the_answer_does_not_tell_whether_there_is_an_account() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start_with(&mailbox.variables()).await;
    app.guest()
        .post(
            "/auth/register",
            json!({ "username": "lena", "email": "lena@example.org", "password": PASSWORD }),
        )
        .await
        .expect(201);
    let ask = async |email: &str| {
        let body = json!({ "email": email });
        app.guest()
            .post("/auth/password/forgot", body)
            .await
            .expect(202)
            .json
    };
    let known = ask("lena@example.org").await;
    assert_eq!(known, ask("nobody@example.org").await);
    assert_eq!(known, json!({ "delivery": "mail", "link": null }));
    let mails = mailbox.mails_for("lena@example.org", 2).await;
    assert_eq!(mails.len(), 2);
}

#[tokio::test]
async fn where_mail_is_off_only_who_tries_the_server_out_sees_the_link() {
    let app = TestApp::start_with(&[("PUBLIC_URL", "https://events.example.org")]).await;
    let guest = app.guest();
    let body = json!({ "email": "lena@example.org" });
    app.register(&guest, "lena").await;
    let notice = guest.post("/auth/password/forgot", body).await.expect(202);
    assert_eq!(notice.json, json!({ "delivery": "operator", "link": null }));
}

#[tokio::test]
async fn a_password_is_changed_with_the_present_one_and_other_sessions_end() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let other = app.guest();
    other
        .post("/auth/login", credentials("lena", PASSWORD))
        .await
        .expect(200);
    let open = forget(&app.guest(), "lena@example.org").await;
    let change = |current: &str, new: &str| {
        let body = json!({ "current_password": current, "password": new });
        let lena = lena.clone();
        async move { lena.put_json("/users/me/password", body).await }
    };

    let wrong = change("not the one", NEW)
        .await
        .expect_problem(422, "validation-failed");
    assert_eq!(wrong.bad_fields(), ["current_password"]);
    assert_eq!(wrong.json["errors"][0]["code"], "wrong_password");
    let weak = change(PASSWORD, "password1")
        .await
        .expect_problem(422, "validation-failed");
    assert_eq!(weak.bad_fields(), ["password"]);
    assert!(other.is_logged_in().await);

    change(PASSWORD, NEW).await.expect(204);
    assert!(lena.is_logged_in().await);
    assert!(!other.is_logged_in().await);
    reset(&app.guest(), &open, PASSWORD)
        .await
        .expect_problem(410, "link-invalid");
    log_in(&app, NEW).await.expect(200);
}

#[tokio::test]
async fn a_hash_is_renewed_at_login_when_the_cost_grew() {
    let app = TestApp::start_with(&[("PASSWORD_ITERATIONS", "3")]).await;
    app.member("lena").await;
    let stored = async || -> String {
        let mut conn = app.connection().await;
        users::table
            .select(users::password_hash)
            .first(&mut conn)
            .await
            .unwrap()
    };
    let cheap = "$argon2id$v=19$m=19456,t=2,p=1$";
    let mut conn = app.connection().await;
    let old = backend::accounts::passwords::Passwords::new(backend::config::PasswordCost {
        memory_mib: 19,
        iterations: 2,
    })
    .unwrap()
    .hash(PASSWORD.into())
    .await
    .unwrap();
    assert!(old.starts_with(cheap));
    diesel::update(users::table)
        .set(users::password_hash.eq(&old))
        .execute(&mut conn)
        .await
        .unwrap();

    log_in(&app, "wrong password").await.expect(401);
    assert_eq!(stored().await, old);
    log_in(&app, PASSWORD).await.expect(200);
    let renewed = stored().await;
    assert!(
        renewed.starts_with("$argon2id$v=19$m=19456,t=3,p=1$"),
        "{renewed}"
    );
    log_in(&app, PASSWORD).await.expect(200);
    assert_eq!(stored().await, renewed);
}

#[tokio::test]
async fn a_password_of_ten_megabytes_is_refused_before_it_is_read() {
    let app = TestApp::start().await;
    let huge = "a".repeat(10 * 1024 * 1024);
    let lena = app.member("lena").await;
    let requests = [
        lena.api(reqwest::Method::POST, "/auth/login")
            .json(&credentials("lena", &huge)),
        lena.api(reqwest::Method::PUT, "/users/me/password")
            .json(&json!({ "current_password": huge, "password": huge })),
    ];
    for request in requests {
        // The server may hang up while the client is still sending.
        if let Ok(answer) = try_send(request).await {
            assert_eq!(answer.status, 413);
        }
    }
    let long = "a".repeat(129);
    log_in(&app, &long)
        .await
        .expect_problem(422, "validation-failed");
}
