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

/// The form of an event that is still loading, and its preview.
#[component]
pub fn FormSkeleton() -> Html {
    html! {
        <div class="wrap py-6 sm:py-9">
            <p class="sr-only" role="status">{ t!("loading") }</p>
            <span class="bone mb-4 h-5 w-32" />
            <div class="grid gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,38rem)_minmax(0,1fr)]" aria-hidden="true">
                <span class="bone h-11 w-3/5 max-w-md lg:col-span-2" />
                <div class="grid gap-6">
                    { for ["h-11", "h-34", "h-11", "h-11", "h-11"].map(|height| html! {
                        <div class="grid gap-2">
                            <span class="bone h-4 w-24" />
                            <span class={classes!("bone", "w-full", height)} />
                        </div>
                    }) }
                </div>
                <div class="max-lg:hidden"><TicketSkeletons count=1 /></div>
            </div>
        </div>
    }
}
