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
    /// What stands in it was refused: what it would have taken the place of, and why.
    pub(crate) fn refused(&self, what: &str, typed: &str, reason: &str) {
        self.0.replace(Some(sentence(what, typed, reason)));
    }

    /// What stands in it was taken, is typed anew, or was given up.
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

fn sentence(what: &str, typed: &str, reason: &str) -> String {
    let visible = iam::visible(typed);
    let begins: String = visible.chars().take(MANY).collect();
    let more = if begins.len() < visible.len() { "…" } else { "" };
    match typed {
        "" => format!("“{what}” stays as it was. {reason}"),
        _ => format!("“{what}” stays as it was: “{begins}{more}” was not taken. {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_with_what_was_typed_and_why() {
        let reason = "A path begins and ends with a slash.";
        let told =
            "“/” stays as it was: “teams” was not taken. A path begins and ends with a slash.";
        assert_eq!(sentence("/", "teams", reason), told);
        assert_eq!(sentence("Hub", "", "Type one."), "“Hub” stays as it was. Type one.");
        let long = sentence("Hub", &"ä".repeat(500), "");
        assert!(long.contains(&format!("“{}…”", "ä".repeat(MANY))), "{long}");
    }
}
