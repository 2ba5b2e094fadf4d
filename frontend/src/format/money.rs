//! Amounts.

use yew::AttrValue;

use super::intl;
use crate::t;

/// A price such as `€12.50`; "Free" where there is none.
pub fn price(amount: Option<&str>, currency: Option<&str>) -> AttrValue {
    let amount = amount.and_then(|text| text.parse::<f64>().ok());
    match (amount, currency) {
        (Some(amount), Some(currency)) if amount > 0.0 => AttrValue::from(intl::number(
            amount,
            &[("style", "currency"), ("currency", currency)],
        )),
        _ => t!("price-free"),
    }
}
