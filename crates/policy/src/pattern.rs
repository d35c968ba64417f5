//! Texts with `*`, `?` and policy variables, taken apart once and matched often.
//! AWS: "IAM JSON policy elements: Resource" and "IAM policy elements: Variables and tags".
//!
//! **Invariant:** matching remembers one star only, so its work is bounded by pattern × text; it allocates nothing.
//! What a variable stands for is literal: a `*` in a tag's value is a star, not a wildcard.

use iam::{Context, fold};

use crate::variable::{self, Reference, Variable};

/// A piece of a pattern.
#[derive(Debug, Clone)]
pub(crate) enum Token {
    /// These characters.
    Literal(Box<str>),
    /// Exactly one character.
    One,
    /// Any run of characters.
    Star,
    /// What the request says.
    Variable(Box<Variable>),
}

/// Which characters of a text have a meaning of their own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Syntax {
    /// `*` and `?`.
    pub(crate) wildcards: bool,
    /// `${…}`.
    pub(crate) variables: bool,
}

/// Takes a text apart.
pub(crate) fn tokens(text: &str, syntax: Syntax) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    let special = |c: char| match c {
        '*' | '?' => syntax.wildcards,
        '$' => syntax.variables,
        _ => false,
    };
    while let Some(at) = rest.find(special) {
        literal.push_str(&rest[..at]);
        rest = &rest[at..];
        let (token, length) = match rest.as_bytes()[0] {
            b'*' => (Token::Star, 1),
            b'?' => (Token::One, 1),
            _ => match variable::read(rest) {
                Some((Reference::Variable(variable), length)) => {
                    (Token::Variable(Box::new(variable)), length)
                }
                Some((Reference::Literal(character), length)) => {
                    literal.push_str(character);
                    rest = &rest[length..];
                    continue;
                }
                None => {
                    literal.push('$');
                    rest = &rest[1..];
                    continue;
                }
            },
        };
        rest = &rest[length..];
        flush(&mut literal, &mut tokens);
        let doubled = matches!((&token, tokens.last()), (Token::Star, Some(Token::Star)));
        if !doubled {
            tokens.push(token);
        }
    }
    literal.push_str(rest);
    flush(&mut literal, &mut tokens);
    tokens
}

fn flush(literal: &mut String, tokens: &mut Vec<Token>) {
    if !literal.is_empty() {
        tokens.push(Token::Literal(std::mem::take(literal).into()));
    }
}

/// Whether one of the tokens is a variable.
pub(crate) fn has_variable(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token, Token::Variable(_)))
}

/// Whether one of the variables has no value in this request; the whole text then matches nothing.
pub(crate) fn lacks_variable(tokens: &[Token], context: &Context) -> bool {
    tokens.iter().any(|token| match token {
        Token::Variable(variable) => variable.resolve(context).is_none(),
        _ => false,
    })
}

/// A token with its variable resolved.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Literal(&'a str),
    One,
    Star,
}

/// A place inside tokens: which one, and which byte of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    token: usize,
    offset: usize,
}

/// A run of tokens that is to be matched against one text.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    tokens: &'a [Token],
    context: &'a Context,
    start: Cursor,
    end: Cursor,
}

impl<'a> Run<'a> {
    /// All of them.
    pub(crate) fn all(tokens: &'a [Token], context: &'a Context) -> Self {
        let (start, end) =
            (Cursor { token: 0, offset: 0 }, Cursor { token: tokens.len(), offset: 0 });
        Self { tokens, context, start, end }
    }

