//! Programs: access and refresh tokens.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use crate::support::person::send;
use crate::support::{Answer, PASSWORD, Person, TestApp};

async fn create(app: &TestApp) -> Answer {
    let body = json!({ "login": "lena", "password": PASSWORD });
    Person::new(&app.url, "event-bot/1.0")
        .post("/auth/token", body)
        .await
}

async fn refresh(app: &TestApp, tokens: &Answer) -> Answer {
    let body = json!({ "refresh_token": tokens.text("refresh_token") });
    app.guest().post("/auth/token/refresh", body).await
}

/// A request with a token, from any client.
async fn with(app: &TestApp, tokens: &Answer, method: Method, path: &str) -> Answer {
    let request = app.guest().api(method, path);
    send(request.bearer_auth(tokens.text("access_token"))).await
}

#[tokio::test]
async fn a_token_stands_for_its_owner_everywhere() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let event = app.member("mira").await.publish(json!({})).await;
    let tokens = create(&app).await.expect(200);
    assert_eq!(tokens.json["token_type"], "Bearer");
    assert_eq!(tokens.json["expires_in"], 900);
    assert!(tokens.headers.get("set-cookie").is_none());
    let me = with(&app, &tokens, Method::GET, "/users/me")
        .await
        .expect(200);
    assert_eq!(me.json["username"], "lena");
    let booking = format!("/events/{event}/booking");
    with(&app, &tokens, Method::PUT, &booking).await.expect(201);
    let session = with(&app, &tokens, Method::GET, "/auth/session")
        .await
        .expect(200);
    assert_eq!(session.json["account"]["username"], "lena");
}

#[tokio::test]
async fn wrong_credentials_get_no_token() {
    let app = TestApp::start().await;
    app.register(&app.guest(), "lena").await;
    create(&app).await.expect_problem(403, "not-confirmed");
    let body = json!({ "login": "lena", "password": "wrong password" });
    app.guest()
        .post("/auth/token", body)
        .await
        .expect_problem(401, "invalid-credentials");
}

#[tokio::test]
async fn an_access_token_is_good_for_a_quarter_of_an_hour_and_a_refresh_token_once() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let first = create(&app).await.expect(200);
    app.let_time_pass(TimeDelta::minutes(15));
    let late = with(&app, &first, Method::GET, "/users/me").await;
    let late = late.expect_problem(401, "token-invalid");
    assert_eq!(
        late.headers["www-authenticate"],
        "Bearer error=\"invalid_token\""
    );
    let second = refresh(&app, &first).await.expect(200);
    with(&app, &second, Method::GET, "/users/me")
        .await
        .expect(200);
    let third = refresh(&app, &second).await.expect(200);
    assert_ne!(second.text("refresh_token"), third.text("refresh_token"));
}

#[tokio::test]
async fn an_old_refresh_token_ends_the_whole_family() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let first = create(&app).await.expect(200);
    let other = create(&app).await.expect(200);
    let second = refresh(&app, &first).await.expect(200);
    refresh(&app, &first)
        .await
        .expect_problem(401, "token-invalid");
    refresh(&app, &second)
        .await
        .expect_problem(401, "token-invalid");
    with(&app, &second, Method::GET, "/users/me")
        .await
        .expect_problem(401, "token-invalid");
    // Others are not touched.
    refresh(&app, &other).await.expect(200);
    assert!(lena.is_logged_in().await);
}

#[tokio::test]
async fn of_two_who_refresh_at_once_one_gets_tokens_and_they_do_not_live_long() {
    let app = TestApp::start().await;
    app.member("lena").await;
    for _ in 0..5 {
        let tokens = create(&app).await.expect(200);
        let (one, two) = tokio::join!(refresh(&app, &tokens), refresh(&app, &tokens));
        let winner = if one.status == 200 { &one } else { &two };
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401]);
        with(&app, winner, Method::GET, "/users/me")
            .await
            .expect_problem(401, "token-invalid");
    }
}

