//! `cargo xtask test`: every check there is, one after the other. A step that fails does not keep the
//! others from running, except those that need its result. The last line is `N passed, N failed`.

mod counts;
mod steps;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::postgres::TestDatabase;
use crate::project::Project;
use crate::run::{Interrupted, duration};
use counts::Counts;
pub use steps::SCREENSHOTS;
use steps::{STEPS, Step};

/// What the steps share.
struct Session<'a> {
    project: &'a Project,
    /// Started when the first step needs it. A failed start is not tried again.
    database: Option<Result<TestDatabase, String>>,
    /// Found by the step `browser`.
    chromium: Option<PathBuf>,
}

impl Session<'_> {
    /// The URL of the PostgreSQL to test against.
    fn database_url(&mut self) -> Result<String> {
        let project = self.project;
        let database = match self.database.take() {
            Some(known) => known,
            None => match TestDatabase::start(project) {
                Err(interrupted) if interrupted.is::<Interrupted>() => return Err(interrupted),
                started => started.map_err(|error| format!("{error:#}")),
            },
        };
        match self.database.insert(database) {
            Ok(database) => Ok(database.url()),
            Err(error) => bail!("the tests' PostgreSQL did not start: {error}"),
        }
    }
}

/// Shows the steps and what they check.
pub fn list() {
    for step in STEPS {
        let needs = match step.needs {
            [] => String::new(),
            needs => format!(" (after {})", needs.join(", ")),
        };
        println!("{:<10} {}{needs}", step.name, step.about);
    }
}

/// Runs the chosen steps, or all of the usual ones when none is named.
pub fn test(project: &Project, only: &[String]) -> Result<ExitCode> {
    let steps = chosen(only)?;
    let started = Instant::now();
    let mut session = Session {
        project,
        database: None,
        chromium: None,
    };
    let ran = run_all(&mut session, &steps);
    if let Some(Ok(database)) = session.database.take() {
        database.stop()?;
    }
    let results = ran?;

    println!();
    let mut total = Counts::default();
    for (step, counts) in &results {
        let mark = if counts.failed == 0 { "ok" } else { "!!" };
        println!("{mark} {:<10} {counts}", step.name);
        total += *counts;
    }
    println!("in {}\n", duration(started.elapsed()));
    println!("{total}");
    Ok(if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Stops early only when we are interrupted.
fn run_all<'s>(session: &mut Session, steps: &[&'s Step]) -> Result<Vec<(&'s Step, Counts)>> {
    let mut results: Vec<(&Step, Counts)> = Vec::new();
    for (number, &step) in (1..).zip(steps) {
        session.project.interrupt.check()?;
        println!(
            "\n-> [{number}/{}] {}: {}",
            steps.len(),
            step.name,
            step.about
        );
        let started = Instant::now();
        let missing = results
            .iter()
            .find(|(earlier, counts)| counts.failed > 0 && step.needs.contains(&earlier.name));
        let counts = match missing {
            Some((earlier, _)) => {
                println!(
                    "   not run, because it needs `{}`, which failed",
                    earlier.name
                );
                Counts::one_failed()
            }
            None => match (step.run)(session) {
                Ok(counts) => counts,
                Err(error) if error.is::<Interrupted>() => return Err(error),
                Err(error) => {
                    println!("   error: {error:#}");
                    Counts::one_failed()
                }
            },
        };
        let mark = if counts.failed == 0 { "ok" } else { "!!" };
        println!(
            "{mark} {}: {counts} ({})",
            step.name,
            duration(started.elapsed())
        );
        results.push((step, counts));
    }
    Ok(results)
}

/// The named steps with everything that they need, in the order of [`STEPS`].
fn chosen(only: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        bail!("there is no step `{unknown}`; see cargo xtask test --list");
    }
    let mut wanted: Vec<&str> = only.iter().map(String::as_str).collect();
    // A step comes after those that it needs, so that one pass from the end finds all of them.
    for step in STEPS.iter().rev() {
        if wanted.contains(&step.name) {
            wanted.extend(step.needs);
        }
    }
    let is_chosen = |step: &&Step| match only {
        [] => step.name != SCREENSHOTS,
        _ => wanted.contains(&step.name),
    };
    Ok(STEPS.iter().filter(is_chosen).collect())
}

#[cfg(test)]
mod tests {
    use super::{SCREENSHOTS, STEPS, chosen};

    #[test]
    fn a_step_needs_only_earlier_steps() {
        for (index, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                assert!(
                    STEPS[..index].iter().any(|earlier| earlier.name == *need),
                    "{need}"
                );
            }
        }
    }

    #[test]
    fn a_chosen_step_brings_what_it_needs() {
        let names: Vec<_> = chosen(&["openapi".to_owned()])
            .unwrap()
            .iter()
            .map(|step| step.name)
            .collect();
        assert_eq!(names, ["page", "server", "openapi"]);
        let usual = chosen(&[]).unwrap();
        assert_eq!(usual.len(), STEPS.len() - 1);
        assert!(usual.iter().all(|step| step.name != SCREENSHOTS));
        assert!(chosen(&["nonsense".to_owned()]).is_err());
    }
}
