//! What the Rust toolchain needs besides itself: the browser's target.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::{Project, answer_of, on_path};
use crate::run::must;

/// What the page is compiled for.
pub const BROWSER_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the browser's target to the toolchain unless it is there. True if it had to.
pub fn ensure_browser_target(project: &Project) -> Result<bool> {
    if has_browser_target(project) {
        return Ok(false);
    }
    if on_path(&["rustup"]).is_none() {
        bail!(
            "this Rust toolchain cannot compile for {BROWSER_TARGET}, and there is no rustup to add that. \
             Install Rust with rustup (rustup.rs), or the distribution's package with the target's standard library \
             (Debian: libstd-rust-dev-wasm32)"
        );
    }
    let mut rustup = project.command("rustup");
    rustup.args(["target", "add", BROWSER_TARGET]);
    must(project, "rustup target add", rustup)?;
    Ok(true)
}

fn has_browser_target(project: &Project) -> bool {
    let mut rustc = project.command("rustc");
    rustc.args(["--print", "target-libdir", "--target", BROWSER_TARGET]);
    answer_of(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir())
}

/// The triple of this machine.
pub fn host() -> Option<String> {
    answer_of(Command::new("rustc").arg("-vV"))?
        .lines()
        .find_map(|line| line.strip_prefix("host: ").map(str::to_owned))
}
