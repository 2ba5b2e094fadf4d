//! The table as Markdown, and its place in the documentation.

use std::fs;
use std::path::Path;

use anyhow::Context;
use chrono::NaiveDate;

use super::line::Line;
use super::plot;
use crate::bench::table::Table;

/// Between these two lines of the document stands what was measured.
const BEGIN: &str = "<!-- measured: written by `cargo xtask bench -- --write` -->";
const END: &str = "<!-- /measured -->";
/// In the folder of the documentation.
const DOCUMENT: &str = "measurements.md";
const PICTURE: &str = "pictures/measurements.svg";

/// The table.
pub fn table(lines: &[Line]) -> Table {
    let mut table = Table::new(["what", "ours", "floor", "ratio", "goal", "the floor"]);
    for line in lines {
        table.row([
            line.what.to_owned(),
            line.unit.show(line.ours),
            line.unit.show(line.floor),
            format!("{:.2}", line.ratio),
            line.goal_shown(),
            line.floor_is.to_owned(),
        ]);
    }
    table
}

/// What it was measured on: no more than what matters for the numbers.
pub fn machine(postgres: &str) -> String {
    let read = |path: &str, name: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model = read("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned());
    let memory = read("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or(0.0, |kib| kib / 1024.0 / 1024.0);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let kernel = kernel.split('-').next().unwrap_or_default().trim();
    format!(
        "{cores} cores ({model}), {memory:.0} GiB of memory, Linux {kernel}, PostgreSQL {postgres}"
    )
}

/// Puts the table into the documentation in this folder, and draws the picture beside it.
pub fn write(folder: &Path, lines: &[Line], machine: &str, day: NaiveDate) -> anyhow::Result<()> {
    let path = folder.join(DOCUMENT);
    let text = fs::read_to_string(&path).with_context(|| format!("no {}", path.display()))?;
    let written = replace(&text, &measured(lines, machine, day))
        .with_context(|| format!("{} has no place for the table", path.display()))?;
    fs::write(path, written)?;
    let picture = folder.join(PICTURE);
    fs::create_dir_all(picture.parent().unwrap_or(folder))?;
    fs::write(picture, plot::svg(lines)?)?;
    Ok(())
}

fn measured(lines: &[Line], machine: &str, day: NaiveDate) -> String {
    let table = table(lines);
    format!(
        "Measured on {day}, on {machine}; clients, server and database share the cores.\n\n{table}"
    )
}

/// The text with what stands between the two lines replaced.
fn replace(text: &str, measured: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{measured}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::super::line::{Goal, Rounds, Unit};
    use super::{BEGIN, DOCUMENT, END, PICTURE, machine, table, write};
    use chrono::NaiveDate;

    fn lines() -> Vec<super::Line> {
        let mut rounds = Rounds::default();
        rounds.add(90.0, 100.0);
        vec![
            rounds.line(
                ("one <event>", "less"),
                Unit::PerSecond,
                Some(Goal::Ratio(0.8)),
            ),
            rounds.line(("memory", "a relay"), Unit::MiB, None),
        ]
    }

    #[test]
    fn each_line_stands_next_to_its_floor() {
        let text = table(&lines()).to_string();
        let expected = "| one <event> | 90 /s | 100 /s | 0.90 | ✓ ≥ 0.8 × | less |";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("| memory | 90.0 MiB | 100.0 MiB | 1.11 | – | a relay |"));
    }

    #[test]
    fn the_document_keeps_what_surrounds_the_table() {
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join(DOCUMENT);
        std::fs::write(&document, format!("before\n{BEGIN}\nold\n{END}\nafter\n")).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        write(folder.path(), &lines(), "2 cores", day).unwrap();
        let text = std::fs::read_to_string(&document).unwrap();
        assert!(
            text.starts_with("before\n") && text.ends_with("\nafter\n"),
            "{text}"
        );
        assert!(
            text.contains("on 2026-11-26, on 2 cores;") && !text.contains("old"),
            "{text}"
        );
        let picture = std::fs::read_to_string(folder.path().join(PICTURE)).unwrap();
        assert!(picture.contains("one &lt;event&gt;"), "{picture}");
    }

    #[test]
    fn the_project_has_a_place_for_it() {
        let text = include_str!("../../../../docs/measurements.md");
        assert!(super::replace(text, "").is_some());
    }

    #[test]
    fn the_machine_is_described_without_its_name() {
        assert!(machine("18.4").ends_with("PostgreSQL 18.4"));
    }
}