    /// The piece at that token; nothing behind the last, and nothing where a variable has no value.
    fn piece(&self, index: usize) -> Option<Piece<'a>> {
        if index > self.end.token {
            return None;
        }
        let text = match self.tokens.get(index)? {
            Token::Literal(text) => text,
            Token::Variable(variable) => variable.resolve(self.context)?,
            // A run ends at a colon or behind the last token, never inside a wildcard.
            Token::One => return Some(Piece::One),
            Token::Star => return Some(Piece::Star),
        };
        let from = if index == self.start.token { self.start.offset } else { 0 };
        let to = if index == self.end.token { self.end.offset } else { text.len() };
        if index == self.end.token && from >= to {
            return None;
        }
        text.get(from..to).map(Piece::Literal)
    }

    /// The place of the first colon in the texts of the run.
    fn colon(&self) -> Option<Cursor> {
        (self.start.token..self.tokens.len()).find_map(|token| match self.piece(token) {
            Some(Piece::Literal(text)) => {
                let from = if token == self.start.token { self.start.offset } else { 0 };
                text.find(':').map(|at| Cursor { token, offset: from + at })
            }
            _ => None,
        })
    }

    /// The run up to its first colon, and what follows the colon.
    pub(crate) fn split_at_colon(self) -> Option<(Self, Self)> {
        let colon = self.colon()?;
        let after = Cursor { token: colon.token, offset: colon.offset + 1 };
        Some((Self { end: colon, ..self }, Self { start: after, ..self }))
    }

    /// Whether the last thing written in the run is a star.
    pub(crate) fn ends_in_star(&self) -> bool {
        self.end.token == self.tokens.len() && matches!(self.tokens.last(), Some(Token::Star))
    }

    /// Whether the text is one that the run describes.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let (mut token, mut at) = (self.start.token, 0);
        let mut star: Option<(usize, usize)> = None;
        loop {
            count_steps(0);
            let matched = match self.piece(token) {
                None if at == bytes.len() => return true,
                None => false,
                Some(Piece::Literal(literal)) => {
                    count_steps(literal.len());
                    let fits = bytes[at..].starts_with(literal.as_bytes());
                    at += if fits { literal.len() } else { 0 };
                    fits
                }
                Some(Piece::One) => {
                    let length = character_length(bytes, at);
                    at += length;
                    length > 0
                }
                Some(Piece::Star) if self.piece(token + 1).is_none() => return true,
                Some(Piece::Star) => {
                    star = Some((token + 1, at));
                    true
                }
            };
            if matched {
                token += 1;
                continue;
            }
            let Some((after_star, from)) = star else { return false };
            let next = match self.piece(after_star) {
                // The next place where the literal behind the star can begin.
                Some(Piece::Literal(literal)) if !literal.is_empty() => {
                    let first = literal.as_bytes()[0];
                    let rest = bytes.get(from + 1..).unwrap_or_default();
                    let skipped = rest.iter().position(|byte| *byte == first);
                    count_steps(skipped.unwrap_or(rest.len()));
                    skipped.map(|skipped| from + 1 + skipped)
                }
                _ => Some(from + character_length(bytes, from)).filter(|next| *next > from),
            };
            let Some(next) = next else { return false };
            star = Some((after_star, next));
            (token, at) = (after_star, next);
        }
    }

    /// The characters, where the run means plain text.
    pub(crate) fn characters(&self) -> impl Iterator<Item = char> + 'a {
        let run = *self;
        (run.start.token..run.tokens.len())
            .filter_map(move |token| match run.piece(token) {
                Some(Piece::Literal(text)) => Some(text.chars()),
                _ => None,
            })
            .flatten()
    }
}

fn character_length(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        None => 0,
        Some(0..0x80) => 1,
        Some(0x80..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        Some(0xf0..) => 4,
    }
}

/// One pattern over one text, with short cuts for the common shapes.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    tokens: Box<[Token]>,
    shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `*`.
    Anything,
    /// No wildcard and no variable.
    Exact,
    /// Plain text and a star behind it.
    Prefix,
    /// Wildcards in other places.
    Wild,
    /// With variables.
    Variable,
}

impl Pattern {
    pub(crate) fn new(text: &str, syntax: Syntax) -> Self {
        Self::from_tokens(tokens(text, syntax))
    }

    pub(crate) fn from_tokens(tokens: Vec<Token>) -> Self {
        let shape = match &tokens[..] {
            [Token::Star] => Shape::Anything,
            [] | [Token::Literal(_)] => Shape::Exact,
            [Token::Literal(_), Token::Star] => Shape::Prefix,
            all if has_variable(all) => Shape::Variable,
            _ => Shape::Wild,
        };
        Self { tokens: tokens.into(), shape }
    }

