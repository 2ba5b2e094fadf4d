//! A question with two answers, asked before something happens that cannot be taken back.

use yew::prelude::*;

use super::{Button, ButtonKind, Dialog};

/// Properties of [`Question`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Ties the dialog to its heading.
    pub id: AttrValue,
    /// Whether it is asked.
    pub is_open: bool,
    /// The question.
    pub title: AttrValue,
    /// What will happen.
    pub text: AttrValue,
    /// The answer that leaves everything as it is.
    pub no: AttrValue,
    /// The other one: what is done then.
    pub yes: AttrValue,
    /// Whether it is being done.
    #[prop_or_default]
    pub is_busy: bool,
    /// For how many seconds it cannot be done.
    #[prop_or_default]
    pub wait: u32,
    /// Everything stays.
    pub on_no: Callback<()>,
    /// It is meant.
    pub on_yes: Callback<()>,
}

/// The question.
#[component]
pub fn Question(props: &Props) -> Html {
    html! {
        <Dialog id={props.id.clone()} is_open={props.is_open} title={props.title.clone()} on_close={props.on_no.clone()}>
            <p class="wrap-anywhere">{ props.text.clone() }</p>
            <div class="mt-6 flex flex-wrap justify-end gap-3 max-sm:flex-col">
                <Button on_press={props.on_no.clone()}>{ props.no.clone() }</Button>
                <Button
                    kind={ButtonKind::Main}
                    is_busy={props.is_busy}
                    wait={props.wait}
                    on_press={props.on_yes.clone()}
                >
                    { props.yes.clone() }
                </Button>
            </div>
        </Dialog>
    }
}
