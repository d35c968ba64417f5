//! One style sheet out of many: each `@import` of `web/styles/app.css` is put in place.
//!
//! The page then loads one file, with a name made from its content, instead of a chain of them.
//! Only imports of our own files are understood, alone or with a `layer(NAME)`.

use std::path::{Path, PathBuf};

use crate::failure::{Result, While, fail};
use crate::repository;

/// Writes `target/styles/app.css`, which index.html names.
pub(crate) fn write() -> Result<()> {
    let folder = repository::path("target/styles");
    std::fs::create_dir_all(&folder).or_could_not("make target/styles")?;
    let sheet = bundle(&repository::path("web/styles/app.css"), &mut Vec::new())?;
    std::fs::write(folder.join("app.css"), sheet).or_could_not("write target/styles/app.css")
}

/// The text of a sheet with its imports in place and its comments left out.
fn bundle(sheet: &Path, within: &mut Vec<PathBuf>) -> Result<String> {
    let name = sheet.strip_prefix(repository::root()).unwrap_or(sheet).display().to_string();
    if within.iter().any(|outer| outer == sheet) {
        return fail(format!("{name} imports itself."));
    }
    let text = std::fs::read_to_string(sheet).or_could_not(format!("read {name}"))?;
    let text = without_comments(&text);
    within.push(sheet.to_owned());
    let mut all = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let Some(import) = line.trim().strip_prefix("@import ") else {
            all.push_str(line);
            all.push('\n');
            continue;
        };
        let Some((file, layer)) = parse_import(import) else {
            return fail(format!("{name}: `{}` is not understood here.", line.trim()));
        };
        let inner = bundle(&sheet.parent().unwrap_or(sheet).join(file), within)?;
        match layer {
            Some(layer) => all.push_str(&format!("@layer {layer} {{\n{inner}}}\n")),
            None => all.push_str(&inner),
        }
    }
    within.pop();
    Ok(all)
}

/// The file and the layer of `"FILE";` or `"FILE" layer(NAME);`, also within `url( )`.
fn parse_import(import: &str) -> Option<(&str, Option<&str>)> {
    let import = import.trim().strip_suffix(';')?.trim();
    let (file, rest) = match import.strip_prefix("url(") {
        Some(import) => import.split_once(')')?,
        None => {
            let quote = import.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let end = import[1..].find(quote)? + 2;
            import.split_at(end)
        }
    };
    let file = file.trim_matches(['"', '\'']);
    match rest.trim() {
        "" => Some((file, None)),
        rest => Some((file, Some(rest.strip_prefix("layer(")?.strip_suffix(')')?.trim()))),
    }
}

fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut all = String::with_capacity(text.len());
    while let Some(start) = rest.find("/*") {
        all.push_str(&rest[..start]);
        let after = &rest[start + 2..];
        rest = after.find("*/").map_or("", |end| &after[end + 2..]);
    }
    all + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_names_a_file_and_perhaps_a_layer() {
        assert_eq!(parse_import(r#""a.css";"#), Some(("a.css", None)));
        assert_eq!(parse_import("url('b/a.css') layer(base);"), Some(("b/a.css", Some("base"))));
        assert_eq!(parse_import(r#""a.css" screen;"#), None);
    }

    #[test]
    fn comments_are_left_out_even_unfinished_ones() {
        assert_eq!(without_comments("a/* b */c/* d"), "ac");
    }

    #[test]
    fn an_imported_sheet_stands_inside_its_layer() {
        let folder = std::env::temp_dir().join(format!("styles-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("app.css"), "@layer base;\n@import \"a.css\" layer(base);\n")
            .unwrap();
        std::fs::write(folder.join("a.css"), "p { margin: 0 }\n").unwrap();
        let sheet = bundle(&folder.join("app.css"), &mut Vec::new()).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(sheet, "@layer base;\n@layer base {\np { margin: 0 }\n}\n");
    }
}
