//! The server's release build, with the page in it.

use std::fs;

use anyhow::{Result, ensure};

use crate::page;
use crate::project::Project;
use crate::run::must;

/// Builds the server.
pub fn build(project: &Project) -> Result<()> {
    ensure_page_folder(project)?;
    let mut cargo = project.cargo(&["build", "--release", "-p", "backend"]);
    // Cargo cannot see which files the page has; backend/build.rs looks at this.
    cargo.env(
        "EVENT_BOOKING_PAGE",
        page::stamp(project).unwrap_or_default(),
    );
    must(project, "cargo build", cargo)?;
    ensure!(
        project.server().is_file(),
        "{} is missing",
        project.server().display()
    );
    Ok(())
}

/// The server does not compile without the folder that it embeds, be it empty.
pub fn ensure_page_folder(project: &Project) -> Result<()> {
    Ok(fs::create_dir_all(project.root.join("dist"))?)
}
