//! Choosing a picture: by a button, by dropping it, or from the clipboard. It is shown at once.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, File, HtmlInputElement};
use yew::prelude::*;

use super::drawn::Drawn;
use super::picture::{PictureEdit, PictureForm};
use crate::components::{Button, ButtonKind, EventPicture, Glyph, Icon, Note, TextField};
use crate::hooks::Binding;
use crate::{browser, t};

/// What the server reads.
const ACCEPTED: &str = "image/jpeg,image/png,image/webp,image/gif";
/// The id of the control that chooses one.
const FIELD: &str = "picture";

/// Properties of [`PictureField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is chosen.
    pub picture: PictureForm,
}

/// The field.
#[component]
pub fn PictureField(props: &Props) -> Html {
    let typed = props.picture.value();
    let edit = |edit: fn() -> PictureEdit| {
        let picture = props.picture.clone();
        Callback::from(move |()| {
            picture.edit(edit());
            // The button goes with what it was about, and would take the focus along.
            browser::focus(FIELD);
        })
    };
    let choose = {
        let picture = props.picture.clone();
        Callback::from(move |file| picture.edit(PictureEdit::Choose(file)))
    };
    let is_over = use_state_eq(|| false);
    use_pasted(choose.clone());
    let (ondragover, ondragleave) = (hover(&is_over, true), hover(&is_over, false));
    let ondrop = {
        let (choose, is_over) = (choose.clone(), is_over.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            if let Some(file) = event.data_transfer().as_ref().and_then(first_file) {
                choose.emit(file);
            }
        })
    };
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            choose.emit(file);
        }
        // The same file can be chosen again, after it was removed.
        input.set_value("");
    });
    let has_error = typed.error.is_some();
    html! {
        <fieldset class="grid gap-3">
            <legend class="mb-1.5 flex w-full items-baseline justify-between gap-3">
                <span class="font-semibold">{ t!("field-picture") }</span>
                <span class="field-note">{ t!("optional") }</span>
            </legend>
            <div class="picture-drop" data-over={is_over.to_string()} {ondragover} {ondragleave} {ondrop}>
                { shown(&props.picture) }
                <div class="flex flex-wrap items-center gap-3">
                    <input
                        type="file"
                        id={FIELD}
                        class="peer sr-only"
                        accept={ACCEPTED}
                        aria-invalid={has_error.then_some("true")}
                        aria-describedby={if has_error { "picture-error picture-hint" } else { "picture-hint" }}
                        {onchange}
                    />
                    <label for={FIELD} class="btn picture-choose">
                        <Icon glyph={Glyph::Image} class="size-4.5" />
                        { if typed.is_there() { t!("picture-change") } else { t!("picture-choose") } }
                    </label>
                    if typed.is_there() {
                        <Button kind={ButtonKind::Quiet} on_press={edit(|| PictureEdit::Remove)}>{ t!("picture-remove") }</Button>
                    }
                </div>
                <p class="field-note" id="picture-hint">{ t!("hint-picture") }</p>
            </div>
            if let Some(error) = &typed.error {
                <p class="field-error" id="picture-error" role="alert">
                    <Icon glyph={Glyph::CircleAlert} class="size-4" />
                    { error.clone() }
                </p>
            }
            if let Some(progress) = typed.progress {
                <label class="field-note grid gap-1">
                    { t!("picture-sending") }
                    <progress class="picture-progress" max="100" value={format!("{progress:.0}")} />
                </label>
            }
            if typed.is_removed {
                <Note is_news=true>
                    { t!("picture-removed-note") }
                    {" "}
                    <button type="button" class="text-link" onclick={edit(|| PictureEdit::Undo).reform(|_: MouseEvent| ())}>{ t!("undo") }</button>
                </Note>
            }
            if typed.is_there() {
                <TextField
                    name="picture_description"
                    label={t!("field-picture-description")}
                    hint={t!("hint-picture-description")}
                    bind={description(&props.picture)}
                    is_optional=true
                    maxlength={api_types::rules::PICTURE_DESCRIPTION_MAX}
                />
            }
        </fieldset>
    }
}

fn hover(is_over: &UseStateHandle<bool>, over: bool) -> Callback<DragEvent> {
    let is_over = is_over.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        is_over.set(over);
    })
}

fn description(picture: &PictureForm) -> Binding {
    let edited = picture.clone();
    Binding {
        value: AttrValue::from(picture.value().description.clone()),
        error: None,
        on_edit: Callback::from(move |text| edited.edit(PictureEdit::Describe(text))),
        on_leave: Callback::noop(),
    }
}

/// What there is, as it will look.
fn shown(picture: &PictureForm) -> Html {
    let typed = picture.value();
    match (&typed.file, &typed.before) {
        (Some(file), _) => {
            let (picture, bad) = (picture.clone(), file.clone());
            let on_bad = Callback::from(move |()| picture.edit(PictureEdit::Reject(bad.clone())));
            html! { <Drawn file={file.clone()} class="picture-preview" label={t!("picture-preview")} {on_bad} /> }
        }
        (None, Some(before)) if !typed.is_removed => {
            html! { <EventPicture picture={before.clone()} class="picture-preview" /> }
        }
        _ => Html::default(),
    }
}

/// Hears of pictures from the clipboard, wherever on the page they are put in.
#[hook]
fn use_pasted(on_file: Callback<File>) {
    let latest = use_mut_ref(|| on_file.clone());
    *latest.borrow_mut() = on_file;
    use_effect_with((), move |()| {
        let listener = EventListener::new(&browser::document(), "paste", move |event| {
            let event = event.dyn_ref::<ClipboardEvent>();
            let data = event.and_then(ClipboardEvent::clipboard_data);
            if let Some(file) = data.as_ref().and_then(pasted_picture) {
                latest.borrow().emit(file);
            }
        });
        move || drop(listener)
    });
}

/// Programs for text and tables put a picture of the text beside it, which nobody means.
fn pasted_picture(data: &DataTransfer) -> Option<File> {
    let has_text = data.types().includes(&"text/plain".into(), 0);
    first_file(data).filter(|file| !has_text && file.type_().starts_with("image/"))
}

fn first_file(data: &DataTransfer) -> Option<File> {
    data.files()?.get(0)
}
