//! Text of every kind in every place that takes text: what is accepted comes back the same, in
//! Unicode's form C, and nothing makes the server fail.

use reqwest::Method;
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use crate::support::person::{event, send};
use crate::support::{Answer, PASSWORD, Person, TestApp};

/// What becomes of a text.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// It comes back like this.
    Kept(&'static str),
    /// It counts as nothing.
    Missing,
    Refused,
}

use Fate::{Kept, Missing, Refused};

const SAMPLES: &[(&str, &str, Fate)] = &[
    ("a combining mark", "Cafe\u{301} noir", Kept("Café noir")),
    (
        "marks in another order",
        "q\u{307}\u{323}uiz",
        Kept("q\u{323}\u{307}uiz"),
    ),
    (
        "Korean letters by themselves",
        "\u{1112}\u{1161}\u{11AB}글날",
        Kept("한글날"),
    ),
    (
        "a sign that is a letter",
        "\u{212B}ngstrom",
        Kept("\u{C5}ngstrom"),
    ),
    ("from right to left", "שלום עולם", Kept("שלום עולם")),
    (
        "Arabic with a mark of direction",
        "مرحبا\u{200F}!",
        Kept("مرحبا\u{200F}!"),
    ),
    (
        "a family",
        "👩\u{200D}👩\u{200D}👧 Fest",
        Kept("👩\u{200D}👩\u{200D}👧 Fest"),
    ),
    (
        "a flag",
        "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} Night",
        Kept("🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} Night"),
    ),
    (
        "letters beyond the first plane",
        "𐍈𝕳𝖊𝖑𝖑𝖔 𠜎𠜱",
        Kept("𐍈𝕳𝖊𝖑𝖑𝖔 𠜎𠜱"),
    ),
    (
        "Persian, not joined",
        "می\u{200C}خواهم",
        Kept("می\u{200C}خواهم"),
    ),
    (
        "many marks",
        "Z\u{351}\u{36B}\u{343}\u{36A}\u{302}algo",
        Kept("Z\u{351}\u{36B}\u{313}\u{36A}\u{302}algo"),
    ),
    (
        "what SQL and HTML mean something by",
        "'; DROP <b>&amp; \\ % _ {{x}}",
        Kept("'; DROP <b>&amp; \\ % _ {{x}}"),
    ),
    (
        "white space around it",
        "\u{3000}\u{A0} Hall\t",
        Kept("Hall"),
    ),
    (
        "the last character",
        "top \u{10FFFD}",
        Kept("top \u{10FFFD}"),
    ),
    ("nothing to see", "\u{200B}\u{200D}\u{2060}", Missing),
    ("blank letters", "\u{3164}\u{2800}\u{115F}", Missing),
    ("a turned direction", "user\u{202E}gpj.exe", Refused),
    ("an isolated direction", "a\u{2066}bcd\u{2069}", Refused),
    ("NUL", "abc\0def", Refused),
    ("escape sequences", "abc\u{1B}[31mred", Refused),
    ("C1 controls", "abc\u{9B}31m", Refused),
    ("line ends", "abc\r\nBcc: eve@example.org", Refused),
    ("Unicode's line ends", "abc\u{2028}def", Refused),
    ("a byte order mark within", "abc\u{FEFF}def", Refused),
];

/// What one reads of a field that may be empty.
fn check_optional(
    what: &str,
    fate: Fate,
    answer: Answer,
    status: u16,
    read: impl Fn(&Value) -> Value,
) {
    match fate {
        Kept(text) => assert_eq!(read(&answer.expect(status).json), text, "{what}"),
        Missing => assert_eq!(read(&answer.expect(status).json), Value::Null, "{what}"),
        Refused => {
            answer.expect_problem(422, "validation-failed");
        }
    }
}

/// What one reads of a field that is needed.
fn check_needed(what: &str, fate: Fate, answer: Answer, status: u16, field: &str) {
    match fate {
        Kept(text) => assert_eq!(answer.expect(status).json[field], text, "{what}"),
        Missing | Refused => {
            let answer = answer.expect_problem(422, "validation-failed");
            assert_eq!(answer.bad_fields(), [field], "{what}");
        }
    }
}

async fn app() -> TestApp {
    TestApp::start_with(&[("RATE_LIMITS", "off")]).await
}

