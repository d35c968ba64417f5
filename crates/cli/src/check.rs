//! `assume-role check`: what is wrong with policy documents, each at its place.

use std::io::{self, Write};

use iam::PolicyType;
use policy::{Diagnostic, Severity};

use crate::{
    file,
    files::Work,
    plain::{BAD, DOUBTFUL, FAINT, Plain},
};

/// Exit code when the service would not save a document.
const REFUSED: u8 = 1;

/// Checks one file.
///
/// # Errors
/// When nothing can be written.
pub(crate) fn run(
    work: &mut Work<'_>,
    kind: Option<PolicyType>,
    json: bool,
    colours: bool,
) -> io::Result<u8> {
    let Some(text) = file::read(work.file, &mut work.complaints)? else {
        return Ok(file::UNREADABLE);
    };
    let (read_as, findings) = wire::check::read(&text, kind);
    if json {
        serde_json::to_writer_pretty(&mut work.out, &wire::check::check(&text, kind))?;
        writeln!(work.out)?;
    } else {
        let out = &mut Plain::in_colours(&mut work.out, colours);
        report(work.file, &text, read_as, &findings, out)?;
    }
    let refused = findings
        .iter()
        .any(|finding| finding.refusal.is_some() || finding.severity == Severity::Error);
    Ok(if refused { REFUSED } else { 0 })
}

/// One line for each finding, in the form that editors turn into links, with the way out below it.
fn report(
    file: &str,
    text: &str,
    kind: PolicyType,
    findings: &[Diagnostic],
    out: &mut Plain<impl Write>,
) -> io::Result<()> {
    for finding in findings {
        let at = finding.span.line_column(text);
        let (severity, style) = match finding.severity {
            Severity::Error => ("error", BAD),
            Severity::SecurityWarning => ("security warning", BAD),
            Severity::Warning => ("warning", DOUBTFUL),
            Severity::Suggestion => ("suggestion", FAINT),
        };
        let (line, column, code) = (at.line, at.column, finding.code);
        write!(out, "{file}:{line}:{column}: ")?;
        out.styled(style, severity)?;
        writeln!(out, ": {} [{code}]", finding.message)?;
        if let Some(help) = &finding.help {
            writeln!(out, "    {help}")?;
        }
        if let Some(refusal) = &finding.refusal {
            writeln!(out, "    Not saved: {refusal}")?;
        }
    }
    let sum = match findings.len() {
        0 => "nothing found".to_owned(),
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    };
    writeln!(out, "{file}: {sum}, read as: {}", kind.label())
}
