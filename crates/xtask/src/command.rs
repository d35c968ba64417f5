//! Running other programs: with their output shown, collected, or both.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Result, While, fail};
use crate::repository;

/// A command that runs in the repository's root and is given nothing to read.
pub(crate) fn new(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(repository::root()).stdin(Stdio::null());
    command
}

/// The `cargo` that runs this command, so that a chosen toolchain stays chosen.
pub(crate) fn cargo() -> Command {
    new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command whose output goes straight to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().or_could_not(format!("start {}", name(command)))?;
    if status.success() { Ok(()) } else { fail(format!("`{}` failed ({status}).", shown(command))) }
}

/// Runs a command and gives what it printed; a failure carries what it complained of.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().or_could_not(format!("start {}", name(command)))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        fail(format!("`{}` failed ({}): {}", shown(command), output.status, complaint.trim()))
    }
}

/// What a command printed while it was shown, and whether it ended well.
#[derive(Debug)]
pub(crate) struct Finished {
    /// Standard output and standard error, each in its own order.
    pub(crate) text: String,
    /// Whether the exit code was zero.
    pub(crate) success: bool,
}

/// Runs a command, shows its output while it runs, and collects it.
pub(crate) fn tee(command: &mut Command) -> Result<Finished> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .or_could_not(format!("start {}", name(command)))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let text = std::thread::scope(|scope| {
        let out = scope.spawn(|| copy_lines(out, std::io::stdout()));
        let err = scope.spawn(|| copy_lines(err, std::io::stderr()));
        [out, err].map(|thread| thread.join().unwrap_or_default()).concat()
    });
    let status = child.wait().or_could_not(format!("wait for {}", name(command)))?;
    Ok(Finished { text, success: status.success() })
}

fn copy_lines(from: Option<impl Read>, mut to: impl Write) -> String {
    let mut all = String::new();
    let Some(from) = from else { return all };
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
        // A closed terminal is no reason to lose the count of the tests.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        all.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    all
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(name(command)).chain(words).collect::<Vec<_>>().join(" ")
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Where a program is found on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// The search path with some folders put first.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&old));
    std::env::join_paths(all).or_could_not("put the tools on the search path")
}
