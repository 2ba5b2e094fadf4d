//! The server's release build, with the page in it.

use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::page;
use crate::project::Project;
use crate::run::must;

/// Builds the server.
pub fn build(project: &Project) -> Result<()> {
    ensure_page_folder(project)?;
    let mut cargo = project.cargo(&["build", "--release", "-p", "backend"]);
    name_page(project, &mut cargo);
    must(project, "cargo build", cargo)?;
    ensure!(
        project.server().is_file(),
        "{} is missing",
        project.server().display()
    );
    Ok(())
}

/// Tells which page is there: cargo cannot see its files, so `backend/build.rs` looks at this. Whatever
/// builds the server as a part says the same, or each would build it anew after the other.
pub fn name_page(project: &Project, cargo: &mut Command) {
    cargo.env(
        "EVENT_BOOKING_PAGE",
        page::stamp(project).unwrap_or_default(),
    );
}

/// The server does not compile without the folder that it embeds, be it empty.
pub fn ensure_page_folder(project: &Project) -> Result<()> {
    Ok(fs::create_dir_all(project.root.join("dist"))?)
}
