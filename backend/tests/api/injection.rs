//! What somebody sends stays what it is: it becomes no header, no line of the log, and secrets
//! become no part of the log at all.

use std::fs;
use std::path::Path;

use backend::db::schema::outgoing_mails;
use backend::security::COOKIE;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use reqwest::Method;
use reqwest::header::HeaderValue;
use serde_json::{Value, json};

use crate::support::app::hash_in;
use crate::support::db::TestDatabase;
use crate::support::mailbox::{free_port, smtp_variables};
use crate::support::person::{event, send};
use crate::support::process::Program;
use crate::support::world::feed_token;
use crate::support::{PASSWORD, Person, TestApp};

const WRONG: &str = "wrong password of a thief";
const NEW: &str = "otters juggle smooth pebbles";

#[tokio::test]
async fn line_ends_get_into_no_header() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    for end in ["\r\n", "\n", "\r", "\u{85}", "\0", "\u{2028}"] {
        let evil = format!("x{end}Set-Cookie: a=b{end}{end}<script>");
        let address = format!("lena@example.org{end}Bcc: eve@example.org");
        let requests = [
            ("/events", event(json!({ "title": evil })), "title"),
            ("/events", event(json!({ "location": evil })), "location"),
            (
                "/auth/password/forgot",
                json!({ "email": address }),
                "email",
            ),
            ("/auth/confirm/resend", json!({ "login": address }), "login"),
            (
                "/auth/login",
                json!({ "login": address, "password": PASSWORD }),
                "login",
            ),
        ];
        for (path, body, field) in requests {
            let answer = lena.post(path, body).await;
            let answer = answer.expect_problem(422, "validation-failed");
            assert_eq!(answer.bad_fields(), [field], "{end:?} to {path}");
        }
        for field in ["username", "email", "first_name", "last_name"] {
            let text = if field == "email" { &address } else { &evil };
            let answer = lena.patch("/users/me", json!({ field: text })).await;
            let answer = answer.expect_problem(422, "validation-failed");
            assert_eq!(answer.bad_fields(), [field], "{end:?}");
        }
    }
    for path in [
        "/events/%0d%0aSet-Cookie:%20a=b",
        "/users/%0d%0aSet-Cookie:%20a=b",
    ] {
        let answer = lena.get(path).await.expect_problem(404, "not-found");
        assert!(answer.headers.get("set-cookie").is_none());
    }
    let answer = lena.get("/events?limit=%0d%0aSet-Cookie:%20a=b").await;
    let answer = answer.expect_problem(400, "invalid-query");
    assert!(answer.headers.get("set-cookie").is_none());
    for path in [
        "/swagger-ui%0d%0aSet-Cookie:%20a=b",
        "//evil.example/%2e%2e",
        "/\\evil.example",
    ] {
        let answer = send(lena.request(Method::GET, path)).await;
        assert!(answer.headers.get("location").is_none(), "{path}");
        assert!(answer.headers.get("set-cookie").is_none(), "{path}");
    }
}

/// A server with mail, and everything that it logs.
async fn logging_server(database: &TestDatabase, log: &Path, format: &str) -> Program {
    let mut variables = smtp_variables(free_port());
    variables.push(("LOG", "debug".into()));
    variables.push(("LOG_FORMAT", format.into()));
    let file = fs::File::create(log).unwrap();
    Program::serve_logging_to(file, &database.url, &variables).await
}

/// The value in the last mail of a kind.
pub async fn mailed(database: &TestDatabase, kind: &str) -> String {
    let mut conn = database.connect().await;
    let text: Option<String> = outgoing_mails::table
        .filter(outgoing_mails::kind.eq(kind))
        .order(outgoing_mails::id.desc())
        .select(outgoing_mails::text_body)
        .first(&mut conn)
        .await
        .unwrap();
    let text = text.unwrap();
    hash_in(&text).split_whitespace().next().unwrap().to_owned()
}

