//! What is read for many at the same time: everybody gets what is theirs, and nobody notices when
//! the connection that they share is cut.

use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use futures_util::future::join_all;
use serde_json::json;

use crate::support::mailbox::until;
use crate::support::{PASSWORD, TestApp};

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[tokio::test]
async fn those_who_ask_at_the_same_time_are_told_apart() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let names: Vec<_> = (0..12).map(|number| format!("person{number}")).collect();
    let mut people = Vec::new();
    for name in &names {
        people.push(app.member(name).await);
    }
    let guest = app.guest();
    // Whose cookie is of a session that was ended elsewhere.
    let gone = app.member("gone").await;
    let elsewhere = app.logged_in("gone", PASSWORD).await;
    elsewhere.delete("/auth/sessions").await.expect(204);
    for _ in 0..5 {
        let asked = people.iter().map(|person| person.get("/auth/session"));
        let (answers, guest, gone) = tokio::join!(
            join_all(asked),
            guest.get("/auth/session"),
            gone.get("/auth/session")
        );
        for (answer, name) in answers.into_iter().zip(&names) {
            let account = &answer.expect(200).json["account"];
            assert_eq!(account["username"], name.as_str());
        }
        for nobody in [guest, gone] {
            assert!(nobody.expect(200).json["account"].is_null());
        }
    }
}

#[tokio::test]
async fn nobody_notices_when_the_connection_that_all_share_is_cut() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({ "title": "Boat trip" })).await;
    let path = format!("/events/{event}");
    let mut conn = app.connection().await;
    let mut cut = async || {
        let cut: Count = diesel::sql_query(
            "SELECT count(pg_terminate_backend(pid)) AS count FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name = $1",
        )
        .bind::<Text, _>(backend::db::reader::NAME)
        .get_result(&mut conn)
        .await
        .unwrap();
        cut.count
    };
    for _ in 0..3 {
        until("a connection is shared", async || {
            lena.get(&path).await.expect(200);
            assert!(lena.is_logged_in().await);
            (cut().await > 0).then_some(())
        })
        .await;
        let answers = (0..20).map(|_| lena.get(&path));
        for answer in join_all(answers).await {
            assert_eq!(answer.expect(200).json["title"], "Boat trip");
        }
    }
}
