//! `assume-role check`: what is wrong with policy documents, each at its place.

use std::io::{self, Write};

use iam::PolicyType;
use policy::{Diagnostic, Severity};

use crate::{file, plain::Plain};

/// Exit code when the service would not save a document.
const REFUSED: u8 = 1;

/// Checks the files; the worst of what happened is the exit code.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn run(
    files: &[String],
    kind: Option<PolicyType>,
    json: bool,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let mut worst = 0;
    for file in files {
        let Some(text) = file::read(file, complaints)? else {
            worst = worst.max(file::UNREADABLE);
            continue;
        };
        let (read_as, findings) = wire::check::read(&text, kind);
        if findings
            .iter()
            .any(|finding| finding.refusal.is_some() || finding.severity == Severity::Error)
        {
            worst = worst.max(REFUSED);
        }
        if json {
            serde_json::to_writer_pretty(&mut *out, &wire::check::check(&text, kind))?;
            writeln!(out)?;
        } else {
            report(file, &text, read_as, &findings, &mut Plain(&mut *out))?;
        }
    }
    out.flush()?;
    Ok(worst)
}

/// One line for each finding, in the form that editors turn into links, with the way out below it.
fn report(
    file: &str,
    text: &str,
    kind: PolicyType,
    findings: &[Diagnostic],
    out: &mut impl Write,
) -> io::Result<()> {
    for finding in findings {
        let at = finding.span.line_column(text);
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::SecurityWarning => "security warning",
            Severity::Warning => "warning",
            Severity::Suggestion => "suggestion",
        };
        let (line, column, code) = (at.line, at.column, finding.code);
        writeln!(out, "{file}:{line}:{column}: {severity}: {} [{code}]", finding.message)?;
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
    writeln!(out, "{file}: {sum}, read as a {}", kind.label())
}
