//! Colours for drawings that stand alone. The page has the same list as its tokens.

use crate::model::Verdict;

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Behind the lanes.
    pub canvas: &'static str,
    /// Lanes.
    pub surface: &'static str,
    /// Boxes.
    pub raised: &'static str,
    /// Quiet fills.
    pub sunken: &'static str,
    /// Edges of lanes.
    pub line: &'static str,
    /// Edges of boxes.
    pub line_strong: &'static str,
    /// Main text.
    pub text: &'static str,
    /// Secondary text.
    pub text_2: &'static str,
    /// Further facts.
    pub text_3: &'static str,
    /// Life bars.
    pub accent: &'static str,
    /// Allowed.
    pub allow: &'static str,
    /// Denied.
    pub deny: &'static str,
    /// Fill of the deciding denial.
    pub deny_soft: &'static str,
    /// Undecided.
    pub warn: &'static str,
    /// Not reached.
    pub idle: &'static str,
    /// What travels.
    pub carry: &'static str,
    /// Fill of what was set.
    pub carry_soft: &'static str,
    /// Accounts, in order of appearance.
    pub accounts: [&'static str; 6],
}

impl Theme {
    /// Dark words on light ground.
    pub const LIGHT: Self = Self {
        canvas: "#f4f5f7",
        surface: "#ffffff",
        raised: "#ffffff",
        sunken: "#eef0f3",
        line: "#dfe3e9",
        line_strong: "#848d9c",
        text: "#161a21",
        text_2: "#434c5a",
        text_3: "#586271",
        accent: "#2a4fc4",
        allow: "#116b3c",
        deny: "#b3241f",
        deny_soft: "#fcedec",
        warn: "#835000",
        idle: "#586271",
        carry: "#0a6573",
        carry_soft: "#e0f2f4",
        accounts: ["#5b6ee0", "#9a5bc4", "#b97a14", "#2f8794", "#b8558c", "#6c7686"],
    };

    /// Light words on dark ground.
    pub const DARK: Self = Self {
        canvas: "#0e1116",
        surface: "#151920",
        raised: "#1c212a",
        sunken: "#10141a",
        line: "#272d38",
        line_strong: "#697385",
        text: "#e8ebf0",
        text_2: "#b4bcc9",
        text_3: "#96a0b0",
        accent: "#93abff",
        allow: "#62cb90",
        deny: "#ff8f86",
        deny_soft: "#32191b",
        warn: "#e7b559",
        idle: "#96a0b0",
        carry: "#5cc5d4",
        carry_soft: "#10282d",
        accounts: ["#7c8cf0", "#b883dd", "#d09a3e", "#4fb0bf", "#d27fae", "#8a94a5"],
    };

    /// The colour of a verdict's lines, icon and word.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Allowed => self.allow,
            Verdict::Denied => self.deny,
            Verdict::NotReached => self.idle,
            Verdict::Undecided => self.warn,
        }
    }

    /// The colour of an account, 1 to 6; of what is in no account with 0.
    #[must_use]
    pub fn account(&self, colour: u8) -> &'static str {
        let index = usize::from(colour).checked_sub(1);
        index.and_then(|index| self.accounts.get(index)).copied().unwrap_or(self.line_strong)
    }
}
