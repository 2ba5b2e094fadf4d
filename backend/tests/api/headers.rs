//! The headers of every answer there is: of every operation, document and file, good or refused, to
//! guests and to members, by HTTP and by HTTPS.

use std::fs;
use std::path::Path;

use api_types::problem::ProblemKind;
use backend::security::COOKIE;
use backend::site::{PAGES, PAGES_WITH_ID};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::pictures::{png, show};
use crate::support::operations::operations;
use crate::support::person::send;
use crate::support::{PASSWORD, Person, TestApp};

/// A request, and what came back.
struct Heard {
    /// Method, address and who asked, for those who read failures.
    place: String,
    path: String,
    is_member: bool,
    status: u16,
    headers: HeaderMap,
    has_body: bool,
}

impl Heard {
    fn header(&self, name: &str) -> &str {
        let mut values = self.headers.get_all(name).iter();
        let first = values.next().map_or("", |value| value.to_str().unwrap());
        assert!(values.next().is_none(), "{}: {name} twice", self.place);
        first
    }

    /// Whether the same is sent to everybody, so that it may be kept.
    fn is_for_everybody(&self) -> bool {
        let is_text = self.header("content-type").starts_with("text/html");
        !self.path.starts_with("/api/v1/") && !is_text
    }

    fn check(&self, is_https: bool) {
        let place = &self.place;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(self.header(name), value, "{place}: {name}");
        }
        let kept_to_https = match is_https {
            true => "max-age=31536000; includeSubDomains",
            false => "",
        };
        assert_eq!(
            self.header("strict-transport-security"),
            kept_to_https,
            "{place}"
        );
        for name in ["server", "x-powered-by", "access-control-allow-origin"] {
            assert!(self.headers.get(name).is_none(), "{place}: {name}");
        }
        assert!(!self.header("x-request-id").is_empty(), "{place}");
        self.check_policy();
        self.check_permissions();
        self.check_body();
        self.check_keeping();
        self.check_cookies(is_https);
    }

    fn check_policy(&self) {
        let place = &self.place;
        let policy = Policy::of(self.header("content-security-policy"));
        assert_eq!(policy.sources("default-src"), ["'none'"], "{place}");
        assert_eq!(policy.own("frame-ancestors"), ["'none'"], "{place}");
        assert_eq!(policy.own("base-uri"), ["'none'"], "{place}");
        assert_eq!(policy.sources("object-src"), ["'none'"], "{place}");
        for source in policy.sources("script-src") {
            // No script that stands in a document, or comes from elsewhere, unless it was built in.
            let is_known = ["'none'", "'self'", "'wasm-unsafe-eval'"].contains(source)
                || source.starts_with("'sha256-");
            assert!(is_known, "{place}: {source}");
        }
        for (directive, sources) in &policy.0 {
            for source in sources {
                let is_ours =
                    source.starts_with('\'') || (*directive == "img-src" && *source == "data:");
                assert!(is_ours, "{place}: {directive} {source}");
                let is_unsafe = ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'"];
                let is_swagger = self.path.starts_with("/swagger-ui/") && *directive == "style-src";
                assert!(
                    is_swagger || !is_unsafe.contains(source),
                    "{place}: {directive}"
                );
            }
        }
    }

    fn check_permissions(&self) {
        let permissions = self.header("permissions-policy");
        for permission in permissions.split(", ") {
            let (feature, who) = permission.split_once('=').unwrap();
            let expected = match feature {
                "clipboard-write" => "(self)",
                _ => "()",
            };
            assert_eq!(who, expected, "{}: {feature}", self.place);
        }
        for feature in ["camera", "geolocation", "microphone", "payment", "usb"] {
            assert!(
                permissions.contains(&format!("{feature}=()")),
                "{}",
                self.place
            );
        }
    }

    /// What a body is, is said, and how its text is written.
    fn check_body(&self) {
        let kind = self.header("content-type");
        assert!(
            !self.has_body || !kind.is_empty(),
            "{}: no type",
            self.place
        );
        if kind.starts_with("text/") || kind.contains("xml") {
            assert!(kind.contains("charset=utf-8"), "{}: {kind}", self.place);
        }
    }

    /// What belongs to somebody is kept nowhere; a picture only in the browser of who may see it.
    fn check_keeping(&self) {
        let (place, keep) = (&self.place, self.header("cache-control"));
        assert!(!keep.is_empty(), "{place}");
        if self.path.contains("/picture/") && self.status == 200 {
            assert!(keep.starts_with("private, "), "{place}: {keep}");
        } else if self.path.starts_with("/api/v1/") || self.status >= 400 && self.is_member {
            assert!(keep.contains("no-store"), "{place}: {keep}");
        } else if self.is_member && !self.is_for_everybody() && self.path != "/shell" {
            let is_swagger = self.path.starts_with("/swagger-ui");
            assert!(is_swagger || keep == "private, no-store", "{place}: {keep}");
        }
    }

    fn check_cookies(&self, is_https: bool) {
        for cookie in self.headers.get_all("set-cookie") {
            check_cookie(cookie.to_str().unwrap(), is_https);
        }
    }
}

