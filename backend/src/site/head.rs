//! The head of a document: what tabs, search engines and previews of links say about it.

use api_types::events::Picture;
use askama::Template;

use super::asked::Asked;
use super::page::written;
use super::words::Words;
use crate::error::ApiResult;

/// Most characters of a description.
const DESCRIPTION_MAX: usize = 200;

/// What the head says.
pub(super) struct Head {
    /// Of the tab.
    pub title: String,
    /// What it shows, without the name of the site.
    pub name: String,
    pub description: String,
    /// The one address of what is shown, where others know it.
    pub canonical: Option<String>,
    /// What it is, for previews of links.
    pub kind: &'static str,
    /// Whether search engines may list it.
    pub is_indexed: bool,
    /// What it looks like, for previews of links.
    pub picture: Option<Preview>,
    /// What it is, for machines.
    pub json_ld: Option<String>,
}

/// A picture, for those who see it elsewhere.
pub(super) struct Preview {
    /// Where it is, in full.
    pub address: String,
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
    /// What it shows.
    pub description: Option<String>,
}

impl Preview {
    /// The larger of the two sizes.
    pub fn of(picture: &Picture, asked: &Asked) -> Self {
        Self {
            address: asked.public(&picture.large.address),
            width: picture.large.width,
            height: picture.large.height,
            description: picture.description.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "site/head.html")]
struct Written<'a> {
    words: Words,
    head: &'a Head,
}

impl Head {
    /// Of a page that is nobody's business but that of whoever looks at it.
    pub fn unlisted(words: Words, name: &str) -> Self {
        Self {
            title: words.document_title(name),
            name: name.to_owned(),
            description: words.text("site-description"),
            canonical: None,
            kind: "website",
            is_indexed: false,
            picture: None,
            json_ld: None,
        }
    }

    /// Of a page that everybody may find.
    pub fn listed(words: Words, name: &str, canonical: String) -> Self {
        Self {
            canonical: Some(canonical),
            is_indexed: true,
            ..Self::unlisted(words, name)
        }
    }

    /// As markup.
    pub fn written(&self, words: Words) -> ApiResult<String> {
        written(&Written { words, head: self })
    }
}

/// The beginning of a text, in one line.
pub(super) fn beginning(text: &str) -> String {
    let line = ::words::prose::one_line(text);
    if line.chars().count() <= DESCRIPTION_MAX {
        return line;
    }
    let cut: String = line.chars().take(DESCRIPTION_MAX - 1).collect();
    // Not in the middle of a word, where there are several.
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(beginning("Two\n\nlines"), "Two lines");
        let long = "word ".repeat(60);
        let cut = beginning(&long);
        assert!(cut.ends_with("word…"), "{cut}");
        assert!(cut.chars().count() <= DESCRIPTION_MAX);
        assert_eq!(beginning(&"ö".repeat(500)).chars().count(), DESCRIPTION_MAX);
    }
}
