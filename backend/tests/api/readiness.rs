//! Readiness tells the truth, and tells it soon.

use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use reqwest::Method;

use crate::support::mailbox::until;
use crate::support::person::send;
use crate::support::{Answer, TestApp};

async fn readiness(app: &TestApp) -> Answer {
    send(app.guest().request(Method::GET, "/health/ready")).await
}

/// Why the server says that it is not ready.
async fn excuse(app: &TestApp) -> String {
    let answer = readiness(app).await.expect_problem(503, "unavailable");
    answer.text("detail")
}

#[tokio::test]
async fn a_rush_of_requests_does_not_look_like_a_database_that_is_away() {
    let app = TestApp::start_with(&[("DATABASE_CONNECTIONS", "2")]).await;
    let all = [
        app.state.connection().await.unwrap(),
        app.state.connection().await.unwrap(),
    ];
    readiness(&app).await.expect(204);
    drop(all);
    readiness(&app).await.expect(204);
}

#[tokio::test]
async fn requests_that_get_no_connection_are_noticed_and_forgiven() {
    let app = TestApp::start_with(&[("DATABASE_CONNECTIONS", "2")]).await;
    let all = [
        app.state.connection().await.unwrap(),
        app.state.connection().await.unwrap(),
    ];
    // A search needs a connection of its own.
    let refused = app.guest().get("/events?query=boat").await;
    refused.expect_problem(503, "overloaded");
    assert_eq!(
        excuse(&app).await,
        "Requests get no connection to the database."
    );
    drop(all);
    readiness(&app).await.expect(204);
    app.guest().get("/events?query=boat").await.expect(200);
}

#[tokio::test]
async fn a_database_that_goes_away_and_comes_back_is_noticed() {
    let app = TestApp::start().await;
    readiness(&app).await.expect(204);
    app.database.close().await;
    assert_eq!(excuse(&app).await, "The database does not answer.");
    let refused = app.guest().get("/events").await;
    refused.expect_problem(503, "unavailable");
    // It is alive nevertheless: to start it again would not help.
    send(app.guest().request(Method::GET, "/health/live"))
        .await
        .expect(204);
    app.database.open().await;
    readiness(&app).await.expect(204);
    until("requests are answered again", async || {
        (app.guest().get("/events").await.status == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_schema_that_is_behind_and_a_database_that_is_read_only_are_noticed() {
    let app = TestApp::start().await;
    let mut conn = app.connection().await;
    conn.batch_execute(
        "CREATE TABLE held_back AS SELECT * FROM __diesel_schema_migrations \
         ORDER BY version DESC LIMIT 1; \
         DELETE FROM __diesel_schema_migrations WHERE version IN (SELECT version FROM held_back)",
    )
    .await
    .unwrap();
    assert_eq!(
        excuse(&app).await,
        "The database has not the schema that this version needs."
    );
    conn.batch_execute("INSERT INTO __diesel_schema_migrations SELECT * FROM held_back")
        .await
        .unwrap();
    readiness(&app).await.expect(204);

    let name = app.database.name();
    diesel::sql_query(format!(
        "ALTER DATABASE {name} SET default_transaction_read_only = on"
    ))
    .execute(&mut conn)
    .await
    .unwrap();
    // Holds for connections from now on.
    app.database.cut_off().await;
    assert_eq!(
        excuse(&app).await,
        "The database can only be read at the moment."
    );
}

#[tokio::test]
async fn many_who_ask_at_once_get_one_look() {
    let app = TestApp::start().await;
    let asking = (0..200).map(|_| readiness(&app));
    for answer in futures_util::future::join_all(asking).await {
        answer.expect(204);
    }
}

#[tokio::test]
async fn a_server_that_is_about_to_stop_says_so() {
    let app = TestApp::start().await;
    app.state.readiness.stop();
    assert_eq!(excuse(&app).await, "The server is about to stop.");
    app.guest().get("/events").await.expect(200);
}
