//! Runs the programs that do the work: shows that they live, keeps what they print, and ends them
//! and their children when we are told to stop.

use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write, stdout};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::project::Project;

/// How many lines of a failed step are shown.
const TAIL: usize = 200;
/// How often a long step says that it still runs where nothing can be animated.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// How long a program may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(5);

/// Somebody wants us to stop. Travels as an error, so that everything is cleaned up on the way.
#[derive(Debug)]
pub struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// Knows whether we were told to stop.
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. The second signal ends us at once.
    pub fn listen() -> Result<Self> {
        let flag = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&flag))?;
            signal_hook::flag::register(signal, Arc::clone(&flag))?;
        }
        Ok(Self(flag))
    }

    /// An error if we were told to stop.
    pub fn check(&self) -> Result<()> {
        if self.0.load(Ordering::Relaxed) {
            return Err(Interrupted.into());
        }
        Ok(())
    }
}

/// How a program ended, and what it printed.
pub struct Finished {
    /// Did it succeed?
    pub success: bool,
    /// Everything that it printed, both streams in the order in which they arrived.
    pub lines: Vec<String>,
    status: ExitStatus,
    log: Option<PathBuf>,
}

impl Finished {
    /// Shows the end of the output, unless it was shown as it came.
    pub fn show_tail(&self) {
        if let Some(log) = &self.log {
            let from = self.lines.len().saturating_sub(TAIL);
            self.lines[from..]
                .iter()
                .for_each(|line| println!("   {line}"));
            println!(
                "   ({}; everything it printed: {})",
                self.status,
                log.display()
            );
        }
    }
}

/// A `Finished` of a program that did what it should; otherwise shows what it printed.
pub fn must(project: &Project, name: &str, command: Command) -> Result<Finished> {
    let finished = run(project, name, command, project.verbose)?;
    if !finished.success {
        finished.show_tail();
        bail!("{name} failed ({})", finished.status);
    }
    Ok(finished)
}

/// Runs a program to its end. Its output is shown as it comes if `stream`, and goes to the log file
/// target/xtask/<name>.log otherwise.
pub fn run(project: &Project, name: &str, mut command: Command, stream: bool) -> Result<Finished> {
    project.interrupt.check()?;
    let log_path = project
        .target
        .join("xtask")
        .join(format!("{}.log", name.replace(' ', "-")));
    fs::create_dir_all(project.target.join("xtask"))?;
    let mut log = File::create(&log_path).with_context(|| log_path.display().to_string())?;
    // A process group of its own, so that we can end all of it.
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot run {}", command.get_program().display()))?;
    let output = read_lines(&mut child);
    let mut display = Display::new(project, name, stream);
    let mut lines = Vec::new();
    let mut ended: Option<(ExitStatus, Instant)> = None;
    loop {
        match output.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                writeln!(log, "{line}")?;
                display.line(&line);
                lines.push(line);
            }
            // Somebody may keep the output open after the program's end; wait for that only a little.
            Err(RecvTimeoutError::Timeout) if ended.is_some_and(|(_, at)| at.elapsed() > GRACE) => {
                break;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        display.tick();
        if ended.is_none() {
            ended = child.try_wait()?.map(|status| (status, Instant::now()));
        }
        if let Err(interrupted) = project.interrupt.check() {
            display.clear();
            end(&mut child);
            return Err(interrupted);
        }
    }
    display.clear();
    let status = child.wait()?;
    Ok(Finished {
        success: status.success(),
        lines,
        status,
        log: (!stream).then_some(log_path),
    })
}

/// Asks the program and its children to end, and makes them if they do not.
fn end(child: &mut Child) {
    let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else {
        return;
    };
    let _ = kill_process_group(group, Signal::TERM);
    let deadline = Instant::now() + GRACE;
    while Instant::now() < deadline && matches!(child.try_wait(), Ok(None)) {
        thread::sleep(Duration::from_millis(20));
    }
    let _ = kill_process_group(group, Signal::KILL);
    let _ = child.wait();
}

fn read_lines(child: &mut Child) -> Receiver<String> {
    fn forward(stream: impl Read + Send + 'static, to: Sender<String>) {
        thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n') {
                let Ok(line) = line else { break };
                let line = String::from_utf8_lossy(&line)
                    .trim_end_matches('\r')
                    .to_owned();
                if to.send(line).is_err() {
                    break;
                }
            }
        });
    }
    let (sender, receiver) = channel();
    if let Some(stream) = child.stdout.take() {
        forward(stream, sender.clone());
    }
    if let Some(stream) = child.stderr.take() {
        forward(stream, sender);
    }
    receiver
}

/// Shows that something goes on: the output itself, a line that changes, or a word now and then.
struct Display<'a> {
    name: &'a str,
    animated: bool,
    stream: bool,
    started: Instant,
    last_shown: Instant,
    recent: String,
    frame: usize,
}

impl<'a> Display<'a> {
    fn new(project: &Project, name: &'a str, stream: bool) -> Self {
        Self {
            name,
            animated: project.animated && !stream,
            stream,
            started: Instant::now(),
            last_shown: Instant::now(),
            recent: String::new(),
            frame: 0,
        }
    }

    fn line(&mut self, line: &str) {
        if self.stream {
            println!("{line}");
        } else if !line.trim().is_empty() {
            self.recent = line.trim().to_owned();
        }
    }

    fn tick(&mut self) {
        let every = if self.animated {
            Duration::from_millis(100)
        } else {
            HEARTBEAT
        };
        if self.stream || self.last_shown.elapsed() < every {
            return;
        }
        self.last_shown = Instant::now();
        let elapsed = duration(self.started.elapsed());
        let text = format!("{} ({elapsed}) {}", self.name, self.recent);
        let text: String = text.chars().filter(|c| !c.is_control()).take(76).collect();
        if self.animated {
            let spinner = ["|", "/", "-", "\\"][self.frame % 4];
            self.frame += 1;
            print!("\r\x1b[2K{spinner}  {text}");
            let _ = stdout().flush();
        } else {
            println!("   {text}");
        }
    }

    fn clear(&self) {
        if self.animated {
            print!("\r\x1b[2K");
            let _ = stdout().flush();
        }
    }
}

/// A duration as people read it: `0.4 s`, `12 s`, `3 min 20 s`.
pub fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", duration.as_secs_f64()),
        10..=119 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;
    use std::time::Duration;

    #[test]
    fn durations_are_as_exact_as_one_wants_to_know() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(119)), "119 s");
        assert_eq!(duration(Duration::from_secs(200)), "3 min 20 s");
    }
}
