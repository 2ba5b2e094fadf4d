//! Mails, through a real SMTP server.

use backend::db::schema::outgoing_mails;
use backend::mail::{self, Message, queries};
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::support::app::hash_in;
use crate::support::mailbox::{Mailbox, to, until};
use crate::support::{PASSWORD, TestApp};

async fn app_with(mailbox: &Mailbox) -> TestApp {
    TestApp::start_with(&mailbox.variables()).await
}

async fn register(app: &TestApp, username: &str) {
    let body = json!({
        "username": username, "email": format!("{username}@example.org"), "password": PASSWORD,
    });
    let answer = app.guest().post("/auth/register", body).await.expect(201);
    assert_eq!(
        answer.json["confirmation"],
        json!({ "delivery": "mail", "link": null })
    );
}

/// The link in a mail, from the text for people without HTML.
fn link_in(mail: &serde_json::Value) -> &str {
    let text = mail["text"].as_str().unwrap();
    text.lines()
        .find(|line| line.contains("/confirm?hash="))
        .expect("a link")
        .trim()
}

#[tokio::test]
async fn the_confirmation_arrives_and_its_link_works() {
    let mailbox = Mailbox::open().await;
    let app = app_with(&mailbox).await;
    register(&app, "lena").await;
    let mails = mailbox.mails_for("lena@example.org", 1).await;
    let mail = &mails[0];
    assert_eq!(mail["subject"], "Please confirm your email address");
    assert_eq!(mail["from"][0]["address"], "events@example.org");
    assert_eq!(mail["headers"]["auto-submitted"], "auto-generated");
    let link = link_in(mail);
    assert!(link.starts_with(&app.url));
    assert!(mail["html"].as_str().unwrap().contains(link));

    let lena = app.guest();
    lena.post("/auth/confirm", json!({ "hash": hash_in(link) }))
        .await
        .expect(204);
    lena.post(
        "/auth/login",
        json!({ "login": "lena", "password": PASSWORD }),
    )
    .await
    .expect(200);
    until("the outbox forgets what was sent", async || {
        let mut conn = app.connection().await;
        let bodies: Vec<Option<String>> = outgoing_mails::table
            .filter(outgoing_mails::sent_at.is_not_null())
            .select(outgoing_mails::text_body)
            .load(&mut conn)
            .await
            .unwrap();
        (bodies == [None]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_that_is_down_at_first_loses_nothing() {
    let mut mailbox = Mailbox::closed();
    let app = app_with(&mailbox).await;
    register(&app, "lena").await;
    register(&app, "murat").await;
    until("an attempt has failed", async || {
        let mut conn = app.connection().await;
        let failed: i64 = outgoing_mails::table
            .filter(outgoing_mails::last_error.is_not_null())
            .count()
            .get_result(&mut conn)
            .await
            .unwrap();
        (failed == 2).then_some(())
    })
    .await;
    mailbox.start().await;
    for person in ["lena@example.org", "murat@example.org"] {
        let mails = mailbox.mails_for(person, 1).await;
        assert_eq!(mails.len(), 1);
        assert!(link_in(&mails[0]).contains("/confirm?hash="));
    }
}

#[tokio::test]
async fn a_registration_that_fails_sends_nothing() {
    let mailbox = Mailbox::closed();
    let app = app_with(&mailbox).await;
    register(&app, "lena").await;
    let body = json!({ "username": "lena", "email": "new@example.org", "password": PASSWORD });
    app.guest().post("/auth/register", body).await.expect(422);
    let mut conn = app.connection().await;
    let recipients: Vec<String> = outgoing_mails::table
        .select(outgoing_mails::recipient)
        .load(&mut conn)
        .await
        .unwrap();
    assert_eq!(recipients, ["lena@example.org"]);
}

async fn write_test_mail(app: &TestApp, recipient: &str) {
    let mut conn = app.connection().await;
    mail::enqueue(&mut conn, &app.state, to(recipient), &Message::Test)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_mails_to_an_address_are_found_and_removed_whatever_its_case() {
    let app = TestApp::start().await;
    for recipient in ["lena@example.org", "Lena@Example.org", "murat@example.org"] {
        write_test_mail(&app, recipient).await;
        app.let_time_pass(TimeDelta::minutes(1));
    }
    let mut conn = app.connection().await;
    let addresses = ["LENA@example.org".to_owned()];
    let found = queries::mails_to(&mut conn, &addresses).await.unwrap();
    let recipients: Vec<_> = found.iter().map(|mail| mail.recipient.as_str()).collect();
    assert_eq!(recipients, ["Lena@Example.org", "lena@example.org"]);

    let count = queries::delete_mails_to(&mut conn, &addresses).await;
    assert_eq!(count.unwrap(), 2);
    let left: Vec<String> = outgoing_mails::table
        .select(outgoing_mails::recipient)
        .load(&mut conn)
        .await
        .unwrap();
    assert_eq!(left, ["murat@example.org"]);
}

#[tokio::test]
async fn mails_are_forgotten_some_time_after_their_end() {
    let app = TestApp::start().await;
    let mut conn = app.connection().await;
    let written = app.state.clock.now();
    for recipient in ["sent@example.org", "failed@example.org"] {
        write_test_mail(&app, recipient).await;
        let mail = queries::lock_due_mail(&mut conn, app.state.clock.now())
            .await
            .unwrap()
            .unwrap();
        if recipient.starts_with("sent") {
            queries::mark_sent(&mut conn, &mail, written).await.unwrap();
        } else {
            let failed = queries::mark_failed(&mut conn, &mail, "no", written).await;
            failed.unwrap();
        }
    }
    write_test_mail(&app, "waiting@example.org").await;
    for (days, removed) in [(29, 0), (31, 1), (89, 0), (91, 1), (1_000, 0)] {
        let now = written + TimeDelta::days(days);
        let count = queries::delete_old_mails(&mut conn, now).await.unwrap();
        assert_eq!(count, removed, "after {days} days");
    }
}
