//! `cargo xtask mutants`: changes the code that decides, one place at a time, and says which change no test notices.
//! What was found stands in `docs/evidence.md`.

use crate::failure::{Result, While, fail};
use crate::{command, install, repository};

/// What is changed in one crate, and who has to notice.
struct Subject {
    /// The crate.
    package: &'static str,
    /// Its files that decide.
    files: &'static [&'static str],
    /// The test files that are asked first: those that notice most in the shortest time.
    first: &'static [&'static str],
}

/// Conditions, elements, patterns with their variables, and the decision table.
const SUBJECTS: [Subject; 2] = [
    Subject {
        package: "policy",
        files: &[
            "crates/policy/src/condition/*.rs",
            "crates/policy/src/element/*.rs",
            "crates/policy/src/pattern.rs",
            "crates/policy/src/variable.rs",
        ],
        first: &["cases", "story"],
    },
    Subject {
        package: "simulator",
        files: &["crates/simulator/src/decide.rs"],
        first: &["vectors", "loose"],
    },
];

/// Makes every change, or those in the files that are named by their path, as `crates/policy/src/pattern.rs`.
///
/// One after the other: an hour or two, so it is no part of the tests.
pub(crate) fn command(files: &[String]) -> Result<()> {
    let program = install::for_mutants()?;
    let mut asked = 0;
    for subject in SUBJECTS {
        let folder = format!("crates/{}/", subject.package);
        let named = files.iter().map(String::as_str).filter(|file| file.starts_with(&folder));
        let changed: Vec<&str> =
            if files.is_empty() { subject.files.to_vec() } else { named.collect() };
        if changed.is_empty() {
            continue;
        }
        asked += changed.len();
        let results = repository::path(&format!("target/mutants/{}", subject.package));
        // What an earlier run noticed, it noticed on another state.
        let _ = std::fs::remove_dir_all(&results);
        std::fs::create_dir_all(&results).or_could_not("make the folder for the results")?;
        let run = || {
            let mut run = command::new(&program);
            run.args(["mutants", "--package", subject.package, "--profile", "mutants"]);
            run.arg("--output").arg(&results).arg("--minimum-test-timeout=60");
            run.args(changed.iter().flat_map(|file| ["--file", file]));
            run
        };
        println!("== {}, with {}", subject.package, subject.first.join(" and "));
        let of_first = subject.first.iter().flat_map(|test| ["--test", test]);
        let first = command::run(run().args(of_first.flat_map(|word| ["--cargo-arg", word])));
        // Whatever that left, every test of the crate is asked about.
        if first.is_err() {
            println!("== {}, what they left, with every test of it", subject.package);
            command::run(run().arg("--iterate"))?;
        }
    }
    if asked == 0 {
        return fail("Files are named by their path in crates/policy or crates/simulator.");
    }
    Ok(())
}
