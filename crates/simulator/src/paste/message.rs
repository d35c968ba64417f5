//! Errors' messages, as the command line, the SDKs and tools around them print them. AWS: "Troubleshoot access denied
//! error messages".
//!
//! Terminals and tools break lines anywhere, so that phrases are searched without regard to white space.

use policy::Span;

use super::{Message, Piece, PieceKind};

/// A text without white space and without the bars that some tools draw, and where each letter stood.
struct Squeezed {
    text: String,
    /// Offsets in the original of every byte of `text`, and of the end.
    places: Vec<usize>,
}

impl Squeezed {
    fn new(text: &str, span: Span) -> Self {
        let mut squeezed = Self { text: String::new(), places: Vec::new() };
        let start = span.start as usize;
        for (at, letter) in span.of(text).char_indices() {
            if letter.is_whitespace() || matches!(letter, '│' | '╷' | '╵' | '|') {
                continue;
            }
            squeezed.text.push(letter);
            squeezed.places.extend(std::iter::repeat_n(start + at, letter.len_utf8()));
        }
        squeezed.places.push(span.end as usize);
        squeezed
    }

    fn original(&self, at: usize) -> usize {
        self.places.get(at).copied().unwrap_or_else(|| self.places.last().copied().unwrap_or(0))
    }
}

const NOT_AUTHORIZED: &str = "isnotauthorizedtoperform:";
const OCCURRED: &str = "Anerroroccurred(";
const CALLING: &str = ")whencallingthe";
const OPERATION: &str = "operation:";

/// Messages of the service that stand without a caller: their beginning, code, and operation where that is nearly always one.
const KNOWN: [(&str, &str, Option<&str>); 6] = [
    ("TherequestedDurationSecondsexceeds", "ValidationError", Some("AssumeRole")),
    ("Notauthorizedtoperformsts:", "AccessDenied", None),
    ("Rolesmaynotbeassumedbyrootaccounts", "AccessDenied", Some("AssumeRole")),
    ("MultiFactorAuthenticationfailed", "AccessDenied", None),
    ("Thesecuritytokenincludedintherequestisexpired", "ExpiredToken", None),
    ("validationerrordetected:", "ValidationError", None),
];

/// Finds the messages in a part of a text.
pub(super) fn find(text: &str, span: Span) -> Vec<Piece> {
    let squeezed = Squeezed::new(text, span);
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some((piece, next)) = next(text, span, &squeezed, from) {
        pieces.push(piece);
        from = next.max(from + 1);
    }
    pieces
}

/// The next message, and where to go on in the squeezed text.
fn next(text: &str, span: Span, squeezed: &Squeezed, from: usize) -> Option<(Piece, usize)> {
    let all = &squeezed.text;
    let rest = all.get(from..)?;
    let find = |phrase: &str| rest.find(phrase).map(|at| at + from);
    let denied = find(NOT_AUTHORIZED);
    let occurred = find(OCCURRED);
    let known = KNOWN
        .iter()
        .filter_map(|(phrase, code, operation)| Some((find(phrase)?, *code, *operation)))
        .min();
    let start = [denied, occurred, known.map(|(at, ..)| at)].into_iter().flatten().min()?;
    let known = known.filter(|(at, ..)| *at == start);

    let mut message = Message::default();
    let mut begin = start;
    let mut at = start;
    if occurred == Some(start) {
        let code_at = start + OCCURRED.len();
        if let Some(close) = all[code_at..].find(CALLING).map(|close| close + code_at) {
            let operation_at = close + CALLING.len();
            let end = all[operation_at..].find(OPERATION).map(|end| end + operation_at);
            message.code = all[code_at..close].into();
            if let Some(end) = end.filter(|end| end - operation_at < 64) {
                message.operation = Some(all[operation_at..end].into());
                at = end + OPERATION.len();
            }
        } else {
            at = code_at;
        }
    }
    // The sentence about the caller, if it is this message's: not behind the beginning of another one.
    let other = all[at..].find(OCCURRED).map_or(all.len(), |other| other + at);
    let denied = all[at..other].find(NOT_AUTHORIZED).map(|found| found + at);
    let end = match denied {
        Some(denied) if denied - at < 600 || occurred != Some(start) => {
            let user = all[from..denied].rfind("User:").map(|user| user + from);
            if let Some(user) = user {
                begin = begin.min(user);
                let said = &all[user + "User:".len()..denied];
                message.caller = said.starts_with("arn:").then(|| said.into());
            }
            sentence(text, squeezed, denied + NOT_AUTHORIZED.len(), &mut message)
        }
        _ => {
            let line_end = line_end(text, span, squeezed.original(at));
            squeezed.places.partition_point(|place| *place < line_end).min(all.len())
        }
    };
    if message.code.is_empty() {
        message.code = wrapped_code(all, from, begin, end)
            .or(known.map(|(_, code, _)| code))
            .unwrap_or("AccessDenied")
            .into();
    }
    if message.operation.is_none() {
        message.operation = operation_of(all, from, begin, message.action.as_deref())
            .or_else(|| known?.2.map(Into::into));
    }
    if message.code.as_ref() == "AccessDeniedException" {
        message.code = "AccessDenied".into();
    }
    let place =
        Span::new(squeezed.original(begin), squeezed.original(end).max(squeezed.original(begin)));
    message.text = place.of(text).split_whitespace().collect::<Vec<_>>().join(" ").into();
    let piece =
        Piece { span: place, kind: PieceKind::Message(Box::new(message)), diagnostics: Vec::new() };
    Some((piece, end))
}

