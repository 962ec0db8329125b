//! A command of the user's as a process: input in, output out, never longer than it may take.
//!
//! The three streams run on threads of their own, so that no order in which the process reads, writes, closes or
//! ignores them can make the two wait for each other. A process that takes too long is killed with everything it
//! started: its group, and on Linux also what left the group, which is known by a mark in its environment (as Jenkins
//! knows what a build left behind). A run ends at its time-out whoever still holds the pipes.
//!
//! # What this module does not do
//!
//! It cannot find a process that left the group *and* emptied its environment, nor, where there is no `/proc`, one that
//! left the group. For that the system has to be asked to hand orphans over, which takes unsafe code.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::commands::ProcessEnd;

/// How much of standard error is kept: enough for a message.
const KEPT_ERROR_BYTES: usize = 4_096;

/// How often it is looked whether a process has ended that closed its output already.
const POLL: Duration = Duration::from_millis(2);

/// What everything that a command starts has in its environment: which run of which process it belongs to.
const MARK: &str = "EVB_PROCESS";

/// How many runs this process has begun.
static RUNS: AtomicU64 = AtomicU64::new(0);

/// Runs `command` in the shell with `input` on its standard input.
pub(super) fn run(
    command: &str,
    input: &[u8],
    timeout: Duration,
    maximum_output_bytes: usize,
) -> io::Result<ProcessEnd> {
    let deadline = Instant::now() + timeout;
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let mark = format!("{}-{run}", std::process::id());
    let mut child = shell(command)
        .env(MARK, &mark)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_vec();
        // A process need not read its input: that it closes it early is no failure.
        thread::spawn(move || stdin.write_all(&input));
    }
    let output = collect(child.stdout.take(), maximum_output_bytes.saturating_add(1));
    let errors = drain(child.stderr.take());
    let end = wait(&mut child, &output, deadline, maximum_output_bytes);
    // Reaps the process, and stops what it left behind.
    stop(&mut child);
    let end = end?;
    if !matches!(end, ProcessEnd::Exited { .. }) {
        stop_strays(&mark);
    }
    Ok(match end {
        ProcessEnd::Exited { code, output, .. } => ProcessEnd::Exited {
            code,
            output,
            errors: remaining(&errors, deadline),
        },
        other => other,
    })
}

/// Waits for the output, then for the process.
fn wait(
    child: &mut Child,
    output: &Receiver<io::Result<Vec<u8>>>,
    deadline: Instant,
    maximum_output_bytes: usize,
) -> io::Result<ProcessEnd> {
    let left = deadline.saturating_duration_since(Instant::now());
    let Ok(output) = output.recv_timeout(left) else {
        return Ok(ProcessEnd::TimedOut);
    };
    let output = output?;
    if output.len() > maximum_output_bytes {
        return Ok(ProcessEnd::TooMuchOutput);
    }
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(ProcessEnd::Exited {
                code: status.code(),
                output,
                errors: String::new(),
            });
        }
        if Instant::now() >= deadline {
            return Ok(ProcessEnd::TimedOut);
        }
        thread::sleep(POLL);
    }
}

/// Reads at most `limit` bytes of a stream on a thread of its own.
fn collect(
    stream: Option<impl Read + Send + 'static>,
    limit: usize,
) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(stream) = stream {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let limit = u64::try_from(limit).unwrap_or(u64::MAX);
            let read = stream.take(limit).read_to_end(&mut bytes);
            // Nobody listens any more when the process took too long.
            let _ = sender.send(read.map(|_| bytes));
        });
    }
    receiver
}

/// Reads a stream to its end, so that the process never waits for it, and keeps the beginning.
fn drain(stream: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(mut stream) = stream {
        thread::spawn(move || {
            let mut kept = Vec::new();
            let limit = KEPT_ERROR_BYTES as u64;
            let _ = stream.by_ref().take(limit).read_to_end(&mut kept);
            let _ = sender.send(kept);
            let _ = io::copy(&mut stream, &mut io::sink());
        });
    }
    receiver
}

