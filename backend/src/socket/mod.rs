//! The websocket through which pages and programs learn what happens while they look.

pub mod live;
