//! Traces reach a collector that speaks OTLP, and say what happened and to nobody's harm.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, Span};
use prost::Message;
use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;
use crate::support::mailbox::{free_port, until};
use crate::support::person::send;
use crate::support::process::Program;

/// Keeps what it is sent.
struct Collector {
    address: String,
    received: Arc<Mutex<Vec<ResourceSpans>>>,
    raw: Arc<Mutex<Vec<u8>>>,
    server: ServerHandle,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let received: Arc<Mutex<Vec<ResourceSpans>>> = Arc::default();
        let raw: Arc<Mutex<Vec<u8>>> = Arc::default();
        let (keep, keep_raw) = (Arc::clone(&received), Arc::clone(&raw));
        let server = HttpServer::new(move || {
            let (keep, keep_raw) = (Arc::clone(&keep), Arc::clone(&keep_raw));
            let take = move |request: HttpRequest, body: Bytes| {
                let kind = request.headers().get("content-type").unwrap();
                assert_eq!(kind, "application/x-protobuf");
                let sent = ExportTraceServiceRequest::decode(body.clone()).unwrap();
                keep.lock().unwrap().extend(sent.resource_spans);
                keep_raw.lock().unwrap().extend(body);
                std::future::ready(HttpResponse::Ok().finish())
            };
            App::new().route("/v1/traces", web::post().to(take))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        tokio::spawn(server);
        Self {
            address,
            received,
            raw,
            server: handle,
        }
    }

    fn spans(&self) -> Vec<Span> {
        let received = self.received.lock().unwrap();
        let scopes = received.iter().flat_map(|resource| &resource.scope_spans);
        scopes.flat_map(|scope| scope.spans.clone()).collect()
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        // Told to stop; nobody waits for it.
        drop(self.server.stop(false));
    }
}

fn text(value: Option<&Any>) -> String {
    match value {
        Some(Any::StringValue(text)) => text.clone(),
        Some(Any::IntValue(number)) => number.to_string(),
        other => panic!("{other:?}"),
    }
}

fn attribute(span: &Span, name: &str) -> String {
    let found = span.attributes.iter().find(|one| one.key == name);
    text(found.unwrap().value.as_ref().unwrap().value.as_ref())
}

#[tokio::test]
async fn requests_are_spans_and_the_last_ones_leave_before_the_end() {
    let app = TestApp::start().await;
    let collector = Collector::start();
    let variables = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address.clone()),
        ("OTEL_SERVICE_NAME", "booking-test".to_owned()),
        ("TRUSTED_PROXIES", "127.0.0.1".to_owned()),
    ];
    let mut program = Program::serve(&app.database.url, &variables).await;
    let guest = program.guest();
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let request = guest.api(Method::GET, "/users/lena.private?query=secret-words");
    let request = request.header("traceparent", format!("00-{trace}-00f067aa0ba902b7-01"));
    let answer = send(request).await;
    let id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
    let login = json!({ "login": "lena@example.org", "password": "a wrong password" });
    guest.post("/auth/login", login).await.expect(401);
    program.ask_to_stop();
    assert!(program.ended().await.success());

    let spans = collector.spans();
    let named = |name: &str| {
        let found = spans.iter().find(|span| span.name == name);
        found.unwrap_or_else(|| panic!("{name}: {spans:?}"))
    };
    let asked = named("GET /api/v1/users/{username}");
    assert_eq!(attribute(asked, "http.request.method"), "GET");
    assert_eq!(attribute(asked, "http.route"), "/api/v1/users/{username}");
    assert_eq!(
        attribute(asked, "http.response.status_code"),
        answer.status.to_string()
    );
    assert_eq!(attribute(asked, "request.id"), id);
    let hex: String = asked
        .trace_id
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(hex, trace);
    assert!(asked.end_time_unix_nano >= asked.start_time_unix_nano);
    assert_ne!(named("POST /api/v1/auth/login").trace_id, asked.trace_id);

    let received = collector.received.lock().unwrap();
    let resource = received[0].resource.as_ref().unwrap();
    let name = resource
        .attributes
        .iter()
        .find(|one| one.key == "service.name");
    let name = name.unwrap().value.as_ref().unwrap().value.as_ref();
    assert_eq!(text(name), "booking-test");
    let raw = String::from_utf8_lossy(&collector.raw.lock().unwrap()).into_owned();
    for hidden in [
        "lena",
        "secret-words",
        "wrong password",
        "127.0.0.1",
        "journeyman",
    ] {
        assert!(!raw.contains(hidden), "{hidden} was sent");
    }
}

#[tokio::test]
async fn strangers_do_not_say_which_trace_they_are_part_of() {
    let app = TestApp::start().await;
    let collector = Collector::start();
    let variables = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address.clone()),
        ("OTEL_BSP_SCHEDULE_DELAY", "50".to_owned()),
    ];
    let program = Program::serve(&app.database.url, &variables).await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let request = program.guest().api(Method::GET, "/events");
    let request = request.header("traceparent", format!("00-{trace}-00f067aa0ba902b7-00"));
    send(request).await.expect(200);
    let span = until("the span has come", async || {
        let spans = collector.spans();
        spans
            .into_iter()
            .find(|span| span.name == "GET /api/v1/events")
    })
    .await;
    assert!(span.parent_span_id.is_empty());
}

#[tokio::test]
async fn a_collector_that_is_away_hurts_nobody() {
    let app = TestApp::start().await;
    let nowhere = format!("http://127.0.0.1:{}", free_port());
    let variables = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", nowhere),
        ("OTEL_BSP_SCHEDULE_DELAY", "10".to_owned()),
    ];
    let mut program = Program::serve(&app.database.url, &variables).await;
    for _ in 0..50 {
        program.guest().get("/events").await.expect(200);
    }
    program.ask_to_stop();
    assert!(program.ended().await.success());
}
