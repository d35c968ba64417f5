//! YAML, as CloudFormation's templates are written in it: it is told by its look and not read. AWS: "AWS CloudFormation
//! User Guide", "CloudFormation template format".

use policy::Span;

use super::{Piece, PieceKind, YAML, warning};

/// Keys that, without quotation marks, stand in templates and policies only.
const KEYS: [&str; 12] = [
    "AWSTemplateFormatVersion",
    "Transform",
    "AssumeRolePolicyDocument",
    "PolicyDocument",
    "ManagedPolicyArns",
    "Statement",
    "Effect",
    "Principal",
    "Action",
    "Resource",
    "Condition",
    "Resources",
];

/// What to do instead.
pub(super) const HELP: &str = "Paste JSON: `aws iam get-role --role-name NAME` prints the role as it is deployed; for a \
                               single document, `yq -o=json` turns YAML into JSON.";

/// Finds runs of lines that are YAML and name at least two of the keys.
pub(super) fn find(text: &str, span: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut run: Option<Run> = None;
    let mut start = span.start as usize;
    for line in span.of(text).split_inclusive('\n') {
        let (place, words) = (start, line.trim());
        start += line.len();
        if words.is_empty() || words.starts_with('#') || words == "---" {
            continue;
        }
        if !is_yaml(words) {
            pieces.extend(run.take().and_then(Run::piece));
            continue;
        }
        let run = run.get_or_insert(Run {
            start: place,
            end: place,
            keys: Vec::new(),
            is_template: false,
        });
        run.end = place + line.trim_end().len();
        let known = key(words).and_then(|key| KEYS.into_iter().find(|known| *known == key));
        run.keys.extend(known.filter(|key| !run.keys.contains(key)));
        run.is_template |= known == Some("AWSTemplateFormatVersion") || words.contains("AWS::");
    }
    pieces.extend(run.and_then(Run::piece));
    pieces
}

struct Run {
    start: usize,
    end: usize,
    keys: Vec<&'static str>,
    is_template: bool,
}

impl Run {
    fn piece(self) -> Option<Piece> {
        if self.keys.len() < 2 && !self.is_template {
            return None;
        }
        let span = Span::new(self.start, self.end);
        let message = if self.is_template {
            "This is a CloudFormation template in YAML, which is not read."
        } else {
            "This is YAML, which is not read."
        };
        let finding = warning(YAML, span, message.to_owned(), Some(HELP.to_owned()));
        Some(Piece { span, kind: PieceKind::Unknown, diagnostics: vec![finding] })
    }
}

/// The key of a line: `- Effect: Allow` has `Effect`.
fn key(line: &str) -> Option<&str> {
    let line = line.trim_start_matches("- ").trim_start();
    let key = line.split_once(": ").map(|(key, _)| key).or(line.strip_suffix(':'))?;
    // Keys of conditions are quoted.
    let is_key = |letter: char| letter.is_ascii_alphanumeric() || "_-.:/\"'".contains(letter);
    (!key.is_empty() && key.chars().all(is_key)).then_some(key)
}

/// Whether a line may stand in YAML. A long ARN, a prompt and a sentence do not.
fn is_yaml(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with('!') || key(line).is_some()
}
