//! The words of each mail that is about an event.

use api_types::events::{EventAspect, NewEvent, Visibility};
use api_types::language::Language;

use super::announcement::{Announcement, News};
use super::letter::{Action, Detail, Letter, Quote, one_line};
use crate::facts::EventFacts;
use crate::t;
use crate::words::{number, price, when};

/// To whom an announcement goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addressee<'a> {
    /// Whom it greets.
    pub username: &'a str,
    /// What they read.
    pub language: Language,
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
        News::EventRemoved { reason } => event_removed(event, reason, to),
        News::Removal { had_place } => removal(event, *had_place, to),
    };
    Letter {
        subject: announcement.subject(to.language),
        username: Some(one_line(to.username)),
        ..letter
    }
}

/// What an announcement is about, in one line.
pub(super) fn subject(l: Language, announcement: &Announcement) -> String {
    let title = one_line(&announcement.event.typed.title);
    match announcement.news {
        News::BookingConfirmed => t!(l, "mail-booked-subject", title = title),
        News::BookingCancelled => t!(l, "mail-gave-back-subject", title = title),
        News::Invitation => t!(l, "mail-invitation-subject", title = title),
        News::EventChanged { .. } => t!(l, "mail-changed-subject", title = title),
        News::EventCancelled { .. } | News::EventRemoved { .. } => {
            t!(l, "mail-cancelled-subject", title = title)
        }
        News::Removal { had_place: true } => t!(l, "mail-removed-place-subject", title = title),
        News::Removal { had_place: false } => {
            t!(l, "mail-removed-invitation-subject", title = title)
        }
    }
}

fn booking_confirmed<'a>(event: &EventFacts, to: Addressee<'a>) -> Letter<'a> {
    let l = to.language;
    Letter {
        paragraphs: vec![t!(l, "mail-booked-text", title = title(event))],
        details: details(l, event),
        action: Some(see_event(to)),
        notes: vec![
            t!(l, "mail-booked-calendar"),
            t!(l, "mail-booked-give-back"),
        ],
        reason: t!(l, "mail-why-booked"),
        ..Letter::blank(l)
    }
}

fn booking_cancelled<'a>(event: &EventFacts, to: Addressee<'a>) -> Letter<'a> {
    let l = to.language;
    Letter {
        paragraphs: vec![t!(l, "mail-gave-back-text", title = title(event))],
        details: details(l, event),
        action: see_event_still(event, to),
        notes: vec![t!(l, "mail-out-of-calendar")],
        reason: t!(l, "mail-why-gave-back"),
        ..Letter::blank(l)
    }
}

fn invitation<'a>(event: &EventFacts, to: Addressee<'a>) -> Letter<'a> {
    let l = to.language;
    let text = t!(
        l,
        "mail-invitation-text",
        organiser = one_line(&event.organiser),
        title = title(event)
    );
    Letter {
        paragraphs: vec![text],
        details: details(l, event),
        quote: Some(Quote {
            intro: t!(l, "mail-invitation-intro"),
            text: event.typed.description.clone(),
        }),
        action: Some(Action::new(t!(l, "mail-invitation-action"), to.event_page)),
        notes: vec![t!(l, "mail-invitation-no-place")],
        reason: t!(l, "mail-why-invitation"),
        unsubscribe: Some(to.unsubscribe),
        ..Letter::blank(l)
    }
}

fn event_changed<'a>(event: &EventFacts, before: &NewEvent, to: Addressee<'a>) -> Letter<'a> {
    let l = to.language;
    let differing = EventAspect::differing(before, &event.typed);
    let rewritten = differing.contains(&EventAspect::Description);
    let text = t!(
        l,
        "mail-changed-text",
        organiser = one_line(&event.organiser),
        title = title(event)
    );
    Letter {
        paragraphs: vec![text],
        details: differing
            .into_iter()
            .map(|aspect| difference(l, aspect, before, &event.typed))
            .collect(),
        quote: rewritten.then(|| Quote {
            intro: t!(l, "mail-changed-intro"),
            text: event.typed.description.clone(),
        }),
        action: Some(see_event(to)),
        notes: match to.has_place {
            true => vec![t!(l, "mail-changed-calendar")],
            false => Vec::new(),
        },
        reason: match to.has_place {
            true => t!(l, "mail-why-place"),
            false => t!(l, "mail-why-invited"),
        },
        ..Letter::blank(l)
    }
}

fn event_cancelled<'a>(event: &EventFacts, reason: Option<&str>, to: Addressee<'a>) -> Letter<'a> {
    let l = to.language;
    let text = t!(
        l,
        "mail-cancelled-text",
        organiser = one_line(&event.organiser),
        title = title(event)
    );
    ended(event, text, reason, to)
}

