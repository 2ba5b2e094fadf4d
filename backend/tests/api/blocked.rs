//! Keeping people out: a person, or everybody who has not come yet.

use backend::db::schema::sessions;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::app::hash_in;
use crate::support::mailbox::Mailbox;
use crate::support::person::send;
use crate::support::world::feed_token;
use crate::support::{Answer, PASSWORD, Person, TestApp};

const LENA: &str = "/admin/people/lena/block";
const REASON: &str = "Three events that did not exist.";

async fn block(admin: &Person, reason: &str) -> Answer {
    admin.put_json(LENA, json!({ "reason": reason })).await
}

async fn log_in(person: &Person, password: &str) -> Answer {
    let body = json!({ "login": "lena", "password": password });
    person.post("/auth/login", body).await
}

#[tokio::test]
async fn whoever_is_blocked_is_out_at_once_and_learns_why() {
    let app = TestApp::start().await;
    let elsewhere = app.again_with::<&str>(&[]);
    let (admin, lena) = (app.admin("ada").await, app.member("lena").await);
    let there = elsewhere.guest();
    log_in(&there, PASSWORD).await.expect(200);
    let credentials = json!({ "login": "lena", "password": PASSWORD });
    let tokens = lena
        .post("/auth/token", credentials.clone())
        .await
        .expect(200);
    let feed = lena.post("/users/me/calendar-feed", Value::Null).await;
    let feed = format!(
        "/calendars/{}.ics",
        feed_token(&feed.expect(201).text("address"))
    );
    app.guest().get(&feed).await.expect(200);
    let mut socket = lena.socket().await;
    let event = lena.publish(json!({})).await;
    let link = json!({ "email": "lena@example.org" });
    let link = lena.post("/auth/password/forgot", link).await.expect(202);
    let link = hash_in(&link.text("link")).to_owned();

    let record = block(&admin, REASON).await.expect(200).json;
    assert_eq!(record["username"], "lena");
    assert_eq!(record["blocked_reason"], REASON);
    let since = record["blocked_at"].clone();
    assert_eq!(socket.closing_code().await, 4401);
    assert!(!lena.is_logged_in().await);
    assert!(!there.is_logged_in().await);
    let access = tokens.text("access_token");
    let request = app.guest().api(Method::GET, "/users/me");
    send(request.bearer_auth(access))
        .await
        .expect_problem(401, "token-invalid");
    let refresh = json!({ "refresh_token": tokens.text("refresh_token") });
    lena.post("/auth/token/refresh", refresh)
        .await
        .expect_problem(401, "token-invalid");
    app.guest()
        .get(&feed)
        .await
        .expect_problem(404, "not-found");
    // Only who knows the password learns it, in whatever way they log in.
    log_in(&lena, "wrong password")
        .await
        .expect_problem(401, "invalid-credentials");
    let refused = log_in(&lena, PASSWORD).await;
    let refused = refused.expect_problem(403, "account-blocked");
    assert_eq!(refused.json["detail"], REASON);
    lena.post("/auth/token", credentials.clone())
        .await
        .expect_problem(403, "account-blocked");
    let reset = json!({ "hash": link, "password": "otters juggle smooth pebbles" });
    lena.post("/auth/password/reset", reset.clone())
        .await
        .expect_problem(403, "account-blocked");
    assert!(!lena.is_logged_in().await);
    // What they published stays.
    app.guest()
        .get(&format!("/events/{event}"))
        .await
        .expect(200);

    let record = block(&admin, "And a fourth.").await.expect(200).json;
    assert_eq!(record["blocked_at"], since);
    let refused = log_in(&lena, PASSWORD).await;
    assert_eq!(refused.json["detail"], "And a fourth.");

    let record = admin.delete(LENA).await.expect(200).json;
    assert!(record["blocked_at"].is_null() && record["blocked_reason"].is_null());
    log_in(&lena, PASSWORD).await.expect(200);
    assert!(lena.is_logged_in().await);
    app.guest().get(&feed).await.expect(200);
    // The link was not used up.
    lena.post("/auth/password/reset", reset).await.expect(200);
}

#[tokio::test]
async fn nobody_slips_in_while_they_are_being_blocked() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let (admin, lena) = (app.admin("ada").await, app.member("lena").await);
    let me = lena.get("/users/me").await.expect(200).id();
    let me: uuid::Uuid = me.parse().unwrap();
    let mut conn = app.connection().await;
    let credentials = json!({ "login": "lena", "password": PASSWORD });
    for _ in 0..10 {
        let (one, two) = (app.guest(), app.guest());
        let (blocked, login, tokens) = tokio::join!(
            block(&admin, REASON),
            log_in(&one, PASSWORD),
            two.post("/auth/token", credentials.clone())
        );
        blocked.expect(200);
        for answer in [login, tokens] {
            assert!([200, 403].contains(&answer.status), "{}", answer.json);
        }
        let alive: i64 = sessions::table
            .filter(sessions::user_id.eq(me))
            .count()
            .get_result(&mut conn)
            .await
            .unwrap();
        assert_eq!(alive, 0);
        admin.delete(LENA).await.expect(200);
    }
}

