//! More than can be served: some are told at once to come again, the others are served, and
//! afterwards everything is as before.

use std::sync::Arc;
use std::time::{Duration, Instant};

use backend::db::gate::{NoConnection, at_the_gate};
use reqwest::Method;
use tokio::sync::Notify;

use crate::support::mailbox::until;
use crate::support::person::send;
use crate::support::{Person, Socket, TestApp};

/// What needs a connection of its own.
const SEARCH: &str = "/events?query=boat";

/// A server with two connections to its database, and room for so many requests that wait for one.
async fn small_server(room: &str) -> TestApp {
    let variables = [("DATABASE_CONNECTIONS", "2"), ("REQUESTS_WAITING", room)];
    TestApp::start_with(&variables).await
}

fn ask_for_events(person: &Person) -> tokio::task::JoinHandle<u16> {
    let person = person.clone();
    tokio::spawn(async move { person.get(SEARCH).await.status })
}

#[tokio::test]
async fn whoever_comes_too_many_is_told_at_once_and_those_who_wait_are_served() {
    let app = small_server("3").await;
    let lena = app.member("lena").await;
    let all = [
        app.state.connection().await.unwrap(),
        app.state.connection().await.unwrap(),
    ];
    let waiting: Vec<_> = (0..3).map(|_| ask_for_events(&lena)).collect();
    until("three wait", async || {
        (app.state.gate.waiting() == 3).then_some(())
    })
    .await;
    for path in [SEARCH, "/auth/session", "/notifications"] {
        let refused = lena.get(path).await.expect_problem(503, "overloaded");
        let seconds = refused.json["retry_after"].as_u64().unwrap();
        assert!((1..=4).contains(&seconds), "{seconds}");
        assert_eq!(refused.headers["retry-after"], seconds.to_string().as_str());
    }
    // A page is sent without what it cannot know, so that it can try again.
    let page = send(lena.request(Method::GET, "/event-overview")).await;
    assert_eq!(page.status, 503);
    // What needs no database, or a connection of its own, is there.
    for path in ["/health/live", "/health/ready"] {
        send(lena.request(Method::GET, path)).await.expect(204);
    }
    send(lena.request(Method::GET, "/robots.txt"))
        .await
        .expect(200);
    drop(all);
    for one in waiting {
        assert_eq!(one.await.unwrap(), 200);
    }
    assert_eq!(lena.get("/notifications").await.status, 200);
    assert!(app.state.metrics.turned_away.get() >= 3);
}

#[tokio::test]
async fn a_request_that_was_let_in_is_not_turned_away_later() {
    let app = small_server("1").await;
    let state = app.state.clone();
    let (is_in, may_go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (tell, told) = (is_in.clone(), may_go_on.clone());
    let request = at_the_gate(async move {
        // While the server starts, others may wait before it.
        while state.connection().await.is_err() {
            tokio::task::yield_now().await;
        }
        tell.notify_one();
        told.notified().await;
        state.connection().await.is_ok()
    });
    let request = tokio::spawn(request);
    is_in.notified().await;
    let state = app.state.clone();
    let all = [
        state.connection().await.unwrap(),
        state.connection().await.unwrap(),
    ];
    let other = tokio::spawn({
        let state = state.clone();
        async move { drop(state.connection().await.unwrap()) }
    });
    let wait_for = async |count: usize| {
        until("so many wait", async || {
            (state.gate.waiting() >= count).then_some(())
        })
        .await;
    };
    wait_for(1).await;
    let newcomer = at_the_gate(state.connection()).await;
    assert!(matches!(newcomer, Err(NoConnection::Overloaded)));
    may_go_on.notify_one();
    wait_for(2).await;
    drop(all);
    other.await.unwrap();
    assert!(request.await.unwrap(), "it got what it waited for");
}

#[tokio::test]
async fn those_who_get_past_a_queue_do_not_keep_it_waiting() {
    let app = TestApp::start_with(&[("DATABASE_CONNECTIONS", "8")]).await;
    let gate = app.state.gate.at(0);
    let mut all = Vec::new();
    for _ in 0..8 {
        all.push(gate.connection().await.unwrap());
    }
    let wait = {
        let gate = gate.clone();
        move || {
            let gate = gate.clone();
            tokio::spawn(async move { at_the_gate(gate.connection()).await.map(drop) })
        }
    };
    let first = wait();
    until("somebody waits", async || {
        (gate.waiting() > 0).then_some(())
    })
    .await;
    // The last one is of those that no thread serves requests with.
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(2_200) {
        all.pop();
        all.push(gate.connection().await.unwrap());
    }
    let second = wait().await.unwrap();
    assert!(matches!(second, Err(NoConnection::Overloaded)));
    assert!(!first.is_finished(), "it came when there was no overload");
    drop(all);
    first.await.unwrap().unwrap();
}

#[tokio::test]
async fn there_are_only_so_many_sockets() {
    let app = TestApp::start_with(&[("CONNECTIONS", "40")]).await;
    let agent = [("user-agent", "journeyman/1.0".to_owned())];
    let mut open = Vec::new();
    for _ in 0..36 {
        open.push(Socket::open(&app.url, "", &agent).await.ok().unwrap());
    }
    assert_eq!(Socket::open(&app.url, "", &agent).await.err(), Some(503));
    drop(open.pop());
    until("one is closed", async || {
        (app.state.realtime.hub().count().sockets == 35).then_some(())
    })
    .await;
    assert!(Socket::open(&app.url, "", &agent).await.is_ok());
}
