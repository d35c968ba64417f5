//! What the walks give to the page, as JSON: every case of calls to the Security Token Service
//! (`web/walks/cases.walk.mjs`), with the word `chains` generated chains (`web/walks/laws.walk.mjs`), with `requests` a
//! scenario and the signed requests that the page is to check (`web/walks/requests.walk.mjs`).

#![allow(clippy::print_stdout, reason = "this is a command for other programs")]

use serde_json::{Value, json};
use testing::{chains, page_cases};

/// How many chains are generated.
const CHAINS: u64 = 60;

fn main() {
    let all = match std::env::args().nth(1).as_deref() {
        Some("chains") => (0..CHAINS).map(chains::random).collect(),
        Some("requests") => {
            let (scenario, requests) = page_cases::requests();
            json!({ "scenario": scenario, "requests": requests })
        }
        _ => Value::Array(page_cases::all()),
    };
    println!("{all}");
}
