//! Finds the browser that the journeys drive.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::project::{Project, answer_of, on_path};
use crate::run::must;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];
const ELSEWHERE: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// A Chromium that runs; on Debian and its relatives root installs it when there is none.
pub fn ensure(project: &Project) -> Result<PathBuf> {
    if let Some(given) = env::var_os("CHROMIUM").filter(|given| !given.is_empty()) {
        let given = PathBuf::from(given);
        ensure!(
            runs(&given),
            "CHROMIUM is {}, which does not run",
            given.display()
        );
        return Ok(given);
    }
    if let Some(found) = find(project) {
        return Ok(found);
    }
    let is_root = rustix::process::geteuid().is_root();
    if !is_root || on_path(&["apt-get"]).is_none() {
        bail!(
            "no Chromium was found. Install it (Debian: `sudo apt-get install chromium`; \
             anywhere: `npx playwright install chromium`), or set CHROMIUM to the program"
        );
    }
    for arguments in [&["update"][..], &["install", "-y", "chromium"]] {
        let mut apt = project.command("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        must(project, &format!("apt-get {}", arguments[0]), apt)?;
    }
    find(project)
        .context("apt-get installed Chromium, but it does not run; set CHROMIUM to one that does")
}

fn find(project: &Project) -> Option<PathBuf> {
    let mut candidates: Vec<PathBuf> = NAMES.iter().filter_map(|name| on_path(&[name])).collect();
    candidates.extend(ELSEWHERE.iter().map(PathBuf::from));
    candidates.extend(playwrights_own(project));
    candidates.into_iter().find(|candidate| runs(candidate))
}

/// Where `npx playwright install` puts its browser.
fn playwrights_own(project: &Project) -> Option<PathBuf> {
    let mut node = project.command("node");
    node.args([
        "-p",
        "require('@playwright/test').chromium.executablePath()",
    ]);
    answer_of(&mut node).map(PathBuf::from)
}

fn runs(program: &Path) -> bool {
    program.is_file() && answer_of(Command::new(program).arg("--version")).is_some()
}
