//! The thin layer over `js_sys::Intl`: the person's writing, and formatters made from options.

use std::cell::RefCell;
use std::collections::HashMap;

use api_types::language::Language;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
#[cfg(target_arch = "wasm32")]
use yew::AttrValue;

use crate::{browser, i18n};

/// How a language is written for people who have no variety of it: day before month, and a clock
/// of 24 hours.
const fn variety(language: Language) -> &'static str {
    match language {
        Language::En => "en-GB",
        Language::De => "de-DE",
    }
}

thread_local! {
    static FORMATS: RefCell<HashMap<String, Function>> = RefCell::new(HashMap::new());
}

/// What `Intl` is told about the language: the person's own variety of the page's language.
fn locales() -> Array {
    let language = i18n::language();
    let own = browser::window()
        .navigator()
        .languages()
        .iter()
        .find(|tag| {
            tag.as_string()
                .is_some_and(|tag| tag.split('-').next() == Some(language.tag()))
        })
        .unwrap_or_else(|| JsValue::from_str(variety(language)));
    Array::of1(&own)
}

/// Options as `Intl` takes them.
fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

/// An instant in words.
pub(super) fn date(date: &Date, pairs: &[(&str, &str)]) -> String {
    write("date", date, pairs, |locales, options| {
        Intl::DateTimeFormat::new(locales, options).format()
    })
}

/// A number in the person's writing.
pub(super) fn number(value: f64, pairs: &[(&str, &str)]) -> String {
    write("number", &value.into(), pairs, |locales, options| {
        Intl::NumberFormat::new(locales, options).format()
    })
}

/// Browsers take longest for the first of each kind, whichever currency and day it is for.
pub(super) fn prepare_numbers() {
    number(0.0, &[("style", "currency"), ("currency", "EUR")]);
}

/// As [`prepare_numbers`].
pub(super) fn prepare_dates() {
    date(&Date::new_0(), &[("timeZone", "UTC")]);
}

/// Formatters are costly to make, so there is one for each kind and its options.
fn write(
    kind: &str,
    value: &JsValue,
    pairs: &[(&str, &str)],
    make: fn(&Array, &Object) -> Function,
) -> String {
    let key = format!("{kind}{pairs:?}");
    let format = FORMATS.with_borrow_mut(|formats| {
        formats
            .entry(key)
            .or_insert_with(|| make(&locales(), &options(pairs)))
            .clone()
    });
    format
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A distance in time in words, such as "5 minutes ago" for -5 and `minute`.
pub(super) fn relative(value: f64, unit: &str) -> String {
    let options = options(&[("numeric", "auto")]);
    Intl::RelativeTimeFormat::new(&locales(), &options)
        .format(value, unit)
        .into()
}

/// Things one after the other, such as "A, B and C".
#[cfg(target_arch = "wasm32")]
pub(super) fn list(names: &[AttrValue]) -> String {
    let names: Array = names
        .iter()
        .map(|name| JsValue::from_str(name.as_str()))
        .collect();
    Intl::ListFormat::new(&locales(), &Object::new())
        .format(&names)
        .into()
}

/// The part of an instant's words that names its time zone; `None` for a zone the browser does
/// not know.
pub(super) fn zone_name(date: &Date, zone: &str) -> Option<String> {
    // The constructor throws for unknown zones, which js_sys would turn into an abort.
    let constructor: Function = Reflect::get(
        &Reflect::get(&js_sys::global(), &"Intl".into()).ok()?,
        &"DateTimeFormat".into(),
    )
    .ok()?
    .into();
    let arguments = Array::of2(
        &locales(),
        &options(&[("timeZone", zone), ("timeZoneName", "long")]),
    );
    let format: Intl::DateTimeFormat = Reflect::construct(&constructor, &arguments).ok()?.into();
    format.format_to_parts(date).iter().find_map(|part| {
        let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
        let value = Reflect::get(&part, &"value".into()).ok()?.as_string()?;
        (kind == "timeZoneName").then_some(value)
    })
}

/// Every time zone that the browser knows, by its IANA name.
pub fn time_zones() -> Vec<String> {
    let list = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let function: Function = Reflect::get(&intl, &"supportedValuesOf".into())
            .ok()?
            .into();
        let names: Array = function.call1(&intl, &"timeZone".into()).ok()?.into();
        Some(names.iter().filter_map(|name| name.as_string()).collect())
    };
    list().unwrap_or_default()
}

/// The day with which people begin their weeks, Monday being 1. Browsers that do not know say Monday.
pub fn first_weekday() -> u32 {
    let known = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let constructor: Function = Reflect::get(&intl, &"Locale".into()).ok()?.into();
        let locale = Reflect::construct(&constructor, &Array::of1(&locales().get(0))).ok()?;
        let ask = Reflect::get(&locale, &"getWeekInfo".into()).ok()?;
        let week = match ask.dyn_ref::<Function>() {
            Some(ask) => ask.call0(&locale).ok()?,
            None => Reflect::get(&locale, &"weekInfo".into()).ok()?,
        };
        Reflect::get(&week, &"firstDay".into()).ok()?.as_f64()
    };
    known().map_or(1, |day| (day as u32).clamp(1, 7))
}
