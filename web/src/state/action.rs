//! What a person did, in the past tense.

use std::rc::Rc;

use iam::Timestamp;
use policy::Span;
use simulator::{Scenario, scenario::DocumentAddress};

use super::{
    DockTab, EntityAddress, EntityField, FieldValue, InspectorTab, Lit, Notice, Opening, Origin,
    PhoneTab, Place, Played, ShownAs, SignedText, StepField, Subject, Theme, View, Zoom,
    embed::Wish, entity::NewEntity, opening::Kept, signing::Signing, tour::Station,
};

/// What a person did, or what the browser reported.
#[derive(Debug, Clone)]
pub(crate) enum Action {
    // Coming and going.
    /// A scenario was opened in the workbench; work on another one is set aside.
    ScenarioOpened { scenario: Rc<Scenario>, origin: Origin },
    /// The work that was set aside is wanted again.
    WorkReturnedTo,
    /// Something was asked for that the second part of the page opens.
    OpeningAsked(Opening),
    /// The second part of the page is there.
    RestLoaded,
    /// The work of the last visit was found.
    WorkRestored(Box<Restored>),
    /// The browser went to another address of the page.
    PlaceVisited(Place),
    /// The document that the page stands in wishes something.
    WishHeard(Wish),
    /// Whether to open what would take the place of the work in the workbench was answered.
    QuestionAnswered { opens: bool },
    /// Another view was chosen.
    ViewChosen(View),
    /// Another station of the guided tour.
    TourMoved(Station),
    /// The guided tour was left.
    TourLeft,
    /// Something was pasted or typed into "your own case".
    CasePasted(Rc<str>),
    /// What its documents are used as was chosen: see [`crate::panels::own_case`].
    CaseUsesChosen(Rc<str>),

    // Choosing.
    /// A step was chosen, by index; its reason is then shown.
    StepSelected(usize),
    /// The next or the previous step was chosen.
    StepSelectionMoved(isize),
    /// A document was opened, perhaps at a place.
    DocumentOpened { address: DocumentAddress, reveal: Option<Span> },
    /// The caret was put elsewhere in the open document, by bytes of its text.
    CaretMoved(u32),
    /// What the explanation says of that place was asked for.
    WhyOfCaretAsked(u32),
    /// It is shown.
    WhyOfCaretReached,
    /// The source was opened at a place.
    SourceRevealed(Span),
    /// An entity, a document or the source was chosen.
    SubjectChosen(Subject),
    /// The document, entity or source was closed.
    SubjectClosed,
    /// Another tab of the inspector.
    InspectorTabChosen(InspectorTab),
    /// Another tab of the dock.
    DockTabChosen(DockTab),
    /// Another tab of the phone's bar.
    PhoneTabChosen(PhoneTab),
    /// The world was laid over the chain, or put away.
    WorldToggled,
    /// A node of the world's tree was unfolded or folded.
    NodeToggled { key: Rc<str>, unfolded: bool },
    /// The drawing is to be larger or smaller.
    ZoomChosen(Zoom),
    /// Something that the chain carries is to be lit along it, or nothing.
    CarriedLit(Option<Lit>),
    /// Another moment was asked about, or none.
    NowMoved(Option<iam::Timestamp>),
    /// Another check is played back, or none.
    PlaybackMoved(Option<Played>),
    /// What finds everything was opened or closed.
    PaletteToggled,
    /// The list of keys was opened or closed.
    ShortcutsToggled,
    /// Another theme.
    ThemeChosen(Theme),
    /// The plain field for documents, or the editor that helps.
    PlainEditorChosen(bool),
    /// Keys of one letter, digit or sign are turned off, or on again.
    LettersTurnedOff(bool),
    /// Documents are to be shown as text, as forms, or as both.
    ShownAsChosen(ShownAs),

