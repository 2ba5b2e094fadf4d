//! Holds the mails that arrived against those that were written: each once, at its address.
//!
//! A mail is accepted before that can be written down, so one that is on its way when a process
//! dies may arrive again, under the same Message-ID. No other may.

use std::collections::HashMap;
use std::fmt;
use std::ops::RangeInclusive;

use uuid::Uuid;

use super::mail_server::Accepted;
use crate::queries::chaos::WrittenMail;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It was written, does not wait to be sent, and never arrived.
    Lost(Uuid),
    /// It arrived more than once, and was not on its way when anything died.
    Doubled(Uuid),
    /// It arrived, and was never written.
    MadeUp(Uuid),
    /// It arrived somewhere else.
    Misled(Uuid),
    /// So many arrived more than once; that many could not be on their way.
    TooManyDoubled(usize),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost(id) => write!(f, "the mail {id} never arrived"),
            Self::Doubled(id) => write!(f, "the mail {id} arrived more than once"),
            Self::MadeUp(id) => write!(f, "the mail {id} was never written"),
            Self::Misled(id) => write!(f, "the mail {id} arrived at another address"),
            Self::TooManyDoubled(count) => write!(f, "{count} mails arrived more than once"),
        }
    }
}

/// When something that sends or takes mails was dying, in milliseconds since 1970, and how many
/// mails can have been on their way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excuse {
    /// When.
    pub during: RangeInclusive<u64>,
    /// How many.
    pub most: usize,
}

/// What the judge looked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Mails that were written.
    pub written: usize,
    /// Those of them that arrived again, with an excuse.
    pub doubled: usize,
    /// What must not be.
    pub faults: Vec<Fault>,
}

/// Judges what arrived.
pub fn judge(written: &[WrittenMail], accepted: &[Accepted], excuse: &Excuse) -> Verdict {
    let mut arrived: HashMap<Uuid, Vec<&Accepted>> = HashMap::new();
    for mail in accepted {
        arrived.entry(mail.id).or_default().push(mail);
    }
    let mut verdict = Verdict {
        written: written.len(),
        ..Verdict::default()
    };
    for mail in written {
        let times = arrived.remove(&mail.id).unwrap_or_default();
        if times.is_empty() && !mail.is_waiting {
            verdict.faults.push(Fault::Lost(mail.id));
        }
        if times.iter().any(|one| one.to != mail.recipient) {
            verdict.faults.push(Fault::Misled(mail.id));
        }
        // The last time needs no excuse.
        for early in times.iter().rev().skip(1) {
            match excuse.most > 0 && excuse.during.contains(&early.at) {
                true => verdict.doubled += 1,
                false => verdict.faults.push(Fault::Doubled(mail.id)),
            }
        }
    }
    verdict
        .faults
        .extend(arrived.into_keys().map(Fault::MadeUp));
    if verdict.doubled > excuse.most {
        verdict.faults.push(Fault::TooManyDoubled(verdict.doubled));
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: u128) -> WrittenMail {
        WrittenMail {
            id: Uuid::from_u128(number),
            recipient: format!("person{number}@example.org"),
            is_waiting: false,
        }
    }

    fn accepted(number: u128, at: u64) -> Accepted {
        let WrittenMail { id, recipient, .. } = written(number);
        Accepted {
            id,
            to: recipient,
            at,
        }
    }

    fn faults(arrived: &[Accepted]) -> Vec<Fault> {
        judge(&[written(1), written(2)], arrived, &excuse(1)).faults
    }

    fn excuse(most: usize) -> Excuse {
        Excuse {
            during: 100..=200,
            most,
        }
    }

    #[test]
    fn each_mail_that_arrives_once_is_right() {
        assert_eq!(faults(&[accepted(2, 5), accepted(1, 6)]), []);
    }

    #[test]
    fn a_mail_that_never_arrived_is_noticed() {
        let lost = Fault::Lost(Uuid::from_u128(1));
        assert_eq!(faults(&[accepted(2, 5)]), [lost]);
        let waiting = WrittenMail {
            is_waiting: true,
            ..written(1)
        };
        assert_eq!(judge(&[waiting], &[], &excuse(0)).faults, []);
    }

    #[test]
    fn a_mail_that_arrived_twice_is_noticed_unless_something_died() {
        let twice = |at| [accepted(1, at), accepted(2, at), accepted(1, 300)];
        assert_eq!(faults(&twice(99)), [Fault::Doubled(Uuid::from_u128(1))]);
        assert_eq!(faults(&twice(150)), []);
        let both = [
            accepted(1, 150),
            accepted(2, 150),
            accepted(1, 300),
            accepted(2, 300),
        ];
        assert_eq!(faults(&both), [Fault::TooManyDoubled(2)]);
        let verdict = judge(&[written(1), written(2)], &both, &excuse(2));
        assert_eq!((verdict.doubled, verdict.faults), (2, vec![]));
    }

    #[test]
    fn a_mail_that_nobody_wrote_or_that_went_astray_is_noticed() {
        let mut arrived = vec![accepted(1, 5), accepted(2, 5), accepted(3, 5)];
        assert_eq!(faults(&arrived), [Fault::MadeUp(Uuid::from_u128(3))]);
        arrived.pop();
        arrived[0].to = "somebody@example.org".to_owned();
        assert_eq!(faults(&arrived), [Fault::Misled(Uuid::from_u128(1))]);
    }
}
