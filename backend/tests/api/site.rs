//! The documents: what browsers and search engines get before a program runs.

use diesel_async::SimpleAsyncConnection;
use reqwest::Method;
use serde_json::{Value, json};

use crate::pictures::{png, show};
use crate::support::person::{day, event, send};
use crate::support::{Person, TestApp};

/// A document, and what stands around it.
struct Document {
    status: u16,
    headers: reqwest::header::HeaderMap,
    html: String,
}

async fn open(person: &Person, path: &str) -> Document {
    open_in(person, path, "en").await
}

async fn open_in(person: &Person, path: &str, language: &str) -> Document {
    let request = person.request(Method::GET, path);
    let request = request.header("accept-language", language);
    let answer = send(request).await;
    Document {
        status: answer.status,
        html: answer.body(),
        headers: answer.headers,
    }
}

impl Document {
    #[track_caller]
    fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.html);
        assert_eq!(self.headers["content-type"], "text/html; charset=utf-8");
        self
    }

    /// What stands between the first two of these.
    #[track_caller]
    fn between(&self, start: &str, end: &str) -> &str {
        let (_, rest) = self.html.split_once(start).unwrap_or_else(|| {
            panic!("{start} is missing in {}", self.html);
        });
        rest.split_once(end).unwrap().0
    }

    fn title(&self) -> &str {
        self.between("<title>", "</title>")
    }

    fn heading(&self) -> &str {
        let rest = self.between("<h1", "</h1>");
        rest.split_once('>').unwrap().1
    }

    fn json_ld(&self) -> Value {
        let text = self.between("<script type=\"application/ld+json\">", "</script>");
        serde_json::from_str(text).unwrap()
    }

    fn answers(&self) -> Value {
        let start = "<script type=\"application/json\" id=\"answers\">";
        let mut all: Value = serde_json::from_str(self.between(start, "</script>")).unwrap();
        all["answers"].take()
    }

    fn is_listed(&self) -> bool {
        !self
            .html
            .contains("<meta name=\"robots\" content=\"noindex\">")
    }

    /// Without what is different each time.
    fn essence(&self) -> String {
        let (before, rest) = self
            .html
            .rsplit_once("\"id\":\"")
            .unwrap_or((&self.html, ""));
        let after = rest.split_once('"').map_or("", |(_, after)| after);
        format!("{before}{after}")
    }
}

#[tokio::test]
async fn a_public_event_is_told_to_people_and_to_machines() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let id = hanna
        .publish(json!({
            "title": "Choir & friends",
            "description": "Loud.\n\nSee https://example.org/choir.",
            "location": "Stuttgart, Feuersee",
            "date": "2036-07-01", "time": "19:30", "end_time": "23:00",
            "time_zone": "Europe/Berlin",
            "maximum_attendees": 3, "price": "12.50", "currency": "EUR",
        }))
        .await;
    let lena = app.member("lena").await;
    lena.book(&id).await.expect(201);

    let page = open(&app.guest(), &format!("/event-detail/{id}"))
        .await
        .expect(200);
    let address = format!("{}/event-detail/{id}", app.url);
    assert_eq!(page.title(), "Choir &#38; friends · Event Booking");
    assert_eq!(page.heading(), "Choir &#38; friends");
    for part in [
        "<meta name=\"description\" content=\"Loud. See https://example.org/choir.\">",
        &format!("<link rel=\"canonical\" href=\"{address}\">"),
        "<meta property=\"og:title\" content=\"Choir &#38; friends\">",
        &format!("<meta property=\"og:url\" content=\"{address}\">"),
        "<meta name=\"twitter:card\"",
        "Stuttgart, Feuersee",
        "2 of 3 places left",
        "href=\"https://example.org/choir\"",
        "<a href=\"/profile/hanna\"",
        "<a href=\"/event-overview\"",
        "1 person is coming.",
        "Log in to book a place",
        "<noscript>",
    ] {
        assert!(
            page.html.contains(part),
            "{part} is missing in {}",
            page.html
        );
    }
    assert!(page.is_listed());
    assert_eq!(page.headers["content-language"], "en");
    assert_eq!(page.headers["cache-control"], "no-cache");
    let vary = page.headers["vary"].to_str().unwrap();
    assert!(
        vary.contains("cookie") && vary.contains("accept-language"),
        "{vary}"
    );

    let machine = page.json_ld();
    let expected = json!({
        "@context": "https://schema.org", "@type": "Event",
        "@id": address, "url": address,
        "name": "Choir & friends",
        "description": "Loud.\n\nSee https://example.org/choir.",
        "startDate": "2036-07-01T19:30:00+02:00",
        "endDate": "2036-07-01T23:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": { "@type": "Place", "name": "Stuttgart, Feuersee", "address": "Stuttgart, Feuersee" },
        "organizer": { "@type": "Person", "name": "hanna", "url": format!("{}/profile/hanna", app.url) },
        "offers": {
            "@type": "Offer", "url": address, "price": "12.50", "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "validFrom": machine["offers"]["validFrom"],
        },
        "isAccessibleForFree": false,
        "maximumAttendeeCapacity": 3, "remainingAttendeeCapacity": 2,
    });
    assert_eq!(machine, expected);
    assert!(machine["offers"]["validFrom"].is_string());
}

