//! trunk, wasm-bindgen, cargo-deny and cargo-fuzz, at exactly the versions that go with this checkout. They are
//! built once and kept outside of it, so that a fresh clone has them at once.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::project::{Project, answer_of, on_path};
use crate::run::must;

const TRUNK_VERSION: &str = "0.21.14";
const CARGO_DENY_VERSION: &str = "0.20.2";
const CARGO_FUZZ_VERSION: &str = "0.13.2";

/// The programs, ready to run.
pub struct Tools {
    /// One folder for each program.
    pub folders: Vec<PathBuf>,
    /// The first of them.
    pub trunk: PathBuf,
    /// The programs with their versions.
    pub versions: String,
}

struct Tool {
    package: &'static str,
    program: &'static str,
    /// The name of its folder, before the version.
    folder: &'static str,
    version: String,
    /// Build with the dependencies that its author tested? wasm-bindgen-cli's list names a version
    /// that may have been withdrawn.
    locked: bool,
    /// Arguments for `cargo install`, for a smaller program.
    features: &'static [&'static str],
}

/// The program that judges dependencies.
pub fn cargo_deny(project: &Project) -> Result<PathBuf> {
    ensure_subcommand(
        project,
        "cargo-deny",
        CARGO_DENY_VERSION,
        &["--no-default-features"],
    )
}

/// The program that builds and runs fuzzers.
pub fn cargo_fuzz(project: &Project) -> Result<PathBuf> {
    ensure_subcommand(project, "cargo-fuzz", CARGO_FUZZ_VERSION, &[])
}

/// A program that the page can do without: it is built when it is needed first.
fn ensure_subcommand(
    project: &Project,
    name: &'static str,
    version: &str,
    features: &'static [&'static str],
) -> Result<PathBuf> {
    let tool = Tool {
        package: name,
        program: name,
        folder: name,
        version: version.to_owned(),
        locked: true,
        features,
    };
    let home = home()?;
    if tool.find(&home).is_none() {
        build_missing(project, std::slice::from_ref(&tool), &home)?;
    }
    let folder = tool.find(&home);
    Ok(folder
        .with_context(|| format!("{name} does not run"))?
        .join(name))
}

impl Tools {
    /// Finds both programs, and builds what is missing.
    pub fn ensure(project: &Project) -> Result<Self> {
        let tools = [
            Tool {
                package: "trunk",
                program: "trunk",
                folder: "trunk",
                version: TRUNK_VERSION.to_owned(),
                locked: true,
                features: &[],
            },
            Tool {
                package: "wasm-bindgen-cli",
                program: "wasm-bindgen",
                folder: "wasm-bindgen",
                version: locked_version(project, "wasm-bindgen")?,
                locked: false,
                features: &[],
            },
        ];
        let home = home()?;
        if tools.iter().any(|tool| tool.find(&home).is_none()) {
            build_missing(project, &tools, &home)?;
        }
        let folders: Vec<PathBuf> = tools
            .iter()
            .map(|tool| {
                tool.find(&home)
                    .with_context(|| format!("{} does not run", tool.program))
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            trunk: folders[0].join("trunk"),
            folders,
            versions: tools.map(|tool| tool.folder_name()).join(", "),
        })
    }

    /// A PATH on which these programs and those from npm come first.
    pub fn path(&self, project: &Project) -> Result<std::ffi::OsString> {
        let mut folders = self.folders.clone();
        folders.push(project.root.join("node_modules/.bin"));
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        Ok(env::join_paths(folders)?)
    }
}

impl Tool {
    fn folder_name(&self) -> String {
        format!("{}-{}", self.folder, self.version)
    }

    /// The folder with the program, if it is kept already or on the PATH.
    fn find(&self, home: &Path) -> Option<PathBuf> {
        let kept = home.join(self.folder_name()).join("bin").join(self.program);
        [Some(kept), on_path(&[self.program])]
            .into_iter()
            .flatten()
            .find(|program| self.is_right(program))
            .and_then(|program| program.parent().map(Path::to_owned))
    }

    /// Does this program run, and is it the right version?
    fn is_right(&self, program: &Path) -> bool {
        answer_of(
            Command::new(program)
                .arg("--version")
                .env_remove("NO_COLOR"),
        )
        .is_some_and(|answer| answer.split_whitespace().any(|word| word == self.version))
    }

    /// Builds the program beside its place and then moves it there, so that it is there or not.
    fn build(&self, project: &Project, home: &Path, build: &Path) -> Result<()> {
        let staging = home.join(format!(".{}.new", self.folder_name()));
        if staging.exists() {
            fs::remove_dir_all(&staging)?;
        }
        let mut cargo = project.cargo(&["install", self.package, "--version", &self.version]);
        cargo
            .arg("--root")
            .arg(&staging)
            .arg("--target-dir")
            .arg(build)
            // They wait for others most of their time: what counts is how soon they are there.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        if self.locked {
            cargo.arg("--locked");
        }
        cargo.args(self.features);
        // Outside of the project, so that its configuration does not apply.
        cargo.current_dir(home);
        must(project, &format!("cargo install {}", self.package), cargo)?;
        let folder = home.join(self.folder_name()).join("bin");
        fs::create_dir_all(&folder)?;
        fs::rename(
            staging.join("bin").join(self.program),
            folder.join(self.program),
        )?;
        fs::remove_dir_all(&staging)?;
        Ok(())
    }
}

/// Builds what is missing, unless another checkout does that just now: then waits for it.
fn build_missing(project: &Project, tools: &[Tool], home: &Path) -> Result<()> {
    let _lock = lock(project, home)?;
    // One for all of them, because they share dependencies.
    let build = home.join(".build");
    for tool in tools.iter().filter(|tool| tool.find(home).is_none()) {
        tool.build(project, home, &build)?;
    }
    if build.exists() {
        fs::remove_dir_all(&build)?;
    }
    Ok(())
}

/// Nobody else builds tools until the file is dropped.
pub fn lock(project: &Project, home: &Path) -> Result<File> {
    fs::create_dir_all(home).with_context(|| home.display().to_string())?;
    let lock = File::create(home.join(".lock"))?;
    if lock.try_lock().is_err() {
        println!("   waiting for another checkout that builds tools");
        while lock.try_lock().is_err() {
            project.interrupt.check()?;
            sleep(Duration::from_millis(200));
        }
    }
    Ok(lock)
}

/// Where tools are kept.
pub fn home() -> Result<PathBuf> {
    if let Some(tools) = env::var_os("EVENT_BOOKING_TOOLS") {
        return Ok(std::path::absolute(tools)?);
    }
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
        .context("set EVENT_BOOKING_TOOLS (or HOME) to say where tools may be kept")?;
    Ok(cache.join("event-booking/tools"))
}

/// The version of a package in Cargo.lock.
fn locked_version(project: &Project, package: &str) -> Result<String> {
    let path = project.root.join("Cargo.lock");
    let lock = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    version_in(&lock, package).with_context(|| format!("Cargo.lock does not name {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_version_is_that_of_exactly_this_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