/// Does everything that has to do with secrets, and returns them.
async fn use_secrets(server: &Program, database: &TestDatabase) -> Vec<String> {
    let lena = server.guest();
    let body = json!({ "username": "lena", "email": "lena@example.org", "password": PASSWORD });
    lena.post("/auth/register", body).await.expect(201);
    let confirm = mailed(database, "confirm_account").await;
    lena.post("/auth/confirm", json!({ "hash": confirm }))
        .await
        .expect(204);
    lena.post("/auth/confirm", json!({ "hash": confirm }))
        .await
        .expect(410);
    let credentials = |password: &str| json!({ "login": "lena", "password": password });
    lena.post("/auth/login", credentials(WRONG))
        .await
        .expect(401);
    let login = lena
        .post("/auth/login", credentials(PASSWORD))
        .await
        .expect(200);
    let tokens = lena
        .post("/auth/token", credentials(PASSWORD))
        .await
        .expect(200);
    let (access, refresh) = (tokens.text("access_token"), tokens.text("refresh_token"));
    send(
        server
            .guest()
            .api(Method::GET, "/users/me")
            .bearer_auth(&access),
    )
    .await
    .expect(200);
    for status in [200, 401] {
        let body = json!({ "refresh_token": refresh });
        server
            .guest()
            .post("/auth/token/refresh", body)
            .await
            .expect(status);
    }
    send(
        server
            .guest()
            .api(Method::GET, "/users/me")
            .bearer_auth(&access),
    )
    .await
    .expect(401);
    let body = json!({ "email": "new@example.org" });
    lena.patch("/users/me", body).await.expect(200);
    let change = mailed(database, "confirm_email").await;
    send(lena.request(Method::GET, &format!("/confirm-email?hash={change}")))
        .await
        .expect(200);
    lena.post("/auth/email/confirm", json!({ "hash": change }))
        .await
        .expect(200);
    let restore = mailed(database, "email_changed").await;
    let body = json!({ "email": "new@example.org" });
    lena.post("/auth/password/forgot", body).await.expect(202);
    let reset = mailed(database, "reset_password").await;
    let body = json!({ "hash": reset, "password": NEW });
    lena.post("/auth/password/reset", body).await.expect(200);
    let body = json!({ "current_password": WRONG, "password": PASSWORD });
    lena.put_json("/users/me/password", body).await.expect(422);
    lena.post("/users/me/deletion", json!({ "password": WRONG }))
        .await
        .expect(422);
    let feed = lena.post("/users/me/calendar-feed", Value::Null).await;
    let feed = feed_token(&feed.expect(201).text("address")).to_owned();
    for (path, status) in [
        (format!("/calendars/{feed}.ics"), 200),
        (format!("/calendar%73/{feed}.ics"), 200),
        (format!("/calendars/{feed}"), 404),
        (format!("/calendars/{feed}/"), 404),
        (format!("/users/me/calendars/{feed}"), 404),
    ] {
        server.guest().get(&path).await.expect(status);
    }
    let unsubscribe = "a-token.that-unsubscribes.somebody".to_owned();
    let path = format!("/invitation-mails/unsubscribe?token={unsubscribe}");
    lena.post(&path, Value::Null).await.expect(410);
    lena.get(&path).await.expect(303);
    let (_, device) = login
        .cookie("event_booking_device")
        .split_once('=')
        .map(owned)
        .unwrap();
    let (_, session) = login.cookie(COOKIE).split_once('=').map(owned).unwrap();
    let made = [PASSWORD, WRONG, NEW].map(str::to_owned);
    [
        made.to_vec(),
        vec![
            confirm,
            access,
            refresh,
            change,
            restore,
            reset,
            device,
            session,
            feed,
            unsubscribe,
        ],
    ]
    .concat()
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// Sends what could be taken for lines of a log.
async fn be_nasty(server: &Program) {
    let forged = "\"}\n{\"level\":\"FORGED\"}\u{1b}[2J\r\nFORGED";
    let guest = server.guest();
    for body in [
        json!({ "login": forged, "password": forged }),
        json!({ "login": "lena\"},{", "password": "x" }),
        json!({ forged: forged }),
        json!(forged),
    ] {
        guest.post("/auth/login", body.clone()).await;
        guest.post("/auth/register", body).await;
    }
    for path in [
        "/%0aFORGED",
        "/%0d%0aFORGED%1b[2J",
        "/\"},{\"a\":\"%22",
        "/%ff%fe",
        "/users/%0aFORGED",
        "/%0aFORGED/calendars/%0aFORGED",
        "/%E2%80%AEFORGED",
    ] {
        guest.get(path).await;
        send(guest.request(Method::GET, path)).await;
        send(guest.request(Method::POST, path)).await;
    }
    let nasty = [
        &b"\"}{\"level\":\"FORGED\"}"[..],
        b"\x80\xff\tFORGED\\n",
        "\u{202E}\u{85}FORGED".as_bytes(),
    ];
    for bytes in nasty {
        let value = HeaderValue::from_bytes(bytes).unwrap();
        for name in [
            "user-agent",
            "x-request-id",
            "x-forwarded-for",
            "referer",
            "cookie",
            "authorization",
            "content-type",
        ] {
            let request = Person::new(&server.url, "x").api(Method::GET, "/users/me");
            send(request.header(name, &value)).await;
        }
    }
}

#[tokio::test]
async fn every_line_of_the_log_is_one_object_and_no_secret_is_in_it() {
    let (database, home) = (TestDatabase::new().await, tempfile::tempdir().unwrap());
    let path = home.path().join("log");
    let mut server = logging_server(&database, &path, "json").await;
    let secrets = use_secrets(&server, &database).await;
    be_nasty(&server).await;
    server.kill();
    let log = fs::read_to_string(&path).expect("the log is text");
    assert!(log.lines().count() > 50, "everything is logged");
    for line in log.lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        assert!(
            value["level"].is_string() && value["level"] != "FORGED",
            "{line}"
        );
    }
    assert_eq!(secrets.len(), 13);
    for secret in &secrets {
        // The driver of the database writes its parameters as lists of bytes.
        let bytes: Vec<_> = secret.bytes().map(|byte| byte.to_string()).collect();
        for text in [secret.clone(), bytes.join(", ")] {
            let found = log.lines().find(|line| line.contains(&text));
            assert_eq!(found, None, "{secret}");
        }
    }
}

