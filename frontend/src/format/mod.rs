//! Numbers, prices, dates and times in the person's own writing, through the browser's `Intl`.

mod aspects;
mod dates;
mod intl;
mod money;
mod news;
mod prose;
mod waiting;

pub use aspects::{aspect_change, aspect_name};
pub use dates::{
    DateWriting, ago, brief, clock, day_heading, day_written, instant, instant_day, leaf,
    local_day, time_written, until, when, zone_note,
};
pub use intl::time_zones;
pub use money::price;
pub use news::{destination, news};
pub use prose::{Piece, initials, one_line, own_name, pieces};
pub use waiting::{countdown, waiting};

/// A number with the separators of the person's language.
#[cfg(target_arch = "wasm32")]
pub fn number(value: f64) -> String {
    money::number(value)
}

/// On the machine that runs the tests there is no `Intl`.
#[cfg(not(target_arch = "wasm32"))]
pub fn number(value: f64) -> String {
    value.to_string()
}
