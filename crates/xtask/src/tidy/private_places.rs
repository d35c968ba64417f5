//! No file names a folder of somebody's machine, or a host from which packages come: both differ
//! from machine to machine, and a lock file with hosts in it works on one network only.

use super::Tree;

/// Folders at the top of a machine, put together here so that this file does not name them.
fn folders() -> [String; 4] {
    ["work", "root", "home", "Users"].map(|name| format!("/{name}/"))
}

/// Hosts, put together here likewise.
fn hosts() -> [String; 7] {
    [
        ["registry", "npmjs", "org"],
        ["static", "crates", "io"],
        ["index", "crates", "io"],
        ["files", "pythonhosted", "org"],
        ["deb", "debian", "org"],
        ["static", "rust-lang", "org"],
        ["proxy", "golang", "org"],
    ]
    .map(|parts| parts.join("."))
}

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    let (folders, hosts) = (folders(), hosts());
    let mut found = Vec::new();
    for (path, text) in tree.iter() {
        for (index, line) in text.lines().enumerate() {
            let place = folders.iter().find(|folder| names_folder(line, folder));
            if let Some(what) = place.or_else(|| hosts.iter().find(|host| line.contains(*host))) {
                found.push(format!("{path}:{}: `{what}` is of one machine or network.", index + 1));
            }
        }
    }
    found
}

/// Whether a path that starts with the folder stands in the line. Part of a longer path, as in the
/// resource `bucket/home/alice`, or a path of IAM's that ends there, is something else.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        let starts = before.is_none_or(|c| c.is_whitespace() || "\"'`(=:,<>[".contains(c))
            || line[..at].ends_with("file://");
        starts && after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_a_machine_is_found() {
        for folder in folders() {
            for line in [
                format!("see `{folder}alice/x`"),
                format!("{folder}x"),
                format!("file://{folder}x"),
            ] {
                assert_eq!(findings(&Tree::of(&[("README.md", &line)])).len(), 1, "{line}");
            }
        }
    }

    #[test]
    fn a_host_of_packages_is_found() {
        for host in hosts() {
            let line = format!("\"resolved\": \"https://{host}/x.tgz\"");
            assert_eq!(findings(&Tree::of(&[("web/package-lock.json", &line)])).len(), 1, "{host}");
        }
    }

    #[test]
    fn resources_and_paths_of_policies_are_not() {
        let [_, root, home, _] = folders();
        for line in [
            format!("arn:aws:s3:::bucket{home}alice"),
            format!("arn:aws:s3:::*{home}alice"),
            format!("\"Path\": \"{root}\""),
        ] {
            assert_eq!(findings(&Tree::of(&[("a.json", &line)])), [""; 0], "{line}");
        }
    }
}
