//! Runs real servers. Owners that get killed are real processes, too: this test binary, started
//! once more with [`OWNER_OF`] set.
#![expect(
    clippy::unwrap_used,
    reason = "a test may panic, and so may its helpers"
)]

use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::time::{Duration, Instant};
use std::{fs, thread};

use local_postgres::{DATABASE, Error, LocalPostgres, Options};
use postgres::{Client, NoTls};
use tempfile::TempDir;

/// Tells a process of this test binary to own the server of that folder until it is killed.
const OWNER_OF: &str = "LOCAL_POSTGRES_TEST_OWNER_OF";

#[test]
fn the_first_start_makes_a_utf8_database_that_answers() {
    let dir = folder();
    let server = options(dir.path()).start().unwrap();
    assert!(server.is_owner() && !server.was_adopted());
    let mut client = connect(&server);
    let row = client
        .query_one(
            "SELECT current_database(), lower('ÄÖ'), current_setting('listen_addresses')",
            &[],
        )
        .unwrap();
    assert_eq!(row.get::<_, String>(0), DATABASE);
    assert_eq!(row.get::<_, String>(1), "äö");
    assert_eq!(row.get::<_, String>(2), "");
}

#[test]
fn a_restart_keeps_the_data_and_stopping_leaves_no_process_and_no_socket() {
    let dir = folder();
    let durable = durable(dir.path());
    let server = durable.start().unwrap();
    write_mark(&server);
    let pid = postmaster_pid(&server);
    let socket_dir = socket_dir(&server);
    server.stop().unwrap();
    assert!(!is_alive(pid));
    assert!(!socket_dir.exists());

    let server = durable.start().unwrap();
    assert!(has_mark(&server));
    assert_ne!(postmaster_pid(&server), pid);
}

#[test]
fn dropping_stops_the_server() {
    let dir = folder();
    let server = options(dir.path()).start().unwrap();
    let pid = postmaster_pid(&server);
    drop(server);
    assert!(!is_alive(pid));
}

#[test]
fn a_second_owner_is_refused_and_may_attach_instead() {
    let dir = folder();
    let owner = options(dir.path()).start().unwrap();
    write_mark(&owner);
    match options(dir.path()).start() {
        Err(Error::InUse { pid, .. }) => assert_eq!(pid, Some(std::process::id())),
        other => panic!("expected InUse, got {other:?}"),
    }
    let guest = options(dir.path()).attach_or_start().unwrap();
    assert!(!guest.is_owner());
    assert!(has_mark(&guest));
    guest.stop().unwrap();
    assert!(has_mark(&owner));
}

#[test]
fn without_an_owner_attaching_starts() {
    let dir = folder();
    let server = options(dir.path()).attach_or_start().unwrap();
    assert!(server.is_owner());
    write_mark(&server);
}

#[test]
fn attaching_waits_for_an_owner_that_is_still_starting() {
    let dir = folder();
    let servers = thread::scope(|scope| {
        let starts = [0; 4].map(|_| scope.spawn(|| options(dir.path()).attach_or_start().unwrap()));
        starts.map(|start| start.join().unwrap())
    });
    assert_eq!(servers.iter().filter(|server| server.is_owner()).count(), 1);
    servers.iter().for_each(|server| drop(connect(server)));
}

#[test]
fn a_server_that_outlived_its_owner_is_adopted() {
    let dir = folder();
    let mut owner = spawn_owner(dir.path());
    owner.kill().unwrap();
    owner.wait().unwrap();

    let server = durable(dir.path()).start().unwrap();
    assert!(server.is_owner() && server.was_adopted());
    assert!(has_mark(&server));
    let pid = postmaster_pid(&server);
    server.stop().unwrap();
    assert!(!is_alive(pid));
}

#[test]
fn an_orphan_without_its_socket_is_replaced() {
    let dir = folder();
    let mut owner = spawn_owner(dir.path());
    owner.kill().unwrap();
    owner.wait().unwrap();
    let pid = pid_in(&dir.path().join("data/cluster"));
    fs::remove_dir_all(sockets_in(&dir.path().join("data/cluster"))).unwrap();

    let server = durable(dir.path()).start().unwrap();
    assert!(!server.was_adopted());
    assert!(has_mark(&server));
    assert!(!is_alive(pid));
}

