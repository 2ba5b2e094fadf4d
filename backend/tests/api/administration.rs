//! Reporting what should not be here, and what administrators do about it.

use backend::db::schema::reports;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use reqwest::Method;
use serde_json::{Value, json};

use crate::mail_command::failed_mail;
use crate::support::mailbox::Mailbox;
use crate::support::person::{day, send};
use crate::support::{Answer, PASSWORD, Person, TestApp};

/// Reports an event or a person, by their address.
pub async fn report(person: &Person, address: &str) -> Answer {
    let reason = json!({ "reason": "They sell what there is not." });
    person.post(&format!("{address}/reports"), reason).await
}

/// The id of the only report that there is.
pub async fn only_report(app: &TestApp) -> String {
    let mut conn = app.connection().await;
    let id: uuid::Uuid = reports::table
        .select(reports::id)
        .get_result(&mut conn)
        .await
        .unwrap();
    id.to_string()
}

async fn remove(admin: &Person, event: &str) -> Answer {
    let reason = json!({ "reason": "It was not an event." });
    admin
        .post(&format!("/admin/events/{event}/removal"), reason)
        .await
}

async fn items(admin: &Person, path: &str) -> Vec<Value> {
    let mut list = admin.get(path).await.expect(200).json;
    match list["items"].take() {
        Value::Array(items) => items,
        other => panic!("{path} has no items: {other}"),
    }
}

