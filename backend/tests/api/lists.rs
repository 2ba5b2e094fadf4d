//! Lists: where one goes, what somebody publishes, who comes, and people whom one looks for.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::person::day;
use crate::support::{Person, TestApp};

/// A text of each item, at this place.
fn texts<'a>(list: &'a Value, place: &str) -> Vec<&'a str> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| item.pointer(place).unwrap().as_str().unwrap())
        .collect()
}

/// The texts of all pages, which have two items each, but for the last.
async fn all_pages(person: &Person, path: &str, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = person.get(&format!("{path}&limit=2{cursor}")).await;
        let page = page.expect(200).json;
        found.extend(texts(&page, place).into_iter().map(str::to_owned));
        match page["next_cursor"].as_str() {
            Some(next) => {
                assert_eq!(page["items"].as_array().map(Vec::len), Some(2));
                cursor = format!("&cursor={next}");
            }
            None => return found,
        }
    }
}

const TITLE: &str = "/event/title";

#[tokio::test]
async fn bookings_and_invitations_are_listed_as_they_come_and_as_they_went() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    for offset in [4, 2, 3, 1, 5] {
        let title = format!("Day {offset}");
        let event = json!({ "title": title, "date": day(offset), "time_zone": "UTC" });
        let id = mira.publish(event).await;
        if offset % 2 == 0 {
            mira.invite(&id, "lena").await.expect(201);
        } else {
            lena.book(&id).await.expect(201);
        }
    }
    mira.publish(json!({ "title": "Of others" })).await;
    let list = async |query: &str| all_pages(&lena, &format!("/bookings?{query}"), TITLE).await;
    let days = |numbers: &[i32]| {
        let titles = numbers.iter().map(|number| format!("Day {number}"));
        titles.collect::<Vec<_>>()
    };
    assert_eq!(list("").await, days(&[1, 2, 3, 4, 5]));
    assert_eq!(list("status=accepted").await, days(&[1, 3, 5]));
    assert_eq!(list("status=invited").await, days(&[2, 4]));
    assert_eq!(list("period=past").await, days(&[]));
    let first = lena.get("/bookings?status=invited&limit=1").await;
    let first = &first.expect(200).json["items"][0];
    assert_eq!(first["status"], "invited");
    assert_eq!(first["accepted_at"], Value::Null);
    assert_eq!(first["event"]["relation"], "invited");

    app.let_time_pass(TimeDelta::days(4));
    assert_eq!(list("period=upcoming").await, days(&[4, 5]));
    assert_eq!(list("period=past").await, days(&[3, 2, 1]));
    assert_eq!(list("period=past&status=accepted").await, days(&[3, 1]));
    for bad in [
        "status=maybe",
        "period=now",
        "limit=0",
        "cursor=x",
        "colour=red",
    ] {
        let answer = lena.get(&format!("/bookings?{bad}")).await;
        let answer = answer.expect_problem(400, "invalid-query");
        let (name, _) = bad.split_once('=').unwrap();
        assert_eq!(answer.bad_fields(), [name]);
    }
}

#[tokio::test]
async fn events_that_begin_together_are_each_listed_once() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let mut expected = HashSet::new();
    for number in 0..7 {
        let title = format!("Number {number}");
        let id = mira.publish(json!({ "title": title })).await;
        lena.book(&id).await.expect(201);
        expected.insert(title);
    }
    let own = all_pages(&mira, "/users/mira/events?period=upcoming", "/title").await;
    let booked = all_pages(&lena, "/bookings?status=accepted", TITLE).await;
    for found in [own, booked] {
        assert_eq!(found.len(), 7);
        assert_eq!(found.into_iter().collect::<HashSet<_>>(), expected);
    }
}

