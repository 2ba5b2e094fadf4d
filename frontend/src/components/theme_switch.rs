//! Light, dark, or as the system has it. The choice is kept; a script in `index.html` applies it
//! before the first paint.

use yew::prelude::*;

use super::{Glyph, Icon};
use crate::{browser, t};

/// Where the choice is kept; `index.html` reads it, too.
const KEY: &str = "theme";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    const fn glyph(self) -> Glyph {
        match self {
            Self::System => Glyph::Monitor,
            Self::Light => Glyph::Sun,
            Self::Dark => Glyph::Moon,
        }
    }

    fn words(self) -> AttrValue {
        match self {
            Self::System => t!("theme-system"),
            Self::Light => t!("theme-light"),
            Self::Dark => t!("theme-dark"),
        }
    }

    fn load() -> Self {
        let kept =
            browser::local_storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        Self::ALL
            .into_iter()
            .find(|theme| Some(theme.name()) == kept.as_deref())
            .unwrap_or(Self::System)
    }

    fn keep(self) {
        let storage = browser::local_storage();
        let root = browser::document().document_element();
        // Where nothing can be kept, the choice lasts as long as the page.
        if self == Self::System {
            storage.map(|storage| storage.remove_item(KEY));
            root.map(|root| root.remove_attribute("data-theme"));
        } else {
            storage.map(|storage| storage.set_item(KEY, self.name()));
            root.map(|root| root.set_attribute("data-theme", self.name()));
        }
        self.colour_frame();
    }
}

impl Theme {
    /// Which of the colours in `index.html` the frame around the page has, where there is one.
    fn colour_frame(self) {
        for theme in [Self::Light, Self::Dark] {
            let media = match self {
                Self::System => format!("(prefers-color-scheme: {})", theme.name()),
                chosen if chosen == theme => "all".to_owned(),
                _ => "not all".to_owned(),
            };
            let id = format!("theme-color-{}", theme.name());
            if let Some(meta) = browser::document().get_element_by_id(&id) {
                let _ = meta.set_attribute("media", &media);
            }
        }
    }
}

/// The switch between the themes.
#[component]
pub fn ThemeSwitch() -> Html {
    let chosen = use_state(Theme::load);
    let choice = |theme: Theme| {
        let onchange = {
            let chosen = chosen.clone();
            Callback::from(move |_: Event| {
                theme.keep();
                chosen.set(theme);
            })
        };
        html! {
            <label>
                <input
                    type="radio"
                    name="theme"
                    class="sr-only"
                    value={theme.name()}
                    checked={*chosen == theme}
                    {onchange}
                />
                <Icon glyph={theme.glyph()} class="size-4" />
                { theme.words() }
            </label>
        }
    };
    html! {
        <fieldset class="segments">
            <legend class="sr-only">{ t!("theme") }</legend>
            { for Theme::ALL.map(choice) }
        </fieldset>
    }
}
