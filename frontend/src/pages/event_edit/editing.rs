//! The work on an event: what the form is measured against, what is typed, and what happened
//! meanwhile. It survives a reload.

use std::rc::Rc;

use api_types::events::{Event, EventAspect, EventChanges, NewEvent};
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::meanwhile::Meanwhile;
use super::merge::{copy, merge};
use crate::hooks::{Draft, Form, use_kept_form};
use crate::pages::event_form::TypedEvent;

/// What is kept of it in the tab.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    version: i32,
    base: NewEvent,
    typed: TypedEvent,
}

/// What the form is measured against.
#[derive(Debug, Clone, PartialEq)]
struct Footing {
    version: i32,
    base: NewEvent,
    meanwhile: Option<Rc<Meanwhile>>,
    theirs_chosen: Vec<EventAspect>,
}

impl Footing {
    fn new(event: &Event) -> Self {
        Self {
            version: event.version,
            base: event.typed(),
            meanwhile: None,
            theirs_chosen: Vec::new(),
        }
    }

    /// The event was changed by somebody else since `base`. Returns the form that comes out of it.
    fn moved(base: NewEvent, event: &Event, typed: &TypedEvent) -> (Self, TypedEvent) {
        let theirs = event.typed();
        let merged = merge(&base, &theirs, typed);
        let form = merged.typed.clone();
        let has_news = !(merged.taken.is_empty() && merged.contested.is_empty());
        let meanwhile = has_news.then(|| {
            Rc::new(Meanwhile {
                base,
                theirs,
                version: event.version,
                merged,
            })
        });
        let footing = Self {
            meanwhile,
            ..Self::new(event)
        };
        (footing, form)
    }
}

/// The work on an event.
pub struct Editing {
    /// What is typed.
    pub form: Form<TypedEvent>,
    /// The version that it would replace.
    pub version: i32,
    /// What saving would change.
    pub changes: EventChanges,
    /// What somebody else changed meanwhile.
    pub meanwhile: Option<Rc<Meanwhile>>,
    /// The parts for which the other's was chosen.
    pub theirs_chosen: Vec<EventAspect>,
    /// A choice: whether the other's is taken.
    pub on_choose: Callback<(EventAspect, bool)>,
    /// The event was found to have been changed.
    pub on_moved: Callback<Event>,
    /// Whether the form shows what was typed before the page was loaded.
    pub is_restored: bool,
    /// Forgets what was typed.
    pub forget: Callback<()>,
    /// Remembers it again, for the next time that the page is opened.
    pub recall: Callback<()>,
}

/// Begins to change an event, or goes on with it.
#[hook]
pub fn use_editing(event: &Rc<Event>) -> Editing {
    let draft = Draft::of_event(event.id);
    let kept = use_memo((), |()| draft.load::<Kept>());
    let is_restored = kept.is_some();
    let start = use_memo((), |()| match &*kept {
        None => (Footing::new(event), TypedEvent::of(&event.typed())),
        Some(kept) if kept.version == event.version => (Footing::new(event), kept.typed.clone()),
        Some(kept) => Footing::moved(kept.base.clone(), event, &kept.typed),
    });
    let footing = use_state(|| start.0.clone());
    let form = use_kept_form(|| start.1.clone(), TypedEvent::check);
    let changes = EventChanges::between(&footing.base, &form.value().event());
    let kept = Kept {
        version: footing.version,
        base: footing.base.clone(),
        typed: form.value().clone(),
    };
    let recall = {
        let (draft, kept) = (draft.clone(), kept.clone());
        Callback::from(move |()| draft.keep(&kept))
    };
    {
        let draft = draft.clone();
        use_effect_with((kept, changes.is_empty()), move |(kept, is_unchanged)| {
            if *is_unchanged {
                draft.clear();
            } else {
                draft.keep(kept);
            }
        });
    }
    let editor = form.editor();
    let put = move |typed: TypedEvent| {
        editor.emit((
            "title",
            Box::new(move |value: &mut TypedEvent| *value = typed),
        ));
    };
    let on_moved = {
        let (footing, put, typed) = (footing.clone(), put.clone(), form.value().clone());
        Callback::from(move |event: Event| {
            let (next, typed) = Footing::moved(footing.base.clone(), &event, &typed);
            footing.set(next);
            put(typed);
        })
    };
    let on_choose = {
        let (footing, typed) = (footing.clone(), form.value().clone());
        Callback::from(move |(aspect, takes_theirs)| {
            let (next, typed) = chosen(&footing, &typed, aspect, takes_theirs);
            footing.set(next);
            put(typed);
        })
    };
    Editing {
        version: footing.version,
        changes,
        meanwhile: footing.meanwhile.clone(),
        theirs_chosen: footing.theirs_chosen.clone(),
        on_choose,
        on_moved,
        is_restored,
        forget: Callback::from(move |()| draft.clear()),
        recall,
        form,
    }
}

/// Puts one's own or the other's into the form; one's own is kept as it was typed last.
fn chosen(
    footing: &Footing,
    typed: &TypedEvent,
    aspect: EventAspect,
    takes_theirs: bool,
) -> (Footing, TypedEvent) {
    let (mut next, mut form) = (footing.clone(), typed.clone());
    let was_theirs = next.theirs_chosen.contains(&aspect);
    if let Some(shared) = &footing.meanwhile
        && was_theirs != takes_theirs
    {
        let mut meanwhile = (**shared).clone();
        if takes_theirs {
            next.theirs_chosen.push(aspect);
            copy(aspect, typed, &mut meanwhile.merged.typed);
            copy(aspect, &TypedEvent::of(&meanwhile.theirs), &mut form);
        } else {
            next.theirs_chosen.retain(|chosen| *chosen != aspect);
            copy(aspect, &meanwhile.merged.typed, &mut form);
        }
        next.meanwhile = Some(Rc::new(meanwhile));
    }
    (next, form)
}
