//! The style guide: the components of the page side by side, for developers.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::tools::Tools;
use crate::{node, rust};

/// Where it is served, on this machine only.
const PORT: &str = "8082";

/// Builds it and becomes its server, which builds it anew whenever something changes.
pub fn serve(project: &Project) -> Result<()> {
    node::check()?;
    rust::ensure_browser_target(project)?;
    let tools = Tools::ensure(project)?;
    node::install(project)?;
    super::fetch(project)?;
    println!("-> http://127.0.0.1:{PORT}/ once it is built; Ctrl-C stops it");
    let mut trunk = super::trunk(project, &tools)?;
    trunk
        .args(["serve", "frontend/style_guide/index.html", "--port", PORT])
        .arg("--dist")
        .arg(project.target.join("style-guide"));
    // It takes our place, so that signals reach it directly.
    Err(trunk.exec()).context("cannot run trunk")
}
