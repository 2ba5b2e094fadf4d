//! Short messages about what just happened, read out politely and gone after a while. As long as
//! somebody is busy with them, none goes by itself.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::browser;

/// How long a message stays, in milliseconds.
const SHOWN_FOR: u32 = 7_000;
/// How long one stays that leads somewhere.
const NEWS_SHOWN_FOR: u32 = 14_000;
/// How many there are at once.
const MOST: usize = 3;

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

    fn does_something(&self) -> bool {
        let action = self.action.as_ref();
        action.is_some_and(|action| matches!(action.deed, Deed::Call(_)))
    }

    fn time(&self) -> u32 {
        match self.action {
            Some(_) => NEWS_SHOWN_FOR,
            None => SHOWN_FOR,
        }
    }
}

/// The messages that are shown at the moment.
#[derive(Debug, Clone, Default, PartialEq)]
struct Shown {
    toasts: Vec<Toast>,
    next_id: u32,
    /// Whether the pointer is over them.
    is_pointed_at: bool,
    /// Whether the focus is on one of them.
    has_focus: bool,
}

enum Change {
    Add(ToastKind, AttrValue, Option<ToastAction>),
    Remove(u32),
    RemoveAbout(String),
    PointAt(bool),
    Focus(bool),
}

impl Shown {
    /// Whether somebody is busy with them.
    fn is_held(&self) -> bool {
        self.is_pointed_at || self.has_focus
    }

    fn add(&mut self, kind: ToastKind, words: AttrValue, action: Option<ToastAction>) {
        if !self.is_held() {
            // The same message twice is one message that stays, and the newest of those that lead to
            // the same place tells enough.
            let deed = action.as_ref().map(|action| &action.deed);
            self.toasts.retain(|toast| match deed {
                Some(Deed::Lead(to)) => !toast.leads_to(to),
                _ => toast.words != words,
            });
        }
        self.toasts.push(Toast {
            id: self.next_id,
            kind,
            words,
            action,
        });
        self.next_id += 1;
    }

    fn retain(&mut self, stays: impl Fn(&Toast) -> bool) {
        let before = self.toasts.len();
        self.toasts.retain(stays);
        if self.toasts.len() < before {
            // Not every browser tells that the pointer left what is gone; that it is over another
            // one is heard at once.
            self.is_pointed_at = false;
        }
        self.has_focus &= !self.toasts.is_empty();
    }

    /// Makes room for the newest. What can be undone stays as long as something else can go.
    fn trim(&mut self) {
        while !self.is_held() && self.toasts.len() > MOST {
            let older = &self.toasts[..self.toasts.len() - 1];
            let goes = older.iter().position(|toast| !toast.does_something());
            self.toasts.remove(goes.unwrap_or(0));
        }
    }
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Add(kind, words, action) => next.add(kind, words, action),
            Change::Remove(id) => next.retain(|toast| toast.id != id),
            Change::RemoveAbout(to) => next.retain(|toast| !toast.leads_to(&to)),
            Change::PointAt(is_pointed_at) => next.is_pointed_at = is_pointed_at,
            Change::Focus(has_focus) => next.has_focus = has_focus,
        }
        next.trim();
        Rc::new(next)
    }
}

/// How many milliseconds each message has left, by their ids.
#[derive(Debug, Default)]
struct Times(Vec<(u32, u32)>);

impl Times {
    /// Knows those that are shown, and no others.
    fn follow(&mut self, toasts: &[Toast]) {
        let left = |toast: &Toast| {
            let known = self.0.iter().find(|(id, _)| *id == toast.id);
            known.map_or_else(|| toast.time(), |(_, left)| *left)
        };
        self.0 = toasts.iter().map(|toast| (toast.id, left(toast))).collect();
    }

    /// Which of them goes first, and when.
    fn first(&self) -> Option<(u32, u32)> {
        self.0.iter().copied().min_by_key(|(_, left)| *left)
    }

