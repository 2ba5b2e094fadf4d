//! What Prometheus reads: it is what it says it is, counts what happens, names nobody, and is all
//! that dashboard and alerts speak of.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::exposition::{Sample, parse};
use crate::support::mailbox::free_port;
use crate::support::person::send;
use crate::support::process::Program;
use crate::support::{PASSWORD, TestApp};

/// A server in a process of its own, and where its metrics are.
struct Watched {
    program: Program,
    metrics: String,
}

impl Watched {
    async fn start(app: &TestApp) -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let variables = [("METRICS_LISTEN", address.clone())];
        Self {
            program: Program::serve(&app.database.url, &variables).await,
            metrics: format!("http://{address}"),
        }
    }

    async fn text(&self) -> String {
        let answer = reqwest::get(format!("{}/metrics", self.metrics)).await;
        let answer = answer.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(
            answer.headers()["content-type"],
            "text/plain; version=0.0.4; charset=utf-8"
        );
        answer.text().await.unwrap()
    }

    async fn samples(&self) -> Vec<Sample> {
        parse(&self.text().await)
    }
}

/// The number of a sample with these labels, among others that it may have.
fn number(samples: &[Sample], name: &str, labels: &[(&str, &str)]) -> f64 {
    let has = |sample: &&Sample| {
        let has = |(name, value): &(&str, &str)| {
            sample.labels.get(*name).map(String::as_str) == Some(*value)
        };
        sample.name == name && labels.iter().all(has)
    };
    let found: Vec<_> = samples.iter().filter(has).collect();
    assert!(!found.is_empty(), "{name} {labels:?} is missing");
    found.iter().map(|sample| sample.value).sum()
}

#[tokio::test]
async fn what_happens_is_counted() {
    let app = TestApp::start().await;
    app.member("lena").await;
    app.member("mira").await;
    let watched = Watched::start(&app).await;
    let log_in = async |username: &str, password: &str| {
        let person = watched.program.guest();
        let login = json!({ "login": username, "password": password });
        let answer = person.post("/auth/login", login).await;
        (person, answer.status)
    };
    let (lena, _) = log_in("lena", PASSWORD).await;
    let (mira, _) = log_in("mira", PASSWORD).await;
    assert_eq!(log_in("mira", "something else").await.1, 401);
    let event = lena.publish(json!({ "maximum_attendees": 1 })).await;
    mira.book(&event).await.expect(201);
    mira.book(&event).await.expect(200);
    lena.book(&event).await.expect_problem(409, "own-event");
    let booking = format!("/events/{event}/booking");
    mira.delete(&booking).await.expect(204);
    mira.delete(&booking).await.expect(204);
    let mut socket = mira.socket().await;
    socket.write("lena", "Hello").await;
    socket.texts(1).await;

    let samples = watched.samples().await;
    let count = |name: &str, label: (&str, &str)| number(&samples, name, &[label]);
    for (outcome, times) in [
        ("booked", 1.0),
        ("already_booked", 1.0),
        ("refused", 1.0),
        ("cancelled", 1.0),
    ] {
        let counted = count("event_booking_bookings_total", ("outcome", outcome));
        assert_eq!(counted, times, "{outcome}");
    }
    let logins = "event_booking_logins_total";
    assert_eq!(count(logins, ("outcome", "succeeded")), 2.0);
    assert_eq!(count(logins, ("outcome", "failed")), 1.0);
    assert_eq!(
        number(&samples, "event_booking_chat_messages_total", &[]),
        1.0
    );
    assert_eq!(number(&samples, "event_booking_sockets_open", &[]), 1.0);
    assert_eq!(number(&samples, "event_booking_people_connected", &[]), 1.0);
    let through = "event_booking_socket_messages_total";
    assert_eq!(count(through, ("direction", "in")), 1.0);
    assert!(count(through, ("direction", "out")) >= 3.0);
    let route = ("route", "/api/v1/events/{id}/booking");
    let requests = "event_booking_http_requests_total";
    let of = |method, status| {
        let labels = [route, ("method", method), ("status", status)];
        number(&samples, requests, &labels)
    };
    assert_eq!(of("PUT", "2xx"), 2.0);
    assert_eq!(of("PUT", "4xx"), 1.0);
    assert_eq!(of("DELETE", "2xx"), 2.0);
    for name in ["database_up", "ready", "broker_up", "build_info"] {
        assert_eq!(number(&samples, &format!("event_booking_{name}"), &[]), 1.0);
    }
    let limit = "event_booking_database_connections_max";
    assert_eq!(count(limit, ("pool", "requests")), 4.0);
    assert_eq!(number(&samples, "event_booking_outbox_waiting", &[]), 0.0);
    assert!(number(&samples, "process_resident_memory_bytes", &[]) > 1e6);
}

#[tokio::test]
async fn limits_that_refuse_are_counted() {
    let app = TestApp::start().await;
    let address = format!("127.0.0.1:{}", free_port());
    let variables = [
        ("METRICS_LISTEN", address.clone()),
        ("RATE_LIMITS", "on".to_owned()),
    ];
    let watched = Watched {
        program: Program::serve(&app.database.url, &variables).await,
        metrics: format!("http://{address}"),
    };
    let guest = watched.program.guest();
    let login = json!({ "login": "nobody", "password": PASSWORD });
    while guest.post("/auth/login", login.clone()).await.status != 429 {}
    let samples = watched.samples().await;
    let name = "event_booking_limit_refusals_total";
    assert_eq!(
        number(&samples, name, &[("limit", "login_to_account")]),
        1.0
    );
}

