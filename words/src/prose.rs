//! Text that people typed: never markup, but addresses in it become links.

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As typed.
    Text(&'a str),
    /// An address that starts with `http://` or `https://`.
    Link(&'a str),
}

/// Cuts a text into plain parts and addresses; together they are the text again.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = next_address(rest) {
        let (before, tail) = rest.split_at(start);
        let end = tail
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
            .unwrap_or(tail.len());
        let address = without_punctuation(&tail[..end]);
        let (address, after) = tail.split_at(address.len());
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        found.push(if has_host(address) {
            Piece::Link(address)
        } else {
            Piece::Text(address)
        });
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

fn next_address(text: &str) -> Option<usize> {
    match (text.find("https://"), text.find("http://")) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Whether there is something after `://`.
fn has_host(address: &str) -> bool {
    address
        .split_once("://")
        .is_some_and(|(_, host)| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

/// The sentence's full stop is not part of the address; a closing bracket only if it was opened.
fn without_punctuation(address: &str) -> &str {
    let scheme = address.find("://").map_or(0, |at| at + 3);
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        let part = &address[..end];
        let ends_here = match last {
            ')' => part.matches(')').count() > part.matches('(').count(),
            c => matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '}' | '”' | '’' | '…'
            ),
        };
        if !ends_here || end <= scheme {
            break;
        }
        end -= last.len_utf8();
    }
    &address[..end]
}

/// A text without its line breaks.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One or two letters that stand for a person.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Piece::{Link, Text};
    use super::*;

    #[test]
    fn addresses_are_found_without_the_punctuation_around_them() {
        assert_eq!(
            pieces("See https://example.org/a_(b), or http://example.org."),
            [
                Text("See "),
                Link("https://example.org/a_(b)"),
                Text(", or "),
                Link("http://example.org"),
                Text("."),
            ]
        );
        assert_eq!(
            pieces("(https://example.org)"),
            [Text("("), Link("https://example.org"), Text(")")]
        );
    }

    #[test]
    fn nothing_else_becomes_a_link() {
        for text in [
            "javascript:alert(1)",
            "example.org",
            "https://",
            "https://.",
            "http:// x",
        ] {
            assert!(
                pieces(text).iter().all(|piece| matches!(piece, Text(_))),
                "{text}"
            );
        }
        assert_eq!(
            pieces("https://a.org<script>"),
            [Link("https://a.org"), Text("<script>")]
        );
    }

    #[test]
    fn the_pieces_are_the_text() {
        for text in [
            "",
            "a\n\nhttps://x.org/…ä?q=1#z!",
            "http://http://a b",
            "https://ü.org).",
        ] {
            let whole: String = pieces(text)
                .iter()
                .map(|piece| match piece {
                    Text(part) | Link(part) => *part,
                })
                .collect();
            assert_eq!(whole, text);
        }
    }

    #[test]
    fn initials_are_first_and_last() {
        assert_eq!(initials("Lena Hofmann"), "LH");
        assert_eq!(initials("Anna Maria Berg"), "AB");
        assert_eq!(initials("lena"), "L");
        assert_eq!(initials(""), "");
    }
}
