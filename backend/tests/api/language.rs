//! Everybody is answered in a language that they read.

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::app::hash_in;
use crate::support::mailbox::Mailbox;
use crate::support::person::{Answer, Person, event, send};
use crate::support::{PASSWORD, TestApp};

fn somewhere(person: &Person) -> RequestBuilder {
    person.api(Method::GET, "/events/nothing-like-this")
}

fn asking_for(request: RequestBuilder, languages: &str) -> RequestBuilder {
    request.header("accept-language", languages)
}

#[track_caller]
fn is_told(answer: &Answer, language: &str, title: &str) {
    assert_eq!(answer.text("title"), title);
    assert_eq!(answer.headers["content-language"], language);
    let vary: Vec<_> = answer
        .headers
        .get_all("vary")
        .iter()
        .map(|value| value.to_str().unwrap().to_lowercase())
        .collect();
    for name in ["accept-language", "cookie"] {
        assert!(vary.iter().any(|value| value == name), "{name} in {vary:?}");
    }
}

const ENGLISH: &str = "There is nothing here.";
const GERMAN: &str = "Hier ist nichts.";

#[tokio::test]
async fn a_refusal_is_told_in_the_language_that_is_asked_for() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let plain = send(somewhere(&guest)).await;
    is_told(&plain, "en", ENGLISH);
    for (asked, language, title) in [
        ("de-AT,de;q=0.9,en;q=0.8", "de", GERMAN),
        ("fr, de;q=0.5", "de", GERMAN),
        ("en, de;q=0.5", "en", ENGLISH),
        ("tlh", "en", ENGLISH),
        (";;;", "en", ENGLISH),
    ] {
        let answer = send(asking_for(somewhere(&guest), asked)).await;
        is_told(&answer, language, title);
    }
}

#[tokio::test]
async fn the_language_that_one_chose_wins() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let with_cookie = |value: &str| {
        let request = asking_for(somewhere(&guest), "en-GB,en;q=0.9");
        request.header("cookie", format!("language={value}"))
    };
    is_told(&send(with_cookie("de")).await, "de", GERMAN);
    is_told(&send(with_cookie("tlh")).await, "en", ENGLISH);
}

#[tokio::test]
async fn bad_fields_are_explained_in_the_language_that_is_asked_for() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let register = |body| {
        let request = guest.api(Method::POST, "/auth/register").json(&body);
        send(asking_for(request, "de"))
    };
    let answer = register(json!({ "username": "l", "email": "", "password": "x".repeat(200) }))
        .await
        .expect_problem(422, "validation-failed");
    is_told(
        &answer,
        "de",
        "Bitte sieh dir einige Felder noch einmal an.",
    );
    let said: Vec<_> = answer.json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        said,
        [
            "Bitte nimm mindestens 3 Zeichen.",
            "Bitte fülle das aus.",
            "Bitte nimm höchstens 128 Zeichen.",
        ]
    );
    let detail = answer.text("detail");
    assert!(
        detail.starts_with("username: Bitte nimm mindestens 3 Zeichen. email:"),
        "{detail}"
    );
    let answer = register(json!({ "username": 5, "email": "", "password": "" })).await;
    let message = answer.json["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("Dieser Wert hat den falschen Typ. ("),
        "{message}"
    );
}

#[tokio::test]
async fn what_is_refused_before_it_is_read_is_told_in_the_language_that_is_asked_for() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let foreign = guest
        .api(Method::POST, "/auth/logout")
        .header("sec-fetch-site", "cross-site");
    let answer = send(asking_for(foreign, "de"))
        .await
        .expect_problem(403, "cross-site-request");
    is_told(
        &answer,
        "de",
        "Diese Anfrage kam von einer anderen Website.",
    );
    let wrong = asking_for(guest.api(Method::DELETE, "/events"), "de");
    let answer = send(wrong).await.expect_problem(405, "method-not-allowed");
    is_told(&answer, "de", "Diese Adresse kennt diese Methode nicht.");
}

#[tokio::test]
async fn a_kind_of_problem_is_explained_in_the_language_that_is_asked_for() {
    let app = TestApp::start().await;
    let page = app.guest().request(Method::GET, "/problems/event-full");
    let answer = send(asking_for(page, "de")).await.expect(200);
    is_told(&answer, "de", "Diese Veranstaltung ist ausgebucht.");
}

