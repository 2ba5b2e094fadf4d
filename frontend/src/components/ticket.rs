//! The ticket: what an event looks like in a list. It only shows; [`super::EventTicket`] makes it
//! one that can be opened and booked.

use api_types::events::{Picture, PlacesLeft};
use chrono::NaiveDate;
use yew::prelude::*;

use super::{EventPicture, Glyph, Icon, Leaf, Places};

/// Properties of [`Ticket`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the event is called.
    pub title: AttrValue,
    /// What it is about; the first two lines are shown.
    pub description: AttrValue,
    /// What it looks like.
    #[prop_or_default]
    pub picture: Option<Picture>,
    /// What it is going to look like, in the place of that.
    #[prop_or_default]
    pub chosen: Option<Html>,
    /// Where it happens.
    #[prop_or_default]
    pub location: Option<AttrValue>,
    /// When it happens.
    #[prop_or_default]
    pub date: Option<NaiveDate>,
    /// Its time as `HH:MM`.
    #[prop_or_default]
    pub time: Option<AttrValue>,
    /// The last day of an event of several days, in words.
    #[prop_or_default]
    pub until: Option<AttrValue>,
    /// What a place costs, in words.
    pub price: AttrValue,
    /// How many places are left; absent where that does not matter any more.
    #[prop_or_default]
    pub places: Option<PlacesLeft>,
    /// Small marks, such as "Booked".
    #[prop_or_default]
    pub tags: Html,
    /// The controls at the foot.
    #[prop_or_default]
    pub children: Html,
}

/// A ticket.
#[component]
pub fn Ticket(props: &Props) -> Html {
    html! {
        <article class="ticket">
            if let Some(chosen) = &props.chosen {
                { chosen.clone() }
            } else if let Some(picture) = &props.picture {
                <EventPicture picture={picture.clone()} class="ticket-picture" sizes="(min-width: 48rem) 24rem, 100vw" />
            }
            <Leaf date={props.date} time={props.time.clone()} />
            <div class="flex min-w-0 flex-col gap-1.5 px-4.5 pt-4 pb-3.5">
                <h3 class="line-clamp-3">{ props.title.clone() }</h3>
                <p class="line-clamp-2 text-md text-soft">{ props.description.clone() }</p>
                <p class="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-sm">
                    if let Some(location) = &props.location {
                        <span class="inline-flex min-w-0 items-center gap-1.5">
                            <Icon glyph={Glyph::MapPin} class="size-4 text-soft" />
                            <span class="min-w-0">{ location.clone() }</span>
                        </span>
                    }
                    if let Some(until) = &props.until {
                        <span>{ until.clone() }</span>
                    }
                    { props.tags.clone() }
                </p>
                <div class="mt-auto grid gap-2.5 pt-2 text-sm">
                    if let Some(places) = props.places {
                        <Places {places} />
                    }
                    <div class="flex min-h-8 flex-wrap items-center justify-between gap-x-2">
                        <span class="text-base font-semibold">{ props.price.clone() }</span>
                        { props.children.clone() }
                    </div>
                </div>
            </div>
        </article>
    }
}
