//! Where one is, as the page's address says it behind the `#`: every scenario has an address, and Back goes back.

use std::rc::Rc;

use simulator::share;

use super::{Model, Opening, Origin, View};

/// What comes before an example's id.
const EXAMPLE: &str = "example=";
/// The view in which one's own case is pasted.
const OWN_CASE: &str = "own-case";
/// The workbench with what is in it, which only this browser has.
const WORK: &str = "work";

/// A place that has an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// The first screen.
    Gallery,
    /// The view in which one's own case is pasted.
    OwnCase,
    /// The workbench with the work that this browser keeps.
    Work,
    /// An example, by id.
    Example(Rc<str>),
    /// A scenario that is in the address itself, see [`share`].
    Link(Rc<str>),
}

impl Place {
    /// The place that an address names; one that names nothing is the first screen.
    pub(crate) fn named(fragment: &str) -> Self {
        match fragment {
            OWN_CASE => Self::OwnCase,
            WORK => Self::Work,
            _ => match fragment.strip_prefix(EXAMPLE) {
                Some(id) => Self::Example(id.into()),
                None if is_link(fragment) => Self::Link(fragment.into()),
                None => Self::Gallery,
            },
        }
    }

    /// What stands behind the `#`.
    pub(crate) fn fragment(&self) -> String {
        match self {
            Self::Gallery => String::new(),
            Self::OwnCase => OWN_CASE.to_owned(),
            Self::Work => WORK.to_owned(),
            Self::Example(id) => format!("{EXAMPLE}{id}"),
            Self::Link(link) => link.to_string(),
        }
    }

    /// Where the page is; nothing while that is not settled: something is being opened, or asked.
    pub(crate) fn of(model: &Model) -> Option<Self> {
        if model.opening.is_some() || model.kept.is_some() && model.ui.view == View::Workbench {
            return None;
        }
        match model.ui.view {
            View::Gallery => Some(Self::Gallery),
            View::OwnCase => Some(Self::OwnCase),
            View::Question => None,
            View::Workbench => Some(match &model.ui.origin {
                Origin::Example(id) => Self::Example(Rc::clone(id)),
                Origin::Nothing | Origin::Own => match &model.ui.linked {
                    // After an edit the address would open something else than what is seen.
                    Some((link, scenario)) if Rc::ptr_eq(scenario, model.scenario()) => {
                        Self::Link(Rc::clone(link))
                    }
                    _ => Self::Work,
                },
            }),
        }
    }

    /// Whether the browser's Back is to lead from the next place to this one: a link's work and the link itself are one.
    pub(crate) fn is_left_behind_by(&self, next: &Self) -> bool {
        let is_work = |place: &Self| matches!(place, Self::Work | Self::Link(_));
        !(is_work(self) && is_work(next))
    }
}

/// `v1.` or what a later version may begin with.
fn is_link(fragment: &str) -> bool {
    let version = fragment.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    version.is_some_and(|(digits, _)| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    }) || fragment.starts_with(share::PREFIX)
}