/// Reads action, resource and reason behind "is not authorized to perform:"; answers where the sentence ends.
fn sentence(text: &str, squeezed: &Squeezed, at: usize, message: &mut Message) -> usize {
    let all = &squeezed.text;
    let letters =
        all[at..].find(|letter: char| !(letter.is_ascii_alphanumeric() || ":-".contains(letter)));
    let mut end = letters.map_or(all.len(), |end| end + at);
    let mut action = &all[at..end];
    for word in ["onresource:", "because", "withanexplicit"] {
        if let Some(cut) = action.find(word) {
            action = &action[..cut];
        }
    }
    end = at + action.len();
    message.action = (!action.is_empty()).then(|| action.into());
    if let Some(rest) = all[end..].strip_prefix("onresource:") {
        let quoted = usize::from(rest.starts_with('"'));
        let start = all.len() - rest.len() + quoted;
        end = token_end(text, squeezed, start);
        let closing = all[start..end].find('"');
        end = closing.map_or(end, |closing| start + closing);
        let resource = all[start..end].trim_end_matches(['.', ',', ';', ')', '"', '\'', '`', '\\']);
        end = start + resource.len() + usize::from(quoted == 1 && closing.is_some());
        message.resource = (!resource.is_empty()).then(|| resource.into());
    }
    let rest = &all[end..];
    if let Some(reason) = rest.strip_prefix("becauseno") {
        let stop = reason.find("allows").unwrap_or(0);
        let kind = named(&reason[..stop]);
        message.reason = kind.map(|kind| format!("no {kind}").into());
        let tail = reason[stop..].find("action").map_or(stop, |tail| stop + tail + "action".len());
        end += "becauseno".len() + tail;
    } else if let Some(reason) = rest.strip_prefix("withanexplicitdenyin") {
        message.explicit_deny = true;
        let known = KINDS.iter().filter_map(|kind| {
            let squeezed: String = kind.split_whitespace().collect();
            near(reason, 60).find(&squeezed).map(|at| (at, squeezed.len(), *kind))
        });
        if let Some((at, length, kind)) = known.min() {
            message.reason = Some(format!("an explicit deny in {kind}").into());
            end += "withanexplicitdenyin".len() + at + length;
            if let Some(arn) = all[end..].strip_prefix(':').filter(|arn| arn.starts_with("arn:")) {
                let start = all.len() - arn.len();
                end = token_end(text, squeezed, start);
            }
        }
    }
    end
}

/// Policy types as messages call them, the longer of two that begin alike first.
const KINDS: [&str; 9] = [
    "identity-based policy",
    "permissions boundary",
    "sessions policy",
    "session policy",
    "service control policy",
    "resource control policy",
    "resource-based policy",
    "role trust policy",
    "VPC endpoint policy",
];

fn named(squeezed: &str) -> Option<&'static str> {
    KINDS
        .into_iter()
        .find(|kind| kind.split_whitespace().collect::<String>().eq_ignore_ascii_case(squeezed))
}

/// Where a word ends that began at a place of the squeezed text: at white space, but not where a terminal broke a long
/// line in the middle of the word.
fn token_end(text: &str, squeezed: &Squeezed, start: usize) -> usize {
    let all = &squeezed.text;
    let mut end = start;
    let mut letters = all[start..].chars().peekable();
    while let Some(letter) = letters.next() {
        let here = squeezed.original(end);
        end += letter.len_utf8();
        let next = squeezed.original(end);
        let between = text.get(here + letter.len_utf8()..next).unwrap_or_default();
        if letters.peek().is_none()
            || (!between.is_empty() && !is_wrap(text, (here, next), between, &all[start..end]))
        {
            break;
        }
    }
    end
}

