//! Getting no more invitations by mail, with one click and without a login (RFC 8058).

use backend::signing::{Bearer, Purpose};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::mailbox::Mailbox;
use crate::support::person::send;
use crate::support::world::unsubscribe_token;
use crate::support::{PASSWORD, Person, TestApp};

fn path(token: &str) -> String {
    format!("/invitation-mails/unsubscribe?token={token}")
}

async fn wants_mails(person: &Person) -> Value {
    let me = person.get("/users/me").await.expect(200).json;
    me["wants_invitation_mails"].clone()
}

#[tokio::test]
async fn who_clicks_once_is_invited_without_a_mail() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let murat = app.member("murat").await;
    let lena = app.member("lena").await;
    app.member("mira").await;
    let (first, second) = (
        murat.publish(json!({ "title": "First" })).await,
        murat.publish(json!({ "title": "Second" })).await,
    );
    let mailing = app.again_with(&mailbox.variables());
    let murat = mailing.guest();
    let body = json!({ "login": "murat", "password": PASSWORD });
    murat.post("/auth/login", body).await.expect(200);
    murat.invite(&first, "lena").await.expect(201);
    let mails = mailbox.mails_for("lena@example.org", 1).await;
    let header = mails[0]["headers"]["list-unsubscribe"].as_str().unwrap();
    let link = header.strip_prefix('<').unwrap();
    let (_, path) = link
        .strip_suffix('>')
        .unwrap()
        .split_once("/api/v1")
        .unwrap();

    // As a provider of mail does it: no cookie, no origin, a form.
    let provider = mailing.guest();
    let form = provider
        .api(Method::POST, path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body("List-Unsubscribe=One-Click");
    send(form).await.expect(204);
    assert_eq!(wants_mails(&lena).await, false);
    provider.post(path, Value::Null).await.expect(204);

    let receipt = murat.invite(&second, "lena").await.expect(201).json;
    assert_eq!(receipt["outcome"], "invited");
    murat.invite(&second, "mira").await.expect(201);
    mailbox.mails_for("mira@example.org", 1).await;
    let mails = mailbox.mails_for("lena@example.org", 1).await;
    assert_eq!(mails.len(), 1, "only the first invitation came by mail");

    let changes = json!({ "wants_invitation_mails": true });
    lena.patch("/users/me", changes).await.expect(200);
    assert_eq!(wants_mails(&lena).await, true);
}

#[tokio::test]
async fn opening_the_address_changes_nothing_and_leads_to_the_page() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let token = unsubscribe_token(&app, &lena).await;
    let answer = app.guest().get(&path(&token)).await.expect(303);
    let page = format!("/unsubscribe?token={token}");
    assert_eq!(answer.headers["location"], page.as_str());
    assert_eq!(wants_mails(&lena).await, true);
    let odd = app.guest().get(&path("//evil.example/%26a%3D%23b")).await;
    let location = odd.expect(303).headers["location"].clone();
    assert_eq!(
        location,
        "/unsubscribe?token=%2F%2Fevil.example%2F%26a%3D%23b"
    );
}

#[tokio::test]
async fn only_what_we_have_signed_for_it_is_taken_and_not_for_ever() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let good = unsubscribe_token(&app, &lena).await;
    let sign = |purpose, user_id| {
        let session_id = Uuid::nil();
        let bearer = Bearer {
            user_id,
            session_id,
        };
        let (now, lifetime) = (app.state.clock.now(), TimeDelta::days(1));
        app.state
            .signer
            .sign(purpose, bearer, now, lifetime)
            .unwrap()
    };
    let id = lena
        .get("/users/me")
        .await
        .expect(200)
        .id()
        .parse()
        .unwrap();
    let refused = async |token: &str| {
        let answer = app.guest().post(&path(token), Value::Null).await;
        answer.expect_problem(410, "link-invalid");
    };
    refused("made-up").await;
    refused(&good[1..]).await;
    refused(&good[..good.len() - 2]).await;
    refused(&sign(Purpose::Access, id)).await;
    refused(&sign(Purpose::Unsubscribe, Uuid::now_v7())).await;
    // Nor does it open anything else.
    let request = app.guest().api(Method::GET, "/users/me").bearer_auth(&good);
    send(request).await.expect_problem(401, "token-invalid");
    app.let_time_pass(TimeDelta::days(2));
    refused(&good).await;
    assert_eq!(wants_mails(&lena).await, true);
    // Blanks count: nobody types this, so nothing is trimmed.
    let long = format!("?token=a{}", "%20".repeat(1024));
    for bad in ["", "?token=", "?token=a&token=b", "?colour=red", &long] {
        let path = format!("/invitation-mails/unsubscribe{bad}");
        let answer = app.guest().post(&path, Value::Null).await;
        answer.expect_problem(400, "invalid-query");
    }
}
