//! The cases of the test suite Autobahn against our websockets, run by `cargo xtask test`, which
//! brings the program that knows them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde::Deserialize;

/// Compression, which the server does not offer.
const EXCLUDED: [&str; 2] = ["12.*", "13.*"];
/// What Autobahn calls behaviour that RFC 6455 allows.
const ALLOWED: [&str; 3] = ["OK", "NON-STRICT", "INFORMATIONAL"];
/// Cases 1 to 7, 9 and 10.
const CASES: usize = 301;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    behavior: String,
    behavior_close: String,
}

/// Ends with us.
struct Echo(Child);

impl Echo {
    fn start() -> (Self, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_echo"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the echo server runs");
        let output = child.stdout.take().expect("it has an output");
        let mut address = String::new();
        BufReader::new(output)
            .read_line(&mut address)
            .expect("it says where it listens");
        (Self(child), address.trim().to_owned())
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn our_sockets_pass_every_case_of_autobahn() {
    let kosoku = std::env::var_os("KOSOKU")
        .expect("KOSOKU is not set: run `cargo xtask autobahn`, which sets it");
    let (_echo, address) = Echo::start();
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(kosoku);
    command.arg(address).arg("--outdir").arg(folder.path());
    // Some cases wait.
    command.args(["--parallelism", "2"]);
    for cases in EXCLUDED {
        command.args(["--exclude", cases]);
    }
    command.status().unwrap();
    let report = fs::read_to_string(folder.path().join("index.json")).unwrap();
    let report: BTreeMap<String, BTreeMap<String, Case>> = serde_json::from_str(&report).unwrap();
    let cases: Vec<_> = report.into_values().flatten().collect();
    let is_allowed = |behavior: &String| ALLOWED.contains(&behavior.as_str());
    let failed: Vec<_> = cases
        .iter()
        .filter(|(_, case)| !is_allowed(&case.behavior) || !is_allowed(&case.behavior_close))
        .map(|(name, case)| format!("{name}: {}, close: {}", case.behavior, case.behavior_close))
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(cases.len(), CASES);
}
