//! Tokens and SAML responses of simulated providers, from a preset whose parts can be replaced.

use std::{
    io::{self, Write},
    time::{SystemTime, UNIX_EPOCH},
};

use federation::{
    oidc::{self, Algorithm, SigningKeys},
    saml,
};
use iam::Timestamp;

/// What is asked of a provider.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    /// The preset's id; without one, they are listed.
    pub(crate) preset: Option<String>,
    /// Claims, or parts of an assertion, with what replaces them.
    pub(crate) set: Vec<(String, String)>,
    /// The moment of the issue; without one, now.
    pub(crate) at: Option<String>,
    /// The seed of the scenario in which it shall be accepted.
    pub(crate) seed: String,
    /// `ES256` or `RS256`.
    pub(crate) algorithm: Option<String>,
    /// What is printed in place of the token or the response: `claims`, `keys`, `xml`, `metadata`.
    pub(crate) print: Option<String>,
}

/// Why nothing is issued: one sentence.
type Refused = String;

/// Prints a token, and says with which code the command ends.
///
/// # Errors
/// What the outputs refuse.
pub(crate) fn token(
    order: &Order,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let presets = oidc::presets().iter().map(|preset| (preset.id, preset.title));
    match &order.preset {
        None => list(presets, out),
        Some(_) => finish(made_token(order), out, complaints),
    }
}

/// Prints a SAML response, and says with which code the command ends.
///
/// # Errors
/// What the outputs refuse.
pub(crate) fn assertion(
    order: &Order,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let presets = saml::presets().iter().map(|preset| (preset.id, preset.title));
    match &order.preset {
        None => list(presets, out),
        Some(_) => finish(made_response(order), out, complaints),
    }
}

fn list<'p>(
    presets: impl Iterator<Item = (&'p str, &'p str)>,
    out: &mut impl Write,
) -> io::Result<u8> {
    for (id, title) in presets {
        writeln!(out, "{id:<22} {title}")?;
    }
    Ok(0)
}

fn finish(
    made: Result<String, Refused>,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    match made {
        Ok(text) => writeln!(out, "{}", text.trim_end()).map(|()| 0),
        Err(complaint) => writeln!(complaints, "{complaint}").map(|()| 2),
    }
}

fn moment(order: &Order) -> Result<Timestamp, Refused> {
    match &order.at {
        Some(text) => Timestamp::parse_iso(text)
            .map_err(|_| format!("`{text}` is no moment such as 2026-11-22T10:00:00Z.")),
        None => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Ok(Timestamp::from_seconds(i64::try_from(now.as_secs()).unwrap_or_default()))
        }
    }
}

fn unknown(order: &Order) -> Refused {
    format!("There is no preset `{}`.", order.preset.as_deref().unwrap_or_default())
}

fn made_token(order: &Order) -> Result<String, Refused> {
    let now = moment(order)?;
    let preset = oidc::presets().iter().find(|preset| Some(preset.id) == order.preset.as_deref());
    let mut claims = preset.ok_or_else(|| unknown(order))?.claims(now);
    for (name, value) in &order.set {
        claims = oidc::with_claim(&claims, name, value).map_err(|error| format!("{error}."))?;
    }
    let keys = SigningKeys::new(&order.seed);
    match order.print.as_deref() {
        None => {
            let name = order.algorithm.as_deref().unwrap_or("ES256");
            let algorithm = Algorithm::named(name);
            let algorithm = algorithm.ok_or_else(|| format!("There is no algorithm `{name}`."))?;
            oidc::issue(&keys, algorithm, &claims).map_err(|error| format!("{error}."))
        }
        Some("claims") => Ok(claims),
        Some("keys") => Ok(keys.published()),
        Some(other) => Err(format!("A token has no `{other}` to print; it has claims and keys.")),
    }
}

fn made_response(order: &Order) -> Result<String, Refused> {
    let now = moment(order)?;
    let preset = saml::presets().iter().find(|preset| Some(preset.id) == order.preset.as_deref());
    let mut form = preset.ok_or_else(|| unknown(order))?.form(now);
    let mut replaced: Vec<&str> = Vec::new();
    for (name, value) in &order.set {
        // A list is replaced by the first value, and grows by the others.
        let again = replaced.contains(&&**name);
        replaced.push(name);
        form.set(name, value, again)?;
    }
    match order.print.as_deref() {
        None => Ok(saml::issue(&form)),
        Some("xml") => Ok(saml::issue_xml(&form)),
        Some("metadata") => Ok(saml::metadata(&form.issuer)),
        Some(other) => {
            Err(format!("A response has no `{other}` to print; it has xml and metadata."))
        }
    }
}
