//! Files that are named on the command line.

use std::{
    fs::File,
    io::{self, Read, Write},
};

use simulator::{Scenario, scenario::ScenarioError};

/// Exit code when a file cannot be read.
pub(crate) const UNREADABLE: u8 = 2;

/// Bytes of a file, far above any scenario that a person or a program writes.
const LONGEST: u64 = 64 * 1024 * 1024;

/// The text of a file; nothing, with a complaint, where it cannot be read.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn read(file: &str, complaints: &mut impl Write) -> io::Result<Option<String>> {
    match text(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            writeln!(complaints, "{file}: cannot be read: {error}")?;
            Ok(None)
        }
    }
}

/// The scenario in a file; nothing, with complaints, where there is none.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn scenario(file: &str, complaints: &mut impl Write) -> io::Result<Option<Scenario>> {
    let Some(text) = read(file, complaints)? else { return Ok(None) };
    match Scenario::read(&text) {
        Ok(scenario) => Ok(Some(scenario)),
        Err(errors) => {
            complain(file, &errors, complaints)?;
            Ok(None)
        }
    }
}

/// `-` is standard input.
fn text(file: &str) -> io::Result<String> {
    let source: Box<dyn Read> = match file {
        "-" => Box::new(io::stdin().lock()),
        _ => Box::new(File::open(file)?),
    };
    let mut text = String::new();
    source.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than 64 MB"));
    }
    Ok(text)
}

/// Everything that is wrong with a file, in the form that editors turn into links.
fn complain(file: &str, errors: &[ScenarioError], complaints: &mut impl Write) -> io::Result<()> {
    for error in errors {
        let (line, column) = (error.at.line, error.at.column);
        write!(complaints, "{file}:{line}:{column}: ")?;
        if !error.path.is_empty() {
            write!(complaints, "{}: ", error.path)?;
        }
        writeln!(complaints, "{}", error.message)?;
        if let Some(help) = &error.help {
            writeln!(complaints, "    {help}")?;
        }
    }
    Ok(())
}
