//! The thin layer over `js_sys::Intl`: the person's writing, and formatters made from options.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::browser;

/// The language in which the page speaks; dates follow the person's own variety of it.
const LANGUAGE: &str = "en";
/// Day before month and a clock of 24 hours, for people who have no variety of ours.
const VARIETY: &str = "en-GB";

thread_local! {
    static DATES: RefCell<HashMap<String, Function>> = RefCell::new(HashMap::new());
}

/// What `Intl` is told about the language: the person's own variety of the page's language.
pub(super) fn locales() -> Array {
    let own = browser::window()
        .navigator()
        .languages()
        .iter()
        .find(|tag| {
            tag.as_string()
                .is_some_and(|tag| tag.split('-').next() == Some(LANGUAGE))
        })
        .unwrap_or_else(|| JsValue::from_str(VARIETY));
    Array::of1(&own)
}

/// Options as `Intl` takes them.
pub(super) fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

/// An instant in words. Formatters are costly to make, so each set of options makes one.
pub(super) fn date(date: &Date, pairs: &[(&str, &str)]) -> String {
    let key = format!("{pairs:?}");
    let format = DATES.with_borrow_mut(|formats| {
        formats
            .entry(key)
            .or_insert_with(|| Intl::DateTimeFormat::new(&locales(), &options(pairs)).format())
            .clone()
    });
    format
        .call1(&JsValue::UNDEFINED, date)
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
