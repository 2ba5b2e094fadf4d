//! What happened, in words, and where it leads.

use api_types::notifications::{Notification, NotificationKind};
use yew::AttrValue;

use super::aspects::aspect_name;
use crate::routes::Route;
use crate::t;

/// What happened, in a sentence.
pub fn news(notification: &Notification) -> AttrValue {
    let person = notification.person.as_ref();
    let name = person.map_or_else(
        || t!("somebody").to_string(),
        |person| person.display_name(),
    );
    let event = notification.event.as_ref();
    let title = event.map_or("", |event| event.title.as_str());
    let count = notification.count;
    let text = notification.text.as_deref();
    match notification.kind {
        NotificationKind::Booking => {
            t!("news-booking", name = name, title = title, count = count)
        }
        NotificationKind::BookingCancelled => t!(
            "news-booking-cancelled",
            name = name,
            title = title,
            count = count
        ),
        NotificationKind::Invitation => t!("news-invitation", name = name, title = title),
        NotificationKind::EventChanged => {
            let aspects = notification.changed.iter().copied().map(aspect_name);
            let aspects = super::list(&aspects.collect::<Vec<_>>());
            t!("news-changed", title = title, aspects = aspects)
        }
        NotificationKind::EventCancelled => match text {
            Some(reason) => t!("news-cancelled-why", title = title, reason = reason),
            None => t!("news-cancelled", title = title),
        },
        NotificationKind::Removal => t!("news-removal", name = name, title = title),
        NotificationKind::Message => t!(
            "news-message",
            name = name,
            count = count,
            text = text.unwrap_or_default()
        ),
    }
}

/// The page that shows more of it, if there is one.
pub fn destination(notification: &Notification) -> Option<String> {
    match notification.kind {
        NotificationKind::Message => {
            let partner = notification.person.as_ref()?;
            Some(Route::conversation(&partner.username))
        }
        _ => Some(Route::event(notification.event.as_ref()?.id?)),
    }
}

#[cfg(test)]
mod tests {
    use api_types::accounts::Person;
    use api_types::events::EventAspect;
    use api_types::notifications::NotificationEvent;
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    fn notification(kind: NotificationKind) -> Notification {
        Notification {
            id: Uuid::nil(),
            kind,
            happened_at: DateTime::UNIX_EPOCH,
            is_read: false,
            count: 1,
            person: Some(Person {
                username: "mira".into(),
                first_name: Some("Mira".into()),
                last_name: None,
            }),
            event: Some(NotificationEvent {
                id: Some(Uuid::nil()),
                title: "Choir".into(),
            }),
            changed: vec![EventAspect::Schedule, EventAspect::Location],
            text: None,
        }
    }

    #[test]
    fn each_kind_has_its_sentence() {
        let words = |kind, count| {
            let notification = Notification {
                count,
                text: Some("No wind.".into()),
                ..notification(kind)
            };
            news(&notification).to_string()
        };
        use NotificationKind as Kind;
        for (kind, count, expected) in [
            (Kind::Booking, 1, "Mira has booked a place at “Choir”."),
            (
                Kind::Booking,
                3,
                "3 places were booked at “Choir”, the last one by Mira.",
            ),
            (
                Kind::BookingCancelled,
                1,
                "Mira has given back a place at “Choir”.",
            ),
            (Kind::Invitation, 2, "Mira has invited you to “Choir”."),
            (
                Kind::EventChanged,
                1,
                "“Choir” was changed: Schedule, Location.",
            ),
            (Kind::EventCancelled, 1, "“Choir” is cancelled: No wind."),
            (
                Kind::Removal,
                1,
                "Mira has taken you off the list of “Choir”.",
            ),
            (Kind::Message, 1, "Mira has written: No wind."),
            (Kind::Message, 4, "Mira has written 4 messages: No wind."),
        ] {
            assert_eq!(words(kind, count), expected);
        }
    }

    #[test]
    fn who_left_is_somebody() {
        let left = Notification {
            person: None,
            ..notification(NotificationKind::Booking)
        };
        assert_eq!(news(&left), "Somebody has booked a place at “Choir”.");
    }

    #[test]
    fn what_cannot_be_seen_leads_nowhere() {
        let mut gone = notification(NotificationKind::EventCancelled);
        assert!(destination(&gone).is_some());
        gone.event = gone
            .event
            .map(|event| NotificationEvent { id: None, ..event });
        assert_eq!(destination(&gone), None);
        let message = notification(NotificationKind::Message);
        assert_eq!(destination(&message).as_deref(), Some("/chat/mira"));
    }
}
