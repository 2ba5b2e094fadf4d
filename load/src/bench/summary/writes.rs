//! Booking places, and talking to each other.

use std::time::Duration;

use super::line::{Goal, Line, Unit};
use crate::bench::{Options, bookings, chat};

/// Bookings spread over many events and all at one, next to pgbench.
pub(super) async fn bookings(options: &Options) -> anyhow::Result<Vec<Line>> {
    let [spread, hot] = bookings::in_short(&shorter(options)).await?;
    let floor_is = "pgbench, the same transaction";
    let spread_is = ("booking, spread over 1,000 events", floor_is);
    let hot_is = ("booking, all at one event", floor_is);
    Ok(vec![
        spread.line(spread_is, Unit::PerSecond, Some(Goal::Ratio(1.0))),
        hot.line(hot_is, Unit::PerSecond, Some(Goal::Ratio(1.0))),
    ])
}

/// Messages between 100 pairs, each with ten on the way, next to relays.
pub(super) async fn chat(options: &Options) -> anyhow::Result<Vec<Line>> {
    let [inserted, relayed] = chat::in_short(&shorter(options)).await?;
    let what = "chat, messages stored and relayed";
    let inserted_is = (what, "a bare relay that inserts each message");
    let relayed_is = (what, "a bare relay that stores nothing");
    Ok(vec![
        inserted.line(inserted_is, Unit::PerSecond, Some(Goal::Ratio(1.0))),
        relayed.line(relayed_is, Unit::PerSecond, None),
    ])
}

/// What has a part of a longer run gets two fifths of its time.
fn shorter(options: &Options) -> Options {
    Options {
        duration: Duration::from_secs_f64((options.duration.as_secs_f64() * 0.4).max(1.0).round()),
        ..options.clone()
    }
}
