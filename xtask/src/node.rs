//! Node and the tools that come from npm: the style sheet's compiler, wasm-opt, Playwright,
//! and the binaries of PostgreSQL.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::{Project, answer_of};
use crate::run::must;
use crate::stamp::{Fingerprint, is_current};

const MINIMUM_MAJOR: u32 = 20;

/// Checks that Node and npm are there and new enough. Returns Node's version.
pub fn check() -> Result<String> {
    let help = format!(
        "install Node.js {MINIMUM_MAJOR} or newer with npm (from the system's package manager, nvm or nodejs.org)"
    );
    let Some(version) = answer_of(Command::new("node").arg("--version")) else {
        bail!("node was not found: {help}");
    };
    let major: Option<u32> = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok());
    if major.is_none_or(|major| major < MINIMUM_MAJOR) {
        bail!("node is version {version}, which is too old: {help}");
    }
    if answer_of(Command::new("npm").arg("--version")).is_none() {
        bail!("npm was not found: {help}");
    }
    Ok(version)
}

/// Installs exactly what package-lock.json says, unless that is done already. True if it had to.
pub fn install(project: &Project) -> Result<bool> {
    let stamp = project.root.join("node_modules/.stamp");
    let fingerprint = Fingerprint::default()
        .text(std::env::consts::OS)
        .text(std::env::consts::ARCH)
        .text(
            &fs::read_to_string(project.root.join("package-lock.json"))
                .context("package-lock.json")?,
        )
        .finish();
    if is_current(&stamp, &fingerprint) {
        return Ok(false);
    }
    // npm removes the folder with the stamp first, so that a kill in the middle leaves none.
    let mut npm = project.command("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    must(project, "npm ci", npm)?;
    fs::write(&stamp, fingerprint).with_context(|| stamp.display().to_string())?;
    Ok(true)
}
