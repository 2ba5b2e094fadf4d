//! Amounts.

use js_sys::{Array, Function, Intl, Object};
use wasm_bindgen::JsValue;

use super::intl;
use crate::t;
use yew::AttrValue;

fn write(options: &Object, value: f64) -> String {
    let locales: Array = intl::locales();
    let format: Function = Intl::NumberFormat::new(&locales, options).format();
    format
        .call1(&JsValue::UNDEFINED, &value.into())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| value.to_string())
}

/// A number with the separators of the person's language.
#[cfg(target_arch = "wasm32")]
pub(super) fn number(value: f64) -> String {
    write(&Object::new(), value)
}

/// A price such as `€12.50`; "Free" where there is none.
pub fn price(amount: Option<&str>, currency: Option<&str>) -> AttrValue {
    let amount = amount.and_then(|text| text.parse::<f64>().ok());
    match (amount, currency) {
        (Some(amount), Some(currency)) if amount > 0.0 => AttrValue::from(write(
            &intl::options(&[("style", "currency"), ("currency", currency)]),
            amount,
        )),
        _ => t!("price-free"),
    }
}
