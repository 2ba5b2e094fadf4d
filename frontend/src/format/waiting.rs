//! How long to wait before trying again.

use yew::AttrValue;

use crate::t;

/// Tells somebody who tried too often when to try again. Rounded up, so that it changes rarely while
/// the time passes, and nobody comes too early.
pub fn waiting(seconds: u32) -> AttrValue {
    match seconds {
        0 => t!("wait-over"),
        1..=50 => t!("wait-moment"),
        51..=5400 => t!("wait-minutes", count = seconds.div_ceil(60)),
        _ => t!("wait-hours", count = seconds.div_ceil(3600)),
    }
}

/// The time that is left, as a clock shows it: `1:05`.
pub fn countdown(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_to_come_too_early() {
        assert_eq!(waiting(0), "You can try again now.");
        for (seconds, words) in [
            (20, "in less than a minute"),
            (60, "in 1 minute."),
            (61, "in 2 minutes."),
            (900, "in 15 minutes."),
            (7200, "in 2 hours."),
        ] {
            assert!(waiting(seconds).contains(words), "{}", waiting(seconds));
        }
    }

    #[test]
    fn seconds_have_two_digits() {
        assert_eq!(countdown(65), "1:05");
        assert_eq!(countdown(0), "0:00");
    }
}
