//! What the process writes into its log while everything happens, good and bad, with everything
//! switched on: one JSON object a line, with the id of the request, and nothing about anybody.

use std::fs;
use std::path::Path;

use diesel_async::SimpleAsyncConnection;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::injection::mailed;
use crate::support::db::TestDatabase;
use crate::support::mailbox::until;
use crate::support::person::{event, send};
use crate::support::process::Program;
use crate::support::smtp_server::{SmtpServer, Trouble};
use crate::support::{Answer, PASSWORD, Person};

const ADDRESS: &str = "203.0.113.77";
const AGENT: &str = "curious-browser/7.3";
const MAIL: &str = "lena.private@example.org";
const REFUSED: &str = "nobody.there@example.org";
const WRONG: &str = "a password that is wrong";
const TITLE: &str = "Meeting of the anonymous";
const SEARCHED: &str = "embarrassing";
const MESSAGE: &str = "between you and me";

fn lines(log: &Path) -> Vec<Value> {
    let text = fs::read_to_string(log).unwrap();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")));
    lines.collect()
}

/// As a proxy passes it on.
fn through_proxy(request: RequestBuilder) -> RequestBuilder {
    request.header("x-forwarded-for", ADDRESS)
}

async fn ask(person: &Person, method: Method, path: &str, body: Value) -> Answer {
    let request = person.api(method, path).json(&body);
    send(through_proxy(request)).await
}

/// Lives a whole life, and returns what nobody must read, and the ids of requests that failed.
async fn live(program: &Program, database: &TestDatabase) -> (Vec<String>, Vec<String>) {
    let lena = Person::new(&program.url, AGENT);
    let account = |username: &str, email: &str| json!({ "username": username, "email": email, "password": PASSWORD });
    let post = async |path: &str, body: Value| ask(&lena, Method::POST, path, body).await;
    post("/auth/register", account("lena", MAIL))
        .await
        .expect(201);
    let confirm = mailed(database, "confirm_account").await;
    post("/auth/confirm", json!({ "hash": confirm }))
        .await
        .expect(204);
    post("/auth/register", account("mira", REFUSED))
        .await
        .expect(201);
    let login = |password: &str| json!({ "login": MAIL, "password": password });
    post("/auth/login", login(WRONG)).await.expect(401);
    let logged_in = post("/auth/login", login(PASSWORD)).await.expect(200);
    let tokens = post("/auth/token", login(PASSWORD)).await.expect(200);
    post(
        "/auth/login",
        json!({ "login": MAIL, "password": 5, "x": WRONG }),
    )
    .await
    .expect(422);

    let id = lena.publish(json!({ "title": TITLE })).await;
    lena.book(&id).await.expect_problem(409, "own-event");
    let path = format!("/events?query={SEARCHED}");
    ask(&lena, Method::GET, &path, Value::Null)
        .await
        .expect(200);
    ask(&lena, Method::GET, &format!("/users/{MAIL}"), Value::Null)
        .await
        .expect(404);
    let nowhere = format!("/nowhere/{MAIL}?password={WRONG}");
    send(through_proxy(lena.request(Method::GET, &nowhere)))
        .await
        .expect(404);

    let mut socket = lena.socket().await;
    socket.write("lena", MESSAGE).await;
    socket.write("mira", MESSAGE).await;
    socket
        .say(json!({ "type": "nonsense", "text": MESSAGE }))
        .await;
    socket.next_of("error").await;

    // The database quotes the whole row.
    let mut conn = database.connect().await;
    let constraint = format!("CHECK (description <> '{MESSAGE}')");
    conn.batch_execute(&format!(
        "ALTER TABLE events ADD CONSTRAINT surprise {constraint}"
    ))
    .await
    .unwrap();
    let row = event(json!({ "title": TITLE, "description": MESSAGE }));
    let failed = post("/events", row).await.expect_problem(500, "internal");
    // And where a table is missing, the statement.
    conn.batch_execute("ALTER TABLE notifications RENAME TO away")
        .await
        .unwrap();
    let second = ask(&lena, Method::GET, "/notifications", Value::Null).await;
    let second = second.expect_problem(500, "internal");

    let cookie = |name: &str| {
        let cookie = logged_in.cookie(name);
        cookie.split_once('=').unwrap().1.to_owned()
    };
    let known = [
        ADDRESS, AGENT, MAIL, REFUSED, WRONG, PASSWORD, TITLE, SEARCHED, MESSAGE,
    ];
    let mut hidden: Vec<_> = known.map(str::to_owned).to_vec();
    hidden.extend([
        confirm,
        tokens.text("access_token"),
        tokens.text("refresh_token"),
        cookie("event_booking_session"),
        cookie("event_booking_device"),
        "lena.private".to_owned(),
        "nobody.there".to_owned(),
    ]);
    (
        hidden,
        vec![failed.text("request_id"), second.text("request_id")],
    )
}

