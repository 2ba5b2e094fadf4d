//! The programs in `docs/examples`, run as somebody would run them.

use std::path::Path;
use std::process::{Command, Output};

use api_types::problem::ProblemKind;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{PASSWORD, Person, TestApp};

/// A program, its tokens in a folder of its own.
struct Example {
    interpreter: &'static str,
    file: &'static str,
    home: TempDir,
    url: String,
}

impl Example {
    fn all(app: &TestApp) -> [Self; 2] {
        [("sh", "book-a-place.sh"), ("node", "book-a-place.mjs")].map(|(interpreter, file)| Self {
            interpreter,
            file,
            home: tempfile::tempdir().unwrap(),
            url: app.url.clone(),
        })
    }

    /// Runs it for somebody who may have to log in with this password.
    async fn run(&self, login: &str, password: &str, words: &str) -> Output {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples");
        let mut command = Command::new(self.interpreter);
        command
            .arg(examples.join(self.file))
            .arg(words)
            .current_dir(self.home.path())
            .env("EVENT_BOOKING_URL", &self.url)
            .env("EVENT_BOOKING_LOGIN", login)
            .env("EVENT_BOOKING_PASSWORD", password);
        tokio::task::spawn_blocking(move || command.output())
            .await
            .unwrap()
            .unwrap_or_else(|error| panic!("{} does not run: {error}", self.interpreter))
    }

    /// What it says when all went well.
    async fn says(&self, login: &str, password: &str, words: &str) -> String {
        let output = self.run(login, password, words).await;
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {complaint}", self.file);
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// What it says when something was refused.
    async fn complains(&self, login: &str, password: &str, words: &str) -> String {
        let output = self.run(login, password, words).await;
        assert!(!output.status.success(), "{}", self.file);
        String::from_utf8(output.stderr).unwrap().trim().to_owned()
    }
}

async fn relation(person: &Person, event: &str) -> Value {
    let event = person.get(&format!("/events/{event}")).await.expect(200);
    event.json["relation"].clone()
}

async fn programs(person: &Person) -> usize {
    let sessions = person.get("/auth/sessions").await.expect(200).json;
    let items = sessions["items"].as_array().unwrap();
    items
        .iter()
        .filter(|session| session["kind"] == "api")
        .count()
}

#[tokio::test]
async fn the_examples_book_a_place() {
    let app = TestApp::start().await;
    let mira = app.member("mira").await;
    let stages = mira
        .publish(json!({ "title": "Night of the Small Stages & more" }))
        .await;
    let choir = mira.publish(json!({ "title": "Chœur sans talent" })).await;
    for (example, name) in Example::all(&app).iter().zip(["lena", "emil"]) {
        let person = app.member(name).await;
        let said = example.says(name, PASSWORD, "small stages").await;
        assert_eq!(said, "booked: Night of the Small Stages & more");
        assert_eq!(relation(&person, &stages).await, "accepted");
        // The next day, without the password.
        app.let_time_pass(TimeDelta::days(1));
        let said = example.says(name, "", "chœur").await;
        assert_eq!(said, "booked: Chœur sans talent");
        assert_eq!(relation(&person, &choir).await, "accepted");
        assert_eq!(programs(&person).await, 1);
        // Revoked, it needs the password again.
        person.delete("/auth/sessions").await.expect(204);
        let said = example.says(name, PASSWORD, "chœur").await;
        assert_eq!(said, "already_booked: Chœur sans talent");
        assert_eq!(programs(&person).await, 1);
    }
}

#[tokio::test]
async fn the_examples_say_what_is_wrong() {
    let app = TestApp::start().await;
    let mira = app.member("mira").await;
    mira.publish(json!({ "title": "Night of the Small Stages" }))
        .await;
    for example in &Example::all(&app) {
        let wrong = example
            .complains("mira", "with \"quotes\" and \\", "stages")
            .await;
        assert_eq!(wrong, "This login and password do not match.");
        let nothing = example.complains("mira", PASSWORD, "no such event").await;
        assert_eq!(nothing, "There is no event to come with these words.");
        let own = example.complains("mira", PASSWORD, "stages").await;
        assert_eq!(own, "This is your own event.");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_the_tokens_of_the_examples() {
    use std::os::unix::fs::PermissionsExt;
    let app = TestApp::start().await;
    app.member("lena").await;
    for example in &Example::all(&app) {
        example.complains("lena", PASSWORD, "nothing").await;
        let tokens = example.home.path().join("event-booking-tokens.json");
        let mode = std::fs::metadata(tokens).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", example.file);
    }
}

const PAGE: &str = include_str!("../../../docs/api-clients.md");

#[test]
fn the_page_for_programs_names_problems_that_exist() {
    let mut named = PAGE
        .split('`')
        .filter(|word| word.starts_with("/problems/"));
    let unknown = named.find(|name| ProblemKind::from_type_reference(name).is_none());
    assert_eq!(unknown, None);
    for kind in [ProblemKind::TokenInvalid, ProblemKind::RateLimited] {
        assert!(PAGE.contains(&kind.type_reference()));
    }
}

#[test]
fn the_page_for_programs_has_the_limits_of_the_code() {
    let code = include_str!("../../src/limits.rs");
    let quotas = code.lines().filter_map(|line| {
        let (limits, numbers) = line.trim().strip_suffix("),")?.split_once(" => (")?;
        limits.starts_with("Self::").then_some(numbers)
    });
    let rows = quotas.map(|numbers| format!("| {} s |", numbers.replace(", ", " | ")));
    let rows: Vec<_> = rows.collect();
    assert!(rows.len() >= 4, "the limits are found: {rows:?}");
    for row in rows {
        assert!(PAGE.contains(&row), "{row}");
    }
}
