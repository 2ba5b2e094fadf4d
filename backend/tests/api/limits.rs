//! How often something may be tried.

use std::time::Instant;

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::person::send;
use crate::support::{Answer, PASSWORD, Person, TestApp};

/// Behind a proxy, so that people can come from different addresses.
async fn app() -> TestApp {
    TestApp::start_with(&[
        ("TRUSTED_PROXIES", "127.0.0.1"),
        ("SESSION_BINDING", "agent"),
    ])
    .await
}

async fn post_from(person: &Person, address: &str, path: &str, body: &Value) -> Answer {
    let request = person.api(Method::POST, path).json(body);
    send(request.header("x-forwarded-for", address)).await
}

fn credentials(login: &str, password: &str) -> Value {
    json!({ "login": login, "password": password })
}

/// Tries to log in with a wrong password, from the given address.
async fn guess(person: &Person, address: &str, login: &str) -> Answer {
    let body = credentials(login, "wrong password");
    post_from(person, address, "/auth/login", &body).await
}

/// Tries until a limit refuses, and returns how many tries there were and the refusal.
async fn until_refused(mut attempt: impl AsyncFnMut(usize) -> Answer) -> (usize, Answer) {
    for number in 0..1_000 {
        let answer = attempt(number).await;
        if answer.status == 429 {
            return (number, answer.expect_problem(429, "rate-limited"));
        }
    }
    panic!("nothing was refused");
}

/// Tries until the limit of a client refuses: 300 at once, and one more each second.
async fn until_client_refused(attempt: impl AsyncFnMut(usize) -> Answer) {
    let start = Instant::now();
    let (tries, _) = until_refused(attempt).await;
    let most = 301 + start.elapsed().as_secs() as usize;
    assert!((300..=most).contains(&tries), "{tries} of {most}");
}

#[tokio::test]
async fn guessing_the_password_of_an_account_is_slowed_down_from_wherever_it_comes() {
    let app = app().await;
    app.member("lena").await;
    let thief = app.guest();
    let attempt = async |number| guess(&thief, &format!("198.51.100.{number}"), "Lena").await;
    let (tries, refusal) = until_refused(attempt).await;
    assert_eq!(tries, 10);
    let seconds = refusal.json["retry_after"].as_i64().unwrap();
    assert_eq!(refusal.headers["retry-after"], seconds.to_string().as_str());
    assert!((1..=31).contains(&seconds), "{seconds}");
    // Tokens are guessed with the same password, so they share the count.
    let body = credentials("lena", "wrong password");
    post_from(&thief, "198.51.100.99", "/auth/token", &body)
        .await
        .expect(429);
    app.let_time_pass(TimeDelta::seconds(seconds));
    attempt(100).await.expect(401);
}

#[tokio::test]
async fn an_account_that_does_not_exist_is_limited_in_the_same_way() {
    let app = app().await;
    let guest = app.guest();
    let attempt = async |number| guess(&guest, &format!("198.51.100.{number}"), "nobody").await;
    assert_eq!(until_refused(attempt).await.0, 10);
}

#[tokio::test]
async fn an_owner_gets_in_while_somebody_else_guesses() {
    let app = app().await;
    let lena = app.member("lena").await;
    lena.post("/auth/logout", json!({})).await.expect(204);
    let thief = app.guest();
    let attempt = async |number| guess(&thief, &format!("198.51.100.{number}"), "lena").await;
    until_refused(attempt).await;
    // On the device on which she logged in before, the guesses do not count,
    lena.post("/auth/login", credentials("lena", PASSWORD))
        .await
        .expect(200);
    // a new device gets in by the mail that only she reads,
    let new_device = app.guest();
    let asked = json!({ "email": "lena@example.org" });
    let notice = post_from(&new_device, "203.0.113.5", "/auth/password/forgot", &asked).await;
    let link = notice.expect(202).text("link");
    let reset = json!({ "hash": crate::support::app::hash_in(&link), "password": "otters juggle smooth pebbles" });
    post_from(&new_device, "203.0.113.5", "/auth/password/reset", &reset)
        .await
        .expect(200);
    // and the device of somebody else does not help.
    let mira = app.member("mira").await;
    let wrong = credentials("lena", "wrong password");
    mira.post("/auth/login", wrong).await.expect(429);
}

#[tokio::test]
async fn a_known_device_may_not_guess_without_end_either() {
    let app = app().await;
    let lena = app.member("lena").await;
    let guess = async |_| {
        lena.post("/auth/login", credentials("lena", "wrong password"))
            .await
    };
    assert_eq!(until_refused(guess).await.0, 10);
}

