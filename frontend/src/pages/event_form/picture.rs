//! The picture that is chosen in the form of an event, until it is saved.

use std::rc::Rc;

use api_types::events::Picture;
use api_types::rules;
use uuid::Uuid;
use web_sys::File;
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::t;

/// What the picture is, what it shall be, and how far that is.
#[derive(Clone, Default, PartialEq)]
pub struct TypedPicture {
    /// The one that the server has.
    pub before: Option<Picture>,
    /// Whether it shall go.
    pub is_removed: bool,
    /// The one that was chosen in its place.
    pub file: Option<File>,
    /// What it shows.
    pub description: String,
    /// How much of it has been sent, in hundredths.
    pub progress: Option<f64>,
    /// What is wrong with it.
    pub error: Option<AttrValue>,
}

/// A change of the picture.
pub enum PictureEdit {
    /// A file was chosen.
    Choose(File),
    /// Something that is no picture was chosen.
    Refuse(AttrValue),
    /// There shall be none.
    Remove,
    /// That was not meant.
    Undo,
    /// Something was typed about it.
    Describe(String),
    /// So much of it has been sent.
    Progress(Option<f64>),
    /// The server has this by now.
    Saved(Option<Picture>),
}

impl TypedPicture {
    fn of(picture: Option<Picture>) -> Self {
        let description = picture.as_ref().and_then(|known| known.description.clone());
        Self {
            description: description.unwrap_or_default(),
            before: picture,
            ..Self::default()
        }
    }

    /// Whether there is one, as far as the form is concerned.
    pub fn is_there(&self) -> bool {
        self.file.is_some() || (self.before.is_some() && !self.is_removed)
    }

    /// Whether saving would do anything.
    pub fn is_changed(&self) -> bool {
        self.file.is_some()
            || (self.is_removed && self.before.is_some())
            || (self.is_there() && self.described() != self.description_before())
    }

    fn described(&self) -> Option<String> {
        let text = self.description.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn description_before(&self) -> Option<String> {
        self.before.as_ref()?.description.clone()
    }

    fn choose(&mut self, file: File) {
        if file.size() > rules::PICTURE_BYTES_MAX as f64 {
            self.error = Some(t!("picture-too-large"));
            return;
        }
        // What was said of another picture says nothing about this one.
        if self.file.is_none() {
            self.description = String::new();
        }
        self.is_removed = false;
        self.file = Some(file);
        self.error = None;
    }
}

impl Reducible for TypedPicture {
    type Action = PictureEdit;

    fn reduce(self: Rc<Self>, edit: PictureEdit) -> Rc<Self> {
        let mut next = (*self).clone();
        match edit {
            PictureEdit::Choose(file) => next.choose(file),
            PictureEdit::Refuse(words) => {
                next.progress = None;
                next.error = Some(words);
            }
            PictureEdit::Remove => {
                next.error = None;
                next.is_removed = next.before.is_some();
                next.file = None;
            }
            PictureEdit::Undo => next = Self::of(next.before),
            PictureEdit::Describe(text) => next.description = text,
            PictureEdit::Progress(progress) => {
                next.error = None;
                next.progress = progress;
            }
            PictureEdit::Saved(picture) => next = Self::of(picture),
        }
        Rc::new(next)
    }
}

/// The picture of a form; copies share it.
#[derive(Clone, PartialEq)]
pub struct PictureForm(UseReducerHandle<TypedPicture>);

impl PictureForm {
    /// As it is.
    pub fn value(&self) -> &TypedPicture {
        &self.0
    }

    /// Changes it.
    pub fn edit(&self, edit: PictureEdit) {
        self.0.dispatch(edit);
    }

    /// Does for an event what was chosen. What is wrong stays beside the field.
    pub async fn save(self, event: Uuid) -> Result<(), ApiError> {
        if !self.0.is_changed() {
            return Ok(());
        }
        let saved = self.send(event).await;
        match &saved {
            Ok(picture) => self.edit(PictureEdit::Saved(picture.clone())),
            Err(error) => self.edit(PictureEdit::Refuse(error.words())),
        }
        saved.map(|_| ())
    }

    async fn send(&self, event: Uuid) -> Result<Option<Picture>, ApiError> {
        let typed = self.value();
        let description = typed.described();
        let Some(file) = &typed.file else {
            if typed.is_removed {
                return api::remove_picture(event).await.map(|()| None);
            }
            return api::describe_picture(event, description).await.map(Some);
        };
        self.edit(PictureEdit::Progress(Some(0.0)));
        let progress = self.0.dispatcher();
        let sent = api::set_picture(event, file, move |part| {
            progress.dispatch(PictureEdit::Progress(Some(part)));
        });
        let picture = sent.await?;
        match description {
            Some(description) => api::describe_picture(event, Some(description))
                .await
                .map(Some),
            None => Ok(Some(picture)),
        }
    }
}

/// The picture of a form, which begins with the one that the event has.
#[hook]
pub fn use_picture(before: Option<&Picture>) -> PictureForm {
    PictureForm(use_reducer(|| TypedPicture::of(before.cloned())))
}
