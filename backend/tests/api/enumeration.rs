//! Whether somebody has an account is nobody's business: neither what is answered tells it, nor
//! how long that takes.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use futures_util::{StreamExt, stream};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::support::mailbox::{free_port, smtp_variables};
use crate::support::{Answer, PASSWORD, Person, TestApp};

/// Mail is switched on, and the mail server never answers.
async fn app_with_mail() -> TestApp {
    TestApp::start_with(&smtp_variables(free_port())).await
}

/// Somebody whose address is not confirmed yet, while mail is on.
async fn register(app: &TestApp, username: &str) {
    let email = format!("{username}@example.org");
    let body = json!({ "username": username, "email": email, "password": PASSWORD });
    app.guest().post("/auth/register", body).await.expect(201);
}

async fn time(person: &Person, path: &str, body: &Value) -> Duration {
    let start = Instant::now();
    person.post(path, body.clone()).await;
    start.elapsed()
}

/// How often a sample of the first kind is smaller than one of the second: 0.5 if nothing tells
/// them apart, 0 or 1 if everything does (Mann–Whitney's U, as a share).
fn share_of_smaller(first: &[Duration], second: &[Duration]) -> f64 {
    let smaller = |one: &Duration, other: &Duration| match one.cmp(other) {
        std::cmp::Ordering::Less => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Greater => 0.0,
    };
    let pairs = first
        .iter()
        .flat_map(|one| second.iter().map(move |other| smaller(one, other)));
    pairs.sum::<f64>() / (first.len() * second.len()) as f64
}

/// Sends both bodies so many times, taking turns, and so many pairs at a time.
async fn compare(
    app: &TestApp,
    path: &str,
    bodies: [Value; 2],
    tries: usize,
    at_once: usize,
) -> f64 {
    let (path, bodies) = (&path, &bodies);
    let pair = |number: usize| async move {
        let (first, second) = (number % 2, (number + 1) % 2);
        let one = time(&app.guest(), path, &bodies[first]).await;
        let other = time(&app.guest(), path, &bodies[second]).await;
        if first == 0 {
            (one, other)
        } else {
            (other, one)
        }
    };
    let pairs: Vec<_> = stream::iter(0..tries)
        .map(pair)
        .buffer_unordered(at_once)
        .collect()
        .await;
    let (known, unknown): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let share = share_of_smaller(&known, &unknown);
    eprintln!("{path}: {share:.3}");
    share
}

#[test]
fn ranks_tell_what_differs() {
    let millis = |times: &[u64]| {
        times
            .iter()
            .map(|time| Duration::from_millis(*time))
            .collect::<Vec<_>>()
    };
    assert_eq!(share_of_smaller(&millis(&[1, 2]), &millis(&[3, 4])), 1.0);
    assert_eq!(share_of_smaller(&millis(&[1, 4]), &millis(&[2, 3])), 0.5);
    assert_eq!(share_of_smaller(&millis(&[7]), &millis(&[7])), 0.5);
}

#[tokio::test]
async fn a_wrong_password_takes_as_long_as_an_unknown_name() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    app.member("lena").await;
    let wrong = |login: &str| json!({ "login": login, "password": "wrong password" });
    let share = compare(
        &app,
        "/auth/login",
        [wrong("lena"), wrong("nobody")],
        200,
        1,
    )
    .await;
    // Four standard deviations of what chance makes of so many tries.
    assert!((share - 0.5).abs() < 0.12, "{share}");
}

#[tokio::test]
async fn asking_for_a_link_takes_as_long_whether_one_is_sent_or_not() {
    let app = app_with_mail().await;
    register(&app, "lena").await;
    let email = |name: &str| json!({ "email": format!("{name}@example.org") });
    let login = |name: &str| json!({ "login": name });
    let share = compare(
        &app,
        "/auth/password/forgot",
        [email("lena"), email("nobody")],
        120,
        8,
    )
    .await;
    assert!((share - 0.5).abs() < 0.15, "{share}");
    let share = compare(
        &app,
        "/auth/confirm/resend",
        [login("lena"), login("nobody")],
        120,
        8,
    )
    .await;
    assert!((share - 0.5).abs() < 0.15, "{share}");
}

/// Everything that was answered but what is different each time.
fn what_tells(answer: Answer) -> (u16, HeaderMap, Value) {
    let Answer {
        status,
        mut headers,
        mut json,
        ..
    } = answer;
    for name in ["x-request-id", "date"] {
        assert!(headers.remove(name).is_some(), "{name}");
    }
    // Of a problem document; its name in another document.
    if let Some(fields) = json.as_object_mut() {
        fields.remove("request_id");
    }
    (status, headers, json)
}

#[tokio::test]
async fn the_answer_is_the_same_with_and_without_an_account() {
    let app = app_with_mail().await;
    let offline = app.again_with(&[("RATE_LIMITS", "off")]);
    offline.member("confirmed").await;
    register(&app, "waiting").await;
    let credentials = |name: &str| json!({ "login": name, "password": "wrong password" });
    let email = |name: &str| json!({ "email": format!("{name}@example.org") });
    let login = |name: &str| json!({ "login": name });
    type Body<'a> = &'a dyn Fn(&str) -> Value;
    let cases: [(&str, Body); 5] = [
        ("/auth/login", &credentials),
        ("/auth/token", &credentials),
        ("/auth/password/forgot", &email),
        ("/auth/confirm/resend", &login),
        (
            "/auth/confirm/resend",
            &|name| json!({ "login": format!("{name}@example.org") }),
        ),
    ];
    for (path, body) in cases {
        let names = ["nobody", "confirmed", "waiting"];
        let ask = |name| {
            let (person, body) = (app.guest(), body(name));
            async move { what_tells(person.post(path, body).await) }
        };
        let answers = join_all(names.map(ask)).await;
        for (answer, name) in answers.iter().zip(names) {
            assert_eq!(*answer, answers[0], "{path} for {name}");
        }
    }
}