#[tokio::test]
async fn what_has_no_words_is_the_same_in_every_language() {
    let app = TestApp::start().await;
    let list = asking_for(app.guest().api(Method::GET, "/events"), "de");
    let answer = send(list).await.expect(200);
    assert!(answer.headers.get("content-language").is_none());
}

async fn language_of(person: &Person) -> String {
    person.get("/users/me").await.expect(200).text("language")
}

#[tokio::test]
async fn an_account_keeps_the_language_in_which_it_was_made_until_another_is_chosen() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    assert_eq!(language_of(&lena).await, "en");
    let path = "/users/me/language";
    lena.put_json(path, json!({ "language": "de" }))
        .await
        .expect(204);
    assert_eq!(language_of(&lena).await, "de");
    let session = lena.get("/auth/session").await.expect(200);
    assert_eq!(session.json["account"]["language"], "de");
    let data = lena.get("/users/me/data").await.expect(200);
    assert_eq!(data.json["account"]["language"], "de");
    lena.put_json(path, json!({ "language": "tlh" }))
        .await
        .expect_problem(422, "validation-failed");
    assert_eq!(language_of(&lena).await, "de");
}

/// Registers and confirms in German, with the link from the mail.
async fn german(app: &TestApp, mailbox: &Mailbox, username: &str) -> Person {
    let person = app.guest();
    let email = format!("{username}@example.org");
    let body = json!({ "username": username, "email": email, "password": PASSWORD });
    let request = person.api(Method::POST, "/auth/register").json(&body);
    send(asking_for(request, "de-CH")).await.expect(201);
    let mails = mailbox.mails_for(&email, 1).await;
    assert_eq!(mails[0]["subject"], "Bitte bestätige deine E-Mail-Adresse");
    let text = mails[0]["text"].as_str().unwrap();
    assert!(text.starts_with(&format!("Hallo {username}\n")), "{text}");
    let link = text.lines().find(|line| line.contains("hash=")).unwrap();
    let body = json!({ "hash": hash_in(link.trim()) });
    person.post("/auth/confirm", body).await.expect(204);
    let body = json!({ "login": username, "password": PASSWORD });
    person.post("/auth/login", body).await.expect(200);
    person
}

#[tokio::test]
async fn everybody_gets_mails_in_the_language_of_their_account() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start_with(&mailbox.variables()).await;
    let lena = german(&app, &mailbox, "lena").await;
    let murat = german(&app, &mailbox, "murat").await;
    // Somebody who reads English by now.
    murat
        .put_json("/users/me/language", json!({ "language": "en" }))
        .await
        .expect(204);
    let organiser = german(&app, &mailbox, "organiser").await;
    let title =
        json!({ "title": "Laternen", "date": "2100-12-05", "price": "12.50", "currency": "EUR" });
    let id = organiser.publish(event(title)).await;
    lena.book(&id).await.expect(201);
    murat.book(&id).await.expect(201);
    organiser.cancel(&id).await.expect(200);
    let mails = mailbox.mails_for("lena@example.org", 3).await;
    let subjects: Vec<_> = mails.iter().map(|mail| &mail["subject"]).collect();
    assert!(
        subjects.contains(&&json!("Gebucht: Laternen")),
        "{subjects:?}"
    );
    let cancelled = mails
        .iter()
        .find(|mail| mail["subject"] == "Abgesagt: Laternen")
        .unwrap();
    let (text, html) = (cancelled["text"].as_str().unwrap(), &cancelled["html"]);
    for line in [
        "Wann: Sonntag, 5. Dezember 2100, 19:30 Uhr (Zeitzone ",
        "Preis: 12,50 EUR",
        "Du bekommst diese Mail, weil du bei Event Booking einen Platz bei einer Veranstaltung",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(html.as_str().unwrap().contains("<html lang=\"de\">"));
    let mails = mailbox.mails_for("murat@example.org", 3).await;
    let subjects: Vec<_> = mails.iter().map(|mail| &mail["subject"]).collect();
    for subject in ["Booked: Laternen", "Cancelled: Laternen"] {
        assert!(subjects.contains(&&json!(subject)), "{subjects:?}");
    }
}