/// Whether the white space behind a letter is a line break that a terminal made in the middle of a word.
fn is_wrap(text: &str, (here, next): (usize, usize), between: &str, word: &str) -> bool {
    let blank = between.trim_matches(['\r', '│', '|']);
    if blank.trim_matches(' ') != "\n" || blank.starts_with(' ') {
        return false;
    }
    let rest = &text[next..];
    let row_end = rest.find('\n').unwrap_or(rest.len());
    let row = rest[..row_end].trim_end_matches([' ', '\r', '│', '|']);
    let (more, behind) = row.split_once(' ').unwrap_or((row, ""));
    // The rest of the word holds what an ARN may hold, and only the same sentence follows it in its row.
    let belongs = !more.is_empty()
        && more.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+=,.@-_/:*\"".contains(&byte))
        && !["arn:", "aws:", "Traceback", "Error:"].iter().any(|word| more.starts_with(word));
    let continues = ["", "because", "with"].contains(&behind.split(' ').next().unwrap_or_default());
    if !belongs || !continues || matches!(more, "because" | "with" | "aws" | "An" | "Error") {
        return false;
    }
    // A full row: as long as the one before it, which the terminal broke as well.
    let line_start = text[..here].rfind('\n').map_or(0, |at| at + 1);
    let before = text[..line_start].strip_suffix('\n').unwrap_or_default();
    let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let before = before.trim_end_matches('\r').chars().count();
    let length = text[line_start..here].chars().count() + 1;
    if length >= 40 && (before == length || before + 1 == length) {
        return true;
    }
    // In the first row nothing tells its width: but an ARN does not end within its account, nor does one that stands
    // elsewhere in the text as a whole.
    let word = word.trim_start_matches('"');
    let may_end =
        word.splitn(6, ':').nth(5).is_some_and(|resource| match resource.split_once('/') {
            Some((_, name)) => !name.is_empty() && !name.ends_with('/'),
            None => !word.contains(":iam:") || resource == "root",
        });
    word.starts_with("arn:") && (!may_end || text.contains(&format!("{word}{more}")))
}

/// The beginning of a text, so many bytes long or a letter less.
fn near(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

fn line_end(text: &str, span: Span, from: usize) -> usize {
    let end = span.end as usize;
    text.get(from..end).and_then(|rest| rest.find('\n')).map_or(end, |at| from + at)
}

/// The code in the words that SDKs put before or behind a message.
fn wrapped_code<'a>(all: &'a str, from: usize, begin: usize, end: usize) -> Option<&'a str> {
    let is_code = |word: &str| {
        word.len() > 4
            && word.len() < 60
            && word.starts_with(|letter: char| letter.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    };
    let before = all.get(from..begin)?;
    let word_before = |text: &'a str| {
        let text = text.strip_suffix(':')?;
        let word = text.rsplit(|l: char| !(l.is_ascii_alphanumeric() || l == '.')).next()?;
        Some(word).filter(|word| is_code(word))
    };
    if let Some(at) = before.rfind("apierror") {
        let word = before[at + "apierror".len()..].split(':').next().unwrap_or_default();
        if is_code(word) {
            return Some(&all[from + at + 8..from + at + 8 + word.len()]);
        }
    }
    let after = all.get(end..).unwrap_or_default();
    if let Some(at) = near(after, 200).find("ErrorCode:") {
        let rest = &after[at + "ErrorCode:".len()..];
        let stop = rest.find([';', ',', ')']).unwrap_or(0);
        if is_code(&rest[..stop]) {
            return Some(&rest[..stop]);
        }
    }
    ["AccessDeniedException", "AccessDenied", "ValidationError", "ExpiredToken"]
        .into_iter()
        .find(|code| word_before(before).is_some_and(|word| word.ends_with(code)))
}

/// The operation that a message belongs to: what an SDK says, or what the refused action tells.
fn operation_of(
    all: &str,
    from: usize,
    begin: usize,
    action: Option<&str>,
) -> Option<std::rc::Rc<str>> {
    let before = all.get(from..begin)?;
    if let Some(at) = before.rfind("operationerrorSTS:") {
        let rest = &before[at + "operationerrorSTS:".len()..];
        let stop = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        return Some(rest[..stop].into());
    }
    let (service, name) = action?.split_once(':')?;
    match (service, name) {
        ("sts", "TagSession" | "SetSourceIdentity") => Some("AssumeRole".into()),
        _ => Some(name.into()),
    }
}
