//! Programs from npm that hold openapi.yaml to what others make of it: the linter, and a client in
//! TypeScript whose types are made from it.

use std::fs;

use anyhow::Result;

use crate::node;
use crate::postgres::with_scratch_database;
use crate::project::Project;
use crate::run::must;
use crate::served::Served;

/// Whether the document is one that tools take well.
pub fn lint(project: &Project) -> Result<()> {
    node::check()?;
    node::install(project)?;
    let mut redocly = project.command(project.npm_program("redocly"));
    redocly
        .args(["lint", "openapi.yaml", "--config", "contract/redocly.yaml"])
        .args(["--max-problems", "1000"])
        // It neither tells anybody nor asks for news.
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    must(project, "redocly lint", redocly)?;
    Ok(())
}

/// Makes the types, compiles the client with them, and lets it use a server. All of it in
/// target/client.
pub fn client(project: &Project) -> Result<()> {
    let folder = project.target.join("client");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    // A package of its own, in which Node finds what npm has brought.
    fs::write(folder.join("package.json"), "{ \"type\": \"module\" }\n")?;
    std::os::unix::fs::symlink(
        project.root.join("node_modules"),
        folder.join("node_modules"),
    )?;
    let sources = project.root.join("contract/client");
    for file in ["journey.ts", "tsconfig.json"] {
        fs::copy(sources.join(file), folder.join(file))?;
    }
    let mut types = project.command(project.npm_program("openapi-typescript"));
    types
        .arg("openapi.yaml")
        .arg("--output")
        .arg(folder.join("api.ts"))
        .env("REDOCLY_TELEMETRY", "off");
    must(project, "openapi-typescript", types)?;
    let mut compiler = project.command(project.npm_program("tsc"));
    compiler.arg("--project").arg(&folder);
    must(project, "tsc", compiler)?;
    with_scratch_database(project, |url| {
        let served = Served::start(project, "client", url)?;
        let mut journey = project.command("node");
        journey
            .arg(folder.join("build/journey.js"))
            .arg(&served.url);
        must(project, "client in TypeScript", journey)?;
        Ok(())
    })
}