/// What came over standard error, as far as it came.
fn remaining(errors: &Receiver<Vec<u8>>, deadline: Instant) -> String {
    let left = deadline.saturating_duration_since(Instant::now());
    let bytes = errors.recv_timeout(left).unwrap_or_default();
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

/// Ends the process and whatever it started, if anything of it still runs.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    {
        // The process leads a group of its own: the group goes with it.
        let group = format!("-{}", child.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Kills what left the group. Looked for again, because it may start others meanwhile.
#[cfg(target_os = "linux")]
fn stop_strays(mark: &str) {
    const ROUNDS: usize = 10;
    for _ in 0..ROUNDS {
        let strays = strays(mark);
        if strays.is_empty() {
            return;
        }
        let _ = Command::new("kill")
            .arg("-KILL")
            .args(strays)
            .stderr(Stdio::null())
            .status();
    }
}

#[cfg(not(target_os = "linux"))]
fn stop_strays(_mark: &str) {}

/// The processes with this mark in their environment. One that has ended and waits for its parent has none.
#[cfg(target_os = "linux")]
fn strays(mark: &str) -> Vec<String> {
    let entry = format!("{MARK}={mark}");
    let is_marked = |process: &std::fs::DirEntry| {
        let environment = std::fs::read(process.path().join("environ")).unwrap_or_default();
        environment
            .split(|byte| *byte == 0)
            .any(|one| one == entry.as_bytes())
    };
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let number = |process: std::fs::DirEntry| process.file_name().into_string().ok();
    processes
        .filter(is_marked)
        .filter_map(number)
        .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

#[cfg(unix)]
fn shell(command: &str) -> Command {
    use std::os::unix::process::CommandExt as _;
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).process_group(0);
    shell
}

#[cfg(not(unix))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.arg("/C").arg(command);
    shell
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    fn exited(command: &str, input: &[u8]) -> (Option<i32>, String, String) {
        match run(command, input, LONG, 1 << 20).unwrap() {
            ProcessEnd::Exited {
                code,
                output,
                errors,
            } => (code, String::from_utf8(output).unwrap(), errors),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn input_comes_back_as_output() {
        let input = vec![b'x'; 900_000];
        let (code, output, _) = exited("cat", &input);
        assert_eq!((code, output.len()), (Some(0), input.len()));
    }

    #[test]
    fn a_process_that_does_not_read_its_input_is_no_failure() {
        let (code, output, _) = exited("echo '[]'", &vec![b'x'; 1 << 20]);
        assert_eq!((code, output.as_str()), (Some(0), "[]\n"));
    }

    #[test]
    fn a_failure_brings_its_message() {
        let (code, _, errors) = exited("echo broken >&2; exit 3", b"");
        assert_eq!((code, errors.as_str()), (Some(3), "broken"));
    }

    #[test]
    fn much_on_standard_error_stops_nothing() {
        let (code, output, errors) = exited("head -c 500000 /dev/zero >&2; echo '{}'", b"");
        assert_eq!((code, output.as_str()), (Some(0), "{}\n"));
        assert!(errors.len() <= KEPT_ERROR_BYTES);
    }

    #[test]
    fn a_process_that_hangs_is_killed_with_its_children() {
        let begun = Instant::now();
        let end = run("sleep 600 | cat", b"", Duration::from_millis(100), 100).unwrap();
        assert_eq!(end, ProcessEnd::TimedOut);
        assert!(begun.elapsed() < LONG);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_left_the_group_is_killed_too() {
        let begun = Instant::now();
        // The grandchild holds the pipe, and has a group of its own.
        let command = "setsid -f sleep 600.125";
        let end = run(command, b"", Duration::from_millis(300), 100).unwrap();
        assert_eq!(end, ProcessEnd::TimedOut);
        assert!(begun.elapsed() < LONG);
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        let is_left = |process: std::fs::DirEntry| {
            let command = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
            command == b"sleep\x00600.125\0"
        };
        assert_eq!(processes.map(is_left).filter(|left| *left).count(), 0);
    }

    #[test]
    fn output_without_end_is_cut_off() {
        let end = run("cat /dev/zero", b"", LONG, 1_000).unwrap();
        assert_eq!(end, ProcessEnd::TooMuchOutput);
    }
}