#[tokio::test]
async fn labels_are_few_and_name_nobody() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let watched = Watched::start(&app).await;
    let guest = watched.program.guest();
    let ask = async |method: &str, path: &str| {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        send(guest.request(method, path)).await.status
    };
    // What there can be.
    for path in [
        "/",
        "/login",
        "/nowhere",
        "/profile/lena",
        "/event-detail/x",
    ] {
        ask("GET", path).await;
        ask("POST", path).await;
        ask("BREW", path).await;
    }
    ask("GET", "/api/v1/users/lena").await;
    ask("GET", "/api/v1/nowhere").await;
    ask("BREW", "/api/v1/nowhere").await;
    ask("BREW", "/api/v1/users/lena").await;
    let series = async || {
        let samples = watched.samples().await;
        let requests = samples
            .into_iter()
            .filter(|sample| sample.name == "event_booking_http_requests_total");
        requests
            .map(|sample| format!("{:?}", sample.labels))
            .collect::<BTreeSet<_>>()
    };
    let before = series().await;
    for number in 0..50 {
        ask("GET", &format!("/wp-admin/{number}")).await;
        ask("GET", &format!("/profile/somebody{number}")).await;
        ask("GET", &format!("/api/v1/users/somebody{number}")).await;
        ask("GET", &format!("/api/v1/users{number}/lena@example.org")).await;
        ask(&format!("BREW{number}"), "/nowhere").await;
    }
    let after = series().await;
    let new: Vec<_> = after.difference(&before).collect();
    assert!(new.is_empty(), "{new:?}");
    for name in after {
        assert!(
            !name.contains("lena") && !name.contains("somebody"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn it_is_there_when_the_database_is_not_and_not_where_everybody_is() {
    let app = TestApp::start().await;
    let watched = Watched::start(&app).await;
    let guest = watched.program.guest();
    let public = send(guest.request(Method::GET, "/metrics")).await;
    assert_eq!(public.status, 404);
    let ready = reqwest::get(format!("{}/health/ready", watched.metrics)).await;
    assert_eq!(ready.unwrap().status(), StatusCode::NO_CONTENT);
    app.database.close().await;
    let samples = watched.samples().await;
    assert_eq!(number(&samples, "event_booking_database_up", &[]), 0.0);
    assert_eq!(number(&samples, "event_booking_ready", &[]), 0.0);
    assert!(number(&samples, "event_booking_outbox_waiting", &[]).is_nan());
    app.database.open().await;
    let samples = watched.samples().await;
    assert_eq!(number(&samples, "event_booking_database_up", &[]), 1.0);
}

fn ops(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../ops")
        .join(path)
}

/// The names of our metrics, and of those of processes, in a text.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let ours =
        words.filter(|word| word.starts_with("event_booking_") || word.starts_with("process_"));
    ours.map(str::to_owned).collect()
}

#[tokio::test]
async fn dashboard_and_alerts_speak_of_what_there_is() {
    let app = TestApp::start().await;
    let watched = Watched::start(&app).await;
    watched.program.guest().get("/events").await.expect(200);
    let text = watched.text().await;
    let there: BTreeSet<String> = parse(&text).into_iter().map(|one| one.name).collect();
    let dashboard = fs::read_to_string(ops("grafana/event-booking.json")).unwrap();
    let alerts = fs::read_to_string(ops("prometheus/alerts.yml")).unwrap();
    for name in names(&dashboard).into_iter().chain(names(&alerts)) {
        // What was refused by which limit is there when it has been.
        let may_come = name == "event_booking_limit_refusals_total";
        assert!(there.contains(&name) || may_come, "{name} is not measured");
    }
    // Nothing is measured that nobody looks at.
    let looked_at = names(&dashboard);
    for name in there
        .iter()
        .filter(|name| name.starts_with("event_booking_"))
    {
        let base = ["_bucket", "_sum", "_count"]
            .iter()
            .find_map(|end| name.strip_suffix(end));
        let is_seen = looked_at.contains(name)
            || base.is_some_and(|base| looked_at.iter().any(|one| one.starts_with(base)));
        assert!(is_seen, "{name} is not on the dashboard");
    }

    let dashboard: Value = serde_json::from_str(&dashboard).unwrap();
    let variables = dashboard["templating"]["list"].as_array().unwrap();
    assert!(variables.iter().any(|one| one["type"] == "datasource"));
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<_> = panels
        .iter()
        .map(|one| one["id"].as_i64().unwrap())
        .collect();
    assert_eq!(ids.len(), panels.len(), "each panel has an id of its own");
    let alerts: Value = yaml_serde::from_str(&alerts).unwrap();
    for rule in alerts["groups"][0]["rules"].as_array().unwrap() {
        for field in ["alert", "expr"] {
            assert!(rule[field].is_string(), "{rule}");
        }
        assert!(rule["annotations"]["summary"].is_string(), "{rule}");
        assert!(rule["labels"]["severity"].is_string(), "{rule}");
    }
}
