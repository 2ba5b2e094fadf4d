//! The checkout we work in, and how we talk to whoever called us.

use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::run::{self, Interrupt};

/// Where things are, and what the terminal is like.
pub struct Project {
    /// The folder with the workspace's Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, wherever configuration puts it.
    pub target: PathBuf,
    /// Show the output of every step?
    pub verbose: bool,
    /// Is this continuous integration?
    pub ci: bool,
    /// May a line on the terminal be rewritten?
    pub animated: bool,
    /// Set by Ctrl-C and its relatives.
    pub interrupt: Interrupt,
}

impl Project {
    /// The checkout that this program was built from.
    pub fn find(verbose: bool) -> Result<Self> {
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir
            .parent()
            .context("xtask has no folder above it")?
            .to_owned();
        let ci = env::var("CI").is_ok_and(|ci| !["", "0", "false"].contains(&ci.as_str()));
        Ok(Self {
            target: target_dir(&root)?,
            root,
            verbose,
            ci,
            animated: !ci && !verbose && stdout().is_terminal(),
            interrupt: Interrupt::listen()?,
        })
    }

    /// A command in the project's root.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, in the project's root.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = self.command(cargo);
        command.args(arguments);
        command
    }

    /// The server's release build.
    pub fn server(&self) -> PathBuf {
        self.target.join("release/event-booking")
    }

    /// A program that npm brought.
    pub fn npm_program(&self, name: &str) -> PathBuf {
        self.root.join("node_modules/.bin").join(name)
    }

    /// Says what begins, does it, and says how long it took. The work may return a remark.
    pub fn step(&self, title: &str, work: impl FnOnce() -> Result<Option<String>>) -> Result<()> {
        let started = Instant::now();
        if !self.animated {
            println!("-> {title}");
        }
        match work() {
            Ok(remark) => {
                let remark = remark
                    .map(|remark| format!(", {remark}"))
                    .unwrap_or_default();
                println!("ok {title} ({}{remark})", run::duration(started.elapsed()));
                Ok(())
            }
            Err(error) => {
                if !error.is::<run::Interrupted>() {
                    println!("!! {title} ({})", run::duration(started.elapsed()));
                }
                Err(error)
            }
        }
    }
}

/// The first of `names` that is a file in one of the folders on the PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// What a short command prints, without the blanks around it. None if it does not run or fails.
pub fn answer_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn target_dir(root: &Path) -> Result<PathBuf> {
    #[derive(Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    Ok(metadata.target_directory)
}
