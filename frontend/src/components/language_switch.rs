//! English or German. The choice is kept on this device and with the account, and the page loads
//! again, since it speaks one language as long as it is open.

use api_types::language::Language;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Question;
use crate::hooks::{is_something_typed, use_session};
use crate::{api, browser, i18n, t};

/// The switch between the languages.
#[component]
pub fn LanguageSwitch() -> Html {
    let asked = use_state_eq(|| None::<Language>);
    let is_member = use_session().account().is_some();
    let on_choose = {
        let asked = asked.setter();
        Callback::from(move |language: Language| {
            if is_something_typed() {
                asked.set(Some(language));
            } else {
                change_to(language, is_member);
            }
        })
    };
    let on_stay = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let on_go = {
        let asked = asked.clone();
        Callback::from(move |()| {
            if let Some(language) = *asked {
                change_to(language, is_member);
            }
        })
    };
    html! {
        <>
            <div class="segments" role="group" aria-label={t!("language")}>
                { for Language::ALL.map(|language| choice(language, &on_choose)) }
            </div>
            <Question
                id="language-question"
                is_open={asked.is_some()}
                title={t!("language-question")}
                text={t!("reload-text")}
                no={t!("reload-no")}
                yes={t!("language-yes")}
                on_no={on_stay}
                on_yes={on_go}
            />
        </>
    }
}

fn choice(language: Language, on_choose: &Callback<Language>) -> Html {
    let is_current = language == i18n::language();
    let onclick = {
        let on_choose = on_choose.clone();
        Callback::from(move |_: MouseEvent| {
            if !is_current {
                on_choose.emit(language);
            }
        })
    };
    html! {
        <button type="button" lang={language.tag()} aria-pressed={is_current.to_string()} {onclick}>
            { language.own_name() }
        </button>
    }
}

fn change_to(language: Language, is_member: bool) {
    browser::keep_language(language);
    spawn_local(async move {
        if is_member {
            // Without an answer, this device has its language all the same.
            let _ = api::choose_language(language).await;
        }
        browser::reload();
    });
}