#[tokio::test]
async fn what_somebody_publishes_is_listed_by_period() {
    let app = TestApp::start().await;
    let mira = app.member("mira").await;
    for offset in [3, 1, 2, 6] {
        let title = format!("Day {offset}");
        let event = json!({ "title": title, "date": day(offset), "time_zone": "UTC" });
        mira.publish(event).await;
    }
    app.let_time_pass(TimeDelta::days(3));
    let list = async |query: &str| {
        all_pages(
            &app.guest(),
            &format!("/users/mira/events?{query}"),
            "/title",
        )
        .await
    };
    assert_eq!(list("period=upcoming").await, ["Day 3", "Day 6"]);
    assert_eq!(list("period=past").await, ["Day 2", "Day 1"]);
    assert_eq!(list("").await, ["Day 6", "Day 3", "Day 2", "Day 1"]);
}

/// Somebody with these names.
async fn named(app: &TestApp, username: &str, first: &str, last: &str) -> Person {
    let person = app.member(username).await;
    let names = json!({ "first_name": first, "last_name": last });
    person.patch("/users/me", names).await.expect(200);
    person
}

async fn found(person: &Person, query: &str) -> Vec<String> {
    let list = person.get(&format!("/users?query={query}")).await;
    let list = list.expect(200).json;
    assert_eq!(list["next_cursor"], Value::Null);
    let names = texts(&list, "/username");
    names.into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn people_are_found_while_one_types_how_they_are_called() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    named(&app, "murat.k", "Murat", "Özdemir").await;
    named(&app, "Marlene", "Léa", "van der Berg").await;
    app.register(&app.guest(), "murmel").await;
    for (query, expected) in [
        ("mu", vec!["murat.k"]),
        ("MUR", vec!["murat.k"]),
        ("%C3%96z", vec!["murat.k"]),
        ("murat%20%C3%B6z", vec!["murat.k"]),
        ("murat.k", vec!["murat.k"]),
        ("ber%20l%C3%A9", vec!["Marlene"]),
        ("ma", vec!["Marlene"]),
        // Only beginnings of words count, and nobody looks for themselves.
        ("lene", vec![]),
        ("lena", vec![]),
        ("example.org", vec![]),
        ("%25%25", vec![]),
        ("__", vec![]),
        ("murat%20berg", vec![]),
    ] {
        assert_eq!(found(&lena, query).await, expected, "{query}");
    }
    for number in 10..25 {
        app.member(&format!("twin{number}")).await;
    }
    let twins = found(&lena, "tw").await;
    assert_eq!(twins.len(), 10);
    assert_eq!((twins[0].as_str(), twins[9].as_str()), ("twin10", "twin19"));
    for bad in ["", "?query=", "?query=m", "?query=mu&limit=5"] {
        let answer = lena.get(&format!("/users{bad}")).await;
        answer.expect_problem(400, "invalid-query");
    }
    let guest = app.guest().get("/users?query=mu").await;
    guest.expect_problem(401, "login-required");
}

#[tokio::test]
async fn among_many_who_come_one_is_found_by_name() {
    let app = TestApp::start().await;
    let mira = app.member("mira").await;
    let id = mira.publish(json!({})).await;
    for (username, last) in [("ana", "Berger"), ("bo", "Ahrens"), ("cem", "Bergmann")] {
        let username = format!("{username}x");
        named(&app, &username, "Kim", last).await.book(&id).await;
    }
    named(&app, "dora", "Kim", "Bergstedt").await;
    mira.invite(&id, "dora").await.expect(201);
    let path = format!("/events/{id}/attendees");
    let list = async |person: &Person, query: &str| {
        all_pages(person, &format!("{path}?query={query}"), "/person/username").await
    };
    assert_eq!(list(&mira, "berg").await, ["anax", "cemx", "dora"]);
    assert_eq!(list(&mira, "kim%20ahr").await, ["box"]);
    assert_eq!(list(&mira, "kim").await, ["anax", "box", "cemx", "dora"]);
    assert_eq!(list(&mira, "nobody").await, Vec::<String>::new());
    let stranger = app.member("stranger").await;
    assert_eq!(list(&stranger, "berg").await, ["anax", "cemx"]);
}
