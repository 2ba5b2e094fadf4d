//! The events that are written in German.

mod hands_on;
mod stage;

use super::table::DemoEvent;

/// All of them.
pub const EVENTS: [&[DemoEvent]; 2] = [stage::EVENTS, hands_on::EVENTS];
