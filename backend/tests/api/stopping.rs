//! A server that is told to stop finishes what it has begun, and says goodbye.

use backend::db::schema::messages;
use diesel::QueryDsl;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use reqwest::Method;
use serde_json::json;
use tokio::net::TcpStream;

use crate::support::mailbox::until;
use crate::support::person::send;
use crate::support::process::Program;
use crate::support::{PASSWORD, Person, TestApp};

async fn log_in(program: &Program, username: &str) -> Person {
    let person = program.guest();
    let login = json!({ "login": username, "password": PASSWORD });
    person.post("/auth/login", login).await.expect(200);
    person
}

/// Waits until somebody waits for a lock in the database.
async fn somebody_waits(conn: &mut AsyncPgConnection) {
    #[derive(diesel::QueryableByName)]
    struct Waiting {
        #[diesel(sql_type = diesel::sql_types::Bool)]
        waits: bool,
    }
    until("somebody waits for a lock", async || {
        let waiting: Waiting = diesel::sql_query(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() \
             AND wait_event_type = 'Lock') AS waits",
        )
        .get_result(conn)
        .await
        .unwrap();
        waiting.waits.then_some(())
    })
    .await;
}

async fn nobody_gets_in(program: &Program) {
    let address = program.url.strip_prefix("http://").unwrap();
    until("nobody gets in any more", async || {
        TcpStream::connect(address).await.err()
    })
    .await;
}

#[tokio::test]
async fn what_has_begun_is_finished_and_sockets_are_told_to_come_back() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let mut program = Program::serve(&app.database.url, &[]).await;
    let lena = log_in(&program, "lena").await;
    let mut socket = lena.socket().await;
    let mut conn = app.connection().await;
    let mut onlooker = app.connection().await;
    conn.batch_execute("BEGIN; LOCK TABLE events")
        .await
        .unwrap();
    let slow = {
        let lena = lena.clone();
        tokio::spawn(async move { lena.get("/events").await })
    };
    somebody_waits(&mut onlooker).await;

    program.ask_to_stop();
    assert_eq!(socket.closing_code().await, 1012);
    nobody_gets_in(&program).await;
    assert!(!slow.is_finished());
    conn.batch_execute("COMMIT").await.unwrap();
    slow.await.unwrap().expect(200);
    let status = program.ended().await;
    assert!(status.success(), "{status}");

    // Nothing is left behind that keeps the next one from starting.
    let again = Program::serve(&app.database.url, &[]).await;
    let lena = log_in(&again, "lena").await;
    lena.socket().await;
}

#[tokio::test]
async fn balancers_have_time_to_look_elsewhere() {
    let app = TestApp::start().await;
    app.member("lena").await;
    let variables = [("SHUTDOWN_DELAY_SECONDS", "600".to_owned())];
    let mut program = Program::serve(&app.database.url, &variables).await;
    let lena = log_in(&program, "lena").await;
    program.ask_to_stop();
    until("it is not ready any more", async || {
        let answer = send(lena.request(Method::GET, "/health/ready")).await;
        (answer.status == 503).then_some(())
    })
    .await;
    // Everything else goes on.
    let event = lena.publish(json!({})).await;
    lena.get(&format!("/events/{event}")).await.expect(200);
    let mut socket = lena.socket().await;
    socket.write("lena", "to nobody").await;
    socket.next_of("error").await;
    // Whoever asks twice does not want to wait.
    program.ask_to_stop();
    assert_eq!(program.ended().await.code(), Some(130));
}

#[tokio::test]
async fn messages_that_were_sent_are_stored() {
    let app = TestApp::start().await;
    for username in ["lena", "mira"] {
        app.member(username).await;
    }
    let mut program = Program::serve(&app.database.url, &[]).await;
    let lena = log_in(&program, "lena").await;
    let event = lena.publish(json!({})).await;
    let mut socket = lena.socket().await;
    let mut conn = app.connection().await;
    let mut onlooker = app.connection().await;
    conn.batch_execute("BEGIN; LOCK TABLE message_clock")
        .await
        .unwrap();
    for number in 0..50 {
        socket.write("mira", &number.to_string()).await;
    }
    // What comes after them in the same socket is answered, so they have come.
    socket
        .say(json!({ "type": "watch", "events": [event] }))
        .await;
    socket.next_of("event").await;
    somebody_waits(&mut onlooker).await;

    program.ask_to_stop();
    assert_eq!(socket.closing_code().await, 1012);
    nobody_gets_in(&program).await;
    conn.batch_execute("COMMIT").await.unwrap();
    assert!(program.ended().await.success());
    let stored: i64 = messages::table
        .count()
        .get_result(&mut onlooker)
        .await
        .unwrap();
    assert_eq!(stored, 50);
}
