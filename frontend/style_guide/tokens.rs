//! The values of `styles/themes.css`.

use yew::prelude::*;

use super::example;
use crate::components::{Glyph, Icon};

/// What surfaces and marks are made of.
const SURFACES: [(&str, &str); 18] = [
    ("paper", "bg-paper"),
    ("sheet", "bg-sheet"),
    ("sunken", "bg-sunken"),
    ("line", "bg-line"),
    ("edge", "bg-edge"),
    ("soft", "bg-soft"),
    ("ink", "bg-ink"),
    ("primary", "bg-primary"),
    ("accent", "bg-accent"),
    ("info", "bg-info"),
    ("ok", "bg-ok"),
    ("ok-soft", "bg-ok-soft"),
    ("warn", "bg-warn"),
    ("warn-soft", "bg-warn-soft"),
    ("error", "bg-error"),
    ("error-soft", "bg-error-soft"),
    ("neutral", "bg-neutral"),
    ("secondary", "bg-secondary"),
];

/// What is written on what.
const PAIRS: [(&str, &str); 11] = [
    ("ink on paper", "bg-paper text-ink"),
    ("soft on paper", "bg-paper text-soft"),
    ("soft on sheet", "bg-sheet text-soft"),
    ("soft on sunken", "bg-sunken text-soft"),
    (
        "primary-content on primary",
        "bg-primary text-primary-content",
    ),
    ("primary on paper", "bg-paper text-primary"),
    ("accent-content on accent", "bg-accent text-accent-content"),
    ("ok-ink on ok-soft", "bg-ok-soft text-ok-ink"),
    ("warn-ink on warn-soft", "bg-warn-soft text-warn-ink"),
    ("error on paper", "bg-paper text-error"),
    (
        "neutral-content on neutral",
        "bg-neutral text-neutral-content",
    ),
];

/// The colours of the theme that is chosen.
pub fn colours() -> Html {
    let surface = |(name, class): (&'static str, &'static str)| {
        html! {
            <li class="grid gap-1.5 text-sm">
                <span class={classes!("h-14", "rounded-field", "border", "border-line", class)} />
                { name }
            </li>
        }
    };
    let pair = |(name, class): (&'static str, &'static str)| {
        html! { <li class={classes!("rounded-field", "border", "border-line", "px-4", "py-3", class)}>{ name }</li> }
    };
    html! {
        <>
            { example("Tones", html! {
                <ul class="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-4">{ for SURFACES.map(surface) }</ul>
            }) }
            { example("What is written on what", html! {
                <ul class="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-3">{ for PAIRS.map(pair) }</ul>
            }) }
        </>
    }
}

/// The sizes of type.
pub fn sizes() -> Html {
    const SIZES: [(&str, &str); 8] = [
        ("xs", "text-xs"),
        ("sm", "text-sm"),
        ("md", "text-md"),
        ("base", "text-base"),
        ("lg", "text-lg"),
        ("xl", "text-xl"),
        ("2xl", "text-2xl"),
        ("3xl", "font-display text-3xl font-extrabold"),
    ];
    let size = |(name, class): (&'static str, &'static str)| {
        html! {
            <li class="flex flex-wrap items-baseline gap-x-4">
                <span class="w-12 text-sm text-soft">{ name }</span>
                <span class={class}>{ "Six bands, three living rooms" }</span>
            </li>
        }
    };
    html! {
        <>
            { example("Headings: hero, h1 (at the top of this page), h2, h3, kicker", html! {
                <div class="grid gap-3">
                    <p class="max-w-[15ch] font-display text-hero leading-none font-bold">{ "An evening worth leaving home for" }</p>
                    <h2>{ "Who is coming" }</h2>
                    <h3>{ "Night of the Small Stages" }</h3>
                    <p class="kicker">{ "Coming up" }</p>
                </div>
            }) }
            { example("Sizes", html! { <ul class="grid gap-1.5">{ for SIZES.map(size) }</ul> }) }
        </>
    }
}

/// The sizes of corners.
pub fn corners() -> Html {
    const CORNERS: [(&str, &str); 6] = [
        ("xs", "rounded-xs"),
        ("sm", "rounded-sm"),
        ("field", "rounded-field"),
        ("box", "rounded-box"),
        ("sheet", "rounded-sheet"),
        ("round", "rounded-round"),
    ];
    let corner = |(name, class): (&'static str, &'static str)| {
        html! {
            <li class="grid justify-items-center gap-1.5 text-sm">
                <span class={classes!("size-16", "border", "border-edge", "bg-sheet", class)} />
                { name }
            </li>
        }
    };
    html! { <ul class="flex flex-wrap gap-6">{ for CORNERS.map(corner) }</ul> }
}

/// Every icon.
pub fn icons() -> Html {
    const GLYPHS: &[Glyph] = &[
        Glyph::ArrowDown,
        Glyph::ArrowLeft,
        Glyph::ArrowRight,
        Glyph::Ban,
        Glyph::Bell,
        Glyph::Calendar,
        Glyph::CalendarX,
        Glyph::Check,
        Glyph::CheckCheck,
        Glyph::Clock,
        Glyph::CircleAlert,
        Glyph::CircleCheck,
        Glyph::ChevronDown,
        Glyph::CloudOff,
        Glyph::Download,
        Glyph::Eye,
        Glyph::EyeOff,
        Glyph::Flag,
        Glyph::Gavel,
        Glyph::Image,
        Glyph::Info,
        Glyph::Key,
        Glyph::LogOut,
        Glyph::Mail,
        Glyph::MapPin,
        Glyph::Message,
        Glyph::Monitor,
        Glyph::Moon,
        Glyph::Pencil,
        Glyph::Plus,
        Glyph::Retry,
        Glyph::Search,
        Glyph::Send,
        Glyph::Share,
        Glyph::Sun,
        Glyph::Lock,
        Glyph::Shield,
        Glyph::Terminal,
        Glyph::Ticket,
        Glyph::Undo,
        Glyph::User,
        Glyph::UserX,
        Glyph::X,
    ];
    let icon = |glyph: &Glyph| {
        html! {
            <li class="grid justify-items-center gap-1.5 text-center text-xs text-soft">
                <Icon glyph={*glyph} class="size-6 text-ink" />
                { format!("{glyph:?}") }
            </li>
        }
    };
    html! {
        <ul class="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-5">{ for GLYPHS.iter().map(icon) }</ul>
    }
}
