//! What one presses and fills in.

use std::rc::Rc;

use api_types::problem::{FieldError, RuleCode};
use yew::prelude::*;

use super::{example, examples};
use crate::components::{
    Button, ButtonKind, ErrorSummary, Glyph, Icon, Link, PasswordField, PersonField, SearchField,
    SelectField, Switch, TextArea, TextField, identity_fields, optional_fields,
};
use crate::hooks::{Binding, Fault};
use crate::i18n;

/// A value that can be edited, and what is wrong with it.
#[hook]
fn use_binding(initial: &'static str, error: Option<FieldError>) -> Binding {
    let value = use_state(|| AttrValue::from(initial));
    Binding {
        value: (*value).clone(),
        error: error.as_ref().map(i18n::rule),
        on_edit: Callback::from(move |text: String| value.set(text.into())),
        on_leave: Callback::noop(),
    }
}

fn too_short(field: &str) -> FieldError {
    FieldError::with_limits(field, RuleCode::TooShort, Some(3), None)
}

/// Buttons and links.
#[component]
pub fn Buttons() -> Html {
    let kinds = [
        ("Main", ButtonKind::Main),
        ("Plain", ButtonKind::Plain),
        ("Grave", ButtonKind::Grave),
        ("Quiet", ButtonKind::Quiet),
    ];
    let row = |is_busy: bool, wait: u32, class: &'static str| {
        html! {
            <div class="flex flex-wrap items-center gap-3">
                { for kinds.map(|(name, kind)| html! { <Button {kind} {is_busy} {wait} {class}>{ name }</Button> }) }
            </div>
        }
    };
    examples(vec![
        example("One main button on a page", row(false, 0, "")),
        example("At work", row(true, 0, "")),
        example("Pressed too often", row(false, 42, "")),
        example("Small", row(false, 0, "btn-sm")),
        example(
            "With an icon; a link that looks like a button",
            html! {
                <div class="flex flex-wrap items-center gap-3">
                    <Button><Icon glyph={Glyph::Mail} class="size-4.5" />{ "Send again" }</Button>
                    <Link to="#buttons" class="btn btn-primary">{ "See events" }</Link>
                </div>
            },
        ),
        example(
            "Links",
            html! {
                <p>
                    { "In a sentence one finds " }
                    <Link to="#buttons" class="text-link">{ "a link" }</Link>
                    { " or " }
                    <Link to="#buttons" class="text-link font-semibold">{ "an important one" }</Link>
                    { "." }
                </p>
            },
        ),
    ])
}

/// Each kind of field.
#[component]
pub fn Fields() -> Html {
    let title = use_binding("Night of the Small Stages", None);
    let wrong = use_binding("Ni", Some(too_short("title")));
    let (optional, date, age) = (
        use_binding("", None),
        use_binding("2027-11-28", None),
        use_binding("31", None),
    );
    let text = use_binding("Six bands, three living rooms, one ticket.", None);
    let wrong_text = use_binding("", Some(too_short("description")));
    let zone = use_binding("Europe/Berlin", None);
    let (old, new, weak) = (
        use_binding("correct horse", None),
        use_binding("correct horse battery staple", None),
        use_binding("12345", Some(too_short("password"))),
    );
    let person = use_binding("", None);
    let found = use_state(AttrValue::default);
    let (is_on, is_off) = (use_state(|| true), use_state(|| false));
    let options: Rc<Vec<(AttrValue, AttrValue)>> = Rc::new(
        ["Europe/Berlin", "Europe/Lisbon", "Asia/Tokyo"]
            .map(|zone| (zone.into(), zone.into()))
            .into(),
    );
    let on_type = {
        let found = found.setter();
        Callback::from(move |text: String| found.set(text.into()))
    };
    let switched = |state: &UseStateHandle<bool>| {
        let state = state.setter();
        Callback::from(move |on| state.set(on))
    };
    let shown = examples(vec![
        example(
            "TextField with a hint",
            html! {
                <TextField name="guide-title" label="Title" bind={title} hint="What people read first." maxlength={100_usize} />
            },
        ),
        example(
            "… with a problem",
            html! {
                <TextField name="guide-wrong" label="Title" bind={wrong} hint="What people read first." />
            },
        ),
        example(
            "… that may be left empty",
            html! {
                <TextField name="guide-optional" label="Location" bind={optional} is_optional=true />
            },
        ),
        example(
            "… a date, a number",
            html! {
                <div class="grid grid-cols-2 gap-4">
                    <TextField name="guide-date" label="Date" bind={date} kind="date" />
                    <TextField name="guide-age" label="Age" bind={age} kind="number" inputmode="numeric" />
                </div>
            },
        ),
        example(
            "TextArea",
            html! {
                <TextArea name="guide-text" label="Description" bind={text} hint="Plain text." maxlength=5000 />
            },
        ),
        example(
            "… with a problem",
            html! {
                <TextArea name="guide-wrong-text" label="Description" bind={wrong_text} maxlength=5000 />
            },
        ),
        example(
            "SelectField",
            html! {
                <SelectField name="guide-zone" label="Time zone" bind={zone} {options} hint="Where it happens." />
            },
        ),
        example(
            "SearchField",
            html! {
                <SearchField id="guide-search" label="Search" placeholder="Search" value={(*found).clone()} {on_type} />
            },
        ),
        example(
            "PasswordField",
            html! {
                <PasswordField name="guide-old" label="Password" bind={old} autocomplete="off" maxlength=128 />
            },
        ),
        example(
            "… a new one that is good",
            html! {
                <PasswordField name="guide-new" label="New password" bind={new} autocomplete="off" maxlength=128 score={Some(4)} />
            },
        ),
        example(
            "… and one that is not",
            html! {
                <PasswordField name="guide-weak" label="New password" bind={weak} autocomplete="off" maxlength=128 score={Some(1)} />
            },
        ),
        example(
            "PersonField: without a server it finds nobody",
            html! {
                <PersonField name="guide-person" label="Who" bind={person} hint="A username or an email address." />
            },
        ),
        example(
            "Switch",
            html! {
                <div class="grid justify-items-start gap-3">
                    <Switch label="On" is_on={*is_on} on_change={switched(&is_on)} />
                    <Switch label="Off" is_on={*is_off} on_change={switched(&is_off)} />
                </div>
            },
        ),
    ]);
    // Browsers want passwords to stand in a form.
    html! { <form novalidate=true onsubmit={|event: SubmitEvent| event.prevent_default()}>{ shown }</form> }
}

/// A form as it is put together, and what happens when it is sent too early.
#[component]
pub fn Forms() -> Html {
    let attempt = use_state(|| 0_u32);
    let is_sent = *attempt > 0;
    let username = use_binding("", is_sent.then(|| too_short("username")));
    let (email, first_name, last_name, age) = (
        use_binding("", None),
        use_binding("", None),
        use_binding("", None),
        use_binding("", None),
    );
    let errors = vec![Fault {
        field: "username".to_owned(),
        name: Some("Username".into()),
        words: i18n::rule(&too_short("username")),
    }];
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        attempt.set(*attempt + 1);
    });
    let attempt = u32::from(is_sent);
    html! {
        <form class="grid max-w-xl gap-5" novalidate=true {onsubmit}>
            <ErrorSummary {errors} {attempt} />
            { identity_fields(username, email, "Where the link goes.".into()) }
            { optional_fields(first_name, last_name, age, None) }
            <Button kind={ButtonKind::Main} submits=true class="justify-self-start">{ "Create account" }</Button>
        </form>
    }
}
