//! `event-booking mail`, as somebody calls it who looks after the server.

use std::process::Output;

use backend::db::schema::outgoing_mails as mails;
use backend::mail::queries::{self, DueMail};
use backend::mail::{self, Message};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::support::TestApp;
use crate::support::mailbox::{to, until};
use crate::support::process::call;
use crate::support::smtp_server::{SmtpServer, Trouble};

/// Writes a mail and gives it up.
pub async fn failed_mail(app: &TestApp, recipient: &str) -> DueMail {
    let mut conn = app.connection().await;
    mail::enqueue(&mut conn, &app.state, to(recipient), &Message::Test)
        .await
        .unwrap();
    let mail = queries::lock_due_mail(&mut conn, app.state.clock.now())
        .await
        .unwrap()
        .unwrap();
    queries::mark_failed(&mut conn, &mail, "no\u{1b}[2Jbody", app.state.clock.now())
        .await
        .unwrap();
    mail
}

fn said(output: &Output) -> String {
    let bytes = if output.status.success() {
        &output.stdout
    } else {
        &output.stderr
    };
    String::from_utf8(bytes.clone()).unwrap()
}

#[tokio::test]
async fn mails_are_listed_by_their_state() {
    let app = TestApp::start().await;
    let failed = failed_mail(&app, "failed@example.org").await;
    let mut conn = app.connection().await;
    mail::enqueue(
        &mut conn,
        &app.state,
        to("waiting@example.org"),
        &Message::Test,
    )
    .await
    .unwrap();

    let url = &app.database.url;
    let all = said(&call(&["mail", "list"], url, &[]).await);
    assert!(all.contains("1 waiting, 0 sent, 1 failed"), "{all}");
    let place = |what: &str| all.find(what).unwrap();
    assert!(place("waiting@") < place("failed@"), "{all}");

    let some = said(&call(&["mail", "list", "--failed"], url, &[]).await);
    assert!(some.contains(&failed.id.to_string()), "{some}");
    assert!(some.contains("no [2Jbody") && !some.contains('\u{1b}'));
    assert!(!some.contains("waiting@"), "{some}");
    let one = said(&call(&["mail", "list", "--limit", "1"], url, &[]).await);
    assert!(!one.contains("failed@"), "{one}");
}

#[tokio::test]
async fn a_mail_that_was_given_up_can_be_sent_after_all() {
    let server = SmtpServer::start().await;
    let app = TestApp::start_with(&server.variables()).await;
    server
        .make_times(Trouble::Refuse, "lena@example.org", 2)
        .await;
    let mut conn = app.connection().await;
    mail::enqueue(
        &mut conn,
        &app.state,
        to("lena@example.org"),
        &Message::Test,
    )
    .await
    .unwrap();
    let mut until_failed = async || {
        until("the mail is given up", async || {
            mails::table
                .filter(mails::failed_at.is_not_null())
                .select(mails::id)
                .first::<uuid::Uuid>(&mut conn)
                .await
                .ok()
        })
        .await
    };
    let url = &app.database.url;
    let id = until_failed().await.to_string();
    let unknown = uuid::Uuid::nil().to_string();
    let refused = call(&["mail", "retry", &id, &unknown], url, &[]).await;
    assert!(!refused.status.success());
    assert!(said(&refused).contains(&unknown), "{}", said(&refused));

    let retried = call(&["mail", "retry", &id], url, &[]).await;
    assert!(
        said(&retried).contains("tried again: 1"),
        "{}",
        said(&retried)
    );
    until("the second attempt is refused, too", async || {
        (server.attempts_for("lena@example.org").await == 2).then_some(())
    })
    .await;
    until_failed().await;
    let retried = call(&["mail", "retry", "--all-failed"], url, &[]).await;
    assert!(
        said(&retried).contains("tried again: 1"),
        "{}",
        said(&retried)
    );
    until("the mail arrives", async || {
        (server.count_for("lena@example.org").await == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_test_mail_tells_what_the_mail_server_said() {
    let server = SmtpServer::start().await;
    let variables = server.variables();
    server.make(Trouble::Refuse, "nobody@example.org").await;
    let test = async |address, variables| {
        call(
            &["mail", "send-test", address],
            "postgresql:///none",
            variables,
        )
        .await
    };

    let sent = test("lena@example.org", &variables).await;
    assert!(said(&sent).contains("has taken the mail for lena@example.org"));
    assert_eq!(server.count_for("lena@example.org").await, 1);
    let refused = test("nobody@example.org", &variables).await;
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("No such user"),
        "{}",
        said(&refused)
    );
    let impossible = test("nobody", &variables).await;
    assert!(!impossible.status.success());
    let off = test("lena@example.org", &[]).await;
    assert!(!off.status.success());
    assert!(
        said(&off).contains("mail is switched off"),
        "{}",
        said(&off)
    );
}
