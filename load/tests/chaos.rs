//! A small chaos, run by `cargo xtask test` against the server that it has built; and the proof that
//! it would notice.

use std::time::Duration;

use clap::Parser;
use load::chaos::{self, Options, Phase, Report, Sabotage};

/// Short phases.
async fn chaos(phases: &[Phase], sabotage: &[Sabotage]) -> Report {
    let options = Options {
        phases: phases.to_vec(),
        calm: Duration::from_secs(3),
        outage: Duration::from_secs(7),
        sabotage: sabotage.to_vec(),
        ..Options::parse_from(["chaos", "--server", &variable("EVENT_BOOKING_BIN")])
    };
    chaos::run(&options, |_| ()).await.unwrap()
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run `cargo xtask test --only chaos`, which sets it")
    })
}

fn told(report: &Report) -> String {
    let rows = report.rows().map(ToString::to_string);
    rows.collect::<String>() + &report.to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_whatever_is_killed() {
    let phases = [
        Phase::Server,
        Phase::Database,
        Phase::Broker,
        Phase::Mail,
        Phase::Slow,
        Phase::Connections,
    ];
    let report = chaos(&phases, &[]).await;
    assert!(report.is_good(), "{}", told(&report));
    assert_eq!(report.rows().count(), phases.len());
    for row in report.rows() {
        assert!(row.acknowledged > 100 && row.histories > 100, "{row}");
        assert!(row.mails > 50 && row.messages > 100, "{row}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_lost_and_who_lies_is_noticed() {
    let all = [
        Sabotage::Booking,
        Sabotage::Mail,
        Sabotage::Message,
        Sabotage::Readiness,
    ];
    let report = chaos(&[Phase::Database], &all).await;
    for words in [
        "does not lead to",
        "never arrived",
        "is not stored",
        "said that it is ready, and did not work",
    ] {
        let mut faults = report.rows().flat_map(|row| &row.faults);
        let is_noticed = faults.any(|fault| fault.contains(words));
        assert!(is_noticed, "{words}: {}", told(&report));
    }
}
