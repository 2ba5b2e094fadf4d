//! The three checks: somebody is logged in, the login is fresh, the client is the same.

use backend::db::schema::sessions;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use reqwest::Method;
use serde_json::json;

use crate::support::person::send;
use crate::support::{Answer, PASSWORD, Person, TestApp};

async fn log_in(person: &Person, username: &str) -> Answer {
    let body = json!({ "login": username, "password": PASSWORD });
    person.post("/auth/login", body).await.expect(200)
}

/// The cookie that an answer sets, as a client sends it back.
fn cookie(answer: &Answer) -> String {
    let header = answer.headers["set-cookie"].to_str().unwrap();
    header.split(';').next().unwrap().to_owned()
}

async fn count_sessions(app: &TestApp) -> i64 {
    let mut conn = app.connection().await;
    sessions::table.count().get_result(&mut conn).await.unwrap()
}

/// Asks who is logged in, with a cookie, from another client.
async fn who_has(app: &TestApp, cookie: &str, agent: &str, forwarded: &str) -> serde_json::Value {
    let request = Person::new(&app.url, agent)
        .api(Method::GET, "/auth/session")
        .header("cookie", cookie)
        .header("x-forwarded-for", forwarded);
    send(request).await.expect(200).json["account"]["username"].take()
}

#[tokio::test]
async fn the_cookie_is_out_of_the_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let answer = log_in(&app.guest(), "lena").await;
    let header = answer.headers["set-cookie"].to_str().unwrap();
    for word in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(header.contains(word), "{word} is not in {header}");
    }
    assert!(!header.contains("Secure"));

    let app = TestApp::start_with(&[("PUBLIC_URL", "https://events.example.org")]).await;
    app.member("lena").await;
    let answer = log_in(&app.guest(), "lena").await;
    assert!(
        answer.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Secure")
    );
}

#[tokio::test]
async fn logging_out_destroys_the_session() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let kept = cookie(&log_in(&lena, "lena").await);
    assert_eq!(
        count_sessions(&app).await,
        1,
        "logging in again ends the session before"
    );
    lena.post("/auth/logout", json!({})).await.expect(204);
    assert!(!lena.is_logged_in().await);
    assert_eq!(count_sessions(&app).await, 0);
    assert!(who_has(&app, &kept, "journeyman/1.0", "").await.is_null());
    lena.post("/auth/logout", json!({})).await.expect(204);
}

#[tokio::test]
async fn a_login_expires() {
    let app = TestApp::start_with(&[("SESSION_HOURS", "2")]).await;
    let lena = app.member("lena").await;
    app.let_time_pass(TimeDelta::minutes(119));
    assert!(lena.is_logged_in().await);
    app.let_time_pass(TimeDelta::minutes(1));
    lena.get("/users/me")
        .await
        .expect_problem(401, "login-required");
}

#[tokio::test]
async fn another_browser_with_the_cookie_destroys_the_session() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let stolen = cookie(&log_in(&lena, "lena").await);
    assert!(who_has(&app, &stolen, "thief/6.6", "").await.is_null());
    assert_eq!(count_sessions(&app).await, 0);
    assert!(!lena.is_logged_in().await);
}

#[tokio::test]
async fn another_address_with_the_cookie_destroys_the_session() {
    let app = TestApp::start_with(&[("TRUSTED_PROXIES", "127.0.0.1")]).await;
    app.member("lena").await;
    let body = json!({ "login": "lena", "password": PASSWORD });
    let request = app.guest().api(Method::POST, "/auth/login").json(&body);
    let answer = send(request.header("x-forwarded-for", "203.0.113.7"))
        .await
        .expect(200);
    let held = cookie(&answer);
    assert_eq!(
        who_has(&app, &held, "journeyman/1.0", "203.0.113.7").await,
        "lena"
    );
    assert!(
        who_has(&app, &held, "journeyman/1.0", "203.0.113.8")
            .await
            .is_null()
    );
    assert!(
        who_has(&app, &held, "journeyman/1.0", "203.0.113.7")
            .await
            .is_null()
    );
}

#[tokio::test]
async fn nobody_but_a_trusted_proxy_can_claim_an_address() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let held = cookie(&log_in(&app.guest(), "lena").await);
    assert_eq!(
        who_has(&app, &held, "journeyman/1.0", "203.0.113.8").await,
        "lena"
    );
}

#[tokio::test]
async fn what_a_session_is_bound_to_is_configuration() {
    let app = TestApp::start_with(&[("SESSION_BINDING", "off")]).await;
    app.member("lena").await;
    let held = cookie(&log_in(&app.guest(), "lena").await);
    assert_eq!(who_has(&app, &held, "other/1.0", "").await, "lena");
}

#[tokio::test]
async fn a_cookie_that_was_foisted_on_somebody_is_not_what_they_log_in_with() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let theirs = cookie(&log_in(&app.guest(), "lena").await);
    let body = json!({ "login": "lena", "password": PASSWORD });
    let request = app.guest().api(Method::POST, "/auth/login").json(&body);
    let answer = send(request.header("cookie", &theirs)).await.expect(200);
    assert_ne!(cookie(&answer), theirs);
    assert!(who_has(&app, &theirs, "journeyman/1.0", "").await.is_null());
    let forged = "event_booking_session=made-up";
    assert!(who_has(&app, forged, "journeyman/1.0", "").await.is_null());
}

#[tokio::test]
async fn the_key_in_the_cookie_is_not_in_the_database() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let mut conn = app.connection().await;
    let (hash, agent): (Vec<u8>, String) = sessions::table
        .select((sessions::key_hash, sessions::user_agent))
        .first(&mut conn)
        .await
        .unwrap();
    assert_eq!(hash.len(), 32);
    assert_eq!(agent, "journeyman/1.0");
}

#[tokio::test]
async fn other_sites_cannot_use_the_cookie() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let log_out = || lena.api(Method::POST, "/auth/logout");
    send(log_out().header("origin", "https://evil.example"))
        .await
        .expect_problem(403, "cross-site-request");
    send(log_out().header("sec-fetch-site", "cross-site"))
        .await
        .expect_problem(403, "cross-site-request");
    assert!(lena.is_logged_in().await);
    send(
        log_out()
            .header("origin", &app.url)
            .header("sec-fetch-site", "same-origin"),
    )
    .await
    .expect(204);
}