    fn pass(&mut self, milliseconds: u32) {
        for (_, left) in &mut self.0 {
            *left = left.saturating_sub(milliseconds);
        }
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

    /// The pointer is over them, or has left them.
    pub fn point_at(&self, is_pointed_at: bool) {
        self.0.dispatch(Change::PointAt(is_pointed_at));
    }

    /// One of them has the focus, or none has it any more.
    pub fn focus(&self, has_focus: bool) {
        self.0.dispatch(Change::Focus(has_focus));
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
    let shown = use_reducer_eq(Shown::default);
    {
        // Each message is removed after its time, which does not pass while somebody is busy with
        // them. Leaving the page drops the timer.
        let (times, dispatcher) = (use_mut_ref(Times::default), shown.dispatcher());
        let key = (shown.toasts.clone(), shown.is_held());
        use_effect_with(key, move |(toasts, is_held)| {
            times.borrow_mut().follow(toasts);
            let first = times.borrow().first().filter(|_| !is_held);
            let timer = first.map(|(id, left)| {
                Timeout::new(left, move || dispatcher.dispatch(Change::Remove(id)))
            });
            let began = browser::now();
            move || {
                if timer.is_some() {
                    times.borrow_mut().pass((browser::now() - began) as u32);
                }
                drop(timer);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(words: &'static str) -> Change {
        Change::Add(ToastKind::Done, words.into(), None)
    }

    fn undoable(words: &'static str) -> Change {
        let action = ToastAction {
            words: "Undo".into(),
            deed: Deed::Call(Callback::noop()),
        };
        Change::Add(ToastKind::Done, words.into(), Some(action))
    }

    fn after(changes: impl IntoIterator<Item = Change>) -> Rc<Shown> {
        let nothing = Rc::new(Shown::default());
        changes.into_iter().fold(nothing, Shown::reduce)
    }

    fn words(shown: &Shown) -> Vec<&str> {
        shown.toasts.iter().map(|toast| &*toast.words).collect()
    }

    #[test]
    fn what_can_be_undone_stays_as_long_as_another_can_go() {
        let shown = after([undoable("a"), plain("b"), plain("c"), plain("d")]);
        assert_eq!(words(&shown), ["a", "c", "d"]);
        let shown = after([undoable("a"), undoable("b"), undoable("c"), plain("d")]);
        assert_eq!(words(&shown), ["b", "c", "d"]);
    }

    #[test]
    fn none_makes_room_while_somebody_is_busy_with_them() {
        for hold in [Change::PointAt, Change::Focus] {
            let busy = [plain("a"), hold(true), plain("b"), plain("a"), plain("c")];
            let shown = after(busy);
            assert_eq!(words(&shown), ["a", "b", "a", "c"]);
            let shown = shown.reduce(hold(false));
            assert_eq!(words(&shown), ["b", "a", "c"]);
        }
    }

    #[test]
    fn nobody_is_busy_with_what_is_gone() {
        let shown = after([
            plain("a"),
            Change::PointAt(true),
            Change::Focus(true),
            Change::Remove(0),
        ]);
        assert!(!shown.is_held());
    }

    #[test]
    fn each_has_its_time_and_keeps_the_rest_of_it() {
        let shown = after([undoable("a"), plain("b")]);
        let mut times = Times::default();
        times.follow(&shown.toasts);
        assert_eq!(times.first(), Some((1, SHOWN_FOR)));
        times.pass(1_000);
        let shown = shown.reduce(plain("c"));
        times.follow(&shown.toasts);
        assert_eq!(times.first(), Some((1, SHOWN_FOR - 1_000)));
        times.pass(10_000);
        assert_eq!(times.first(), Some((1, 0)));
        let shown = shown.reduce(Change::Remove(1)).reduce(Change::Remove(2));
        times.follow(&shown.toasts);
        assert_eq!(times.first(), Some((0, NEWS_SHOWN_FOR - 11_000)));
        times.follow(&[]);
        assert_eq!(times.first(), None);
    }
}
