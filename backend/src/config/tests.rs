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
fn secrets_are_never_printed() {
    let config = read(&[("DATABASE_URL", "postgres://me:hunter2@db/x")]).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
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
