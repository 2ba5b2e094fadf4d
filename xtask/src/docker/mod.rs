//! `cargo xtask docker`: does what the Dockerfile says, step by step, where there is no Docker, and
//! tries what comes out. Needs Linux, root and debootstrap.
//!
//! Each stage is a folder over the base that its image stands for: Debian's smallest system, for
//! `rust` with what that image adds and the toolchain of this machine. Commands run inside (chroot),
//! so that they find only what an image would have, and write nowhere else. Networks and cgroups are
//! the machine's own: it is the file that is tried, not a container.

mod base;
mod stage;
mod trial;
mod tunnel;

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use parse_dockerfile::{Command, Flag, HealthcheckArguments, Instruction, Source};

use crate::project::{Project, on_path};
use base::Base;
use stage::Stage;

/// Runs all steps, then the server that they made.
pub fn check(project: &Project) -> Result<()> {
    ensure!(
        rustix::process::geteuid().is_root(),
        "this needs root, for mounts and other users; with Docker, `docker build .` does the same"
    );
    for program in ["debootstrap", "unshare", "setpriv"] {
        ensure!(
            on_path(&[program]).is_some(),
            "{program} is missing (on Debian: apt-get install debootstrap util-linux)"
        );
    }
    let text = fs::read_to_string(project.root.join("Dockerfile")).context("Dockerfile")?;
    let dockerfile = parse_dockerfile::parse(&text).map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut done: Vec<Stage> = Vec::new();
    for (number, stage) in dockerfile.stages().enumerate() {
        let name = stage
            .from
            .as_
            .as_ref()
            .map(|(_, name)| name.value.to_string());
        let name = name.unwrap_or_else(|| number.to_string());
        let image = &stage.from.image.value;
        println!("FROM {image} AS {name}");
        let mut built = Stage::begin(project, &name, Base::of(project, image)?)?;
        for instruction in stage.instructions {
            step(project, &mut built, &done, instruction)?;
        }
        done.push(built);
    }
    let last = done.pop().context("the Dockerfile has no stage")?;
    trial::run(project, &last)
}

/// Does one instruction.
fn step(
    project: &Project,
    stage: &mut Stage,
    earlier: &[Stage],
    instruction: &Instruction<'_>,
) -> Result<()> {
    match instruction {
        Instruction::Env(env) => stage.set(&env.arguments.value)?,
        Instruction::Workdir(folder) => stage.work_in(&folder.arguments.value)?,
        Instruction::User(user) => stage.user = Some(user.arguments.value.to_string()),
        Instruction::Run(run) => {
            ensure!(run.here_docs.is_empty(), "here-documents are not done here");
            let Command::Shell(command) = &run.arguments else {
                bail!("RUN in the form of a list is not done here");
            };
            let caches: Vec<_> = run.options.iter().filter_map(cache).collect();
            ensure!(
                caches.len() == run.options.len(),
                "only caches are mounted here"
            );
            project.step(&format!("RUN {}", in_one_line(command.value)), || {
                stage.run(project, command.value, &caches)?;
                Ok(None)
            })?;
        }
        Instruction::Copy(copy) => {
            let option = |name: &str| {
                let found = copy.options.iter().find(|flag| flag.name.value == name);
                found.and_then(|flag| flag.value.as_ref().map(|value| value.value.as_ref()))
            };
            let sources = copy.src.iter().map(|source| match source {
                Source::Path(path) => Ok(path.value.as_ref()),
                _ => bail!("here-documents are not done here"),
            });
            let sources = sources.collect::<Result<Vec<_>>>()?;
            let from = match option("from") {
                Some(name) => Some(
                    earlier
                        .iter()
                        .find(|stage| stage.name == name)
                        .with_context(|| format!("there is no earlier stage {name}"))?,
                ),
                None => None,
            };
            let title = format!("COPY {} {}", sources.join(" "), copy.dest.value);
            project.step(&title, || {
                stage.copy(project, from, &sources, &copy.dest.value, option("chown"))?;
                Ok(None)
            })?;
        }
        Instruction::Entrypoint(entrypoint) => stage.entrypoint = words(&entrypoint.arguments)?,
        Instruction::Cmd(cmd) => stage.command = words(&cmd.arguments)?,
        Instruction::Healthcheck(check) => {
            if let HealthcheckArguments::Cmd { arguments, .. } = &check.arguments {
                stage.health = words(arguments)?;
            }
        }
        Instruction::Stopsignal(signal) => ensure!(
            signal.arguments.value == "SIGTERM",
            "the trial stops the server by SIGTERM"
        ),
        Instruction::Volume(volume) => match &volume.arguments {
            parse_dockerfile::JsonOrStringArray::Json(paths) => {
                let paths = paths.value.iter().map(|path| path.value.to_string());
                stage.volumes.extend(paths);
            }
            parse_dockerfile::JsonOrStringArray::String(paths) => {
                stage
                    .volumes
                    .extend(paths.iter().map(|path| path.value.to_string()));
            }
        },
        // They change nothing in the file system, and nothing that the trial looks at.
        Instruction::Arg(_) | Instruction::Label(_) | Instruction::Expose(_) => {}
        other => bail!("this is not done here: {other:?}"),
    }
    Ok(())
}

/// The folder that a cache is mounted at.
fn cache(flag: &Flag<'_>) -> Option<String> {
    let value = &flag.value.as_ref()?.value;
    let of = |name: &str| {
        let mut settings = value.split(',').filter_map(|part| part.split_once('='));
        settings
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    };
    (flag.name.value == "mount" && of("type")? == "cache").then(|| of("target"))?
}

fn words(command: &Command<'_>) -> Result<Vec<String>> {
    let Command::Exec(words) = command else {
        bail!("without a shell in between, signals reach the program: use the form of a list");
    };
    Ok(words
        .value
        .iter()
        .map(|word| word.value.to_string())
        .collect())
}

fn in_one_line(command: &str) -> String {
    let words: Vec<_> = command
        .split_whitespace()
        .filter(|word| *word != "\\")
        .collect();
    words.join(" ")
}
