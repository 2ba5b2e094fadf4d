//! Mails and a mail server that misbehaves: nothing is lost, nothing is sent twice, nobody waits
//! for somebody else.

use backend::db::schema::outgoing_mails as mails;
use backend::mail::{self, Message};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::support::db::TestDatabase;
use crate::support::mailbox::{to, until};
use crate::support::process::Program;
use crate::support::smtp_server::{Accepted, EVERYBODY, SmtpServer, Trouble};
use crate::support::{PASSWORD, Person, TestApp};

async fn app_with(server: &SmtpServer, more: &[(&'static str, &str)]) -> TestApp {
    let mut variables = server.variables();
    let more = more
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    variables.extend(more);
    TestApp::start_with(&variables).await
}

fn address(username: &str) -> String {
    format!("{username}@example.org")
}

async fn register(guest: &Person, username: &str) {
    let body = json!({
        "username": username, "email": address(username), "password": PASSWORD,
    });
    guest.post("/auth/register", body).await.expect(201);
}

/// Registers so many people, whose names begin like this, and returns their addresses.
async fn register_many(app: &TestApp, name: &str, count: usize) -> Vec<String> {
    let mut addresses = Vec::new();
    for number in 0..count {
        let username = format!("{name}{number}");
        register(&app.guest(), &username).await;
        addresses.push(address(&username));
    }
    addresses
}

/// What is written about a mail.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
struct Row {
    attempts: i32,
    last_error: Option<String>,
    sent_at: Option<DateTime<Utc>>,
    failed_at: Option<DateTime<Utc>>,
}

async fn row(conn: &mut AsyncPgConnection, recipient: &str) -> Row {
    mails::table
        .filter(mails::recipient.eq(recipient))
        .select(Row::as_select())
        .get_result(conn)
        .await
        .unwrap()
}

/// Waits until what is written about the mail is like this; time passes meanwhile.
async fn until_row(app: &TestApp, recipient: &str, is_so: impl Fn(&Row) -> bool) -> Row {
    let mut conn = app.connection().await;
    until("the mail gets there", async || {
        app.let_time_pass(TimeDelta::minutes(1));
        Some(row(&mut conn, recipient).await).filter(&is_so)
    })
    .await
}

/// Waits until so many mails were accepted; time passes meanwhile.
async fn until_accepted(app: &TestApp, server: &SmtpServer, count: usize) -> Vec<Accepted> {
    until("the mails arrive", async || {
        app.let_time_pass(TimeDelta::minutes(1));
        let mails = server.mails().await;
        (mails.len() >= count).then_some(mails)
    })
    .await
}

/// How many mails are still to be sent.
async fn unsent(conn: &mut AsyncPgConnection) -> i64 {
    mails::table
        .filter(mails::sent_at.is_null())
        .count()
        .get_result(conn)
        .await
        .unwrap()
}

/// Waits until the outbox knows that everything was sent: then nothing more is on its way.
async fn until_all_is_sent(conn: &mut AsyncPgConnection) {
    until("everything is written down as sent", async || {
        (unsent(conn).await == 0).then_some(())
    })
    .await;
}

/// How many of the mails arrived more often than once.
fn duplicates(mails: &[Accepted]) -> usize {
    let distinct: std::collections::HashSet<_> = mails.iter().map(|mail| &mail.to).collect();
    mails.len() - distinct.len()
}

#[tokio::test]
async fn a_refused_recipient_is_given_up_at_once_and_holds_nobody_up() {
    let server = SmtpServer::start().await;
    let app = app_with(&server, &[]).await;
    server.make(Trouble::Refuse, &address("nobody")).await;
    register(&app.guest(), "nobody").await;
    register_many(&app, "member", 5).await;
    until_accepted(&app, &server, 5).await;

    let row = until_row(&app, &address("nobody"), |row| row.failed_at.is_some()).await;
    assert_eq!(row.attempts, 1);
    assert!(row.last_error.unwrap().contains("550"));
    assert_eq!(server.attempts_for(&address("nobody")).await, 1);
}

#[tokio::test]
async fn a_hanging_recipient_does_not_hold_up_the_others() {
    let server = SmtpServer::start().await;
    let app = app_with(&server, &[]).await;
    server.make(Trouble::Hold, &address("slow")).await;
    register(&app.guest(), "slow").await;
    until("the server is asked for the slow one", async || {
        (server.attempts_for(&address("slow")).await == 1).then_some(())
    })
    .await;
    register_many(&app, "member", 10).await;
    until_accepted(&app, &server, 10).await;
    assert_eq!(server.count_for(&address("slow")).await, 0);

    server.release().await;
    until_all_is_sent(&mut app.connection().await).await;
    assert_eq!(server.count_for(&address("slow")).await, 1);
    assert_eq!(server.attempts_for(&address("slow")).await, 1);
}

#[tokio::test]
async fn whatever_goes_wrong_on_the_way_everything_arrives_once() {
    let server = SmtpServer::start().await;
    let app = app_with(&server, &[]).await;
    for number in 0..8 {
        let (busy, cut) = (format!("busy{number}"), format!("cut{number}"));
        server.make_times(Trouble::Defer, &address(&busy), 2).await;
        server
            .make_times(Trouble::CutInData, &address(&cut), 2)
            .await;
    }
    for name in ["busy", "cut", "plain"] {
        register_many(&app, name, 8).await;
    }
    let mails = until_accepted(&app, &server, 24).await;
    until_all_is_sent(&mut app.connection().await).await;
    assert_eq!(duplicates(&mails), 0);
    assert_eq!(server.mails().await.len(), 24);
    let row = row(&mut app.connection().await, &address("busy3")).await;
    assert_eq!((row.attempts, row.last_error), (3, None));
}

/// The one honest source of duplicates: nobody can know whether the server has it.
#[tokio::test]
async fn a_mail_that_was_taken_in_silence_arrives_again_under_the_same_id() {
    let server = SmtpServer::start().await;
    let app = app_with(&server, &[]).await;
    server
        .make_times(Trouble::CutAfterData, &address("lena"), 1)
        .await;
    register(&app.guest(), "lena").await;
    let mails = until_accepted(&app, &server, 2).await;
    assert_eq!(mails[0].id, mails[1].id);
    assert!(mails[0].id.ends_with("@example.org>"), "{}", mails[0].id);
    until_all_is_sent(&mut app.connection().await).await;
    assert_eq!(server.mails().await.len(), 2);
}

#[tokio::test]
async fn a_refusal_that_speaks_of_us_throws_no_mail_away() {
    for (trouble, code) in [
        (Trouble::RefuseLogin, "535"),
        (Trouble::RefuseConnection, "554"),
    ] {
        let server = SmtpServer::start().await;
        let login = [("SMTP_USER", "events"), ("SMTP_PASSWORD", "secret")];
        let app = app_with(&server, &login).await;
        server.make_times(trouble, EVERYBODY, 3).await;
        register(&app.guest(), "lena").await;
        let row = until_row(&app, &address("lena"), |row| row.attempts > 0).await;
        assert!(row.failed_at.is_none());
        assert!(row.last_error.unwrap().contains(code));
        until_row(&app, &address("lena"), |row| row.sent_at.is_some()).await;
        assert_eq!(server.mails().await.len(), 1);
    }
}

#[tokio::test]
async fn a_server_that_was_restarted_gets_the_next_mail() {
    let server = SmtpServer::start().await;
    let app = app_with(&server, &[]).await;
    register(&app.guest(), "before").await;
    until_accepted(&app, &server, 1).await;
    server.down().await;
    server.up().await;
    register(&app.guest(), "after").await;
    until_accepted(&app, &server, 2).await;

    server.down().await;
    register(&app.guest(), "meanwhile").await;
    until_row(&app, &address("meanwhile"), |row| row.last_error.is_some()).await;
    server.up().await;
    let mails = until_accepted(&app, &server, 3).await;
    until_all_is_sent(&mut app.connection().await).await;
    assert_eq!(duplicates(&mails), 0);
}

#[tokio::test]
async fn two_processes_share_the_mails_and_send_each_once() {
    const COUNT: usize = 240;
    let server = SmtpServer::start().await;
    let app = app_with(&server, &[]).await;
    let mut other = Program::serve(&app.database.url, &server.variables()).await;
    let mut conn = app.connection().await;
    conn.transaction(async |conn| {
        for number in 0..COUNT {
            let recipient = address(&format!("member{number}"));
            mail::enqueue(conn, &app.state, to(&recipient), &Message::Test).await?;
        }
        Ok::<_, backend::error::ApiError>(())
    })
    .await
    .unwrap();
    until_accepted(&app, &server, COUNT).await;
    until_all_is_sent(&mut conn).await;
    other.kill();
    let mails = server.mails().await;
    assert_eq!((mails.len(), duplicates(&mails)), (COUNT, 0));
}

#[tokio::test]
async fn the_goodbye_leaves_no_trace() {
    let server = SmtpServer::start().await;
    let app = app_with(&server, &[]).await;
    let mut conn = app.connection().await;
    let goodbye = Message::AccountDeleted { username: "lena" };
    mail::enqueue(&mut conn, &app.state, to(&address("lena")), &goodbye)
        .await
        .unwrap();
    until_accepted(&app, &server, 1).await;
    until("the row is gone", async || {
        let rows: i64 = mails::table.count().get_result(&mut conn).await.unwrap();
        (rows == 0).then_some(())
    })
    .await;
}

/// The server does not answer while processes die, so that each of them dies between writing a
/// mail down and handing it over.
#[tokio::test]
async fn a_process_that_is_killed_after_its_answer_loses_no_mail() {
    const COUNT: usize = 100;
    let server = SmtpServer::start().await;
    let database = TestDatabase::new().await;
    let mut conn = database.connect().await;
    server.make(Trouble::Hold, EVERYBODY).await;
    for number in 0..COUNT {
        let mut program = Program::serve(&database.url, &server.variables()).await;
        register(&program.guest(), &format!("member{number}")).await;
        program.kill();
    }
    assert_eq!(unsent(&mut conn).await, COUNT as i64);
    assert_eq!(server.mails().await.len(), 0);

    server.release().await;
    let _program = Program::serve(&database.url, &server.variables()).await;
    until_all_is_sent(&mut conn).await;
    let mails = server.mails().await;
    assert_eq!((mails.len(), duplicates(&mails)), (COUNT, 0));
}
