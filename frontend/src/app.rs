//! The whole: what is kept for all pages, head and foot, and which page an address shows.

use yew::prelude::*;
use yew_router::{BrowserRouter, Switch};

use crate::components::{ConnectionStrip, Footer, GuestsOnly, Header, MembersOnly, Toaster};
use crate::hooks::{
    ChatProvider, EventCacheProvider, LiveProvider, NotificationsProvider, SessionProvider,
    ToastProvider, Who, use_session,
};
use crate::pages::{
    AccountPage, ChatPage, ConfirmEmailPage, ConfirmPage, EventCreatePage, EventDetailPage,
    EventEditPage, EventOverviewPage, HomePage, LoginPage, Mine, MinePage, NotFoundPage,
    NotificationsPage, OwnProfilePage, PasswordResetPage, PasswordSavePage, ProfileEditPage,
    ProfilePage, RegisterPage, SessionsPage, UnavailablePage, UnsubscribePage,
};
use crate::routes::Route;
use crate::{browser, t};

/// The whole page.
#[component]
pub fn App() -> Html {
    html! {
        <BrowserRouter>
            <ToastProvider>
                <SessionProvider>
                    <LiveProvider>
                        <ChatProvider>
                            <NotificationsProvider>
                                <EventCacheProvider>
                                    <Layout />
                                </EventCacheProvider>
                            </NotificationsProvider>
                        </ChatProvider>
                    </LiveProvider>
                </SessionProvider>
            </ToastProvider>
        </BrowserRouter>
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

fn page(route: Route) -> Html {
    match route {
        Route::Home => html! { <HomePage /> },
        Route::Login => html! { <GuestsOnly><LoginPage /></GuestsOnly> },
        Route::Register => html! { <GuestsOnly><RegisterPage /></GuestsOnly> },
        Route::Confirm => html! { <ConfirmPage /> },
        Route::ConfirmEmail => html! { <ConfirmEmailPage /> },
        Route::PasswordReset => html! { <GuestsOnly><PasswordResetPage /></GuestsOnly> },
        Route::PasswordSave => html! { <PasswordSavePage /> },
        Route::OwnProfile => html! { <MembersOnly><OwnProfilePage /></MembersOnly> },
        Route::Profile { username } => html! { <ProfilePage {username} /> },
        Route::ProfileEdit => html! { <MembersOnly><ProfileEditPage /></MembersOnly> },
        Route::Sessions => html! { <MembersOnly><SessionsPage /></MembersOnly> },
        Route::Account => html! { <MembersOnly><AccountPage /></MembersOnly> },
        Route::EventOverview => html! { <EventOverviewPage /> },
        Route::EventCreate => html! { <MembersOnly><EventCreatePage /></MembersOnly> },
        Route::EventDetail { id } => html! { <EventDetailPage {id} /> },
        Route::EventEdit { id } => html! { <MembersOnly><EventEditPage {id} /></MembersOnly> },
        Route::MyEvents => mine(Mine::Events),
        Route::MyBookings => mine(Mine::Bookings),
        Route::MyInvitations => mine(Mine::Invitations),
        Route::Notifications => html! { <MembersOnly><NotificationsPage /></MembersOnly> },
        Route::Unsubscribe => html! { <UnsubscribePage /> },
        Route::Chat => chat(None),
        Route::Conversation { username } => chat(Some(username)),
        Route::NotFound => html! { <NotFoundPage /> },
    }
}

/// List and conversation are one page, so that the list stays as it is.
fn chat(username: Option<String>) -> Html {
    html! { <MembersOnly><ChatPage {username} /></MembersOnly> }
}

/// Each of the lists is a page of its own.
fn mine(what: Mine) -> Html {
    html! { <MembersOnly><MinePage key={what.address()} {what} /></MembersOnly> }
}
