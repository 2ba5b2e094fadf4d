//! News of events, told by mail to those whom they concern, through a real SMTP server.

use backend::db::schema::{announcements, outgoing_mails};
use backend::housekeeping::sweep;
use backend::mail::queries;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use icalendar::{Calendar, Component, Event};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::mailbox::{Mailbox, until};
use crate::support::person::{event, send};
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

#[tokio::test]
async fn who_had_a_place_gets_it_out_of_the_calendar_and_who_was_invited_has_none_there() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let (lena, _) = (app.member("lena").await, app.member("mira").await);
    let body = event(json!({ "title": "Lantern, walk", "location": "Feuersee; Stuttgart" }));
    let published = murat.post("/events", body).await.expect(201);
    let id = published.id();
    lena.book(&id).await.expect(201);
    murat.invite(&id, "mira").await.expect(201);
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
    app.member("lena").await;
    let id = murat.publish(json!({ "title": "Ghost walk" })).await;
    let mailing = app.again_with(&mailbox.variables());
    let (murat, lena) = (on(&mailing, "murat").await, on(&mailing, "lena").await);
    let path = format!("/events/{id}");
    let booking = format!("{path}/booking");
    let book = async || lena.book(&id).await.expect(201);
    let cancel = async || lena.delete(&booking).await.expect(204);
    let mut last: Option<(i32, DateTime<Utc>)> = None;
    let mut count = 0;
    let mut expect = async |method: &str| {
        count += 1;
        let mails = mailbox.mails_for("lena@example.org", count).await;
        let (event, found) = invite_in(&mailbox, &mails[count - 1]).await;
        assert_eq!(found, method);
        assert_eq!(event.get_uid(), Some(format!("{id}@127.0.0.1").as_str()));
        let order = (number(&event, "SEQUENCE"), event.get_timestamp().unwrap());
        assert!(last.is_none_or(|last| last < order), "{last:?}, {order:?}");
        last = Some(order);
        mailing.let_time_pass(TimeDelta::seconds(5));
        event
    };
    book().await;
    expect("PUBLISH").await;
    cancel().await;
    expect("CANCEL").await;
    // The same words as before, but later.
    book().await;
    expect("PUBLISH").await;
    let changes = json!({ "time": "20:00", "location": "Feuersee", "time_zone": "Europe/Berlin" });
    let request = murat.api(Method::PATCH, &path).header("if-match", "*");
    send(request.json(&changes)).await.expect(200);
    let notifications = format!("{path}/notifications");
    let told = murat.post(&notifications, Value::Null).await;
    assert_eq!(told.expect(200).json["people_told"], 1);
    let event = expect("PUBLISH").await;
    assert_eq!(event.property_value("LOCATION"), Some("Feuersee"));
    let mails = mailbox.mails_for("lena@example.org", 4).await;
    let text = mails[3]["text"].as_str().unwrap();
    assert!(text.contains("Where: not said → Feuersee\n"), "{text}");
    let reason = json!({ "reason": "The ghosts are ill." });
    murat
        .post(&format!("{path}/cancellation"), reason)
        .await
        .expect(200);
    expect("CANCEL").await;
    let mails = mailbox.mails_for("lena@example.org", 5).await;
    let text = mails[4]["text"].as_str().unwrap();
    assert!(text.contains("> The ghosts are ill.\n"), "{text}");
}

#[tokio::test]
async fn who_is_taken_off_the_list_is_told_what_they_had() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let (lena, _) = (app.member("lena").await, app.member("mira").await);
    let id = murat.publish(json!({ "visibility": "invite-only" })).await;
    for person in ["lena", "mira"] {
        murat.invite(&id, person).await.expect(201);
    }
    lena.book(&id).await.expect(201);
    let mailing = app.again_with(&mailbox.variables());
    let murat = on(&mailing, "murat").await;
    for (person, had, files) in [("lena", "place at", 1), ("mira", "invitation to", 0)] {
        let path = format!("/events/{id}/attendees/{person}");
        murat.delete(&path).await.expect(204);
        let mails = mailbox.mails_for(&format!("{person}@example.org"), 1).await;
        let text = mails[0]["text"].as_str().unwrap();
        let words = format!("murat has taken back your {had} “");
        assert!(text.contains(&words), "{text}");
        assert_eq!(attachments(&mails[0]), files);
        // They may not see it any more.
        assert!(!text.contains("/event-detail/"), "{text}");
        if files > 0 {
            assert_eq!(invite_in(&mailbox, &mails[0]).await.1, "CANCEL");
        }
    }
}

#[tokio::test]
async fn an_invitation_is_in_no_calendar_and_can_be_unsubscribed_from() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    for person in ["lena", "mira"] {
        app.member(person).await;
    }
    let id = murat.publish(json!({ "title": "Ghost walk" })).await;
    let mailing = app.again_with(&mailbox.variables());
    let murat = on(&mailing, "murat").await;
    on(&mailing, "lena").await.book(&id).await.expect(201);
    let mails = mailbox.mails_for("lena@example.org", 1).await;
    assert_eq!(mails[0]["headers"]["list-unsubscribe"], Value::Null);

    murat.invite(&id, "mira").await.expect(201);
    let mails = mailbox.mails_for("mira@example.org", 1).await;
    let mail = &mails[0];
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
    for person in ["lena", "mira"] {
        app.member(person).await;
    }
    let id = murat.publish(json!({})).await;
    let mailing = app.again_with(&server.variables());
    for person in ["lena", "mira"] {
        on(&mailing, person).await.book(&id).await.expect(201);
    }
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
    app.member("lena").await;
    let id = murat.publish(json!({})).await;
    let mailing = app.again_with(&server.variables());
    on(&mailing, "lena").await.book(&id).await.expect(201);
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
