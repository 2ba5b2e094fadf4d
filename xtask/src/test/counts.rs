//! Counts checks, and reads the counts of others from what they print.

use std::fmt;
use std::ops::AddAssign;

use serde::Deserialize;

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that are as they should be.
    pub passed: u64,
    /// The others.
    pub failed: u64,
}

impl Counts {
    /// A single check that passed.
    pub fn one_passed() -> Self {
        Self {
            passed: 1,
            failed: 0,
        }
    }

    /// A single check that failed.
    pub fn one_failed() -> Self {
        Self {
            passed: 0,
            failed: 1,
        }
    }

    /// The sum of what `cargo test` says about each of its programs:
    /// `test result: ok. 5 passed; 0 failed; 1 ignored; …`.
    pub fn of_cargo_test(lines: &[String]) -> Self {
        let mut sum = Self::default();
        for line in lines {
            let Some(rest) = line.trim_start().strip_prefix("test result: ") else {
                continue;
            };
            sum += Self {
                passed: number_before(rest, " passed"),
                failed: number_before(rest, " failed"),
            };
        }
        sum
    }

    /// What Playwright's JSON report says. None if it is not such a report.
    pub fn of_playwright(report: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Report {
            stats: Stats,
            /// Of the whole run, for example a configuration that does not load.
            #[serde(default)]
            errors: Vec<serde_json::Value>,
        }
        #[derive(Deserialize)]
        struct Stats {
            expected: u64,
            unexpected: u64,
            flaky: u64,
        }
        let Report { stats, errors } = serde_json::from_str(report).ok()?;
        let of_the_run = u64::try_from(errors.len()).unwrap_or(u64::MAX);
        Some(Self {
            passed: stats.expected + stats.flaky,
            failed: stats.unexpected + of_the_run,
        })
    }

    /// A program that failed without a failed check (it did not compile, it crashed) counts as one;
    /// so does one that checked nothing at all.
    pub fn of_program(self, success: bool) -> Self {
        if self.failed == 0 && (!success || self.passed == 0) {
            return Self { failed: 1, ..self };
        }
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number right before `word`, or 0.
fn number_before(text: &str, word: &str) -> u64 {
    text.split_once(word)
        .and_then(|(before, _)| before.rsplit(' ').next()?.parse().ok())
        .unwrap_or(0)
}

/// What `cargo test` says about the failed tests themselves, without the many that passed.
pub fn failures_of_cargo_test(lines: &[String]) -> Vec<&str> {
    let mut inside = false;
    let mut failures = Vec::new();
    for line in lines {
        if line == "failures:" {
            inside = true;
        }
        if inside || line.starts_with("error") {
            failures.push(line.as_str());
        }
        if line.starts_with("test result:") {
            inside = false;
        }
    }
    failures
}

#[cfg(test)]
mod tests {
    use super::{Counts, failures_of_cargo_test};

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    const TWO_PROGRAMS: &str = "\
running 2 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
test b ... FAILED
failures:
---- b stdout ----
it broke
failures:
    b
test result: FAILED. 1 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s
";

    #[test]
    fn the_counts_of_all_test_programs_add_up() {
        let counts = Counts::of_cargo_test(&lines(TWO_PROGRAMS));
        assert_eq!(
            counts,
            Counts {
                passed: 3,
                failed: 1
            }
        );
        assert_eq!(counts.to_string(), "3 passed, 1 failed");
    }

    #[test]
    fn only_the_failures_are_shown() {
        let output = lines(TWO_PROGRAMS);
        let failures = failures_of_cargo_test(&output);
        assert!(failures.contains(&"it broke"));
        assert!(!failures.contains(&"test a ... ok"));
    }

    #[test]
    fn a_program_that_fails_without_a_count_is_one_failure() {
        let none = Counts::default();
        assert_eq!(none.of_program(false), Counts::one_failed());
        assert_eq!(none.of_program(true), Counts::one_failed());
        assert_eq!(Counts::one_passed().of_program(true), Counts::one_passed());
        assert_eq!(Counts::one_passed().of_program(false).failed, 1);
    }

    #[test]
    fn playwrights_report_counts_flaky_journeys_as_passed() {
        let report = r#"{"config":{},"errors":[],"stats":{"expected":7,"skipped":1,"unexpected":2,"flaky":1}}"#;
        assert_eq!(
            Counts::of_playwright(report),
            Some(Counts {
                passed: 8,
                failed: 2
            })
        );
        assert_eq!(Counts::of_playwright("not a report"), None);
    }
}
