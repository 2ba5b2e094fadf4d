//! The page's program in two parts: what guests see first, and the rest, which the page fetches
//! when it is needed. The compiler knows nothing of that; the cut is made before wasm-bindgen, so
//! that Trunk, which knows nothing of it either, made its files in vain.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use super::hash;
use crate::project::Project;
use crate::run::must;
use crate::rust::BROWSER_TARGET;
use crate::tools::Tools;

/// What the program is called, and its profile.
const PROGRAM: &str = "frontend";
const PROFILE: &str = "web";
/// How the cut calls its files.
const MAIN: &str = "frontend.wasm";
const LATER: &str = "split_members.wasm";
/// The features that rustc uses and no more: with all of them wasm-opt writes what no browser
/// reads.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

/// Puts the two parts in place of the whole program that Trunk has put into dist/.
pub fn cut(project: &Project, tools: &Tools, dist: &Path) -> Result<()> {
    let work = project.target.join("xtask/parts");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    split(project, &work)?;
    bind(project, tools, &work)?;
    for part in ["frontend_bg.wasm", LATER] {
        shrink(project, &work.join(part))?;
    }
    put(&work, dist)
}

fn split(project: &Project, work: &Path) -> Result<()> {
    let compiled = project.target.join(BROWSER_TARGET).join(PROFILE).join(MAIN);
    let program = fs::read(&compiled).with_context(|| compiled.display().to_string())?;
    let main = work.join(MAIN);
    let mut options = Options::new(&program);
    options.output_dir = work;
    options.main_out_path = &main;
    options.main_module = "./frontend.js";
    options.target.web();
    // Its errors are those of another library.
    transform(options).map_err(|error| anyhow!("{error:#}"))?;
    ensure!(work.join(LATER).is_file(), "there is nothing to cut off");
    Ok(())
}

fn bind(project: &Project, tools: &Tools, work: &Path) -> Result<()> {
    let mut bindgen = project.command("wasm-bindgen");
    bindgen
        .arg(work.join(MAIN))
        .arg("--out-dir")
        .arg(work)
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .env("PATH", tools.path(project)?);
    must(project, "wasm-bindgen", bindgen)?;
    let mut esbuild = project.command(project.npm_program("esbuild"));
    esbuild
        .arg(work.join("frontend.js"))
        .args([
            "--bundle",
            "--format=esm",
            "--minify",
            "--log-level=warning",
        ])
        .arg(format!("--outfile={}", work.join("bundle.js").display()));
    must(project, "esbuild", esbuild)?;
    Ok(())
}

fn shrink(project: &Project, wasm: &Path) -> Result<()> {
    let mut opt = project.command(project.npm_program("wasm-opt"));
    opt.arg("-Oz").args(FEATURES).arg(wasm).arg("-o").arg(wasm);
    must(project, "wasm-opt", opt)?;
    Ok(())
}

/// The parts know each other by names, and belong to one another: one hash goes for all of them.
fn put(work: &Path, dist: &Path) -> Result<()> {
    let script = fs::read_to_string(work.join("bundle.js"))?;
    let main = fs::read(work.join("frontend_bg.wasm"))?;
    let later = fs::read(work.join(LATER))?;
    let hash = hash(&[script.as_bytes(), &main, &later]);

    let index = dist.join("index.html");
    let html = fs::read_to_string(&index)?;
    let whole = stem(&html).context("index.html does not name the program")?;
    for ending in [".js", "_bg.wasm"] {
        fs::remove_file(dist.join(format!("{whole}{ending}")))?;
    }
    let stem = format!("{PROGRAM}-{hash}");
    let later_name = format!("members-{hash}.wasm");
    ensure!(script.contains(LATER), "the script does not fetch {LATER}");
    fs::write(
        dist.join(format!("{stem}.js")),
        script.replace(LATER, &later_name),
    )?;
    fs::write(dist.join(format!("{stem}_bg.wasm")), main)?;
    fs::write(dist.join(later_name), later)?;
    let html = start_after_paint(&html.replace(&whole, &stem), &stem)
        .context("index.html does not start the program as Trunk writes it")?;
    fs::write(&index, html)?;
    Ok(())
}

/// Fetches the program when what the server has written is on the screen, rather than beside it:
/// on a slow line it would be in its way. Two frames and a moment later it is. A page in the
/// background is never painted.
fn start_after_paint(html: &str, stem: &str) -> Option<String> {
    let script = format!(
        "import init from '/{stem}.js';\
         await new Promise((go) => {{\
         requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go, 50)));\
         setTimeout(go, 1000);\
         }});\
         await init({{ module_or_path: '/{stem}_bg.wasm' }});"
    );
    let (before, rest) = html.split_once("<script type=module>import init")?;
    let (_, after) = rest.split_once("</script>")?;
    let html = format!("{before}<script type=module>{script}</script>{after}");
    let program = format!("/{stem}_bg.wasm rel=preload");
    let at = html.find(&program)?;
    let (start, end) = (html[..at].rfind("<link")?, at + html[at..].find('>')? + 1);
    Some([&html[..start], &html[end..]].concat())
}

/// `frontend-0123456789abcdef`, as index.html has it. Trunk leaves leading zeros out.
fn stem(html: &str) -> Option<String> {
    html.split(&format!("{PROGRAM}-")).skip(1).find_map(|rest| {
        let hash: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        (hash.len() >= 8).then(|| format!("{PROGRAM}-{hash}"))
    })
}

#[cfg(test)]
mod tests {
    use super::{start_after_paint, stem};

    #[test]
    fn the_program_is_fetched_after_the_first_picture() {
        let html = "<script type=module>import init, * as bindings from '/p-1.js';</script>\
            <link crossorigin href=/p-1.js rel=modulepreload>\
            <link as=fetch crossorigin href=/p-1_bg.wasm rel=preload type=application/wasm><b>";
        let html = start_after_paint(html, "p-1").unwrap();
        let (script, rest) = html.split_once("</script>").unwrap();
        assert!(script.ends_with("await init({ module_or_path: '/p-1_bg.wasm' });"));
        assert_eq!(rest, "<link crossorigin href=/p-1.js rel=modulepreload><b>");
    }

    #[test]
    fn the_name_of_the_program_is_found() {
        let html = "<title>frontend-tools</title><script src=/frontend-0123456789abcdef.js>";
        assert_eq!(stem(html).as_deref(), Some("frontend-0123456789abcdef"));
        let html = "<script src=/frontend-4e914111c888686.js>";
        assert_eq!(stem(html).as_deref(), Some("frontend-4e914111c888686"));
        assert_eq!(stem("<title>frontend-deed</title>"), None);
    }
}
