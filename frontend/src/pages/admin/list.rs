//! What all lists of the administration have in common: they come in pages, can be asked for again,
//! and show what was there until something else has come.

use std::future::Future;
use std::rc::Rc;

use api_types::pages::Page;
use api_types::problem::ProblemKind;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::api::ApiError;
use crate::components::{Button, Failure};
use crate::hooks::{Remote, Updater, use_growth, use_own_remote, use_session};
use crate::{browser, navigation, t};

/// How many entries are fetched at once.
pub const PAGE: u32 = 20;

/// Which entries are listed.
pub trait Chosen: Clone + PartialEq + 'static {
    /// An entry.
    type Entry: Clone + PartialEq + 'static;

    /// Fetches the page after a cursor, or the first one.
    fn fetch(
        &self,
        cursor: Option<&str>,
    ) -> impl Future<Output = Result<Page<Self::Entry>, ApiError>>;
}

/// A list, as far as it was fetched.
pub struct Listed<T: 'static> {
    page: Option<Rc<Page<T>>>,
    failure: Option<ApiError>,
    /// Whether another list is on its way.
    is_loading: bool,
    is_growing: bool,
    retry: Callback<()>,
    load_more: Callback<()>,
    /// Changes the list when it is known better.
    pub updater: Updater<Page<T>>,
}

/// Keeps a list. Whoever administers the site no longer sees it as everybody else does.
#[hook]
pub fn use_list<C: Chosen>(chosen: C) -> Listed<C::Entry> {
    let session = use_session();
    let last = use_mut_ref(|| None::<Rc<Page<C::Entry>>>);
    let remote = use_own_remote(
        chosen.clone(),
        |chosen| async move { chosen.fetch(None).await },
    );
    let growth = use_growth(&remote, move |cursor| {
        let chosen = chosen.clone();
        async move { chosen.fetch(Some(&cursor)).await }
    });
    let failure = match &remote.value {
        Remote::Failed(error) => Some(error.clone()),
        Remote::Loading | Remote::Ready(_) => None,
    };
    let is_over = failure
        .as_ref()
        .is_some_and(|error| error.kind() == Some(ProblemKind::AdministratorRequired));
    use_effect_with(is_over, move |is_over| {
        if *is_over {
            session.refresh();
        }
    });
    if let Remote::Ready(page) = &remote.value {
        *last.borrow_mut() = Some(page.clone());
    }
    let is_loading = matches!(remote.value, Remote::Loading);
    let page = last.borrow().clone();
    let shown = page.as_ref().map_or(0, |page| page.items.len());
    use_effect_with(shown > 0 && !is_loading, |is_here| {
        if *is_here {
            navigation::settle_late();
        }
    });
    use_focus_kept(shown);
    Listed {
        page,
        failure,
        is_loading,
        is_growing: growth.is_busy,
        retry: remote.retry,
        load_more: growth.load_more,
        updater: remote.updater,
    }
}

/// Where the focus goes when the entry that had it is gone.
const RESULTS: &str = "results";

/// An entry that leaves takes its buttons along. What was asked about it closes in the same moment,
/// and gives the focus back to what is gone: only then it is lost.
#[hook]
fn use_focus_kept(shown: usize) {
    let last = use_mut_ref(|| 0);
    use_effect_with(shown, move |shown| {
        if *shown < last.replace(*shown) {
            let later = Timeout::new(0, || {
                if browser::focus_is_lost() {
                    browser::focus(RESULTS);
                }
            });
            later.forget();
        }
    });
}

impl<T> Listed<T> {
    /// The list: `entry` draws one of them, `empty` stands in the place of none.
    pub fn show(&self, entry: impl Fn(&T) -> Html, empty: Html) -> Html {
        let count = self.page.as_ref().map_or(0, |page| page.items.len());
        let has_more = self
            .page
            .as_ref()
            .is_some_and(|page| page.next_cursor.is_some());
        let status = match (&self.failure, self.is_loading) {
            (Some(_), _) => t!("admin-failed"),
            (None, true) => t!("loading"),
            (None, false) if has_more => t!("admin-count-first", count = count),
            (None, false) => t!("admin-count", count = count),
        };
        let body = match (&self.page, &self.failure) {
            (_, Some(error)) => html! {
                <Failure error={error.clone()} on_retry={self.retry.clone()} />
            },
            (None, None) => bones(),
            (Some(page), None) if page.items.is_empty() && !self.is_loading => empty,
            (Some(page), None) => html! {
                <>
                    <ul class={classes!("records", self.is_loading.then_some("stale"))} aria-labelledby={RESULTS}>
                        { for page.items.iter().map(entry) }
                    </ul>
                    if has_more {
                        <div class="mt-6 grid justify-items-center">
                            <Button is_busy={self.is_growing} on_press={self.load_more.clone()}>{ t!("load-more") }</Button>
                        </div>
                    }
                </>
            },
        };
        html! {
            <section aria-labelledby={RESULTS} aria-busy={self.is_loading.to_string()}>
                <h2 id={RESULTS} tabindex="-1" class="mt-5 mb-3 font-sans text-sm font-normal tracking-normal text-soft">
                    <span role="status">{ status }</span>
                </h2>
                { body }
            </section>
        }
    }
}

/// Entries with other contents; those for which `change` has none leave the list.
pub fn changed<T: Clone>(page: &Page<T>, change: impl Fn(&T) -> Option<T>) -> Page<T> {
    Page {
        items: page.items.iter().filter_map(change).collect(),
        next_cursor: page.next_cursor.clone(),
    }
}

fn bones() -> Html {
    html! {
        <div class="records" aria-hidden="true">
            { for (0..4).map(|_| html! {
                <div class="record">
                    <div class="grid flex-1 gap-2">
                        <span class="bone h-5 w-2/5" />
                        <span class="bone h-4 w-3/5" />
                    </div>
                    <span class="bone h-9 w-24" />
                </div>
            }) }
        </div>
    }
}
