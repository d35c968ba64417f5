//! A chain as a Mermaid flowchart: one subgraph per account, one arrow per call, with what the drawing
//! says of them. For documents that draw themselves.

use crate::describe::{beside_arrow, in_marker, lines_under};
use crate::model::{Model, Node, NodeKind, Verdict};

/// The text of a flowchart.
#[must_use]
pub fn flowchart(model: &Model) -> String {
    let mut chart = String::from("flowchart LR\n");
    for (index, account) in model.accounts.iter().enumerate() {
        let title = match account.id.as_ref().filter(|id| **id != account.name) {
            Some(id) => format!("{} {id}", account.name),
            None => account.name.to_string(),
        };
        chart.push_str(&format!("  subgraph a{index}[\"{}\"]\n", quote(&title)));
        let nodes = model.nodes.iter().enumerate().filter(|(_, node)| node.account == index);
        for (number, node) in nodes {
            chart.push_str(&format!("    n{number}{}\n", shape(node)));
        }
        let changes = model.changes.iter().enumerate();
        for (number, change) in changes.filter(|(_, change)| change.account == index) {
            chart.push_str(&format!("    c{number}>\"{}\"]\n", quote(&in_marker(change))));
        }
        chart.push_str("  end\n");
    }
    for call in &model.calls {
        let arrow = match call.verdict {
            Verdict::Allowed => "-->",
            Verdict::Denied => "--x",
            Verdict::NotReached => "-.->",
            Verdict::Undecided => "-.-o",
        };
        let words = quote(&beside_arrow(call));
        let target = call.target.unwrap_or(call.caller);
        chart.push_str(&format!("  n{} {arrow}|\"{words}\"| n{target}\n", call.caller));
    }
    chart
}

/// A node's shape with its words.
fn shape(node: &Node) -> String {
    let mut words = quote(&node.name);
    for line in lines_under(node) {
        words.push_str("<br/>");
        words.push_str(&quote(&line));
    }
    let (open, close) = match node.kind {
        NodeKind::User | NodeKind::Root | NodeKind::Anonymous => ("([", "])"),
        NodeKind::Role | NodeKind::UserSession | NodeKind::FederatedUser => ("(", ")"),
        NodeKind::Saml | NodeKind::Oidc => ("[/", "/]"),
        NodeKind::Service => ("{{", "}}"),
        NodeKind::Resource => ("[", "]"),
    };
    format!("{open}\"{words}\"{close}")
}

/// Text between quotation marks: whatever could have a meaning is written by its number.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '#' | ';' | '&' | '<' | '>' | '`' | '\\' | '|' => {
                quoted.push_str(&format!("#{};", u32::from(character)));
            }
            character if character.is_control() => quoted.push(' '),
            character => quoted.push(character),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mermaid_would_read_is_quoted() {
        assert_eq!(quote("a\"#;<b>`\n"), "a#34;#35;#59;#60;b#62;#96; ");
    }
}
