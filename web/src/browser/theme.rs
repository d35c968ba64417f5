//! Light and dark.

use crate::state::Theme;

/// Puts the theme on the root element, where the style sheet looks for it.
pub(crate) fn apply(theme: Theme) {
    let Some(root) = gloo::utils::document().document_element() else { return };
    let _ = match theme.word() {
        Some(word) => root.set_attribute("data-theme", word),
        None => root.remove_attribute("data-theme"),
    };
}