/// Texts of all items of a list, page by page, at most two on each.
async fn all_pages(admin: &Person, path: &str, place: &str) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = admin.get(&format!("{path}limit=2{cursor}")).await;
        let page = page.expect(200).json;
        let texts = page["items"].as_array().unwrap().iter();
        found.extend(texts.map(|item| item.pointer(place).unwrap().as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

/// The actions in the log, the latest first.
async fn deeds(admin: &Person) -> Vec<String> {
    all_pages(admin, "/admin/log?", "/action").await
}

#[tokio::test]
async fn what_is_reported_waits_for_a_decision() {
    let app = TestApp::start().await;
    let admin = app.admin("ada").await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let event = lena
        .publish(json!({ "title": "Tickets to the moon" }))
        .await;
    report(&mira, &format!("/events/{event}")).await.expect(204);
    report(&mira, &format!("/events/{event}"))
        .await
        .expect_problem(409, "reported-before");
    // Somebody else may report the same, and the same person somebody else.
    report(&admin, &format!("/events/{event}"))
        .await
        .expect(204);
    report(&mira, "/users/LENA").await.expect(204);
    report(&lena, "/users/lena")
        .await
        .expect_problem(409, "reports-oneself");
    report(&lena, &format!("/events/{event}"))
        .await
        .expect_problem(409, "reports-oneself");
    let long = json!({ "reason": "a".repeat(1001) });
    let refused = mira.post("/users/ada/reports", long).await;
    let refused = refused.expect_problem(422, "validation-failed");
    assert_eq!(refused.bad_fields(), ["reason"]);

    let open = items(&admin, "/admin/reports?state=open").await;
    assert_eq!(open.len(), 3);
    let (person, first) = (&open[0], &open[2]);
    assert_eq!(person["subject"]["kind"], "person");
    assert_eq!(person["subject"]["name"], "lena");
    assert_eq!(first["subject"]["kind"], "event");
    assert_eq!(first["subject"]["name"], "Tickets to the moon");
    assert_eq!(first["subject"]["event_id"], event.as_str());
    assert_eq!(first["subject"]["person"]["username"], "lena");
    assert_eq!(first["reporter"]["username"], "mira");
    assert_eq!(first["reason"], "They sell what there is not.");
    let path = format!(
        "/admin/reports/{}/settlement",
        first["id"].as_str().unwrap()
    );
    let decision = json!({ "decision": "We have talked about it." });
    let settled = admin.post(&path, decision.clone()).await.expect(200).json;
    assert_eq!(settled["settled_by"]["username"], "ada");
    assert_eq!(settled["decision"], "We have talked about it.");
    admin
        .post(&path, decision)
        .await
        .expect_problem(409, "settled-before");
    assert_eq!(items(&admin, "/admin/reports?state=open").await.len(), 2);
    let done = items(&admin, "/admin/reports?state=settled").await;
    assert_eq!(done, [settled]);
    // What was settled can be reported again.
    report(&mira, &format!("/events/{event}")).await.expect(204);

    // The event may go; what was said of it stays for a while after it was settled.
    lena.cancel(&event).await.expect(200);
    let kept = items(&admin, "/admin/reports?state=settled").await;
    assert_eq!(kept[0]["subject"]["name"], "Tickets to the moon");
    assert!(kept[0]["subject"]["event_id"].is_null());
    app.let_time_pass(TimeDelta::days(181));
    backend::housekeeping::sweep(&app.state).await.unwrap();
    let mut conn = app.connection().await;
    let left: i64 = reports::table.count().get_result(&mut conn).await.unwrap();
    assert_eq!(left, 3, "only what is open");
}

#[tokio::test]
async fn nobody_floods_the_list_of_reports_nor_asks_for_what_they_may_not_see() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let hidden = lena.publish(json!({ "visibility": "invite-only" })).await;
    report(&mira, &format!("/events/{hidden}"))
        .await
        .expect_problem(404, "not-found");
    for _ in 0..19 {
        report(&mira, "/users/nobody").await.expect(404);
    }
    report(&mira, "/users/lena")
        .await
        .expect_problem(429, "rate-limited");
    report(&lena, "/users/mira").await.expect(204);
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_decides() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let (ada, grace) = (app.admin("ada").await, app.admin("grace").await);
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    for round in 1..=5 {
        report(&mira, "/users/lena").await.expect(204);
        let open = items(&ada, "/admin/reports?state=open").await;
        let path = format!(
            "/admin/reports/{}/settlement",
            open[0]["id"].as_str().unwrap()
        );
        let decision = json!({ "decision": "Warned." });
        let (one, other) = tokio::join!(
            ada.post(&path, decision.clone()),
            grace.post(&path, decision.clone())
        );
        let mut statuses = [one.status, other.status];
        statuses.sort();
        assert_eq!(statuses, [200, 409]);
        let event = lena.publish(json!({})).await;
        let (one, other) = tokio::join!(remove(&ada, &event), remove(&grace, &event));
        let mut statuses = [one.status, other.status];
        statuses.sort();
        assert_eq!(statuses, [200, 404]);
        let block = json!({ "reason": "Enough." });
        let path = "/admin/people/mira/block";
        let (one, other) = tokio::join!(
            ada.put_json(path, block.clone()),
            grace.put_json(path, block.clone())
        );
        assert_eq!([one.status, other.status], [200, 200]);
        ada.delete(path).await.expect(200);
        let body = json!({ "login": "mira", "password": PASSWORD });
        mira.post("/auth/login", body).await.expect(200);
        let done = deeds(&ada).await;
        assert_eq!(done.len(), 4 * round, "{done:?}");
    }
}

#[tokio::test]
async fn everybody_whom_it_concerns_hears_that_an_event_was_removed() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    app.admin("ada").await;
    let event = murat
        .publish(json!({ "title": "Tickets to the moon", "visibility": "invite-only" }))
        .await;
    murat.invite(&event, "lena").await.expect(201);
    murat.invite(&event, "mira").await.expect(201);
    lena.book(&event).await.expect(201);
    let mailing = app.again_with(&mailbox.variables());
    let admin = mailing.guest();
    let body = json!({ "login": "ada", "password": PASSWORD });
    admin.post("/auth/login", body).await.expect(200);
    let request = || {
        let path = format!("/admin/events/{event}/removal");
        let request = admin.api(Method::POST, &path);
        let reason = json!({ "reason": "It was not an event." });
        request.header("idempotency-key", "once").json(&reason)
    };
    let told = send(request()).await.expect(200);
    assert_eq!(told.json["people_told"], 2);
    let again = send(request()).await.expect(200);
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.json, told.json);

    for (person, name, gone) in [
        (&lena, "lena", "Your place is gone with it"),
        (&mira, "mira", "Your invitation is gone with it"),
    ] {
        let mail = &mailbox.mails_for(&format!("{name}@example.org"), 1).await[0];
        assert_eq!(mail["subject"], "Cancelled: Tickets to the moon");
        let text = mail["text"].as_str().unwrap();
        for words in [
            "The administrators have removed",
            gone,
            "It was not an event.",
        ] {
            assert!(text.contains(words), "{text}");
        }
        let news = person.get("/notifications").await.expect(200).json;
        let cancelled = news["items"].as_array().unwrap().iter();
        let cancelled = cancelled
            .filter(|item| item["kind"] == "event_cancelled")
            .collect::<Vec<_>>();
        assert_eq!(cancelled[0]["text"], "It was not an event.");
        assert!(cancelled[0]["person"].is_null());
    }
    let mail = &mailbox.mails_for("murat@example.org", 1).await[0];
    assert_eq!(
        mail["subject"],
        "Your event was removed: Tickets to the moon"
    );
    let text = mail["text"].as_str().unwrap();
    assert!(text.contains("It was not an event."), "{text}");
    assert!(text.contains("it does not take place"), "{text}");
    murat.get(&format!("/events/{event}")).await.expect(404);
    assert_eq!(deeds(&admin).await, ["event_removed"]);
    // What was done to what is theirs, they take along.
    let data = murat.get("/users/me/data").await.expect(200).json;
    assert_eq!(data["administration"][0]["action"], "event_removed");
    assert_eq!(data["administration"][0]["reason"], "It was not an event.");
}

