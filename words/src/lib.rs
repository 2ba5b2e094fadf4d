//! What people read, in their language.
//!
//! A [`Catalogue`] holds the sentences of one language, written in
//! [Fluent](https://projectfluent.org). Server and page have catalogues of their own, and find
//! sentences in them by their keys. With the feature `proof`, [`proof`] tells which sentences are
//! missing, never used or not translated.

use api_types::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

#[cfg(feature = "proof")]
pub mod proof;
pub mod prose;

pub use {fluent_bundle, intl_memoizer};

/// The sentences of one language.
pub struct Catalogue {
    bundle: FluentBundle<FluentResource>,
}

/// How a language writes what is filled in and is not text; `None` leaves it to Fluent.
pub type Write = fn(&FluentValue<'_>, &IntlLangMemoizer) -> Option<String>;

impl Catalogue {
    /// Reads files in Fluent's syntax. A line that cannot be read is left out;
    /// [`proof::complaints`] tells of it.
    pub fn read<'a>(
        language: Language,
        files: impl IntoIterator<Item = &'a str>,
        write: Write,
    ) -> Self {
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks that isolate directions would end up in labels that programs compare.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(write));
        for file in files {
            let resource = match FluentResource::try_new(file.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// The sentence with the given key. A key without a sentence shows itself; tests prove that
    /// there is none.
    pub fn text(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        match pattern {
            Some(pattern) => self
                .bundle
                .format_pattern(pattern, args, &mut Vec::new())
                .into_owned(),
            None => key.to_owned(),
        }
    }
}
