//! Chains made by hand, and what is to be seen of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use diagram::model::{ChipOrigin, NodeKind, NodeState, Verdict};
use diagram::scene::{Direction, EdgeKind, HeadKind, Item, Rect, Scene, Segment};
use diagram::{Density, Model, Theme, describe, dot, glyph, lay_out, lay_out_as, mermaid, svg};

fn node(scene: &Scene, index: usize) -> Rect {
    scene.rect(Item::Node(index)).unwrap()
}

fn call(scene: &Scene, index: usize) -> Rect {
    scene.rect(Item::Call(index)).unwrap()
}

fn head(scene: &Scene, index: usize) -> HeadKind {
    let mut edges = scene.edges.iter();
    let edge = edges.find(|edge| edge.kind == EdgeKind::Reach && edge.call == Some(index)).unwrap();
    edge.head.unwrap().kind
}

#[test]
fn three_hops_make_a_staircase() {
    let model = support::three_hops_refused();
    let scene = lay_out(&model, 744);
    for index in 0..3 {
        let (caller, target) = (model.calls[index].caller, model.calls[index].target.unwrap());
        assert_eq!(
            call(&scene, index).middle(),
            node(&scene, caller).middle(),
            "right to the call"
        );
        assert_eq!(call(&scene, index).x, node(&scene, target).x, "down into the role");
        assert!(call(&scene, index).bottom() < node(&scene, target).y);
    }
    assert_eq!(head(&scene, 0), HeadKind::Filled);
    assert_eq!(head(&scene, 1), HeadKind::Stop);
    assert_eq!(head(&scene, 2), HeadKind::Open);
    assert_eq!(scene.calls.iter().map(|call| call.loud).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(scene.width, 744);
}

#[test]
fn a_hop_inside_one_account_adds_a_row_to_its_lane() {
    let model = support::same_account();
    let scene = lay_out(&model, 744);
    assert_eq!(scene.lanes.len(), 1);
    // The last call shares the user's row; the refused one hangs below.
    assert_eq!(call(&scene, 1).y, node(&scene, 0).y);
    assert!(call(&scene, 0).y > node(&scene, 0).y);
    assert!(node(&scene, 3).y > node(&scene, 2).y);
    assert_eq!(scene.markers.len(), 1);
    assert!(scene.lanes[0].rect.contains(scene.markers[0].rect));
}

#[test]
fn an_older_session_calls_again_over_a_trunk() {
    let model = support::return_to_older_session();
    let scene = lay_out(&model, 1000);
    let trunks: Vec<usize> = scene
        .edges
        .iter()
        .filter(|edge| edge.kind == EdgeKind::Trunk)
        .map(|edge| edge.node)
        .collect();
    assert_eq!(trunks, [0, 1]);
    // The call back into the first account goes up.
    assert!(node(&scene, 4).bottom() < call(&scene, 3).y);
    // No line has to step over another one here.
    let bridges = scene.edges.iter().flat_map(|edge| &edge.path.0);
    assert!(!bridges.clone().any(|segment| matches!(segment, Segment::Bridge(_))));
}

#[test]
fn read_downward_a_branch_takes_its_caller_up_again() {
    let scene = lay_out(&support::return_to_older_session(), 390);
    let again: Vec<usize> =
        scene.nodes.iter().filter(|node| node.again).map(|node| node.node).collect();
    assert_eq!(again, [1, 1, 0]);
    assert_eq!(scene.width, 390);
    assert_eq!(scene.lanes.iter().filter(|lane| lane.account == 1).count(), 3);
}

#[test]
fn a_service_stands_in_a_lane_without_number() {
    let scene = lay_out(&support::service_start(), 744);
    assert_eq!(scene.lanes[0].colour, 0);
    assert_eq!(scene.lanes[0].texts.len(), 1);
    assert_eq!(scene.lanes[1].colour, 1);
    assert_eq!(scene.nodes[0].kind, NodeKind::Service);
    assert!(scene.nodes[0].outline().starts_with("M28 36L"), "{}", scene.nodes[0].outline());
}

#[test]
fn a_federated_caller_has_a_cut_corner() {
    let scene = lay_out(&support::federated_start(), 744);
    let (outline, rect) = (scene.nodes[0].outline(), scene.nodes[0].rect);
    assert!(outline.starts_with(&format!("M{} {}", rect.x + 12, rect.y)));
    assert!(outline.ends_with(&format!("L{} {}Z", rect.x, rect.y + 12)));
    assert_eq!(scene.nodes[2].state, NodeState::Present);
}

#[test]
fn a_strip_is_one_line_without_lanes() {
    let scene = lay_out_as(&support::three_hops_refused(), 744, Density::Strip);
    assert_eq!((scene.height, scene.lanes.len(), scene.chips.len()), (48, 0, 0));
    assert_eq!(scene.width, 744);
}

#[test]
fn low_lanes_show_what_is_carried_as_well() {
    let model = support::three_hops_refused();
    let words = |density| -> Vec<String> {
        let scene = lay_out_as(&model, 744, density);
        scene.chips.iter().map(|chip| chip.text.words.clone()).collect()
    };
    assert_eq!(words(Density::Low), ["alice", "team=web", "alice", "team=web"]);
    assert_eq!(words(Density::Low), words(Density::Wide));
}

#[test]
fn many_tags_are_counted_beside_the_source_identity() {
    let mut chain = support::Chain::default();
    let account = chain.account("Development", "111111111111", "");
    let caller = chain.node(account, NodeKind::User, "alice", "IAM user");
    let session = chain.session(account, "DeployRole", "11:00");
    let tags = ["alice", "team=web", "project=website", "cost-center=1234"];
    chain.carry(session, ChipOrigin::Set, &tags);
    chain.call(caller, "sts:AssumeRole", Verdict::Allowed, &[], Some(session));
    let scene = lay_out_as(&chain.model, 340, Density::Low);
    let words: Vec<&str> = scene.chips.iter().map(|chip| &*chip.text.words).collect();
    assert_eq!(words, ["alice", "3 tags"]);
    let label = &scene.chips[1].label;
    assert!(tags[1..].iter().all(|tag| label.contains(tag)), "{label}");
    let drawing = svg::draw(&scene, "A chain", &Theme::LIGHT);
    assert!(drawing.contains("tag cost-center=1234 (set here)</title>"), "{drawing}");
}

#[test]
fn a_chain_without_calls_is_its_start() {
    let mut model = support::one_denied();
    model.calls.clear();
    model.nodes.truncate(1);
    model.accounts.truncate(1);
    for width in [320, 600, 1000] {
        let scene = lay_out(&model, width);
        assert_eq!(scene.order, [Item::Node(0)]);
        assert_eq!(scene.caption, "alice in Development has made no call yet.");
    }
    assert_eq!(lay_out(&Model::default(), 744).nodes.len(), 0);
    assert_eq!(lay_out(&Model::default(), 390).nodes.len(), 0);
}

#[test]
fn what_does_not_fit_together_is_left_out() {
    let mut model = support::three_hops_refused();
    model.calls[1].caller = 99;
    model.calls[2].target = Some(99);
    model.nodes[1].account = 99;
    for density in [Density::Wide, Density::Compact, Density::Vertical, Density::Strip] {
        let scene = lay_out_as(&model, 744, density);
        assert!(!scene.calls.iter().any(|call| call.call == 1));
        assert!(!scene.nodes.iter().any(|node| node.node == 1));
    }
}

#[test]
fn arrow_keys_follow_the_lines() {
    let scene = lay_out(&support::three_hops_refused(), 744);
    let walk = [
        (Direction::Right, Item::Call(0)),
        (Direction::Down, Item::Node(1)),
        (Direction::Right, Item::Call(1)),
        (Direction::Down, Item::Node(2)),
        (Direction::Up, Item::Call(1)),
        (Direction::Left, Item::Node(1)),
    ];
    let mut at = Item::Node(0);
    for (direction, expected) in walk {
        at = scene.neighbour(at, direction).unwrap();
        assert_eq!(at, expected);
    }
    assert_eq!(scene.order.first(), Some(&Item::Node(0)));
}

#[test]
fn the_chain_is_told_in_words() {
    let model = support::three_hops_refused();
    let words = describe::steps(&model);
    assert_eq!(
        words[0].words,
        "alice assumes DeployRole in Tooling: allowed, granted 3600 s. alice: IAM user, MFA, in Development, \
         account 111111111111, Root / Workloads. DeployRole: session alice, in Tooling, account 222222222222, \
         Root / Workloads, ends at 10:30 UTC, carries source identity alice (set here), tag team=web (set here)."
    );
    assert_eq!(
        describe::call_label(&model, 1),
        "Hop 2: DeployRole assumes ProdAdmin in Production: denied, 7200 s, max 3600 s"
    );
    assert_eq!(
        describe::call_label(&model, 2),
        "Step 3: ProdAdmin calls s3:GetObject on prod-artifacts in Production: not reached, needs hop 2"
    );
    assert_eq!(
        describe::node_label(&model, 2),
        "ProdAdmin, role, max 4 h, in Production, no credentials issued, carries source identity alice \
         (would have come), tag team=web (would have come)"
    );
    assert_eq!(describe::caption(&model).matches(". ").count(), 2);
}

/// Whoever hears the list is told everything that is seen in the drawing.
#[test]
fn the_list_of_steps_holds_what_is_drawn() {
    for (name, model) in support::all() {
        let told: Vec<String> =
            describe::steps(&model).into_iter().map(|step| step.words).collect();
        let told = told.join(" ");
        let holds =
            |drawn: &str| assert!(told.contains(drawn), "{name}: “{drawn}” is not in {told}");
        for call in &model.calls {
            holds(call.verdict.lower());
            call.figure.first().into_iter().for_each(|figure| holds(figure));
            for index in [Some(call.caller), call.target].into_iter().flatten() {
                let (node, account) =
                    (&model.nodes[index], &model.accounts[model.nodes[index].account]);
                [&node.name, &node.sub].into_iter().for_each(|words| holds(words));
                node.expiry.iter().for_each(|expiry| holds(&expiry.text));
                node.chips.iter().for_each(|chip| holds(&describe::chip_label(chip)));
                if let Some(id) = &account.id {
                    [&account.name, id, &account.path].into_iter().for_each(|words| holds(words));
                }
            }
        }
        for change in &model.changes {
            let account = &model.accounts[change.account];
            [&change.operation, &change.subject, &account.name, &account.path]
                .into_iter()
                .for_each(|words| holds(words));
        }
    }
}

#[test]
fn the_drawing_says_every_verdict_in_words_and_names_itself() {
    let model = support::three_hops_refused();
    let drawing = svg::draw(&lay_out(&model, 744), "1-hour limit <on> a chained hop", &Theme::DARK);
    for words in ["Allowed", "Denied", "Not reached", "&lt;on&gt;", "<desc>", Theme::DARK.deny_soft]
    {
        assert!(drawing.contains(words), "{words}");
    }
    assert!(!drawing.contains("style="));
}

#[test]
fn a_glyph_is_a_row_of_verdicts() {
    let glyph = glyph::glyph(&support::three_hops_refused());
    assert_eq!(glyph.label, "3 calls: allowed, denied, not reached");
    assert!(glyph.width <= 120);
    assert_eq!(glyph.calls[1].verdict, Verdict::Denied);
}

#[test]
fn a_flowchart_has_a_subgraph_for_every_account() {
    let chart = mermaid::flowchart(&support::three_hops_refused());
    assert!(chart.starts_with("flowchart LR\n  subgraph a0[\"Development 111111111111\"]\n"));
    assert!(chart.contains("    n0([\"alice<br/>IAM user, MFA\"])\n"));
    assert!(
        chart.contains("  n1 --x|\"2 sts:AssumeRole: denied, 7200 s, max 3600 s\"| n2\n"),
        "{chart}"
    );
    let deploy = "    n1(\"DeployRole<br/>session alice<br/>ends at 10:30 UTC<br/>source identity alice (set here)<br/>tag \
                  team=web (set here)\")\n";
    assert!(chart.contains(deploy), "{chart}");
    let changed = mermaid::flowchart(&support::same_account());
    let marker = "    c0>\"2 UpdateAssumeRolePolicy on Elevated: allowed\"]\n";
    assert!(changed.contains(marker), "{changed}");
}

/// What the drawing says of durations, ends, tags and changes, its texts say as well.
#[test]
fn a_chain_as_text_leaves_nothing_out() {
    let models = [
        support::three_hops_refused(),
        support::same_account(),
        support::return_to_older_session(),
    ];
    for model in &models {
        let figures = model.calls.iter().filter_map(|call| call.figure.first());
        let ends = model.nodes.iter().filter_map(|node| Some(&node.expiry.as_ref()?.text));
        let carried = model.nodes.iter().flat_map(|node| &node.chips);
        let carried = carried.flat_map(|chip| [&chip.key, &chip.value]);
        let changes = model.changes.iter().flat_map(|change| [&change.operation, &change.subject]);
        for text in [mermaid::flowchart(model), dot::digraph(model)] {
            let text = text.replace("source identity", "SourceIdentity");
            for word in
                figures.clone().chain(ends.clone()).chain(carried.clone()).chain(changes.clone())
            {
                assert!(text.contains(&**word), "{word} is not in\n{text}");
            }
        }
    }
}

#[test]
fn a_chain_is_a_graph_for_graphviz() {
    let graph = dot::digraph(&support::three_hops_refused());
    assert!(graph.starts_with("digraph chain {\n  rankdir=LR;\n"));
    assert!(
        graph.contains("  subgraph cluster_0 {\n    label=\"Development 111111111111\";\n"),
        "{graph}"
    );
    assert!(
        graph.contains(
            "    n0 [label=\"alice\\nIAM user, MFA\", shape=box, style=\"rounded,solid\"];\n"
        ),
        "{graph}"
    );
    assert!(graph.contains(
        "  n1 -> n2 [label=\"2 sts:AssumeRole: denied, 7200 s, max 3600 s\", style=dashed, arrowhead=tee];\n"
    ));
    let changed = dot::digraph(&support::same_account());
    let marker = "    c0 [label=\"2 UpdateAssumeRolePolicy on Elevated: allowed\", shape=cds];\n";
    assert!(changed.contains(marker), "{changed}");
}

/// Names come from files of strangers: whatever they hold, the text has as many lines, strings and braces as without.
#[test]
fn a_hostile_name_does_not_leave_its_label() {
    let structure = |name: &str| {
        let mut chain = support::Chain::default();
        let account = chain.account(name, "111111111111", "");
        let caller = chain.node(account, NodeKind::User, name, name);
        let session = chain.session(account, name, "11:00");
        chain.carry(session, ChipOrigin::Set, &[name, "key=value"]);
        chain.change(account, name, name, Verdict::Allowed);
        chain.call(caller, name, Verdict::Denied, &[name], Some(session));
        let (graph, chart) = (dot::digraph(&chain.model), mermaid::flowchart(&chain.model));
        // Outside the quoted strings, with their escapes taken away first.
        let bare = graph.replace("\\\\", "").replace("\\\"", "");
        let outside: String = bare.split('"').step_by(2).collect();
        let chart: String = chart.split('"').step_by(2).collect();
        (outside, chart)
    };
    let plain = structure("name");
    for hostile in [
        "\"",
        "\\",
        "\\\"",
        "\"];\n}\nevil [label=\"",
        "a\nb",
        "</script>",
        "{}|<>[]()",
        "\u{2028}",
        "\"]\nclick n0 evil",
    ] {
        assert_eq!(structure(hostile), plain, "{hostile:?}");
    }
}

#[test]
fn a_chain_of_thousands_does_not_run_out_of_stack() {
    let mut chain = support::Chain::default();
    let dev = chain.account("Development", "111111111111", "");
    let mut caller = chain.node(dev, NodeKind::User, "alice", "IAM user");
    for _ in 0..2000 {
        let session = chain.session(dev, "Role", "11:00");
        chain.call(caller, "sts:AssumeRole", Verdict::Allowed, &[], Some(session));
        caller = session;
    }
    let scene = lay_out(&chain.model, 744);
    assert_eq!(scene.calls.len(), 2000);
    assert_eq!(scene.neighbours.len(), 4001);
}