#[tokio::test]
async fn tokens_end_when_their_session_is_ended_or_its_owner_logs_out() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let tokens = create(&app).await.expect(200);
    let list = lena.get("/auth/sessions").await.expect(200).json;
    assert_eq!(list["items"][0]["kind"], "api");
    assert_eq!(list["items"][0]["client"], "event-bot");
    let id = list["items"][0]["id"].as_str().unwrap();
    lena.delete(&format!("/auth/sessions/{id}"))
        .await
        .expect(204);
    with(&app, &tokens, Method::GET, "/users/me")
        .await
        .expect_problem(401, "token-invalid");
    refresh(&app, &tokens)
        .await
        .expect_problem(401, "token-invalid");

    let tokens = create(&app).await.expect(200);
    for _ in 0..2 {
        with(&app, &tokens, Method::POST, "/auth/logout")
            .await
            .expect(204);
    }
    with(&app, &tokens, Method::GET, "/users/me")
        .await
        .expect_problem(401, "token-invalid");
    assert!(lena.is_logged_in().await);
}

#[tokio::test]
async fn a_program_sees_its_own_session_marked_and_can_end_all_others() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let tokens = create(&app).await.expect(200);
    let list = with(&app, &tokens, Method::GET, "/auth/sessions")
        .await
        .expect(200);
    assert_eq!(list.json["items"][0]["is_current"], true);
    with(&app, &tokens, Method::DELETE, "/auth/sessions")
        .await
        .expect(204);
    assert!(!lena.is_logged_in().await);
    with(&app, &tokens, Method::GET, "/users/me")
        .await
        .expect(200);
}

#[tokio::test]
async fn the_session_of_a_program_expires_like_any_other() {
    let app = TestApp::start_with(&[("SESSION_HOURS", "3"), ("SESSION_IDLE_HOURS", "2")]).await;
    app.member("lena").await;
    let mut tokens = create(&app).await.expect(200);
    app.let_time_pass(TimeDelta::minutes(119));
    tokens = refresh(&app, &tokens).await.expect(200);
    app.let_time_pass(TimeDelta::minutes(55));
    tokens = refresh(&app, &tokens).await.expect(200);
    let seconds = tokens.json["expires_in"].as_i64().unwrap();
    assert!((300..=360).contains(&seconds), "no longer than the session");
    app.let_time_pass(TimeDelta::minutes(6));
    refresh(&app, &tokens)
        .await
        .expect_problem(401, "token-invalid");
    let idle = create(&app).await.expect(200);
    app.let_time_pass(TimeDelta::hours(2));
    refresh(&app, &idle)
        .await
        .expect_problem(401, "token-invalid");
}

#[tokio::test]
async fn a_bad_token_is_refused_even_where_guests_are_welcome() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    for token in ["nonsense", "", "a.b.c"] {
        let request = lena.api(Method::GET, "/events").bearer_auth(token);
        send(request).await.expect_problem(401, "token-invalid");
    }
    // Other schemes say nothing to us; the cookie counts.
    let request = lena
        .api(Method::GET, "/users/me")
        .basic_auth("lena", Some("x"));
    send(request).await.expect(200);
}

#[tokio::test]
async fn a_token_counts_more_than_a_cookie_and_needs_no_origin() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let mira = app.member("mira").await;
    let tokens = create(&app).await.expect(200);
    let request = mira.api(Method::GET, "/users/me");
    let answer = send(request.bearer_auth(tokens.text("access_token")))
        .await
        .expect(200);
    assert_eq!(answer.json["username"], "lena");
    for token in ["nonsense", tokens.text("access_token").as_str()] {
        let request = mira
            .api(Method::POST, "/auth/logout")
            .header("origin", "https://app.example");
        send(request.bearer_auth(token)).await.expect(204);
    }
    assert!(mira.is_logged_in().await, "the cookie did not count");
}

#[tokio::test]
async fn keys_can_be_changed_without_logging_anybody_out() {
    let (old, new) = ("o".repeat(32), "n".repeat(32));
    let app = TestApp::start_with(&[("TOKEN_KEYS", &old)]).await;
    app.member("lena").await;
    let tokens = create(&app).await.expect(200);
    let both = app.again_with(&[("TOKEN_KEYS", &format!("{new},{old}"))]);
    with(&both, &tokens, Method::GET, "/users/me")
        .await
        .expect(200);
    let renewed = refresh(&both, &tokens).await.expect(200);
    let only_new = app.again_with(&[("TOKEN_KEYS", &new)]);
    with(&only_new, &renewed, Method::GET, "/users/me")
        .await
        .expect(200);
    with(&only_new, &tokens, Method::GET, "/users/me")
        .await
        .expect_problem(401, "token-invalid");
}