#[test]
fn a_start_recovers_when_owner_and_server_were_killed() {
    let dir = folder();
    let mut owner = spawn_owner(dir.path());
    let pid = pid_in(&dir.path().join("data/cluster"));
    owner.kill().unwrap();
    owner.wait().unwrap();
    kill(pid);

    let server = durable(dir.path()).start().unwrap();
    assert!(!server.was_adopted());
    assert!(has_mark(&server));
}

#[test]
fn a_pid_file_that_names_another_process_is_ignored() {
    let dir = folder();
    let server = options(dir.path()).start().unwrap();
    write_mark(&server);
    let cluster = server.data_dir().join("cluster");
    let pid = postmaster_pid(&server);
    let text = fs::read_to_string(cluster.join("postmaster.pid")).unwrap();
    server.stop().unwrap();
    // As after a power cut and a reboot, with some process that has the old number now.
    let reused = text.replacen(&pid.to_string(), &std::process::id().to_string(), 1);
    fs::write(cluster.join("postmaster.pid"), reused).unwrap();

    let server = options(dir.path()).start().unwrap();
    assert!(has_mark(&server));
}

#[test]
fn a_half_made_data_folder_is_made_anew() {
    let dir = folder();
    let staging = dir.path().join("data/cluster.new");
    fs::create_dir_all(&staging).unwrap();
    fs::write(staging.join("PG_VERSION"), "18\n").unwrap();
    let server = options(dir.path()).start().unwrap();
    write_mark(&server);
    assert!(!staging.exists());
}

#[test]
fn the_data_of_another_version_is_left_alone() {
    let dir = folder();
    let durable = durable(dir.path());
    let server = durable.start().unwrap();
    let version_file = server.data_dir().join("cluster/PG_VERSION");
    server.stop().unwrap();
    fs::write(&version_file, "9\n").unwrap();
    let error = durable.start().unwrap_err();
    assert!(matches!(&error, Error::VersionMismatch { data_version, .. } if data_version == "9"));
    assert!(error.to_string().contains("POSTGRES_BIN_DIR"));
}

#[test]
fn a_wrong_folder_for_the_binaries_is_named() {
    let dir = folder();
    let error = options(dir.path())
        .bin_dir(Some(dir.path().to_owned()))
        .start()
        .unwrap_err();
    assert!(matches!(error, Error::BadBinDir { .. }), "{error}");
}

#[test]
fn settings_that_prevent_a_start_are_reported_with_the_log() {
    let dir = folder();
    let durable = durable(dir.path());
    let server = durable.start().unwrap();
    let settings = server.data_dir().join("cluster/postgresql.auto.conf");
    server.stop().unwrap();
    fs::write(settings, "nonsense = 'yes'\n").unwrap();
    let error = durable.start().unwrap_err();
    assert!(error.to_string().contains("nonsense"), "{error}");
}

#[test]
fn test_data_that_is_broken_is_made_anew() {
    let dir = folder();
    let server = options(dir.path()).start().unwrap();
    let control = server.data_dir().join("cluster/global/pg_control");
    server.stop().unwrap();
    fs::write(control, "").unwrap();
    drop(connect(&options(dir.path()).start().unwrap()));
}

#[test]
fn a_scratch_server_starts_empty_each_time() {
    let dir = folder();
    let server = options(dir.path()).start().unwrap();
    write_mark(&server);
    server.stop().unwrap();
    assert!(!has_mark(&options(dir.path()).empty().start().unwrap()));
}

#[test]
fn root_keeps_data_elsewhere_that_nobody_else_can_reach() {
    let dir = folder();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let asked = dir.path().join("data");
    let server = options(dir.path()).start().unwrap();
    if fs::metadata(dir.path()).unwrap().uid() != 0 {
        assert_eq!(server.data_dir(), asked); // Not root: the folder is ours.
        return;
    }
    write_mark(&server);
    let elsewhere = server.data_dir().to_owned();
    assert!(elsewhere.starts_with("/var/lib/event-booking"));
    server.stop().unwrap();
    let server = options(dir.path()).start().unwrap();
    assert_eq!(server.data_dir(), elsewhere);
    assert!(has_mark(&server));
    server.stop().unwrap();
    fs::remove_dir_all(elsewhere).unwrap();
}

