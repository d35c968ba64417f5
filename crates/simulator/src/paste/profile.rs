//! Profiles of `~/.aws/config` and `~/.aws/credentials`. AWS: "AWS Command Line Interface User Guide", "Configuration and
//! credential file settings" and "Using an IAM role in the AWS CLI".

use policy::{Diagnostic, Span};

use super::{Piece, PieceKind, Profile, ProfileSource, warning};
use crate::scenario::{codec::whole, fields::Rule};

/// Settings by which a section is known to be a profile.
const KNOWN: [&str; 15] = [
    "role_arn",
    "source_profile",
    "credential_source",
    "external_id",
    "mfa_serial",
    "role_session_name",
    "duration_seconds",
    "web_identity_token_file",
    "region",
    "output",
    "sso_session",
    "sso_start_url",
    "sso_account_id",
    "aws_access_key_id",
    "credential_process",
];

/// A line with its place, without its end.
struct Line<'t> {
    text: &'t str,
    start: usize,
}

/// Finds the profiles in a part of a text. A section ends with the first line that is none of its settings.
pub(super) fn find(text: &str, span: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = span.start as usize;
    let mut lines = Vec::new();
    for line in span.of(text).split_inclusive('\n') {
        lines.push(Line { text: line.trim_end(), start });
        start += line.len();
    }
    let mut at = 0;
    while at < lines.len() {
        let first = &lines[at];
        at += 1;
        let Some(name) = name_of(first.text) else { continue };
        let settings: Vec<(&Line<'_>, &str, &str)> = lines[at..]
            .iter()
            .map_while(|line| match line.text.trim_start() {
                "" => Some(None),
                comment if comment.starts_with(['#', ';']) => Some(None),
                _ => setting(line.text).map(|(name, value)| Some((line, name, value))),
            })
            .flatten()
            .collect();
        if !settings.iter().any(|(_, name, _)| KNOWN.contains(name)) {
            continue;
        }
        let last = settings.last().map_or(first, |(line, ..)| line);
        let place = Span::new(first.start, last.start + last.text.len());
        pieces.push(read(name, &settings, place));
        at += lines[at..].iter().take_while(|line| line.start < place.end as usize).count();
    }
    pieces
}

/// The name in a section's head: `[profile prod]`, `[default]`, `[prod]`; other kinds of sections are no profiles.
fn name_of(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let name = inside.strip_prefix("profile ").map_or(inside, str::trim);
    let name = name.trim_matches(['"', '\'']);
    let is_name = |letter: char| letter.is_alphanumeric() || "_-./@%+:".contains(letter);
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

/// `name = value`; settings that are nested below another one are indented and stand for themselves.
fn setting(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, value.trim()))
}

fn read(name: &str, settings: &[(&Line<'_>, &str, &str)], place: Span) -> Piece {
    let mut profile = Profile { name: name.into(), ..Profile::default() };
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let (mut source, mut credential, mut by_token) = (None, None, false);
    for (line, name, value) in settings {
        let span = Span::new(line.start, line.start + line.text.len());
        let call = &mut profile.call;
        match *name {
            "role_arn" => call.role_arn = Some((*value).into()),
            "external_id" => call.external_id = Some((*value).into()),
            "mfa_serial" => call.serial_number = Some((*value).into()),
            "role_session_name" => call.role_session_name = Some((*value).into()),
            "duration_seconds" => {
                call.duration_seconds = whole(value);
                if call.duration_seconds.is_none() {
                    let message =
                        "`duration_seconds` is no whole number, so the AWS CLI passes it over.";
                    diagnostics.push(warning("NOT_A_NUMBER", span, message.to_owned(), None));
                }
            }
            "source_profile" => source = Some(*value),
            "credential_source" => credential = Some(*value),
            "web_identity_token_file" => by_token = true,
            "region" => {
                profile.region =
                    Some(*value).filter(|region| Rule::Region.accepts(region)).map(Into::into);
            }
            "aws_access_key_id" => profile.has_keys = true,
            "aws_secret_access_key" | "aws_session_token" => {
                let message = format!("`{name}` is a secret, and nothing here needs it.");
                let help = "It stays in this browser; take the line out all the same.".to_owned();
                diagnostics.push(warning("SECRET", span, message, Some(help)));
            }
            _ => {}
        }
    }
    profile.source = match (source, credential) {
        (Some(source), None) => ProfileSource::Profile(source.into()),
        (None, Some(credential)) => ProfileSource::Credentials(credential.into()),
        _ => ProfileSource::None,
    };
    let wrong = match (&profile.call.role_arn, source, credential) {
        (Some(_), ..) if by_token => {
            profile.call.role_arn = None;
            Some("calls AssumeRoleWithWebIdentity with the token of a file, which is not read here")
        }
        (Some(_), Some(_), Some(_)) => Some("contains both source_profile and credential_source"),
        (Some(_), None, None) if !profile.has_keys => {
            Some("names a role, but neither source_profile nor credential_source")
        }
        _ => None,
    };
    if let Some(wrong) = wrong {
        let message = format!("The profile {name} {wrong}.");
        diagnostics.push(warning("PROFILE", place, message, None));
    }
    Piece { span: place, kind: PieceKind::Profile(Box::new(profile)), diagnostics }
}
