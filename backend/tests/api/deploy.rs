//! `docker-compose.yml` and the Dockerfile say nothing to the server that it does not understand,
//! and nothing secret to anybody. `cargo xtask docker` runs the rest.

use std::collections::BTreeSet;
use std::path::Path;

use backend::config::{Config, SECRETS, VARIABLES};
use yaml_serde::Value;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn compose() -> Value {
    yaml_serde::from_str(&file("docker-compose.yml")).unwrap()
}

/// Names and values, `${NAME:-default}` as it is where nobody says otherwise.
fn environment(service: &Value) -> Vec<(String, String)> {
    let pairs = service["environment"].as_mapping().unwrap().iter();
    let pairs = pairs.map(|(name, value)| {
        let value = value.as_str().unwrap();
        let default = value
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}')?.split_once(":-"))
            .map_or(value, |(_, default)| default);
        (name.as_str().unwrap().to_owned(), default.to_owned())
    });
    pairs.collect()
}

#[test]
fn compose_sets_variables_that_there_are_and_every_secret_by_file() {
    let pairs = environment(&compose()["x-web"]);
    let mut secrets = 0;
    for (name, value) in &pairs {
        match name.strip_suffix("_FILE") {
            Some(secret) => {
                assert!(SECRETS.contains(&secret), "{name}");
                let is_absent = value.is_empty() && secret == "SMTP_PASSWORD";
                assert!(
                    is_absent || value.starts_with("/run/secrets/"),
                    "{name}: {value}"
                );
                secrets += 1;
            }
            None => assert!(VARIABLES.contains(&name.as_str()), "{name}"),
        }
    }
    assert_eq!(secrets, 3);
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "k".repeat(64)).unwrap();
    let config = Config::from_source(|name| {
        let (_, value) = pairs.iter().find(|(variable, _)| variable == name)?;
        let is_file = name.ends_with("_FILE") && !value.is_empty();
        Some(
            if is_file {
                secret.to_str().unwrap()
            } else {
                value
            }
            .to_owned(),
        )
    });
    let config = config.unwrap();
    let url = config.database_url.unwrap();
    let expected = format!(
        "postgres://event_booking:{}@database/event_booking",
        "k".repeat(64)
    );
    assert_eq!(url.expose(), expected);
    assert!(config.nats_url.is_none() && config.mail.is_some());
}

#[test]
fn compose_keeps_what_must_last_and_names_what_it_uses() {
    let compose = compose();
    let names = |what: &str| -> BTreeSet<String> {
        let all = compose[what].as_mapping().unwrap().keys();
        all.map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let (volumes, secrets, networks) = (names("volumes"), names("secrets"), names("networks"));
    let mut used = BTreeSet::new();
    for (name, service) in compose["services"].as_mapping().unwrap() {
        // Both servers have what is said once.
        let parts = [service.get("<<").unwrap_or(&Value::Null), service];
        let name = name.as_str().unwrap();
        let restarts = |part: &&Value| part["restart"] == "unless-stopped";
        assert!(parts.iter().any(restarts), "{name}");
        let list = |what: &str| -> Vec<String> {
            let lists = parts.iter().filter_map(|part| part[what].as_sequence());
            let items = lists
                .flatten()
                .map(|item| item.as_str().unwrap().to_owned());
            items.collect()
        };
        for volume in list("volumes") {
            let (source, _) = volume.split_once(':').unwrap();
            let is_file = source.starts_with("./");
            match is_file {
                true => drop(file(source)),
                false => assert!(volumes.contains(source), "{name}: {source}"),
            }
            used.insert(source.to_owned());
        }
        for secret in list("secrets") {
            assert!(secrets.contains(&secret), "{name}: {secret}");
        }
        for network in list("networks") {
            assert!(networks.contains(&network), "{name}: {network}");
        }
        // Nobody but this machine reaches anything, except through the proxy.
        for port in list("ports").iter().filter(|_| name != "proxy") {
            assert!(port.starts_with("127.0.0.1:"), "{name}: {port}");
        }
    }
    assert!(volumes.is_subset(&used), "{volumes:?} {used:?}");
    assert!(used.contains("database"));
}

#[test]
fn only_the_proxy_may_say_who_asks() {
    let compose = compose();
    let proxy = &compose["services"]["proxy"]["networks"]["front"]["ipv4_address"];
    let pairs = environment(&compose["x-web"]);
    let trusted = pairs.iter().find(|(name, _)| name == "TRUSTED_PROXIES");
    assert_eq!(trusted.map(|(_, value)| value.as_str()), proxy.as_str());
}

#[test]
fn nothing_secret_travels_into_an_image() {
    let ignored = file(".dockerignore");
    for name in [".env", "secrets", ".data", ".git"] {
        assert!(ignored.lines().any(|line| line == name), "{name}");
    }
    let dockerfile = file("Dockerfile");
    for secret in SECRETS {
        assert!(!dockerfile.contains(&format!("{secret}=")), "{secret}");
    }
    let (_, runtime) = dockerfile.rsplit_once("\nFROM ").unwrap();
    for line in [
        "USER 10001:10001",
        "STOPSIGNAL SIGTERM",
        "HEALTHCHECK",
        "ENTRYPOINT [\"event-booking\"]",
    ] {
        assert!(runtime.contains(line), "{line}");
    }
    assert!(
        !runtime.contains("\nRUN "),
        "the image is the base and two files"
    );
}
