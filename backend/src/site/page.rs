//! A document: what is different about it from address to address, put into what Trunk built.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;

use super::SHELL;
use super::answers::Answers;
use super::asked::Asked;
use super::head::Head;
use super::words::Words;
use crate::error::{ApiError, ApiResult};

/// What an address shows.
pub(super) struct Page {
    pub status: StatusCode,
    pub head: Head,
    /// The text inside `main`.
    pub content: String,
    /// For which the app would ask first.
    pub answers: Answers,
    /// Whether there is something to read without a program.
    pub is_readable: bool,
}

#[derive(Template)]
#[template(path = "site/layout.html")]
struct Layout<'a> {
    words: Words,
    path: &'a str,
    is_guest: bool,
    content: &'a str,
    without_javascript: &'static str,
    answers: Option<String>,
}

#[derive(Template)]
#[template(path = "site/absent.html")]
struct Absent {
    words: Words,
    title: String,
    text: String,
}

#[derive(Template)]
#[template(path = "site/plain.html")]
struct Plain {
    heading: String,
}

/// The text that a template makes.
pub(super) fn written(template: &impl Template) -> ApiResult<String> {
    template.render().map_err(ApiError::internal)
}

impl Page {
    /// A page of which only the app knows what it shows.
    pub fn plain(asked: &Asked, title: &str) -> ApiResult<Self> {
        let heading = asked.words.text(title);
        let name = match title {
            "brand" => String::new(),
            _ => heading.clone(),
        };
        Ok(Self {
            status: StatusCode::OK,
            head: Head::unlisted(asked.words, &name),
            content: written(&Plain { heading })?,
            answers: Answers::default(),
            is_readable: false,
        })
    }

    /// There is nothing here, or nothing that this person may know of.
    pub fn absent(asked: &Asked, title: &str, text: &str) -> ApiResult<Self> {
        let words = asked.words;
        let title = words.text(title);
        Ok(Self {
            status: StatusCode::NOT_FOUND,
            head: Head::unlisted(words, &title),
            content: written(&Absent {
                words,
                text: words.text(text),
                title,
            })?,
            answers: Answers::default(),
            is_readable: true,
        })
    }

    /// The answer to a request. What somebody sees who is logged in is kept nowhere.
    pub fn into_answer(self, asked: &Asked) -> ApiResult<HttpResponse> {
        let words = asked.words;
        let body = written(&Layout {
            words,
            path: &asked.path,
            is_guest: !asked.has_session && asked.path != SHELL,
            content: &self.content,
            without_javascript: match self.is_readable {
                true => "site-without-javascript",
                false => "site-without-javascript-nothing",
            },
            answers: self.answers.into_json(),
        })?;
        let html = asked
            .index
            .filled(words.0, &self.head.written(words)?, &body);
        let cache = match asked.has_session {
            true => "private, no-store",
            false => "no-cache",
        };
        Ok(HttpResponse::build(self.status)
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CONTENT_LANGUAGE, words.0.tag()))
            .insert_header((header::VARY, "cookie, accept-language"))
            .insert_header((header::CACHE_CONTROL, cache))
            .insert_header((header::CONTENT_SECURITY_POLICY, asked.index.policy.clone()))
            .body(html))
    }
}
