//! The life of an event and of the places at it, in any order, against a model in plain Rust: each
//! answer, and what everybody sees afterwards, are what the model says.

mod reference;

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use reqwest::Method;
use serde_json::{Value, json};

use self::reference::{CREATOR, GUEST, Model, PEOPLE};
use crate::support::person::{event, send};
use crate::support::{Answer, Person, TestApp};

const CASES: u32 = 64;
const MOST_STEPS: usize = 25;

/// What somebody does; people are their numbers in [`PEOPLE`].
#[derive(Debug, Clone, Copy)]
enum Step {
    Book(usize),
    GiveBack(usize),
    Invite {
        by: usize,
        whom: usize,
    },
    Remove {
        by: usize,
        whom: usize,
    },
    Edit {
        by: usize,
        change: Change,
        is_stale: bool,
    },
    /// The event's end comes.
    End,
    Cancel {
        by: usize,
    },
}

#[derive(Debug, Clone, Copy)]
enum Change {
    Maximum(Option<i32>),
    IsPublic(bool),
}

impl Change {
    fn body(self) -> Value {
        match self {
            Self::Maximum(most) => json!({ "maximum_attendees": most }),
            Self::IsPublic(is_public) => json!({ "visibility": visibility(is_public) }),
        }
    }
}

fn visibility(is_public: bool) -> &'static str {
    match is_public {
        true => "public",
        false => "invite-only",
    }
}

fn maximum() -> impl Strategy<Value = Option<i32>> {
    prop_oneof![1 => Just(None), 4 => (1..=3).prop_map(Some)]
}

fn step() -> impl Strategy<Value = Step> {
    let anybody = || 0..PEOPLE.len();
    // Mostly the creator; others must be refused.
    let creator = || prop_oneof![6 => Just(CREATOR), 1 => anybody()];
    let change = prop_oneof![
        2 => maximum().prop_map(Change::Maximum),
        1 => any::<bool>().prop_map(Change::IsPublic),
    ];
    prop_oneof![
        10 => anybody().prop_map(Step::Book),
        5 => anybody().prop_map(Step::GiveBack),
        5 => (creator(), anybody()).prop_map(|(by, whom)| Step::Invite { by, whom }),
        3 => (creator(), anybody()).prop_map(|(by, whom)| Step::Remove { by, whom }),
        6 => (creator(), change, prop::bool::weighted(0.1))
            .prop_map(|(by, change, is_stale)| Step::Edit { by, change, is_stale }),
        1 => Just(Step::End),
        1 => creator().prop_map(|by| Step::Cancel { by }),
    ]
}

