//! What lives longer than one picture: who is logged in, what was loaded, what is being typed.

mod asked;
mod booking;
mod calm;
mod chat;
mod draft;
mod event_cache;
mod event_list;
mod form;
mod gradual;
mod later;
mod live;
mod live_event;
mod log_out;
mod near;
mod notifications;
pub mod outside;
mod pages;
mod password;
mod people;
mod popover;
mod refocus;
mod remote;
mod request;
mod rested;
mod search_box;
mod session;
mod title;
mod toasts;
mod typed;

pub use booking::{is_out_of_sight, use_booking};
pub use calm::use_calm;
pub use chat::{
    Chat, ChatProvider, Outgoing, use_chat, use_messages, use_open_conversation, use_outgoing,
    use_presence, use_typing, use_visible,
};
pub use draft::Draft;
pub use event_cache::{EventCacheProvider, use_event_cache};
pub use event_list::{EventList, Filter, ListStatus, use_event_list};
pub use form::{Binding, Fault, Form, use_form, use_kept_form};
pub use gradual::use_gradual;
pub use later::{LaterProvider, use_later};
pub use live::{LiveProvider, LiveState, use_live_state, use_server_messages};
pub use live_event::{Sight, use_live_event, with_event};
pub use log_out::use_log_out;
pub use near::use_near;
pub use notifications::{Notifications, NotificationsProvider, use_notifications};
pub use pages::use_growth;
pub use password::{PasswordJudge, use_password_judge};
pub use people::{PEOPLE_PAGE, use_people};
pub use popover::use_popover;
pub use refocus::use_refocus;
pub use remote::{Remote, Updater, use_own_remote, use_remote};
pub use request::{use_request, use_submission};
pub use rested::use_rested;
pub use search_box::use_search_box;
pub use session::{Seen, Session, SessionProvider, Who, use_session};
pub use title::{count_written, use_title};
pub use toasts::{Deed, Toast, ToastAction, ToastKind, ToastProvider, Toasts, use_toasts};
pub use typed::{is_something_typed, use_typed};