#[tokio::test]
async fn a_picture_is_seen_by_everybody_who_hears_of_the_event() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let id = hanna.publish(json!({ "title": "Lanterns" })).await;
    let path = format!("/event-detail/{id}");
    let guest = app.guest();
    let plain = open(&guest, &path).await.expect(200);
    assert!(!plain.html.contains("<img") && !plain.html.contains("og:image"));
    assert_eq!(plain.json_ld()["image"], Value::Null);

    show(&hanna, &id, png(2000, 1000)).await.expect(200);
    let event = guest.get(&format!("/events/{id}")).await.expect(200);
    let files = &event.json["picture"];
    let small = files["small"]["address"].as_str().unwrap();
    let large = files["large"]["address"].as_str().unwrap();
    let page = open(&guest, &path).await.expect(200);
    let elsewhere = format!("{}{large}", app.url);
    for part in [
        &format!("<meta property=\"og:image\" content=\"{elsewhere}\">"),
        "<meta property=\"og:image:width\" content=\"1600\">",
        "<meta property=\"og:image:height\" content=\"800\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        &format!("{small} 640w, {large} 1600w"),
    ] {
        assert!(
            page.html.contains(part),
            "{part} is missing in {}",
            page.html
        );
    }
    assert_eq!(page.json_ld()["image"], json!([elsewhere]));
    for list in ["/", "/event-overview"] {
        let page = open(&guest, list).await.expect(200);
        let picture = page.between("<img class=\"ticket-picture\"", ">");
        assert!(picture.contains(small), "{list}: {picture}");
    }
}

#[tokio::test]
async fn what_nobody_said_is_not_made_up_for_machines() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let id = hanna
        .publish(json!({ "date": "2036-07-01", "time": null, "end_date": "2036-07-03", "maximum_attendees": 1 }))
        .await;
    let guest = app.guest();
    let path = format!("/event-detail/{id}");
    let machine = open(&guest, &path).await.json_ld();
    assert_eq!(machine["startDate"], "2036-07-01");
    assert_eq!(machine["endDate"], "2036-07-03");
    assert_eq!(machine["offers"]["price"], "0");
    assert_eq!(machine["isAccessibleForFree"], true);
    assert_eq!(machine["location"]["name"], "The place is not known yet");

    hanna
        .edit(
            &id,
            1,
            json!({ "location": "https://meet.example.org/choir" }),
        )
        .await
        .expect(200);
    app.member("lena").await.book(&id).await.expect(201);
    let page = open(&guest, &path).await;
    let machine = page.json_ld();
    assert_eq!(machine["location"]["@type"], "VirtualLocation");
    assert_eq!(
        machine["offers"]["availability"],
        "https://schema.org/SoldOut"
    );
    assert!(page.html.contains("Fully booked"), "{}", page.html);
}

