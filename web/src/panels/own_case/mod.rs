//! View: one's own case. Whatever a terminal shows goes into one box; what was recognised, what is missing and the
//! verdict stand beside it at once.

mod answer;
mod missing;
mod pieces;
mod uses;

use std::rc::Rc;

use simulator::paste::{self, Answer, Case, PieceKind, PolicyUse};
use yew::prelude::*;

use crate::{
    browser::{clock, focus},
    components::code_editor::{CodeEditor, Mark, MarkKind, Problem},
    panels::frame::{top_bar, view_notice},
    state::{Action, Reveal},
    store::use_store,
};

/// What an empty box says.
const PLACEHOLDER: &str = "Paste here, in any order:

- the error message
- the command:
  aws sts assume-role …
- the role:
  aws iam get-role …
- ~/.aws/config
- its trust policy, as JSON
- the caller's policies
- who calls: aws sts
  get-caller-identity";

/// What the example button puts into the box.
const EXAMPLE: &str = r#"$ aws sts assume-role --role-arn arn:aws:iam::222222222222:role/Reader --role-session-name alice

An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/Reader

{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
    "Action": "sts:AssumeRole",
    "Condition": { "StringEquals": { "sts:ExternalId": "reader-42" } }
  }
}

{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Resource": "arn:aws:iam::222222222222:role/Reader"
  }
}
"#;

/// The view, for whoever may not name its parts: see `chunks.rs`.
pub(crate) fn view_own_case() -> Html {
    html! { <OwnCase /> }
}

/// The view.
#[component]
fn OwnCase() -> Html {
    let store = use_store();
    let now = use_memo((), |()| clock::this_minute());
    let text = Rc::clone(&store.model().ui.pasted);
    let uses = Rc::clone(&store.model().ui.pasted_uses);
    let found =
        use_memo((Rc::clone(&text), Rc::clone(&uses)), |(text, uses)| Found::new(text, uses, *now));
    let on_edit = store.on(|text: AttrValue| Action::CasePasted((&*text).into()));
    let on_use = store.on(move |(document, new): (Rc<str>, PolicyUse)| {
        Action::CaseUsesChosen(uses::with(&uses, &document, new).into())
    });
    use_effect_with((), |()| focus::text_in("own-box"));
    // The button that was pressed goes away: one goes on in the box.
    let paste = {
        let store = store.clone();
        move |text: Rc<str>| {
            store.dispatch(Action::CasePasted(text));
            focus::text_in("own-box");
        }
    };
    let example = {
        let paste = paste.clone();
        Callback::from(move |_: MouseEvent| paste(EXAMPLE.into()))
    };
    let reveal = use_state(|| None::<Reveal>);
    let on_go = {
        let reveal = reveal.clone();
        Callback::from(move |span: policy::Span| {
            let turn = reveal.map_or(0, |before| before.turn + 1);
            reveal.set(Some(Reveal { span, turn }));
        })
    };
    let cleared = use_state(|| None::<Rc<str>>);
    let clear = {
        let (cleared, text, paste) = (cleared.clone(), Rc::clone(&text), paste.clone());
        Callback::from(move |_: MouseEvent| {
            cleared.set(Some(Rc::clone(&text)));
            paste("".into());
        })
    };
    let put_back =
        (*cleared).clone().map(|text| Callback::from(move |_: MouseEvent| paste(Rc::clone(&text))));
    html! {
        <div class="gallery">
            { top_bar::view(&store, top_bar::view_crumbs(&store, Some("Your own case")), Some(Vec::new())) }
            <main class="gallery-page own" data-region="" tabindex="-1">
                { view_notice(&store) }
                <div class="own-head">
                    <div>
                        <h1 tabindex="-1">{ "Your own case" }</h1>
                        <p class="hero-lede">{ "Paste what your terminal shows. Everything stays in this browser; account ids and names may be made up." }</p>
                    </div>
                    if text.is_empty() {
                        <div class="own-tools">
                            if let Some(put_back) = put_back {
                                <button type="button" class="button" onclick={put_back}>{ "Put the text back" }</button>
                            }
                            <button type="button" class="button" onclick={example}>{ "Fill in an example" }</button>
                        </div>
                    } else {
                        <button type="button" class="button" onclick={clear}>{ "Clear the box" }</button>
                    }
                </div>
                <div class="own-columns">
                    <div class="own-box" id="own-box">
                        <CodeEditor id="own-case" text={AttrValue::from(Rc::clone(&text))} label="What your terminal shows"
                            placeholder={PLACEHOLDER} marks={found.marks()} problems={found.problems()} reveal={*reveal} wraps=true {on_edit} />
                    </div>
                    <div class="own-found">
                        if !found.case.pieces().is_empty() { { answer::view(&store, &found, &on_go) } }
                        { missing::view(&found, &text) }
                        { pieces::view(&found, &on_use, &on_go) }
                        { missing::view_assumed(&found) }
                    </div>
                </div>
            </main>
        </div>
    }
}

/// A piece in a few words, beside its first line: what it says stands at the right.
fn in_short(kind: &PieceKind) -> &'static str {
    match kind {
        PieceKind::TrustPolicy(_) => "trust policy",
        PieceKind::Policy { .. } | PieceKind::InlinePolicy { .. } => "policy",
        PieceKind::Role { .. } => "role",
        PieceKind::User { .. } => "user",
        PieceKind::AttachedPolicies(_) => "attached policies",
        PieceKind::OrganizationPolicies(_) => "list of policies",
        PieceKind::Accounts(_) => "account",
        PieceKind::OrganizationPolicy(_) => "organization policy",
        PieceKind::Caller(_) => "caller",
        PieceKind::Command(_) => "command",
        PieceKind::Profile(_) => "profile",
        PieceKind::Message(_) => "error",
        PieceKind::Unknown => "not recognised",
    }
}

/// What was recognised and what it comes to.
pub(super) struct Found {
    text: Rc<str>,
    case: Case,
    answer: Answer,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.case == other.case
    }
}

impl Found {
    fn new(text: &str, uses: &str, now: iam::Timestamp) -> Self {
        let mut case = Case::new(now);
        for piece in paste::recognise(text) {
            let said = match &piece.kind {
                PieceKind::Policy { document, .. } | PieceKind::TrustPolicy(document) => {
                    uses::of(uses, document)
                }
                _ => None,
            };
            case.add(match said {
                Some(used_as) => piece.used_as(used_as),
                None => piece,
            });
        }
        let answer = case.answer();
        Self { text: text.into(), case, answer }
    }

    /// Whether anything was recognised.
    fn is_read(&self) -> bool {
        self.case.pieces().iter().any(|piece| piece.kind != PieceKind::Unknown)
    }

    fn marks(&self) -> Vec<Mark> {
        let mark = |piece: &paste::Piece| Mark {
            span: piece.span,
            kind: MarkKind::Note,
            note: Some(in_short(&piece.kind).into()),
        };
        self.case.pieces().iter().map(mark).collect()
    }

    fn problems(&self) -> Vec<Problem> {
        let found = self.case.pieces().iter().flat_map(|piece| &piece.diagnostics);
        found
            .map(|finding| Problem {
                span: finding.span,
                is_error: finding.severity == policy::Severity::Error,
                message: finding.message.replace('`', "").into(),
                fix: None,
            })
            .collect()
    }
}
