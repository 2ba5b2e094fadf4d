//! The languages that the site speaks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Validate;
use crate::problem::{FieldErrors, RuleCode};

/// A language of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

/// The name (by HTTPS, see [`crate::cookies::name`]) of the cookie that keeps the language that a person chose on this device: a
/// [`Language::tag`]. Without it, the browser's `Accept-Language` decides.
pub const COOKIE: &str = "language";

impl Language {
    /// Every language of the site.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// Its tag as in [RFC 5646](https://www.rfc-editor.org/rfc/rfc5646).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// How it calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.tag())
    }
}

/// The language that somebody chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LanguageChoice {
    /// One that the site speaks.
    #[cfg_attr(feature = "openapi", schema(value_type = Language, example = "de"))]
    pub language: String,
}

impl Validate for LanguageChoice {
    type Valid = Language;

    fn validate(self) -> Result<Language, FieldErrors> {
        let language = self.language.parse();
        language.map_err(|UnknownLanguage| FieldErrors::one("language", RuleCode::UnknownValue))
    }
}

/// The tag of a language that the site does not speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads exactly what [`Language::tag`] says.
    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
            .ok_or(UnknownLanguage)
    }
}
