//! The fields of the form of an event, in three groups.

use std::rc::Rc;

use api_types::events::Visibility;
use api_types::rules;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::typed::TypedEvent;
use crate::components::{Button, ButtonKind, Glyph, Icon, SelectField, TextArea, TextField};
use crate::hooks::Form;
use crate::{browser, format, t};

/// Values and names of a choice.
type Options = Rc<Vec<(AttrValue, AttrValue)>>;

/// What it is.
pub fn about(form: &Form<TypedEvent>) -> Html {
    html! {
        <div class="grid gap-5">
            <TextField
                name="title"
                label={t!("field-title")}
                bind={form.bind("title", |typed| &mut typed.title)}
                maxlength={rules::TITLE.1}
            />
            <TextArea
                name="description"
                label={t!("field-description")}
                bind={form.bind("description", |typed| &mut typed.description)}
                hint={t!("hint-description")}
                maxlength={rules::DESCRIPTION_MAX}
            />
        </div>
    }
}

/// When and where it happens.
pub fn when_and_where(form: &Form<TypedEvent>, time_zones: &Options) -> Html {
    let typed = form.value();
    let first_day = AttrValue::from(browser::today().to_string());
    let after_start = rules::date(&typed.date)
        .map_or(first_day.clone(), |date| AttrValue::from(date.to_string()));
    let dispatch = form.editor();
    let toggle_end = {
        let has_end = typed.has_end;
        Callback::from(move |()| {
            dispatch.emit((
                "end_date",
                Box::new(move |typed: &mut TypedEvent| typed.has_end = !has_end),
            ));
        })
    };
    let (glyph, words) = if typed.has_end {
        (Glyph::X, t!("end-remove"))
    } else {
        (Glyph::Plus, t!("end-add"))
    };
    html! {
        <fieldset class="grid gap-5">
            { legend(t!("create-when")) }
            <div class="grid gap-5 sm:grid-cols-2">
                <TextField
                    name="date"
                    label={t!("field-date")}
                    bind={form.bind("date", |typed| &mut typed.date)}
                    kind="date"
                    min={first_day}
                    max="2200-12-31"
                />
                <TextField
                    name="time"
                    label={t!("field-time")}
                    bind={form.bind("time", |typed| &mut typed.time)}
                    hint={t!("hint-time")}
                    kind="time"
                    is_optional=true
                />
                if typed.has_end {
                    <TextField
                        name="end_date"
                        label={t!("field-end-date")}
                        bind={form.bind("end_date", |typed| &mut typed.end_date)}
                        hint={t!("hint-end-date")}
                        kind="date"
                        min={after_start}
                        max="2200-12-31"
                        is_optional=true
                    />
                    <TextField
                        name="end_time"
                        label={t!("field-end-time")}
                        bind={form.bind("end_time", |typed| &mut typed.end_time)}
                        kind="time"
                        is_optional=true
                    />
                }
            </div>
            <Button kind={ButtonKind::Quiet} class="btn-sm -ml-3 justify-self-start" on_press={toggle_end}>
                <Icon {glyph} class="size-4" />
                { words }
            </Button>
            <div class="grid gap-5 sm:grid-cols-2">
                <SelectField
                    name="time_zone"
                    label={t!("field-time-zone")}
                    bind={form.bind("time_zone", |typed| &mut typed.time_zone)}
                    options={time_zones.clone()}
                />
                <TextField
                    name="location"
                    label={t!("field-location")}
                    bind={form.bind("location", |typed| &mut typed.location)}
                    is_optional=true
                    maxlength={rules::LOCATION_MAX}
                />
            </div>
        </fieldset>
    }
}

/// Who may come, how many, and for how much.
pub fn who_and_how_much(form: &Form<TypedEvent>) -> Html {
    html! {
        <fieldset class="grid gap-5">
            { legend(t!("create-who")) }
            { visibility(form) }
            <div class="grid gap-5 sm:grid-cols-2">
                <TextField
                    name="maximum_attendees"
                    label={t!("field-maximum")}
                    bind={form.bind("maximum_attendees", |typed| &mut typed.maximum_attendees)}
                    hint={t!("hint-maximum")}
                    kind="number"
                    inputmode="numeric"
                    min={rules::ATTENDEES.0.to_string()}
                    max={rules::ATTENDEES.1.to_string()}
                    is_optional=true
                />
                <div class="grid grid-cols-[minmax(0,1fr)_6.5rem] gap-3">
                <TextField
                    name="price"
                    label={t!("field-price")}
                    bind={form.bind("price", |typed| &mut typed.price)}
                    hint={t!("hint-price")}
                    kind="number"
                    inputmode="decimal"
                    min="0"
                    max={rules::price_text(rules::PRICE_MAX)}
                    step="0.01"
                    is_optional=true
                />
                <SelectField
                    name="currency"
                    label={t!("field-currency")}
                    bind={form.bind("currency", |typed| &mut typed.currency)}
                    options={currency_options()}
                />
                </div>
            </div>
        </fieldset>
    }
}

fn legend(words: AttrValue) -> Html {
    html! {
        <legend class="mb-5 w-full border-b border-line pb-2 font-display text-xl font-bold">{ words }</legend>
    }
}

fn visibility(form: &Form<TypedEvent>) -> Html {
    let choice = |visibility: Visibility,
                  value: &'static str,
                  title: AttrValue,
                  text: AttrValue| {
        let edit = form.editor();
        let onchange = Callback::from(move |event: Event| {
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                edit.emit((
                    "visibility",
                    Box::new(move |typed: &mut TypedEvent| typed.visibility = visibility),
                ));
            }
        });
        html! {
            <label class="choice">
                <input
                    type="radio"
                    name="visibility"
                    {value}
                    checked={form.value().visibility == visibility}
                    aria-describedby={format!("visibility-{value}")}
                    {onchange}
                />
                <span class="font-semibold">{ title }</span>
                <span class="field-note col-start-2" id={format!("visibility-{value}")} aria-hidden="true">{ text }</span>
            </label>
        }
    };
    html! {
        <fieldset class="grid gap-3 sm:grid-cols-2">
            <legend class="mb-1.5 font-semibold">{ t!("field-visibility") }</legend>
            { choice(Visibility::Public, "public", t!("visibility-public"), t!("visibility-public-text")) }
            { choice(Visibility::InviteOnly, "invite-only", t!("visibility-invite-only"), t!("visibility-invite-only-text")) }
        </fieldset>
    }
}

/// Every zone that the browser knows, and the chosen one.
pub fn time_zone_options(chosen: &str) -> Vec<(AttrValue, AttrValue)> {
    let mut names = format::time_zones();
    for name in ["UTC", chosen] {
        if !name.is_empty() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
        .into_iter()
        .map(|name| {
            let words = name.replace('_', " ");
            (AttrValue::from(name), AttrValue::from(words))
        })
        .collect()
}

fn currency_options() -> Options {
    let option = |code: &&'static str| (AttrValue::Static(code), AttrValue::Static(code));
    Rc::new(rules::CURRENCIES.iter().map(option).collect())
}

/// How a field is called in the list of problems.
pub fn name_of(field: &str) -> Option<AttrValue> {
    Some(match field {
        "title" => t!("field-title"),
        "description" => t!("field-description"),
        "date" => t!("field-date"),
        "time" => t!("field-time"),
        "end_date" => t!("field-end-date"),
        "end_time" => t!("field-end-time"),
        "time_zone" => t!("field-time-zone"),
        "location" => t!("field-location"),
        "maximum_attendees" => t!("field-maximum"),
        "price" => t!("field-price"),
        "currency" => t!("field-currency"),
        _ => return None,
    })
}