/// Goes to the place that the browser's address names.
pub(super) fn visit(model: &mut Model, place: Place) {
    let example = match (&model.kept, &model.ui.origin) {
        (Some(kept), _) => kept.example.clone(),
        (None, Origin::Example(id)) => Some(Rc::clone(id)),
        (None, _) => None,
    };
    model.opening = None;
    model.ui.asked = None;
    model.ui.view = match place {
        Place::Gallery => View::Gallery,
        Place::OwnCase => View::OwnCase,
        Place::Work if model.has_work() => View::Workbench,
        Place::Work => View::Gallery,
        // What was changed in it is still there.
        Place::Example(id) if example.as_ref() == Some(&id) => View::Workbench,
        place @ (Place::Example(_) | Place::Link(_)) => {
            model.opening = Some(Opening::Address(place));
            return;
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gallery,
        state::{Action, action::Restored, opening::Kept, update},
    };

    const OTHER: &str = "only-two-users-trusted";

    fn link(id: &str) -> String {
        share::encode(&gallery::example(id).unwrap().scenario)
    }

    fn visited(model: &Model, fragment: &str) -> Model {
        update(model, Action::PlaceVisited(Place::named(fragment)))
    }

    fn fragment(model: &Model) -> Option<String> {
        Place::of(model).map(|place| place.fragment())
    }

    fn retitled(model: &Model) -> Model {
        update(model, Action::TitleEdited("Mine".into()))
    }

    #[test]
    fn every_place_is_the_one_that_its_address_names() {
        let all = [
            Place::Gallery,
            Place::OwnCase,
            Place::Work,
            Place::Example(OTHER.into()),
            Place::Link("v1.AAAA".into()),
            Place::Link("v12.later".into()),
        ];
        for place in all {
            assert_eq!(Place::named(&place.fragment()), place);
        }
        for nothing in ["", "top", "v.", "vx.1", "v1", "exam"] {
            assert_eq!(Place::named(nothing), Place::Gallery, "{nothing}");
        }
    }

    #[test]
    fn an_example_has_an_address_and_its_address_opens_it_once() {
        let model = visited(&Model::new(), &format!("example={OTHER}"));
        assert_eq!(model.ui.origin, Origin::Example(OTHER.into()));
        assert_eq!(fragment(&model), Some(format!("example={OTHER}")));
        // Changed, left and visited again it is as it was left, with no question.
        let model = retitled(&model);
        let away = visited(&model, "");
        assert_eq!(fragment(&away), Some(String::new()));
        let back = visited(&away, &format!("example={OTHER}"));
        assert_eq!((back.ui.view, &*back.scenario().title), (View::Workbench, "Mine"));
    }

    #[test]
    fn a_link_opens_its_scenario_and_stays_the_address_until_an_edit() {
        let link = link("three-hop-chain");
        let model = visited(&Model::new(), &link);
        assert_eq!(model.ui.view, View::Workbench);
        assert_eq!(fragment(&model), Some(link.clone()));
        let model = retitled(&model);
        assert_eq!(fragment(&model).as_deref(), Some("work"));
        let model = update(&model, Action::UndoRequested);
        assert_eq!(fragment(&model), Some(link));
    }

    #[test]
    fn a_link_to_what_is_open_already_is_the_address_too() {
        let link = link(OTHER);
        let model = visited(&visited(&Model::new(), &format!("example={OTHER}")), &link);
        assert_eq!(fragment(&model), Some(link));
        assert_eq!(fragment(&retitled(&model)).as_deref(), Some("work"));
    }

    #[test]
    fn over_own_work_a_link_asks_first_and_either_answer_loses_nothing() {
        let work = retitled(&visited(&Model::new(), &format!("example={OTHER}")));
        let asked = visited(&work, &link("three-hop-chain"));
        assert_eq!((asked.ui.view, fragment(&asked)), (View::Question, None));
        assert_eq!(&*asked.scenario().title, "Mine");

        let kept = update(&asked, Action::QuestionAnswered { opens: false });
        assert_eq!((kept.ui.view, &*kept.scenario().title), (View::Workbench, "Mine"));

        let opened = update(&asked, Action::QuestionAnswered { opens: true });
        let expected = &gallery::example("three-hop-chain").unwrap().scenario;
        assert_eq!(opened.scenario(), expected);
        let back = update(&opened, Action::WorkReturnedTo);
        assert_eq!(&*back.scenario().title, "Mine");
    }

    #[test]
    fn what_can_be_had_again_is_left_without_a_question() {
        let model = visited(&Model::new(), &link(OTHER));
        let model = visited(&model, &link("three-hop-chain"));
        assert_eq!(model.ui.view, View::Workbench);
        let model = visited(&model, &format!("example={OTHER}"));
        assert_eq!(model.ui.origin, Origin::Example(OTHER.into()));
    }

    #[test]
    fn a_damaged_link_is_told_and_changes_nothing() {
        let whole = link("three-hop-chain");
        let work = retitled(&visited(&Model::new(), &format!("example={OTHER}")));
        for end in [3, 4, whole.len() / 2, whole.len() - 1] {
            let model = visited(&work, &whole[..end]);
            let notice = model.ui.notice.clone().map(|notice| notice.text.to_string());
            if end > 3 {
                assert!(notice.unwrap_or_default().contains("unchanged"), "{end}");
            }
            assert_eq!(model.scenario(), work.scenario(), "{end}");
        }
        let nobody = visited(&Model::new(), "v1.AAAA");
        assert_eq!((nobody.ui.view, fragment(&nobody).as_deref()), (View::Gallery, Some("")));
        assert!(nobody.ui.notice.is_some());
    }

    #[test]
    fn a_page_that_is_loaded_again_shows_the_kept_work_of_its_address() {
        let text = |model: &Model| Some(Rc::from(model.scenario().write()));
        let first = visited(&Model::new(), &link("three-hop-chain"));
        let kept = Kept { scenario: text(&first), ..Kept::default() };
        let restored = Restored { kept, view: View::Workbench, ..Restored::default() };
        let again = update(&Model::new(), Action::WorkRestored(Box::new(restored)));
        let again = visited(&again, &link("three-hop-chain"));
        assert_eq!((again.ui.view, again.history.depth()), (View::Workbench, 0));
        assert_eq!(fragment(&again), Some(link("three-hop-chain")));
    }
}
