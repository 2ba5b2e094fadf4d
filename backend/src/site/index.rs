//! The document that Trunk made, taken apart so that words can be put into it, and the policy that
//! it needs.

use actix_web::http::header::HeaderValue;
use anyhow::Context;
use api_types::language::Language;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::files;

/// Where the rest of the head goes.
const HEAD: &str = "document-head";
/// Where goes what is seen before the program has arrived.
const BODY: &str = "document-body";

const MISSING: &str = "<!doctype html><html lang=en><head><meta charset=utf-8>\
    <template id=document-head></template></head><body>\
    <p>The page was not built into this program. Build it with <code>cargo xtask start</code>. \
    The API is at <a href=\"/swagger-ui/\">/swagger-ui/</a>.</p>\
    <div id=app><template id=document-body></template></div></body></html>";

/// The app's first document, in each language, and the policy that it needs.
pub struct Index {
    english: Parts,
    german: Parts,
    /// Which scripts may run.
    pub policy: HeaderValue,
}

/// A document, cut where something is put into it.
struct Parts {
    /// Up to what is different from page to page in the head.
    head: String,
    /// From there to the text.
    body: String,
    /// The rest.
    end: String,
}

impl Index {
    /// Reads the document from what was embedded. A page that was built without places for words
    /// is as good as none.
    pub fn load() -> anyhow::Result<Self> {
        files::index()
            .and_then(|html| Self::read(&html))
            .or_else(|| Self::read(MISSING))
            .context("the document has no places for words")
    }

    fn read(html: &str) -> Option<Self> {
        Some(Self {
            english: Parts::of(&in_language(html, Language::En))?,
            german: Parts::of(&in_language(html, Language::De))?,
            policy: HeaderValue::from_str(&policy(html)).ok()?,
        })
    }

    /// The document with this in it.
    pub fn filled(&self, language: Language, head: &str, body: &str) -> String {
        let parts = match language {
            Language::En => &self.english,
            Language::De => &self.german,
        };
        [&parts.head, head, &parts.body, body, &parts.end].concat()
    }
}

impl Parts {
    fn of(html: &str) -> Option<Self> {
        let (head, rest) = at_template(html, HEAD)?;
        let (body, end) = at_template(rest, BODY)?;
        Some(Self {
            head: head.to_owned(),
            body: body.to_owned(),
            end: end.to_owned(),
        })
    }
}

/// The document for people who read this language: it says so, and asks for no other's words.
fn in_language(html: &str, language: Language) -> String {
    let mut html = html.replacen("<html lang=en>", &format!("<html lang={language}>"), 1);
    for other in Language::ALL.iter().filter(|other| **other != language) {
        let link = format!(r#"<link rel="preload" as="fetch" crossorigin href="/words-{other}-"#);
        if let Some(start) = html.find(&link)
            && let Some(end) = html[start..].find('>')
        {
            html.replace_range(start..=start + end, "");
        }
    }
    html
}

/// What stands before and after the empty template with this id. Comments would not survive the
/// build, and quotes not always.
fn at_template<'a>(html: &'a str, id: &str) -> Option<(&'a str, &'a str)> {
    let at = html
        .find(&format!("{id}></template>"))
        .or_else(|| html.find(&format!("{id}\"></template>")))?;
    let start = html[..at].rfind("<template")?;
    let (_, after) = html[at..].split_once("</template>")?;
    Some((&html[..start], after))
}

/// The content security policy: scripts only from here, and of those inside the document only
/// the ones that were built into it.
fn policy(html: &str) -> String {
    let hashes: String = inline_scripts(html)
        .map(|script| {
            format!(
                " 'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(script))
            )
        })
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
         manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=") && !script.is_empty()).then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_scripts_inside_the_document_and_no_others() {
        let html = r#"<script src="/a.js"></script><script type="module">go()</script>"#;
        let policy = policy(html);
        let hash = BASE64_STANDARD.encode(Sha256::digest("go()"));
        assert!(policy.contains(&format!("'sha256-{hash}'")));
        assert_eq!(policy.matches("sha256-").count(), 1);
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn the_document_speaks_one_language_and_asks_for_its_words_only() {
        let link = |language| {
            format!(
                r#"<link rel="preload" as="fetch" crossorigin href="/words-{language}-1.ftl" hreflang="{language}">"#
            )
        };
        let html = format!("<html lang=en><head>{}{}</head>", link("de"), link("en"));
        for language in Language::ALL {
            let expected = format!(
                "<html lang={language}><head>{}</head>",
                link(language.tag())
            );
            assert_eq!(in_language(&html, language), expected);
        }
    }

    #[test]
    fn words_go_where_the_document_has_room_for_them_with_quotes_and_without() {
        let minified = "<!doctype html><html lang=en><template id=document-head></template></head>\
            <body><div id=app><template id=document-body></template></div>";
        let typed = minified
            .replace("=document-head", "=\"document-head\"")
            .replace("=document-body", "=\"document-body\"");
        for html in [minified, &typed] {
            let index = Index::read(html).unwrap();
            assert_eq!(
                index.filled(Language::De, "<title>T</title>", "<h1>T</h1>"),
                "<!doctype html><html lang=de><title>T</title></head><body><div id=app><h1>T</h1></div>"
            );
        }
    }

    #[test]
    fn the_stand_in_for_a_missing_page_has_room_for_words_too() {
        assert!(Index::read(MISSING).is_some());
        assert!(Index::read("<!doctype html><html lang=en><body>of before").is_none());
    }
}