#[tokio::test]
async fn an_event_that_is_over_can_be_removed_and_nobody_waits_for_it_any_more() {
    let app = TestApp::start().await;
    let admin = app.admin("ada").await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let event = lena.publish(json!({ "date": day(1) })).await;
    mira.book(&event).await.expect(201);
    app.let_time_pass(TimeDelta::days(3));
    let told = remove(&admin, &event).await.expect(200);
    assert_eq!(told.json["people_told"], 0);
    mira.get(&format!("/events/{event}")).await.expect(404);
    assert_eq!(deeds(&admin).await, ["event_removed"]);
    remove(&admin, &event)
        .await
        .expect_problem(404, "not-found");
}

#[tokio::test]
async fn a_mail_that_was_given_up_is_found_and_tried_again() {
    let app = TestApp::start().await;
    let admin = app.admin("ada").await;
    let failed = failed_mail(&app, "lena@example.org").await.id.to_string();
    let mails = items(&admin, "/admin/mails?state=failed").await;
    assert_eq!(mails[0]["id"], failed.as_str());
    assert_eq!(mails[0]["kind"], "test");
    assert_eq!(mails[0]["recipient"], "lena@example.org");
    assert_eq!(mails[0]["state"], "failed");
    assert!(mails[0]["next_attempt_at"].is_null());
    assert!(mails[0]["ended_at"].is_string());
    let overview = admin.get("/admin").await.expect(200).json;
    assert_eq!(overview["mails_failed"], 1);
    let path = format!("/admin/mails/{failed}/retry");
    admin.post(&path, Value::Null).await.expect(204);
    // It is not given up any more.
    admin.post(&path, Value::Null).await.expect(404);
    assert!(items(&admin, "/admin/mails?state=failed").await.is_empty());
    let waiting = items(&admin, "/admin/mails?state=waiting").await;
    assert_eq!(waiting[0]["id"], failed.as_str());
    assert_eq!(waiting[0]["attempts"], 0);
    let log = items(&admin, "/admin/log").await;
    assert_eq!(log.len(), 1);
    assert_eq!(log[0]["action"], "mail_retried");
    assert_eq!(log[0]["subject"]["name"], "test");
}

