//! `differential CASES SEED FOLDER`: decides generated cases twice, prints what they reached, writes
//! each difference into the folder, and ends with 1 if there is one. `cargo xtask differential`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is a command for a terminal")]

use std::path::Path;
use std::process::ExitCode;

use testing::differential::run;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [cases, seed, folder] = &arguments[..] else {
        eprintln!("differential CASES SEED FOLDER");
        return ExitCode::from(2);
    };
    let (Ok(cases), Ok(seed)) = (cases.parse(), seed.parse()) else {
        eprintln!("`{cases}` and `{seed}` should be numbers.");
        return ExitCode::from(2);
    };
    let report = run(seed, cases);
    println!("{}", report.coverage);
    for (index, difference) in report.differences.iter().enumerate() {
        let file = Path::new(folder).join(format!("difference-{}.json", index + 1));
        let text = format!("{difference:#}\n");
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, &text));
        println!("\n{}\n{text}", file.display());
        if let Err(error) = written {
            eprintln!("It could not be written: {error}");
        }
    }
    println!("Seed {seed}: {cases} cases, {} different.", report.different);
    if report.different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
