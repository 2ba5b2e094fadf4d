//! The files that are generated from the code and committed: rewrites them, and tells whether they
//! are what the code would generate now.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::postgres::with_scratch_database;
use crate::project::Project;
use crate::server::ensure_page_folder;

/// The description of the API.
pub const OPENAPI: &str = "openapi.yaml";
/// The description of what travels through the socket.
pub const ASYNCAPI: &str = "asyncapi.yaml";
/// Diesel's picture of the database.
pub const SCHEMA: &str = "backend/src/db/schema.rs";

/// Writes [`OPENAPI`] anew.
pub fn rewrite_openapi(project: &Project) -> Result<()> {
    let text = openapi(&development_server(project)?)?;
    rewrite(project, OPENAPI, &text)
}

/// Writes [`ASYNCAPI`] anew.
pub fn rewrite_asyncapi(project: &Project) -> Result<()> {
    let text = asyncapi(&development_server(project)?)?;
    rewrite(project, ASYNCAPI, &text)
}

/// Writes [`SCHEMA`] anew.
pub fn rewrite_schema(project: &Project) -> Result<()> {
    let server = development_server(project)?;
    let text = schema(project, &server)?;
    rewrite(project, SCHEMA, &text)
}

/// What the server's code says that [`OPENAPI`] should be.
pub fn openapi(server: &Server) -> Result<String> {
    server.answer(&["openapi"], None)
}

/// What the server's code says that [`ASYNCAPI`] should be.
pub fn asyncapi(server: &Server) -> Result<String> {
    server.answer(&["asyncapi"], None)
}

/// What the migrations say that [`SCHEMA`] should be.
pub fn schema(project: &Project, server: &Server) -> Result<String> {
    with_scratch_database(project, |url| {
        server.answer(&["migrate"], Some(url))?;
        server.answer(&["schema"], Some(url))
    })
}

/// Complains, with the differences, if the committed file is another than `text`.
pub fn compare(project: &Project, file: &str, text: &str, command: &str) -> Result<()> {
    let committed = project.root.join(file);
    if fs::read_to_string(&committed).unwrap_or_default() == text {
        return Ok(());
    }
    let folder = project.target.join("xtask");
    fs::create_dir_all(&folder)?;
    let expected = folder.join(Path::new(file).file_name().context("a file has a name")?);
    fs::write(&expected, text)?;
    let mut diff = project.command("git");
    diff.args(["diff", "--no-index", "--no-color"])
        .arg(&committed)
        .arg(&expected);
    match diff.output() {
        Ok(output) => println!("{}", String::from_utf8_lossy(&output.stdout)),
        Err(error) => println!("   (no differences are shown: git does not run: {error})"),
    }
    bail!(
        "{file} is not what the code generates; run `cargo xtask {command}` and commit the result"
    )
}

fn rewrite(project: &Project, file: &str, text: &str) -> Result<()> {
    let path = project.root.join(file);
    if fs::read_to_string(&path).unwrap_or_default() == text {
        println!("{file} is up to date");
        return Ok(());
    }
    fs::write(&path, text).with_context(|| file.to_owned())?;
    println!("{file} is rewritten");
    Ok(())
}

/// A build of the server that can be asked.
pub struct Server(pub std::path::PathBuf);

impl Server {
    fn answer(&self, arguments: &[&str], database_url: Option<&str>) -> Result<String> {
        let mut command = Command::new(&self.0);
        command.args(arguments);
        if let Some(url) = database_url {
            command.env("DATABASE_URL", url);
        }
        let output = command
            .output()
            .with_context(|| format!("cannot run {}", self.0.display()))?;
        if !output.status.success() {
            bail!(
                "event-booking {} failed ({}):\n{}{}",
                arguments.join(" "),
                output.status,
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

/// The server's development build, made now. Cargo's progress goes to the terminal.
fn development_server(project: &Project) -> Result<Server> {
    ensure_page_folder(project)?;
    let status = project.cargo(&["build", "-p", "backend"]).status()?;
    if !status.success() {
        bail!("the server does not compile");
    }
    Ok(Server(project.target.join("debug/event-booking")))
}
