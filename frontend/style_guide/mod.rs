//! What the guide shows. There is no server behind it: it has made-up data, is seen by nobody in
//! particular, and what asks a server says that it cannot be reached.

mod data;
mod events;
mod feedback;
mod fields;
mod people;
mod tokens;

use yew::prelude::*;

use crate::api::ApiError;
use crate::components::{Footer, Heading, Toaster};
use crate::hooks::{
    LiveProvider, NotificationsProvider, Seen, SessionProvider, ToastProvider, Who,
};

/// The guide.
#[component]
pub fn Guide() -> Html {
    // Whoever the server cannot tell has no socket.
    let seen = Seen::from(Who::Failed(ApiError::Unreachable));
    html! {
        <ToastProvider>
            <SessionProvider {seen}>
                <LiveProvider>
                    <NotificationsProvider>
                        <Sections />
                        <Footer />
                        <Toaster />
                    </NotificationsProvider>
                </LiveProvider>
            </SessionProvider>
        </ToastProvider>
    }
}

type Section = (&'static str, &'static str, fn() -> Html);

/// Their ids, their names, and what is in them.
const SECTIONS: [Section; 14] = [
    ("colours", "Colours", tokens::colours),
    ("type", "Type", tokens::sizes),
    ("corners", "Corners", tokens::corners),
    ("icons", "Icons", tokens::icons),
    (
        "buttons",
        "Buttons and links",
        || html! { <fields::Buttons /> },
    ),
    ("fields", "Fields", || html! { <fields::Fields /> }),
    ("forms", "Forms", || html! { <fields::Forms /> }),
    ("notes", "Notes and failures", feedback::notes),
    (
        "news",
        "Outcomes, dialogs and toasts",
        || html! { <feedback::News /> },
    ),
    ("loading", "Loading and empty", feedback::nothing),
    ("tickets", "Tickets", events::tickets),
    ("events", "Parts of tickets", events::parts),
    ("month", "A month", events::month),
    (
        "people",
        "People and notifications",
        || html! { <people::People /> },
    ),
];

#[component]
fn Sections() -> Html {
    html! {
        <main class="wrap grid gap-14 pt-8 pb-16">
            <div class="grid gap-4">
                <p class="kicker">{ "Event Booking" }</p>
                <Heading title="Style guide">{ "Style guide" }</Heading>
                <p class="max-w-prose text-lg text-soft">
                    { "Every component in its states, with made-up data and without a server. " }
                    { "The switches for language and theme are in the footer. A new component goes here, too." }
                </p>
                <nav aria-label="Sections">
                    <ul class="flex flex-wrap gap-x-5 gap-y-1">
                        { for SECTIONS.map(|(id, name, _)| html! {
                            <li><a class="text-link" href={format!("#{id}")}>{ name }</a></li>
                        }) }
                    </ul>
                </nav>
            </div>
            { for SECTIONS.map(|(id, name, show)| html! {
                <section {id} class="grid grid-cols-[minmax(0,1fr)] gap-8" aria-labelledby={format!("{id}-title")}>
                    <h2 id={format!("{id}-title")} class="border-b border-line pb-2">{ name }</h2>
                    { show() }
                </section>
            }) }
        </main>
    }
}

/// Something that is shown, below its name.
fn example(name: &'static str, shown: Html) -> Html {
    html! {
        <div class="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
            <p class="text-sm text-soft">{ name }</p>
            { shown }
        </div>
    }
}

/// Several of them, beside each other where there is room.
fn examples(shown: Vec<Html>) -> Html {
    html! {
        <div class="grid grid-cols-[repeat(auto-fill,minmax(min(100%,22rem),1fr))] gap-8">{ for shown }</div>
    }
}
