//! From what one types into a search box to patterns that a trigram index answers.
//!
//! The columns named `search_text` hold words in lower case, parted by single spaces, one of them
//! at the beginning. Every word that was typed must be found there.

use diesel::dsl::{AsExprOf, sql};
use diesel::expression::{SqlLiteral, UncheckedBind};
use diesel::sql_types::{Bool, Text};

/// The condition that a column matches a pattern.
pub type Match = UncheckedBind<SqlLiteral<Bool>, AsExprOf<String, Text>>;

/// The condition that a column named `search_text`, with its table, matches one of the patterns.
/// What is written like this is not kept prepared (diesel does not know it), so that PostgreSQL
/// plans each search for what is searched: a plan that fits all of them would read the whole index
/// of words for a frequent one.
pub fn matches(column: &'static str, pattern: String) -> Match {
    sql::<Bool>(&format!("{column} LIKE ")).bind::<Text, _>(pattern)
}

/// The `LIKE` patterns that must all match to find words anywhere; none if nothing but punctuation
/// was typed. Words of one or two letters are found at the beginning of a word only, because an
/// index of trigrams cannot find them elsewhere.
pub fn patterns(query: &str) -> Vec<String> {
    let pattern = |word: String| {
        if word.chars().count() < 3 {
            beginning(&word)
        } else {
            format!("%{word}%")
        }
    };
    words(query).into_iter().map(pattern).collect()
}

/// As [`patterns`], but each word must begin one of those that are there: as names are looked for.
pub fn beginnings(query: &str) -> Vec<String> {
    words(query).iter().map(|word| beginning(word)).collect()
}

fn beginning(word: &str) -> String {
    format!("% {word}%")
}

/// What is no letter and no digit parts words, the wild cards of `LIKE` included.
fn words(query: &str) -> Vec<String> {
    query
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
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

    #[test]
    fn names_are_found_by_their_beginnings() {
        assert_eq!(beginnings("Le Hofm.ann"), ["% le%", "% hofm%", "% ann%"]);
        assert!(beginnings("._-%").is_empty());
    }
}
