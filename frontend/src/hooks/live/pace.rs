//! How long to wait before the next attempt to connect.

/// The first pause, in milliseconds; each further one is twice as long.
const FIRST: u32 = 500;
/// The longest pause.
const LONGEST: u32 = 30_000;
/// After so many attempts the pauses are long enough for a server that does not want us now.
pub(super) const UNWELCOME: u32 = 4;

/// The shortest pause after which one comes back to a server that restarts.
const RESTART_FIRST: u32 = 100;
/// Over how long those who come back are spread out.
const RESTART_SPREAD: u32 = 1_900;

/// The pause after so many attempts that failed, in milliseconds. `chance` is a number from 0 to 1
/// that spreads out those who lost the same server.
pub(super) fn pause(attempts: u32, chance: f64) -> u32 {
    let longest = FIRST.saturating_mul(1 << attempts.min(10)).min(LONGEST);
    (f64::from(longest) * (0.5 + chance / 2.0)) as u32
}

/// The pause after which one comes back to a server that restarts, in milliseconds: short, but spread
/// out, since everybody has lost it at the same moment.
pub(super) fn restart(chance: f64) -> u32 {
    RESTART_FIRST + (f64::from(RESTART_SPREAD) * chance) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restart_is_over_soon_but_not_for_everybody_at_once() {
        assert_eq!(restart(0.0), 100);
        assert_eq!(restart(1.0), 2_000);
    }

    #[test]
    fn pauses_grow_up_to_half_a_minute() {
        assert_eq!(pause(0, 1.0), 500);
        assert_eq!(pause(1, 1.0), 1_000);
        assert_eq!(pause(UNWELCOME, 1.0), 8_000);
        assert_eq!(pause(6, 1.0), 30_000);
        assert_eq!(pause(u32::MAX, 1.0), 30_000);
    }

    #[test]
    fn those_who_lost_the_same_server_come_back_one_after_the_other() {
        assert_eq!(pause(0, 0.0), 250);
        assert_eq!(pause(u32::MAX, 0.0), 15_000);
        assert!(pause(3, 0.2) < pause(3, 0.8));
    }
}