fn event_removed<'a>(event: &EventFacts, reason: &str, to: Addressee<'a>) -> Letter<'a> {
    let text = t!(to.language, "mail-removed-event-text", title = title(event));
    ended(event, text, Some(reason), to)
}

/// Of an event that does not take place, whoever has ended it.
fn ended<'a>(
    event: &EventFacts,
    text: String,
    reason: Option<&str>,
    to: Addressee<'a>,
) -> Letter<'a> {
    let l = to.language;
    let gone = match to.has_place {
        true => t!(l, "mail-cancelled-place"),
        false => t!(l, "mail-cancelled-invitation"),
    };
    Letter {
        paragraphs: vec![text, gone],
        details: details(l, event),
        quote: reason.map(|reason| Quote {
            intro: t!(l, "mail-cancelled-intro"),
            text: reason.to_owned(),
        }),
        ..parting(l, to.has_place)
    }
}

fn removal<'a>(event: &EventFacts, had_place: bool, to: Addressee<'a>) -> Letter<'a> {
    let l = to.language;
    let (organiser, title) = (one_line(&event.organiser), title(event));
    let text = match had_place {
        true => t!(
            l,
            "mail-removed-place-text",
            organiser = organiser,
            title = title
        ),
        false => t!(
            l,
            "mail-removed-invitation-text",
            organiser = organiser,
            title = title
        ),
    };
    Letter {
        paragraphs: vec![text],
        details: details(l, event),
        action: see_event_still(event, to),
        ..parting(l, had_place)
    }
}

/// The end of a letter to somebody who has nothing to do with the event any more.
fn parting(l: Language, had_place: bool) -> Letter<'static> {
    Letter {
        notes: match had_place {
            true => vec![t!(l, "mail-out-of-calendar")],
            false => Vec::new(),
        },
        reason: match had_place {
            true => t!(l, "mail-why-had-place"),
            false => t!(l, "mail-why-was-invited"),
        },
        ..Letter::blank(l)
    }
}

fn see_event(to: Addressee<'_>) -> Action<'_> {
    Action::new(t!(to.language, "mail-see-event"), to.event_page)
}

/// Whom nothing ties to an event any more sees it only if everybody does.
fn see_event_still<'a>(event: &EventFacts, to: Addressee<'a>) -> Option<Action<'a>> {
    (event.typed.visibility == Visibility::Public).then(|| see_event(to))
}

fn title(event: &EventFacts) -> String {
    one_line(&event.typed.title)
}

/// What one needs to know to come, or not to.
fn details(l: Language, event: &EventFacts) -> Vec<Detail> {
    let typed = &event.typed;
    let mut details = vec![Detail::new(t!(l, "mail-when"), &when(l, typed))];
    if let Some(location) = &typed.location {
        details.push(Detail::new(t!(l, "mail-where"), location));
    }
    details.push(Detail::new(t!(l, "mail-price"), &price(l, typed)));
    details.push(Detail::new(t!(l, "mail-organiser"), &event.organiser));
    details
}

/// What was there and what is there now, in words.
fn difference(l: Language, aspect: EventAspect, before: &NewEvent, now: &NewEvent) -> Detail {
    let turned = |label, say: &dyn Fn(&NewEvent) -> String| {
        let change = t!(l, "mail-change", before = say(before), now = say(now));
        Detail::new(label, &change)
    };
    match aspect {
        EventAspect::Title => turned(t!(l, "mail-title"), &|event| event.title.clone()),
        EventAspect::Schedule => turned(t!(l, "mail-when"), &|event| when(l, event)),
        EventAspect::Location => turned(t!(l, "mail-where"), &|event| match &event.location {
            Some(location) => location.clone(),
            None => t!(l, "mail-place-unsaid"),
        }),
        EventAspect::Price => turned(t!(l, "mail-price"), &|event| price(l, event)),
        EventAspect::MaximumAttendees => turned(t!(l, "mail-places"), &|event| match event
            .maximum_attendees
        {
            Some(most) => number(l, most.into()),
            None => t!(l, "mail-places-unlimited"),
        }),
        EventAspect::Visibility => {
            turned(t!(l, "mail-visibility"), &|event| match event.visibility {
                Visibility::Public => t!(l, "mail-visibility-public"),
                Visibility::InviteOnly => t!(l, "mail-visibility-invite-only"),
            })
        }
        EventAspect::Description => {
            Detail::new(t!(l, "mail-description"), &t!(l, "mail-changed-below"))
        }
    }
}

#[cfg(test)]
mod tests;
