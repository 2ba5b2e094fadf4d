//! Short messages about what just happened, read out politely and gone after a while.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long a message stays, in milliseconds.
const SHOWN_FOR: u32 = 7_000;

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastKind {
    /// Something worked.
    Done,
    /// Something is worth knowing, or did not work.
    Notice,
}

/// A message.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// Distinguishes equal messages.
    pub id: u32,
    /// What it is about.
    pub kind: ToastKind,
    /// What it says.
    pub words: AttrValue,
}

/// The messages that are shown at the moment.
#[derive(Debug, Clone, Default, PartialEq)]
struct Shown {
    toasts: Vec<Toast>,
    next_id: u32,
}

enum Change {
    Add(ToastKind, AttrValue),
    Remove(u32),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Add(kind, words) => {
                // The same message twice is one message that stays.
                next.toasts.retain(|toast| toast.words != words);
                next.toasts.push(Toast {
                    id: next.next_id,
                    kind,
                    words,
                });
                next.next_id += 1;
                if next.toasts.len() > 3 {
                    next.toasts.remove(0);
                }
            }
            Change::Remove(id) => next.toasts.retain(|toast| toast.id != id),
        }
        Rc::new(next)
    }
}

/// Shows and removes messages.
#[derive(Clone, PartialEq)]
pub struct Toasts(UseReducerHandle<Shown>);

impl Toasts {
    /// Says that something worked.
    pub fn done(&self, words: impl Into<AttrValue>) {
        self.0.dispatch(Change::Add(ToastKind::Done, words.into()));
    }

    /// Says something worth knowing.
    pub fn notice(&self, words: impl Into<AttrValue>) {
        self.0
            .dispatch(Change::Add(ToastKind::Notice, words.into()));
    }

    /// Takes a message away.
    pub fn remove(&self, id: u32) {
        self.0.dispatch(Change::Remove(id));
    }

    /// What is shown at the moment.
    pub fn shown(&self) -> &[Toast] {
        &self.0.toasts
    }
}

/// Properties of providers.
#[derive(Properties, PartialEq)]
pub struct ProviderProps {
    /// What may use it.
    pub children: Html,
}

/// Keeps the messages for everything inside.
#[component]
pub fn ToastProvider(props: &ProviderProps) -> Html {
    let shown = use_reducer(Shown::default);
    {
        // Each new message is removed after its time; leaving the page drops the timers.
        let timers = use_mut_ref(Vec::new);
        let dispatcher = shown.dispatcher();
        use_effect_with(shown.next_id, move |next_id| {
            if let Some(id) = next_id.checked_sub(1) {
                timers.borrow_mut().push(Timeout::new(SHOWN_FOR, move || {
                    dispatcher.dispatch(Change::Remove(id));
                }));
            }
        });
    }
    html! {
        <ContextProvider<Toasts> context={Toasts(shown)}>
            { props.children.clone() }
        </ContextProvider<Toasts>>
    }
}

/// The messages.
#[hook]
pub fn use_toasts() -> Toasts {
    use_context().expect("ToastProvider surrounds the page")
}
