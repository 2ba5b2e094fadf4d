//! Tells a person whose event was changed by somebody else while they typed: what was taken over,
//! and what both have changed, for which they choose.

use std::rc::Rc;

use api_types::events::{EventAspect, NewEvent};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::merge::Merged;
use crate::components::{Differences, Glyph, Icon, Value};
use crate::{browser, format, t};

/// What happened while one typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Meanwhile {
    /// The event as it was when one began.
    pub base: NewEvent,
    /// The event as somebody else left it.
    pub theirs: NewEvent,
    /// Its version.
    pub version: i32,
    /// How both came together; of a part for which the other's is chosen, it keeps one's own.
    pub merged: Merged,
}

/// Properties of [`MeanwhilePanel`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What happened.
    pub meanwhile: Rc<Meanwhile>,
    /// The parts for which the other's was chosen.
    pub theirs_chosen: Vec<EventAspect>,
    /// One's own as it is typed.
    pub mine: NewEvent,
    /// A choice: whether the other's is taken.
    pub on_choose: Callback<(EventAspect, bool)>,
}

/// What happened while one typed. It takes the focus when it appears.
#[component]
pub fn MeanwhilePanel(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.meanwhile.version, move |_| {
            if let Some(panel) = node.cast::<HtmlElement>() {
                browser::focus_in_place(&panel);
                panel.scroll_into_view();
            }
        });
    }
    let Meanwhile {
        base,
        theirs,
        merged,
        ..
    } = &*props.meanwhile;
    html! {
        <section ref={node} tabindex="-1" class="note scroll-mt-6" data-tone="warn" aria-labelledby="meanwhile" role="alert">
            <Icon glyph={Glyph::CircleAlert} />
            <div class="grid min-w-0 flex-1 gap-4">
                <div class="grid gap-1">
                    <h2 id="meanwhile" class="text-lg">{ t!("meanwhile-title") }</h2>
                    <p>{ t!("meanwhile-text") }</p>
                </div>
                if !merged.taken.is_empty() {
                    <div class="grid gap-2">
                        <h3 class="font-sans text-base">{ t!("meanwhile-taken") }</h3>
                        <Differences before={base.clone()} after={theirs.clone()} aspects={merged.taken.clone()} />
                    </div>
                }
                { for merged.contested.iter().map(|aspect| choice(props, *aspect)) }
            </div>
        </section>
    }
}

/// What both have changed: one's own, or the other's.
fn choice(props: &Props, aspect: EventAspect) -> Html {
    let Meanwhile { base, theirs, .. } = &*props.meanwhile;
    let takes_theirs = props.theirs_chosen.contains(&aspect);
    let mine = if takes_theirs {
        props.meanwhile.merged.typed.event()
    } else {
        props.mine.clone()
    };
    let (was, their_words) = format::aspect_change(aspect, base, theirs);
    let (_, my_words) = format::aspect_change(aspect, base, &mine);
    let name = format!("contested-{aspect:?}");
    let option = |label: AttrValue, words: AttrValue, value: &'static str, is_theirs: bool| {
        let on_choose = props.on_choose.clone();
        let onchange = Callback::from(move |_: Event| on_choose.emit((aspect, is_theirs)));
        html! {
            <label class="choice text-ink">
                <input type="radio" name={name.clone()} {value} checked={takes_theirs == is_theirs} {onchange} />
                <span class="min-w-0"><Value {label} {words} /></span>
            </label>
        }
    };
    html! {
        <fieldset class="grid gap-2">
            <legend class="mb-1 font-semibold">
                { t!("meanwhile-both", field = format::aspect_name(aspect).as_str()) }
            </legend>
            <p class="value-pair mb-1"><Value label={t!("value-was")} words={was} is_old=true /></p>
            { option(t!("keep-yours"), my_words, "mine", false) }
            { option(t!("take-theirs"), their_words, "theirs", true) }
        </fieldset>
    }
}
