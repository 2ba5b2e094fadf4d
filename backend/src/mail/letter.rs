//! What all mails have in common: one layout, with the same header and footer, as HTML and as
//! text.

use askama::Template;

/// A mail before it is laid out. Nothing in it is markup.
#[derive(Debug, Clone, Default)]
pub struct Letter<'a> {
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
    /// Why the person gets it; ends the sentence "You get this mail because".
    pub reason: String,
    /// Where to say that one wants no more of its kind, where one can.
    pub unsubscribe: Option<&'a str>,
}

/// One line of what is told about something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Which side of it.
    pub label: &'static str,
    /// One line.
    pub value: String,
}

impl Detail {
    /// Whatever the value is, it stays on its line.
    pub fn new(label: &'static str, value: &str) -> Self {
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
    pub intro: &'static str,
    /// Plain text with paragraphs.
    pub text: String,
}

/// A link that stands out.
#[derive(Debug, Clone)]
pub struct Action<'a> {
    /// What happens there.
    pub label: &'static str,
    /// Where to click.
    pub link: &'a str,
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
    site: &'a str,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    letter: &'a Letter<'a>,
    site: &'a str,
}

impl Letter<'_> {
    /// Lays it out twice. `site` is the address of the application.
    pub fn render(&self, site: &str) -> Result<Rendered, askama::Error> {
        Ok(Rendered {
            subject: one_line(&self.subject),
            text: Text { letter: self, site }.render()?,
            html: Html { letter: self, site }.render()?,
        })
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