#[tokio::test]
async fn lists_are_read_to_their_end() {
    let app = TestApp::start().await;
    let admin = app.admin("ada").await;
    for name in ["lena", "mira", "lennart"] {
        app.member(name).await;
    }
    app.register(&app.guest(), "waiting").await;
    let names = async |query: &str| {
        let path = format!("/admin/people?{query}");
        all_pages(&admin, &path, "/username").await
    };
    assert_eq!(
        names("").await,
        ["waiting", "lennart", "mira", "lena", "ada"]
    );
    assert_eq!(names("query=le&").await, ["lennart", "lena"]);
    assert_eq!(names("query=MIRA@example.org&").await, ["mira"]);
    assert!(names("query=._-&").await.is_empty());
    assert_eq!(names("only=unconfirmed&").await, ["waiting"]);
    assert_eq!(names("only=admins&").await, ["ada"]);
    assert!(names("only=blocked&").await.is_empty());
    let block = json!({ "reason": "Enough." });
    let path = "/admin/people/mira/block";
    admin.put_json(path, block).await.expect(200);
    assert_eq!(names("only=blocked&").await, ["mira"]);

    let titles = async |query: &str| {
        let path = format!("/admin/events?{query}");
        all_pages(&admin, &path, "/title").await
    };
    assert!(titles("").await.is_empty());
    let lena = app.guest();
    let body = json!({ "login": "lena", "password": PASSWORD });
    lena.post("/auth/login", body).await.expect(200);
    for number in 1..=4 {
        let visibility = if number == 2 { "invite-only" } else { "public" };
        let event = json!({ "title": format!("Lantern {number}"), "visibility": visibility });
        lena.publish(event).await;
    }
    let all = ["Lantern 4", "Lantern 3", "Lantern 2", "Lantern 1"];
    assert_eq!(titles("").await, all);
    assert_eq!(titles("query=lantern&").await, all);
    assert_eq!(titles("query=2&").await, ["Lantern 2"]);
    let listed = admin
        .get("/admin/events?query=lantern%203")
        .await
        .expect(200);
    let id = listed.json["items"][0]["id"].as_str().unwrap();
    assert_eq!(titles(&format!("query={id}&")).await, ["Lantern 3"]);
    app.let_time_pass(TimeDelta::days(40));
    let body = json!({ "login": "ada", "password": PASSWORD });
    admin.post("/auth/login", body).await.expect(200);
    assert_eq!(titles("").await, all, "past ones, too");
    for bad in [
        "people?only=some",
        "people?cursor=x",
        "events?only=all",
        "mails?state=lost",
        "reports?state=",
        "log?limit=101",
    ] {
        let answer = admin.get(&format!("/admin/{bad}")).await;
        answer.expect_problem(400, "invalid-query");
    }
}

#[tokio::test]
async fn everything_that_is_changed_is_written_down() {
    let app = TestApp::start().await;
    let admin = app.admin("ada").await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let event = lena
        .publish(json!({ "title": "Tickets to the moon" }))
        .await;
    report(&mira, "/users/lena").await.expect(204);
    let closed = json!({ "sign_up_open": false });
    for _ in 0..2 {
        admin
            .patch("/admin/settings", closed.clone())
            .await
            .expect(200);
    }
    let open = json!({ "sign_up_open": true });
    admin.patch("/admin/settings", open).await.expect(200);
    admin.patch("/admin/settings", json!({})).await.expect(200);
    let path = "/admin/people/lena/block";
    for reason in ["Enough.", "Enough.", "More than enough."] {
        let body = json!({ "reason": reason });
        admin.put_json(path, body).await.expect(200);
    }
    for _ in 0..2 {
        admin.delete(path).await.expect(200);
    }
    remove(&admin, &event).await.expect(200);
    let settlement = format!("/admin/reports/{}/settlement", only_report(&app).await);
    let decision = json!({ "decision": "Warned." });
    admin.post(&settlement, decision).await.expect(200);

    assert_eq!(
        deeds(&admin).await,
        [
            "report_settled",
            "event_removed",
            "person_unblocked",
            "person_blocked",
            "person_blocked",
            "sign_up_opened",
            "sign_up_closed",
        ]
    );
    let log = items(&admin, "/admin/log").await;
    assert!(log.iter().all(|entry| entry["admin"]["username"] == "ada"));
    assert!(log.iter().all(|entry| entry["by_command"] == false));
    let (settled, removed, blocked) = (&log[0], &log[1], &log[3]);
    assert_eq!(settled["reason"], "Warned.");
    assert_eq!(settled["subject"]["kind"], "report");
    assert_eq!(removed["subject"]["name"], "Tickets to the moon");
    assert_eq!(removed["subject"]["id"], event.as_str());
    assert_eq!(removed["subject"]["person"]["username"], "lena");
    assert_eq!(blocked["reason"], "More than enough.");
    assert_eq!(blocked["subject"]["name"], "lena");

    // Those who are gone are not forgotten, but nameless.
    let body = json!({ "login": "lena", "password": PASSWORD });
    lena.post("/auth/login", body).await.expect(200);
    for person in [&lena, &admin] {
        let body = json!({ "password": PASSWORD });
        person.post("/users/me/deletion", body).await.expect(204);
    }
    let grace = app.admin("grace").await;
    let log = items(&grace, "/admin/log").await;
    assert_eq!(log.len(), 7);
    assert!(log.iter().all(|entry| entry["admin"].is_null()));
    assert_eq!(log[3]["action"], "person_blocked");
    for place in ["/subject/name", "/subject/id", "/subject/person", "/reason"] {
        assert!(log[3].pointer(place).unwrap().is_null(), "{place}");
    }
    assert!(items(&grace, "/admin/reports").await.is_empty());
}
