//! Whether somebody asked their system for less motion.

/// Whether motion is to be left out.
pub(crate) fn is_reduced() -> bool {
    let query = gloo::utils::window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}
