//! How far it is: a bar for people, lines for logs.

use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Instant;

use indicatif::{HumanCount, ProgressBar, ProgressState, ProgressStyle};

/// Counts events.
pub struct Progress {
    total: u64,
    done: u64,
    since: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Nothing of it is done.
    pub fn new(total: u64) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(total);
            let template =
                "{bar:30} {human_pos} of {human_len} events, {rate} a second, {eta} left";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.with_key("rate", rate));
            }
            bar.enable_steady_tick(std::time::Duration::from_millis(250));
            bar
        });
        Self {
            total,
            done: 0,
            since: Instant::now(),
            bar,
        }
    }

    /// So many more are done.
    pub fn add(&mut self, count: u64) {
        let before = self.done * 10 / self.total.max(1);
        self.done += count;
        match &self.bar {
            Some(bar) => bar.inc(count),
            None if self.done * 10 / self.total.max(1) > before => tracing::info!(
                "{} of {} events, {} a second",
                HumanCount(self.done),
                HumanCount(self.total),
                HumanCount(self.rate())
            ),
            None => {}
        }
    }

    /// Events per second so far.
    pub fn rate(&self) -> u64 {
        (self.done as f64 / self.since.elapsed().as_secs_f64().max(0.001)) as u64
    }

    /// Removes the bar.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Of late, as the bar estimates it.
fn rate(state: &ProgressState, out: &mut dyn Write) {
    // The bar writes into a string, which does not fail.
    let _ = write!(out, "{}", HumanCount(state.per_sec() as u64));
}
