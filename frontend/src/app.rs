//! The whole: what is kept for all pages, head and foot, and which page an address shows.

use yew::prelude::*;
use yew_router::{BrowserRouter, Switch};

use crate::chunk::Members;
use crate::components::{
    ConnectionStrip, Footer, GuestsOnly, Header, Later, MembersOnly, Toaster, VersionStrip,
};
use crate::hooks::{
    ChatProvider, EventCacheProvider, LaterProvider, LiveProvider, NotificationsProvider, Seen,
    SessionProvider, ToastProvider, Who, use_session,
};
use crate::pages::{
    AccountPage, AdminPage, ChatPage, ConfirmEmailPage, ConfirmPage, EventCreatePage,
    EventDetailPage, EventEditPage, EventOverviewPage, HomePage, LoginPage, Mine, MinePage,
    NotFoundPage, NotificationsPage, OwnProfilePage, PasswordResetPage, PasswordSavePage,
    ProfileEditPage, ProfilePage, RegisterPage, SessionsPage, UnavailablePage, UnsubscribePage,
};
use crate::routes::Route;
use crate::{browser, t};

/// Properties of [`App`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Who looks at the page.
    pub seen: Seen,
}

/// The whole page.
#[component]
pub fn App(props: &Props) -> Html {
    html! {
        <BrowserRouter>
            <ToastProvider>
                <SessionProvider seen={props.seen.clone()}>
                    <LiveProvider>
                        <EventCacheProvider>
                            <LaterProvider>
                                <Layout />
                            </LaterProvider>
                        </EventCacheProvider>
                    </LiveProvider>
                </SessionProvider>
            </ToastProvider>
        </BrowserRouter>
    }
}

/// What members have around every page. Called by [`chunk`](crate::chunk) only.
pub fn around(children: Html) -> Html {
    html! {
        <ChatProvider>
            <NotificationsProvider>{ children }</NotificationsProvider>
        </ChatProvider>
    }
}

#[component]
fn Layout() -> Html {
    let session = use_session();
    let skip = Callback::from(|event: MouseEvent| {
        // A jump within the page is not a step in the history.
        event.prevent_default();
        browser::focus("content");
    });
    html! {
        <div class="flex min-h-dvh flex-col">
            <a class="skip-link" href="#content" onclick={skip}>{ t!("skip-link") }</a>
            <Header />
            <ConnectionStrip />
            <VersionStrip />
            <main id="content" tabindex="-1" class="flex-1">
                if let Who::Failed(error) = &session.who {
                    <UnavailablePage error={error.clone()} />
                } else {
                    <Switch<Route> render={page} />
                }
            </main>
            <Footer />
            <Toaster />
        </div>
    }
}

/// The pages that guests come to first; all others come later.
fn page(route: Route) -> Html {
    match route {
        Route::Home => html! { <HomePage /> },
        Route::EventOverview => html! { <EventOverviewPage /> },
        Route::EventDetail { id } => html! { <EventDetailPage {id} /> },
        Route::NotFound => html! { <NotFoundPage /> },
        route => html! {
            <Later is_page=true show={move |members: Members| (members.page)(route.clone())} />
        },
    }
}

/// The pages that come later. Called by [`chunk`](crate::chunk) only.
pub fn later_page(route: Route) -> Html {
    match route {
        Route::Login => html! { <GuestsOnly><LoginPage /></GuestsOnly> },
        Route::Register => html! { <GuestsOnly><RegisterPage /></GuestsOnly> },
        Route::Confirm => html! { <ConfirmPage /> },
        Route::ConfirmEmail => html! { <ConfirmEmailPage /> },
        Route::PasswordReset => html! { <GuestsOnly><PasswordResetPage /></GuestsOnly> },
        Route::PasswordSave => html! { <PasswordSavePage /> },
        Route::Profile { username } => html! { <ProfilePage {username} /> },
        Route::OwnProfile => html! { <MembersOnly><OwnProfilePage /></MembersOnly> },
        Route::ProfileEdit => html! { <MembersOnly><ProfileEditPage /></MembersOnly> },
        Route::Sessions => html! { <MembersOnly><SessionsPage /></MembersOnly> },
        Route::Account => html! { <MembersOnly><AccountPage /></MembersOnly> },
        Route::EventCreate => html! { <MembersOnly><EventCreatePage /></MembersOnly> },
        Route::EventEdit { id } => html! { <MembersOnly><EventEditPage {id} /></MembersOnly> },
        Route::MyEvents => mine(Mine::Events),
        Route::MyBookings => mine(Mine::Bookings),
        Route::MyInvitations => mine(Mine::Invitations),
        Route::Notifications => html! { <MembersOnly><NotificationsPage /></MembersOnly> },
        Route::Unsubscribe => html! { <UnsubscribePage /> },
        Route::Chat => chat(None),
        Route::Conversation { username } => chat(Some(username)),
        Route::Admin => admin(String::new()),
        Route::AdminSection { section } => admin(section),
        Route::Home | Route::EventOverview | Route::EventDetail { .. } | Route::NotFound => {
            Html::default()
        }
    }
}

/// List and conversation are one page, so that the list stays as it is.
fn chat(username: Option<String>) -> Html {
    html! { <MembersOnly><ChatPage {username} /></MembersOnly> }
}

fn admin(section: String) -> Html {
    html! { <MembersOnly><AdminPage {section} /></MembersOnly> }
}

/// Each of the lists is a page of its own.
fn mine(what: Mine) -> Html {
    html! { <MembersOnly><MinePage key={what.address()} {what} /></MembersOnly> }
}
