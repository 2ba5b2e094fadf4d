//! Something that is done for a reason, which has to be written down.

use std::future::Future;
use std::pin::Pin;

use api_types::problem::FieldErrors;
use api_types::rules;
use yew::prelude::*;

use super::{Button, ButtonKind, ErrorSummary, TextArea};
use crate::api::ApiError;
use crate::hooks::{use_form, use_submission};

/// What is done, on its way; and what else there is to do once the form is closed.
pub type Doing = Pin<Box<dyn Future<Output = Result<Callback<()>, ApiError>>>>;

/// Properties of [`ReasonForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's name in the request.
    pub name: &'static str,
    /// What the field is called.
    pub label: AttrValue,
    /// Who reads it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Most characters.
    pub maxlength: usize,
    /// The answer that leaves everything as it is.
    pub no: AttrValue,
    /// The other one: what is done then.
    pub yes: AttrValue,
    /// How much that stands out.
    #[prop_or(ButtonKind::Main)]
    pub kind: ButtonKind,
    /// Does it, with what was typed.
    pub act: Callback<String, Doing>,
    /// It is done, or everything stays.
    pub on_close: Callback<()>,
    /// What will happen.
    pub children: Html,
}

/// The form.
#[component]
pub fn ReasonForm(props: &Props) -> Html {
    let (name, max) = (props.name, props.maxlength);
    let form = use_form(String::new, |text| {
        let mut errors = FieldErrors::new();
        errors.keep(name, rules::paragraphs(text, max));
        errors
    });
    let (act, on_close) = (props.act.clone(), props.on_close.clone());
    let sending = use_submission(
        &form,
        move |text| act.emit(text),
        move |after: Callback<()>| {
            on_close.emit(());
            after.emit(());
        },
    );
    let request = &sending.request;
    let mut faults = form.faults(|_| None);
    for fault in &mut faults {
        fault.name = Some(props.label.clone());
    }
    html! {
        <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
            { props.children.clone() }
            <ErrorSummary errors={faults} general={request.words()} attempt={request.attempt()} />
            <TextArea
                {name}
                label={props.label.clone()}
                bind={form.bind(name, |text| text)}
                hint={props.hint.clone()}
                maxlength={max}
            />
            <div class="flex flex-wrap justify-end gap-3 max-sm:flex-col">
                <Button on_press={props.on_close.clone()}>{ props.no.clone() }</Button>
                <Button kind={props.kind} submits=true is_busy={request.is_busy()} wait={request.wait()}>
                    { props.yes.clone() }
                </Button>
            </div>
        </form>
    }
}