#[tokio::test]
async fn an_invite_only_event_exists_only_for_those_who_may_see_it() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let private = json!({ "title": "Secret supper", "visibility": "invite-only" });
    let id = hanna.publish(private).await;
    hanna.invite(&id, "lena").await.expect(201);
    let path = format!("/event-detail/{id}");
    let nowhere = "/event-detail/01990000-0000-7000-8000-000000000000";
    for stranger in [&app.guest(), &mira] {
        let hidden = open(stranger, &path).await.expect(404);
        let absent = open(stranger, nowhere).await.expect(404);
        assert_eq!(hidden.essence(), absent.essence());
        assert_eq!(hidden.title(), "There is no such event · Event Booking");
        for list in ["/", "/event-overview"] {
            let list = open(stranger, list).await.expect(200);
            assert!(!list.html.contains("Secret supper"), "{}", list.html);
        }
    }
    for person in [&hanna, &lena] {
        let page = open(person, &path).await.expect(200);
        assert_eq!(page.heading(), "Secret supper");
        assert!(page.html.contains("Invite only"));
        assert!(!page.is_listed());
        assert!(!page.html.contains("ld+json") && !page.html.contains("og:title"));
        assert_eq!(page.headers["cache-control"], "private, no-store");
    }
    assert!(open(&lena, "/").await.html.contains("Secret supper"));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    app.member("quiet").await;
    let id = hanna.publish(json!({})).await;
    let guest = app.guest();
    open(&guest, &format!("/event-detail/{id}"))
        .await
        .expect(200);
    open(&guest, "/profile/HANNA").await.expect(200);
    hanna.cancel(&id).await.expect(200);
    for path in [
        &format!("/event-detail/{id}"),
        "/event-detail/nonsense",
        "/event-detail/%00",
        "/event-detail/0199",
        "/event-detail/%3Cscript%3E",
        "/profile/nobody",
        "/profile/quiet",
        "/profile/%2e%2e%2f",
        "/wp-login.php",
        "/event-overview/",
        "/index.html",
        "/event-detail/",
    ] {
        let page = open(&guest, path).await.expect(404);
        assert!(!page.is_listed(), "{path}");
        assert!(page.html.contains("href=\"/event-overview\""), "{path}");
        assert!(!page.html.contains("<script>alert"), "{path}");
    }
    // Members see each other.
    open(&hanna, "/profile/quiet").await.expect(200);
}

#[tokio::test]
async fn lists_can_be_followed_to_their_end() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let hanna = app.member("hanna").await;
    for number in 0..23 {
        let title = format!("Evening {number:02}");
        hanna
            .publish(json!({ "title": title, "date": day(10 + number) }))
            .await;
    }
    let guest = app.guest();
    for first in ["/event-overview", "/profile/hanna"] {
        let (mut path, mut pages, mut found) = (first.to_owned(), 0, Vec::new());
        loop {
            let page = open(&guest, &path).await.expect(200);
            pages += 1;
            let links = page.html.split("<a href=\"/event-detail/").skip(1);
            let links = links.map(|rest| rest.split('"').next().unwrap().to_owned());
            found.extend(links);
            let Some((before, _)) = page.html.split_once("\" rel=\"next\"") else {
                break;
            };
            path = before
                .rsplit_once("href=\"")
                .unwrap()
                .1
                .replace("&#38;", "&");
        }
        found.dedup();
        found.sort();
        found.dedup();
        assert_eq!((pages, found.len()), (2, 23), "{first}");
    }
    let page = open(&guest, "/event-overview?query=evening+07")
        .await
        .expect(200);
    assert!(page.html.contains("Evening 07") && !page.html.contains("Evening 08"));
    assert!(!page.is_listed());
    assert!(page.html.contains("1 upcoming event"), "{}", page.html);
    for nonsense in [
        "from=x",
        "cursor=x",
        "from=2100-02-01&to=2100-01-01",
        "query=%00",
    ] {
        open(&guest, &format!("/event-overview?{nonsense}"))
            .await
            .expect(200);
    }
    let none = open(&guest, "/event-overview?query=nothing+like+it")
        .await
        .expect(200);
    assert!(none.html.contains("Nothing matches."));
}

