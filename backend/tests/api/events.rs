//! Publishing, finding and reading events.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::person::{day, event};
use crate::support::{Person, TestApp};

async fn titles(person: &Person, filter: &str) -> Vec<String> {
    let answer = person.get(&format!("/events?{filter}")).await.expect(200);
    answer.titles().into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn an_event_is_published_and_read_by_everybody() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let body = json!({
        "title": " Night of the Small Stages ",
        "description": "Six bands.\r\n\r\n<b>Three</b> living rooms.",
        "location": "Stuttgart, Feuersee",
        "date": "2027-11-28", "time": "19:30", "end_time": "23:00",
        "time_zone": "Europe/Berlin", "visibility": "public",
        "maximum_attendees": 80, "price": "12.5", "currency": "EUR",
    });
    let created = lena.post("/events", body).await.expect(201);
    let id = created.id();
    assert_eq!(created.headers["location"], format!("/api/v1/events/{id}"));

    let read = app
        .guest()
        .get(&format!("/events/{id}"))
        .await
        .expect(200)
        .json;
    assert_eq!(read["title"], "Night of the Small Stages");
    assert_eq!(
        read["description"],
        "Six bands.\n\n<b>Three</b> living rooms."
    );
    assert_eq!(read["price"], "12.50");
    assert_eq!(read["starts_at"], "2027-11-28T18:30:00Z");
    assert_eq!(read["ends_at"], "2027-11-28T22:00:00Z");
    assert_eq!(read["places_left"], 80);
    assert_eq!(
        read["creator"],
        json!({ "username": "lena", "first_name": null, "last_name": null })
    );
    assert_eq!(read["relation"], "none");
    assert_eq!(created.json["relation"], "creator");
}

#[tokio::test]
async fn a_guest_is_told_to_log_in_before_anything_else() {
    let app = TestApp::start().await;
    app.guest()
        .post("/events", json!({ "nonsense": 1 }))
        .await
        .expect_problem(401, "login-required");
}

#[tokio::test]
async fn what_breaks_the_rules_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let cases: &[(Value, &[&str])] = &[
        (
            json!({ "title": "ab", "description": " ", "maximum_attendees": 0 }),
            &["title", "description", "maximum_attendees"],
        ),
        (json!({ "date": day(-1) }), &["date"]),
        (json!({ "date": "2026-02-30" }), &["date"]),
        (
            json!({ "end_date": day(30), "end_time": "18:00" }),
            &["end_time"],
        ),
        (json!({ "end_date": day(29) }), &["end_date"]),
        (json!({ "time_zone": "Mars/Olympus" }), &["time_zone"]),
        (
            json!({ "date": "2027-03-28", "time": "02:30", "time_zone": "Europe/Berlin" }),
            &["time"],
        ),
        (
            json!({ "price": "12,50", "currency": "XXX" }),
            &["price", "currency"],
        ),
        (json!({ "price": "12.50" }), &["currency"]),
        (json!({ "maximum_attendees": 1.5 }), &["maximum_attendees"]),
        (json!({ "visibility": "secret" }), &["visibility"]),
        (json!({ "colour": "red" }), &["colour"]),
    ];
    for (changes, fields) in cases {
        let answer = lena.post("/events", event(changes.clone())).await;
        assert_eq!(
            answer.expect_problem(422, "validation-failed").bad_fields(),
            *fields,
            "{changes}"
        );
    }
    assert!(titles(&lena, "include_past=true").await.is_empty());
}

#[tokio::test]
async fn the_list_is_in_the_order_of_time_and_hides_what_is_over() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    for (title, changes) in [
        ("Later", json!({ "date": day(20) })),
        ("Soon", json!({ "date": day(2), "time": "10:00" })),
        ("Soon too", json!({ "date": day(2), "time": "20:00" })),
        (
            "Going on",
            json!({ "date": day(0), "time": null, "end_date": day(10) }),
        ),
    ] {
        let mut changes = changes;
        changes["title"] = title.into();
        lena.publish(changes).await;
    }
    assert_eq!(
        titles(&lena, "").await,
        ["Going on", "Soon", "Soon too", "Later"]
    );
    app.let_time_pass(TimeDelta::days(5));
    assert_eq!(titles(&lena, "").await, ["Going on", "Later"]);
    assert_eq!(
        titles(&lena, "include_past=true").await,
        ["Going on", "Soon", "Soon too", "Later"]
    );
    app.let_time_pass(TimeDelta::days(100));
    assert!(titles(&lena, "").await.is_empty());
    assert_eq!(titles(&lena, "include_past=true").await.len(), 4);
}

