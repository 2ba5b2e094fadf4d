//! How many places there are left, in numbers.

use super::Event;

/// How many places an event has, and how many of them are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacesLeft {
    /// How many are booked.
    pub taken: i32,
    /// How many there are; no limit if it is absent.
    pub of: Option<i32>,
}

impl PlacesLeft {
    /// The places of an event.
    pub fn of_event(event: &Event) -> Self {
        Self {
            taken: event.places_taken,
            of: event.maximum_attendees,
        }
    }

    /// How many are left, where there is a limit.
    pub fn left(self) -> Option<i32> {
        self.of.map(|of| (of - self.taken).max(0))
    }

    /// Whether there are `many`, `few` or `none`: what decides the colour.
    pub fn mood(self) -> &'static str {
        match (self.left(), self.of) {
            (Some(0), _) => "none",
            (Some(left), Some(of)) if left <= 3 || (left <= 10 && left * 10 <= of) => "few",
            _ => "many",
        }
    }

    /// How full it is, in hundredths of the bar.
    pub fn filled(self) -> Option<i32> {
        let of = self.of.filter(|of| *of > 0)?;
        let exact = f64::from(self.taken.clamp(0, of)) * 100.0 / f64::from(of);
        Some(exact.round() as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(taken: i32, of: i32) -> PlacesLeft {
        PlacesLeft {
            taken,
            of: Some(of),
        }
    }

    #[test]
    fn few_is_few_for_small_and_large_events() {
        assert_eq!(places(77, 80).mood(), "few");
        assert_eq!(places(990, 1000).mood(), "few");
        assert_eq!(places(7, 12).mood(), "many");
        assert_eq!(places(12, 12).mood(), "none");
    }

    #[test]
    fn an_event_without_a_limit_is_never_full() {
        let places = PlacesLeft {
            taken: 5000,
            of: None,
        };
        assert_eq!(
            (places.mood(), places.left(), places.filled()),
            ("many", None, None)
        );
    }
}
