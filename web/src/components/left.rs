//! What was typed into a field and could not be taken is told when the field goes: it stands nowhere else.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

/// So many letters of what was typed are told.
const MANY: usize = 120;

/// Whom it is told to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tell(pub(crate) Callback<AttrValue>);

/// What stands in a field and was refused.
#[derive(Debug, Clone)]
pub(crate) struct Left(Rc<RefCell<Option<String>>>);

impl Left {
    /// What stands in it was refused: as what, which value holds (nothing where no text is one), and why.
    pub(crate) fn refused(&self, what: &str, holds: Option<&str>, typed: &str, reason: &str) {
        self.0.replace(Some(sentence(what, holds, typed, reason)));
    }

    /// What stands in it was taken, is typed anew, or was given up; or the value that holds became another one.
    pub(crate) fn nothing(&self) {
        self.0.take();
    }
}

/// What a field tells of once it goes away, or belongs to somebody else.
#[hook]
pub(crate) fn use_left(whose: &AttrValue) -> Left {
    let tell = use_context::<Tell>();
    let left = use_memo(whose.clone(), |_| RefCell::<Option<String>>::default());
    {
        let left = Rc::clone(&left);
        use_effect_with(whose.clone(), move |_| {
            move || {
                if let (Some(text), Some(Tell(tell))) = (left.take(), tell) {
                    tell.emit(text.into());
                }
            }
        });
    }
    Left(left)
}

fn sentence(what: &str, holds: Option<&str>, typed: &str, reason: &str) -> String {
    let begins = |text: &str| {
        let visible = iam::visible(text);
        let begins: String = visible.chars().take(MANY).collect();
        let more = if begins.len() < visible.len() { "…" } else { "" };
        format!("“{begins}{more}”")
    };
    let stays = match holds {
        None => format!("{what} stay as they were"),
        Some("") => format!("{what} stays empty"),
        Some(holds) => format!("{what} stays {}", begins(holds)),
    };
    match typed {
        "" => format!("{stays}. {reason}"),
        _ => format!("{stays}: {} was not taken. {reason}", begins(typed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_with_what_holds_what_was_typed_and_why() {
        let reason = "A path begins and ends with a slash.";
        let told = "Path stays “/”: “teams” was not taken. A path begins and ends with a slash.";
        assert_eq!(sentence("Path", Some("/"), "teams", reason), told);
        let told = sentence("The name", Some("Hub"), "", "Type one.");
        assert_eq!(told, "The name stays “Hub”. Type one.");
        let told = sentence("Tags", None, "a: b", "Too many.");
        assert_eq!(told, "Tags stay as they were: “a: b” was not taken. Too many.");
        let told = sentence("Description", Some(""), "x", "Too long.");
        assert_eq!(told, "Description stays empty: “x” was not taken. Too long.");
        let long = sentence("The name", Some("Hub"), &"ä".repeat(500), "");
        assert!(long.contains(&format!("“{}…”", "ä".repeat(MANY))), "{long}");
    }
}
