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
    /// The strokes.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Add => "M8 3v10M3 8h10",
            Self::Allowed => {
                "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M5.2 8.2l2 2 3.6-4.2"
            }
            Self::ArrowDown => "M8 3v10M4.5 9.5 8 13l3.5-3.5",
            Self::ArrowRight => "M3 8h10M9.5 4.5 13 8l-3.5 3.5",
            Self::ArrowUp => "M8 13V3M4.5 6.500 8 3l3.5 3.5",
            Self::Bucket => {
                "M2.750 4h10.5l-1.250 9.250h-8zM2.750 4c0-1 2.300-1.750 5.250-1.750S13.250 3 13.250 4"
            }
            Self::Chain => "M2 3.500h3.500v3.500h5v3.500h3.500M11.500 8 14 10.500 11.500 13",
            Self::Check => "M3.500 8.500 6.500 11.500 12.500 4.800",
            Self::ChevronDown => "M4.500 6.500 8 10l3.500-3.500",
            Self::ChevronRight => "M6.500 4.500 10 8l-3.500 3.500",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Copy => "M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3",
            Self::Dash => "M4 8h8",
            Self::Denied => {
                "M5.400 1.750h5.200l3.650 3.650v5.200l-3.650 3.650H5.400L1.750 10.600V5.400zM6 6l4 4M10 6l-4 4"
            }
            Self::Document => {
                "M4 1.750h5.500L12.500 5v9.250H4zM9.250 2v3.250h3M6 8.250h4.500M6 11h4.500"
            }
            Self::Download => "M8 2.500v8M4.750 7.500 8 10.750l3.250-3.250M3 13.500h10",
            Self::Edit => {
                "M3 13l.7-3L10.500 3.200a1.400 1.400 0 0 1 2 2L5.800 12.200zM9.500 4.200l2 2"
            }
            Self::File => "M4 1.750h5.500L12.500 5v9.250H4zM9.250 2v3.250h3",
            Self::Fingerprint => {
                "M3.500 6.500a4.800 4.800 0 0 1 9 0M5 13c.8-1.500 1-3 1-4.500a2 2 0 0 1 4 0c0 1.800-.3 3.500-1 5.250M8 8.500c0 2-.3 3.800-1 5.250M12.400 9c0 1.500-.1 2.700-.5 4"
            }
            Self::Folder => "M1.750 3.500h4.500l1.500 1.750h6.500v7.750H1.750z",
            Self::Group => {
                "M5.750 7.500a2.250 2.250 0 1 0 0-4.500a2.250 2.250 0 1 0 0 4.500M1.750 13c0-2.500 1.800-3.750 4-3.750s4 1.250 4 3.750M10.250 7.400a2.100 2.100 0 0 0 0-4.200M11.750 9.500c1.600.5 2.500 1.700 2.500 3.500"
            }
            Self::Info => {
                "M8 1.750a6.250 6.250 0 1 0 0 12.5a6.250 6.250 0 1 0 0-12.5M8 7.250v4M8 4.800v.1"
            }
            Self::Key => {
                "M5 13.250a2.750 2.750 0 1 0 0-5.500a2.750 2.750 0 1 0 0 5.500M7 8.600 13 2.750M10.500 5.200l1.800 1.800"
            }
            Self::Lock => "M3.500 7.250h9v6.250h-9zM5.500 7V5a2.500 2.500 0 0 1 5 0v2",
            Self::More => "M3.500 8h.01M8 8h.01M12.500 8h.01",
            Self::NotReached => {
                "M10.400 2.250A6.250 6.250 0 0 1 13.750 5.600M14.250 8a6.250 6.250 0 0 1-1.800 4.400M10.400 13.800a6.250 6.250 0 0 1-4.800 0M3.500 12.400A6.250 6.250 0 0 1 1.750 8M2.250 5.600A6.250 6.250 0 0 1 5.600 2.250M5.500 8h5"
            }
            Self::Organization => {
                "M6 1.750h4v3.500H6zM1.750 10.750h4v3.500h-4zM10.250 10.750h4v3.500h-4zM8 5.250V8M3.750 10.750V8h8.500v2.750"
            }
            Self::Paste => {
                "M5.500 3H3.500v11h9V3h-2M5.500 1.750h5V4.500h-5zM5.750 8h4.500M5.750 10.750h4.500"
            }
            Self::Redo => "M10 3l3 3-3 3M13 6H6a3.500 3.500 0 0 0 0 7h3",
            Self::Role => {
                "M2.500 2.750h11v5.500a5.500 5.500 0 0 1-11 0zM5.500 6.500h1M9.500 6.500h1M6 9.250c1 .9 3 .9 4 0"
            }
            Self::Search => {
                "M7 2.250a4.750 4.750 0 1 0 0 9.500a4.750 4.750 0 1 0 0-9.500M10.500 10.500 14 14"
            }
            Self::Shield => {
                "M8 1.750 13.250 3.500v4c0 3.500-2 5.600-5.250 6.750C4.750 13.100 2.750 11 2.750 7.500v-4z"
            }
            Self::Source => "M5.500 3.500 1.750 8l3.750 4.500M10.500 3.500 14.250 8l-3.750 4.500",
            Self::Steps => {
                "M5.500 4h8.500M5.500 8h8.500M5.500 12h8.500M2.250 4h.01M2.250 8h.01M2.250 12h.01"
            }
            Self::Tag => "M2 2.500h5.500L14 9l-5 5-7-6.500zM5 5.500h.01",
            Self::Theme => {
                "M8 1.750a6.250 6.250 0 1 0 0 12.5a6.250 6.250 0 1 0 0-12.5zM8 1.750v12.500M8 4.500h4.700M8 8h6.200M8 11.500h4.700"
            }
            Self::Trash => {
                "M2.750 4.250h10.500M6 4V2.250h4V4M4 4.250l.6 9.500h6.800l.6-9.500M6.700 7v4.200M9.300 7v4.200"
            }
            Self::Undecided => "M8 1.750 14.250 8 8 14.250 1.750 8zM8 5.250v3.250M8 10.750v.01",
            Self::Undo => "M6 3 3 6l3 3M3 6h7a3.500 3.500 0 0 1 0 7H7",
            Self::User => {
                "M8 7.500a2.750 2.750 0 1 0 0-5.500a2.750 2.750 0 1 0 0 5.500M2.750 14c0-3 2.300-4.500 5.250-4.500s5.250 1.500 5.250 4.500"
            }
            Self::Wand => {
                "M2.500 13.500 9.500 6.500M11.500 2v3M10 3.500h3M13.500 7.500v2M12.500 8.500h2M6.500 2.500v2M5.500 3.500h2"
            }
            Self::Warning => "M8 2.250 14.500 13.500h-13zM8 6.500v3.250M8 11.700v.01",
            Self::World => {
                "M2.500 3h4M2.500 3v10M2.500 7.500h4.500M2.500 13h4.500M8.500 1.750h5v2.500h-5zM8.500 6.250h5v2.500h-5zM8.500 11.750h5v2.500h-5z"
            }
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
            <path d={props.glyph.path()} />
        </svg>
    }
}
