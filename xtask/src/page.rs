//! The page: the frontend compiled for the browser, with style sheet and precompressed files, in
//! dist/, from where the server embeds it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::run::must;
use crate::rust::{BROWSER_TARGET, host};
use crate::stamp::{Fingerprint, is_current};
use crate::tools::Tools;

/// Everything that the page is made of.
const SOURCES: [&str; 8] = [
    "frontend",
    "api_types",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    ".cargo/config.toml",
    "xtask/precompress.mjs",
];

/// Builds the page unless it is up to date. True if it had to.
pub fn build(project: &Project, tools: &Tools) -> Result<bool> {
    let stamp = stamp_file(project);
    let dist = project.root.join("dist");
    let sources = fingerprint_of_sources(project, tools)?;
    let fingerprint = || -> Result<String> {
        Ok(Fingerprint::default()
            .text(&sources)
            .listing(&dist)?
            .finish())
    };
    if dist.join("index.html").is_file() && is_current(&stamp, &fingerprint()?) {
        return Ok(false);
    }

    // Trunk runs offline so that it looks for its tools on the PATH only; that goes for its cargo, too.
    let mut fetch = project.cargo(&["fetch", "--target", BROWSER_TARGET]);
    if let Some(host) = host() {
        fetch.args(["--target", &host]);
    }
    must(project, "cargo fetch", fetch)?;
    let mut trunk = project.command(&tools.trunk);
    trunk
        .args(["build", "--release"])
        .env("PATH", tools.path(project)?);
    // Trunk takes the usual NO_COLOR=1 for a mistake.
    trunk.env_remove("NO_COLOR");
    must(project, "trunk build", trunk)?;
    ensure!(
        dist.join("index.html").is_file(),
        "trunk built no dist/index.html"
    );
    let mut node = project.command("node");
    node.arg("xtask/precompress.mjs").arg(&dist);
    must(project, "precompress", node)?;

    fs::write(&stamp, fingerprint()?).with_context(|| stamp.display().to_string())?;
    Ok(true)
}

/// What the page in dist/ was built from, if it was.
pub fn stamp(project: &Project) -> Option<String> {
    fs::read_to_string(stamp_file(project)).ok()
}

fn stamp_file(project: &Project) -> PathBuf {
    project.target.join("xtask/page.stamp")
}

fn fingerprint_of_sources(project: &Project, tools: &Tools) -> Result<String> {
    let mut fingerprint = Fingerprint::default().text(&tools.versions);
    for source in SOURCES {
        fingerprint = fingerprint
            .contents(&project.root.join(source))
            .with_context(|| source.to_owned())?;
    }
    Ok(fingerprint.finish())
}
