//! What mails say.

use askama::Template;

/// Every mail that the application sends.
#[derive(Debug, Clone)]
pub enum Message<'a> {
    /// Asks somebody who registered to confirm the address.
    ConfirmAccount {
        /// Whom it greets.
        username: &'a str,
        /// Where to click.
        link: &'a str,
    },
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
#[template(path = "mail/confirm_account.html")]
struct ConfirmAccountHtml<'a> {
    subject: &'a str,
    site: &'a str,
    username: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/confirm_account.txt")]
struct ConfirmAccountText<'a> {
    site: &'a str,
    username: &'a str,
    link: &'a str,
}

impl Message<'_> {
    /// The name of the message in the outbox.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ConfirmAccount { .. } => "confirm_account",
        }
    }

    /// The words, with the header and footer that all mails share. `site` is the address of the
    /// application.
    pub fn render(&self, site: &str) -> Result<Rendered, askama::Error> {
        match *self {
            Self::ConfirmAccount { username, link } => {
                let subject = "Please confirm your email address";
                Ok(Rendered {
                    subject: subject.to_owned(),
                    text: ConfirmAccountText {
                        site,
                        username,
                        link,
                    }
                    .render()?,
                    html: ConfirmAccountHtml {
                        subject,
                        site,
                        username,
                        link,
                    }
                    .render()?,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confirmation(username: &str) -> Rendered {
        Message::ConfirmAccount {
            username,
            link: "https://events.example.org/confirm?hash=abc",
        }
        .render("https://events.example.org")
        .unwrap()
    }

    #[test]
    fn both_parts_carry_the_link_and_the_footer() {
        let mail = confirmation("lena");
        for part in [&mail.text, &mail.html] {
            assert!(part.contains("https://events.example.org/confirm?hash=abc"));
            assert!(part.contains("lena"));
            assert!(part.contains("somebody used your address"));
        }
    }

    #[test]
    fn names_are_never_markup() {
        let mail = confirmation("<img src=x>");
        assert!(!mail.html.contains("<img"));
        assert!(mail.text.contains("<img src=x>"));
    }
}
