//! Turns a row of the outbox into a mail as it travels.

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::letter::one_line;
use super::queries::DueMail;
use crate::config::MailConfig;

/// The mail, or why it cannot be written. Its Message-ID is the same at every attempt, so that a
/// mail server can recognise one that it got already.
///
/// Every mail answers something that the recipient, or somebody with whom they have to do, did
/// here: all are transactional. One that is not would need `List-Unsubscribe` with one click
/// (RFC 8058).
pub fn compose(config: &MailConfig, mail: &DueMail) -> anyhow::Result<Message> {
    let sender: Address = config.from_address.parse()?;
    let recipient: Address = mail.recipient.parse()?;
    let message_id = format!("<{}@{}>", mail.id, sender.domain());
    let message = Message::builder()
        .from(Mailbox::new(Some(one_line(&config.from_name)), sender))
        .to(Mailbox::new(None, recipient))
        .subject(one_line(&mail.subject))
        .date_now()
        .message_id(Some(message_id))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, mail.text_body.as_ref()))
                .singlepart(part(ContentType::TEXT_HTML, mail.html_body.as_ref())),
        )?;
    Ok(message)
}

fn part(kind: ContentType, body: Option<&String>) -> SinglePart {
    SinglePart::builder()
        .header(kind)
        .body(body.cloned().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SmtpTls;

    fn config(from_name: &str) -> MailConfig {
        MailConfig {
            host: "mail.example.org".into(),
            port: 25,
            tls: SmtpTls::None,
            credentials: None,
            from_address: "events@example.org".into(),
            from_name: from_name.into(),
        }
    }

    fn mail(recipient: &str, subject: &str) -> DueMail {
        DueMail {
            id: uuid::Uuid::nil(),
            kind: "test".into(),
            recipient: recipient.into(),
            subject: subject.into(),
            text_body: Some("Grüße".into()),
            html_body: Some("<p>Grüße</p>".into()),
            attempts: 0,
        }
    }

    fn composed(from_name: &str, subject: &str) -> String {
        let mail = compose(&config(from_name), &mail("lena@example.org", subject)).unwrap();
        String::from_utf8(mail.formatted()).unwrap()
    }

    /// The headers of the mail itself, without those of its parts.
    fn headers(text: &str) -> Vec<&str> {
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        head.split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split_once(':').unwrap().0)
            .collect()
    }

    const HEADERS: &[&str] = &[
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
    ];

    #[test]
    fn a_mail_says_who_writes_to_whom_and_that_nobody_typed_it() {
        let text = composed("Event Booking", "Hello");
        assert_eq!(headers(&text), HEADERS);
        for line in [
            "From: \"Event Booking\" <events@example.org>\r\n",
            "To: lena@example.org\r\n",
            "Subject: Hello\r\n",
            "Message-ID: <00000000-0000-0000-0000-000000000000@example.org>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "MIME-Version: 1.0\r\n",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn neither_subject_nor_name_can_add_a_header() {
        for odd in [
            "Grüße\r\nBcc: all@example.org",
            "a\nBcc: all@example.org",
            "a\rBcc: all@example.org\r\n\r\nbody",
            "\"\r\n\tBcc: all@example.org\0\u{2028}",
        ] {
            assert_eq!(headers(&composed("Event Booking", odd)), HEADERS, "{odd:?}");
            assert_eq!(headers(&composed(odd, "Hello")), HEADERS, "{odd:?}");
        }
    }

    #[test]
    fn an_impossible_recipient_is_an_error() {
        for odd in [
            "a@b\r\nBcc: c@d.org",
            "a@b.org, c@d.org",
            "a@b.org>\r\nRCPT TO:<c@d.org",
            "nobody",
            "",
        ] {
            assert!(
                compose(&config("Event Booking"), &mail(odd, "Hello")).is_err(),
                "{odd:?}"
            );
        }
    }
}
