//! How many tests passed and failed, read from what the test runners print themselves.

use std::fmt;
use std::ops::AddAssign;

use crate::command::Finished;

/// Counts of tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// One failure of something that is no test, such as a stage that did not start.
    pub(crate) const FAILURE: Self = Self { passed: 0, failed: 1 };

    /// Counts what a runner printed; a runner that ran nothing, or that ended badly without saying
    /// which test failed, counts as a failure and is named.
    pub(crate) fn of_tests(finished: &Finished, stage: &str) -> Self {
        let mut tally = Self::read(&finished.text);
        if tally == Self::default() {
            println!("The stage `{stage}` ran no test, which counts as a failure.");
            tally.failed = 1;
        } else if !finished.success && tally.failed == 0 {
            println!("The stage `{stage}` ended badly, which counts as a failure.");
            tally.failed = 1;
        }
        tally
    }

    /// Sums every closing line: `test result: ok. 3 passed; 0 failed; …` of libtest and of
    /// wasm-bindgen-test, and `3 passed, 0 failed` of the walks.
    fn read(text: &str) -> Self {
        let mut sum = Self::default();
        for line in text.lines() {
            let line = line.trim();
            let counts = match line.strip_prefix("test result:") {
                Some(result) => result.split_once(". ").map_or("", |(_, counts)| counts),
                None => line,
            };
            if let Some(tally) = Self::read_counts(counts) {
                sum += tally;
            }
        }
        sum
    }

    /// `N passed, N failed` or `N passed; N failed; …`, and nothing before it.
    fn read_counts(counts: &str) -> Option<Self> {
        let (passed, rest) = counts.split_once(" passed")?;
        let rest = rest.strip_prefix(", ").or_else(|| rest.strip_prefix("; "))?;
        let (failed, _) = rest.split_once(" failed")?;
        Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tests(text: &str, success: bool) -> Tally {
        Tally::of_tests(&Finished { text: text.into(), success }, "native")
    }

    #[test]
    fn the_closing_lines_of_every_runner_are_summed() {
        let text = "\
running 2 tests
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: FAILED. 1 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out
ok     shell.walk.mjs: the sentence says 9 passed, 9 failed
4 passed, 1 failed
";
        assert_eq!(tests(text, false), Tally { passed: 7, failed: 4 });
    }

    #[test]
    fn a_stage_that_ran_no_test_is_a_failure() {
        assert_eq!(tests("test result: ok. 0 passed; 0 failed; 0 ignored", true), Tally::FAILURE);
        assert_eq!(tests("error: could not compile", false), Tally::FAILURE);
    }

    #[test]
    fn a_runner_that_ends_badly_without_a_failed_test_is_a_failure() {
        let text = "test result: ok. 2 passed; 0 failed; 0 ignored";
        assert_eq!(tests(text, false), Tally { passed: 2, failed: 1 });
    }
}
