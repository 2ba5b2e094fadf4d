//! Requests that somebody else made: from other sites, with cookies and tokens that were taken,
//! forged, or are good for nothing any more.

use backend::security::COOKIE;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, decode_header, encode};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::operations::{Operation, operations};
use crate::support::person::send;
use crate::support::world::{Role, World};
use crate::support::{Answer, PASSWORD, Person, TestApp};

/// What browsers say of a request that comes from another site, each by itself.
const FOREIGN: [(&str, &str); 6] = [
    ("origin", "https://evil.example"),
    ("origin", "null"),
    ("referer", "https://evil.example/page"),
    ("sec-fetch-site", "same-site"),
    ("sec-fetch-site", "cross-site"),
    ("origin", ""),
];

/// What stands in the path of an operation that needs something there.
fn target(operation: &str) -> &'static str {
    match operation {
        "end_session" => "own session",
        _ => "public",
    }
}

/// Every operation that changes something, and on what it is tried.
fn changing() -> impl Iterator<Item = (Operation, &'static str)> {
    operations()
        .into_iter()
        .filter(Operation::changes_something)
        .map(|operation| {
            let on = match operation.has_target() {
                true => target(&operation.id),
                false => "",
            };
            (operation, on)
        })
}

#[tokio::test]
async fn other_sites_can_change_nothing_with_the_cookie() {
    let mut world = World::new().await;
    for (operation, on) in changing() {
        for (name, value) in FOREIGN {
            let request = world.attempt(Role::of(&operation), &operation, on);
            let answer = send(request.header(name, value)).await;
            answer.expect_problem(403, "cross-site-request");
            let changes = world.saved.changes().await;
            assert_eq!(
                changes,
                Vec::<String>::new(),
                "{} {name}: {value}",
                operation.id
            );
        }
    }
}

#[tokio::test]
async fn a_token_is_good_from_wherever_it_is_sent() {
    let mut world = World::new().await;
    for (operation, on) in changing() {
        for (name, value) in FOREIGN {
            let request = world.attempt(Role::Program, &operation, on);
            let answer = send(request.header(name, value)).await;
            let refusal = "/problems/cross-site-request";
            assert_ne!(
                answer.json["type"], refusal,
                "{} {name}: {value}",
                operation.id
            );
            world.saved.restore().await;
        }
    }
}

async fn log_in(person: &Person, name: &str) -> String {
    let body = json!({ "login": name, "password": PASSWORD });
    person
        .post("/auth/login", body)
        .await
        .expect(200)
        .cookie(COOKIE)
}

/// Who is logged in with this cookie.
async fn who_has(app: &TestApp, cookie: &str) -> Value {
    let request = app.guest().api(Method::GET, "/auth/session");
    let answer = send(request.header("cookie", cookie)).await.expect(200);
    answer.json["account"]["username"].clone()
}

#[tokio::test]
async fn whoever_foists_their_session_on_somebody_learns_nothing() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let mira = app.member("mira").await;
    let foisted = log_in(&mira, "mira").await;
    let body = json!({ "login": "lena", "password": PASSWORD });
    let request = app.guest().api(Method::POST, "/auth/login").json(&body);
    let answer = send(request.header("cookie", &foisted)).await.expect(200);
    assert_ne!(answer.cookie(COOKIE), foisted);
    assert_ne!(who_has(&app, &foisted).await, "lena");
}

#[tokio::test]
async fn a_cookie_that_was_tampered_with_opens_nothing() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let cookie = log_in(&lena, "lena").await;
    let value = cookie.split_once('=').unwrap().1;
    for place in (0..value.len()).step_by(7) {
        let mut bytes = value.as_bytes().to_vec();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let forged = format!("{COOKIE}={}", String::from_utf8(bytes).unwrap());
        assert!(who_has(&app, &forged).await.is_null(), "{place}");
    }
    let forged = [
        format!("{COOKIE}="),
        format!("{COOKIE}={}", &value[..value.len() / 2]),
        format!("{COOKIE}={value}{value}"),
        format!("{COOKIE}={}", "A".repeat(8_000)),
        format!("{COOKIE}=%00%ff"),
    ];
    for forged in forged {
        assert!(who_has(&app, &forged).await.is_null(), "{forged}");
    }
    // Another server has other keys.
    let other = app.again_with::<&str>(&[]);
    assert!(who_has(&other, &cookie).await.is_null());
    assert_eq!(who_has(&app, &cookie).await, "lena");
}

#[tokio::test]
async fn what_somebody_held_who_left_opens_nothing() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let elsewhere = log_in(&app.guest(), "lena").await;
    let credentials = json!({ "login": "lena", "password": PASSWORD });
    let tokens = lena.post("/auth/token", credentials).await.expect(200);
    let leave = json!({ "password": PASSWORD });
    lena.post("/users/me/deletion", leave).await.expect(204);
    assert!(who_has(&app, &elsewhere).await.is_null());
    let request = app
        .guest()
        .api(Method::GET, "/users/me")
        .header("cookie", elsewhere);
    send(request).await.expect_problem(401, "login-required");
    with_token(&app, &tokens.text("access_token"))
        .await
        .expect_problem(401, "token-invalid");
    let refresh = json!({ "refresh_token": tokens.text("refresh_token") });
    let answer = app.guest().post("/auth/token/refresh", refresh).await;
    answer.expect_problem(401, "token-invalid");
}

