//! The foot of every page.

use yew::prelude::*;

use super::language_switch::LanguageSwitch;
use super::theme_switch::ThemeSwitch;
use crate::t;

/// The foot of every page.
#[component]
pub fn Footer() -> Html {
    html! {
        <footer class="page-footer mt-auto border-t border-line">
            <div class="wrap flex flex-wrap items-center justify-between gap-x-6 gap-y-4 py-6 text-sm text-soft">
                <p class="flex items-center gap-5">
                    <span>{ t!("brand") }</span>
                    <a class="text-link" href="/swagger-ui/">{ t!("footer-api") }</a>
                </p>
                <div class="flex flex-wrap gap-3">
                    <LanguageSwitch />
                    <ThemeSwitch />
                </div>
            </div>
        </footer>
    }
}
