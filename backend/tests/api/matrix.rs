//! Who may do what: every operation, tried by everybody, held against the table in
//! `matrix/outcomes.md`.

use api_types::problem::ProblemKind;

use crate::support::Answer;
use crate::support::operations::{Operation, operations};
use crate::support::person::send;
use crate::support::world::{Role, World};

const TABLE: &str = include_str!("matrix/outcomes.md");

/// An operation, on what, and what becomes of it for each role.
#[derive(Debug)]
struct Row {
    operation: &'static str,
    on: &'static str,
    outcomes: Vec<&'static str>,
}

fn rows() -> Vec<Row> {
    let mut lines = TABLE
        .lines()
        .filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'))
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    assert_eq!(head[2..], Role::ALL.map(Role::name));
    lines
        .skip(1)
        .map(|cells| Row {
            operation: cells[0],
            on: cells[1],
            outcomes: cells[2..].to_vec(),
        })
        .collect()
}

#[test]
fn every_operation_has_a_row_and_every_row_an_operation() {
    let (rows, operations) = (rows(), operations());
    for operation in &operations {
        let mut declared = rows.iter().filter(|row| row.operation == operation.id);
        let complete = declared.clone().count() > 0
            && declared.all(|row| row.on.is_empty() != operation.has_target());
        assert!(
            complete,
            "say who may do what with {id}: add to backend/tests/api/matrix/outcomes.md a row for \
             each kind of thing that it can be done with,\n| {id} | what in its path | {roles} |\n\
             If it takes a body, say in `World::body` (support/world.rs) what is sent.",
            id = operation.id,
            roles = Role::ALL.map(Role::name).join(" | "),
        );
    }
    for row in &rows {
        let exists = operations.iter().any(|found| found.id == row.operation);
        assert!(exists, "there is no operation {} any more", row.operation);
        let cells = row.outcomes.len();
        assert_eq!(cells, Role::ALL.len(), "{} on {}", row.operation, row.on);
    }
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_who_is_refused_changes_nothing() {
    let mut world = World::new().await;
    let operations = operations();
    let mut differences = Vec::new();
    for row in rows() {
        let found = operations.iter().find(|found| found.id == row.operation);
        let operation = found.expect("there is such an operation");
        for (role, expected) in Role::ALL.into_iter().zip(&row.outcomes) {
            let outcome = attempt(&mut world, role, operation, row.on).await;
            if outcome != *expected {
                let (what, on) = (row.operation, row.on);
                let who = role.name();
                differences.push(format!("{what} | {on} | {who}: {outcome}, not {expected}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// One cell, in the world as it was made.
async fn attempt(world: &mut World, role: Role, operation: &Operation, on: &str) -> String {
    let answer = send(world.attempt(role, operation, on)).await;
    let place = format!("{} | {on} | {}", operation.id, role.name());
    let is_documented = operation.statuses.contains(&answer.status);
    assert!(is_documented, "{place}: {} is undocumented", answer.status);
    let changes = world.saved.changes().await;
    if answer.status >= 400 || !operation.changes_something() {
        // A session that somebody else used is destroyed.
        let allowed = match role {
            Role::OtherDevice => vec!["sessions"],
            _ => vec![],
        };
        assert_eq!(changes, allowed, "{place}");
    }
    world.saved.restore().await;
    outcome(answer, operation)
}

/// As the table has it.
fn outcome(answer: Answer, operation: &Operation) -> String {
    let status = answer.status;
    if status >= 400 {
        let reference = answer.json["type"].as_str().unwrap_or_default();
        let kind = ProblemKind::from_type_reference(reference);
        let slug = kind.map(ProblemKind::slug).unwrap_or("no-problem");
        answer.expect_problem(kind.map_or(status, ProblemKind::status), slug);
        return slug.to_owned();
    }
    let people = usize::from(answer.json["account"].is_object());
    match answer.json["items"].as_array() {
        Some(items) => format!("{status}:{}", items.len()),
        None if operation.id == "get_session" => format!("{status}:{people}"),
        None => status.to_string(),
    }
}