async fn with_token(app: &TestApp, token: &str) -> Answer {
    send(app.guest().api(Method::GET, "/users/me").bearer_auth(token)).await
}

const KEY: &str = "a key of thirty-two characters that is known";

/// The claims of a token.
fn claims(token: &str) -> Value {
    let payload = BASE64.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

/// A token with some claims changed, signed with any key, in any way.
fn forge(token: &str, algorithm: Algorithm, key: &str, changes: &Value) -> String {
    let mut claims = claims(token);
    let fields = claims.as_object_mut().unwrap();
    fields.extend(changes.as_object().unwrap().clone());
    let header = Header {
        kid: decode_header(token).unwrap().kid,
        ..Header::new(algorithm)
    };
    encode(&header, &claims, &EncodingKey::from_secret(key.as_bytes())).unwrap()
}

#[tokio::test]
async fn forged_tokens_open_nothing() {
    let app = TestApp::start_with(&[("TOKEN_KEYS", KEY), ("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await.get("/users/me").await.id();
    let credentials = json!({ "login": "lena", "password": PASSWORD });
    let tokens = lena.post("/auth/token", credentials).await.expect(200);
    let good = tokens.text("access_token");
    let same = |changes: Value| forge(&good, Algorithm::HS256, KEY, &changes);
    with_token(&app, &same(json!({}))).await.expect(200);

    let header = decode_header(&good).unwrap();
    let [_, payload, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("a token has three parts");
    };
    let none = BASE64.encode(json!({ "alg": "none", "kid": header.kid }).to_string());
    let nameless = BASE64.encode(json!({ "alg": "HS256" }).to_string());
    let browser = lena.get("/auth/sessions").await.expect(200).json;
    let browser = browser["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["kind"] == "browser");
    let past = (Utc::now() - TimeDelta::seconds(1)).timestamp();
    let forged = [
        format!("{none}.{payload}."),
        format!("{none}.{payload}.{signature}"),
        format!("{nameless}.{payload}.{signature}"),
        forge(
            &good,
            Algorithm::HS256,
            "another key of thirty-two characters",
            &json!({}),
        ),
        forge(&good, Algorithm::HS512, KEY, &json!({})),
        same(json!({ "aud": "event-booking-device" })),
        same(json!({ "aud": null })),
        same(json!({ "iss": "https://evil.example" })),
        same(json!({ "exp": past })),
        same(json!({ "sub": mira })),
        same(json!({ "sid": Uuid::now_v7() })),
        // The session of a browser is none for a token.
        same(json!({ "sid": browser.unwrap()["id"] })),
    ];
    for token in forged {
        let answer = with_token(&app, &token).await;
        assert_eq!(answer.status, 401, "{token}");
        answer.expect_problem(401, "token-invalid");
    }
    with_token(&app, &good).await.expect(200);
}

#[tokio::test]
async fn a_token_says_who_and_until_when_and_nothing_else() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let credentials = json!({ "login": "lena", "password": PASSWORD });
    let tokens = lena.post("/auth/token", credentials).await.expect(200);
    let claims = claims(&tokens.text("access_token"));
    let mut names: Vec<_> = claims.as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["aud", "exp", "iat", "iss", "sid", "sub"]);
    let until = DateTime::from_timestamp(claims["exp"].as_i64().unwrap(), 0).unwrap();
    assert!(until - Utc::now() <= TimeDelta::minutes(15), "{until}");
}

#[tokio::test]
async fn a_known_device_is_no_token_and_a_token_no_known_device() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let credentials = json!({ "login": "lena", "password": PASSWORD });
    let body = credentials.clone();
    let first = app.guest().post("/auth/login", body).await.expect(200);
    let device = first.cookie("event_booking_device");
    let token = device.split_once('=').unwrap().1;
    with_token(&app, token)
        .await
        .expect_problem(401, "token-invalid");

    let body = credentials.clone();
    let tokens = lena.post("/auth/token", body).await.expect(200);
    let knows = async |cookie: String| {
        let request = app
            .guest()
            .api(Method::POST, "/auth/login")
            .json(&credentials);
        let answer = send(request.header("cookie", cookie)).await.expect(200);
        // Whom it knows, it gives no new one.
        let mut cookies = answer.headers.get_all("set-cookie").iter();
        !cookies.any(|cookie| cookie.as_bytes().starts_with(b"event_booking_device"))
    };
    assert!(knows(device).await);
    assert!(
        !knows(format!(
            "event_booking_device={}",
            tokens.text("access_token")
        ))
        .await
    );
    assert!(!knows("event_booking_device=nonsense".into()).await);
}

#[tokio::test]
async fn garbage_in_the_place_of_a_token_is_refused() {
    let app = TestApp::start().await;
    for length in [1_000, 100_000] {
        for garbage in [
            "x".repeat(length),
            "a.".repeat(length / 2),
            "e30.".repeat(length / 4),
        ] {
            let answer = with_token(&app, &garbage).await;
            assert!((400..500).contains(&answer.status), "{}", answer.status);
        }
    }
    with_token(&app, &"x".repeat(1_000))
        .await
        .expect_problem(401, "token-invalid");
    app.guest().get("/events").await.expect(200);
}
