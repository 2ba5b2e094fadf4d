//! What a session was begun with, in words: as much as a User-Agent header tells.

use woothee::parser::Parser;

/// A client's name and what it runs on, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// `Firefox`, `curl`, …
    pub name: Option<String>,
    /// `Windows`, `Android`, …
    pub operating_system: Option<String>,
}

impl Client {
    /// Reads a User-Agent header.
    pub fn of(user_agent: &str) -> Self {
        let browser = Parser::new()
            .parse(user_agent)
            .filter(|found| !matches!(found.category, "crawler" | "misc" | "UNKNOWN"));
        match browser {
            Some(found) => Self {
                name: known(found.name).map(str::to_owned),
                operating_system: known(found.os).map(|os| system_name(os).to_owned()),
            },
            None => Self {
                name: product(user_agent),
                operating_system: None,
            },
        }
    }
}

fn known(text: &str) -> Option<&str> {
    Some(text).filter(|text| *text != "UNKNOWN")
}

/// Browsers stopped to tell the version of the system; what they say would be wrong.
fn system_name(os: &str) -> &str {
    match os {
        "Mac OSX" => "macOS",
        _ if os.starts_with("Windows") => "Windows",
        _ => os,
    }
}

/// What programs call themselves: the first product, without its version.
fn product(user_agent: &str) -> Option<String> {
    let name = user_agent.split(['/', ' ']).next()?;
    let is_telling = !name.is_empty() && name != "Mozilla";
    is_telling.then(|| name.chars().take(40).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(user_agent: &str) -> (String, String) {
        let client = Client::of(user_agent);
        (
            client.name.unwrap_or_default(),
            client.operating_system.unwrap_or_default(),
        )
    }

    #[test]
    fn browsers_and_programs_are_named() {
        let cases = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox",
                "Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
                "Chrome",
                "Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
                "Safari",
                "macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
            ("curl/8.14.1", "curl", ""),
            ("python-requests/2.32", "python-requests", ""),
            ("event-bot", "event-bot", ""),
            ("", "", ""),
            ("Mozilla/5.0", "", ""),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36",
                "Chrome",
                "Linux",
            ),
        ];
        for (user_agent, name, system) in cases {
            assert_eq!(
                words(user_agent),
                (name.to_owned(), system.to_owned()),
                "{user_agent}"
            );
        }
    }
}
