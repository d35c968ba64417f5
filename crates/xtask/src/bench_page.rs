//! `cargo xtask bench --page`: what an edit costs in the built page, in a real Chromium. `web/bench/page.mjs` measures, and
//! says how; the scenarios that are edited come from `crates/testing/src/large.rs`.

use std::fs;

use crate::build::{self, Profile};
use crate::failure::{Result, While, fail};
use crate::serve::Server;
use crate::{command, install, repository};

/// Roles of the scenarios, and the milliseconds of work below which 95 of 100 edits stay.
const SCENARIOS: [(u32, u32); 2] = [(200, 16), (2_000, 50)];

/// Measures and prints everything. The figures are of this machine: run it while nothing else runs.
pub(crate) fn command() -> Result<()> {
    let install::WalkTools { node, chromium, .. } = install::for_walks()?;
    let dist = build::site(Profile::Release)?;
    let url = Server::bind(dist, 0)?.start()?;
    let mut measure = command::new(node);
    measure.arg(repository::path("web/bench/page.mjs"));
    for (roles, limit) in SCENARIOS {
        let file = repository::path(&format!("target/large-{roles}.json"));
        let mut make = command::cargo();
        make.args(["run", "--quiet", "-p", "testing", "--bin", "large", "--"]);
        let scenario = command::output(make.arg(roles.to_string()))?;
        fs::write(&file, scenario).or_could_not(format!("write {}", file.display()))?;
        measure.arg(format!("10 accounts, {roles} roles, 5 hops"));
        measure.arg(file).arg(limit.to_string());
    }
    measure.env("PAGE_URL", url).env("CHROMIUM", chromium);
    match command::tee(&mut measure)?.success {
        true => Ok(()),
        false => fail("An edit takes longer than it should."),
    }
}
