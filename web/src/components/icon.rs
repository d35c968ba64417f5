//! The page's icons: strokes on a 16 px grid, in the colour of the text around them.

use yew::prelude::*;

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a set of icons is drawn as a whole")]
pub(crate) enum Glyph {
    Add,
    Allowed,
    ArrowDown,
    ArrowRight,
    ArrowUp,
    Bucket,
    Chain,
    Check,
    ChevronDown,
    ChevronRight,
    Close,
    Copy,
    Dash,
    Denied,
    Document,
    Download,
    Edit,
    File,
    Fingerprint,
    Folder,
    Group,
    Info,
    Key,
    Lock,
    More,
    NotReached,
    Organization,
    Paste,
    Redo,
    Resource,
    Role,
    Search,
    Shield,
    Source,
    Steps,
    Tag,
    Theme,
    Trash,
    Undecided,
    Undo,
    User,
    Wand,
    Warning,
    World,
}

impl Glyph {
    /// The strokes. What stands in the diagram too is drawn with its strokes.
    pub(crate) fn strokes(self) -> &'static [&'static str] {
        use diagram::icons::Icon;
        match self {
            Self::Allowed => Icon::Allowed.strokes(),
            Self::Bucket => Icon::Bucket.strokes(),
            Self::Denied => Icon::Denied.strokes(),
            Self::Fingerprint => Icon::Fingerprint.strokes(),
            Self::Key => Icon::Key.strokes(),
            Self::NotReached => Icon::NotReached.strokes(),
            Self::Resource => Icon::Resource.strokes(),
            Self::Role => Icon::Role.strokes(),
            Self::Tag => Icon::Tag.strokes(),
            Self::Undecided => Icon::Undecided.strokes(),
            Self::User => Icon::User.strokes(),
            other => other.own_strokes(),
        }
    }

    fn own_strokes(self) -> &'static [&'static str] {
        match self {
            Self::Add => &["M8 3v10M3 8h10"],
            Self::ArrowDown => &["M8 3v10M4.5 9.5 8 13l3.5-3.5"],
            Self::ArrowRight => &["M3 8h10M9.5 4.5 13 8l-3.5 3.5"],
            Self::ArrowUp => &["M8 13V3M4.5 6.5 8 3l3.5 3.5"],
            Self::Chain => &["M2 3.5h3.5v3.5h5v3.5h3.5M11.5 8 14 10.5 11.5 13"],
            Self::Check => &["M3.5 8.5 6.5 11.5 12.5 4.8"],
            Self::ChevronDown => &["M4.5 6.5 8 10l3.5-3.5"],
            Self::ChevronRight => &["M6.5 4.5 10 8l-3.5 3.5"],
            Self::Close => &["M4 4l8 8M12 4l-8 8"],
            Self::Copy => &["M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"],
            Self::Dash => &["M4 8h8"],
            Self::Document => &["M4 1.750h5.500L12.500 5v9.250H4zM9.250 2v3.250h3M6 8.250h4.500M6 11h4.500"],
            Self::Download => &["M8 2.5v8M4.75 7.5 8 10.75l3.25-3.25M3 13.5h10"],
            Self::Edit => &["M3 13l.7-3L10.500 3.200a1.400 1.400 0 0 1 2 2L5.800 12.200zM9.500 4.200l2 2"],
            Self::File => &["M4 1.75h5.5L12.5 5v9.25H4zM9.25 2v3.25h3"],
            Self::Folder => &["M1.75 3.5h4.5l1.5 1.75h6.5v7.75H1.75z"],
            Self::Group => &["M5.750 7.500a2.250 2.250 0 1 0 0-4.500a2.250 2.250 0 1 0 0 4.500M1.750 13c0-2.500 1.800-3.750 4-3.750s4 1.250 4 3.750M10.250 7.400a2.100 2.100 0 0 0 0-4.200M11.750 9.500c1.600.5 2.500 1.700 2.500 3.500"],
            Self::Info => &["M8 1.750a6.250 6.250 0 1 0 0 12.5a6.250 6.250 0 1 0 0-12.5M8 7.250v4M8 4.800v.1"],
            Self::Lock => &["M3.5 7.25h9v6.25h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2"],
            Self::More => &["M3.5 8h.01M8 8h.01M12.5 8h.01"],
            Self::Organization => &["M6 1.750h4v3.500H6zM1.750 10.750h4v3.500h-4zM10.250 10.750h4v3.500h-4zM8 5.250V8M3.750 10.750V8h8.500v2.750"],
            Self::Paste => &["M5.500 3H3.500v11h9V3h-2M5.500 1.750h5V4.500h-5zM5.750 8h4.500M5.750 10.750h4.500"],
            Self::Redo => &["M10 3l3 3-3 3M13 6H6a3.5 3.5 0 0 0 0 7h3"],
            Self::Search => &["M7 2.250a4.750 4.750 0 1 0 0 9.500a4.750 4.750 0 1 0 0-9.500M10.500 10.500 14 14"],
            Self::Shield => &["M8 1.750 13.250 3.500v4c0 3.500-2 5.600-5.250 6.750C4.750 13.100 2.750 11 2.750 7.500v-4z"],
            Self::Source => &["M5.5 3.5 1.75 8l3.75 4.5M10.5 3.5 14.25 8l-3.75 4.5"],
            Self::Steps => &["M5.500 4h8.500M5.500 8h8.500M5.500 12h8.500M2.250 4h.01M2.250 8h.01M2.250 12h.01"],
            Self::Theme => &["M8 1.750a6.250 6.250 0 1 0 0 12.5a6.250 6.250 0 1 0 0-12.5zM8 1.750v12.500M8 4.500h4.700M8 8h6.200M8 11.500h4.700"],
            Self::Trash => &["M2.750 4.250h10.500M6 4V2.250h4V4M4 4.250l.6 9.500h6.800l.6-9.500M6.700 7v4.200M9.300 7v4.200"],
            Self::Undo => &["M6 3 3 6l3 3M3 6h7a3.5 3.5 0 0 1 0 7H7"],
            Self::Wand => &["M2.500 13.500 9.500 6.500M11.500 2v3M10 3.500h3M13.500 7.500v2M12.500 8.500h2M6.500 2.500v2M5.500 3.500h2"],
            Self::Warning => &["M8 2.25 14.5 13.5h-13zM8 6.5v3.25M8 11.7v.01"],
            Self::World => &["M2.500 3h4M2.500 3v10M2.500 7.500h4.500M2.500 13h4.500M8.500 1.750h5v2.500h-5zM8.500 6.250h5v2.500h-5zM8.500 11.750h5v2.500h-5z"],
            _ => &[],
        }
    }
}

/// Properties of [`Icon`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Which.
    pub(crate) glyph: Glyph,
    /// More classes.
    #[prop_or_default]
    pub(crate) class: Classes,
}

/// An icon, hidden from screen readers: the words stand beside it or in its button's label.
#[component]
pub(crate) fn Icon(props: &Props) -> Html {
    html! {
        <svg class={classes!("icon", props.class.clone())} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            { for props.glyph.strokes().iter().map(|stroke| html! { <path d={*stroke} /> }) }
        </svg>
    }
}
