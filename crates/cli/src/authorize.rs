//! `assume-role authorize`: cases from standard input, their answers to standard output.

use std::io::{self, BufWriter, Read, Write};

use wire::authorize::{Detail, answers};

/// Exit code when some case was not answered.
const UNANSWERED: u8 = 1;

/// Exit code when the input is no case and no array.
const UNREADABLE: u8 = 2;

/// Answers every case in its order, each as soon as it is decided.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn run(
    input: &mut impl Read,
    verdict_only: bool,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let mut text = String::new();
    if let Err(error) = input.read_to_string(&mut text) {
        writeln!(complaints, "The input cannot be read: {error}")?;
        return Ok(UNREADABLE);
    }
    // Some editors and shells put a mark in front of UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let detail = if verdict_only { Detail::Verdict } else { Detail::Full };
    let mut out = BufWriter::new(out);
    let all = match answers(text, detail) {
        Ok(all) => all,
        Err(unreadable) => {
            serde_json::to_writer(&mut out, &unreadable)?;
            writeln!(out)?;
            out.flush()?;
            return Ok(UNREADABLE);
        }
    };
    let is_array = all.is_array();
    let mut worst = 0;
    if is_array {
        write!(out, "[")?;
    }
    for (number, answer) in all.enumerate() {
        if !answer.is_answered() {
            worst = UNANSWERED;
        }
        if is_array {
            writeln!(out, "{}", if number > 0 { "," } else { "" })?;
        }
        serde_json::to_writer(&mut out, &answer)?;
    }
    writeln!(out, "{}", if is_array { "\n]" } else { "" })?;
    out.flush()?;
    Ok(worst)
}