    fn head(&self) -> &str {
        head(&self.tokens)
    }

    /// Whether the text is one that the pattern describes. A variable without a value describes none.
    #[inline]
    pub(crate) fn matches(&self, text: &str, context: &Context) -> bool {
        match self.shape {
            Shape::Anything => true,
            Shape::Exact => text == self.head(),
            Shape::Prefix => text.as_bytes().starts_with(self.head().as_bytes()),
            Shape::Wild => Run::all(&self.tokens, context).matches(text),
            Shape::Variable => {
                !lacks_variable(&self.tokens, context)
                    && Run::all(&self.tokens, context).matches(text)
            }
        }
    }

    pub(crate) fn has_wildcard(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::One | Token::Star))
    }

    pub(crate) fn has_variable(&self) -> bool {
        self.shape == Shape::Variable
    }

    /// Whether everything matches.
    pub(crate) fn is_anything(&self) -> bool {
        self.shape == Shape::Anything
    }

    /// The text, where the pattern is plain.
    pub(crate) fn as_exact(&self) -> Option<&str> {
        (self.shape == Shape::Exact).then(|| self.head())
    }

    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }
}

/// The plain text with which everything that matches begins.
pub(crate) fn head(tokens: &[Token]) -> &str {
    match tokens.first() {
        Some(Token::Literal(text)) => text,
        _ => "",
    }
}

/// Whether the text begins as the tokens do, but for letter case; the cheap half of asking whether all of it does.
pub(crate) fn begins_ignoring_case(tokens: &[Token], text: &str) -> bool {
    let head = head(tokens);
    let same = |start: &[u8]| start.eq_ignore_ascii_case(head.as_bytes());
    !head.is_ascii() || !text.is_ascii() || text.as_bytes().get(..head.len()).is_some_and(same)
}

/// The tokens with variables resolved and letters folded, for telling "it would fit but for letter case". Nothing
/// where a variable has no value. Allocates; for explanations only.
pub(crate) fn folded(tokens: &[Token], context: &Context) -> Option<Vec<Token>> {
    tokens
        .iter()
        .map(|token| {
            Some(match token {
                Token::Literal(text) => Token::Literal(fold(text).into()),
                Token::Variable(variable) => {
                    Token::Literal(fold(variable.resolve(context)?).into())
                }
                Token::One => Token::One,
                Token::Star => Token::Star,
            })
        })
        .collect()
}

/// The text with its variables resolved, wildcards as they are written. Nothing where a variable has no value.
pub(crate) fn resolved(tokens: &[Token], context: &Context) -> Option<String> {
    let mut out = String::new();
    for token in tokens {
        out.push_str(match token {
            Token::Literal(text) => text,
            Token::Variable(variable) => variable.resolve(context)?,
            Token::One => "?",
            Token::Star => "*",
        });
    }
    Some(out)
}

/// Divides the tokens at their first five colons, as ARNs are divided. Variables stay whole.
pub(crate) fn fields(tokens: Vec<Token>) -> Vec<Vec<Token>> {
    let mut fields = vec![Vec::new()];
    for token in tokens {
        let Token::Literal(text) = &token else {
            if let Some(field) = fields.last_mut() {
                field.push(token);
            }
            continue;
        };
        let most = 6 - fields.len();
        for (index, part) in text.splitn(most + 1, ':').enumerate() {
            if index > 0 {
                fields.push(Vec::new());
            }
            if let (false, Some(field)) = (part.is_empty(), fields.last_mut()) {
                field.push(Token::Literal(part.into()));
            }
        }
    }
    fields
}

/// Counts the matcher's steps, bytes that it looks at included, so that tests can bound its work without a clock.
#[inline]
fn count_steps(_bytes: usize) {
    #[cfg(test)]
    tests::STEPS.with(|steps| steps.set(steps.get() + 1 + _bytes as u64));
}

#[cfg(test)]
mod tests;
