//! The icons of the diagram: strokes on a square of 16 units, 1.5 wide with round ends, never filled.

use crate::model::{ChipKind, ChipOrigin, Node, NodeKind, Verdict};

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Icon {
    /// A check in a circle.
    Allowed,
    /// A cross in an octagon.
    Denied,
    /// A dash in a broken circle.
    NotReached,
    /// A question in a diamond.
    Undecided,
    /// A person.
    User,
    /// A crown.
    Root,
    /// A mask.
    Role,
    /// A key.
    Key,
    /// An identity card.
    Card,
    /// A globe.
    Globe,
    /// A chip with legs.
    Service,
    /// A parcel.
    Resource,
    /// A bucket.
    Bucket,
    /// A fingerprint.
    Fingerprint,
    /// A tag.
    Tag,
    /// A pencil.
    Pencil,
}

impl Icon {
    /// The icon of a verdict.
    #[must_use]
    pub fn of_verdict(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Allowed => Self::Allowed,
            Verdict::Denied => Self::Denied,
            Verdict::NotReached => Self::NotReached,
            Verdict::Undecided => Self::Undecided,
        }
    }

    /// The icon of a node.
    #[must_use]
    pub fn of_node(node: &Node) -> Self {
        match node.kind {
            NodeKind::User | NodeKind::Anonymous => Self::User,
            NodeKind::Root => Self::Root,
            NodeKind::Role => Self::Role,
            NodeKind::UserSession => Self::Key,
            NodeKind::FederatedUser | NodeKind::Saml => Self::Card,
            NodeKind::Oidc => Self::Globe,
            NodeKind::Service => Self::Service,
            NodeKind::Resource if node.full.split(':').nth(2) == Some("s3") => Self::Bucket,
            NodeKind::Resource => Self::Resource,
        }
    }

    /// The icon of something that travels.
    #[must_use]
    pub fn of_chip(kind: ChipKind, origin: ChipOrigin) -> Self {
        match (origin, kind) {
            (ChipOrigin::Conflict, _) => Self::Denied,
            (_, ChipKind::SourceIdentity) => Self::Fingerprint,
            (_, ChipKind::Tag) => Self::Tag,
        }
    }

    /// Its strokes, each the `d` attribute of an SVG path.
    #[must_use]
    pub fn strokes(self) -> &'static [&'static str] {
        match self {
            Self::Allowed => &[CIRCLE, "M5 8.2l2.1 2.1L11.1 6"],
            Self::Denied => &[
                "M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4z",
                "M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2",
            ],
            Self::NotReached => &[
                "M5.97 2.09A6.25 6.25 0 0 1 10.03 2.09M12.1 3.28A6.25 6.25 0 0 1 14.14 6.81\
                 M14.14 9.19A6.25 6.25 0 0 1 12.1 12.72M10.03 13.91A6.25 6.25 0 0 1 5.97 13.91\
                 M3.9 12.72A6.25 6.25 0 0 1 1.86 9.19M1.86 6.81A6.25 6.25 0 0 1 3.9 3.28",
                "M5.5 8h5",
            ],
            Self::Undecided => &[
                "M8 1.25 14.75 8 8 14.75 1.25 8z",
                "M6.5 6.6a1.55 1.55 0 1 1 2.35 1.3c-.55.3-.85.55-.85 1.2M8 11v.05",
            ],
            Self::User => &[
                "M8 2a2.9 2.9 0 1 1 0 5.8A2.9 2.9 0 0 1 8 2z",
                "M2.5 14c.35-2.7 2.5-4.2 5.5-4.2s5.15 1.5 5.5 4.2",
            ],
            Self::Root => &["M3 10.5 2 4.6l3.4 2.2L8 3l2.6 3.8L14 4.6l-1 5.9zM3 13.25h10"],
            Self::Role => &[
                "M1.6 4.6c2.3-.75 4.5-.6 6.4.6 1.9-1.2 4.1-1.35 6.4-.6.3 4.2-1 6.9-3.4 6.9-1.4 0-2.2-.9-3-2.1\
                 -.8 1.2-1.6 2.1-3 2.1-2.4 0-3.7-2.7-3.4-6.9z",
                "M4.5 7.4h1.5M10 7.4h1.5",
            ],
            Self::Key => &[
                "M10.4 2a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2z",
                "M7.8 8.2 2.4 13.6M4.4 11.6l1.9 1.9",
            ],
            Self::Card => &[
                "M3.25 3h9.5C13.45 3 14 3.55 14 4.25v7.5c0 .7-.55 1.25-1.25 1.25h-9.5C2.55 13 2 12.45 2 11.75\
                 v-7.5C2 3.55 2.55 3 3.25 3z",
                "M5.9 5.5a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zM4 10.6c.3-.9 1-1.3 1.9-1.3s1.6.4 1.9 1.3\
                 M10 6.4h1.8M10 9.2h1.8",
            ],
            Self::Globe => &[
                CIRCLE,
                "M2 8h12M8 1.75c1.9 1.8 2.75 3.9 2.75 6.25S9.9 12.45 8 14.25C6.1 12.45 5.25 10.35 5.25 8S6.1 3.55 8 1.75z",
            ],
            Self::Service => &[
                "M5.5 4.25h5c.7 0 1.25.55 1.25 1.25v5c0 .7-.55 1.25-1.25 1.25h-5c-.7 0-1.25-.55-1.25-1.25v-5\
                 c0-.7.55-1.25 1.25-1.25z",
                "M6.25 1.75v2.5M9.75 1.75v2.5M6.25 11.75v2.5M9.75 11.75v2.5M1.75 6.25h2.5M1.75 9.75h2.5\
                 M11.75 6.25h2.5M11.75 9.75h2.5",
            ],
            Self::Resource => {
                &["M8 1.75 13.75 4.9v6.2L8 14.25 2.25 11.1V4.9z", "M2.5 5.05 8 8.05l5.5-3M8 8.05v6"]
            }
            Self::Bucket => &[
                "M2.25 4.1c0-1.1 2.55-1.85 5.75-1.85s5.75.75 5.75 1.85S11.2 5.95 8 5.95 2.25 5.2 2.25 4.1z",
                "M2.25 4.1 3.6 12.4c.15.8 2 1.35 4.4 1.35s4.25-.55 4.4-1.35l1.35-8.3",
            ],
            Self::Fingerprint => &[
                "M3.6 12c.75-1.3 1.1-2.6 1.1-4.1a3.3 3.3 0 0 1 6.6 0c0 1.9-.25 3.6-.8 5.2",
                "M8 7.9c0 2.3-.5 4.2-1.5 6M2.2 8.7C1.75 5 4.5 1.9 8 1.9c3.6 0 6.35 3 5.8 7.1",
            ],
            Self::Tag => &[
                "M2.25 3.6v4.1l6.3 6.3 5.45-5.45-6.3-6.3H3.6c-.75 0-1.35.6-1.35 1.35z",
                "M5.4 5.4v.05",
            ],
            Self::Pencil => &["M2.75 13.25l.8-3.1 7.1-7.1 2.3 2.3-7.1 7.1zM9 4.7 11.3 7"],
        }
    }
}

const CIRCLE: &str = "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5z";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_have_icons_of_their_own() {
        let icons = Verdict::ALL.map(|verdict| Icon::of_verdict(verdict).strokes());
        for (index, icon) in icons.iter().enumerate() {
            assert!(!icons[index + 1..].contains(icon));
        }
    }

    #[test]
    fn every_stroke_is_path_data() {
        for icon in [Icon::Role, Icon::Card, Icon::Globe, Icon::Service, Icon::NotReached] {
            for stroke in icon.strokes() {
                assert!(stroke.starts_with('M'));
                assert!(
                    stroke
                        .chars()
                        .all(|c| c.is_ascii_digit() || " .-MLHVCSQAZmlhvcsqaz".contains(c))
                );
            }
        }
    }
}
