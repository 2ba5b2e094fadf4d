//! A remark in the flow of a page.

use yew::prelude::*;

use super::{Glyph, Icon};

/// What a remark means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Calm,
    /// It worked.
    Ok,
    /// Needs attention.
    Warn,
    /// It did not work.
    Error,
}

/// Properties of [`Note`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it means.
    #[prop_or_default]
    pub tone: Tone,
    /// Whether it appears while one is on the page, and is read out then.
    #[prop_or_default]
    pub is_news: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// What it says.
    pub children: Html,
}

/// A remark.
#[component]
pub fn Note(props: &Props) -> Html {
    let (tone, glyph) = match props.tone {
        Tone::Calm => ("calm", Glyph::Info),
        Tone::Ok => ("ok", Glyph::CircleCheck),
        Tone::Warn => ("warn", Glyph::CircleAlert),
        Tone::Error => ("error", Glyph::CircleAlert),
    };
    let role = match props.tone {
        Tone::Error | Tone::Warn => "alert",
        Tone::Calm | Tone::Ok => "status",
    };
    html! {
        <div
            class={classes!("note", props.class.clone())}
            data-tone={tone}
            role={props.is_news.then_some(role)}
        >
            <Icon {glyph} />
            <div class="grid min-w-0 flex-1 gap-2">{ props.children.clone() }</div>
        </div>
    }
}
