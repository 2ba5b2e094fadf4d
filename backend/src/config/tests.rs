//! Configuration, read from pairs instead of the environment.

use super::*;

fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    Config::from_source(|name| {
        pairs
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn nothing_needs_to_be_set() {
    let config = read(&[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.page_url("/confirm"), "http://127.0.0.1:8080/confirm");
    assert!(config.mail.is_none());
    assert_eq!(config.session_binding, SessionBinding::IpAndAgent);
}

#[test]
fn every_problem_is_named_at_once() {
    let errors = read(&[
        ("LISTEN", "somewhere"),
        ("SECRET_KEY", "short"),
        ("SESSION_BINDING", "cookie"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
        ("DEFAULT_TIME_ZONE", "Mars/Olympus"),
        ("MAIL", "smtp"),
        ("SMTP_USER", "me"),
    ])
    .unwrap_err()
    .to_string();
    for name in [
        "LISTEN",
        "SECRET_KEY",
        "SESSION_BINDING",
        "proxy",
        "DEFAULT_TIME_ZONE",
        "MAIL_FROM_ADDRESS",
        "SMTP_HOST",
        "SMTP_PASSWORD",
    ] {
        assert!(errors.contains(name), "{name} is not in: {errors}");
    }
}

#[test]
fn traces_are_off_unless_a_collector_is_named() {
    let share = ("OTEL_TRACES_SAMPLER_ARG", "2");
    assert_eq!(read(&[share]).unwrap().traces, None);
    let endpoint = |url| ("OTEL_EXPORTER_OTLP_ENDPOINT", url);
    let traces = read(&[endpoint("http://collector:4318/")]).unwrap().traces;
    let traces = traces.unwrap();
    assert_eq!(traces.collector.as_str(), "http://collector:4318/v1/traces");
    assert_eq!(traces.service_name, "event-booking");
    let errors = read(&[endpoint("https://collector"), share]).unwrap_err();
    let errors = errors.to_string();
    assert!(errors.contains("http://"), "{errors}");
    assert!(errors.contains("from 0 to 1"), "{errors}");
}

#[test]
fn secrets_are_never_printed() {
    let config = read(&[("DATABASE_URL", "postgres://me:hunter2@db/x")]).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn secrets_may_stand_in_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let key = "k".repeat(64);
    let config = read(&[
        ("SECRET_KEY_FILE", &file("key", &format!("{key}\n"))),
        ("DATABASE_URL", "postgres://me@db/x"),
        ("DATABASE_PASSWORD_FILE", &file("password", "p@ss w/rd\r\n")),
        ("NATS_URL_FILE", &file("broker", "nats://broker:4222")),
    ])
    .unwrap();
    assert_eq!(config.secret_key.unwrap().expose(), key);
    assert_eq!(
        config.database_url.unwrap().expose(),
        "postgres://me:p%40ss%20w%2Frd@db/x"
    );
    assert_eq!(config.nats_url.unwrap().expose(), "nats://broker:4222");

    let missing = folder.path().join("missing");
    let errors = read(&[
        ("SECRET_KEY", &key),
        ("SECRET_KEY_FILE", &file("another", &key)),
        ("TOKEN_KEYS_FILE", missing.to_str().unwrap()),
        ("NATS_URL_FILE", &file("empty", "\n")),
        ("DATABASE_URL", "host=db"),
        ("DATABASE_PASSWORD", "hunter2"),
    ])
    .unwrap_err();
    let [url, both, unreadable, empty] = errors.problems() else {
        panic!("{errors}");
    };
    assert!(url.contains("DATABASE_URL like"), "{errors}");
    assert!(both.contains("SECRET_KEY and SECRET_KEY_FILE"), "{errors}");
    assert!(unreadable.contains("TOKEN_KEYS_FILE") && unreadable.contains("cannot be read"));
    assert!(empty.contains("NATS_URL_FILE") && empty.contains("empty"));
    assert!(!errors.to_string().contains("hunter2"), "{errors}");
}

#[test]
fn the_example_file_names_every_secret_that_may_stand_in_a_file() {
    let example = include_str!("../../../.env.example");
    for name in SECRETS {
        assert!(VARIABLES.contains(name), "{name}");
        assert!(example.contains(&format!("{name}_FILE")), "{name}_FILE");
    }
}

#[test]
fn the_example_file_lists_every_variable_and_no_other() {
    let example = include_str!("../../../.env.example");
    let mut listed: Vec<_> = example
        .lines()
        .filter_map(|line| line.trim_start_matches("# ").split_once('='))
        .map(|(name, _)| name)
        .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .collect();
    listed.sort_unstable();
    listed.dedup();
    let mut known = VARIABLES.to_vec();
    known.sort_unstable();
    assert_eq!(listed, known);
}
