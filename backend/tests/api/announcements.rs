//! News of events, told by mail to those whom they concern, through a real SMTP server.

use std::slice::from_ref;

use backend::db::schema::{announcements, outgoing_mails};
use backend::events::queries::visible_event;
use backend::facts::EventFacts;
use backend::housekeeping::sweep;
use backend::mail::{self, Announcement, News, Recipient, queries};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use icalendar::{Calendar, Component, Event};
use serde_json::{Value, json};

use crate::events::invite;
use crate::support::mailbox::{Mailbox, until};
use crate::support::person::event;
use crate::support::smtp_server::{SmtpServer, Trouble};
use crate::support::{PASSWORD, Person, TestApp};

/// The same person, on another server of the same world.
async fn on(app: &TestApp, username: &str) -> Person {
    let person = app.guest();
    let body = json!({ "login": username, "password": PASSWORD });
    person.post("/auth/login", body).await.expect(200);
    person
}

async fn leave(app: &TestApp, username: &str) {
    let person = on(app, username).await;
    let body = json!({ "password": PASSWORD });
    person.post("/users/me/deletion", body).await.expect(204);
}

/// The event in the file that is attached to a mail, and the method of the file.
async fn invite_in(mailbox: &Mailbox, mail: &Value) -> (Event, String) {
    let text = mailbox.attachment(mail, "invite.ics").await;
    let calendar: Calendar = text.parse().unwrap();
    let method = calendar.property_value("METHOD").unwrap().to_owned();
    let event = calendar.events().next().unwrap().clone();
    (event, method)
}

fn number(event: &Event, name: &str) -> i32 {
    event.property_value(name).unwrap().parse().unwrap()
}

fn attachments(mail: &Value) -> usize {
    mail["attachments"].as_array().map_or(0, Vec::len)
}

async fn facts(app: &TestApp, event: &str) -> EventFacts {
    let mut conn = app.connection().await;
    let seen = visible_event(&mut conn, event.parse().unwrap(), None)
        .await
        .unwrap();
    seen.row.facts(&seen.creator.username)
}

async fn recipient(person: &Person) -> Recipient {
    let me = person.get("/users/me").await.expect(200);
    Recipient {
        id: me.id().parse().unwrap(),
        username: me.text("username"),
        email: me.text("email"),
    }
}

async fn tell(app: &TestApp, news: News, event: &EventFacts, to: &Recipient) {
    let announcement = Announcement {
        news,
        event: event.clone(),
    };
    let mut conn = app.connection().await;
    mail::announce(&mut conn, &app.state, &announcement, from_ref(to))
        .await
        .unwrap();
}

#[tokio::test]
async fn who_had_a_place_gets_it_out_of_the_calendar_and_who_was_invited_has_none_there() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let body = event(json!({ "title": "Lantern, walk", "location": "Feuersee; Stuttgart" }));
    let published = murat.post("/events", body).await.expect(201);
    let id = published.id();
    lena.book(&id).await.expect(201);
    invite(&app, &id, &mira).await;
    let mailing = app.again_with(&mailbox.variables());
    leave(&mailing, "murat").await;

    let mails = mailbox.mails_for("lena@example.org", 1).await;
    let text = mails[0]["text"].as_str().unwrap();
    assert!(text.contains("Your place is gone with it"), "{text}");
    assert!(text.contains("Where: Feuersee; Stuttgart"), "{text}");
    let kind = mails[0]["attachments"][0]["contentType"].as_str().unwrap();
    assert_eq!(kind, "text/calendar");
    let (event, method) = invite_in(&mailbox, &mails[0]).await;
    assert_eq!(method, "CANCEL");
    let value = |name| event.property_value(name).unwrap();
    assert_eq!(value("STATUS"), "CANCELLED");
    assert_eq!(value("UID"), format!("{id}@127.0.0.1"));
    assert_eq!(value("SUMMARY"), "Lantern, walk");
    assert_eq!(value("ORGANIZER"), "mailto:events@example.org");
    let version = published.json["version"].as_i64().unwrap();
    assert_eq!(i64::from(number(&event, "SEQUENCE")), version + 1);

    let mails = mailbox.mails_for("mira@example.org", 1).await;
    let text = mails[0]["text"].as_str().unwrap();
    assert!(text.contains("Your invitation is gone with it"), "{text}");
    assert_eq!(attachments(&mails[0]), 0);
}

