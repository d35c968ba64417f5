//! `assume-role sign-in` and `assume-role switch-role-link`: the links that lead into the console.

use std::io::{self, Write};

use clap::Args;
use serde_json::json;
use simulator::{
    Scenario,
    console::{
        broker::{self, SignIn},
        read_switch_role_link, switch_role_link,
    },
    scenario::{Operation, Step, SwitchRole},
};

use crate::file;

/// Exit code when the endpoint gives no token.
const REFUSED: u8 = 1;

/// What a custom identity broker asks for.
#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct Asked {
    /// The scenario; `-` is standard input
    file: String,
    /// The step that minted the credentials
    #[arg(long, value_name = "ID")]
    step: String,
    /// How long the console session lasts
    #[arg(long, value_name = "SECONDS")]
    session_duration: Option<i64>,
    /// Where a person signs in again when it is over
    #[arg(long, value_name = "URL")]
    issuer: Option<String>,
    /// The page of the console that is opened
    #[arg(long, value_name = "URL")]
    destination: Option<String>,
    /// When the link is made, counted from when the credentials were issued
    #[arg(long, value_name = "SECONDS", default_value_t)]
    after: i64,
}

/// The form of Switch Role, or a link that fills it in.
#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct Switch {
    /// A link: the step that it is for is printed
    #[arg(conflicts_with_all = ["account", "role_name", "display_name", "color"])]
    link: Option<String>,
    /// The account's id or alias
    #[arg(long, required_unless_present = "link")]
    account: Option<String>,
    /// The role, with its path
    #[arg(long, required_unless_present = "link")]
    role_name: Option<String>,
    /// What the console shows in its bar
    #[arg(long)]
    display_name: Option<String>,
    /// The colour of the bar, six hexadecimal digits
    #[arg(long, value_name = "HEX")]
    color: Option<String>,
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
    let sign_in = SignIn {
        session_duration: asked.session_duration,
        issuer: asked.issuer.clone(),
        destination: asked.destination.clone(),
        after: asked.after,
    };
    link(&scenario, step, &sign_in, out, complaints)
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

/// The link that opens Switch Role with its form filled in; of a link the step that it is for.
///
/// # Errors
/// One sentence, where a link is none.
pub(crate) fn switch_link(asked: &Switch) -> Result<String, String> {
    if let Some(link) = &asked.link {
        let switch = read_switch_role_link(link)
            .ok_or_else(|| format!("`{link}` is no link of Switch Role."))?;
        return Ok(Step::new("switch", Operation::SwitchRole(switch)).to_json());
    }
    let text = |text: &Option<String>| text.as_deref().map(Into::into);
    let mut switch = SwitchRole::new(
        asked.account.as_deref().unwrap_or_default(),
        asked.role_name.as_deref().unwrap_or_default(),
    );
    switch.display_name = text(&asked.display_name);
    switch.color = text(&asked.color);
    Ok(switch_role_link(&switch))
}
