//! What lives longer than one picture: who is logged in, what was loaded, what is being typed.

mod booking;
mod draft;
mod event_cache;
mod event_list;
mod form;
mod password;
mod remote;
mod request;
mod session;
mod title;
mod toasts;

pub use booking::use_booking;
pub use draft::Draft;
pub use event_cache::{EventCacheProvider, use_event_cache};
pub use event_list::{EventList, Filter, ListStatus, use_event_list};
pub use form::{Binding, Fault, Form, use_form, use_guard};
pub use password::use_password_judge;
pub use remote::{Remote, use_remote};
pub use request::{use_request, use_submission};
pub use session::{SessionProvider, Who, use_session};
pub use title::use_title;
pub use toasts::{Toast, ToastKind, ToastProvider, Toasts, use_toasts};
