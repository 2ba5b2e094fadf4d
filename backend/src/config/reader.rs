//! Reads variables one by one and notes everything that is wrong with them.

use std::fs;
use std::net::SocketAddr;
use std::str::FromStr;

use ipnet::IpNet;
use url::Url;

use super::{MailConfig, SECRETS, Secret, SmtpTls, TraceConfig, VARIABLES};

pub(super) struct Reader<'a> {
    pub(super) source: &'a dyn Fn(&str) -> Option<String>,
    pub(super) problems: Vec<String>,
}

impl Reader<'_> {
    pub(super) fn optional(&self, name: &str) -> Option<String> {
        debug_assert!(VARIABLES.contains(&name), "{name} is missing in VARIABLES");
        (self.source)(name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// What must not be read by others: the value itself, or what stands in the file that
    /// `NAME_FILE` names, as Docker and Kubernetes hand secrets over.
    pub(super) fn secret(&mut self, name: &str) -> Option<String> {
        debug_assert!(SECRETS.contains(&name), "{name} is missing in SECRETS");
        let value = self.optional(name);
        let variable = format!("{name}_FILE");
        let path = (self.source)(&variable).filter(|path| !path.trim().is_empty());
        let Some(path) = path else {
            return value;
        };
        let path = path.trim();
        if value.is_some() {
            self.problems.push(format!(
                "{name} and {variable} are both set: keep one of them"
            ));
            return value;
        }
        match fs::read_to_string(path).map(|text| text.trim().to_owned()) {
            Ok(text) if text.is_empty() => self
                .problems
                .push(format!("{variable} names {path:?}, which is empty")),
            Ok(text) => return Some(text),
            Err(error) => self.problems.push(format!(
                "{variable} names {path:?}, which cannot be read: {error}"
            )),
        }
        None
    }

    /// The address of the database, with its password in it.
    pub(super) fn database_url(&mut self) -> Option<Secret> {
        let address = self.secret("DATABASE_URL");
        let password = self.secret("DATABASE_PASSWORD");
        let (Some(address), Some(password)) = (&address, password) else {
            return address.map(Secret);
        };
        let with_password = Url::parse(address).ok().and_then(|mut url| {
            url.set_password(Some(&password)).ok()?;
            Some(url.to_string())
        });
        if with_password.is_none() {
            self.problems.push(
                "DATABASE_PASSWORD needs a DATABASE_URL like postgres://user@host/database".into(),
            );
        }
        with_password.map(Secret)
    }

    pub(super) fn required(&mut self, name: &str, because: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.problems.push(format!("{name} is missing: {because}"));
            String::new()
        })
    }

    /// The value, or the default with a problem noted.
    pub(super) fn parsed<T: FromStr>(&mut self, name: &str, default: &str, expected: &str) -> T {
        let value = self.optional(name);
        let text = value.as_deref().unwrap_or(default);
        text.parse().unwrap_or_else(|_| {
            self.problems
                .push(format!("{name} is {text:?}, which is not {expected}"));
            match default.parse() {
                Ok(value) => value,
                Err(_) => unreachable!("the default of {name} can be read"),
            }
        })
    }

    /// An address and a port, if there is one.
    pub(super) fn address(&mut self, name: &str) -> Option<SocketAddr> {
        self.optional(name)?;
        let default = "127.0.0.1:0";
        Some(self.parsed(name, default, "an address and a port, like 127.0.0.1:9090"))
    }

    pub(super) fn in_range(
        &mut self,
        name: &str,
        default: u64,
        range: std::ops::RangeInclusive<u64>,
    ) -> u64 {
        let expected = format!("a number from {} to {}", range.start(), range.end());
        let value = self.parsed(name, &default.to_string(), &expected);
        if !range.contains(&value) {
            self.problems
                .push(format!("{name} is {value}, which is not {expected}"));
        }
        value
    }

    /// One of the named values; the first is the default.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> T {
        let value = self.optional(name);
        let text = value.as_deref().unwrap_or(choices[0].0);
        choices
            .iter()
            .find(|(choice, _)| *choice == text)
            .map(|(_, value)| *value)
            .unwrap_or_else(|| {
                let names: Vec<_> = choices.iter().map(|(choice, _)| *choice).collect();
                self.problems.push(format!(
                    "{name} is {text:?}; it can be {}",
                    names.join(", ")
                ));
                choices[0].1
            })
    }

    pub(super) fn networks(&mut self, name: &str) -> Vec<IpNet> {
        let text = self.optional(name).unwrap_or_default();
        let mut networks = Vec::new();
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let network = part
                .parse::<IpNet>()
                .or_else(|_| part.parse::<std::net::IpAddr>().map(IpNet::from));
            match network {
                Ok(network) => networks.push(network),
                Err(_) => self.problems.push(format!(
                    "{name} contains {part:?}, which is neither an address nor a network like 10.0.0.0/8"
                )),
            }
        }
        networks
    }

    pub(super) fn public_url(&mut self, listen: SocketAddr) -> Url {
        let default = format!("http://{listen}");
        let url: Url = self.parsed(
            "PUBLIC_URL",
            &default,
            "an address like https://events.example.org",
        );
        if !matches!(url.scheme(), "http" | "https") || url.path() != "/" || url.query().is_some() {
            self.problems.push(format!(
                "PUBLIC_URL is {:?}; it must begin with http:// or https:// and have no path",
                url.as_str()
            ));
        }
        url
    }

    pub(super) fn secret_key(&mut self) -> Option<Secret> {
        let key = self.secret("SECRET_KEY")?;
        if key.len() < 64 {
            self.problems.push(format!(
                "SECRET_KEY has {} characters; it needs at least 64 (try: openssl rand -hex 64)",
                key.len()
            ));
        }
        Some(Secret(key))
    }

    pub(super) fn token_keys(&mut self) -> Vec<Secret> {
        let text = self.secret("TOKEN_KEYS").unwrap_or_default();
        let keys: Vec<_> = text
            .split(',')
            .map(str::trim)
            .filter(|key| !key.is_empty())
            .collect();
        if keys.iter().any(|key| key.len() < 32) {
            self.problems.push(
                "TOKEN_KEYS has a key of less than 32 characters (try: openssl rand -hex 32)"
                    .into(),
            );
        }
        keys.into_iter().map(|key| Secret(key.to_owned())).collect()
    }

    pub(super) fn traces(&mut self) -> Option<TraceConfig> {
        const ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
        const SHARE: &str = "OTEL_TRACES_SAMPLER_ARG";
        let given = self.optional(ENDPOINT)?;
        let base: Url = self.parsed(
            ENDPOINT,
            "http://127.0.0.1:4318",
            "an address like http://127.0.0.1:4318",
        );
        if base.scheme() != "http" {
            self.problems.push(format!(
                "{ENDPOINT} is {given:?}; it must begin with http:// (a collector on the same machine or a private network)"
            ));
        }
        let mut collector = base.clone();
        collector.set_path(&format!("{}/v1/traces", base.path().trim_end_matches('/')));
        let share: f64 = self.parsed(SHARE, "1", "a number from 0 to 1");
        if !(0.0..=1.0).contains(&share) {
            self.problems.push(format!(
                "{SHARE} is {share}, which is not a number from 0 to 1"
            ));
        }
        Some(TraceConfig {
            collector,
            service_name: self
                .optional("OTEL_SERVICE_NAME")
                .unwrap_or_else(|| "event-booking".into()),
            share,
        })
    }

    pub(super) fn mail(&mut self) -> Option<MailConfig> {
        if !self.choice("MAIL", &[("off", false), ("smtp", true)]) {
            return None;
        }
        let tls = self.choice(
            "SMTP_TLS",
            &[
                ("starttls", SmtpTls::StartTls),
                ("tls", SmtpTls::Tls),
                ("none", SmtpTls::None),
            ],
        );
        let default_port = match tls {
            SmtpTls::StartTls => 587,
            SmtpTls::Tls => 465,
            SmtpTls::None => 25,
        };
        let user = self.optional("SMTP_USER");
        let password = self.secret("SMTP_PASSWORD").map(Secret);
        let credentials = match (user, password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            _ => {
                self.problems
                    .push("SMTP_USER and SMTP_PASSWORD are needed together".into());
                None
            }
        };
        let from_address = self.required("MAIL_FROM_ADDRESS", "MAIL is smtp");
        if !from_address.is_empty() && api_types::rules::email(&from_address).is_err() {
            self.problems.push(format!(
                "MAIL_FROM_ADDRESS is {from_address:?}, which is not an email address"
            ));
        }
        Some(MailConfig {
            host: self.required("SMTP_HOST", "MAIL is smtp"),
            port: self.in_range("SMTP_PORT", default_port, 1..=65_535) as u16,
            tls,
            credentials,
            from_address,
            from_name: self
                .optional("MAIL_FROM_NAME")
                .unwrap_or_else(|| "Event Booking".into()),
        })
    }
}
