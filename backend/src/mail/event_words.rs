//! The words of each mail that is about an event.

use api_types::events::{EventAspect, NewEvent, Visibility};
use chrono::NaiveDate;

use super::announcement::{Announcement, News};
use super::letter::{Action, Detail, Letter, Quote, one_line};
use crate::facts::{EventFacts, days};

/// To whom an announcement goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addressee<'a> {
    /// Whom it greets.
    pub username: &'a str,
    /// Whether they have, or had, a place, rather than an invitation.
    pub has_place: bool,
    /// The page of the event.
    pub event_page: &'a str,
    /// Where they say that they want no more invitations.
    pub unsubscribe: &'a str,
}

/// What an announcement says to one person.
pub(super) fn letter<'a>(announcement: &Announcement, to: Addressee<'a>) -> Letter<'a> {
    let event = &announcement.event;
    let letter = match &announcement.news {
        News::BookingConfirmed => booking_confirmed(event, to),
        News::BookingCancelled => booking_cancelled(event, to),
        News::Invitation => invitation(event, to),
        News::EventChanged { before } => event_changed(event, before, to),
        News::EventCancelled { reason } => event_cancelled(event, reason.as_deref(), to),
        News::Removal { had_place } => removal(event, *had_place, to),
    };
    Letter {
        subject: announcement.subject(),
        username: Some(one_line(to.username)),
        ..letter
    }
}

fn booking_confirmed<'a>(event: &EventFacts, to: Addressee<'a>) -> Letter<'a> {
    Letter {
        paragraphs: vec![format!("You have a place at {}.", title(&event.typed))],
        details: details(event),
        action: Some(see_event(to)),
        notes: vec![
            "The attached file puts it into your calendar.".into(),
            "If you cannot come, please give the place back on the page of the event, so that \
             somebody else can have it."
                .into(),
        ],
        reason: "you booked a place".into(),
        ..Letter::default()
    }
}

fn booking_cancelled<'a>(event: &EventFacts, to: Addressee<'a>) -> Letter<'a> {
    Letter {
        paragraphs: vec![format!(
            "Your place at {} is given back, as you wished.",
            title(&event.typed)
        )],
        details: details(event),
        action: see_event_still(event, to),
        notes: vec![OUT_OF_CALENDAR.into()],
        reason: "you gave a place back".into(),
        ..Letter::default()
    }
}

fn invitation<'a>(event: &EventFacts, to: Addressee<'a>) -> Letter<'a> {
    Letter {
        paragraphs: vec![format!(
            "{} invites you to {}.",
            one_line(&event.organiser),
            title(&event.typed)
        )],
        details: details(event),
        quote: Some(Quote {
            intro: "What it is about:",
            text: event.typed.description.clone(),
        }),
        action: Some(Action {
            label: "Answer the invitation",
            link: to.event_page,
        }),
        notes: vec!["An invitation holds no place: book yours while there are some.".into()],
        reason: "somebody invited you".into(),
        unsubscribe: Some(to.unsubscribe),
        ..Letter::default()
    }
}

fn event_changed<'a>(event: &EventFacts, before: &NewEvent, to: Addressee<'a>) -> Letter<'a> {
    let differing = EventAspect::differing(before, &event.typed);
    let rewritten = differing.contains(&EventAspect::Description);
    Letter {
        paragraphs: vec![format!(
            "{} has changed {}. This is different now:",
            one_line(&event.organiser),
            title(&event.typed)
        )],
        details: differing
            .into_iter()
            .map(|aspect| difference(aspect, before, &event.typed))
            .collect(),
        quote: rewritten.then(|| Quote {
            intro: "The new description:",
            text: event.typed.description.clone(),
        }),
        action: Some(see_event(to)),
        notes: match to.has_place {
            true => vec!["The attached file brings your calendar up to date.".into()],
            false => Vec::new(),
        },
        reason: match to.has_place {
            true => "you have a place at an event".into(),
            false => "you are invited to an event".into(),
        },
        ..Letter::default()
    }
}

fn event_cancelled<'a>(event: &EventFacts, reason: Option<&str>, to: Addressee<'a>) -> Letter<'a> {
    let gone = match to.has_place {
        true => "Your place is gone with it, and you need not do anything.",
        false => "Your invitation is gone with it, and you need not do anything.",
    };
    Letter {
        paragraphs: vec![
            format!(
                "{} has cancelled {}: it does not take place.",
                one_line(&event.organiser),
                title(&event.typed)
            ),
            gone.into(),
        ],
        details: details(event),
        quote: reason.map(|reason| Quote {
            intro: "The reason:",
            text: reason.to_owned(),
        }),
        notes: match to.has_place {
            true => vec![OUT_OF_CALENDAR.into()],
            false => Vec::new(),
        },
        reason: match to.has_place {
            true => HAD_PLACE.into(),
            false => WAS_INVITED.into(),
        },
        ..Letter::default()
    }
}

