//! `assume-role origin`: who was this, originally? A line for every call, from whoever began to the session that called.

use std::io::{self, Write};

use simulator::{
    Outcome, Scenario,
    audit::{self, Origin, Who},
};

/// Writes the title and a line for every step with a caller.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn write(
    file: &str,
    scenario: &Scenario,
    outcome: &Outcome,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "{} ({file})\n", scenario.title)?;
    let widest = outcome.steps.iter().map(|step| step.id.chars().count()).max().unwrap_or_default();
    for (index, step) in outcome.steps.iter().enumerate() {
        let told = match audit::origin(outcome, index) {
            Some(origin) => line(&origin),
            None if step.is_change => "a change of the world, nobody calls".to_owned(),
            None => "nobody, the caller was never minted".to_owned(),
        };
        writeln!(out, "{:widest$}  {told}", step.id)?;
    }
    Ok(())
}

fn line(origin: &Origin) -> String {
    let who = match &origin.who {
        Who::User(arn) | Who::Root(arn) => arn.to_string(),
        Who::Service { name, workload: None } => name.to_string(),
        Who::Service { name, workload: Some(workload) } => format!("{workload}, by {name}"),
        Who::Federated { provider, subject } => format!("{subject} of {provider}"),
        Who::Given(arn) => format!("whoever made {arn}"),
        Who::Anonymous => "anybody".to_owned(),
    };
    let links = origin.links.iter().rev().map(|link| link.session.to_string());
    let chain: Vec<String> = std::iter::once(who).chain(links).collect();
    let identity = origin.source_identity.as_ref();
    let identity = identity.map(|identity| format!(" (source identity {identity})"));
    chain.join(" -> ") + &identity.unwrap_or_default()
}