#[tokio::test]
async fn nobody_writes_lines_into_the_log_for_people() {
    let (database, home) = (TestDatabase::new().await, tempfile::tempdir().unwrap());
    let path = home.path().join("log");
    let mut server = logging_server(&database, &path, "text").await;
    be_nasty(&server).await;
    server.kill();
    let log = fs::read_to_string(&path).expect("the log is text");
    for line in log.lines() {
        assert!(
            !line.starts_with("FORGED") && !line.contains('\u{1b}'),
            "{line:?}"
        );
    }
}

#[tokio::test]
async fn who_logs_in_and_who_is_refused_is_in_the_log() {
    let (database, home) = (TestDatabase::new().await, tempfile::tempdir().unwrap());
    let path = home.path().join("log");
    let mut server = logging_server(&database, &path, "json").await;
    use_secrets(&server, &database).await;
    let foreign = server.guest().api(Method::POST, "/auth/logout");
    let foreign = foreign.header("origin", "https://evil.example");
    send(foreign).await.expect(403);
    server.kill();
    let log = fs::read_to_string(&path).expect("the log is text");
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for (message, names_account) in [
        ("a log-in was refused: wrong name or password", true),
        ("a browser logged in", true),
        ("a program logged in", true),
        ("a wrong password was given by who is logged in", true),
        ("a password is changed; other sessions end", true),
        (
            "a refresh token was used twice; its session has ended",
            false,
        ),
        ("a request that another site sent was refused", false),
    ] {
        let line = lines
            .iter()
            .find(|line| line["fields"]["message"] == message)
            .unwrap_or_else(|| panic!("{message}"));
        assert!(line["timestamp"].is_string(), "{line}");
        assert!(line["span"]["id"].is_string(), "{line}");
        assert!(
            !names_account || line["fields"]["account"].is_string(),
            "{line}"
        );
    }
}