#[tokio::test]
async fn events_keep_every_text() {
    let app = app().await;
    let lena = app.member("lena").await;
    for (what, text, fate) in SAMPLES {
        let publish = async |field: &str| lena.post("/events", event(json!({ field: text }))).await;
        check_needed(what, *fate, publish("title").await, 201, "title");
        check_optional(what, *fate, publish("location").await, 201, |event| {
            event["location"].clone()
        });
        // Of the lines of a description some controls are a part.
        if !text.contains('\r') {
            check_needed(
                what,
                *fate,
                publish("description").await,
                201,
                "description",
            );
        }
        for field in [
            "time_zone",
            "date",
            "time",
            "end_date",
            "end_time",
            "price",
            "currency",
        ] {
            let answer = publish(field).await;
            // Where nothing may stand, nothing to see is nothing.
            let is_fine = answer.status == 422 || (matches!(fate, Missing) && answer.status == 201);
            assert!(is_fine, "{what} as {field}: {}", answer.json);
        }
    }
}

#[tokio::test]
async fn lines_of_a_description_end_alike() {
    let app = app().await;
    let lena = app.member("lena").await;
    let body = event(json!({ "description": "one\r\ntwo\rthree\n\n\tfour" }));
    let answer = lena.post("/events", body).await.expect(201);
    assert_eq!(answer.json["description"], "one\ntwo\nthree\n\n\tfour");
}

#[tokio::test]
async fn every_title_is_found_by_itself() {
    let app = app().await;
    let lena = app.member("lena").await;
    for (what, text, fate) in SAMPLES {
        let found = find(&app.guest(), text).await;
        match fate {
            Kept(kept) => {
                lena.publish(json!({ "title": text })).await;
                for query in [text, kept] {
                    let found = find(&app.guest(), query).await.expect(200);
                    assert!(found.titles().contains(kept), "{what}: {}", found.json);
                }
            }
            Missing => assert_eq!(found.status, 200, "{what}"),
            Refused => {
                found.expect_problem(400, "invalid-query");
            }
        }
    }
    for query in [
        "%ff%fe",
        "%",
        "%zz",
        "%ed%a0%80",
        "%00",
        "%c0%80",
        "a%",
        "%f0%9f",
    ] {
        let answer = app.guest().get(&format!("/events?query={query}")).await;
        assert!(
            [200, 400].contains(&answer.status),
            "{query}: {}",
            answer.json
        );
    }
}

async fn find(person: &Person, query: &str) -> Answer {
    let query: String = byte_serialize(query.as_bytes()).collect();
    person
        .get(&format!("/events?limit=100&query={query}"))
        .await
}

#[tokio::test]
async fn people_keep_their_names() {
    let app = app().await;
    let lena = app.member("lena").await;
    for (number, (what, text, fate)) in SAMPLES.iter().enumerate() {
        for field in ["first_name", "last_name"] {
            let answer = lena.patch("/users/me", json!({ field: text })).await;
            check_optional(what, *fate, answer, 200, |me| me[field].clone());
        }
        let body = json!({
            "username": format!("person{number}"), "email": format!("person{number}@example.org"),
            "password": PASSWORD, "first_name": text, "last_name": text,
        });
        let answer = app.guest().post("/auth/register", body).await;
        let expected = if matches!(fate, Refused) { 422 } else { 201 };
        assert_eq!(answer.status, expected, "{what}: {}", answer.json);
    }
}

#[tokio::test]
async fn every_person_is_found_by_every_name() {
    let app = app().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let event = lena.publish(json!({})).await;
    mira.book(&event).await.expect(201);
    for (what, text, fate) in SAMPLES {
        let query: String = byte_serialize(text.as_bytes()).collect();
        let lists = [
            format!("/users?query={query}"),
            format!("/events/{event}/attendees?query={query}"),
        ];
        if matches!(fate, Kept(_)) {
            let names = json!({ "first_name": text });
            mira.patch("/users/me", names).await.expect(200);
        }
        for path in lists {
            let answer = lena.get(&path).await;
            match fate {
                Kept(_) => {
                    let list = answer.expect(200).json;
                    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "{what}");
                }
                Missing => assert!([200, 400].contains(&answer.status), "{what}"),
                Refused => {
                    answer.expect_problem(400, "invalid-query");
                }
            }
        }
    }
}

