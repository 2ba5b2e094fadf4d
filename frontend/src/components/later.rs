//! What comes with the part of the page that is loaded when it is needed.

use yew::prelude::*;

use super::{Button, Glyph, Icon, PageSkeleton};
use crate::chunk::Members;
use crate::hooks::use_later;
use crate::{browser, t};

/// Properties of [`Later`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What of it is shown.
    pub show: Callback<Members, Html>,
    /// What is shown as long as it is not here; otherwise the shape of a page.
    #[prop_or_else(|| html! { <PageSkeleton /> })]
    pub meanwhile: Html,
}

/// Something from the part that comes later: at once if it is here.
#[component]
pub fn Later(props: &Props) -> Html {
    match use_later().outcome {
        Some(Ok(members)) => props.show.emit(members),
        Some(Err(_)) => html! {
            <div class="wrap grid justify-items-start gap-5 py-16" role="alert">
                <p class="max-w-prose text-lg">{ t!("chunk-failed") }</p>
                // A newer version has other files: only the whole document knows their names.
                <Button on_press={|()| browser::reload()}>
                    <Icon glyph={Glyph::Retry} class="size-4.5" />
                    { t!("try-again") }
                </Button>
            </div>
        },
        None => props.meanwhile.clone(),
    }
}
