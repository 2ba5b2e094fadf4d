//! One's own data: taking them along, and leaving for good.

mod deletion;

use yew::prelude::*;

use self::deletion::DeletionForm;
use crate::components::{Button, Dialog, Glyph, Heading, Icon};
use crate::{api, t};

/// The page about one's own data.
#[component]
pub fn AccountPage() -> Html {
    let asks = use_state(|| false);
    let set = |open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(open))
    };
    html! {
        <div class="wrap grid max-w-3xl gap-6 py-10 sm:py-12">
            <Heading title={t!("account-title")}>{ t!("account-title") }</Heading>
            <section class="panel grid justify-items-start gap-4" aria-labelledby="data">
                <h2 id="data">{ t!("data-title") }</h2>
                <p class="max-w-prose text-soft">{ t!("data-text") }</p>
                // An answer for the browser itself: it keeps it as a file.
                <a class="btn" href={api::OWN_DATA} download="">
                    <Icon glyph={Glyph::Download} class="size-4.5" />
                    { t!("data-download") }
                </a>
            </section>
            <section class="panel grid justify-items-start gap-4" aria-labelledby="deletion">
                <h2 id="deletion">{ t!("deletion-title") }</h2>
                <p class="max-w-prose text-soft">{ t!("deletion-text") }</p>
                <Button on_press={set(true)}>{ t!("deletion-ask") }</Button>
            </section>
            <Dialog id="delete-account" is_open={*asks} title={t!("deletion-question")} on_close={set(false)}>
                // Made anew each time, so that the numbers are of that moment and no password stays.
                if *asks {
                    <DeletionForm on_cancel={set(false)} />
                }
            </Dialog>
        </div>
    }
}
