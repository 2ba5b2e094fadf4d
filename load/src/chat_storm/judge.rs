//! Holds what devices received against what was to be sent and what is stored: each message once on
//! each device of both people, all in one order, and nothing else.

use std::collections::{HashMap, HashSet};
use std::fmt;

use uuid::Uuid;

/// Something that one person says to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Made by the sender.
    pub id: Uuid,
    /// The sender's username.
    pub from: String,
    /// The recipient's username.
    pub to: String,
    /// What it says.
    pub text: String,
}

impl Said {
    /// Whether it is said by or to this person.
    pub fn concerns(&self, username: &str) -> bool {
        self.from == username || self.to == username
    }
}

/// The same, at its place in the one order of all messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its place.
    pub position: i64,
    /// What was said.
    pub said: Said,
}

/// What one device received, over all its connections.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Whose device it is.
    pub username: String,
    /// In the order in which it came.
    pub messages: Vec<Placed>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It was sent, and is not stored.
    NotStored(Uuid),
    /// It is stored, and nobody sent it, or not like this, or it is stored twice.
    StoredWrongly(Uuid),
    /// Two messages have one place.
    SharedPlace(i64),
    /// A device never received it.
    Lost(String, Uuid),
    /// A device received it again.
    Doubled(String, Uuid),
    /// A device received it after something that comes later.
    Reordered(String, Uuid),
    /// A device received what is not stored, or not like this, or is none of its business.
    HeardWrongly(String, Uuid),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStored(id) => write!(f, "{id} is not stored"),
            Self::StoredWrongly(id) => write!(f, "{id} is stored, but was not sent so"),
            Self::SharedPlace(position) => write!(f, "two messages are at {position}"),
            Self::Lost(who, id) => write!(f, "{who} never received {id}"),
            Self::Doubled(who, id) => write!(f, "{who} received {id} twice"),
            Self::Reordered(who, id) => write!(f, "{who} received {id} too late"),
            Self::HeardWrongly(who, id) => write!(f, "{who} received {id}, which is not so"),
        }
    }
}

/// Everything that is wrong.
pub fn judge(planned: &[Said], stored: &[Placed], devices: &[Heard]) -> Vec<Fault> {
    let mut faults = judge_database(planned, stored);
    let known: HashMap<Uuid, &Placed> = stored.iter().map(|one| (one.said.id, one)).collect();
    for device in devices {
        faults.extend(judge_device(stored, &known, device));
    }
    faults
}

fn judge_database(planned: &[Said], stored: &[Placed]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut missing: HashMap<Uuid, &Said> = planned.iter().map(|said| (said.id, said)).collect();
    let mut places = HashSet::new();
    for placed in stored {
        if missing.remove(&placed.said.id) != Some(&placed.said) {
            faults.push(Fault::StoredWrongly(placed.said.id));
        }
        if !places.insert(placed.position) {
            faults.push(Fault::SharedPlace(placed.position));
        }
    }
    faults.extend(missing.into_keys().map(Fault::NotStored));
    faults
}

