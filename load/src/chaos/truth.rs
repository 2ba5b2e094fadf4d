//! Holds what a server says of itself against what it does: it is ready as long as, and only as
//! long as, people can use it.

use std::fmt;
use std::time::Duration;

/// How long readiness may lag behind.
pub const GRACE: Duration = Duration::from_secs(5);
/// So many good samples in a row mean that a server works again.
const STEADY: usize = 3;

/// What was seen of a server at one time, side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// When it was asked.
    pub at: Duration,
    /// How long both answers took together.
    pub took: Duration,
    /// Whether it said that it is ready.
    pub is_ready: bool,
    /// Whether it did what somebody wanted.
    pub works: bool,
}

/// A server was wrong about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lie {
    /// What it said.
    pub said_ready: bool,
    /// Since when.
    pub from: Duration,
    /// How long.
    pub lasted: Duration,
}

impl fmt::Display for Lie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.said_ready {
            true => "said that it is ready, and did not work",
            false => "said that it is not ready, and worked",
        };
        let (from, lasted) = (self.from.as_secs_f64(), self.lasted.as_secs_f64());
        write!(f, "{what}, for {lasted:.1} s from {from:.1} s on")
    }
}

/// All lies that lasted longer than the grace.
pub fn lies(samples: &[Sample]) -> Vec<Lie> {
    let mut lies = Vec::new();
    let mut current: Option<Lie> = None;
    for sample in samples {
        let is_lie = sample.is_ready != sample.works;
        let goes_on = current.is_some_and(|lie| lie.said_ready == sample.is_ready);
        if !(is_lie && goes_on) {
            lies.extend(current.take());
        }
        if is_lie {
            let lie = current.get_or_insert(Lie {
                said_ready: sample.is_ready,
                from: sample.at,
                lasted: Duration::ZERO,
            });
            lie.lasted = sample.at + sample.took - lie.from;
        }
    }
    lies.extend(current);
    lies.retain(|lie| lie.lasted > GRACE);
    lies
}

/// How long a server did not work, all in all.
pub fn unusable(samples: &[Sample]) -> Duration {
    let ends = samples.iter().skip(1).map(|next| next.at);
    let last = samples.last().map(|last| last.at + last.took);
    let spans = samples.iter().zip(ends.chain(last));
    spans
        .filter(|(sample, _)| !sample.works)
        .map(|(sample, end)| end - sample.at)
        .sum()
}

/// How long after this instant a server worked again, steadily.
pub fn recovered_after(samples: &[Sample], instant: Duration) -> Option<Duration> {
    let later: Vec<_> = samples
        .iter()
        .filter(|sample| sample.at + sample.took >= instant)
        .collect();
    let is_steady = |some: &&[&Sample]| some.iter().all(|sample| sample.works && sample.is_ready);
    let first = later.windows(STEADY).find(is_steady)?[0];
    Some((first.at + first.took).saturating_sub(instant))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One sample each second: `.` is fine, `x` is down and says so, `!` says that it is ready and
    /// is not, `?` the other way round.
    fn samples(text: &str) -> Vec<Sample> {
        (0..)
            .zip(text.chars())
            .map(|(second, what)| Sample {
                at: Duration::from_secs(second),
                took: Duration::from_millis(100),
                is_ready: matches!(what, '.' | '!'),
                works: matches!(what, '.' | '?'),
            })
            .collect()
    }

    #[test]
    fn who_says_how_it_is_does_not_lie() {
        assert_eq!(lies(&samples("....xxxxxxxxxx....")), []);
        assert_eq!(lies(&samples("..!!xxxxxxxxxx??..")), []);
        assert_eq!(lies(&samples("..!!!???!!!???..")), []);
    }

    #[test]
    fn who_says_for_long_what_is_not_so_lies() {
        let found = lies(&samples("..!!!!!!!..???????"));
        let expected = [(true, 2, 6_100), (false, 11, 6_100)];
        let expected = expected.map(|(said_ready, from, lasted)| Lie {
            said_ready,
            from: Duration::from_secs(from),
            lasted: Duration::from_millis(lasted),
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn it_is_counted_how_long_a_server_does_not_work() {
        assert_eq!(unusable(&samples("....")), Duration::ZERO);
        assert_eq!(unusable(&samples(".x!.?x")), Duration::from_millis(2_100));
    }

    #[test]
    fn a_server_has_recovered_when_it_works_steadily() {
        let all = samples("...xxx.x.!....");
        let after = |second| recovered_after(&all, Duration::from_secs(second));
        assert_eq!(after(4), Some(Duration::from_millis(6_100)));
        assert_eq!(after(12), None);
        assert_eq!(
            recovered_after(&samples("..xx"), Duration::from_secs(2)),
            None
        );
    }
}
