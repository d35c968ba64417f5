//! `assume-role sign-in` and `assume-role switch-role-link`: the links that lead into the console.

use std::io::{self, Write};

use serde_json::json;
use simulator::{
    Scenario,
    console::{
        broker::{self, SignIn},
        read_switch_role_link, switch_role_link,
    },
    scenario::{Operation, Step, SwitchRole},
};

use crate::{
    file,
    options::{Known, Options},
};

/// Exit code when the endpoint gives no token.
const REFUSED: u8 = 1;

/// What a custom identity broker asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    file: String,
    step: String,
    sign_in: SignIn,
}

/// Reads the arguments of `sign-in`.
///
/// # Errors
/// One sentence, where something is missing or not known.
pub(crate) fn asked(rest: &[String]) -> Result<Asked, String> {
    let valued = ["step", "session-duration", "issuer", "destination", "after"];
    let (files, options) = Options::read(rest, Known { valued: &valued, ..Known::default() })?;
    let [file] = &files[..] else { return Err("`sign-in` wants one file.".to_owned()) };
    Ok(Asked {
        file: file.clone(),
        step: options.need("step")?.to_owned(),
        sign_in: SignIn {
            session_duration: options.seconds("session-duration")?,
            issuer: options.get("issuer").map(str::to_owned),
            destination: options.get("destination").map(str::to_owned),
            after: options.seconds("after")?.unwrap_or_default(),
        },
    })
}

/// Asks the federation endpoint with the credentials of a step.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn sign_in(
    asked: &Asked,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let Some(scenario) = file::scenario(&asked.file, complaints)? else {
        return Ok(file::UNREADABLE);
    };
    let Some(step) = scenario.step_index(&asked.step) else {
        writeln!(complaints, "There is no step `{}` in {}.", asked.step, asked.file)?;
        return Ok(file::UNREADABLE);
    };
    link(&scenario, step, &asked.sign_in, out, complaints)
}

fn link(
    scenario: &Scenario,
    step: usize,
    asked: &SignIn,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<u8> {
    let outcome = simulator::simulate(scenario);
    match broker::sign_in(scenario, &outcome, step, asked) {
        Ok(link) => {
            let whole = json!({
                "request": link.request,
                "SigninToken": link.signin_token,
                "url": link.url,
                "urlExpires": link.url_expires.to_string(),
                "sessionExpires": link.session_expires.to_string(),
            });
            serde_json::to_writer_pretty(&mut *out, &whole)?;
            writeln!(out)?;
            Ok(0)
        }
        Err(refused) => {
            writeln!(complaints, "{}", refused.reason())?;
            Ok(REFUSED)
        }
    }
}

/// Reads the arguments of `switch-role-link` and makes the link; of a link the step that it is for.
///
/// # Errors
/// One sentence, where something is missing or not known.
pub(crate) fn switch_link(rest: &[String]) -> Result<String, String> {
    let valued = ["account", "role-name", "display-name", "color"];
    let (plain, options) = Options::read(rest, Known { valued: &valued, ..Known::default() })?;
    if let Some(link) = plain.first() {
        let switch = read_switch_role_link(link).filter(|_| plain.len() == 1).ok_or_else(|| {
            format!("`{link}` belongs to no option, and is no link of Switch Role.")
        })?;
        return Ok(Step::new("switch", Operation::SwitchRole(switch)).to_json());
    }
    let mut switch = SwitchRole::new(options.need("account")?, options.need("role-name")?);
    switch.display_name = options.get("display-name").map(Into::into);
    switch.color = options.get("color").map(Into::into);
    Ok(switch_role_link(&switch))
}