fn judge_device(stored: &[Placed], known: &HashMap<Uuid, &Placed>, device: &Heard) -> Vec<Fault> {
    let who = || device.username.clone();
    let mut faults = Vec::new();
    let mut heard = HashSet::new();
    let mut last = 0;
    for placed in &device.messages {
        let id = placed.said.id;
        if known.get(&id) != Some(&placed) || !placed.said.concerns(&device.username) {
            faults.push(Fault::HeardWrongly(who(), id));
        } else if !heard.insert(id) {
            faults.push(Fault::Doubled(who(), id));
        } else if placed.position < last {
            faults.push(Fault::Reordered(who(), id));
        }
        last = last.max(placed.position);
    }
    let lost = stored
        .iter()
        .filter(|placed| placed.said.concerns(&device.username) && !heard.contains(&placed.said.id))
        .map(|placed| Fault::Lost(who(), placed.said.id));
    faults.extend(lost);
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(number: u128, from: &str, to: &str) -> Said {
        Said {
            id: Uuid::from_u128(number),
            from: from.to_owned(),
            to: to.to_owned(),
            text: format!("message {number}"),
        }
    }

    /// Three messages between lena and mira, one between mira and jonas, and everybody's device.
    struct Case {
        planned: Vec<Said>,
        stored: Vec<Placed>,
        devices: Vec<Heard>,
    }

    impl Case {
        fn new() -> Self {
            let planned = vec![
                said(1, "lena", "mira"),
                said(2, "mira", "lena"),
                said(3, "mira", "jonas"),
                said(4, "lena", "mira"),
            ];
            let place = |(said, position): (&Said, i64)| Placed {
                position,
                said: said.clone(),
            };
            // Numbers are left out.
            let stored: Vec<_> = planned.iter().zip([1, 3, 4, 7]).map(place).collect();
            let devices = ["lena", "mira", "jonas"].map(|username| Heard {
                username: username.to_owned(),
                messages: stored
                    .iter()
                    .filter(|placed| placed.said.concerns(username))
                    .cloned()
                    .collect(),
            });
            Self {
                planned,
                stored,
                devices: devices.to_vec(),
            }
        }

        fn faults(&self) -> Vec<Fault> {
            judge(&self.planned, &self.stored, &self.devices)
        }
    }

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn mira() -> String {
        "mira".to_owned()
    }

    #[test]
    fn what_is_right_is_right() {
        assert_eq!(Case::new().faults(), []);
    }

    #[test]
    fn a_message_that_a_device_never_got_is_noticed() {
        let mut case = Case::new();
        case.devices[1].messages.remove(1);
        assert_eq!(case.faults(), [Fault::Lost(mira(), id(2))]);
    }

    #[test]
    fn a_message_that_came_twice_is_noticed() {
        let mut case = Case::new();
        let again = case.devices[1].messages[3].clone();
        case.devices[1].messages.push(again);
        assert_eq!(case.faults(), [Fault::Doubled(mira(), id(4))]);
    }

    #[test]
    fn two_messages_in_the_wrong_order_are_noticed() {
        let mut case = Case::new();
        case.devices[1].messages.swap(1, 2);
        assert_eq!(case.faults(), [Fault::Reordered(mira(), id(2))]);
    }

    #[test]
    fn a_message_that_changed_on_its_way_is_noticed() {
        let mut case = Case::new();
        case.devices[1].messages[0].said.text.push('!');
        let faults = [
            Fault::HeardWrongly(mira(), id(1)),
            Fault::Lost(mira(), id(1)),
        ];
        assert_eq!(case.faults(), faults);
    }

    #[test]
    fn a_message_at_another_place_than_it_is_stored_at_is_noticed() {
        let mut case = Case::new();
        case.devices[1].messages[3].position = 8;
        let faults = [
            Fault::HeardWrongly(mira(), id(4)),
            Fault::Lost(mira(), id(4)),
        ];
        assert_eq!(case.faults(), faults);
    }

    #[test]
    fn somebody_elses_message_is_noticed() {
        let mut case = Case::new();
        let strange = case.stored[0].clone();
        case.devices[2].messages.insert(0, strange);
        let faults = [Fault::HeardWrongly("jonas".to_owned(), id(1))];
        assert_eq!(case.faults(), faults);
    }

    #[test]
    fn what_the_database_lost_doubled_or_made_up_is_noticed() {
        let mut case = Case::new();
        case.stored.remove(2);
        for device in &mut case.devices {
            device.messages.retain(|placed| placed.said.id != id(3));
        }
        assert_eq!(case.faults(), [Fault::NotStored(id(3))]);

        let mut case = Case::new();
        let mut again = case.stored[2].clone();
        again.position = 9;
        case.stored.push(again);
        assert!(case.faults().contains(&Fault::StoredWrongly(id(3))));

        let mut case = Case::new();
        case.planned.remove(2);
        assert_eq!(case.faults(), [Fault::StoredWrongly(id(3))]);

        let mut case = Case::new();
        case.stored[2].position = 3;
        assert!(case.faults().contains(&Fault::SharedPlace(3)));
    }
}
