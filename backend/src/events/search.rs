//! From what one types into the search box to patterns that the trigram index answers.
//!
//! `events.search_text` holds title and location in lower case, its words parted by single
//! spaces, one of them at the beginning. Every word that was typed must be found in it: longer
//! ones anywhere, those of one or two letters only at the beginning of a word, because an index
//! of trigrams cannot find them elsewhere.

/// The `LIKE` patterns that must all match; none if nothing but punctuation was typed.
pub fn patterns(query: &str) -> Vec<String> {
    query
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            if word.chars().count() < 3 {
                format!("% {word}%")
            } else {
                format!("%{word}%")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_anywhere_and_short_ones_at_the_beginning() {
        assert_eq!(patterns("Night, of ÄPFEL"), ["%night%", "% of%", "%äpfel%"]);
        assert!(patterns(" !?% _ ").is_empty());
    }

    #[test]
    fn wild_cards_are_not_let_through() {
        assert_eq!(patterns("100%_real\\"), ["%100%", "%real%"]);
    }
}
