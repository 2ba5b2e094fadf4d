//! Who is told when something comes.

use std::cell::RefCell;
use std::rc::Rc;

use yew::Callback;

/// Those who are told. Cheap to clone; all clones are the same.
pub struct Listeners<T>(Rc<RefCell<Inner<T>>>);

struct Inner<T> {
    next_id: u32,
    callbacks: Vec<(u32, Callback<T>)>,
}

impl<T> Default for Listeners<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(Inner {
            next_id: 0,
            callbacks: Vec::new(),
        })))
    }
}

impl<T: Clone + 'static> Listeners<T> {
    /// Adds one; dropping what is returned takes it away again.
    pub fn add(&self, callback: Callback<T>) -> Subscription {
        let id = {
            let mut inner = self.0.borrow_mut();
            inner.next_id += 1;
            let id = inner.next_id;
            inner.callbacks.push((id, callback));
            id
        };
        let inner = self.0.clone();
        Subscription(Some(Box::new(move || {
            let mut inner = inner.borrow_mut();
            inner.callbacks.retain(|(known, _)| *known != id);
        })))
    }

    /// Tells everybody. Whoever is told may add and take away others.
    pub fn tell(&self, news: &T) {
        let callbacks = self.0.borrow().callbacks.clone();
        for (_, callback) in callbacks {
            callback.emit(news.clone());
        }
    }
}

/// Somebody is told as long as this lives.
pub struct Subscription(Option<Box<dyn FnOnce()>>);

impl Subscription {
    /// Does something in the end.
    pub fn ending_with(end: impl FnOnce() + 'static) -> Self {
        Self(Some(Box::new(end)))
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            end();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn one_is_told_until_one_is_gone() {
        let listeners = Listeners::default();
        let heard = Rc::new(Cell::new(0));
        let callback = {
            let heard = heard.clone();
            Callback::from(move |news: i32| heard.set(heard.get() + news))
        };
        let subscription = listeners.add(callback);
        listeners.tell(&2);
        listeners.tell(&3);
        drop(subscription);
        listeners.tell(&100);
        assert_eq!(heard.get(), 5);
    }
}
