//! What one is about to say.

use api_types::rules;
use web_sys::{HtmlElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use crate::components::{Glyph, Icon};
use crate::hooks::{Draft, use_chat};
use crate::navigation::{self, Arrival};
use crate::{browser, i18n, t};

/// How often the other one is told that one is typing, in milliseconds.
const TYPING_EVERY: f64 = 3_000.0;
/// How many characters are left when they are counted.
const COUNTED: usize = 400;
/// The most lines that are shown at once.
const LINES: usize = 7;

/// Properties of [`Composer`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// To whom.
    pub username: String,
    /// What they are called.
    pub name: String,
}

/// The field, and the button that sends what stands in it.
#[component]
pub fn Composer(props: &Props) -> Html {
    let chat = use_chat();
    let draft = Draft::of_conversation(&props.username);
    let text = use_state_eq(|| draft.load::<String>().unwrap_or_default());
    let error = use_state_eq(|| None::<AttrValue>);
    let typed_at = use_mut_ref(|| 0.0);
    let node = use_node_ref();
    use_focus_on_arrival(&node);
    let oninput = {
        let (chat, to, draft) = (chat.clone(), props.username.clone(), draft.clone());
        let (text, error) = (text.setter(), error.setter());
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            let now = browser::now();
            if !typed.trim().is_empty() && now - *typed_at.borrow() > TYPING_EVERY {
                *typed_at.borrow_mut() = now;
                chat.typing(&to);
            }
            draft.keep(&typed);
            text.set(typed);
            error.set(None);
        })
    };
    let send = {
        let (to, node) = (props.username.clone(), node.clone());
        let (text, error) = (text.setter(), error.setter());
        Callback::from(move |()| {
            // What stands in the field now; what was rendered may be older.
            let Some(field) = node.cast::<HtmlTextAreaElement>() else {
                return;
            };
            if field.value().trim().is_empty() {
                return;
            }
            match chat.write(&to, &field.value()) {
                Ok(()) => {
                    field.set_value("");
                    text.set(String::new());
                    draft.clear();
                }
                Err(errors) => error.set(errors.of("text").map(i18n::rule)),
            }
            let _ = field.focus();
        })
    };
    let onkeydown = {
        let send = send.clone();
        Callback::from(move |event: KeyboardEvent| {
            let sends = event.key() == "Enter" && !event.shift_key() && !event.is_composing();
            // On a keyboard of glass there is no other key for a new line.
            if sends && !browser::is_touched() {
                event.prevent_default();
                send.emit(());
            }
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        send.emit(());
    });
    let count = text.chars().count();
    html! {
        <form class="composer" {onsubmit}>
            <label for="message" class="sr-only">{ t!("compose-label", name = props.name.as_str()) }</label>
            <div class="flex items-end gap-2">
                <textarea
                    ref={node}
                    id="message"
                    class="textarea composer-field"
                    rows={text.lines().count().clamp(1, LINES).to_string()}
                    placeholder={t!("compose-placeholder")}
                    value={(*text).clone()}
                    aria-invalid={error.is_some().then_some("true")}
                    aria-describedby="message-notes"
                    {oninput}
                    {onkeydown}
                />
                <button type="submit" class="btn btn-primary composer-send" aria-label={t!("compose-send")}>
                    <Icon glyph={Glyph::Send} />
                </button>
            </div>
            <div id="message-notes" class="composer-notes">
                if let Some(error) = &*error {
                    <p class="field-error" role="alert">{ error.clone() }</p>
                } else {
                    <p class="max-sm:sr-only">{ t!("compose-hint") }</p>
                }
                if count + COUNTED > rules::MESSAGE_MAX {
                    <p class="ml-auto tabular-nums" data-over={(count > rules::MESSAGE_MAX).to_string()}>
                        { t!("counter", count = count, max = rules::MESSAGE_MAX) }
                    </p>
                }
            </div>
        </form>
    }
}

/// Who comes here wants to write; on a phone that would cover half of the screen.
#[hook]
fn use_focus_on_arrival(node: &NodeRef) {
    let node = node.clone();
    use_effect_with((), move |()| {
        let field = node.cast::<HtmlElement>();
        if let Some(field) =
            field.filter(|_| navigation::arrival() == Arrival::Push && !browser::is_touched())
        {
            browser::focus_in_place(&field);
        }
    });
}