/// A cookie that the server sets is out of the reach of scripts and other sites, and by HTTPS of
/// other hosts and of eavesdroppers.
fn check_cookie(cookie: &str, is_https: bool) {
    let words: Vec<_> = cookie.split("; ").collect();
    for word in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(words.contains(&word), "{word}: {cookie}");
    }
    assert_eq!(words.contains(&"Secure"), is_https, "{cookie}");
    assert_eq!(cookie.starts_with("__Host-"), is_https, "{cookie}");
    assert!(
        !words.iter().any(|word| word.starts_with("Domain")),
        "{cookie}"
    );
    assert!(cookie.len() < 4096, "{cookie}");
}

/// A content security policy: directives, and from where each lets things come.
struct Policy<'a>(Vec<(&'a str, Vec<&'a str>)>);

impl<'a> Policy<'a> {
    fn of(text: &'a str) -> Self {
        let directives = text.split(';').map(|directive| {
            let mut words = directive.split_whitespace();
            (words.next().unwrap_or_default(), words.collect())
        });
        Self(directives.collect())
    }

    /// What a directive itself says; for some, no other stands in.
    fn own(&self, directive: &str) -> &[&'a str] {
        let mut all = self.0.iter();
        let found = all.find(|(name, _)| *name == directive);
        found.map_or(&[], |(_, sources)| sources)
    }

    /// What holds for a directive, whether or not it is there.
    fn sources(&self, directive: &str) -> &[&'a str] {
        match self.own(directive) {
            [] => self.own("default-src"),
            own => own,
        }
    }
}

/// A server, somebody who has an event with a picture there, and nobody.
struct Site {
    app: TestApp,
    /// As a browser sends it.
    cookie: String,
    event: String,
    /// Addresses of what was made.
    made: Vec<String>,
}

impl Site {
    async fn new(public_url: Option<&str>) -> Self {
        let variables: Vec<_> = public_url
            .map(|url| ("PUBLIC_URL", url))
            .into_iter()
            .collect();
        let app = TestApp::start_with(&variables).await;
        app.member("lena").await;
        let login = json!({ "login": "lena", "password": PASSWORD });
        let tokens = app
            .guest()
            .post("/auth/token", login.clone())
            .await
            .expect(200);
        let answer = app.guest().post("/auth/login", login).await.expect(200);
        let cookie = answer.cookie(&cookie_name(public_url.is_some()));
        // A browser that speaks plain HTTP with a server that thinks of HTTPS sends no cookie.
        let lena = Person::with_token(&app.url, &tokens.text("access_token"));
        let event = lena.publish(json!({})).await;
        let picture = show(&lena, &event, png(30, 20)).await.expect(200).json;
        let feed = lena
            .post("/users/me/calendar-feed", Value::Null)
            .await
            .expect(201);
        let feed = feed.text("address");
        let (_, feed) = feed.split_once("/api/").unwrap();
        let made = vec![
            picture["small"]["address"].as_str().unwrap().to_owned(),
            picture["large"]["address"].as_str().unwrap().to_owned(),
            format!("/api/{feed}"),
        ];
        Self {
            app,
            cookie,
            event,
            made,
        }
    }

    async fn ask(&self, method: Method, path: &str, is_member: bool) -> Heard {
        let who = if is_member { "a member" } else { "a guest" };
        let mut request = self.app.guest().request(method.clone(), path);
        if is_member {
            request = request.header("cookie", &self.cookie);
        }
        let answer = send(request).await;
        Heard {
            place: format!("{method} {path} of {who}: {}", answer.status),
            path: path.split('?').next().unwrap().to_owned(),
            is_member,
            status: answer.status,
            headers: answer.headers,
            has_body: !answer.bytes.is_empty(),
        }
    }

