//! What all mails have in common: one layout, with the same header and footer, as HTML and as
//! text.

use api_types::language::Language;
use askama::Template;

use crate::t;

/// A mail before it is laid out. Nothing in it is markup.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    /// That of the recipient.
    pub language: Language,
    /// One line.
    pub subject: String,
    /// Whom it greets; nobody by name if absent.
    pub username: Option<String>,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// When, where and so on, line by line.
    pub details: Vec<Detail>,
    /// What somebody else says.
    pub quote: Option<Quote>,
    /// What one can do.
    pub action: Option<Action<'a>>,
    /// What is good to know, in smaller letters.
    pub notes: Vec<String>,
    /// Why the person gets it, in a sentence.
    pub reason: String,
    /// Where to say that one wants no more of its kind, where one can.
    pub unsubscribe: Option<&'a str>,
}

/// One line of what is told about something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Which side of it.
    pub label: String,
    /// One line.
    pub value: String,
}

impl Detail {
    /// Whatever the value is, it stays on its line.
    pub fn new(label: String, value: &str) -> Self {
        Self {
            label,
            value: one_line(value),
        }
    }
}

/// Words of somebody else: set apart, so that nobody takes them for ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Whose, or what about.
    pub intro: String,
    /// Plain text with paragraphs.
    pub text: String,
}

/// A link that stands out.
#[derive(Debug, Clone)]
pub struct Action<'a> {
    /// What happens there.
    pub label: String,
    /// Where to click.
    pub link: &'a str,
}

impl<'a> Action<'a> {
    /// With its words and its address.
    pub fn new(label: String, link: &'a str) -> Self {
        Self { label, link }
    }
}

/// A mail, ready to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// For readers without HTML.
    pub text: String,
    /// For the others.
    pub html: String,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    letter: &'a Letter<'a>,
    frame: &'a Frame<'a>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    letter: &'a Letter<'a>,
    frame: &'a Frame<'a>,
}

/// What stands around every letter.
struct Frame<'a> {
    site: &'a str,
    hello: String,
    button_fails: String,
    unsubscribe: String,
}

impl Letter<'_> {
    /// Nothing yet, in a language.
    pub fn blank(language: Language) -> Self {
        Self {
            language,
            subject: String::new(),
            username: None,
            paragraphs: Vec::new(),
            details: Vec::new(),
            quote: None,
            action: None,
            notes: Vec::new(),
            reason: String::new(),
            unsubscribe: None,
        }
    }

    /// Lays it out twice. `site` is the address of the application.
    pub fn render(&self, site: &str) -> Result<Rendered, askama::Error> {
        let frame = &self.frame(site);
        let letter = self;
        Ok(Rendered {
            subject: one_line(&self.subject),
            text: Text { letter, frame }.render()?,
            html: Html { letter, frame }.render()?,
        })
    }

    fn frame<'a>(&self, site: &'a str) -> Frame<'a> {
        let language = self.language;
        Frame {
            site,
            hello: match &self.username {
                Some(username) => t!(language, "mail-hello-name", username = username.as_str()),
                None => t!(language, "mail-hello"),
            },
            button_fails: t!(language, "mail-button-fails"),
            unsubscribe: t!(language, "mail-unsubscribe"),
        }
    }
}

/// The text on one line: what would break it, or turn its direction, becomes a space. So a title
/// adds no header to a mail and no line to a text, and moves nothing on a terminal.
pub fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_a_line_becomes_a_space() {
        assert_eq!(
            one_line("a\r\nBcc: b\u{2028}c\u{1b}[2J\n"),
            "a  Bcc: b c [2J"
        );
        assert_eq!(one_line("Grüße, 東京"), "Grüße, 東京");
    }
}
