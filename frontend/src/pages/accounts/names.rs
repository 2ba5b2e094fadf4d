//! What the fields of an account are called in the list of problems above a form.

use yew::AttrValue;

use crate::t;

/// The name of a field, if it is on the page.
pub fn name_of(field: &str) -> Option<AttrValue> {
    Some(match field {
        "login" => t!("field-login"),
        "username" => t!("field-username"),
        "email" => t!("field-email"),
        "password" => t!("field-password"),
        "first_name" => t!("field-first-name"),
        "last_name" => t!("field-last-name"),
        "age" => t!("field-age"),
        _ => return None,
    })
}
