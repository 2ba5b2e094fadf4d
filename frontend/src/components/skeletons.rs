//! The shapes of what is still loading.

use yew::prelude::*;

use crate::t;

/// Properties of [`TicketSkeletons`].
#[derive(Properties, PartialEq)]
pub struct TicketsProps {
    /// How many.
    pub count: usize,
}

/// Tickets without anything on them; to be put into a grid of tickets.
#[component]
pub fn TicketSkeletons(props: &TicketsProps) -> Html {
    (0..props.count)
        .map(|index| {
            html! {
                <div class="ticket" aria-hidden="true" key={format!("skeleton-{index}")}>
                    <div class="leaf">
                        <span class="bone mb-1 h-3 w-9" />
                        <span class="bone h-9 w-12" />
                        <span class="bone mt-1 h-3 w-10" />
                    </div>
                    <div class="flex flex-col gap-2.5 px-4.5 pt-4.5 pb-4">
                        <span class="bone h-5 w-4/5" />
                        <span class="bone h-3.5 w-full" />
                        <span class="bone h-3.5 w-11/12" />
                        <span class="bone h-3.5 w-2/5" />
                        <span class="bone mt-4 h-2 w-3/5" />
                        <span class="bone mt-2 h-7 w-2/5 self-end" />
                    </div>
                </div>
            }
        })
        .collect()
}

/// A page of which nothing is known yet.
#[component]
pub fn PageSkeleton() -> Html {
    html! {
        <div class="wrap py-12">
            <p class="sr-only" role="status">{ t!("loading") }</p>
            <span class="bone mb-4 h-4 w-24" />
            <span class="bone mb-8 h-11 w-3/4 max-w-xl" />
            <span class="bone mb-3 h-4 w-full max-w-2xl" />
            <span class="bone h-4 w-5/6 max-w-xl" />
        </div>
    }
}