    // Editing.
    /// The scenario got another title.
    TitleEdited(Rc<str>),
    /// A document's text was changed.
    DocumentEdited { address: DocumentAddress, text: Rc<str> },
    /// A document was changed in its form, which says in a few words how; what is typed into one field is one edit.
    DocumentAltered {
        address: DocumentAddress,
        text: Rc<str>,
        name: Rc<str>,
        field: Option<Rc<str>>,
    },
    /// A field of a step was changed.
    StepParameterEdited { step: usize, field: StepField, value: FieldValue },
    /// Values that would change a step's outcome were tried.
    StepTried { step: usize, values: Vec<(StepField, FieldValue)> },
    /// What is about to be signed for a step was changed.
    SigningLeft { step: Rc<str>, form: Box<Signing> },
    /// A step was given a text that a provider signed.
    SignedTextGiven(Box<SignedText>),
    /// What is expected of a step was changed; nothing means that nothing is expected.
    StepExpectationEdited { step: usize, expectation: Option<simulator::scenario::Expectation> },
    /// A step was put in at that index.
    StepAdded { at: usize, step: Box<simulator::scenario::Step> },
    /// Steps were put in at that index, each called by the one before it.
    StepsAdded { at: usize, steps: Vec<simulator::scenario::Step> },
    /// A step was put in, called by the last session before it: the hops between made none.
    StepAddedOver { at: usize, step: Box<simulator::scenario::Step> },
    /// A step was moved.
    StepMoved { from: usize, to: usize },
    /// A step was taken out.
    StepRemoved(usize),
    /// A setting of an entity was changed.
    EntityEdited { entity: EntityAddress, field: EntityField },
    /// Something was moved: into a unit, an account, or under a user, group or role.
    EntityMoved { entity: EntityAddress, into: EntityAddress },
    /// Another one of the same is wanted.
    EntityDuplicated(EntityAddress),
    /// Something was added to the world.
    EntityAdded(NewEntity),
    /// A name in the tree was opened for editing, or the editing was given up.
    RenamingStarted(Option<EntityAddress>),
    /// An entity got another name; what refers to it follows.
    EntityRenamed { entity: EntityAddress, name: Rc<str> },
    /// An account got another id; every ARN follows.
    AccountIdEdited { old: iam::AccountId, new: iam::AccountId },
    /// An entity was taken out.
    EntityRemoved(EntityAddress),
    /// The whole scenario was edited as text.
    SourceEdited(Rc<str>),
    /// What was typed there and cannot be read was given up.
    SourceDraftDiscarded,
    /// The typing came to rest: the next key begins a new undo step.
    TypingPaused,
    /// The work came to rest at that moment.
    RestReached(Timestamp),
    /// A version got a name, or lost it; without a number, the scenario as it stands is kept under the name.
    RevisionNamed { number: Option<u32>, name: Rc<str>, at: Timestamp },
    /// The scenario is to be again as it was in that version.
    RevisionRestored(u32),
    /// A copy was begun, to try something in.
    CopyBegun,
    /// The copy is to take the original's place.
    CopyKept,
    /// The copy is not wanted.
    CopyDiscarded,
    /// Undo.
    UndoRequested,
    /// Redo.
    RedoRequested,

    // Reports from outside.
    /// Another tab saved its work, or what to do about that was decided.
    TabsChanged,
    /// The browser saved the work, or could not.
    WorkSaved(Result<Saved, Rc<str>>),
    /// The browser did what was asked of it, or could not.
    Told(Notice),
    /// What was typed into a field that is gone, and was not taken.
    NotTakenTold(Rc<str>),
    /// What was told was read.
    NoticeDismissed,
}

impl Action {
    /// A file was chosen, which was read or was not.
    pub(crate) fn of_file(read: Result<String, String>) -> Self {
        match read {
            Ok(text) => Self::OpeningAsked(Opening::File(text.into())),
            Err(text) => Self::Told(Notice { text: text.into(), is_warning: true, offers: None }),
        }
    }
}

/// How much of the work was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    /// All of it.
    Everything,
    /// The scenario, and nothing of what it was before: there is no room for that.
    WithoutHistory,
    /// All of it, beside what another tab saved.
    Apart,
}

/// What the last visit left behind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Restored {
    /// The work itself.
    pub(crate) kept: Kept,
    /// The work that was set aside for it.
    pub(crate) aside: Kept,
    /// The view in front.
    pub(crate) view: View,
    /// What was pasted into "your own case".
    pub(crate) pasted: Rc<str>,
    /// What its documents are used as.
    pub(crate) pasted_uses: Rc<str>,
    /// The theme.
    pub(crate) theme: Theme,
    /// Whether documents are typed into a plain field.
    pub(crate) plain_editor: bool,
    /// Whether keys of one letter, digit or sign do nothing.
    pub(crate) letters_off: bool,
    /// How policy documents are shown.
    pub(crate) shown_as: ShownAs,
    /// Examples seen.
    pub(crate) seen: Vec<Rc<str>>,
}
