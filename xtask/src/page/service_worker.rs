//! The service worker, with the list of files that it keeps, and the script that registers it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::hash;
use crate::project::Project;
use crate::run::must;

const WORKER: &str = "frontend/service_worker/worker.js";
const REGISTRATION: &str = "frontend/service_worker/register.js";

/// Puts both into dist/, and the script into index.html. Everything else must be there by now.
pub fn put(project: &Project, dist: &Path) -> Result<()> {
    let files = files(dist)?;
    ensure!(!files.is_empty(), "the service worker has nothing to keep");
    let files = Value::Array(files).to_string();
    let version = hash(&[files.as_bytes()]);
    bundle(
        project,
        WORKER,
        &dist.join("sw.js"),
        &[
            format!("--define:FILES={files}"),
            format!("--define:VERSION={}", json!(version)),
            // What Workbox tells developers stays out.
            "--define:process.env.NODE_ENV=\"production\"".into(),
        ],
    )?;
    let draft = project.target.join("xtask/register.js");
    bundle(project, REGISTRATION, &draft, &[])?;
    let script = fs::read(&draft)?;
    let name = format!("register-{}.js", hash(&[&script]));
    fs::write(dist.join(&name), script)?;
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index)?;
    ensure!(html.contains("</head>"), "index.html has no head");
    let link = format!("<script async type=module src=/{name}></script></head>");
    fs::write(&index, html.replacen("</head>", &link, 1))?;
    Ok(())
}

fn bundle(project: &Project, source: &str, target: &Path, more: &[String]) -> Result<()> {
    let mut esbuild = project.command(project.npm_program("esbuild"));
    esbuild
        .arg(project.root.join(source))
        .args(["--bundle", "--minify", "--log-level=warning"])
        .arg(format!("--outfile={}", target.display()))
        .args(more);
    must(project, "esbuild", esbuild)?;
    Ok(())
}

/// What the app cannot do without: its program, its words, its looks. Not the judge of passwords,
/// which is large and needs a connection anyway.
fn files(dist: &Path) -> Result<Vec<Value>> {
    let mut names = Vec::new();
    for folder in ["", "fonts"] {
        let path = dist.join(folder);
        for entry in fs::read_dir(&path).with_context(|| path.display().to_string())? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            names.push(match folder {
                "" => name,
                folder => format!("{folder}/{name}"),
            });
        }
    }
    names.retain(|name| is_kept(name));
    names.sort();
    names
        .iter()
        .map(|name| {
            // A hash in the name says enough.
            let revision = match name.contains('/') || name == "favicon.svg" {
                true => json!(hash(&[&fs::read(dist.join(name))?])),
                false => Value::Null,
            };
            Ok(json!({ "url": format!("/{name}"), "revision": revision }))
        })
        .collect()
}

fn is_kept(name: &str) -> bool {
    let is_packed = [".br", ".gz"].iter().any(|ending| name.ends_with(ending));
    let is_of_app = [
        "frontend-",
        "main-",
        "members-",
        "words-",
        "fonts/",
        "favicon.svg",
    ]
    .iter()
    .any(|beginning| name.starts_with(beginning));
    is_of_app && !is_packed
}

#[cfg(test)]
mod tests {
    use super::is_kept;

    #[test]
    fn the_app_is_kept_and_nothing_that_it_can_do_without() {
        for name in [
            "frontend-0a1b_bg.wasm",
            "main-1.css",
            "words-de-1.ftl",
            "fonts/a.woff2",
        ] {
            assert!(is_kept(name), "{name}");
        }
        for name in [
            "password_worker_bg.wasm",
            "index.html",
            "main-1.css.br",
            "site.js",
        ] {
            assert!(!is_kept(name), "{name}");
        }
    }
}
