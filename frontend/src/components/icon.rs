//! The icons: outlines of the Lucide set (ISC licence, from the npm package `lucide-static`), each
//! joined into one path.

use yew::prelude::*;

/// Which icon; the comments name it in Lucide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// `arrow-down`
    ArrowDown,
    /// `arrow-left`
    ArrowLeft,
    /// `arrow-right`
    ArrowRight,
    /// `ban`
    Ban,
    /// `bell`
    Bell,
    /// `calendar`
    Calendar,
    /// `calendar-x`
    CalendarX,
    /// `check`
    Check,
    /// `check-check`
    CheckCheck,
    /// `clock`
    Clock,
    /// `circle-alert`
    CircleAlert,
    /// `circle-check`
    CircleCheck,
    /// `chevron-down`
    ChevronDown,
    /// `cloud-off`
    CloudOff,
    /// `download`
    Download,
    /// `eye`
    Eye,
    /// `eye-off`
    EyeOff,
    /// `flag`
    Flag,
    /// `gavel`
    Gavel,
    /// `image`
    Image,
    /// `info`
    Info,
    /// `key-round`
    Key,
    /// `log-out`
    LogOut,
    /// `mail`
    Mail,
    /// `map-pin`
    MapPin,
    /// `message-circle`
    Message,
    /// `monitor`
    Monitor,
    /// `moon`
    Moon,
    /// `pencil`
    Pencil,
    /// `plus`
    Plus,
    /// `rotate-ccw`
    Retry,
    /// `search`
    Search,
    /// `send-horizontal`
    Send,
    /// `share-2`
    Share,
    /// `sun`
    Sun,
    /// `lock`
    Lock,
    /// `shield`
    Shield,
    /// `terminal`
    Terminal,
    /// `ticket`
    Ticket,
    /// `undo-2`
    Undo,
    /// `user`
    User,
    /// `user-x`
    UserX,
    /// `x`
    X,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::ArrowDown => "M12 5v14 M19 12l-7 7-7-7",
            Self::ArrowLeft => "M12 19l-7-7 7-7 M19 12H5",
            Self::ArrowRight => "M5 12h14 M12 5l7 7-7 7",
            Self::Ban => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M4.929 4.929L19.07 19.071",
            Self::Bell => {
                "M10.268 21a2 2 0 0 0 3.464 0 M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326"
            }
            Self::CalendarX => {
                "M8 2v3 M16 2v3 M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2z M3 9h18 M14 13l-4 4 M10 13l4 4"
            }
            Self::Calendar => {
                "M8 2v3 M16 2v3 M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2z M3 9h18"
            }
            Self::Check => "M20 6L9 17l-5-5",
            Self::CheckCheck => "M18 6L7 17l-5-5 M22 10l-7.5 7.5L13 16",
            Self::Clock => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 6v6l4 2",
            Self::CircleAlert => {
                "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 8L12 12 M12 16L12.01 16"
            }
            Self::CircleCheck => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M16 9l-5.5 5.5L8 12",
            Self::ChevronDown => "M6 9l6 6 6-6",
            Self::CloudOff => {
                "M10.94 5.274A7 7 0 0 1 15.71 10h1.79a4.5 4.5 0 0 1 4.222 6.057 M18.796 18.81A4.5 4.5 0 0 1 17.5 19H9A7 7 0 0 1 5.79 5.78 M2 2l20 20"
            }
            Self::Download => "M12 15V3 M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4 M7 10l5 5 5-5",
            Self::Eye => {
                "M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0 M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
            }
            Self::EyeOff => {
                "M10.733 5.076a10.744 10.744 0 0 1 11.205 6.575 1 1 0 0 1 0 .696 10.747 10.747 0 0 1-1.444 2.49 M14.084 14.158a3 3 0 0 1-4.242-4.242 M17.479 17.499a10.75 10.75 0 0 1-15.417-5.151 1 1 0 0 1 0-.696 10.75 10.75 0 0 1 4.446-5.143 M2 2l20 20"
            }
            Self::Flag => {
                "M4 22V4a1 1 0 0 1 .4-.8A6 6 0 0 1 8 2c3 0 5 2 7.333 2q2 0 3.067-.8A1 1 0 0 1 20 4v10a1 1 0 0 1-.4.8A6 6 0 0 1 16 16c-3 0-5-2-8-2a6 6 0 0 0-4 1.528"
            }
            Self::Gavel => {
                "M14 13l-8.381 8.38a1 1 0 0 1-3.001-3l8.384-8.381 M16 16l6-6 M21.5 10.5l-8-8 M8 8l6-6 M8.5 7.5l8 8"
            }
            Self::Image => {
                "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2z M7 9a2 2 0 1 0 4 0a2 2 0 1 0 -4 0 M21 15l-3.086-3.086a2 2 0 0 0-2.828 0L6 21"
            }
            Self::Info => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 16v-4 M12 8h.01",
            Self::Key => {
                "M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 0-4-4z M16.5 7.5h.01"
            }
            Self::LogOut => "M16 17l5-5-5-5 M21 12H9 M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4",
            Self::Mail => {
                "M22 7l-8.991 5.727a2 2 0 0 1-2.009 0L2 7 M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2z"
            }
            Self::MapPin => {
                "M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0 M9 10a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
            }
            Self::Message => {
                "M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719"
            }
            Self::Monitor => {
                "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2z M8 21L16 21 M12 17L12 21"
            }
            Self::Moon => {
                "M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401"
            }
            Self::Pencil => {
                "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z M15 5l4 4"
            }
            Self::Plus => "M5 12h14 M12 5v14",
            Self::Retry => "M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8 M3 3v5h5",
            Self::Search => "M21 21l-4.34-4.34 M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0",
            Self::Send => {
                "M3.714 3.048a.498.498 0 0 0-.683.627l2.843 7.627a2 2 0 0 1 0 1.396l-2.842 7.627a.498.498 0 0 0 .682.627l18-8.5a.5.5 0 0 0 0-.904z M6 12h16"
            }
            Self::Share => {
                "M15 5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0 M3 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0 M15 19a3 3 0 1 0 6 0a3 3 0 1 0 -6 0 M8.59 13.51L15.42 17.49 M15.41 6.51L8.59 10.49"
            }
            Self::Sun => {
                "M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0 M12 2v2 M12 20v2 M4.93 4.93l1.41 1.41 M17.66 17.66l1.41 1.41 M2 12h2 M20 12h2 M6.34 17.66l-1.41 1.41 M19.07 4.93l-1.41 1.41"
            }
            Self::Lock => {
                "M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-7a2 2 0 0 1 2 -2z M7 11V7a5 5 0 0 1 10 0v4"
            }
            Self::Shield => {
                "M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"
            }
            Self::Terminal => "M12 19h8 M4 17l6-6-6-6",
            Self::Ticket => {
                "M2 9a3 3 0 0 1 0 6v2a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-2a3 3 0 0 1 0-6V7a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2Z M13 5v2 M13 17v2 M13 11v2"
            }
            Self::Undo => "M9 14L4 9l5-5 M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11",
            Self::UserX => {
                "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2 M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0 M17 8L22 13 M22 8L17 13"
            }
            Self::User => {
                "M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2 M8 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"
            }
            Self::X => "M18 6 6 18 M6 6l12 12",
        }
    }
}

/// Properties of [`Icon`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which icon.
    pub glyph: Glyph,
    /// Further classes; the size is 1.25 rem unless they say otherwise.
    #[prop_or_default]
    pub class: Classes,
}

/// An icon in the colour of the text. It says nothing to screen readers: words stand beside it.
#[component]
pub fn Icon(props: &Props) -> Html {
    let size = props.class.is_empty().then_some("size-5");
    html! {
        <svg
            class={classes!("shrink-0", size, props.class.clone())}
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d={props.glyph.path()} />
        </svg>
    }
}
