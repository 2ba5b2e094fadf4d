//! How often something may be tried: everything that could be used to guess a password or a link,
//! or to flood somebody's mailbox. Counted in the memory of this process (GCRA, by the crate
//! `governor`), per client and per account.
//!
//! No limit locks an owner out for good: what a limit takes away comes back with time, a right
//! password clears the count, a device on which the owner has logged in before is counted by itself,
//! and each mail with a link to a new password that a stranger asks for reaches the owner.

use std::hash::RandomState;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use api_types::problem::ProblemKind;
use chrono::DateTime;
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::{DashMapStateStore, ShrinkableKeyedStateStore};
use governor::{Quota, RateLimiter};
use prometheus::IntCounterVec;

use crate::clock::Clock;
use crate::error::{ApiError, ApiResult};
use crate::t;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Passwords that one client tries.
    LoginByClient,
    /// Passwords that are tried for one account, or on one device that knows it.
    LoginToAccount,
    /// Passwords that somebody who is logged in already tries.
    PasswordCheck,
    /// Accounts that one client makes.
    Registration,
    /// Values from links, addresses of calendars, and refresh tokens, that one client tries.
    LinkByClient,
    /// Mails that one client asks for.
    MailByClient,
    /// Mails with links that are asked for, for one account.
    MailToAccount,
    /// People whom one account invites.
    Invitation,
    /// Pictures that one account sends.
    Picture,
    /// People and events that one account reports.
    Report,
    /// Messages that one account sends to others.
    ChatMessage,
    /// Messages that one account lets be sent by mail.
    ChatMail,
    /// Those of them that go to the same person.
    ChatMailToPerson,
    /// Sockets that one client opens.
    SocketByClient,
    /// What one account, or a client that is nobody, wants to watch, and to whom it types.
    SocketWish,
}

impl Limit {
    /// As metrics call it, such as `login_by_client`.
    fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }

    /// So many at once, and one more each time so many seconds have passed.
    const fn quota(self) -> (u32, u64) {
        match self {
            Self::LoginByClient | Self::LinkByClient => (300, 1),
            Self::LoginToAccount | Self::PasswordCheck => (10, 30),
            Self::Registration => (300, 5),
            Self::MailByClient => (100, 10),
            Self::MailToAccount => (5, 600),
            Self::Invitation => (200, 10),
            Self::Picture => (30, 20),
            Self::ChatMessage => (100, 1),
            Self::ChatMail | Self::Report => (20, 60),
            Self::ChatMailToPerson => (3, 600),
            Self::SocketByClient | Self::SocketWish => (300, 1),
        }
    }

    const ALL: [Self; 15] = [
        Self::LoginByClient,
        Self::LoginToAccount,
        Self::PasswordCheck,
        Self::Registration,
        Self::LinkByClient,
        Self::MailByClient,
        Self::MailToAccount,
        Self::Invitation,
        Self::Picture,
        Self::Report,
        Self::ChatMessage,
        Self::ChatMail,
        Self::ChatMailToPerson,
        Self::SocketByClient,
        Self::SocketWish,
    ];
}

impl GovernorClock for Clock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        (Self::now(self) - DateTime::UNIX_EPOCH)
            .to_std()
            .unwrap_or_default()
    }
}

/// The counts of one limit, shared with the limiter, which itself cannot forget a key.
#[derive(Clone, Default)]
struct Counts(Arc<DashMapStateStore<String, RandomState>>);

impl StateStore for Counts {
    type Key = String;

    fn measure_and_replace<T, F, E>(&self, key: &String, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        self.0.measure_and_replace(key, measure)
    }
}

impl ShrinkableKeyedStateStore<String> for Counts {
    fn retain_recent(&self, drop_below: Nanos) {
        ShrinkableKeyedStateStore::retain_recent(&*self.0, drop_below);
    }

