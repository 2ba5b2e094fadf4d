//! The one table: what people do most, each next to the least that could do it, measured in one
//! run. What is compared takes short turns, and the median of the ratios counts.

pub mod document;
pub mod line;
pub mod plot;
pub mod reads;
mod whole;
pub mod world;
mod writes;

use line::Line;

use super::Options;
use crate::{database, queries};

/// Measures everything, and tells each line as soon as it is there.
pub async fn run(options: &Options, tell: impl Fn(&Line)) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    let mut add = |measured: Vec<Line>| {
        measured.iter().for_each(&tell);
        lines.extend(measured);
    };
    add(reads::measure(options).await?);
    add(writes::bookings(options).await?);
    add(writes::chat(options).await?);
    add(whole::measure(options).await?);
    Ok(lines)
}

/// The version of the PostgreSQL that everything ran on.
pub async fn postgres(options: &Options) -> anyhow::Result<String> {
    let mut conn = database::connect(&options.database_url).await?;
    let version = queries::server_version(&mut conn).await?;
    // What follows tells who built it.
    Ok(version.split(' ').next().unwrap_or_default().to_owned())
}