#[tokio::test]
async fn no_text_makes_a_login_or_a_link_fail() {
    let app = app().await;
    let guest = app.guest();
    for (what, text, _) in SAMPLES {
        let bodies = [
            (
                "/auth/login",
                json!({ "login": text, "password": PASSWORD }),
            ),
            ("/auth/login", json!({ "login": "lena", "password": text })),
            ("/auth/token", json!({ "login": text, "password": text })),
            ("/auth/token/refresh", json!({ "refresh_token": text })),
            ("/auth/confirm", json!({ "hash": text })),
            ("/auth/email/confirm", json!({ "hash": text })),
            (
                "/auth/password/reset",
                json!({ "hash": text, "password": PASSWORD }),
            ),
            (
                "/auth/password/reset",
                json!({ "hash": "x", "password": text }),
            ),
            ("/auth/password/forgot", json!({ "email": text })),
            (
                "/auth/register",
                json!({ "username": text, "email": "a@example.org", "password": PASSWORD }),
            ),
            (
                "/auth/register",
                json!({ "username": "lena", "email": text, "password": PASSWORD }),
            ),
        ];
        for (path, body) in bodies {
            let answer = guest.post(path, body).await;
            assert!(answer.status < 500, "{what} to {path}: {}", answer.json);
        }
        let resent = guest
            .post("/auth/confirm/resend", json!({ "login": text }))
            .await;
        assert!(
            [202, 422].contains(&resent.status),
            "{what}: {}",
            resent.json
        );
        let name: String = byte_serialize(text.as_bytes()).collect();
        let unsubscribe = format!("/invitation-mails/unsubscribe?token={name}");
        let answer = guest.post(&unsubscribe, Value::Null).await;
        assert!(
            [400, 410].contains(&answer.status),
            "{what}: {}",
            answer.json
        );
        for path in [
            format!("/users/{name}"),
            format!("/users/{name}/events?cursor={name}"),
            format!("/calendars/{name}.ics"),
        ] {
            let answer = guest.get(&path).await;
            assert!(
                (400..500).contains(&answer.status),
                "{what}: {}",
                answer.json
            );
        }
    }
}

#[tokio::test]
async fn a_password_is_the_same_however_a_keyboard_composes_it() {
    let app = app().await;
    let composed = "Pâté für die Känguruhs 🦘";
    let apart = "Pa\u{302}te\u{301} fu\u{308}r die Ka\u{308}nguruhs 🦘";
    let guest = app.guest();
    let body = json!({ "username": "lena", "email": "lena@example.org", "password": apart });
    let answer = guest.post("/auth/register", body).await.expect(201);
    let link = answer.json["confirmation"]["link"].as_str().unwrap();
    let hash = crate::support::app::hash_in(link);
    guest
        .post("/auth/confirm", json!({ "hash": hash }))
        .await
        .expect(204);
    for password in [composed, apart] {
        let body = json!({ "login": "lena", "password": password });
        guest.post("/auth/login", body).await.expect(200);
    }
}

#[tokio::test]
async fn half_a_character_is_no_text() {
    let app = app().await;
    let lena = app.member("lena").await;
    for text in [r"\ud800", r"\udc00", r"\ud83d\ud83d", r"a\udbff"] {
        let body = format!("{{\"first_name\": \"{text}\"}}");
        let request = lena.api(Method::PATCH, "/users/me").body(body);
        let answer = send(request.header("content-type", "application/json")).await;
        answer.expect_problem(400, "malformed-request");
    }
    let whole = r#"{"first_name": "\ud83d\udc69"}"#;
    let request = lena.api(Method::PATCH, "/users/me").body(whole);
    let answer = send(request.header("content-type", "application/json")).await;
    assert_eq!(answer.expect(200).json["first_name"], "👩");
}

/// Names that a reader would take for `lena` or `LENA`.
const LOOKALIKES: [&str; 12] = [
    "l\u{435}na",
    "\u{29F}ena",
    "\u{217C}ena",
    "ｌｅｎａ",
    "l\u{3B5}na",
    "le\u{200B}na",
    "len\u{200D}a",
    "lena\u{FE0F}",
    "lena\u{AD}",
    "le\u{2060}na",
    "len\u{E1}",
    "lena\u{34F}",
];

#[tokio::test]
async fn names_that_look_alike_are_taken_or_refused() {
    let app = app().await;
    app.member("lena").await;
    let mira = app.member("mira").await;
    let codes = async |username: &str| {
        let body =
            json!({ "username": username, "email": "other@example.org", "password": PASSWORD });
        let registered = app.guest().post("/auth/register", body).await;
        let changed = mira
            .patch("/users/me", json!({ "username": username }))
            .await;
        [registered, changed].map(|answer| {
            let answer = answer.expect_problem(422, "validation-failed");
            assert_eq!(answer.bad_fields(), ["username"], "{username}");
            answer.json["errors"][0]["code"]
                .as_str()
                .unwrap()
                .to_owned()
        })
    };
    for same in ["lena", "LENA", "Lena", " lena\u{3000}"] {
        assert_eq!(codes(same).await, ["taken", "taken"], "{same}");
    }
    for username in LOOKALIKES {
        let expected = ["username_characters", "username_characters"];
        assert_eq!(codes(username).await, expected, "{username}");
    }
}