#[tokio::test]
async fn administrators_block_neither_each_other_nor_themselves() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.admin("ada").await, app.admin("grace").await);
    for name in ["ada", "grace"] {
        let body = json!({ "reason": REASON });
        ada.put_json(&format!("/admin/people/{name}/block"), body)
            .await
            .expect_problem(409, "administrator-protected");
    }
    assert!(grace.is_logged_in().await && ada.is_logged_in().await);
    let body = json!({ "reason": REASON });
    ada.put_json("/admin/people/nobody/block", body)
        .await
        .expect_problem(404, "not-found");
    assert_eq!(
        ada.get("/admin/log").await.expect(200).json["items"],
        json!([])
    );
}

#[tokio::test]
async fn whoever_is_no_administrator_any_more_can_do_nothing_more() {
    let app = TestApp::start().await;
    let ada = app.admin("ada").await;
    let session = ada.get("/auth/session").await.expect(200).json;
    assert_eq!(session["account"]["is_admin"], true);
    ada.get("/admin").await.expect(200);
    let mut conn = app.connection().await;
    let id = ada.get("/users/me").await.expect(200).id();
    backend::accounts::queries::set_admin(&mut conn, id.parse().unwrap(), false)
        .await
        .unwrap();
    ada.get("/admin")
        .await
        .expect_problem(403, "administrator-required");
    assert_eq!(
        ada.get("/users/me").await.expect(200).json["is_admin"],
        false
    );
}

#[tokio::test]
async fn who_is_blocked_and_let_in_again_hears_of_it_by_mail() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    app.admin("ada").await;
    let lena = app.member("lena").await;
    lena.put_json("/users/me/language", json!({ "language": "de" }))
        .await
        .expect(204);
    let mailing = app.again_with(&mailbox.variables());
    let admin = mailing.guest();
    let body = json!({ "login": "ada", "password": PASSWORD });
    admin.post("/auth/login", body).await.expect(200);
    block(&admin, REASON).await.expect(200);
    block(&admin, REASON).await.expect(200);
    let mails = mailbox.mails_for("lena@example.org", 1).await;
    assert_eq!(mails[0]["subject"], "Dein Konto ist gesperrt");
    let text = mails[0]["text"].as_str().unwrap();
    assert!(text.contains(REASON), "{text}");
    admin.delete(LENA).await.expect(200);
    let mails = mailbox.mails_for("lena@example.org", 2).await;
    assert_eq!(mails.len(), 2, "the same was told once");
    assert_eq!(mails[1]["subject"], "Dein Konto ist wieder offen");
}

#[tokio::test]
async fn while_sign_up_is_closed_nobody_registers() {
    let app = TestApp::start().await;
    let elsewhere = app.again_with::<&str>(&[]);
    let admin = app.admin("ada").await;
    let is_open = async |app: &TestApp| {
        let session = app.guest().get("/auth/session").await.expect(200).json;
        session["sign_up_open"].as_bool().unwrap()
    };
    assert!(is_open(&app).await && is_open(&elsewhere).await);
    let waiting = app.register(&app.guest(), "waiting").await;
    let closed = json!({ "sign_up_open": false });
    let settings = admin.patch("/admin/settings", closed.clone()).await;
    assert_eq!(settings.expect(200).json, closed);
    let body = json!({ "username": "late", "email": "late@example.org", "password": PASSWORD });
    for app in [&app, &elsewhere] {
        app.guest()
            .post("/auth/register", body.clone())
            .await
            .expect_problem(403, "sign-up-closed");
    }
    assert!(!is_open(&app).await);
    // Another process hears of it a few seconds later.
    elsewhere.let_time_pass(chrono::TimeDelta::seconds(6));
    crate::support::mailbox::until("the other process knows", async || {
        (!is_open(&elsewhere).await).then_some(())
    })
    .await;
    // Whoever had registered comes in.
    let hash = json!({ "hash": hash_in(&waiting) });
    app.guest().post("/auth/confirm", hash).await.expect(204);
    let nothing = json!({ "sign_up_open": null });
    let answer = admin.patch("/admin/settings", nothing).await;
    assert_eq!(answer.expect(422).bad_fields(), ["sign_up_open"]);
    let open = json!({ "sign_up_open": true });
    admin.patch("/admin/settings", open).await.expect(200);
    app.guest().post("/auth/register", body).await.expect(201);
    let overview = admin.get("/admin").await.expect(200).json;
    assert_eq!(overview["people"], 3);
    assert_eq!(overview["settings"]["sign_up_open"], true);
}
