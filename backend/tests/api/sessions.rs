//! The three checks: somebody is logged in, the login is fresh, the client is the same.

use backend::db::schema::sessions;
use backend::housekeeping;
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

/// The session's cookie that an answer sets, as a client sends it back.
fn cookie(answer: &Answer) -> String {
    answer.cookie("event_booking_session")
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
    let header = answer.set_cookie("event_booking_session");
    for word in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(header.contains(word), "{word} is not in {header}");
    }
    assert!(!header.contains("Secure"));

    let app = TestApp::start_with(&[("PUBLIC_URL", "https://events.example.org")]).await;
    app.member("lena").await;
    let answer = log_in(&app.guest(), "lena").await;
    for name in [
        "__Host-event_booking_session",
        "__Host-event_booking_device",
    ] {
        assert!(answer.set_cookie(name).contains("Secure"), "{name}");
    }
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
async fn a_login_that_is_not_used_expires_earlier() {
    let app = TestApp::start_with(&[("SESSION_HOURS", "10"), ("SESSION_IDLE_HOURS", "2")]).await;
    let lena = app.member("lena").await;
    for _ in 0..3 {
        app.let_time_pass(TimeDelta::minutes(119));
        assert!(lena.is_logged_in().await);
    }
    app.let_time_pass(TimeDelta::minutes(120));
    assert!(!lena.is_logged_in().await);
}

#[tokio::test]
async fn what_has_ended_by_itself_is_swept_away() {
    let app = TestApp::start_with(&[("SESSION_IDLE_HOURS", "30")]).await;
    let lena = app.member("lena").await;
    app.register(&app.guest(), "mira").await;
    app.let_time_pass(TimeDelta::hours(25));
    assert!(lena.is_logged_in().await);
    let swept = housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!((swept.sessions, swept.links), (0, 1));
    app.let_time_pass(TimeDelta::hours(30));
    let swept = housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!((swept.sessions, swept.links), (1, 0));
    assert_eq!(count_sessions(&app).await, 0);
}

#[tokio::test]
async fn one_sees_where_one_is_logged_in_and_ends_one_or_all_others() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    let phone = Person::new(
        &app.url,
        "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
    );
    log_in(&phone, "lena").await;
    let program = Person::new(&app.url, "curl/8.14.1");
    let body = json!({ "login": "lena", "password": PASSWORD });
    program.post("/auth/token", body).await.expect(200);

    let list = lena.get("/auth/sessions").await.expect(200).json;
    let rows = list["items"].as_array().unwrap();
    let seen: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["kind"].as_str().unwrap(),
                row["client"].as_str().unwrap(),
                row["is_current"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("api", "curl", false),
            ("browser", "Firefox", false),
            ("browser", "journeyman", true)
        ]
    );
    assert_eq!(rows[1]["operating_system"], "Android");
    assert_eq!(rows[1]["ip_address"], "127.0.0.1");
    let phone_id = rows[1]["id"].as_str().unwrap();

    mira.delete(&format!("/auth/sessions/{phone_id}"))
        .await
        .expect_problem(404, "not-found");
    lena.delete(&format!("/auth/sessions/{phone_id}"))
        .await
        .expect(204);
    assert!(!phone.is_logged_in().await);
    lena.delete(&format!("/auth/sessions/{phone_id}"))
        .await
        .expect_problem(404, "not-found");
    log_in(&phone, "lena").await;
    for _ in 0..2 {
        lena.delete("/auth/sessions").await.expect(204);
    }
    assert!(!phone.is_logged_in().await);
    assert!(lena.is_logged_in().await && mira.is_logged_in().await);
    let list = lena.get("/auth/sessions").await.expect(200).json;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn ending_the_session_that_one_uses_logs_out() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let list = lena.get("/auth/sessions").await.expect(200).json;
    let id = list["items"][0]["id"].as_str().unwrap();
    let answer = lena
        .delete(&format!("/auth/sessions/{id}"))
        .await
        .expect(204);
    assert!(
        answer
            .set_cookie("event_booking_session")
            .contains("Max-Age=0")
    );
    assert!(!lena.is_logged_in().await);
}

#[tokio::test]
async fn a_long_list_of_sessions_comes_in_pages() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    for _ in 0..4 {
        log_in(&app.guest(), "lena").await;
    }
    let mut seen = Vec::new();
    let mut address = "/auth/sessions?limit=2".to_owned();
    loop {
        let page = lena.get(&address).await.expect(200).json;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(
            items
                .iter()
                .map(|row| row["id"].as_str().unwrap().to_owned()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        address = format!("/auth/sessions?limit=2&cursor={cursor}");
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 5);
    lena.get("/auth/sessions?colour=red")
        .await
        .expect_problem(400, "invalid-query");
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
        .select((sessions::key_hash.assume_not_null(), sessions::user_agent))
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
    send(log_out().header("referer", "https://evil.example/page"))
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
