//! `event-booking doctor` and `health`, with real parts that are well, ill or away.

use diesel_async::SimpleAsyncConnection;
use serde_json::Value;

use crate::support::broker::Broker;
use crate::support::db::TestDatabase;
use crate::support::mailbox::free_port;
use crate::support::process::{Program, call};
use crate::support::smtp_server::{EVERYBODY, SmtpServer, Trouble};
use crate::support::{TestApp, released};

type Variables = Vec<(&'static str, String)>;

/// What the doctor says, for programs.
struct Report(Value);

impl Report {
    async fn of(url: &str, variables: &[(&'static str, String)]) -> Self {
        let mut own: Variables = vec![("LISTEN", format!("127.0.0.1:{}", free_port()))];
        own.extend(variables.iter().cloned());
        let output = call(&["doctor", "--json"], url, &own).await;
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let is_bad = report["state"] == "problem";
        assert_eq!(output.status.success(), !is_bad, "{report}");
        Self(report)
    }

    /// The state of the first that is about this and not well, or of the first.
    #[track_caller]
    fn about(&self, what: &str) -> (&str, String) {
        let all = self.0["findings"].as_array().unwrap();
        let about: Vec<_> = all.iter().filter(|one| one["about"] == what).collect();
        let bad = about.iter().find(|one| one["state"] != "ok");
        let one = bad.unwrap_or_else(|| {
            about
                .first()
                .unwrap_or_else(|| panic!("{what}: {}", self.0))
        });
        let state = one["state"].as_str().unwrap();
        (state, format!("{} → {}", one["found"], one["advice"]))
    }

    #[track_caller]
    fn expect(&self, what: &str, state: &str, words: &str) {
        let (found, text) = self.about(what);
        assert_eq!(found, state, "{what}: {text}");
        assert!(text.contains(words), "{what}: {text}");
    }
}

#[tokio::test]
async fn where_everything_is_well_nothing_is_to_do() {
    let database = TestDatabase::new().await;
    let (mail, broker) = (SmtpServer::start().await, Broker::start().await);
    let mut variables = mail.variables();
    variables.push(broker.variables()[0].clone());
    let report = Report::of(&database.url, &variables).await;
    assert_eq!(report.0["state"], "ok", "{}", report.0);
    report.expect("database", "ok", "PostgreSQL");
    report.expect("schema", "ok", "is the one of this program");
    report.expect("mail", "ok", "lets us in");
    report.expect("broker", "ok", "says again");
    report.expect("clock", "ok", " ms");
    // 4 for requests, 1 for short reads, 4 to book, 2 to talk, 1 to look, 5 for mails.
    report.expect("connections", "ok", "wants up to 17");

    let output = call(&["doctor"], &database.url, &variables).await;
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().all(|line| line.starts_with("ok ")), "{text}");
}

#[tokio::test]
async fn every_part_that_is_away_or_refuses_us_is_told_with_what_to_do() {
    let broker = Broker::start().await;
    let mut variables = broker.variables().to_vec();
    drop(broker);
    let mail = SmtpServer::start().await;
    mail.make(Trouble::RefuseLogin, EVERYBODY).await;
    variables.extend(mail.variables());
    variables.push(("SMTP_USER", "events".into()));
    variables.push(("SMTP_PASSWORD", "hunter2-mail".into()));
    let nowhere = format!("postgres://me:hunter2-database@127.0.0.1:{}/x", free_port());
    let report = Report::of(&nowhere, &variables).await;
    report.expect("database", "problem", "start PostgreSQL");
    report.expect("mail", "problem", "SMTP_PASSWORD");
    report.expect("broker", "problem", "NATS_URL");
    assert!(!report.0.to_string().contains("hunter2"), "{}", report.0);

    mail.down().await;
    let report = Report::of(&nowhere, &variables).await;
    report.expect("mail", "problem", "start it");
}

#[tokio::test]
async fn a_database_of_the_wrong_kind_is_told() {
    // Those of another name and those of another schema.
    let database = TestDatabase::new().await;
    let report = Report::of(&format!("{}_none", database.url), &[]).await;
    report.expect("database", "problem", "CREATE DATABASE");

    let (_, address) = database.url.split_once('@').unwrap();
    let stranger = format!("postgres://nobody_at_all:hunter2@{address}");
    let report = Report::of(&stranger, &[]).await;
    report.expect("database", "problem", "DATABASE_URL");
    assert!(!report.0.to_string().contains("hunter2"));

    let old = released::restored("3_invitations").await;
    let report = Report::of(&old.url, &[]).await;
    report.expect("schema", "warning", "event-booking migrate");
    let empty = TestDatabase::empty().await;
    let report = Report::of(&empty.url, &[]).await;
    report.expect("schema", "ok", "first start");

    let mut conn = database.connect().await;
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')";
    conn.batch_execute(newer).await.unwrap();
    let report = Report::of(&database.url, &[]).await;
    report.expect("schema", "problem", "newer than this program");
    let output = call(&["migrate"], &database.url, &[]).await;
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && words.contains("newer than this program"),
        "{words}"
    );
    let following = "ALTER DATABASE CURRENT SET default_transaction_read_only = on";
    let name = database.url.rsplit_once('/').unwrap().1;
    conn.batch_execute(&following.replace("CURRENT", name))
        .await
        .unwrap();
    let report = Report::of(&database.url, &[]).await;
    report.expect("database", "problem", "can only be read");
}

#[tokio::test]
async fn all_that_is_wrong_with_the_configuration_is_told() {
    let variables = [
        ("SESSION_BINDING", "cookie".to_owned()),
        ("TOKEN_KEYS_FILE", "/nowhere".to_owned()),
    ];
    let report = Report::of("postgres://x/y", &variables).await;
    let text = report.0.to_string();
    assert!(
        text.contains("SESSION_BINDING") && text.contains("TOKEN_KEYS_FILE"),
        "{text}"
    );
    assert_eq!(report.0["findings"].as_array().unwrap().len(), 2);

    let database = TestDatabase::new().await;
    let public = |url: &str| [("PUBLIC_URL", url.to_owned())];
    let report = Report::of(&database.url, &public("http://events.example.org")).await;
    report.expect("PUBLIC_URL", "warning", "in the clear");
    report.expect("mail", "warning", "is off");
    let report = Report::of(&database.url, &public("https://events.example.org")).await;
    report.expect("PUBLIC_URL", "warning", "TRUSTED_PROXIES");
    let mut more = public("https://events.example.org").to_vec();
    more.push(("TRUSTED_PROXIES", "10.0.0.0/8".into()));
    more.push(("DATABASE_CONNECTIONS", "1000".into()));
    let report = Report::of(&database.url, &more).await;
    report.expect("PUBLIC_URL", "ok", "events.example.org");
    report.expect("connections", "problem", "max_connections");
}

#[tokio::test]
async fn a_container_can_ask_whether_its_server_is_well() {
    let app = TestApp::start().await;
    let mut program = Program::serve(&app.database.url, &[]).await;
    let listen = [(
        "LISTEN",
        program.url.trim_start_matches("http://").to_owned(),
    )];
    let ask = async || call(&["health"], "postgres://x/y", &listen).await;
    assert!(ask().await.status.success());
    let report = Report::of(&app.database.url, &listen).await;
    report.expect("LISTEN", "ok", "a server runs there and is ready");

    program.kill();
    let output = ask().await;
    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("nobody listens"), "{words}");
}
