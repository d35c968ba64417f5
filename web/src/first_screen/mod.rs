//! What the first screen shows of the examples, as the engine found it when the page was built.
//!
//! So the first screen needs neither the engine nor the scenarios. `cargo xtask build` runs this crate on the machine it
//! builds on ([`made`]) and puts what it prints beside the page, one fact on a line, its parts separated by tabs.

pub(crate) mod made;

use std::{cell::OnceCell, rc::Rc};

use simulator::narrate::{Part, Sentence};

use crate::{
    panels::frame::strip::{self, Strip},
    state::selectors::Verdict,
};

thread_local! {
    static SHOWN: OnceCell<Rc<FirstScreen>> = const { OnceCell::new() };
}

/// What the first screen shows of the examples.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FirstScreen {
    /// The example to try.
    pub(crate) trial: Option<Trial>,
    /// Every example, in teaching order.
    pub(crate) shelves: Vec<Shelf>,
}

/// An example of which one value can be changed at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trial {
    /// The example's id.
    pub(crate) id: Rc<str>,
    /// What comes of each value.
    pub(crate) tries: Vec<Try>,
}

/// What comes of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Try {
    /// `DurationSeconds` of the hop.
    pub(crate) seconds: u32,
    /// The hop's number, from 1.
    pub(crate) number: u32,
    /// The hop's verdict.
    pub(crate) verdict: Verdict,
    /// Why.
    pub(crate) cause: Sentence,
    /// What the command line prints.
    pub(crate) message: Option<Rc<str>>,
    /// The whole chain.
    pub(crate) strip: Strip,
}

/// Examples about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shelf {
    /// Its heading.
    pub(crate) title: Rc<str>,
    /// The examples.
    pub(crate) cards: Vec<Rc<Card>>,
}

/// An example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Card {
    /// Its id.
    pub(crate) id: Rc<str>,
    /// Its title.
    pub(crate) title: Rc<str>,
    /// What it teaches.
    pub(crate) teaches: Option<Rc<str>>,
    /// How hard it is to understand, from 1 to 3.
    pub(crate) difficulty: u8,
    /// More words to find it by: its calls, its refusals' codes, the kinds of policy that refuse, and short names.
    pub(crate) words: Rc<str>,
    /// How each of its calls ends.
    pub(crate) verdicts: Vec<diagram::model::Verdict>,
}

/// Takes the file that was made. Once, before anything is drawn; without it the page works, and its gallery is empty.
pub(crate) fn install(file: &str) {
    // A second file would be the same one.
    let _ = SHOWN.with(|shown| shown.set(Rc::new(FirstScreen::read(file))));
}

/// What is shown.
pub(crate) fn shown() -> Rc<FirstScreen> {
    SHOWN.with(|shown| Rc::clone(shown.get_or_init(Rc::default)))
}

impl FirstScreen {
    /// Reads what [`made::text`] wrote; a line that says nothing known is left out.
    pub(crate) fn read(text: &str) -> Self {
        let mut all = Self::default();
        for line in text.lines() {
            all.take(&mut Fields(line.split('\t')));
        }
        all
    }

    fn take(&mut self, fields: &mut Fields<'_>) -> Option<()> {
        let kind = fields.next()?;
        match kind {
            "trial" => self.trial = Some(Trial { id: fields.text()?, tries: Vec::new() }),
            "shelf" => self.shelves.push(Shelf { title: fields.text()?, cards: Vec::new() }),
            "card" => {
                let (id, title, teaches) = (fields.text()?, fields.text()?, fields.filled());
                let difficulty = fields.next()?.parse().ok()?;
                let words = fields.text()?;
                let known = diagram::model::Verdict::ALL;
                let verdict = |token| known.into_iter().find(|verdict| verdict.token() == token);
                let verdicts = fields.next()?.split(' ').filter_map(verdict).collect();
                let card = Card { id, title, teaches, difficulty, words, verdicts };
                self.shelves.last_mut()?.cards.push(Rc::new(card));
            }
            "try" => {
                let new = Try {
                    seconds: fields.number()?,
                    number: fields.number()?,
                    verdict: Verdict::named(fields.next()?)?,
                    message: fields.filled(),
                    cause: Sentence::default(),
                    strip: Strip { start: fields.text()?, parts: Vec::new() },
                };
                self.trial.as_mut()?.tries.push(new);
            }
            _ => self.trial.as_mut()?.tries.last_mut()?.take(kind, fields)?,
        }
        Some(())
    }
}

impl Try {
    fn take(&mut self, kind: &str, fields: &mut Fields<'_>) -> Option<()> {
        let text = fields.next()?;
        let part = match kind {
            "text" => Part::Text(text.into()),
            "strong" => Part::Strong(text.into()),
            "code" => Part::Code(text.into()),
            _ => {
                let token = fields.next()?;
                let verdict = diagram::model::Verdict::ALL;
                self.strip.parts.push(strip::Part {
                    number: text.parse().ok()?,
                    verdict: verdict.into_iter().find(|verdict| verdict.token() == token)?,
                    operation: fields.text()?,
                    about: match kind {
                        "call" => {
                            strip::About::Call { caller: fields.filled(), target: fields.filled() }
                        }
                        _ => strip::About::Change { subject: fields.text()? },
                    },
                });
                return Some(());
            }
        };
        self.cause.parts.push(part);
        Some(())
    }
}

/// What is left of a line.
struct Fields<'a>(std::str::Split<'a, char>);

impl<'a> Fields<'a> {
    fn next(&mut self) -> Option<&'a str> {
        self.0.next()
    }

    fn text(&mut self) -> Option<Rc<str>> {
        self.next().map(Into::into)
    }

    /// A text, unless it is empty.
    fn filled(&mut self) -> Option<Rc<str>> {
        self.text().filter(|text| !text.is_empty())
    }

    fn number(&mut self) -> Option<u32> {
        self.next()?.parse().ok()
    }
}
