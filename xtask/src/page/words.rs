//! The page's catalogues as files: it fetches the one of its reader's language.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::hash;
use crate::project::Project;

/// Makes `words-<language>-<hash>.ftl` of each folder in frontend/locales and names them all in
/// index.html; the server leaves only the one that is needed there.
pub fn put(project: &Project, dist: &Path) -> Result<()> {
    let mut links = String::new();
    for folder in sorted(&project.root.join("frontend/locales"))? {
        let language = folder
            .file_name()
            .and_then(|name| name.to_str())
            .context("a folder of words has a name")?;
        let mut words = String::new();
        for file in sorted(&folder)? {
            words += &without_comments(&fs::read_to_string(file)?);
        }
        let hash = hash(&[words.as_bytes()]);
        let name = format!("words-{language}-{hash}.ftl");
        fs::write(dist.join(&name), words)?;
        links += &format!(
            r#"<link rel="preload" as="fetch" crossorigin href="/{name}" hreflang="{language}">"#
        );
    }
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index)?;
    ensure!(html.contains("</head>"), "index.html has no head");
    fs::write(&index, html.replacen("</head>", &(links + "</head>"), 1))?;
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Comments are for those who translate.
fn without_comments(words: &str) -> String {
    words
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn sentences_stay_and_comments_go() {
        let words = "# For translators.\n\na = One\n    # two\n# Three.\nb = Four\n";
        assert_eq!(without_comments(words), "a = One\n    # two\nb = Four\n");
    }
}