    /// Everything that there is to ask for, with every method that there is.
    async fn ask_all(&self) -> Vec<Heard> {
        let mut heard = Vec::new();
        for is_member in [false, true] {
            for path in self.addresses() {
                for method in [
                    Method::GET,
                    Method::HEAD,
                    Method::POST,
                    Method::TRACE,
                    Method::OPTIONS,
                ] {
                    heard.push(self.ask(method, &path, is_member).await);
                }
            }
            for operation in operations() {
                // What would change the world is asked of what is not there.
                let address = match operation.changes_something() {
                    true => operation.address_of_nothing(),
                    false => operation.address(&self.targets(&operation.path)),
                };
                // With nothing in it, so that nobody is logged out or deleted.
                if is_member && operation.id == "log_out" {
                    continue;
                }
                let path = format!("/api/v1{address}");
                heard.push(self.ask(operation.method.clone(), &path, is_member).await);
                heard.push(self.ask(Method::TRACE, &path, is_member).await);
            }
        }
        heard
    }

    /// What the parameters of a path can stand for.
    fn targets(&self, path: &str) -> Vec<String> {
        let parameters = path.split('{').skip(1);
        let target = |rest: &str| match rest.starts_with("username}") {
            true => "lena".to_owned(),
            false => self.event.clone(),
        };
        parameters.map(target).collect()
    }

    fn addresses(&self) -> Vec<String> {
        let pages = PAGES.iter().map(|(path, _)| (*path).to_owned());
        let ids = PAGES_WITH_ID.iter().flat_map(|(start, _)| {
            [
                format!("{start}{}", self.event),
                format!("{start}lena"),
                format!("{start}nothing%00"),
            ]
        });
        let problems = ProblemKind::ALL
            .iter()
            .map(|kind| format!("/problems/{}", kind.slug()));
        let others = [
            "/api",
            "/api/",
            "/api/openapi.json",
            "/api/v1",
            "/api/v2/events",
            "/health/live",
            "/health/ready",
            "/nowhere",
            "/..%2f..%2fetc/passwd",
            "/problems/none",
            "/robots.txt",
            "/shell",
            "/site.webmanifest",
            "/sitemap-events.xml",
            "/sitemap-people.xml",
            "/sitemap.xml",
            "/swagger-ui",
            "/swagger-ui/",
            "/swagger-ui/index.html",
            "/swagger-ui/nothing.js",
            "/swagger-ui/swagger-initializer.js",
            "/swagger-ui/swagger-ui.css",
            "/api/v1/events?limit=0",
            "/?a=%ff",
        ];
        pages
            .chain(ids)
            .chain(problems)
            .chain(others.map(str::to_owned))
            .chain(files())
            .chain(self.made.iter().cloned())
            .collect()
    }
}

fn cookie_name(is_https: bool) -> String {
    api_types::cookies::name(COOKIE, is_https).into_owned()
}

/// The files of the app, if it was built.
fn files() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    let names = fs::read_dir(root).unwrap();
    let names = names.map(|entry| entry.unwrap());
    names
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| format!("/{}", entry.file_name().to_str().unwrap()))
        .filter(|path| !path.ends_with(".br") && !path.ends_with(".gz"))
        .collect()
}

#[tokio::test]
async fn every_answer_by_http_carries_the_headers_that_keep_browsers_safe() {
    check_all(None).await;
}

#[tokio::test]
async fn every_answer_by_https_carries_them_and_keeps_browsers_to_https() {
    check_all(Some("https://events.example.org")).await;
}

async fn check_all(public_url: Option<&str>) {
    let site = Site::new(public_url).await;
    let heard = site.ask_all().await;
    // Whoever changes how the site is asked must still ask for all of it.
    let seen = |status| heard.iter().any(|heard| heard.status == status);
    for status in [200, 204, 400, 401, 404, 405, 415] {
        assert!(seen(status), "nothing was answered with {status}");
    }
    let knows_member = |heard: &&Heard| heard.is_member && heard.path == "/api/v1/users/me";
    assert_eq!(heard.iter().find(knows_member).unwrap().status, 200);
    for heard in &heard {
        heard.check(public_url.is_some());
    }
}