#[tokio::test]
async fn lists_and_people_are_told_to_machines_without_what_is_private() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let id = hanna.publish(json!({ "title": "For everybody" })).await;
    hanna
        .publish(json!({ "title": "For few", "visibility": "invite-only" }))
        .await;
    for person in [&hanna, &app.guest()] {
        let overview = open(person, "/event-overview").await.expect(200);
        let profile = open(person, "/profile/hanna").await.expect(200);
        for (page, address, name) in [
            (&overview, "/event-overview", "Events"),
            (&profile, "/profile/hanna", "hanna"),
        ] {
            for part in [
                "<meta name=\"description\" content=\"",
                &format!("<meta property=\"og:title\" content=\"{name}\">"),
                &format!("<link rel=\"canonical\" href=\"{}{address}\">", app.url),
            ] {
                assert!(
                    page.html.contains(part),
                    "{part} is missing in {}",
                    page.html
                );
            }
        }
        let profile = profile.json_ld();
        assert_eq!(profile["@graph"][0]["@type"], "ProfilePage");
        assert_eq!(profile["@graph"][0]["mainEntity"]["alternateName"], "hanna");
        for list in [&overview.json_ld(), &profile["@graph"][1]] {
            let items = list["itemListElement"].as_array().unwrap();
            assert_eq!(items.len(), 1, "{items:?}");
            assert_eq!(items[0]["item"]["@type"], "Event");
            assert_eq!(items[0]["item"]["name"], "For everybody");
            assert_eq!(
                items[0]["item"]["url"],
                format!("{}/event-detail/{id}", app.url)
            );
        }
    }
}

#[tokio::test]
async fn the_answers_in_a_document_are_those_of_the_api() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let id = hanna.publish(json!({ "title": "Bücher & Brot" })).await;
    let (guest, lena) = (app.guest(), app.member("lena").await);
    let event_answers = format!("/event-detail/{id}");
    let cases = [
        ("/", 2),
        ("/event-overview", 2),
        ("/event-overview?query=b%C3%BCch+%26&include_past=true", 2),
        (event_answers.as_str(), 3),
        ("/profile/hanna", 3),
        ("/login", 1),
    ];
    for (path, count) in cases {
        for person in [&guest, &lena] {
            let answers = open(person, path).await.answers();
            let answers = answers.as_object().unwrap();
            assert_eq!(answers.len(), count, "{path}: {:?}", answers.keys());
            for (address, answer) in answers {
                let asked = person.get(address).await.expect(200);
                assert_eq!(*answer, asked.json, "{address}");
            }
        }
    }
    // What its creator is told besides, the app asks for.
    let own = open(&hanna, &event_answers).await.answers();
    assert_eq!(own.as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn documents_speak_the_language_of_who_asks() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let id = hanna.publish(json!({ "title": "Chor" })).await;
    for path in [
        "/",
        "/event-overview",
        &format!("/event-detail/{id}"),
        "/profile/hanna",
        "/nowhere",
    ] {
        let german = open_in(&app.guest(), path, "de-AT,en;q=0.5").await;
        assert_eq!(german.headers["content-language"], "de");
        assert!(
            german.html.contains("Lesen kannst du hier alles."),
            "{}",
            german.html
        );
        let cookie = app
            .guest()
            .request(Method::GET, path)
            .header("cookie", "language=en");
        let english = send(cookie.header("accept-language", "de")).await;
        assert_eq!(english.headers["content-language"], "en");
        assert!(english.body().contains("You can read everything here."));
    }
}

#[tokio::test]
async fn pages_of_members_say_only_what_they_are() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    for (path, title) in [
        ("/my-bookings", "My bookings"),
        ("/sessions", "Where you are logged in"),
        ("/event-edit/0199", "Edit event"),
        ("/chat/hanna", "Chat"),
    ] {
        for person in [&app.guest(), &lena] {
            let page = open(person, path).await.expect(200);
            assert_eq!(page.title(), format!("{title} · Event Booking"));
            assert_eq!(page.heading(), title);
            assert!(!page.is_listed());
        }
    }
    let home = open(&app.guest(), "/").await.expect(200);
    assert_eq!(home.title(), "Event Booking");
    assert!(home.is_listed());
}

