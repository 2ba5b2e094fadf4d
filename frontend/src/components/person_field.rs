//! A field that finds people as one types: a combobox with a list, after the pattern of the ARIA
//! Authoring Practices. What is typed counts, too: a username or an email address.

use std::rc::Rc;

use api_types::accounts::Person;
use api_types::rules;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::field::{Field, described_by, was_left};
use crate::hooks::{Binding, Remote, use_remote, use_rested};
use crate::{api, format, t};

/// Properties of [`PersonField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's name in the request.
    pub name: &'static str,
    /// What it is called.
    pub label: AttrValue,
    /// Its value and problem.
    pub bind: Binding,
    /// What helps to fill it in.
    pub hint: AttrValue,
}

/// A field for a person.
#[component]
pub fn PersonField(props: &Props) -> Html {
    let bind = &props.bind;
    let is_open = use_state_eq(|| false);
    let active = use_state_eq(|| None::<usize>);
    let query = use_rested(bind.value.trim());
    let found = use_remote((query, *is_open), |key| async move {
        let (query, is_open) = &*key;
        // Nobody is found by their address.
        if *is_open && query.chars().count() >= rules::PERSON_SEARCH_MIN && !query.contains('@') {
            Ok(api::find_users(query).await?.items)
        } else {
            Ok(Vec::new())
        }
    });
    let people: Rc<Vec<Person>> = match &found.value {
        Remote::Ready(people) if *is_open => people.clone(),
        _ => Rc::default(),
    };
    let is_shown = *is_open && !people.is_empty();
    let choose = {
        let (on_edit, is_open, active) = (bind.on_edit.clone(), is_open.clone(), active.clone());
        Callback::from(move |username: String| {
            on_edit.emit(username);
            is_open.set(false);
            active.set(None);
        })
    };
    let oninput = {
        let (on_edit, is_open, active) = (bind.on_edit.clone(), is_open.clone(), active.clone());
        Callback::from(move |event: InputEvent| {
            on_edit.emit(event.target_unchecked_into::<HtmlInputElement>().value());
            is_open.set(true);
            active.set(None);
        })
    };
    let onkeydown = {
        let (people, choose) = (people.clone(), choose.clone());
        let (is_open, active) = (is_open.clone(), active.clone());
        let on_edit = bind.on_edit.clone();
        Callback::from(move |event: KeyboardEvent| {
            // While a word is being composed, the keys belong to the input method.
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" | "ArrowUp" => {
                    event.prevent_default();
                    is_open.set(true);
                    active.set(step(*active, people.len(), event.key() == "ArrowDown"));
                }
                "Enter" => {
                    if let Some(person) = active.filter(|_| is_shown).and_then(|at| people.get(at))
                    {
                        event.prevent_default();
                        choose.emit(person.username.clone());
                    }
                }
                "Escape" if is_shown => {
                    event.prevent_default();
                    is_open.set(false);
                    active.set(None);
                }
                "Escape" => on_edit.emit(String::new()),
                _ => {}
            }
        })
    };
    let onblur = {
        let (on_leave, is_open, active) = (bind.on_leave.clone(), is_open, active.clone());
        let is_empty = bind.value.trim().is_empty();
        Callback::from(move |event: FocusEvent| {
            is_open.set(false);
            active.set(None);
            // An empty field is no mistake as long as nothing is sent.
            if was_left(&event) && !is_empty {
                on_leave.emit(());
            }
        })
    };
    let list_id = format!("{}-list", props.name);
    let option_id = |at: usize| format!("{}-option-{at}", props.name);
    let active_id = active.filter(|_| is_shown).map(option_id);
    let option = |(at, person): (usize, &Person)| {
        // The field keeps the focus, so that typing can go on.
        let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
        let onclick = {
            let (choose, username) = (choose.clone(), person.username.clone());
            Callback::from(move |_: MouseEvent| choose.emit(username.clone()))
        };
        let name = person.display_name();
        html! {
            <li
                id={option_id(at)}
                key={person.username.clone()}
                role="option"
                aria-selected={(*active == Some(at)).to_string()}
                {onmousedown}
                {onclick}
            >
                <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
                <span class="grid min-w-0">
                    <span class="truncate font-semibold">{ name }</span>
                    <span class="truncate text-sm text-soft">{ &person.username }</span>
                </span>
            </li>
        }
    };
    html! {
        <Field
            name={props.name}
            label={props.label.clone()}
            hint={props.hint.clone()}
            error={bind.error.clone()}
        >
            <div class="relative">
                <input
                    id={props.name}
                    name={props.name}
                    type="text"
                    class="input"
                    role="combobox"
                    value={bind.value.clone()}
                    autocomplete="off"
                    spellcheck="false"
                    autocapitalize="none"
                    maxlength={rules::EMAIL_MAX.to_string()}
                    aria-required="true"
                    aria-autocomplete="list"
                    aria-expanded={is_shown.to_string()}
                    aria-controls={list_id.clone()}
                    aria-activedescendant={active_id}
                    aria-invalid={bind.error.is_some().then_some("true")}
                    aria-describedby={described_by(props.name, false, true, bind.error.is_some())}
                    {oninput}
                    {onkeydown}
                    {onblur}
                />
                <ul id={list_id} class="options" role="listbox" aria-label={t!("people-found")} hidden={!is_shown}>
                    { for people.iter().enumerate().map(option) }
                </ul>
                <p class="sr-only" role="status">
                    if is_shown {
                        { t!("people-found-count", count = people.len()) }
                    }
                </p>
            </div>
        </Field>
    }
}

/// The next option, or the one before, around the ends.
fn step(active: Option<usize>, count: usize, is_down: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (active, is_down) {
        (None, true) => 0,
        (None, false) | (Some(0), false) => last,
        (Some(at), true) if at >= last => 0,
        (Some(at), true) => at + 1,
        (Some(at), false) => at - 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_go_around_the_list() {
        assert_eq!(step(None, 3, true), Some(0));
        assert_eq!(step(Some(2), 3, true), Some(0));
        assert_eq!(step(Some(0), 3, false), Some(2));
        assert_eq!(step(Some(1), 3, true), Some(2));
        assert_eq!(step(None, 0, true), None);
    }
}
