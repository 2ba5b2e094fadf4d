//! A password: hidden unless one wants to see it, and judged while one types where it is new.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{Field, described_by, was_left};
use super::{Glyph, Icon};
use crate::hooks::Binding;
use crate::t;

/// Properties of [`PasswordField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's name in the request.
    pub name: &'static str,
    /// What it is called.
    pub label: AttrValue,
    /// Its value and problem.
    pub bind: Binding,
    /// `current-password` or `new-password`.
    pub autocomplete: &'static str,
    /// Most characters.
    pub maxlength: usize,
    /// What helps to fill it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// How hard it is to guess, 0 to 4, where it is judged.
    #[prop_or_default]
    pub score: Option<u8>,
}

/// A field for a password.
#[component]
pub fn PasswordField(props: &Props) -> Html {
    let is_shown = use_state(|| false);
    let bind = &props.bind;
    let oninput = {
        let on_edit = bind.on_edit.clone();
        Callback::from(move |event: InputEvent| {
            on_edit.emit(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onblur = {
        let on_leave = bind.on_leave.clone();
        Callback::from(move |event: FocusEvent| {
            if was_left(&event) {
                on_leave.emit(());
            }
        })
    };
    let toggle = {
        let is_shown = is_shown.clone();
        Callback::from(move |_: MouseEvent| is_shown.set(!*is_shown))
    };
    let (glyph, words) = if *is_shown {
        (Glyph::EyeOff, t!("hide-typed"))
    } else {
        (Glyph::Eye, t!("show-typed"))
    };
    html! {
        <Field
            name={props.name}
            label={props.label.clone()}
            hint={props.hint.clone()}
            error={bind.error.clone()}
        >
            <div class="relative">
                <input
                    id={props.name}
                    name={props.name}
                    type={if *is_shown { "text" } else { "password" }}
                    class="input pr-12"
                    value={bind.value.clone()}
                    autocomplete={props.autocomplete}
                    maxlength={props.maxlength.to_string()}
                    spellcheck="false"
                    autocapitalize="none"
                    aria-required="true"
                    aria-invalid={bind.error.is_some().then_some("true")}
                    aria-describedby={described_by(props.name, false, props.hint.is_some(), bind.error.is_some())}
                    {oninput}
                    {onblur}
                />
                <button
                    type="button"
                    class="absolute inset-y-0 right-0 z-1 grid w-11 place-items-center rounded-field text-soft hover:text-ink"
                    aria-label={words}
                    aria-controls={props.name}
                    aria-pressed={is_shown.to_string()}
                    onclick={toggle}
                >
                    <Icon {glyph} />
                </button>
            </div>
            if let Some(score) = props.score {
                { meter(score, bind.value.is_empty()) }
            }
        </Field>
    }
}

/// Four steps, and a word for them that is read out when it changes.
fn meter(score: u8, is_empty: bool) -> Html {
    let steps = if is_empty { 0 } else { score.max(1) };
    let words = match (is_empty, score) {
        (true, _) => None,
        (false, 0 | 1) => Some(t!("strength-1")),
        (false, 2) => Some(t!("strength-2")),
        (false, 3) => Some(t!("strength-3")),
        (false, _) => Some(t!("strength-4")),
    };
    html! {
        <div class="grid gap-1.5">
            <div class="strength" data-weak={(score < 3).to_string()} aria-hidden="true">
                { for (1..=4).map(|step| html! { <i data-on={(step <= steps).to_string()} /> }) }
            </div>
            <p class="field-note" role="status">{ for words }</p>
        </div>
    }
}
