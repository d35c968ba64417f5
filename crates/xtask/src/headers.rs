//! The headers that hosts are asked to send, held against the files of the built site.

use std::fs;
use std::path::Path;

use crate::failure::{Result, While, fail};

/// Refuses a site of which a file whose name tells its content would be asked for again at each visit.
pub(crate) fn judge(dist: &Path) -> Result<()> {
    let headers = fs::read_to_string(dist.join("_headers")).or_could_not("read dist/_headers")?;
    let mut names = Vec::new();
    for entry in fs::read_dir(dist).or_could_not("read dist")? {
        names.push(entry.or_could_not("read dist")?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    match names.iter().find(|name| is_named_by_content(name) && !is_kept_for_good(&headers, name)) {
        Some(name) => fail(format!("web/hosts/_headers has no rule that keeps `{name}` for good.")),
        None => Ok(()),
    }
}

/// Whether a name holds the digits that are made from the content. The small icon is left out: a rule for its name would
/// take in those that are not.
fn is_named_by_content(name: &str) -> bool {
    !name.starts_with("icon-")
        && name
            .split(['-', '_', '.'])
            .any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether the last rule about a file says that it never changes.
fn is_kept_for_good(headers: &str, name: &str) -> bool {
    let mut applies = false;
    let mut kept = false;
    for line in headers.lines() {
        if let Some(path) = line.strip_prefix('/') {
            applies = path.strip_suffix('*').map_or(path == name, |start| name.starts_with(start));
        } else if applies && let Some(rule) = line.trim().strip_prefix("Cache-Control:") {
            kept = rule.contains("immutable");
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADERS: &str = include_str!("../../../web/hosts/_headers");

    #[test]
    fn what_is_named_by_its_content_is_kept_for_good_and_nothing_else() {
        for name in [
            "web-c4188ff29523207a_bg.wasm",
            "editor-ecaf7c33aaa55a5f.js",
            "services-d4107ea916f31a58.txt",
        ] {
            assert!(is_named_by_content(name) && is_kept_for_good(HEADERS, name), "{name}");
        }
        for name in ["index.html", "sw.js", "assume-role-playground.js", "icon-192.png"] {
            assert!(!is_named_by_content(name) && !is_kept_for_good(HEADERS, name), "{name}");
        }
    }

    #[test]
    fn hosts_that_read_no_such_file_are_told_the_same_names() {
        let advice = include_str!("../../../docs/hosting.md");
        let named = |line: &'static str| line.strip_prefix('/')?.strip_suffix("-*");
        let mut names: Vec<_> = HEADERS.lines().filter_map(named).collect();
        names.sort_unstable();
        assert!(names.len() > 5, "{names:?}");
        for name in &names {
            assert!(advice.contains(&format!("`{name}-…`")), "the table has no {name}");
        }
        let mut groups = 0;
        for group in advice.split("(web|").skip(1) {
            let (group, _) = group.split_once(')').unwrap();
            let mut told: Vec<_> = group.split('|').chain(["web"]).collect();
            told.sort_unstable();
            assert_eq!(told, names);
            groups += 1;
        }
        assert_eq!(groups, 2, "nginx and Apache");
    }

    #[test]
    fn frames_without_an_origin_may_load_everything() {
        let (_, all) = HEADERS.split_once("/*\n").unwrap();
        let all = all.split("\n/").next().unwrap();
        for header in [
            "Access-Control-Allow-Origin: *",
            "Cross-Origin-Resource-Policy: cross-origin",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Cache-Control: no-cache",
        ] {
            assert!(all.contains(header), "{header}");
        }
        // A page that is embedded must not be forbidden to be.
        assert!(!HEADERS.contains("X-Frame-Options") && !HEADERS.contains("frame-ancestors"));
    }
}
