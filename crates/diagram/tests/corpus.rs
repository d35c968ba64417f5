//! Every scenario of the gallery is drawn as it ends.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use diagram::model::{NodeKind, Numbered, Verdict};
use diagram::scene::TextRole;
use diagram::{Density, Model, lay_out, lay_out_as, lay_out_in};
use simulator::Scenario;
use simulator::outcome::{Cause, StepResult};
use testing::corpus::simulate;

/// Every scenario with its file's name.
fn scenarios() -> Vec<(String, Scenario)> {
    let read = |(name, text): (String, String)| (name, Scenario::read(&text).unwrap());
    let scenarios: Vec<_> = testing::corpus::files().into_iter().map(read).collect();
    assert!(!scenarios.is_empty());
    scenarios
}

#[test]
fn every_step_is_drawn_with_its_verdict() {
    for (name, scenario) in scenarios() {
        let outcome = simulate(&scenario);
        let model = Model::new(&scenario, &outcome);
        for (number, step) in (1..).zip(&outcome.steps) {
            let expected = match step.result {
                StepResult::Succeeded => Verdict::Allowed,
                StepResult::Refused(_) => Verdict::Denied,
                StepResult::NotReached { .. } => Verdict::NotReached,
                StepResult::Undecided { .. } => Verdict::Undecided,
            };
            let (id, verdict) = match model.numbered(number).unwrap() {
                Numbered::Call(index) => (&model.calls[index].step, model.calls[index].verdict),
                Numbered::Change(index) => {
                    (&model.changes[index].step, model.changes[index].verdict)
                }
            };
            assert_eq!((id, verdict), (&step.id, expected), "{name}, step {number}");
        }
        for density in [Density::Wide, Density::Vertical, Density::Strip] {
            let scene = lay_out_as(&model, 744, density);
            assert_eq!(scene.calls.len(), model.calls.len(), "{name}");
            assert_eq!(scene.markers.len(), model.changes.len(), "{name}");
        }
    }
}

#[test]
fn lanes_are_accounts_in_the_order_of_their_appearance() {
    let (_, scenario) =
        scenarios().into_iter().find(|(name, _)| name == "three-hop-chain").unwrap();
    let model = Model::new(&scenario, &simulate(&scenario));
    let names: Vec<&str> = model.accounts.iter().map(|account| &*account.name).collect();
    assert_eq!(names, ["Development", "Tooling", "Production", "Log archive"]);
    assert!(model.accounts.iter().all(|account| account.path.starts_with("Root / ")));
    assert!(lay_out(&model, 744).calls.iter().all(|call| call.verdict == Verdict::Allowed));
}

#[test]
fn a_refused_duration_is_drawn_with_what_was_asked_and_with_its_limit() {
    let mut seen = 0;
    for (name, scenario) in scenarios() {
        let outcome = simulate(&scenario);
        let model = Model::new(&scenario, &outcome);
        for (index, call) in model.calls.iter().enumerate() {
            let step = &outcome.steps[call.number as usize - 1];
            let StepResult::Refused(refusal) = &step.result else { continue };
            let asked = match refusal.cause {
                Cause::Chaining { asked, .. } | Cause::RoleMaximum { asked, .. } => asked,
                _ => continue,
            };
            let asked = [
                format!("{asked} s"),
                format!("{} h", asked / 3600),
                format!("{} min", asked / 60),
            ];
            for (width, height) in [(744, 540), (744, 330), (600, 500), (600, 300), (390, 700)] {
                let scene = lay_out_in(&model, width, height);
                let drawn = scene.calls.iter().find(|drawn| drawn.call == index).unwrap();
                let figure = drawn.texts.iter().find(|text| text.role == TextRole::Figure).unwrap();
                let both = asked.iter().any(|asked| figure.words.contains(asked.as_str()))
                    && ["max", "most", "≤"].iter().any(|word| figure.words.contains(word));
                assert!(both, "{name}, {width} by {height}: {}", figure.words);
                seen += 1;
            }
        }
    }
    assert!(seen >= 10, "{seen}");
}

#[test]
fn a_refused_hop_moves_nothing_when_it_is_mended() {
    let (_, scenario) =
        scenarios().into_iter().find(|(name, _)| name == "chained-hop-asks-two-hours").unwrap();
    // The same chain, with nothing asked.
    let mended = scenario.write().replace("\"DurationSeconds\": 7200", "\"DurationSeconds\": 3600");
    let mended = Scenario::read(&mended).unwrap();
    let scene = |scenario: &Scenario| lay_out(&Model::new(scenario, &simulate(scenario)), 744);
    let (before, after) = (scene(&scenario), scene(&mended));
    assert!(before.calls.iter().any(|call| call.loud) && !after.calls.iter().any(|call| call.loud));
    let calls =
        |scene: &diagram::Scene| scene.calls.iter().map(|call| call.rect).collect::<Vec<_>>();
    let nodes =
        |scene: &diagram::Scene| scene.nodes.iter().map(|node| node.rect).collect::<Vec<_>>();
    assert_eq!(calls(&before), calls(&after));
    assert_eq!(nodes(&before), nodes(&after));
}

#[test]
fn a_name_that_turns_the_direction_is_seen_as_it_is() {
    let (_, text) =
        testing::corpus::files().into_iter().find(|(name, _)| name == "three-hop-chain").unwrap();
    let hostile = text.replace("\"Development\"", "\"Dev\u{202e}dorP\"");
    assert_ne!(hostile, text);
    let scenario = Scenario::read(&hostile).unwrap();
    let model = Model::new(&scenario, &simulate(&scenario));
    assert_eq!(&*model.accounts[0].name, "Dev\\u{202e}dorP");
    let drawn = diagram::svg::draw(&lay_out(&model, 744), "T\u{2066}itle", &diagram::Theme::DARK);
    assert!(drawn.contains("<title>T\\u{2066}itle</title>"), "{}", &drawn[..400]);
    assert!(
        !drawn.contains(iam::turns_direction)
            && !diagram::describe::caption(&model).contains('\u{202e}')
    );
}

/// A word of a role's name that alone is wider than a line.
const TOO_LONG: [&str; 1] = ["ReportFunctionRole"];

#[test]
fn the_name_of_a_role_is_parted_between_its_words() {
    for (name, scenario) in scenarios() {
        let model = Model::new(&scenario, &simulate(&scenario));
        for (density, width) in [(Density::Wide, 744), (Density::Compact, 600), (Density::Low, 600)]
        {
            if density == Density::Low && model.calls.len() > 4 {
                // Long chains have narrower columns there.
                continue;
            }
            let scene = lay_out_as(&model, width, density);
            let roles = scene.nodes.iter().filter(|node| node.kind == NodeKind::Role);
            for node in roles {
                let lines = node.texts.iter().filter(|text| text.role == TextRole::Name);
                let lines: Vec<&str> = lines.map(|text| text.words.as_str()).collect();
                let [head, tail] = lines[..] else { continue };
                let between =
                    tail.starts_with(char::is_uppercase) || head.ends_with(['-', '_', '/', '.']);
                let long = TOO_LONG.contains(&&*model.nodes[node.node].name);
                assert!(between || long, "{name}, {density:?}: {head} {tail}");
            }
        }
    }
}
