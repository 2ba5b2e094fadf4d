//! The fuzzers of what reads bytes from outside (`fuzz/`), run by cargo-fuzz. They need flags that
//! only unstable compilers take; `RUSTC_BOOTSTRAP` lets the pinned one take them, for these programs
//! alone. What they have found is read again by the ordinary tests, without any of this.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::run::run;
use crate::tools;

/// How long each fuzzer runs if nobody says, in seconds.
const SECONDS: &str = "-max_total_time=60";
/// More than that, a file of a corpus need not be.
const LENGTH: &str = "-max_len=4096";

/// Runs the fuzzer of this name, or each one for a while.
pub fn fuzz(project: &Project, target: Option<&str>, arguments: &[OsString]) -> Result<()> {
    let cargo_fuzz = tools::cargo_fuzz(project)?;
    let all = targets(&project.root.join("fuzz/fuzz_targets"))?;
    let chosen: Vec<_> = all
        .iter()
        .filter(|name| target.is_none_or(|target| target == *name))
        .collect();
    ensure!(
        !chosen.is_empty(),
        "there are fuzzers for {}",
        all.join(", ")
    );
    for name in chosen {
        println!("\n-> {name}");
        // What is new goes to a folder of its own; the committed one is read first.
        let found = project.target.join("fuzz/corpus").join(name);
        fs::create_dir_all(&found)?;
        let mut command = project.command(&cargo_fuzz);
        command
            .args(["run", "--target-dir"])
            .arg(project.target.join("fuzz"))
            .arg(name)
            .arg(found)
            .arg(project.root.join("fuzz/corpus").join(name))
            .args(["--", SECONDS, LENGTH])
            .args(dictionary(project, name))
            .args(arguments)
            .env("RUSTC_BOOTSTRAP", "1");
        let finished = run(project, &format!("fuzz-{name}"), command, true)?;
        ensure!(
            finished.success,
            "{name} found something: it lies in fuzz/artifacts/{name}"
        );
    }
    Ok(())
}

/// Words that a fuzzer would not find by itself.
fn dictionary(project: &Project, name: &str) -> Option<OsString> {
    let path = project
        .root
        .join("fuzz/dictionaries")
        .join(format!("{name}.dict"));
    let mut argument = OsString::from("-dict=");
    argument.push(&path);
    path.exists().then_some(argument)
}

/// The names of all fuzzers.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut names = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        names.extend(name.map(str::to_owned));
    }
    names.sort();
    Ok(names)
}
