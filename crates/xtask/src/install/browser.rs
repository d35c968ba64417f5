//! A Chromium with its driver: the one that is there, else Debian's.

use std::path::PathBuf;

use crate::failure::{Result, fail};
use crate::pins::Pins;
use crate::{command, install};

/// A browser and the driver that is equal to it.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Names under which a Chromium is found on the search path.
const CHROMIUM: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Where a Chrome stands that is not on the search path.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Finds the browser alone, which is enough for walks through the page, and installs both where the system is Debian's.
pub(crate) fn ensure_chromium(pins: &Pins) -> Result<PathBuf> {
    match find_chromium() {
        Some(chromium) => Ok(chromium),
        None => ensure(pins).map(|browser| browser.chromium),
    }
}

/// Finds the browser and its driver, and installs them where the system is Debian's.
pub(crate) fn ensure(pins: &Pins) -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    let packages = pins.debian.packages.join(" ");
    let by_hand = format!(
        "The tests need Chromium with chromedriver: install both (on Debian: apt-get install \
         {packages}), or name them in the variables CHROMIUM and CHROMEDRIVER."
    );
    if !is_debian() {
        return fail(by_hand);
    }
    let Some(prefix) = as_root() else { return fail(by_hand) };
    install::installing("Debian's Chromium and its driver", "about a minute", || {
        install::quietly(&mut apt_get(prefix, &["update"]))?;
        let mut install = apt_get(prefix, &["install", "-y", "--no-install-recommends"]);
        install::quietly(install.args(&pins.debian.packages))
    })?;
    match find() {
        Some(browser) => Ok(browser),
        None => fail(by_hand),
    }
}

/// Relatives of Debian's name the packages otherwise, or leave them out.
fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|system| system.lines().any(|line| line == "ID=debian"))
}

fn find() -> Option<Browser> {
    let chromium = find_chromium()?;
    let driver = named("CHROMEDRIVER").or_else(|| command::find("chromedriver"))?;
    Some(Browser { chromium, driver })
}

fn find_chromium() -> Option<PathBuf> {
    named("CHROMIUM")
        .or_else(|| CHROMIUM.iter().find_map(|name| command::find(name)))
        .or_else(|| APPLICATIONS.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// The path in a variable.
fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The words before a command that must be root's; none when it cannot be had without a password.
fn as_root() -> Option<&'static [&'static str]> {
    let said = |program: &str, arguments: &[&str]| {
        command::output(command::new(program).args(arguments)).ok()
    };
    if said("id", &["-u"])?.trim() == "0" {
        Some(&[])
    } else {
        said("sudo", &["-n", "true"]).map(|_| &["sudo", "-n"][..])
    }
}

fn apt_get(prefix: &[&str], arguments: &[&str]) -> std::process::Command {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
    let mut command = command::new(words[0]);
    // Another installation may be under way on the machine.
    command.args(&words[1..]).args(["-o", "DPkg::Lock::Timeout=300"]);
    command
}
