//! The page's icons: strokes on a 16 px grid, in the colour of the text around them.

use yew::prelude::*;

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a set of icons is drawn as a whole")]
pub(crate) enum Glyph {
    Account,
    Add,
    Allowed,
    ArrowDown,
    ArrowLeft,
    ArrowRight,
    ArrowUp,
    Branch,
    Bucket,
    Chain,
    Check,
    ChevronDown,
    ChevronRight,
    Clock,
    Close,
    Copy,
    Dash,
    Denied,
    Document,
    Download,
    Edit,
    Error,
    Event,
    File,
    Fit,
    Fingerprint,
    Folder,
    Group,
    History,
    Info,
    Key,
    Link,
    Lock,
    More,
    NotReached,
    Organization,
    Paste,
    Pause,
    Play,
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
            Self::Account => &["M2.5 5 8 2l5.5 3v6L8 14l-5.5-3z", "M2.500 5 8 8l5.500-3M8 8v6"],
            Self::Add => &["M8 3v10M3 8h10"],
            Self::Link => &[
                "M6.500 9.500 9.500 6.500M7 4.500 8.500 3a3.200 3.200 0 0 1 4.500 4.500L11.500 9M9 11.500 7.500 13A3.200 3.200 0 0 1 3 8.500L4.500 7",
            ],
            Self::ArrowDown => &["M8 3v10M4.5 9.5 8 13l3.5-3.5"],
            Self::ArrowLeft => &["M13 8H3M6.5 4.5 3 8l3.5 3.5"],
            Self::ArrowRight => &["M3 8h10M9.5 4.5 13 8l-3.5 3.5"],
            Self::ArrowUp => &["M8 13V3M4.5 6.5 8 3l3.5 3.5"],
            Self::Branch => &["M4 2.5v6.500h8M9 6l3 3-3 3"],
            Self::Chain => &["M2 3.5h3.5v3.5h5v3.5h3.5M11.5 8 14 10.5 11.5 13"],
            Self::Check => &["M3.5 8.5 6.5 11.5 12.5 4.8"],
            Self::ChevronDown => &["M4.5 6.5 8 10l3.5-3.5"],
            Self::ChevronRight => &["M6.5 4.5 10 8l-3.5 3.5"],
            Self::Clock => {
                &["M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M8 4.5V8l2.5 1.75"]
            }
            Self::Close => &["M4 4l8 8M12 4l-8 8"],
            Self::Copy => &["M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"],
            Self::Dash => &["M4 8h8"],
            Self::Document => &["M4 1.75h5.5L12.5 5v9.25H4zM9.25 2v3.25h3M6 8.25h4.5M6 11h4.5"],
            Self::Download => &["M8 2.5v8M4.75 7.5 8 10.75l3.25-3.25M3 13.5h10"],
            Self::Edit => &["M3 13l.7-3L10.5 3.2a1.4 1.4 0 0 1 2 2L5.8 12.2zM9.5 4.2l2 2"],
            // Of a text that is wrong; a step that is refused has the cross of the drawing.
            Self::Error => {
                &["M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M8 4.75v4M8 11.1v.1"]
            }
            Self::Event => &["M9 1.75 3.5 9.25H8l-1 5 5.5-7.5H8z"],
            Self::Fit => &["M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.500H10M6 13.5H2.5V10"],
            Self::File => &["M4 1.75h5.5L12.5 5v9.25H4zM9.25 2v3.25h3"],
            Self::Folder => &["M1.75 3.5h4.5l1.5 1.75h6.5v7.75H1.75z"],
            Self::Group => &[
                "M5.75 7.5a2.25 2.25 0 1 0 0-4.5a2.25 2.25 0 1 0 0 4.5M1.75 13c0-2.5 1.8-3.75 4-3.75s4 1.25 4 3.75M10.25 7.4a2.1 2.1 0 0 0 0-4.2M11.75 9.5c1.6.5 2.5 1.7 2.5 3.5",
            ],
            Self::History => &[
                "M2.5 8a5.500 5.500 0 1 0 1.800-4.100L2.500 5.500M2.500 2.500v3h3M8 5v3.250l2.250 1.250",
            ],
            Self::Info => {
                &["M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M8 7.25v4M8 4.8v.1"]
            }
            Self::Lock => &["M3.5 7.25h9v6.25h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2"],
            Self::More => &[
                "M3 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M7.4 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M11.8 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0",
            ],
            Self::Organization => &[
                "M6 1.75h4v3.5H6zM1.75 10.75h4v3.5h-4zM10.25 10.75h4v3.5h-4zM8 5.25V8M3.75 10.75V8h8.5v2.75",
            ],
            Self::Paste => &["M5.5 3H3.5v11h9V3h-2M5.5 1.75h5V4.5h-5zM5.75 8h4.5M5.75 10.75h4.5"],
            Self::Pause => &["M5.5 3.5v9M10.5 3.5v9"],
            Self::Play => &["M5 3l7.5 5L5 13z"],
            Self::Redo => &["M10 3l3 3-3 3M13 6H6a3.5 3.5 0 0 0 0 7h3"],
            Self::Search => {
                &["M7 2.25a4.75 4.75 0 1 0 0 9.5a4.75 4.75 0 1 0 0-9.5M10.5 10.5 14 14"]
            }
            Self::Shield => {
                &["M8 1.75 13.25 3.5v4c0 3.5-2 5.6-5.25 6.75C4.75 13.1 2.75 11 2.75 7.5v-4z"]
            }
            Self::Source => &["M5.5 3.5 1.75 8l3.75 4.5M10.5 3.5 14.25 8l-3.75 4.5"],
            Self::Steps => &["M5.5 4h8.5M5.5 8h8.5M5.5 12h8.5M2.25 4h.01M2.25 8h.01M2.25 12h.01"],
            Self::Theme => &[
                "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5z",
                "M8 1.75v12.5M9.5 2.2v11.6M11 2.8v10.4M12.5 4v8M13.7 6v4",
            ],
            Self::Trash => {
                &["M2.75 4.25h10.5M6 4V2.25h4V4M4 4.25l.6 9.5h6.8l.6-9.5M6.7 7v4.2M9.3 7v4.2"]
            }
            Self::Undo => &["M6 3 3 6l3 3M3 6h7a3.5 3.5 0 0 1 0 7H7"],
            Self::Wand => {
                &["M2.5 13.5 9.5 6.5M11.5 2v3M10 3.5h3M13.5 7.5v2M12.5 8.5h2M6.5 2.5v2M5.5 3.5h2"]
            }
            Self::Warning => &["M8 2.25 14.5 13.5h-13zM8 6.5v3.25M8 11.7v.01"],
            Self::World => &[
                "M2.5 3h4M2.5 3v10M2.5 7.5h4.5M2.5 13h4.5M8.5 1.75h5v2.5h-5zM8.5 6.25h5v2.5h-5zM8.5 11.75h5v2.5h-5z",
            ],
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
