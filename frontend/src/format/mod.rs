//! Numbers, prices, dates and times in the person's own writing, through the browser's `Intl`.

mod aspects;
mod dates;
mod intl;
mod money;
mod names;
mod news;
mod waiting;

pub use aspects::{aspect_change, aspect_name};
pub use dates::{
    DateWriting, ago, brief, clock, day_heading, day_written, instant, instant_day, leaf,
    local_day, month_written, span, time_written, until, weekday, when, zone_note,
};
pub use intl::{first_weekday, time_zones};
pub use money::price;
pub use names::own_name;
pub use news::{destination, news};
pub use waiting::{countdown, waiting};
pub use words::prose::{Piece, initials, one_line, pieces};

use gloo_timers::future::TimeoutFuture;
use yew::AttrValue;

/// Makes what takes long to be made the first time, piece by piece: there is time for it while the
/// words are on their way.
pub async fn prepare() {
    for prepare in [intl::prepare_numbers, intl::prepare_dates] {
        TimeoutFuture::new(0).await;
        prepare();
    }
}

/// A number with the separators of the person's language.
#[cfg(target_arch = "wasm32")]
pub fn number(value: f64) -> String {
    intl::number(value, &[])
}

/// Things one after the other, as the person's language joins them.
#[cfg(target_arch = "wasm32")]
fn list(names: &[AttrValue]) -> String {
    intl::list(names)
}

/// On the machine that runs the tests there is no `Intl`.
#[cfg(not(target_arch = "wasm32"))]
fn list(names: &[AttrValue]) -> String {
    names.join(", ")
}

/// On the machine that runs the tests there is no `Intl`.
#[cfg(not(target_arch = "wasm32"))]
pub fn number(value: f64) -> String {
    value.to_string()
}
