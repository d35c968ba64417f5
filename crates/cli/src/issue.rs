//! Tokens and SAML responses of simulated providers, from a preset whose parts can be replaced.

use std::{
    io::{self, Write},
    time::{SystemTime, UNIX_EPOCH},
};

use clap::Args;
use federation::{
    oidc::{self, Algorithm, SigningKeys},
    saml,
};
use iam::Timestamp;

/// What is asked of a provider.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct Order {
    /// The preset's id
    pub(crate) preset: Option<String>,
    /// Replace a claim or a part; a claim's value is JSON, or else text, and without a value it is left out
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) set: Vec<(String, String)>,
    /// When it is issued; without it, now
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it wants NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Why nothing is issued: one sentence.
type Refused = String;

/// What a token is signed with, and what is printed in its place.
#[derive(Debug)]
pub(crate) struct Signing<'a> {
    /// The seed of the scenario in which it shall be accepted.
    pub(crate) seed: &'a str,
    /// `ES256` or `RS256`.
    pub(crate) algorithm: &'a str,
    /// `claims` or `keys`.
    pub(crate) print: Option<&'a str>,
}

/// Prints a token, and says with which code the command ends.
///
/// # Errors
/// What the outputs refuse.
pub(crate) fn token(
    order: &Order,
    signing: &Signing<'_>,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let presets = oidc::presets().iter().map(|preset| (preset.id, preset.title));
    match &order.preset {
        None => list(presets, out),
        Some(_) => finish(made_token(order, signing), out, complaints),
    }
}

/// Prints a SAML response, and says with which code the command ends.
///
/// # Errors
/// What the outputs refuse.
pub(crate) fn assertion(
    order: &Order,
    print: Option<&str>,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let presets = saml::presets().iter().map(|preset| (preset.id, preset.title));
    match &order.preset {
        None => list(presets, out),
        Some(_) => finish(made_response(order, print), out, complaints),
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

fn made_token(order: &Order, signing: &Signing<'_>) -> Result<String, Refused> {
    let now = moment(order)?;
    let preset = oidc::presets().iter().find(|preset| Some(preset.id) == order.preset.as_deref());
    let mut claims = preset.ok_or_else(|| unknown(order))?.claims(now);
    for (name, value) in &order.set {
        claims = oidc::with_claim(&claims, name, value).map_err(|error| format!("{error}."))?;
    }
    let keys = SigningKeys::new(signing.seed);
    match signing.print {
        Some("claims") => Ok(claims),
        Some(_) => Ok(keys.published()),
        None => {
            let algorithm = Algorithm::named(signing.algorithm);
            let algorithm = algorithm
                .ok_or_else(|| format!("There is no algorithm `{}`.", signing.algorithm))?;
            oidc::issue(&keys, algorithm, &claims).map_err(|error| format!("{error}."))
        }
    }
}

fn made_response(order: &Order, print: Option<&str>) -> Result<String, Refused> {
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
    Ok(match print {
        None => saml::issue(&form),
        Some("xml") => saml::issue_xml(&form),
        Some(_) => saml::metadata(&form.issuer),
    })
}
