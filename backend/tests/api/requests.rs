//! Bad requests of every kind get an answer that says why, and never a 5xx.

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;
use crate::support::person::{send, try_send};

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn broken_bodies_are_refused() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let post = |body: &'static str| {
        guest
            .api(Method::POST, "/auth/login")
            .header(JSON.0, JSON.1)
            .body(body)
    };
    for body in [
        "",
        "{",
        "{\"login\": \"x\",}",
        "\u{feff}{}",
        "{\"login\": \"x\", \"password\": \"y\"} {}",
        "{\"login\": \"\\ud800\", \"password\": \"x\"}",
    ] {
        send(post(body))
            .await
            .expect_problem(400, "malformed-request");
    }
    for (body, field) in [
        ("null", "body"),
        (r#"["lena", "password"]"#, "body"),
        (r#"{"login": 5, "password": "x"}"#, "login"),
        (r#"{"login": "x"}"#, "password"),
        (r#"{"login": "x", "password": "y", "admin": true}"#, "admin"),
    ] {
        let answer = send(post(body))
            .await
            .expect_problem(422, "validation-failed");
        assert_eq!(answer.bad_fields(), [field], "{body}");
    }
    let request = guest
        .api(Method::POST, "/auth/login")
        .header(JSON.0, JSON.1);
    send(request.body(vec![0xff, 0xfe]))
        .await
        .expect_problem(400, "malformed-request");
}

#[tokio::test]
async fn a_body_must_say_that_it_is_json() {
    let app = TestApp::start().await;
    let request = app
        .guest()
        .api(Method::POST, "/auth/login")
        .body("login=x&password=y");
    send(request.header("content-type", "application/x-www-form-urlencoded"))
        .await
        .expect_problem(415, "unsupported-media-type");
}

#[tokio::test]
async fn ten_megabytes_are_too_much() {
    let app = TestApp::start().await;
    let body = format!("{{\"login\": \"{}\"}}", "x".repeat(10_000_000));
    let request = app
        .guest()
        .api(Method::POST, "/auth/login")
        .header(JSON.0, JSON.1)
        .body(body);
    match try_send(request).await {
        Ok(answer) => assert_eq!(answer.status, 413),
        // The server hung up while the client was still sending, as it may.
        Err(error) => assert!(error.is_request(), "{error:?}"),
    }
    let nested = "[".repeat(60_000);
    let request = app
        .guest()
        .api(Method::POST, "/auth/login")
        .header(JSON.0, JSON.1)
        .body(nested);
    let status = send(request).await.status;
    assert!((400..500).contains(&status), "{status}");
}

#[tokio::test]
async fn a_wrong_method_is_told_from_a_wrong_address() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let answer = guest
        .delete("/events")
        .await
        .expect_problem(405, "method-not-allowed");
    assert_eq!(answer.headers["allow"], "GET, POST");
    guest
        .get("/nothing/here")
        .await
        .expect_problem(404, "not-found");
    guest
        .get("/events/not-an-id")
        .await
        .expect_problem(404, "not-found");
    guest
        .get("/events/%00")
        .await
        .expect_problem(404, "not-found");
    guest
        .get("/events/01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1")
        .await
        .expect_problem(404, "not-found");
    send(guest.request(Method::GET, "/api/v2/events"))
        .await
        .expect_problem(404, "not-found");
}

#[tokio::test]
async fn every_problem_says_what_it_is_about() {
    let app = TestApp::start().await;
    let problem = app
        .guest()
        .get("/users/me")
        .await
        .expect_problem(401, "login-required");
    assert_eq!(problem.json["status"], 401);
    let reference = problem.json["type"].as_str().unwrap();
    let explained = send(app.guest().request(Method::GET, reference))
        .await
        .expect(200);
    assert_eq!(explained.json["title"], problem.json["title"]);
    assert_eq!(
        problem.headers["x-request-id"],
        problem.json["request_id"].as_str().unwrap()
    );
}

#[tokio::test]
async fn answers_carry_the_headers_that_keep_browsers_safe() {
    let app = TestApp::start().await;
    for path in [
        "/",
        "/event-overview",
        "/api/v1/events",
        "/swagger-ui/",
        "/nowhere",
    ] {
        let answer = send(app.guest().request(Method::GET, path)).await;
        let status = if path == "/nowhere" { 404 } else { 200 };
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(
            answer.headers["x-content-type-options"], "nosniff",
            "{path}"
        );
        assert_eq!(answer.headers["x-frame-options"], "DENY", "{path}");
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("script-src 'unsafe"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn swagger_ui_finds_the_document() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let script = guest.request(Method::GET, "/swagger-ui/swagger-initializer.js");
    let script = send(script).await.body();
    assert!(script.contains("/api/openapi.json"), "{script}");
    let document = send(guest.request(Method::GET, "/api/openapi.json"))
        .await
        .expect(200);
    assert!(document.json["paths"]["/api/v1/events"].is_object());
}

#[tokio::test]
async fn health_says_whether_the_database_answers() {
    let app = TestApp::start().await;
    send(app.guest().request(Method::GET, "/health/live"))
        .await
        .expect(204);
    send(app.guest().request(Method::GET, "/health/ready"))
        .await
        .expect(204);
}

#[tokio::test]
async fn the_pages_do_not_answer_what_changes_something() {
    let app = TestApp::start().await;
    let request = app
        .guest()
        .request(Method::POST, "/event-create")
        .json(&json!({}));
    send(request)
        .await
        .expect_problem(405, "method-not-allowed");
}
