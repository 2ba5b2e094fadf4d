//! The page: the frontend compiled for the browser, with style sheet and precompressed files, in
//! dist/, from where the server embeds it.

mod parts;
mod service_worker;
pub mod style_guide;
mod words;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::project::Project;
use crate::run::must;
use crate::rust::{BROWSER_TARGET, host};
use crate::stamp::{Fingerprint, is_current};
use crate::tools::Tools;

/// Everything that the page is made of.
const SOURCES: [&str; 11] = [
    "frontend",
    "api_types",
    "backend/templates/site",
    "words",
    "xtask/src/page",
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

    fetch(project)?;
    let mut trunk = trunk(project, tools)?;
    trunk.args(["build", "--release", "--features", "split"]);
    must(project, "trunk build", trunk)?;
    ensure!(
        dist.join("index.html").is_file(),
        "trunk built no dist/index.html"
    );
    parts::cut(project, tools, &dist)?;
    words::put(project, &dist)?;
    service_worker::put(project, &dist)?;
    let mut node = project.command("node");
    node.arg("xtask/precompress.mjs").arg(&dist);
    must(project, "precompress", node)?;

    fs::write(&stamp, fingerprint()?).with_context(|| stamp.display().to_string())?;
    Ok(true)
}

/// Trunk runs offline so that it looks for its tools on the PATH only; that goes for its cargo, too.
fn fetch(project: &Project) -> Result<()> {
    let mut fetch = project.cargo(&["fetch", "--target", BROWSER_TARGET]);
    if let Some(host) = host() {
        fetch.args(["--target", &host]);
    }
    must(project, "cargo fetch", fetch)?;
    Ok(())
}

fn trunk(project: &Project, tools: &Tools) -> Result<Command> {
    let mut trunk = project.command(&tools.trunk);
    trunk.env("PATH", tools.path(project)?);
    // Trunk takes the usual NO_COLOR=1 for a mistake.
    trunk.env_remove("NO_COLOR");
    Ok(trunk)
}

/// What the page in dist/ was built from, if it was.
pub fn stamp(project: &Project) -> Option<String> {
    fs::read_to_string(stamp_file(project)).ok()
}

/// What goes into the name of a file with this in it.
fn hash(contents: &[&[u8]]) -> String {
    let digest = contents
        .iter()
        .fold(Sha256::new(), Sha256::chain_update)
        .finalize();
    digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
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
