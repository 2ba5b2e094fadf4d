//! The picture that is chosen in the form of an event, until it is saved.

use std::cell::RefCell;
use std::rc::Rc;

use api_types::events::{Event, Picture};
use api_types::rules;
use uuid::Uuid;
use web_sys::File;
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::hooks::use_typed;
use crate::t;

thread_local! {
    /// What was discarded and is wanted back, and of which event, until its form is there again.
    static RECALLED: RefCell<Option<(Uuid, TypedPicture)>> = const { RefCell::new(None) };
}

/// What the picture is, what it shall be, and how far that is.
#[derive(Clone, Default, PartialEq)]
pub struct TypedPicture {
    /// The one that the server has.
    pub before: Option<Picture>,
    /// Whether it shall go.
    pub is_removed: bool,
    /// The one that was chosen in its place.
    pub file: Option<File>,
    /// How it was before that file was chosen.
    replaced: Option<Rc<Self>>,
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
    /// The file turned out to be no picture.
    Reject(File),
    /// It could not be saved.
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
        self.replaced = Some(Rc::new(self.clone()));
        // What was said of another picture says nothing about this one.
        self.description = String::new();
        self.is_removed = false;
        self.file = Some(file);
        self.error = None;
    }

    fn reject(&self) -> Self {
        let before = self.replaced.as_deref().cloned();
        Self {
            error: Some(t!("problem-not-a-picture")),
            ..before.unwrap_or_else(|| Self::of(self.before.clone()))
        }
    }
}

impl Reducible for TypedPicture {
    type Action = PictureEdit;

    fn reduce(self: Rc<Self>, edit: PictureEdit) -> Rc<Self> {
        let mut next = (*self).clone();
        match edit {
            PictureEdit::Choose(file) => next.choose(file),
            // Another one may have been chosen meanwhile.
            PictureEdit::Reject(file) if next.file.as_ref() == Some(&file) => next = next.reject(),
            PictureEdit::Reject(_) => return self,
            PictureEdit::Refuse(words) => {
                next.progress = None;
                next.error = Some(words);
            }
            PictureEdit::Remove => {
                next.error = None;
                next.is_removed = next.before.is_some();
                next.file = None;
                next.replaced = None;
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

    /// Takes back what was chosen. What is returned, if anything was, brings it back into the form
    /// of the event, when that is opened again.
    pub fn discard(&self, event: Uuid) -> Option<Callback<()>> {
        let chosen = self.0.is_changed().then(|| TypedPicture {
            progress: None,
            error: None,
            ..(*self.0).clone()
        });
        self.edit(PictureEdit::Undo);
        let recall = |chosen: TypedPicture| {
            Callback::from(move |()| RECALLED.set(Some((event, chosen.clone()))))
        };
        chosen.map(recall)
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

/// The picture of a form, which begins with the one that the event has, if there is an event. It
/// counts as typed, since it is kept nowhere else.
#[hook]
pub fn use_picture(event: Option<&Event>) -> PictureForm {
    let picture = PictureForm(use_reducer(|| start(event)));
    use_typed(picture.value().is_changed());
    picture
}

fn start(event: Option<&Event>) -> TypedPicture {
    let before = event.and_then(|event| event.picture.clone());
    match RECALLED.take() {
        Some((id, typed)) if event.is_some_and(|event| event.id == id) => {
            TypedPicture { before, ..typed }
        }
        _ => TypedPicture::of(before),
    }
}
