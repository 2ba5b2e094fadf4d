//! The form that changes an event. It sends only what changed, and only for the version that the
//! person has seen.

use std::rc::Rc;

use api_types::events::{Event, Visibility};
use api_types::problem::ProblemKind;
use yew::prelude::*;

use super::editing::use_editing;
use super::meanwhile::MeanwhilePanel;
use crate::api::{self, ApiError};
use crate::components::{Button, ButtonKind, ErrorSummary, Note};
use crate::hooks::{use_event_cache, use_submission, use_toasts};
use crate::pages::event_form::{PictureForm, TypedEvent, event_fields, name_of, time_zone_options};
use crate::routes::Route;
use crate::{navigation, t};

/// Properties of [`EditForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event as it was when the page was loaded.
    pub event: Rc<Event>,
    /// What is chosen for it.
    pub picture: PictureForm,
    /// Hears of what is typed.
    pub on_change: Callback<TypedEvent>,
}

/// What became of the changes.
enum Saved {
    Unchanged,
    Done(Box<Event>),
    /// Somebody else was faster; this is what they made of the event.
    Meanwhile(Box<Event>),
}

/// The form that changes an event.
#[component]
pub fn EditForm(props: &Props) -> Html {
    let id = props.event.id;
    let editing = use_editing(&props.event);
    let form = &editing.form;
    let picture = props.picture.clone();
    let toasts = use_toasts();
    let cache = use_event_cache();
    let time_zones = use_memo((), |()| time_zone_options(&form.value().time_zone));
    {
        let on_change = props.on_change.clone();
        use_effect_with(form.value().clone(), move |typed| {
            on_change.emit(typed.clone());
        });
    }
    let leave = {
        let forget = editing.forget.clone();
        Callback::from(move |()| {
            forget.emit(());
            // Back does not lead to the form again.
            navigation::replace(&Route::event(id));
        })
    };
    let discard = {
        let (leave, recall, toasts) = (leave.clone(), editing.recall.clone(), toasts.clone());
        let recall = (!editing.changes.is_empty()).then_some(recall);
        let picture = picture.clone();
        Callback::from(move |()| {
            let recalls = [recall.clone(), picture.discard(id)];
            leave.emit(());
            if recalls.iter().any(Option::is_some) {
                let undo = Callback::from(move |()| {
                    recalls.iter().flatten().for_each(|recall| recall.emit(()));
                    navigation::push(&Route::event_edit(id));
                });
                toasts.undoable(t!("discarded-toast"), t!("undo"), undo);
            }
        })
    };
    let sending = {
        let (version, changes) = (editing.version, editing.changes.clone());
        let picture = picture.clone();
        let (on_moved, leave) = (editing.on_moved.clone(), leave);
        use_submission(
            form,
            move |_| {
                let (changes, picture) = (changes.clone(), picture.clone());
                async move {
                    let has_new_picture = picture.value().is_changed();
                    // First, since it depends on no version: nothing else is saved if it fails.
                    picture.save(id).await?;
                    if changes.is_empty() {
                        return match has_new_picture {
                            true => Ok(Saved::Done(Box::new(api::get_event(id).await?))),
                            false => Ok(Saved::Unchanged),
                        };
                    }
                    told(id, api::update_event(id, version, &changes).await).await
                }
            },
            move |saved| match saved {
                Saved::Meanwhile(event) => on_moved.emit(*event),
                Saved::Unchanged => {
                    leave.emit(());
                    toasts.notice(t!("event-unchanged-toast"));
                }
                Saved::Done(event) => {
                    cache.clear();
                    leave.emit(());
                    toasts.done(t!("event-saved-toast", title = event.title.as_str()));
                }
            },
        )
    };
    let request = &sending.request;
    let hides = props.event.visibility == Visibility::Public
        && form.value().visibility == Visibility::InviteOnly;
    html! {
        <form class="grid gap-9" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
            <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
            if let Some(meanwhile) = &editing.meanwhile {
                <MeanwhilePanel
                    meanwhile={meanwhile.clone()}
                    theirs_chosen={editing.theirs_chosen.clone()}
                    mine={form.value().event()}
                    on_choose={editing.on_choose.clone()}
                />
            } else if editing.is_restored {
                <Note>{ t!("edit-restored") }</Note>
            }
            { event_fields(form, &picture, &time_zones) }
            if hides && props.event.places_taken > 0 {
                <Note>{ t!("edit-hides") }</Note>
            }
            <div class="flex flex-wrap gap-3 max-sm:flex-col">
                <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()} class="btn-lg">
                    { t!("save-changes") }
                </Button>
                <Button class="btn-lg" on_press={discard}>{ t!("discard-changes") }</Button>
            </div>
        </form>
    }
}

/// What became of the changes, and what the event is by now if somebody else was faster.
async fn told(id: uuid::Uuid, answer: Result<Event, ApiError>) -> Result<Saved, ApiError> {
    match answer {
        Ok(event) => Ok(Saved::Done(Box::new(event))),
        Err(error) if error.kind() == Some(ProblemKind::EditedMeanwhile) => {
            Ok(Saved::Meanwhile(Box::new(api::get_event(id).await?)))
        }
        Err(error) => Err(error),
    }
}