#[test]
fn the_life_of_an_event_is_what_the_model_says() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let world = runtime.block_on(World::new());
    let mut runner = TestRunner::new(Config {
        cases: CASES,
        failure_persistence: None,
        max_shrink_iters: 500,
        ..Config::default()
    });
    let cases = (any::<bool>(), maximum(), vec(step(), 1..=MOST_STEPS));
    runner
        .run(&cases, |(is_public, maximum, steps)| {
            runtime.block_on(world.live(is_public, maximum, &steps))
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

/// Everybody, on one server; each case has an event of its own.
struct World {
    app: TestApp,
    /// The members, and last a guest.
    people: Vec<Person>,
}

impl World {
    async fn new() -> Self {
        // The clock goes on with each event that ends.
        let app = TestApp::start_with(&[
            ("RATE_LIMITS", "off"),
            ("SESSION_HOURS", "8760"),
            ("SESSION_IDLE_HOURS", "8760"),
        ])
        .await;
        let mut people = Vec::new();
        for name in PEOPLE {
            people.push(app.member(name).await);
        }
        people.push(app.guest());
        Self { app, people }
    }

    async fn live(
        &self,
        is_public: bool,
        maximum: Option<i32>,
        steps: &[Step],
    ) -> Result<(), TestCaseError> {
        let mut model = Model::new(is_public, maximum);
        let id = self.publish(is_public, maximum).await;
        for (number, step) in steps.iter().enumerate() {
            self.take(*step, &id, &mut model).await?;
            // Everybody in turn, and who decides.
            for viewer in [number % self.people.len(), CREATOR] {
                self.look(viewer, &id, &model).await?;
            }
        }
        for viewer in 0..self.people.len() {
            self.look(viewer, &id, &model).await?;
        }
        Ok(())
    }

    /// An event that starts in an hour and ends an hour later.
    async fn publish(&self, is_public: bool, maximum: Option<i32>) -> String {
        let start = self.app.state.clock.now() + TimeDelta::hours(1);
        let end = start + TimeDelta::hours(1);
        let body = event(json!({
            "date": start.date_naive().to_string(),
            "time": start.format("%H:%M").to_string(),
            "end_time": end.format("%H:%M").to_string(),
            "time_zone": "Etc/UTC",
            "visibility": visibility(is_public),
            "maximum_attendees": maximum,
        }));
        self.people[CREATOR]
            .post("/events", body)
            .await
            .expect(201)
            .id()
    }

    /// Takes a step, here and in the model.
    async fn take(&self, step: Step, id: &str, model: &mut Model) -> Result<(), TestCaseError> {
        let path = format!("/events/{id}");
        let (answer, expected) = match step {
            Step::Book(who) => (self.people[who].book(id).await, model.book(who)),
            Step::GiveBack(who) => {
                let answer = self.people[who].delete(&format!("{path}/booking")).await;
                (answer, model.give_back(who))
            }
            Step::Invite { by, whom } => {
                let answer = self.people[by].invite(id, PEOPLE[whom]).await;
                (answer, model.invite(by, whom))
            }
            Step::Remove { by, whom } => {
                let entry = format!("{path}/attendees/{}", PEOPLE[whom]);
                (self.people[by].delete(&entry).await, model.remove(by, whom))
            }
            Step::Edit {
                by,
                change,
                is_stale,
            } => {
                let version = model.version + i32::from(is_stale);
                let request = self.people[by].api(Method::PATCH, &path);
                let request = request.header("if-match", format!("\"{version}\""));
                let answer = send(request.json(&change.body())).await;
                let expected = model.edit(by, is_stale, |model| match change {
                    Change::Maximum(most) => model.maximum = most,
                    Change::IsPublic(is_public) => model.is_public = is_public,
                });
                (answer, expected)
            }
            Step::End => {
                self.app.let_time_pass(TimeDelta::hours(3));
                model.is_over = true;
                return Ok(());
            }
            Step::Cancel { by } => (self.people[by].cancel(id).await, model.cancel(by)),
        };
        prop_assert_eq!(outcome_of(&answer), expected, "{:?}: {}", step, answer.json);
        Ok(())
    }

    /// What somebody sees of the event is what the model says.
    async fn look(&self, viewer: usize, id: &str, model: &Model) -> Result<(), TestCaseError> {
        let person = &self.people[viewer];
        let event = person.get(&format!("/events/{id}")).await;
        let eligibility = person.get(&format!("/events/{id}/eligibility")).await;
        if !model.is_visible(viewer) {
            prop_assert_eq!((event.status, eligibility.status), (404, 404));
            return Ok(());
        }
        let event = event.json;
        let seen = json!({
            "relation": event["relation"],
            "places_taken": event["places_taken"],
            "maximum_attendees": event["maximum_attendees"],
            "places_left": event["places_left"],
            "version": event["version"],
            "is_over": event["is_over"],
            "obstacle": eligibility.json["obstacle"],
            "may_book": eligibility.json["may_book"],
        });
        prop_assert_eq!(seen, model.view(viewer), "seen by {}", viewer);
        if viewer != GUEST {
            let list = person.get(&format!("/events/{id}/attendees")).await.json;
            prop_assert_eq!(names_in(&list), model.list(viewer), "seen by {}", viewer);
        }
        Ok(())
    }
}

/// The status, and the kind of the problem where there is one.
fn outcome_of(answer: &Answer) -> String {
    let kind = answer.json["type"].as_str().unwrap_or_default();
    match kind.strip_prefix("/problems/") {
        Some(kind) => format!("{} {kind}", answer.status),
        None => answer.status.to_string(),
    }
}

/// Who is on a list, and as what.
fn names_in(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().map(Vec::as_slice);
    items
        .unwrap_or_default()
        .iter()
        .map(|item| {
            let name = item["person"]["username"].as_str().unwrap_or_default();
            format!("{name} {}", item["status"].as_str().unwrap_or_default())
        })
        .collect()
}
