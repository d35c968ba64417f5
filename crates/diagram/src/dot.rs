//! A chain in the DOT language of Graphviz: one cluster per account, one arrow per call, with what the
//! drawing says of them.

use std::iter;

use crate::describe::{beside_arrow, in_marker, lines_under};
use crate::model::{Model, Node, NodeKind, NodeState, Verdict};

/// The text of a digraph.
#[must_use]
pub fn digraph(model: &Model) -> String {
    let mut graph =
        String::from("digraph chain {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
    for (index, account) in model.accounts.iter().enumerate() {
        let title = match account.id.as_ref().filter(|id| **id != account.name) {
            Some(id) => format!("{} {id}", account.name),
            None => account.name.to_string(),
        };
        graph.push_str(&format!(
            "  subgraph cluster_{index} {{\n    label={};\n",
            quoted([&*title])
        ));
        let nodes = model.nodes.iter().enumerate().filter(|(_, node)| node.account == index);
        for (number, node) in nodes {
            graph.push_str(&format!("    n{number} [{}];\n", attributes(node)));
        }
        let changes = model.changes.iter().enumerate();
        for (number, change) in changes.filter(|(_, change)| change.account == index) {
            let label = quoted([&*in_marker(change)]);
            graph.push_str(&format!("    c{number} [label={label}, shape=cds];\n"));
        }
        graph.push_str("  }\n");
    }
    for call in &model.calls {
        let style = match call.verdict {
            Verdict::Allowed => "style=solid, arrowhead=normal",
            Verdict::Denied => "style=dashed, arrowhead=tee",
            Verdict::NotReached => "style=dotted, arrowhead=empty",
            Verdict::Undecided => "style=dashed, arrowhead=odot",
        };
        let label = quoted([&*beside_arrow(call)]);
        let target = call.target.unwrap_or(call.caller);
        graph.push_str(&format!("  n{} -> n{target} [label={label}, {style}];\n", call.caller));
    }
    graph.push_str("}\n");
    graph
}

/// A node's words and shape.
fn attributes(node: &Node) -> String {
    let shape = match node.kind {
        NodeKind::User | NodeKind::Root | NodeKind::Anonymous => "shape=box, style=\"rounded",
        NodeKind::Role | NodeKind::UserSession | NodeKind::FederatedUser => "shape=note, style=\"",
        NodeKind::Saml | NodeKind::Oidc => "shape=parallelogram, style=\"",
        NodeKind::Service => "shape=hexagon, style=\"",
        NodeKind::Resource => "shape=box, style=\"",
    };
    let line = match node.state {
        NodeState::Present => "solid",
        NodeState::NotIssued => "dashed",
        NodeState::NotReached => "dotted",
    };
    let under = lines_under(node);
    let lines = iter::once(&*node.name).chain(under.iter().map(String::as_str));
    let comma = if shape.ends_with('"') { "" } else { "," };
    format!("label={}, {shape}{comma}{line}\"", quoted(lines))
}

/// Lines between quotation marks: what ends them or begins an escape is escaped, and what cannot be seen is a space.
fn quoted<'t>(lines: impl IntoIterator<Item = &'t str>) -> String {
    let mut quoted = String::from("\"");
    for (index, line) in lines.into_iter().filter(|line| !line.is_empty()).enumerate() {
        if index > 0 {
            quoted.push_str("\\n");
        }
        for character in line.chars() {
            match character {
                '"' | '\\' => quoted.extend(['\\', character]),
                // Graphviz reads references to characters in every label.
                '&' => quoted.push_str("&amp;"),
                character if character.is_control() => quoted.push(' '),
                character => quoted.push(character),
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_graphviz_would_read_is_escaped() {
        assert_eq!(quoted(["a\"b\\n&lt;\n", "", "c"]), r#""a\"b\\n&amp;lt; \nc""#);
    }
}
