//! The test suite Autobahn (as `kosoku` runs it) against an echo server that speaks as ours does.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::load;
use crate::project::Project;
use crate::python::KOSOKU;
use crate::run::run;

/// Compression, which the server does not offer.
const EXCLUDED: [&str; 2] = ["12.*", "13.*"];
/// What Autobahn calls behaviour that RFC 6455 allows.
const ALLOWED: [&str; 3] = ["OK", "NON-STRICT", "INFORMATIONAL"];

/// How many cases the server passed, and which it did not.
pub struct Verdict {
    /// The number.
    pub passed: u64,
    /// Names of cases, with what was wrong.
    pub failed: Vec<String>,
}

/// Runs the cases, and fails if one does.
pub fn autobahn(project: &Project) -> Result<()> {
    let verdict = judge(project)?;
    verdict.failed.iter().for_each(|case| println!("!! {case}"));
    println!("ok {} cases of Autobahn", verdict.passed);
    ensure!(verdict.failed.is_empty(), "not all cases passed");
    Ok(())
}

/// Runs the cases.
pub fn judge(project: &Project) -> Result<Verdict> {
    let program = KOSOKU.ensure(project)?;
    let echo = load::build(project, "echo", "")?;
    let mut server = Server(
        project
            .command(&echo)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot run {}", echo.display()))?,
    );
    let folder = project.target.join("xtask/autobahn");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut kosoku = project.command(program);
    kosoku
        .arg(server.address()?)
        // Some cases wait.
        .args(["--parallelism", "2", "--outdir"])
        .arg(&folder);
    for cases in EXCLUDED {
        kosoku.args(["--exclude", cases]);
    }
    let finished = run(project, "autobahn", kosoku, project.verbose)?;
    let Ok(report) = fs::read_to_string(folder.join("index.json")) else {
        finished.show_tail();
        bail!("kosoku left no report");
    };
    verdict(&serde_json::from_str(&report)?).context("this is no report of kosoku")
}

/// Ends with us.
struct Server(Child);

impl Server {
    /// The address that it prints first.
    fn address(&mut self) -> Result<String> {
        let output = self.0.stdout.take().context("it has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn verdict(report: &Value) -> Option<Verdict> {
    let mut verdict = Verdict {
        passed: 0,
        failed: Vec::new(),
    };
    let cases = report.as_object()?.values().next()?.as_object()?;
    for (name, case) in cases {
        let behaviors = [case["behavior"].as_str()?, case["behaviorClose"].as_str()?];
        match behaviors.iter().all(|behavior| ALLOWED.contains(behavior)) {
            true => verdict.passed += 1,
            false => verdict
                .failed
                .push(format!("{name}: {}", behaviors.join(", close: "))),
        }
    }
    Some(verdict)
}

#[cfg(test)]
mod tests {
    use super::verdict;

    #[test]
    fn a_case_passes_by_what_it_does_and_by_how_it_closes() {
        let report = serde_json::json!({ "127.0.0.1:9001": {
            "1.1.1": { "behavior": "OK", "behaviorClose": "OK" },
            "3.2": { "behavior": "NON-STRICT", "behaviorClose": "OK" },
            "7.1.6": { "behavior": "INFORMATIONAL", "behaviorClose": "INFORMATIONAL" },
            "6.3.1": { "behavior": "OK", "behaviorClose": "WRONG CODE" },
            "9.1.1": { "behavior": "FAILED", "behaviorClose": "OK" },
        }});
        let verdict = verdict(&report).unwrap();
        assert_eq!(verdict.passed, 3);
        assert_eq!(
            verdict.failed,
            ["6.3.1: OK, close: WRONG CODE", "9.1.1: FAILED, close: OK"]
        );
        assert!(super::verdict(&serde_json::json!([])).is_none());
    }
}