/// Not a test: the owner that [`spawn_owner`] starts, and the tests kill.
#[test]
fn an_owner_in_a_process_of_its_own() {
    let Some(dir) = std::env::var_os(OWNER_OF) else {
        return;
    };
    let server = durable(Path::new(&dir)).start().unwrap();
    write_mark(&server);
    eprintln!("ready");
    thread::sleep(Duration::from_secs(60));
}

fn spawn_owner(dir: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "an_owner_in_a_process_of_its_own", "--nocapture"])
        .env(OWNER_OF, dir)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut lines = lines.map(Result::unwrap);
    assert!(
        lines.any(|line| line.contains("ready")),
        "the owner did not start"
    );
    child
}

/// A folder which root's stand-in can pass through, as it is in an ordinary checkout.
fn folder() -> TempDir {
    static SWEPT: Once = Once::new();
    let user = fs::metadata(std::env::current_exe().unwrap())
        .unwrap()
        .uid();
    let all = std::env::temp_dir().join(format!("local_postgres-tests-{user}"));
    fs::create_dir_all(&all).unwrap();
    fs::set_permissions(&all, fs::Permissions::from_mode(0o755)).unwrap();
    SWEPT.call_once(|| remove_leftovers(&all));
    let dir = tempfile::tempdir_in(&all).unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    dir
}

/// Ends the servers of an earlier run that was interrupted, but none of a run that goes on.
fn remove_leftovers(all: &Path) {
    for entry in fs::read_dir(all).unwrap() {
        let dir = entry.unwrap().path();
        let is_running = dir.join("data/cluster/postmaster.pid").exists();
        if is_running && let Err(Error::InUse { .. }) = durable(&dir).start() {
            continue;
        }
        let age = fs::metadata(&dir).and_then(|meta| meta.modified()).ok();
        if age.is_some_and(|at| at.elapsed().unwrap_or_default() > Duration::from_secs(600))
            || is_running
        {
            fs::remove_dir_all(&dir).unwrap();
        }
    }
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn durable(dir: &Path) -> Options {
    Options::new(dir.join("data")).project_dir(project())
}

fn options(dir: &Path) -> Options {
    durable(dir).for_tests()
}

fn connect(server: &LocalPostgres) -> Client {
    Client::connect(&server.url(DATABASE), NoTls).unwrap()
}

fn write_mark(server: &LocalPostgres) {
    connect(server)
        .batch_execute("CREATE TABLE mark ()")
        .unwrap();
}

fn has_mark(server: &LocalPostgres) -> bool {
    let mut client = connect(server);
    let row = client
        .query_one("SELECT to_regclass('mark') IS NOT NULL", &[])
        .unwrap();
    row.get(0)
}

fn postmaster_pid(server: &LocalPostgres) -> u32 {
    pid_in(&server.data_dir().join("cluster"))
}

fn pid_in(cluster: &Path) -> u32 {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).unwrap();
    text.lines().next().unwrap().parse().unwrap()
}

fn socket_dir(server: &LocalPostgres) -> PathBuf {
    sockets_in(&server.data_dir().join("cluster"))
}

fn sockets_in(cluster: &Path) -> PathBuf {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).unwrap();
    PathBuf::from(text.lines().nth(4).unwrap())
}

fn kill(pid: u32) {
    let pid_argument = pid.to_string();
    assert!(
        Command::new("kill")
            .args(["-9", &pid_argument])
            .status()
            .unwrap()
            .success()
    );
    let deadline = Instant::now() + Duration::from_secs(10);
    while is_alive(pid) {
        assert!(Instant::now() < deadline, "process {pid} does not die");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A zombie, which waits for a lazy init process to collect it, does not count.
fn is_alive(pid: u32) -> bool {
    let output = Command::new("ps")
        .args(["-o", "stat=", "-p", &pid.to_string()])
        .output()
        .unwrap();
    let state = String::from_utf8(output.stdout).unwrap();
    !state.trim().is_empty() && !state.starts_with('Z')
}
