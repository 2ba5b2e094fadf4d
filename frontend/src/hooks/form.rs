//! What somebody types into a form, and what is wrong with it so far. A field's problem is shown
//! after the field was left or the form was sent, and the server's problem with a field until the
//! field changes.

use std::cell::Cell;
use std::rc::Rc;

use api_types::problem::{FieldError, FieldErrors};
use yew::prelude::*;

use super::typed::use_typed;
use crate::i18n;

/// A change of a form's values.
pub type Edit<T> = Box<dyn FnOnce(&mut T)>;

struct State<T> {
    value: T,
    left: Vec<&'static str>,
    sent: bool,
    refused: Vec<FieldError>,
    is_typed: bool,
}

enum Action<T> {
    Edit(&'static str, Edit<T>),
    Leave(&'static str),
    Refuse(FieldErrors),
    Send,
    Restart(T),
}

impl<T: Clone + 'static> Reducible for State<T> {
    type Action = Action<T>;

    fn reduce(self: Rc<Self>, action: Action<T>) -> Rc<Self> {
        let mut next = Self {
            value: self.value.clone(),
            left: self.left.clone(),
            sent: self.sent,
            refused: self.refused.clone(),
            is_typed: self.is_typed,
        };
        match action {
            Action::Edit(field, edit) => {
                edit(&mut next.value);
                next.is_typed = true;
                next.refused.retain(|error| error.field != field);
            }
            Action::Leave(field) => next.left.push(field),
            Action::Refuse(errors) => next.refused = errors.into_vec(),
            Action::Send => {
                next.sent = true;
                next.refused.clear();
            }
            Action::Restart(value) => {
                next = Self {
                    value,
                    left: Vec::new(),
                    sent: false,
                    refused: Vec::new(),
                    is_typed: false,
                };
            }
        }
        Rc::new(next)
    }
}

/// A form's values and what is wrong with them.
pub struct Form<T: Clone + 'static> {
    state: UseReducerHandle<State<T>>,
    checked: FieldErrors,
    judged: FieldErrors,
}

/// A problem as the list above a form shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The field's name in the request, which is the id of its control.
    pub field: String,
    /// How the field is called, if it is on the page.
    pub name: Option<AttrValue>,
    /// What is wrong, and how to mend it.
    pub words: AttrValue,
}

/// What a field needs to know of its form.
#[derive(Clone, PartialEq)]
pub struct Binding {
    /// What is typed so far.
    pub value: AttrValue,
    /// What is wrong with it, if that is to be shown.
    pub error: Option<AttrValue>,
    /// Something was typed.
    pub on_edit: Callback<String>,
    /// The field was left.
    pub on_leave: Callback<()>,
}

/// A form that starts with the given values; `check` says what is wrong with them.
#[hook]
pub fn use_form<T: Clone + 'static>(
    initial: impl FnOnce() -> T,
    check: impl FnOnce(&T) -> FieldErrors,
) -> Form<T> {
    let form = use_kept_form(initial, check);
    use_typed(form.state.is_typed);
    form
}

/// As [`use_form`], where the caller keeps what is typed as a draft.
#[hook]
pub fn use_kept_form<T: Clone + 'static>(
    initial: impl FnOnce() -> T,
    check: impl FnOnce(&T) -> FieldErrors,
) -> Form<T> {
    let state = use_reducer(|| State {
        value: initial(),
        left: Vec::new(),
        sent: false,
        refused: Vec::new(),
        is_typed: false,
    });
    let checked = check(&state.value);
    Form {
        state,
        checked,
        judged: FieldErrors::new(),
    }
}