#[tokio::test]
async fn whoever_knows_the_password_may_log_in_as_often_as_they_like() {
    let app = app().await;
    app.member("lena").await;
    for _ in 0..15 {
        let body = credentials("lena", PASSWORD);
        app.guest().post("/auth/token", body).await.expect(200);
    }
}

#[tokio::test]
async fn one_address_may_not_try_many_accounts() {
    let app = app().await;
    let thief = app.guest();
    let attempt = async |number| guess(&thief, "198.51.100.7", &format!("person{number}")).await;
    until_client_refused(attempt).await;
    let elsewhere = guess(&thief, "198.51.100.8", "somebody").await;
    elsewhere.expect(401);
}

/// Tries a value that no link has, from the given address.
async fn guess_link(person: &Person, address: &str) -> Answer {
    post_from(
        person,
        address,
        "/auth/confirm",
        &json!({ "hash": "guess" }),
    )
    .await
}

#[tokio::test]
async fn a_household_of_ipv6_is_one_client_whichever_of_its_addresses_it_uses() {
    let app = app().await;
    let thief = app.guest();
    let attempt = async |number| guess_link(&thief, &format!("2001:db8::{number:x}")).await;
    until_client_refused(attempt).await;
    let neighbour = guess_link(&thief, "2001:db8:0:1::1").await;
    neighbour.expect(410);
}

#[tokio::test]
async fn nobody_claims_another_address_without_a_trusted_proxy() {
    let app = TestApp::start().await;
    let thief = app.guest();
    let attempt = async |number| guess_link(&thief, &format!("198.51.{number}.1")).await;
    until_client_refused(attempt).await;
}

#[tokio::test]
async fn mailboxes_cannot_be_flooded() {
    let app = app().await;
    app.register(&app.guest(), "lena").await;
    let guest = app.guest();
    for (path, body) in [
        (
            "/auth/password/forgot",
            json!({ "email": "lena@example.org" }),
        ),
        ("/auth/confirm/resend", json!({ "login": "lena" })),
    ] {
        let ask = async |number: usize| {
            post_from(&guest, &format!("198.51.100.{number}"), path, &body).await
        };
        assert_eq!(until_refused(ask).await.0, 5, "{path}");
    }
    let lena = app.member("mira").await;
    let change = async |number: usize| {
        let body = json!({ "email": format!("mira{number}@example.org") });
        lena.patch("/users/me", body).await
    };
    assert_eq!(until_refused(change).await.0, 5);
    // What sends no mail goes on.
    for body in [json!({ "age": 30 }), json!({ "email": "mira@example.org" })] {
        lena.patch("/users/me", body).await.expect(200);
    }
}

#[tokio::test]
async fn links_and_tokens_cannot_be_guessed_and_accounts_not_made_without_end() {
    let app = app().await;
    let guest = app.guest();
    let guesses = [
        ("/auth/confirm", json!({ "hash": "guess" })),
        ("/auth/email/confirm", json!({ "hash": "guess" })),
        ("/auth/token/refresh", json!({ "refresh_token": "guess" })),
        (
            "/auth/password/reset",
            json!({ "hash": "guess", "password": PASSWORD }),
        ),
    ];
    for (number, (path, body)) in guesses.into_iter().enumerate() {
        let address = format!("198.51.100.{number}");
        let attempt = async |_| post_from(&guest, &address, path, &body).await;
        let (tries, _) = until_refused(attempt).await;
        assert!((300..=400).contains(&tries), "{path}: {tries}");
    }
    let register = async |number: usize| {
        let body = json!({ "username": format!("person{number}"), "email": format!("person{number}@example.org"), "password": PASSWORD });
        post_from(&guest, "198.51.100.200", "/auth/register", &body).await
    };
    let (tries, _) = until_refused(register).await;
    assert!((300..=330).contains(&tries), "{tries}");
}

#[tokio::test]
async fn somebody_who_is_logged_in_cannot_guess_the_password_either() {
    let app = app().await;
    let lena = app.member("lena").await;
    let change = async |_| {
        let body = json!({ "current_password": "wrong password", "password": "otters juggle smooth pebbles" });
        lena.put_json("/users/me/password", body).await
    };
    assert_eq!(until_refused(change).await.0, 10);
    lena.post("/users/me/deletion", json!({ "password": PASSWORD }))
        .await
        .expect(429);
}