    fn shrink_to_fit(&self) {
        self.0.shrink_to_fit();
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

struct Limiter {
    counts: Counts,
    limiter: RateLimiter<String, Counts, Clock, NoOpMiddleware<Duration>>,
}

/// The counts of all limits; copies share them.
#[derive(Clone)]
pub struct Limits {
    limiters: Option<Arc<[Limiter]>>,
    /// How often each has refused.
    refusals: IntCounterVec,
}

impl Limits {
    /// Nothing counted yet. Switched off, everything is allowed.
    pub fn new(is_on: bool, clock: &Clock, refusals: IntCounterVec) -> Self {
        let limiter = |limit: Limit| {
            let (burst, seconds) = limit.quota();
            let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
            let period = Duration::from_secs(seconds);
            let quota = Quota::with_period(period)
                .unwrap_or(Quota::per_second(burst))
                .allow_burst(burst);
            let counts = Counts::default();
            Limiter {
                limiter: RateLimiter::new(quota, counts.clone(), clock.clone()),
                counts,
            }
        };
        let limiters = is_on.then(|| Limit::ALL.into_iter().map(limiter).collect());
        Self { limiters, refusals }
    }

    /// Counts one try; refuses it if there were too many, and says when the next one is welcome.
    pub fn check(&self, limit: Limit, who: &str) -> ApiResult<()> {
        let Some(limiters) = &self.limiters else {
            return Ok(());
        };
        let limiter = &limiters[limit as usize].limiter;
        limiter.check_key(&who.to_owned()).map_err(|not_until| {
            let now = GovernorClock::now(limiter.clock());
            // A second more than what was rounded down, so that the next try is really welcome.
            let seconds = not_until.wait_time_from(now).as_secs() + 1;
            tracing::info!(?limit, seconds, "a limit was reached");
            self.refusals.with_label_values(&[&limit.name()]).inc();
            rate_limited(u32::try_from(seconds).unwrap_or(u32::MAX))
        })
    }

    /// Forgets what was counted: whoever has just proved who they are did not guess.
    pub fn forgive(&self, limit: Limit, who: &str) {
        if let Some(limiters) = &self.limiters {
            limiters[limit as usize].counts.0.remove(who);
        }
    }

    /// Forgets those who have not tried anything for a while, so that the memory stays bounded.
    pub fn forget_idle(&self) {
        for limiter in self.limiters.iter().flat_map(|limiters| limiters.iter()) {
            limiter.limiter.retain_recent();
            limiter.limiter.shrink_to_fit();
        }
    }
}

/// Refuses what was tried too often, and says in how many seconds to try again.
pub fn rate_limited(seconds: u32) -> ApiError {
    let mut error = ApiError::told(ProblemKind::RateLimited, |language| {
        t!(language, "detail-wait", seconds = seconds)
    });
    error.problem.retry_after = Some(seconds);
    error
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use crate::metrics::Metrics;

    use super::*;

    fn refusals() -> IntCounterVec {
        Metrics::new().unwrap().limits
    }

    #[test]
    fn a_limit_names_the_second_from_which_the_next_try_is_welcome() {
        let clock = Clock::system();
        let limits = Limits::new(true, &clock, refusals());
        let mut tries = 0;
        let wait = loop {
            match limits.check(Limit::LoginToAccount, "lena") {
                Ok(()) => tries += 1,
                Err(error) => break error.problem.retry_after.unwrap(),
            }
        };
        assert_eq!(tries, 10);
        assert!((1..=30).contains(&wait), "{wait}");
        assert!(limits.check(Limit::LoginToAccount, "mira").is_ok());
        assert!(limits.check(Limit::PasswordCheck, "lena").is_ok());
        clock.advance(TimeDelta::seconds(wait.into()));
        assert!(limits.check(Limit::LoginToAccount, "lena").is_ok());
        assert!(limits.check(Limit::LoginToAccount, "lena").is_err());
    }

    #[test]
    fn whoever_proved_who_they_are_begins_anew() {
        let limits = Limits::new(true, &Clock::system(), refusals());
        let check = || limits.check(Limit::LoginToAccount, "lena");
        while check().is_ok() {}
        limits.forgive(Limit::LoginToAccount, "lena");
        assert!((0..10).all(|_| check().is_ok()));
        assert!(check().is_err());
    }

    #[test]
    fn switched_off_nothing_is_refused() {
        let limits = Limits::new(false, &Clock::system(), refusals());
        assert!((0..1_000).all(|_| limits.check(Limit::MailToAccount, "lena").is_ok()));
    }

    #[test]
    fn whoever_stays_away_is_forgotten() {
        let clock = Clock::system();
        let limits = Limits::new(true, &clock, refusals());
        for number in 0..1_000 {
            limits
                .check(Limit::LoginByClient, &number.to_string())
                .unwrap();
        }
        let count = || limits.limiters.as_ref().unwrap()[0].counts.len();
        assert_eq!(count(), 1_000);
        clock.advance(TimeDelta::hours(1));
        limits.forget_idle();
        assert_eq!(count(), 0);
    }

    #[test]
    fn a_refusal_is_counted_under_the_name_of_its_limit() {
        let refusals = refusals();
        let limits = Limits::new(true, &Clock::system(), refusals.clone());
        while limits.check(Limit::LoginToAccount, "lena").is_ok() {}
        let counted = refusals.with_label_values(&["login_to_account"]);
        assert_eq!(counted.get(), 1);
    }

    #[test]
    fn every_limit_has_a_place_of_its_own() {
        for (place, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, place);
        }
    }
}
