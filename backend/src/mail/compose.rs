//! Puts what a mail says into the form in which it travels.

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::content::{CalendarFile, Content};
use super::letter::one_line;
use super::queries::DueMail;
use crate::config::MailConfig;

/// The mail, or why it cannot be written. Its Message-ID is the same at every attempt, so that a
/// mail server can recognise one that it got already.
///
/// Nearly every mail answers something that the recipient, or somebody with whom they have to do,
/// did here. Those that do not are unsubscribed from with one click (RFC 8058).
pub fn compose(config: &MailConfig, mail: &DueMail, content: &Content) -> anyhow::Result<Message> {
    let sender: Address = config.from_address.parse()?;
    let recipient: Address = mail.recipient.parse()?;
    let message_id = format!("<{}@{}>", mail.id, sender.domain());
    let mut message = Message::builder()
        .from(Mailbox::new(Some(one_line(&config.from_name)), sender))
        .to(Mailbox::new(None, recipient))
        .subject(one_line(&content.rendered.subject))
        .date_now()
        .message_id(Some(message_id))
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
    if let Some(link) = &content.unsubscribe {
        message = message
            .raw_header(header("List-Unsubscribe", format!("<{link}>")))
            .raw_header(header(
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click".to_owned(),
            ));
    }
    let words = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, &content.rendered.text))
        .singlepart(part(ContentType::TEXT_HTML, &content.rendered.html));
    let body = match &content.calendar {
        Some(file) => MultiPart::mixed()
            .multipart(words)
            .singlepart(attachment(file)?),
        None => words,
    };
    Ok(message.multipart(body)?)
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn part(kind: ContentType, body: &str) -> SinglePart {
    SinglePart::builder().header(kind).body(body.to_owned())
}

/// Its method stands in the type, too: programs look there for what to do with it (RFC 6047).
fn attachment(file: &CalendarFile) -> anyhow::Result<SinglePart> {
    let kind = format!(
        "text/calendar; method={}; charset=utf-8",
        file.method.name()
    );
    let kind = ContentType::parse(&kind)?;
    Ok(Attachment::new("invite.ics".to_owned()).body(file.text.clone(), kind))
}

#[cfg(test)]
mod tests {
    use api_types::language::Language;

    use super::super::letter::Rendered;
    use super::*;
    use crate::config::SmtpTls;
    use crate::ical::Method;

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

    fn mail(recipient: &str) -> DueMail {
        DueMail {
            id: uuid::Uuid::nil(),
            kind: "test".into(),
            recipient: recipient.into(),
            subject: String::new(),
            text_body: None,
            html_body: None,
            attempts: 0,
            created_at: chrono::DateTime::UNIX_EPOCH,
            announcement_id: None,
            recipient_id: None,
            recipient_name: None,
            has_place: None,
            language: Language::En,
        }
    }

    fn content(subject: &str) -> Content {
        Content::plain(Rendered {
            subject: subject.into(),
            text: "Grüße".into(),
            html: "<p>Grüße</p>".into(),
        })
    }

    fn text_of(from_name: &str, content: &Content) -> String {
        let mail = compose(&config(from_name), &mail("lena@example.org"), content).unwrap();
        String::from_utf8(mail.formatted()).unwrap()
    }

    fn composed(from_name: &str, subject: &str) -> String {
        text_of(from_name, &content(subject))
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
                compose(&config("Event Booking"), &mail(odd), &content("Hello")).is_err(),
                "{odd:?}"
            );
        }
    }

    #[test]
    fn a_calendar_file_is_attached_with_its_method() {
        let file = CalendarFile {
            method: Method::Cancel,
            text: "BEGIN:VCALENDAR\r\nSUMMARY:Grüße\r\nEND:VCALENDAR\r\n".into(),
        };
        let content = Content {
            calendar: Some(file),
            ..content("Hello")
        };
        let text = text_of("Event Booking", &content);
        assert_eq!(headers(&text), HEADERS);
        for line in [
            "Content-Type: multipart/mixed;",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/calendar; method=CANCEL; charset=utf-8\r\n",
            "Content-Disposition: attachment; filename=\"invite.ics\"\r\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn one_unsubscribes_with_one_click_at_an_address_that_stays_whole() {
        let link = format!("https://events.example.org/?token={}", "x".repeat(500));
        let content = Content {
            unsubscribe: Some(link.clone()),
            ..content("Hello")
        };
        let text = text_of("Event Booking", &content);
        assert!(
            text.contains(&format!("List-Unsubscribe: <{link}>\r\n")),
            "{text}"
        );
        let post = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
        assert!(text.contains(post), "{text}");
        assert!(headers(&text).contains(&"List-Unsubscribe"));
    }
}