#[tokio::test]
async fn the_files_of_one_place_name_the_same_event_and_the_later_one_holds() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let lena = recipient(&app.member("lena").await).await;
    let id = murat.publish(json!({ "title": "Ghost walk" })).await;
    let mailing = app.again_with(&mailbox.variables());
    let event = facts(&app, &id).await;
    let changed = EventFacts {
        version: event.version + 1,
        ..event.clone()
    };
    let before = Box::new(event.typed.clone());
    let news = [
        (News::BookingConfirmed, &event),
        (News::BookingCancelled, &event),
        // The same words as before, but later.
        (News::BookingConfirmed, &event),
        (News::EventChanged { before }, &changed),
        (News::Removal { had_place: true }, &changed),
    ];
    let expected = ["PUBLISH", "CANCEL", "PUBLISH", "PUBLISH", "CANCEL"];
    let mut last: Option<(i32, DateTime<Utc>)> = None;
    for (count, (news, event)) in news.into_iter().enumerate() {
        tell(&mailing, news, event, &lena).await;
        let mails = mailbox.mails_for("lena@example.org", count + 1).await;
        let (event, method) = invite_in(&mailbox, &mails[count]).await;
        assert_eq!(method, expected[count]);
        assert_eq!(event.get_uid(), Some(format!("{id}@127.0.0.1").as_str()));
        let order = (number(&event, "SEQUENCE"), event.get_timestamp().unwrap());
        assert!(last.is_none_or(|last| last < order), "{last:?}, {order:?}");
        last = Some(order);
        mailing.let_time_pass(TimeDelta::seconds(5));
    }
}

#[tokio::test]
async fn an_invitation_is_in_no_calendar_and_can_be_unsubscribed_from() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let lena = recipient(&app.member("lena").await).await;
    let id = murat.publish(json!({ "title": "Ghost walk" })).await;
    let mailing = app.again_with(&mailbox.variables());
    let event = facts(&app, &id).await;
    tell(&mailing, News::BookingConfirmed, &event, &lena).await;
    let mails = mailbox.mails_for("lena@example.org", 1).await;
    assert_eq!(mails[0]["headers"]["list-unsubscribe"], Value::Null);

    tell(&mailing, News::Invitation, &event, &lena).await;
    let mails = mailbox.mails_for("lena@example.org", 2).await;
    let mail = &mails[1];
    assert_eq!(mail["subject"], "You are invited: Ghost walk");
    assert_eq!(attachments(mail), 0);
    let header = mail["headers"]["list-unsubscribe"].as_str().unwrap();
    let start = format!("<{}/api/v1/invitation-mails/unsubscribe?token=", app.url);
    assert!(header.starts_with(&start), "{header}");
    let post = &mail["headers"]["list-unsubscribe-post"];
    assert_eq!(post, "List-Unsubscribe=One-Click");
    let text = mail["text"].as_str().unwrap();
    let link = format!(
        "Get no more invitations by mail: {}/unsubscribe?token=",
        app.url
    );
    assert!(text.contains(&link), "{text}");
}

async fn count(conn: &mut AsyncPgConnection) -> i64 {
    let all = announcements::table.count();
    all.get_result(conn).await.unwrap()
}

#[tokio::test]
async fn what_was_announced_is_kept_while_a_mail_needs_it_and_no_longer() {
    let server = SmtpServer::start().await;
    server.make(Trouble::Refuse, "lena@example.org").await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let lena = recipient(&app.member("lena").await).await;
    let mira = recipient(&app.member("mira").await).await;
    let id = murat.publish(json!({})).await;
    let mailing = app.again_with(&server.variables());
    let event = facts(&app, &id).await;
    tell(&mailing, News::BookingConfirmed, &event, &lena).await;
    tell(&mailing, News::BookingConfirmed, &event, &mira).await;
    let mut conn = app.connection().await;
    assert_eq!(count(&mut conn).await, 1, "both say the same");
    until("one mail is sent and one given up", async || {
        let ended = outgoing_mails::sent_at
            .is_not_null()
            .or(outgoing_mails::failed_at.is_not_null());
        let all = outgoing_mails::table.filter(ended).count();
        (all.get_result(&mut conn).await == Ok(2_i64)).then_some(())
    })
    .await;
    mailing.let_time_pass(TimeDelta::minutes(6));
    let swept = sweep(&mailing.state).await.unwrap();
    assert_eq!(swept.announcements, 0, "what was given up can be retried");

    let now = mailing.state.clock.now();
    let retried = queries::retry_failed_mails(&mut conn, None, now).await;
    assert_eq!(retried.unwrap().len(), 1);
    until("the other attempt failed, too", async || {
        (server.attempts_for("lena@example.org").await == 2).then_some(())
    })
    .await;
    queries::delete_mails_to(&mut conn, &["lena@example.org".into()])
        .await
        .unwrap();
    let swept = sweep(&mailing.state).await.unwrap();
    assert_eq!((swept.announcements, count(&mut conn).await), (1, 0));
}

#[tokio::test]
async fn what_was_announced_just_now_may_be_said_again() {
    let server = SmtpServer::start().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let lena = recipient(&app.member("lena").await).await;
    let id = murat.publish(json!({})).await;
    let mailing = app.again_with(&server.variables());
    let event = facts(&app, &id).await;
    tell(&mailing, News::BookingConfirmed, &event, &lena).await;
    until("the mail arrives", async || {
        (server.count_for("lena@example.org").await == 1).then_some(())
    })
    .await;
    mailing.let_time_pass(TimeDelta::minutes(4));
    assert_eq!(sweep(&mailing.state).await.unwrap().announcements, 0);
    mailing.let_time_pass(TimeDelta::minutes(2));
    until("the mail is written off", async || {
        let swept = sweep(&mailing.state).await.unwrap();
        (swept.announcements == 1).then_some(())
    })
    .await;
}
