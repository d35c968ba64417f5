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

/// The form of Switch Role.
#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct Switch {
    /// Such a link: print the step that it is for
    #[arg(value_parser = link_of_switch, conflicts_with_all = ["account", "role_name", "display_name", "color"])]
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

/// Whether the text is such a link.
fn link_of_switch(text: &str) -> Result<String, &'static str> {
    read_switch_role_link(text).map(|_| text.to_owned()).ok_or("it is no link of Switch Role")
}

/// The link that opens Switch Role with its form filled in; of a link the step that it is for.
pub(crate) fn switch_link(asked: &Switch) -> String {
    if let Some(switch) = asked.link.as_deref().and_then(read_switch_role_link) {
        return Step::new("switch", Operation::SwitchRole(switch)).to_json();
    }
    // Without a link both are there: the reader of the arguments sees to it.
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut switch = SwitchRole::new(&given(&asked.account), &given(&asked.role_name));
    switch.display_name = asked.display_name.as_deref().map(Into::into);
    switch.color = asked.color.as_deref().map(Into::into);
    switch_role_link(&switch)
}
