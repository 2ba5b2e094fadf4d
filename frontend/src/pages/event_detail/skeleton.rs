//! The shape of an event that is still loading.

use yew::prelude::*;

use crate::t;

/// An opened ticket without anything on it.
#[component]
pub fn OpenedSkeleton() -> Html {
    html! {
        <div class="wrap py-6 sm:py-9">
            <p class="sr-only" role="status">{ t!("loading") }</p>
            <span class="bone mb-4 h-5 w-24" />
            <div class="opened" aria-hidden="true">
                <div class="opened-head">
                    <span class="bone mb-4 h-4 w-24" />
                    <span class="bone mb-3 h-10 w-11/12" />
                    <span class="bone mb-9 h-10 w-3/5" />
                    <span class="bone mb-3 h-4 w-4/5" />
                    <span class="bone mb-3 h-4 w-1/2" />
                    <span class="bone h-4 w-2/5" />
                </div>
                <div class="opened-stub grid content-start gap-4">
                    <span class="bone h-4 w-12" />
                    <span class="bone h-9 w-28" />
                    <span class="bone h-2 w-full" />
                    <span class="bone h-4 w-2/5" />
                    <span class="bone h-11 w-full" />
                </div>
                <div class="opened-text">
                    <span class="bone mt-8 mb-3 h-4 w-full" />
                    <span class="bone mb-3 h-4 w-full" />
                    <span class="bone mb-3 h-4 w-11/12" />
                    <span class="bone mb-20 h-4 w-3/4" />
                </div>
            </div>
        </div>
    }
}