#[tokio::test]
async fn the_log_tells_what_happened_and_nothing_about_anybody() {
    let database = TestDatabase::new().await;
    let smtp = SmtpServer::start().await;
    smtp.make(Trouble::Refuse, REFUSED).await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut variables = smtp.variables();
    variables.extend([
        ("LOG", "trace".to_owned()),
        ("LOG_FORMAT", "json".to_owned()),
        ("TRUSTED_PROXIES", "127.0.0.1".to_owned()),
        ("SESSION_BINDING", "off".to_owned()),
    ]);
    let file = fs::File::create(&log).unwrap();
    let mut program = Program::serve_logging_to(file, &database.url, &variables).await;
    let (hidden, failed) = live(&program, &database).await;
    let says = |line: &Value, words: &str| line["fields"]["message"] == words;
    let given_up = until("a mail was given up", async || {
        let lines = lines(&log);
        lines
            .into_iter()
            .find(|line| says(line, "a mail was given up"))
    })
    .await;
    // It says why, not of whom.
    assert!(
        given_up["fields"]["error"]
            .as_str()
            .unwrap()
            .contains("550"),
        "{given_up}"
    );
    smtp.down().await;
    let body = json!({ "email": MAIL });
    program
        .guest()
        .post("/auth/password/forgot", body)
        .await
        .expect(202);
    until("a mail waits for its server", async || {
        let lines = lines(&log);
        let words = "a mail was not sent and will be tried again";
        lines.iter().any(|line| says(line, words)).then_some(())
    })
    .await;
    program.ask_to_stop();
    assert!(program.ended().await.success());

    let text = fs::read_to_string(&log).unwrap();
    for hidden in hidden {
        let line = text.lines().find(|line| line.contains(&hidden));
        assert_eq!(line, None, "{hidden} is in the log");
    }
    let lines = lines(&log);
    let answered: Vec<_> = lines
        .iter()
        .filter(|line| line["target"] == "access")
        .collect();
    assert!(answered.len() > 15);
    for line in &answered {
        assert!(line["span"]["id"].is_string(), "{line}");
        for field in ["method", "route", "status", "milliseconds"] {
            assert!(!line["fields"][field].is_null(), "{line}");
        }
    }
    let booking = answered
        .iter()
        .find(|line| line["fields"]["method"] == "PUT")
        .unwrap();
    assert_eq!(booking["fields"]["route"], "/api/v1/events/{id}/booking");
    assert_eq!(booking["fields"]["status"], 409);
    // What failed is found by the id that the client was told.
    for id in failed {
        let told = lines.iter().find(|line| {
            line["level"] == "ERROR" && line["span"]["id"].as_str() == Some(id.as_str())
        });
        let told = told.unwrap_or_else(|| panic!("{id} is not explained"));
        let words = told["fields"]["message"].as_str().unwrap();
        assert!(words.contains("a query failed"), "{told}");
    }
}

#[tokio::test]
async fn errors_have_the_id_of_their_request_where_only_errors_are_written() {
    let database = TestDatabase::new().await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let variables = [
        ("LOG", "error".to_owned()),
        ("LOG_FORMAT", "json".to_owned()),
    ];
    let file = fs::File::create(&log).unwrap();
    let program = Program::serve_logging_to(file, &database.url, &variables).await;
    let mut conn = database.connect().await;
    conn.batch_execute("ALTER TABLE events RENAME TO away")
        .await
        .unwrap();
    let failed = program
        .guest()
        .get("/events")
        .await
        .expect_problem(500, "internal");
    let id = failed.text("request_id");
    let lines = lines(&log);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["span"]["id"], id.as_str());
}