impl<T: Clone + 'static> Form<T> {
    /// What is typed so far.
    pub fn value(&self) -> &T {
        &self.state.value
    }

    /// The fields that are wrong, whether that is shown yet or not.
    pub fn checked(&self) -> &FieldErrors {
        &self.checked
    }

    /// Adds what the password worker says. It thinks while one types on, so it is shown, but does
    /// not decide whether the form is sent.
    pub fn judged(mut self, errors: FieldErrors) -> Self {
        self.judged = errors;
        self
    }

    /// The problems that are to be shown, in the order of the check, the server's last.
    fn shown(&self) -> Vec<FieldError> {
        let judged = self.judged.iter();
        let of_the_check = self
            .checked
            .iter()
            .chain(judged.filter(|error| self.checked.of(&error.field).is_none()))
            .filter(|error| self.state.sent || self.state.left.contains(&error.field.as_str()));
        let mut shown: Vec<FieldError> = of_the_check.cloned().collect();
        for error in &self.state.refused {
            if !shown.iter().any(|known| known.field == error.field) {
                shown.push(error.clone());
            }
        }
        shown
    }

    /// The problems that are to be shown, with the names of their fields.
    pub fn faults(&self, name_of: fn(&str) -> Option<AttrValue>) -> Vec<Fault> {
        let fault = |error: FieldError| Fault {
            name: name_of(&error.field),
            words: i18n::rule(&error),
            field: error.field,
        };
        self.shown().into_iter().map(fault).collect()
    }

    /// The problem of one field, in words, if it is to be shown.
    pub fn error(&self, field: &str) -> Option<AttrValue> {
        self.shown()
            .iter()
            .find(|error| error.field == field)
            .map(i18n::rule)
    }

    /// A callback that changes values on behalf of the named field.
    pub fn editor(&self) -> Callback<(&'static str, Edit<T>)> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |(field, edit)| dispatcher.dispatch(Action::Edit(field, edit)))
    }

    /// A callback for when the form is sent: every problem is shown from then on.
    pub fn sender(&self) -> Callback<()> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |()| dispatcher.dispatch(Action::Send))
    }

    /// A callback that begins anew with other values, as if nothing had been judged yet.
    pub fn restarter(&self) -> Callback<T> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |value| dispatcher.dispatch(Action::Restart(value)))
    }

    /// A callback that keeps what the server said about fields.
    pub fn refuse(&self) -> Callback<FieldErrors> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |errors| dispatcher.dispatch(Action::Refuse(errors)))
    }

    /// Ties a field that is typed as text to its place among the values.
    pub fn bind(&self, field: &'static str, place: fn(&mut T) -> &mut String) -> Binding {
        let mut copy = self.state.value.clone();
        let value = AttrValue::from(std::mem::take(place(&mut copy)));
        let on_edit = {
            let dispatcher = self.state.dispatcher();
            Callback::from(move |text: String| {
                dispatcher.dispatch(Action::Edit(
                    field,
                    Box::new(move |value: &mut T| *place(value) = text),
                ));
            })
        };
        let on_leave = {
            let dispatcher = self.state.dispatcher();
            Callback::from(move |()| dispatcher.dispatch(Action::Leave(field)))
        };
        Binding {
            value,
            error: self.error(field),
            on_edit,
            on_leave,
        }
    }
}

/// Lets only one piece of work run at a time, however fast a button is pressed.
#[derive(Clone)]
pub struct Guard {
    taken: Rc<Cell<bool>>,
    busy: UseStateHandle<bool>,
}

impl Guard {
    /// Whether work is running.
    pub fn is_busy(&self) -> bool {
        *self.busy
    }

    /// True if the work may start; then [`Guard::finish`] must follow.
    pub fn start(&self) -> bool {
        if self.taken.replace(true) {
            return false;
        }
        self.busy.set(true);
        true
    }

    /// The work is done, well or not.
    pub fn finish(&self) {
        self.taken.set(false);
        self.busy.set(false);
    }
}

/// A guard for one button or form.
#[hook]
pub fn use_guard() -> Guard {
    let taken = use_memo((), |()| Rc::new(Cell::new(false)));
    Guard {
        taken: (*taken).clone(),
        busy: use_state(|| false),
    }
}