#[tokio::test]
async fn cookies_are_set_and_removed_with_all_their_flags() {
    for public_url in [None, Some("https://events.example.org")] {
        let variables: Vec<_> = public_url
            .map(|url| ("PUBLIC_URL", url))
            .into_iter()
            .collect();
        let app = TestApp::start_with(&variables).await;
        app.member("lena").await;
        let (is_https, guest) = (public_url.is_some(), app.guest());
        let login = json!({ "login": "lena", "password": PASSWORD });
        let answer = guest.post("/auth/login", login.clone()).await.expect(200);
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
        assert_eq!(cookies.len(), 2, "the session and the device");
        for cookie in cookies {
            check_cookie(cookie.to_str().unwrap(), is_https);
        }
        let session = answer.cookie(&cookie_name(is_https));
        let tokens = guest.post("/auth/token", login).await.expect(200);
        let token = tokens.text("access_token");
        // By its cookie, a session is ended, and the cookie removed.
        let leave = |path: &'static str| {
            let request = guest.api(Method::POST, path);
            request.header("cookie", session.clone())
        };
        let answer = send(leave("/auth/logout")).await.expect(204);
        check_removal(answer.set_cookie(&cookie_name(is_https)), is_https);
        // Whoever leaves is forgotten on the device, too.
        let deletion = guest
            .api(Method::POST, "/users/me/deletion")
            .bearer_auth(token);
        let answer = send(deletion.json(&json!({ "password": PASSWORD })))
            .await
            .expect(204);
        let device = api_types::cookies::name("event_booking_device", is_https);
        check_removal(answer.set_cookie(&device), is_https);
    }
}

/// Browsers refuse to remove a cookie of this host without what they took it with.
fn check_removal(cookie: &str, is_https: bool) {
    assert!(cookie.contains("Max-Age=0"), "{cookie}");
    assert!(cookie.contains("Path=/"), "{cookie}");
    assert_eq!(cookie.contains("Secure"), is_https, "{cookie}");
}

#[tokio::test]
async fn a_cookie_without_its_prefix_is_nobodys_by_https() {
    let site = Site::new(Some("https://events.example.org")).await;
    let foisted = site.cookie.strip_prefix("__Host-").unwrap();
    for (cookie, is_known) in [(site.cookie.as_str(), true), (foisted, false)] {
        let request = site.app.guest().api(Method::GET, "/auth/session");
        let answer = send(request.header("cookie", cookie)).await.expect(200);
        assert_eq!(answer.json["account"].is_object(), is_known, "{cookie}");
    }
    for (cookie, language) in [("__Host-language=de", "de"), ("language=de", "en")] {
        let request = site.app.guest().request(Method::GET, "/");
        let answer = send(request.header("cookie", cookie)).await.expect(200);
        assert_eq!(answer.headers["content-language"], language, "{cookie}");
    }
}

#[tokio::test]
async fn neighbours_under_the_same_name_can_be_left_alone() {
    let public = "https://events.example.org";
    let app = TestApp::start_with(&[("PUBLIC_URL", public), ("HSTS_SUBDOMAINS", "off")]).await;
    let answer = send(app.guest().request(Method::GET, "/")).await;
    assert_eq!(
        answer.headers["strict-transport-security"],
        "max-age=31536000"
    );
}

#[tokio::test]
async fn refusals_of_what_is_too_much_carry_them_too() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let login = |body: String| {
        let request = guest.api(Method::POST, "/auth/login");
        request
            .header("content-type", "application/json")
            .body(body)
    };
    let cross = login("{}".into()).header("origin", "https://evil.example");
    let many = json!({ "login": "lena", "password": "wrong" }).to_string();
    let mut refused = vec![login("x".repeat(70_000)), login("{".into()), cross];
    refused.extend((0..11).map(|_| login(many.clone())));
    let mut statuses = Vec::new();
    for request in refused {
        let answer = send(request).await;
        statuses.push(answer.status);
        let heard = Heard {
            place: answer.status.to_string(),
            path: "/api/v1/auth/login".into(),
            is_member: false,
            status: answer.status,
            headers: answer.headers,
            has_body: true,
        };
        heard.check(false);
    }
    assert_eq!(statuses[..3], [413, 400, 403]);
    assert_eq!(statuses.last(), Some(&429));
}
