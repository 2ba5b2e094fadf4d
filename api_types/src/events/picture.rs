//! Pictures of events: where they are, and what is said about them.

use serde::{Deserialize, Serialize};

use crate::problem::FieldErrors;
use crate::{Validate, present, rules};

/// What an event looks like, in two sizes of the same shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Picture {
    /// For lists: at most 640 pixels wide.
    pub small: PictureFile,
    /// For the event's own page: at most 1,600 pixels wide.
    pub large: PictureFile,
    /// What it shows, for those who do not see it; a picture without it only decorates.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "A singer between paper lanterns")
    )]
    pub description: Option<String>,
}

/// A picture in one size, as WebP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PictureFile {
    /// Where it is, relative to the server's address. What is there never changes: another picture
    /// has another address.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "/api/v1/events/01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1/picture/0f343b0931126a20f133d67c2b018a3b-small.webp"
        )
    )]
    pub address: String,
    /// In pixels.
    #[cfg_attr(feature = "openapi", schema(example = 640))]
    pub width: i32,
    /// In pixels.
    #[cfg_attr(feature = "openapi", schema(example = 360))]
    pub height: i32,
}

/// What to change of a picture. What is left out stays as it is; `null` removes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PictureChanges {
    /// What it shows, for those who do not see it: up to 300 characters.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 300, example = "A singer between paper lanterns"))]
    pub description: Option<Option<String>>,
}

impl Validate for PictureChanges {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let description = self
            .description
            .map(|text| rules::optional_line(text, rules::PICTURE_DESCRIPTION_MAX))
            .transpose();
        let description = errors.keep("description", description);
        errors.into_result(description.map(|description| Self { description }))
    }
}
