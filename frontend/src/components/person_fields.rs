//! The fields in which one tells who one is: to register, and to change it later.

use api_types::problem::{FieldError, FieldErrors, RuleCode};
use api_types::rules;
use yew::prelude::*;

use super::TextField;
use crate::hooks::Binding;
use crate::t;

/// Username and email address; the hint says what happens with the latter.
pub fn identity_fields(username: Binding, email: Binding, email_hint: AttrValue) -> Html {
    html! {
        <>
            <TextField
                name="username"
                label={t!("field-username")}
                bind={username}
                hint={t!("hint-username")}
                autocomplete="username"
                maxlength={rules::USERNAME.1}
                is_verbatim=true
            />
            <TextField
                name="email"
                label={t!("field-email")}
                bind={email}
                hint={email_hint}
                kind="email"
                autocomplete="email"
                maxlength={rules::EMAIL_MAX}
                is_verbatim=true
            />
        </>
    }
}

/// First and last name and age, which nobody must tell.
pub fn optional_fields(
    first_name: Binding,
    last_name: Binding,
    age: Binding,
    age_hint: Option<AttrValue>,
) -> Html {
    html! {
        <>
            <TextField
                name="first_name"
                label={t!("field-first-name")}
                bind={first_name}
                is_optional=true
                autocomplete="given-name"
                maxlength={rules::NAME_MAX}
            />
            <TextField
                name="last_name"
                label={t!("field-last-name")}
                bind={last_name}
                is_optional=true
                autocomplete="family-name"
                maxlength={rules::NAME_MAX}
            />
            <TextField
                name="age"
                label={t!("field-age")}
                bind={age}
                hint={age_hint}
                is_optional=true
                kind="number"
                inputmode="numeric"
                min={rules::AGE.0.to_string()}
                max={rules::AGE.1.to_string()}
            />
        </>
    }
}

/// Adds what is wrong with an age that is no number: it never becomes a part of what is sent, so
/// the rules do not see it.
pub fn check_age(errors: &mut FieldErrors, typed: &str) {
    let typed = typed.trim();
    if !typed.is_empty() && typed.parse::<i32>().is_err() {
        errors.push(FieldError::new("age", RuleCode::NotANumber));
    }
}
