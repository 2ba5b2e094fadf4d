//! What holds the design together: colours, sizes of type and corners are named in one place, and
//! every component is shown in the style guide, which is no part of what is published.

use std::fs;
use std::path::{Path, PathBuf};

/// Components that the style guide does not show, and why.
const NOT_SHOWN: [(&str, &str); 8] = [
    ("ConnectionStrip", "is seen when the connection is lost"),
    ("GuestsOnly", "sends members away"),
    ("Header", "belongs to the page, and needs its addresses"),
    ("Later", "shows whatever comes later"),
    ("MemberLinks", "asks the server what is unread"),
    ("MembersOnly", "sends guests away"),
    ("VersionStrip", "is seen when there is a new version"),
    ("check_age", "is a rule"),
];

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            found.append(&mut files(&path, endings));
        } else if ending.is_some_and(|ending| endings.contains(&ending)) {
            found.push(path);
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// Colours as `#rgb` and its longer relatives.
fn hex_colours(text: &str) -> Vec<String> {
    text.match_indices('#')
        .map(|(at, _)| {
            let digits = text[at + 1..]
                .chars()
                .take_while(char::is_ascii_alphanumeric);
            digits.collect::<String>().to_lowercase()
        })
        .filter(|digits| {
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
        })
        .map(|digits| format!("#{digits}"))
        .collect()
}

/// What a style sheet declares, as name and value, without comments.
fn declarations(sheet: &str) -> Vec<(String, String)> {
    let mut rest = sheet;
    let mut code = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        code += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    code += rest;
    code.split(['{', '}', ';'])
        .filter_map(|part| part.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

/// The colours of a theme, `light` or `dark`, by their names.
fn theme(name: &str) -> Vec<(String, String)> {
    let sheet = read(at("styles/themes.css"));
    let named = sheet
        .split("@plugin")
        .find(|part| part.contains(&format!("name: \"{name}\"")));
    declarations(named.expect("there is such a theme"))
}

fn colour(theme: &[(String, String)], name: &str) -> String {
    let found = theme.iter().find(|(known, _)| known == name);
    found.expect("the theme has this colour").1.clone()
}

/// Whether a value names a colour, a size or a corner by itself.
fn is_literal(name: &str, value: &str) -> bool {
    let functions = [
        "rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(",
    ];
    let is_colour = !hex_colours(value).is_empty()
        || functions
            .iter()
            .any(|function| value.contains(function) && !value.contains("rgb(var(--"))
        || words(value).any(|word| ["white", "black", "gray", "grey", "red"].contains(&word));
    let is_size = match name {
        "font-size" => !value.starts_with("var(--text-"),
        "font" => !value.contains("var(--text-") || !value.contains("var(--font-"),
        "font-family" => !value.starts_with("var(--font-") && !value.starts_with('"'),
        "border-radius" => value
            .split_whitespace()
            .any(|corner| !corner.starts_with("var(--radius-") && !["0", "50%"].contains(&corner)),
        _ => false,
    };
    is_colour || is_size
}

#[test]
fn style_sheets_name_colours_sizes_and_corners_by_their_tokens() {
    let mut literal = Vec::new();
    for folder in ["styles", "style_guide"] {
        for sheet in files(&at(folder), &["css"]) {
            if sheet.ends_with("themes.css") {
                continue;
            }
            let own = declarations(&read(&sheet));
            let found = own
                .into_iter()
                .filter(|(name, value)| is_literal(name, value));
            literal
                .extend(found.map(|(name, value)| format!("{}: {name}: {value}", sheet.display())));
        }
    }
    assert!(literal.is_empty(), "{literal:#?}");
}

#[test]
fn a_literal_is_noticed() {
    for (name, value) in [
        ("color", "#c23c1c"),
        ("box-shadow", "0 1px 2px rgb(0 0 0 / 0.4)"),
        ("background", "white"),
        ("font-size", "0.9rem"),
        ("font", "700 1rem var(--font-display)"),
        ("border-radius", "0 0.4rem"),
    ] {
        assert!(is_literal(name, value), "{name}: {value}");
    }
    for (name, value) in [
        ("box-shadow", "0 1px 2px rgb(var(--tone-shade) / 0.4)"),
        (
            "color",
            "color-mix(in oklab, currentcolor 45%, transparent)",
        ),
        ("font", "700 var(--text-xs)/1.2 var(--font-display)"),
        ("border-radius", "0 0 var(--radius-box) 50%"),
    ] {
        assert!(!is_literal(name, value), "{name}: {value}");
    }
}

#[test]
fn what_is_shown_uses_the_tokens() {
    let mut literal = Vec::new();
    for (folder, endings) in [
        ("src", ["rs"]),
        ("style_guide", ["rs"]),
        ("../backend/templates/site", ["html"]),
    ] {
        for file in files(&at(folder), &endings) {
            if file.ends_with("design.rs") {
                continue;
            }
            let text = read(&file);
            let own = [
                "text-[",
                "rounded-[",
                "bg-[",
                "fill=\"#",
                "stroke=\"#",
                "rgb(",
                "oklch(",
            ];
            let found = own.iter().filter(|own| text.contains(**own));
            literal.extend(found.map(|own| format!("{}: {own}", file.display())));
        }
    }
    assert!(literal.is_empty(), "{literal:#?}");
}

#[test]
fn what_cannot_use_tokens_has_their_values() {
    let (light, dark) = (theme("light"), theme("dark"));
    let paper = colour(&light, "--color-base-200");
    let index = read(at("index.html"));
    for (name, theme) in [("light", &light), ("dark", &dark)] {
        let frame = index
            .lines()
            .find(|line| line.contains(&format!("theme-color-{name}\" media")));
        let frame = frame.expect("the frame around the page has a colour");
        assert!(
            frame.contains(&colour(theme, "--color-base-200")),
            "{frame}"
        );
    }
    for file in ["../backend/src/site/manifest.rs", "../xtask/icons.mjs"] {
        let text = read(at(file));
        let line = text
            .lines()
            .find(|line| line.contains("const PAPER"))
            .expect(file);
        assert!(line.contains(&paper), "{line}");
    }
    for file in [
        "../backend/templates/mail/letter.html",
        "assets/favicon.svg",
    ] {
        for used in hex_colours(&read(at(file))) {
            let is_known = light.iter().any(|(_, value)| *value == used);
            assert!(is_known, "{file}: {used}");
        }
    }
}

#[test]
fn the_style_guide_shows_every_component() {
    let guide: String = files(&at("style_guide"), &["rs"])
        .iter()
        .map(read)
        .collect();
    let shown: Vec<&str> = words(&guide).collect();
    let list = read(at("src/components/mod.rs"));
    let exported = list
        .lines()
        .filter_map(|line| line.strip_prefix("pub use "));
    let names =
        exported.flat_map(|path| words(path.split_once("::").map_or("", |(_, names)| names)));
    let mut missing: Vec<&str> = names
        .filter(|name| !name.is_empty() && !shown.contains(name))
        .collect();
    missing.retain(|name| NOT_SHOWN.iter().all(|(known, _)| known != name));
    assert!(
        missing.is_empty(),
        "not in frontend/style_guide: {missing:?}"
    );
}

#[test]
fn the_style_guide_shows_every_icon() {
    let guide = read(at("style_guide/tokens.rs"));
    let icons = read(at("src/components/icon.rs"));
    let (_, rest) = icons
        .split_once("pub enum Glyph {")
        .expect("there are icons");
    let (variants, _) = rest.split_once('}').expect("their list has an end");
    let names = variants
        .lines()
        .filter_map(|line| line.trim().strip_suffix(','));
    let missing: Vec<&str> = names
        .filter(|name| !guide.contains(&format!("Glyph::{name},")))
        .collect();
    assert!(
        missing.is_empty(),
        "not in frontend/style_guide/tokens.rs: {missing:?}"
    );
}

#[test]
fn the_style_guide_is_not_published() {
    for (file, programs) in [
        ("index.html", &["frontend", "password_worker"][..]),
        ("style_guide/index.html", &["style_guide"][..]),
    ] {
        let html = read(at(file));
        let named = html
            .split("data-bin=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        assert_eq!(named.collect::<Vec<_>>(), programs, "{file}");
    }
    assert!(!read(at("styles/main.css")).contains("style_guide"));
    assert!(read(at("../Trunk.toml")).contains("target = \"frontend/index.html\""));
}
