//! Three states of an event become one form: as it was when one began, as somebody else left it
//! meanwhile, and as one has typed it.

use api_types::events::{EventAspect, NewEvent};

use crate::pages::event_form::TypedEvent;

/// A form that was brought up to date.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// What the form shows now: all that was typed, and what only the other one changed.
    pub typed: TypedEvent,
    /// Taken over from the other one.
    pub taken: Vec<EventAspect>,
    /// Changed by both, and not to the same: the form still shows one's own.
    pub contested: Vec<EventAspect>,
}

/// Brings a form up to date.
pub fn merge(base: &NewEvent, theirs: &NewEvent, mine: &TypedEvent) -> Merged {
    let my_event = mine.event();
    let mine_changed = EventAspect::differing(base, &my_event);
    let still_different = EventAspect::differing(&my_event, theirs);
    let mut merged = Merged {
        typed: mine.clone(),
        taken: Vec::new(),
        contested: Vec::new(),
    };
    let form_of_theirs = TypedEvent::of(theirs);
    for aspect in EventAspect::differing(base, theirs) {
        if mine_changed.contains(&aspect) && still_different.contains(&aspect) {
            merged.contested.push(aspect);
        } else {
            merged.taken.push(aspect);
            copy(aspect, &form_of_theirs, &mut merged.typed);
        }
    }
    merged
}

/// Takes over one part of a form.
pub fn copy(aspect: EventAspect, from: &TypedEvent, to: &mut TypedEvent) {
    let from = from.clone();
    match aspect {
        EventAspect::Title => to.title = from.title,
        EventAspect::Schedule => {
            to.date = from.date;
            to.time = from.time;
            to.has_end = from.has_end;
            to.end_date = from.end_date;
            to.end_time = from.end_time;
            to.time_zone = from.time_zone;
        }
        EventAspect::Location => to.location = from.location,
        EventAspect::Price => {
            to.price = from.price;
            to.currency = from.currency;
        }
        EventAspect::MaximumAttendees => to.maximum_attendees = from.maximum_attendees,
        EventAspect::Visibility => to.visibility = from.visibility,
        EventAspect::Description => to.description = from.description,
    }
}

#[cfg(test)]
mod tests {
    use api_types::events::Visibility;

    use super::*;

    fn base() -> NewEvent {
        NewEvent {
            title: "Choir".into(),
            description: "Loud.".into(),
            date: "2027-05-01".into(),
            time: Some("19:00".into()),
            time_zone: Some("Europe/Berlin".into()),
            location: Some("Stuttgart".into()),
            ..NewEvent::default()
        }
    }

    #[test]
    fn what_only_the_other_one_changed_is_taken_over() {
        let theirs = NewEvent {
            location: None,
            price: Some("5.00".into()),
            currency: Some("CHF".into()),
            ..base()
        };
        let mine = TypedEvent {
            title: "Choir without talent".into(),
            ..TypedEvent::of(&base())
        };
        let merged = merge(&base(), &theirs, &mine);
        assert_eq!(merged.taken, [EventAspect::Location, EventAspect::Price]);
        assert_eq!(merged.contested, []);
        let event = merged.typed.event();
        assert_eq!(event.title, "Choir without talent");
        assert_eq!(event.location, None);
        assert_eq!(event.currency.as_deref(), Some("CHF"));
    }

    #[test]
    fn what_both_changed_stays_as_it_was_typed() {
        let theirs = NewEvent {
            time: Some("20:00".into()),
            ..base()
        };
        let mine = TypedEvent {
            date: "2027-05-02".into(),
            ..TypedEvent::of(&base())
        };
        let merged = merge(&base(), &theirs, &mine);
        assert_eq!(merged.contested, [EventAspect::Schedule]);
        assert_eq!(merged.taken, []);
        assert_eq!(merged.typed, mine);
    }

    #[test]
    fn two_who_change_the_same_agree() {
        let theirs = NewEvent {
            visibility: Visibility::InviteOnly,
            ..base()
        };
        let mine = TypedEvent::of(&theirs);
        let merged = merge(&base(), &theirs, &mine);
        assert_eq!(merged.contested, []);
        assert_eq!(merged.typed.event(), theirs);
    }

    #[test]
    fn every_part_can_be_taken_over() {
        let other = TypedEvent {
            title: "Other".into(),
            description: "Other.".into(),
            date: "2028-01-01".into(),
            time: "08:00".into(),
            has_end: true,
            end_date: "2028-01-02".into(),
            end_time: "09:00".into(),
            time_zone: "Asia/Tokyo".into(),
            location: "Osaka".into(),
            visibility: Visibility::InviteOnly,
            maximum_attendees: "7".into(),
            price: "1".into(),
            currency: "GBP".into(),
        };
        let mut form = TypedEvent::of(&base());
        for aspect in EventAspect::ALL {
            copy(*aspect, &other, &mut form);
        }
        assert_eq!(form, other);
    }

    #[test]
    fn a_form_that_nobody_touched_becomes_the_newer_event() {
        let theirs = NewEvent {
            title: "Quartet".into(),
            end_date: Some("2027-05-03".into()),
            maximum_attendees: Some(4),
            ..base()
        };
        let merged = merge(&base(), &theirs, &TypedEvent::of(&base()));
        assert_eq!(merged.typed.event(), theirs);
    }
}