fn removal<'a>(event: &EventFacts, had_place: bool, to: Addressee<'a>) -> Letter<'a> {
    let what = if had_place {
        "place at"
    } else {
        "invitation to"
    };
    Letter {
        paragraphs: vec![format!(
            "{} has taken back your {what} {}.",
            one_line(&event.organiser),
            title(&event.typed)
        )],
        details: details(event),
        action: see_event_still(event, to),
        notes: match had_place {
            true => vec![OUT_OF_CALENDAR.into()],
            false => Vec::new(),
        },
        reason: match had_place {
            true => HAD_PLACE.into(),
            false => WAS_INVITED.into(),
        },
        ..Letter::default()
    }
}

const HAD_PLACE: &str = "you had a place at an event";
const WAS_INVITED: &str = "you were invited to an event";
const OUT_OF_CALENDAR: &str = "The attached file takes it out of your calendar.";

fn see_event(to: Addressee<'_>) -> Action<'_> {
    Action {
        label: "See the event",
        link: to.event_page,
    }
}

/// Whom nothing ties to an event any more sees it only if everybody does.
fn see_event_still<'a>(event: &EventFacts, to: Addressee<'a>) -> Option<Action<'a>> {
    (event.typed.visibility == Visibility::Public).then(|| see_event(to))
}

fn title(event: &NewEvent) -> String {
    format!("“{}”", one_line(&event.title))
}

/// What one needs to know to come, or not to.
fn details(event: &EventFacts) -> Vec<Detail> {
    let typed = &event.typed;
    let mut details = vec![Detail::new("When", &when(typed))];
    if let Some(location) = &typed.location {
        details.push(Detail::new("Where", location));
    }
    details.push(Detail::new("Price", &price(typed)));
    details.push(Detail::new("Organiser", &event.organiser));
    details
}

/// What was there and what is there now, in words.
fn difference(aspect: EventAspect, before: &NewEvent, now: &NewEvent) -> Detail {
    let turned = |label, say: &dyn Fn(&NewEvent) -> String| {
        Detail::new(label, &format!("{} → {}", say(before), say(now)))
    };
    match aspect {
        EventAspect::Title => turned("Title", &title),
        EventAspect::Schedule => turned("When", &when),
        EventAspect::Location => turned("Where", &|event| {
            event.location.clone().unwrap_or("not said".into())
        }),
        EventAspect::Price => turned("Price", &price),
        EventAspect::MaximumAttendees => turned("Places", &|event| {
            let most = event.maximum_attendees;
            most.map_or("no limit".into(), |most| most.to_string())
        }),
        EventAspect::Visibility => turned("Who sees it", &|event| {
            let who = match event.visibility {
                Visibility::Public => "everybody",
                Visibility::InviteOnly => "only people with a place or an invitation",
            };
            who.into()
        }),
        EventAspect::Description => Detail::new("Description", "changed, see below"),
    }
}

fn price(event: &NewEvent) -> String {
    match (&event.price, &event.currency) {
        (Some(amount), Some(currency)) => format!("{amount} {currency}"),
        _ => "free".into(),
    }
}

/// When it happens, for people; with the zone in which times are meant.
fn when(event: &NewEvent) -> String {
    let Some((first, last)) = days(event) else {
        return event.date.clone();
    };
    let zone = match event.time_zone.as_deref() {
        Some(name) if event.time.is_some() => format!(" ({} time)", name.replace('_', " ")),
        _ => String::new(),
    };
    let from = moment(first, event.time.as_deref());
    let until = match (&event.time, &event.end_time) {
        (None, _) if first == last => ", all day".into(),
        (Some(_), None) if first == last => String::new(),
        (Some(_), Some(end)) if first == last => format!(" to {end}"),
        _ => format!(" – {}", moment(last, event.end_time.as_deref())),
    };
    format!("{from}{until}{zone}")
}

fn moment(day: NaiveDate, time: Option<&str>) -> String {
    let day = day.format("%A, %-d %B %Y");
    match time {
        Some(time) => format!("{day}, {time}"),
        None => day.to_string(),
    }
}

#[cfg(test)]
mod tests;
