//! What comes with the part of the page that is loaded when it is needed.

use yew::prelude::*;

use super::{Button, Glyph, Heading, Icon, PageSkeleton};
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
    /// Whether it is all that there is between head and foot.
    #[prop_or_default]
    pub is_page: bool,
    /// What is shown if it does not come; otherwise that, and a way to try again.
    #[prop_or_default]
    pub instead: Option<Html>,
}

/// Something from the part that comes later: at once if it is here.
#[component]
pub fn Later(props: &Props) -> Html {
    match use_later().outcome {
        Some(Ok(members)) => props.show.emit(members),
        Some(Err(_)) if props.is_page => html! {
            <div class="wrap grid gap-5 py-16">
                <Heading title={t!("failure-title")}>{ t!("failure-title") }</Heading>
                { notice() }
            </div>
        },
        Some(Err(_)) => props.instead.clone().unwrap_or_else(notice),
        None => props.meanwhile.clone(),
    }
}

fn notice() -> Html {
    html! {
        <div class="grid justify-items-start gap-5" role="alert">
            <p class="max-w-prose text-lg">{ t!("chunk-failed") }</p>
            // A newer version has other files: only the whole document knows their names.
            <Button on_press={|()| browser::reload()}>
                <Icon glyph={Glyph::Retry} class="size-4.5" />
                { t!("try-again") }
            </Button>
        </div>
    }
}
