//! Short messages about what just happened, read out politely and gone after a while.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long a message stays, in milliseconds.
const SHOWN_FOR: u32 = 7_000;
/// How long one stays that leads somewhere.
const NEWS_SHOWN_FOR: u32 = 14_000;

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastKind {
    /// Something worked.
    Done,
    /// Something is worth knowing, or did not work.
    Notice,
    /// Something happened elsewhere.
    News,
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
    /// What one can do about it.
    pub action: Option<ToastAction>,
}

/// What one can do about a message.
#[derive(Debug, Clone, PartialEq)]
pub struct ToastAction {
    /// What the link or button says.
    pub words: AttrValue,
    /// What it does.
    pub deed: Deed,
}

/// What the link or button of a message does.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Leads to an address. There is one message for each.
    Lead(AttrValue),
    /// Does something.
    Call(Callback<()>),
}

impl Toast {
    fn leads_to(&self, address: &str) -> bool {
        let action = self.action.as_ref();
        action.is_some_and(|action| matches!(&action.deed, Deed::Lead(to) if to == address))
    }
}

/// The messages that are shown at the moment.
#[derive(Debug, Clone, Default, PartialEq)]
struct Shown {
    toasts: Vec<Toast>,
    next_id: u32,
}

enum Change {
    Add(ToastKind, AttrValue, Option<ToastAction>),
    Remove(u32),
    RemoveAbout(String),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Add(kind, words, action) => {
                // The same message twice is one message that stays, and the newest of those that
                // lead to the same place tells enough.
                let deed = action.as_ref().map(|action| &action.deed);
                next.toasts.retain(|toast| match deed {
                    Some(Deed::Lead(to)) => !toast.leads_to(to),
                    _ => toast.words != words,
                });
                next.toasts.push(Toast {
                    id: next.next_id,
                    kind,
                    words,
                    action,
                });
                next.next_id += 1;
                if next.toasts.len() > 3 {
                    next.toasts.remove(0);
                }
            }
            Change::RemoveAbout(to) => next.toasts.retain(|toast| !toast.leads_to(&to)),
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
        self.add(ToastKind::Done, words.into(), None);
    }

    /// Says something worth knowing.
    pub fn notice(&self, words: impl Into<AttrValue>) {
        self.add(ToastKind::Notice, words.into(), None);
    }

    /// Tells what happened elsewhere, with a link that leads there.
    pub fn news(&self, words: AttrValue, link: AttrValue, to: impl Into<AttrValue>) {
        let deed = Deed::Lead(to.into());
        let action = ToastAction { words: link, deed };
        self.add(ToastKind::News, words, Some(action));
    }

    /// Says that something worked, and lets one take it back.
    pub fn undoable(&self, words: AttrValue, undo: AttrValue, on_undo: Callback<()>) {
        let deed = Deed::Call(on_undo);
        let action = ToastAction { words: undo, deed };
        self.add(ToastKind::Done, words, Some(action));
    }

    /// One is where it leads to.
    pub fn remove_about(&self, to: &str) {
        self.0.dispatch(Change::RemoveAbout(to.to_owned()));
    }

    fn add(&self, kind: ToastKind, words: AttrValue, action: Option<ToastAction>) {
        self.0.dispatch(Change::Add(kind, words, action));
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
        let (shown, timed) = (shown.clone(), use_mut_ref(|| 0_u32));
        use_effect_with(shown.next_id, move |next_id| {
            let first = timed.replace(*next_id);
            for toast in shown.toasts.iter().filter(|toast| toast.id >= first) {
                let (dispatcher, id) = (shown.dispatcher(), toast.id);
                let time = match toast.action {
                    Some(_) => NEWS_SHOWN_FOR,
                    None => SHOWN_FOR,
                };
                timers.borrow_mut().push(Timeout::new(time, move || {
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
