//! `cargo xtask start`: from a fresh clone to a running server with one command.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::tools::Tools;
use crate::{node, page, rust, server};

/// Brings and builds what is missing, and becomes the server.
pub fn start(project: &Project, demo: bool, arguments: &[OsString]) -> Result<()> {
    build(project)?;
    project.interrupt.check()?;

    println!("-> Start the server; Ctrl-C stops it");
    let mut serve = project.command(project.server());
    serve.arg("serve");
    if demo {
        serve.arg("--demo");
    }
    serve.args(arguments);
    // The server takes our place, so that signals reach it directly.
    Err(serve.exec()).with_context(|| format!("cannot run {}", project.server().display()))
}

/// Brings and builds what is missing: the release build of the server, with the page in it.
pub fn build(project: &Project) -> Result<()> {
    let mut tools = None;
    project.step("[1/5] Check Node and Rust", || {
        let version = node::check()?;
        let added = rust::ensure_browser_target(project)?;
        Ok(Some(if added {
            format!("Node {version}, added {}", rust::BROWSER_TARGET)
        } else {
            format!("Node {version}")
        }))
    })?;
    project.step(
        "[2/5] Find the build tools, or build them (once, several minutes)",
        || {
            let found = Tools::ensure(project)?;
            let remark = found.versions.clone();
            tools = Some(found);
            Ok(Some(remark))
        },
    )?;
    project.step("[3/5] Install what comes from npm", || {
        node::install(project).map(unless_done)
    })?;
    let tools = tools.context("the tools were not found")?;
    project.step("[4/5] Build the page", || {
        page::build(project, &tools).map(unless_done)
    })?;
    project.step("[5/5] Build the server", || {
        server::build(project).map(|()| None)
    })
}

fn unless_done(done: bool) -> Option<String> {
    (!done).then(|| "up to date".to_owned())
}