#[tokio::test]
async fn a_span_of_days_finds_what_happens_in_it() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    lena.publish(json!({ "title": "First", "date": "2027-05-01", "time": "00:00", "time_zone": "Pacific/Kiritimati" })).await;
    lena.publish(json!({ "title": "Second", "date": "2027-05-02", "time": "23:59", "time_zone": "Pacific/Pago_Pago" })).await;
    lena.publish(json!({ "title": "Long", "date": "2027-04-20", "end_date": "2027-05-03" }))
        .await;
    lena.publish(json!({ "title": "Last", "date": "2027-05-10" }))
        .await;
    assert_eq!(
        titles(&lena, "from=2027-05-02&to=2027-05-02").await,
        ["Long", "Second"]
    );
    assert_eq!(
        titles(&lena, "from=2027-05-01&to=2027-05-01").await,
        ["Long", "First"]
    );
    assert_eq!(titles(&lena, "from=2027-05-04").await, ["Last"]);
    assert_eq!(titles(&lena, "to=2027-04-30").await, ["Long"]);
    assert!(
        titles(&lena, "from=2027-06-01&include_past=true")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn words_and_fragments_are_found_in_title_and_location() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    lena.publish(json!({ "title": "Night of the Small Stages", "location": "Stuttgart, Feuersee", "date": day(3) })).await;
    lena.publish(
        json!({ "title": "Äpfel & Birnen (100% Obst)", "location": "Köln", "date": day(4) }),
    )
    .await;
    let find = async |query: &str| {
        let encoded: String = url_encode(query);
        titles(&lena, &format!("query={encoded}")).await
    };
    let night = ["Night of the Small Stages"];
    for query in [
        "stage",
        "SMALL night",
        "uttg",
        "stuttgart stages",
        "of",
        "feuersee, small",
    ] {
        assert_eq!(find(query).await, night, "{query}");
    }
    for query in ["äpf", "ÄPFEL", "köln", "100%", "obst)"] {
        assert_eq!(find(query).await, ["Äpfel & Birnen (100% Obst)"], "{query}");
    }
    for query in ["nights", "stuttgart birnen", "_", "f"] {
        let expected: &[&str] = if query == "_" {
            &["Night of the Small Stages", "Äpfel & Birnen (100% Obst)"]
        } else if query == "f" {
            &night
        } else {
            &[]
        };
        assert_eq!(find(query).await, expected, "{query}");
    }
}

fn url_encode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn pages_lead_to_every_event_once() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    // All at the same instant, and one that goes on already.
    for number in 0..12 {
        lena.publish(json!({ "title": format!("Event {number}"), "date": day(7) }))
            .await;
    }
    lena.publish(json!({ "title": "Going on", "date": day(0), "time": null, "end_date": day(3) }))
        .await;
    for filter in ["", "&include_past=true", "&query=e", "&from=2020-01-01"] {
        let mut found = Vec::new();
        let mut next = Some(String::new());
        while let Some(cursor) = next {
            let page = app
                .guest()
                .get(&format!("/events?limit=5{filter}{cursor}"))
                .await
                .expect(200);
            assert!(page.titles().len() <= 5);
            found.extend(page.titles().into_iter().map(str::to_owned));
            next = page.json["next_cursor"]
                .as_str()
                .map(|cursor| format!("&cursor={cursor}"));
        }
        let expected = if filter == "&query=e" { 12 } else { 13 };
        assert_eq!(found.len(), expected, "{filter}");
        found.sort();
        found.dedup();
        assert_eq!(found.len(), expected, "{filter}");
    }
}

#[tokio::test]
async fn odd_parameters_are_refused_by_name() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let far_future = "f__________wAAAAAAAAAAAAAAAAAAAAAAA";
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=10000", "limit"),
        ("limit=many", "limit"),
        ("from=yesterday", "from"),
        ("to=2026-13-01", "to"),
        ("from=2027-02-01&to=2027-01-01", "to"),
        ("include_past=1", "include_past"),
        ("cursor=nonsense", "cursor"),
        (&format!("cursor={far_future}"), "cursor"),
        ("order=title", "order"),
        ("limit=5&limit=6", "limit"),
        ("query=%00", "query"),
        (&format!("query={}", "x".repeat(101)), "query"),
    ] {
        let answer = guest.get(&format!("/events?{query}")).await;
        assert_eq!(
            answer.expect_problem(400, "invalid-query").bad_fields(),
            [field],
            "{query}"
        );
    }
}

#[tokio::test]
async fn an_invite_only_event_exists_for_its_people_only() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let murat = app.member("murat").await;
    let stranger = app.member("stranger").await;
    let id = lena
        .publish(json!({ "title": "Supper for strangers", "visibility": "invite-only" }))
        .await;
    invite(&app, &id, &murat).await;
    let path = format!("/events/{id}");
    for person in [&stranger, &app.guest()] {
        person.get(&path).await.expect_problem(404, "not-found");
        person
            .get(&format!("{path}/eligibility"))
            .await
            .expect_problem(404, "not-found");
        assert!(titles(person, "").await.is_empty());
        assert!(titles(person, "query=supper").await.is_empty());
    }
    stranger.book(&id).await.expect_problem(404, "not-found");
    stranger
        .get(&format!("{path}/attendees"))
        .await
        .expect_problem(404, "not-found");
    for (person, relation) in [(&lena, "creator"), (&murat, "invited")] {
        assert_eq!(
            person.get(&path).await.expect(200).json["relation"],
            relation
        );
        assert_eq!(
            titles(person, "query=supper").await,
            ["Supper for strangers"]
        );
    }
}

/// Invites somebody the way the demo data do; there is no operation for it yet.
pub async fn invite(app: &TestApp, event: &str, person: &Person) {
    let me = person.get("/users/me").await.expect(200);
    let mut conn = app.connection().await;
    let invited = backend::bookings::queries::insert_invitation(
        &mut conn,
        event.parse().unwrap(),
        me.id().parse().unwrap(),
        app.state.clock.now(),
    );
    assert!(invited.await.unwrap());
}
