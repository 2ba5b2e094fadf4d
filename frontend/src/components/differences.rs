//! What has changed of an event: for each part what it was and what it is.

use api_types::events::{EventAspect, NewEvent};
use yew::prelude::*;

use crate::{format, t};

/// Properties of [`Differences`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// As it was.
    pub before: NewEvent,
    /// As it is.
    pub after: NewEvent,
    /// The parts that are told.
    pub aspects: Vec<EventAspect>,
}

/// What has changed.
#[component]
pub fn Differences(props: &Props) -> Html {
    let item = |aspect: &EventAspect| {
        let (before, after) = format::aspect_change(*aspect, &props.before, &props.after);
        html! {
            <div>
                <dt>{ format::aspect_name(*aspect) }</dt>
                <dd><Value label={t!("value-was")} words={before} is_old=true /></dd>
                <dd><Value label={t!("value-now")} words={after} /></dd>
            </div>
        }
    };
    html! {
        <dl class="differences">{ for props.aspects.iter().map(item) }</dl>
    }
}

/// Properties of [`Value`].
#[derive(Properties, PartialEq)]
pub struct ValueProps {
    /// When it was, or whose it is.
    pub label: AttrValue,
    /// What it is.
    pub words: AttrValue,
    /// Whether it holds no more.
    #[prop_or_default]
    pub is_old: bool,
}

/// A value, and when it was so or whose it is.
#[component]
pub fn Value(props: &ValueProps) -> Html {
    html! {
        <>
            <span class="value-label">{ props.label.clone() }{ " " }</span>
            <span class="value" data-old={props.is_old.to_string()}>{ props.words.clone() }</span>
        </>
    }
}