#[tokio::test]
async fn markup_that_people_type_is_text_in_documents() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let evil = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x'{{7*7}}<!--";
    let link = "https://example.org/\"onmouseover=alert(1) javascript:alert(1)";
    let id = hanna
        .publish(
            json!({ "title": evil, "description": format!("{evil} {link}"), "location": evil }),
        )
        .await;
    let changes = json!({ "first_name": "<b>Hanna</b>", "last_name": "\"><script>x" });
    hanna.patch("/users/me", changes).await.expect(200);
    let guest = app.guest();
    for path in [
        "/",
        "/event-overview",
        &format!("/event-detail/{id}"),
        "/profile/hanna",
        "/event-overview?query=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/event-overview?from=%22%3E%3Cscript%3Ealert(1)",
        "/profile/%22%3E%3Cscript%3E",
        "/%22%3E%3Cscript%3Ealert(1)",
    ] {
        let page = open(&guest, path).await;
        for bad in ["<script>alert", "<img", "<b>", "<script>x", "<!-- "] {
            assert!(!page.html.contains(bad), "{bad} at {path}: {}", page.html);
        }
        // Every script is one of ours.
        for script in page.html.split("<script").skip(1) {
            let attributes = script.split_once('>').unwrap().0;
            assert!(!attributes.contains("alert"), "{attributes} at {path}");
        }
        assert_eq!(page.html.matches("<title>").count(), 1, "{path}");
    }
    let page = open(&guest, &format!("/event-detail/{id}")).await;
    assert_eq!(page.json_ld()["name"], evil);
    assert_eq!(page.answers()[format!("/events/{id}")]["title"], evil);
    assert!(
        page.html.contains("href=\"https://example.org/\""),
        "{}",
        page.html
    );
}

#[tokio::test]
async fn documents_are_read_and_nothing_else() {
    let app = TestApp::start().await;
    let guest = app.guest();
    for path in [
        "/",
        "/event-overview",
        "/nowhere",
        "/robots.txt",
        "/sitemap.xml",
        "/site.webmanifest",
    ] {
        let head = send(guest.request(Method::HEAD, path)).await;
        assert_eq!(head.status, if path == "/nowhere" { 404 } else { 200 });
        assert!(head.bytes.is_empty());
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let request = guest.request(method, path).json(&event(json!({})));
            let answer = send(request).await.expect(405);
            assert_eq!(answer.headers["allow"], "GET, HEAD", "{path}");
        }
    }
}

#[tokio::test]
async fn without_a_database_everybody_gets_the_app_and_nobody_is_taken_for_a_guest() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    app.state.gate.pool().close();
    for person in [&hanna, &app.guest()] {
        for path in ["/", "/event-overview", "/my-events"] {
            // What only the app shows asks the database for members only.
            let status = if path == "/my-events" && !std::ptr::eq(person, &hanna) {
                200
            } else {
                503
            };
            let page = open(person, path).await.expect(status);
            assert!(page.html.contains("<main id=\"content\""), "{path}");
            assert!(
                !page.html.contains("\"account\":null") || status == 200,
                "{path}"
            );
        }
    }
    let answer = hanna.get("/auth/session").await;
    answer.expect_problem(503, "unavailable");
}

#[tokio::test]
async fn whose_session_has_ended_is_a_guest_for_documents_too() {
    let app = TestApp::start().await;
    let hanna = app.member("hanna").await;
    let page = open(&hanna, "/event-overview").await.expect(200);
    assert_eq!(page.headers["cache-control"], "private, no-store");
    assert!(!page.html.contains("href=\"/login"), "{}", page.html);
    app.connection()
        .await
        .batch_execute("DELETE FROM sessions")
        .await
        .unwrap();
    let page = open(&hanna, "/event-overview").await.expect(200);
    assert_eq!(page.headers["cache-control"], "no-cache");
    assert!(page.html.contains("href=\"/login"), "{}", page.html);
}
