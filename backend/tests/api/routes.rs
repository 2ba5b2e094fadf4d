//! The routes of the server are the operations of the document, no more and no fewer. actix keeps
//! no list of its routes, so this asks twice: the source, for whatever registers one, and a
//! running server, with every method at every address.

use std::collections::BTreeSet;
use std::fs;

use backend::openapi::API;
use reqwest::Method;
use serde_json::Value;

use crate::architecture::{rust_files, source};
use crate::support::TestApp;
use crate::support::documented::DOCUMENT;
use crate::support::person::send;

/// Handlers that are no operations: what the server says of itself.
const NO_OPERATIONS: &[&str] = &[
    "GET /api/openapi.json",
    "GET /health/live",
    "GET /health/ready",
    "GET /metrics",
    "GET /problems/{slug}",
];

/// Where routes are put together by hand, and what: the scope of the API, documents, files, Swagger
/// UI. None of it is below the address of the API but the first, which is made of `operations`.
const BY_HAND: &[(&str, &str)] = &[
    ("app.rs", "let api = web::scope(openapi::API)"),
    ("app.rs", ".configure(openapi::operations)"),
    ("app.rs", ".default_service(web::to(refuse_unknown))"),
    ("app.rs", "let documents = web::scope(\"\")"),
    ("app.rs", ".configure(site::documents)"),
    ("app.rs", ".service(api)"),
    ("app.rs", ".service(openapi::get_document)"),
    ("app.rs", ".service("),
    (
        "app.rs",
        ".service(web::redirect(\"/swagger-ui\", \"/swagger-ui/\"))",
    ),
    ("app.rs", ".service(explain_problem)"),
    ("app.rs", ".service(get_liveness)"),
    ("app.rs", ".service(get_readiness)"),
    ("app.rs", ".configure(site::public)"),
    ("app.rs", ".service(documents)"),
    ("app.rs", ".default_service(web::to(site::serve_other))"),
    // On an address of its own.
    ("monitor.rs", ".service(show_metrics)"),
    ("monitor.rs", ".service(get_liveness)"),
    ("monitor.rs", ".service(get_readiness)"),
    (
        "openapi.rs",
        ".service(utoipa_actix_web::scope(API).configure(|cfg| operations(cfg)))",
    ),
];

/// Files whose routes are documents for people and for search engines.
const DOCUMENTS: &[&str] = &["site/mod.rs"];

const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW",
];

/// Whether an item of a path is one of the methods that it has.
fn methods(item: &Value) -> Vec<String> {
    let methods = item.as_object().unwrap().keys();
    methods.map(|method| method.to_uppercase()).collect()
}

/// `GET /api/v1/events`, …
fn documented() -> BTreeSet<String> {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = methods(item).into_iter();
            methods.map(move |method| format!("{method} {path}"))
        })
        .collect()
}

/// What stands in the sources: the path of each file, and its lines.
fn sources() -> Vec<(String, Vec<String>)> {
    let root = source();
    rust_files(&root)
        .into_iter()
        .map(|file| {
            let name = file.strip_prefix(&root).unwrap().to_string_lossy();
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.lines().map(|line| line.trim().to_owned());
            (name.replace('\\', "/"), lines.collect())
        })
        .collect()
}

/// The route that an attribute such as `#[get("/events")]` declares.
fn declared(line: &str) -> Option<(String, &str)> {
    let (method, rest) = line.strip_prefix("#[")?.split_once("(\"")?;
    let method = method.rsplit("::").next()?.to_uppercase();
    let is_method = METHODS.contains(&method.as_str())
        || ["ROUTE", "TRACE", "CONNECT"].contains(&method.as_str());
    is_method.then_some((method, rest.split('"').next()?))
}

#[test]
fn every_handler_is_a_documented_operation_and_every_operation_has_one() {
    let mut found = BTreeSet::new();
    for (_, lines) in sources() {
        for (method, path) in lines.iter().filter_map(|line| declared(line)) {
            let own = format!("{method} {path}");
            let place = match NO_OPERATIONS.contains(&own.as_str()) {
                true => continue,
                false => format!("{method} {API}{path}"),
            };
            assert!(found.insert(place), "{own} is declared twice");
        }
    }
    assert_eq!(found, documented());
}

#[test]
fn nothing_is_registered_past_the_document() {
    // What registers handlers in actix-web without their attribute.
    let words = [
        ".route(",
        ".service(",
        ".configure(",
        ".default_service(",
        "web::resource(",
        "web::scope(",
        "actix_web::scope(",
    ];
    for (file, lines) in sources() {
        for line in lines {
            let registers = words.iter().any(|word| line.contains(word));
            let is_handler = line.contains(".service(handlers::")
                || line.contains(".service(lists::")
                || line.contains("::routes)");
            let is_known = BY_HAND.contains(&(file.as_str(), line.as_str()))
                || DOCUMENTS.contains(&file.as_str());
            assert!(
                !registers || is_known || is_handler,
                "{file} registers a route that openapi.yaml cannot know of: {line}\n\
                 Register operations with `.service(handlers::…)`; name what is none in \
                 backend/tests/api/routes.rs."
            );
        }
    }
}

#[tokio::test]
async fn a_running_server_has_the_documented_methods_and_no_others() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let guest = app.guest();
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        let address = filled_in(path);
        let (known, mut expected) = (methods(item), methods(item));
        expected.sort();
        for method in METHODS {
            let verb: Method = method.parse().unwrap();
            let answer = send(guest.request(verb, &address)).await;
            if known.iter().any(|known| known == method) {
                assert_ne!(answer.status, 405, "{method} {path} is not there");
                continue;
            }
            assert_eq!(answer.status, 405, "{method} {path} is there");
            let allowed = answer.headers["allow"].to_str().unwrap();
            let mut allowed: Vec<_> = allowed.split(", ").collect();
            allowed.sort_unstable();
            assert_eq!(allowed, expected, "{method} {path}");
        }
    }
}

/// An address of this form that is of no other: a thing that is not there.
fn filled_in(path: &str) -> String {
    let mut filled = String::new();
    for (number, part) in path.split('{').enumerate() {
        match part.split_once('}') {
            Some((_, rest)) if number > 0 => {
                filled.push_str("01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1");
                filled.push_str(rest);
            }
            _ => filled.push_str(part),
        }
    }
    filled
}
