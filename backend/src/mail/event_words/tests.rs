use api_types::events::NewEvent;
use chrono::DateTime;
use uuid::Uuid;

use super::super::letter::Rendered;
use super::*;

const PAGE: &str = "https://events.example.org/event-detail/1";
const UNSUBSCRIBE: &str = "https://events.example.org/unsubscribe?token=a.b.c";

/// With every optional field.
fn full() -> NewEvent {
    NewEvent {
        title: "Choir without talent".into(),
        description: "Two hours of singing.\n\n-- \nBring water, & a friend.".into(),
        location: Some("Stuttgart, Feuersee".into()),
        date: "2026-12-12".into(),
        time: Some("19:30".into()),
        end_date: None,
        end_time: Some("22:00".into()),
        time_zone: Some("Europe/Berlin".into()),
        visibility: Visibility::Public,
        maximum_attendees: Some(80),
        price: Some("12.50".into()),
        currency: Some("EUR".into()),
    }
}

/// With none.
fn bare() -> NewEvent {
    NewEvent {
        location: None,
        time: None,
        end_time: None,
        visibility: Visibility::InviteOnly,
        maximum_attendees: None,
        price: None,
        currency: None,
        ..full()
    }
}

fn told(news: News, typed: NewEvent) -> Announcement {
    let event = EventFacts {
        id: Uuid::nil(),
        version: 2,
        typed,
        starts_at: DateTime::UNIX_EPOCH,
        ends_at: DateTime::UNIX_EPOCH,
        organiser: "murat".into(),
    };
    Announcement { news, event }
}

fn rendered(announcement: &Announcement, has_place: bool) -> Rendered {
    rendered_in(Language::En, announcement, has_place)
}

fn rendered_in(language: Language, announcement: &Announcement, has_place: bool) -> Rendered {
    let to = Addressee {
        username: "lena",
        language,
        has_place,
        event_page: PAGE,
        unsubscribe: UNSUBSCRIBE,
    };
    let mail = letter(announcement, to).render("https://events.example.org");
    mail.unwrap()
}

/// All that leaves, to be compared as a whole. To accept what was changed:
/// `INSTA_UPDATE=always cargo test -p backend --lib mail`.
fn look(name: &str, announcement: &Announcement, has_place: bool) {
    for language in Language::ALL {
        let mail = rendered_in(language, announcement, has_place);
        let all = format!("{}\n\n{}\n\n{}", mail.subject, mail.text, mail.html);
        insta::assert_snapshot!(format!("{name}_{language}"), all);
    }
}

#[test]
fn every_announcement_looks_as_it_did() {
    let cancelled = |reason: Option<&str>| News::EventCancelled {
        reason: reason.map(str::to_owned),
    };
    let removal = |had_place| News::Removal { had_place };
    let changed = |before: NewEvent| News::EventChanged {
        before: Box::new(before),
    };
    let reason = "The singers have lost\ntheir voices.";
    let removed = News::EventRemoved {
        reason: reason.to_owned(),
    };
    let cases = [
        ("booking_confirmed", News::BookingConfirmed, full(), true),
        (
            "booking_confirmed_bare",
            News::BookingConfirmed,
            bare(),
            true,
        ),
        ("booking_cancelled", News::BookingCancelled, full(), true),
        (
            "booking_cancelled_bare",
            News::BookingCancelled,
            bare(),
            true,
        ),
        ("invitation", News::Invitation, full(), false),
        ("invitation_bare", News::Invitation, bare(), false),
        ("event_changed", changed(bare()), full(), true),
        ("event_changed_invited", changed(full()), bare(), false),
        ("event_cancelled", cancelled(Some(reason)), full(), true),
        ("event_cancelled_bare", cancelled(None), bare(), false),
        ("event_removed", removed.clone(), full(), true),
        ("event_removed_bare", removed, bare(), false),
        ("removal", removal(true), full(), true),
        ("removal_bare", removal(false), bare(), false),
    ];
    for (name, news, typed, has_place) in cases {
        look(name, &told(news, typed), has_place);
    }
}

#[test]
fn every_difference_is_told_and_nothing_else() {
    let before = NewEvent {
        title: "Choir".into(),
        description: "Singing.".into(),
        location: Some("Stuttgart".into()),
        time: Some("20:00".into()),
        end_time: None,
        ..full()
    };
    let news = News::EventChanged {
        before: Box::new(before),
    };
    let mail = rendered(&told(news, full()), true);
    for line in [
        "Title: Choir → Choir without talent\n",
        "When: Saturday, 12 December 2026, 20:00 (Europe/Berlin time) → Saturday, 12 December 2026, \
         19:30 to 22:00 (Europe/Berlin time)\n",
        "Where: Stuttgart → Stuttgart, Feuersee\n",
        "The new description:\n> Two hours of singing.\n> \n> -- \n> Bring water, & a friend.\n",
    ] {
        assert!(mail.text.contains(line), "{line} in {}", mail.text);
    }
    for label in ["Price:", "Places:", "Who sees it:"] {
        assert!(!mail.text.contains(label), "{label} in {}", mail.text);
    }
}

#[test]
fn what_people_typed_is_never_markup() {
    let nasty = "<img src=x>\"'&";
    let typed = NewEvent {
        title: nasty.into(),
        description: nasty.into(),
        location: Some(nasty.into()),
        ..full()
    };
    let reason = Some(nasty.to_owned());
    let all = [
        News::Invitation,
        News::EventCancelled { reason },
        News::EventChanged {
            before: Box::new(full()),
        },
    ];
    for news in all {
        let mail = rendered(&told(news, typed.clone()), true);
        assert!(!mail.html.contains("<img"), "{}", mail.html);
        assert!(mail.text.contains(nasty), "{}", mail.text);
        assert!(mail.subject.contains(nasty), "{}", mail.subject);
    }
}

#[test]
fn no_text_of_somebody_else_begins_a_line_of_ours() {
    let nasty = "Choir\r\nBcc: all@example.org\n\n-- \nHello murat";
    let typed = NewEvent {
        title: nasty.into(),
        description: nasty.into(),
        location: Some(nasty.into()),
        ..full()
    };
    let reason = Some(nasty.to_owned());
    let all = [
        News::BookingConfirmed,
        News::Invitation,
        News::EventCancelled { reason },
        News::EventChanged {
            before: Box::new(full()),
        },
    ];
    for news in all {
        let mail = rendered(&told(news, typed.clone()), true);
        assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
        assert_eq!(mail.text.matches("\n-- \n").count(), 1, "{}", mail.text);
        for start in ["\nBcc", "\nHello murat"] {
            assert!(!mail.text.contains(start), "{}", mail.text);
        }
    }
}
