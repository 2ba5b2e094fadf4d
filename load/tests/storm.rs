//! A small storm, run by `cargo xtask test` against the server that it has built. With the feature
//! `unguarded` it is the positive control: then the storm must find that events are oversold.

use std::path::PathBuf;
use std::time::Duration;

use load::storm::{self, Options, Report};

async fn small_storm(server: PathBuf, expect_overselling: bool) -> Report {
    let options = Options {
        clients: 200,
        duration: Duration::from_secs(10),
        events: 25,
        server,
        expect_overselling,
        database_url: variable("TEST_DATABASE_URL"),
        seed: 1,
    };
    storm::run(&options).await.unwrap()
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run `cargo xtask test --only storm`, which sets it")
    })
}

#[cfg(not(feature = "unguarded"))]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_are_told_in_a_storm_is_what_happens() {
    let report = small_storm(variable("EVENT_BOOKING_BIN").into(), false).await;
    assert!(report.is_good(), "{report}");
    assert_eq!(report.kills, 2);
}

#[cfg(feature = "unguarded")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_notices_that_unguarded_places_are_oversold() {
    let server = env!("CARGO_BIN_EXE_event-booking-unguarded");
    let report = small_storm(server.into(), true).await;
    assert!(report.is_good(), "{report}");
}
