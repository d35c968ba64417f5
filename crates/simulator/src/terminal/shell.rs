//! How a word stands in a shell's line. AWS: "Use quotation marks and literals with strings in the AWS CLI".

/// Which shell a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shell {
    /// Bash, and every shell that quotes as it does.
    #[default]
    Bash,
    /// PowerShell of either generation.
    PowerShell,
    /// The command prompt of Windows.
    Cmd,
}

impl Shell {
    /// Every shell.
    pub const ALL: [Self; 3] = [Self::Bash, Self::PowerShell, Self::Cmd];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "Bash",
            Self::PowerShell => "PowerShell",
            Self::Cmd => "cmd",
        }
    }

    /// A word as the program behind the shell gets it, quoted where it has to be.
    pub(super) fn quoted(self, word: &str) -> String {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || self.leaves(letter);
        if !word.is_empty() && word.chars().all(plain) {
            return word.to_owned();
        }
        match self {
            Self::Bash => format!("'{}'", word.replace('\'', r"'\''")),
            Self::PowerShell => format!("'{}'", word.replace('\'', "''")),
            Self::Cmd => format!("\"{}\"", word.replace('"', "\\\"")),
        }
    }

    /// Whether a character beside letters and digits means nothing to the shell. PowerShell makes lists of commas and
    /// splats behind `@`.
    fn leaves(self, letter: char) -> bool {
        match self {
            Self::Bash => "-_./:=+@,%".contains(letter),
            Self::PowerShell => "-_./:=+".contains(letter),
            Self::Cmd => "-_./:+@".contains(letter),
        }
    }

    /// What a comment begins with.
    pub(super) fn comment(self) -> &'static str {
        match self {
            Self::Bash | Self::PowerShell => "# ",
            Self::Cmd => "rem ",
        }
    }

    /// What stands at the end of a line that goes on.
    pub(super) fn goes_on(self) -> &'static str {
        match self {
            Self::Bash => " \\",
            Self::PowerShell => " `",
            Self::Cmd => " ^",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, bash: &str, power_shell: &str, cmd: &str) {
        let all = Shell::ALL.map(|shell| shell.quoted(word));
        assert_eq!(all, [bash, power_shell, cmd]);
    }

    #[test]
    fn words_are_quoted_where_a_shell_would_read_more_into_them() {
        let arn = "arn:aws:iam::111111111111:role/a/Deploy_1";
        check(arn, arn, arn, arn);
        check("Key=a,Value=b", "Key=a,Value=b", "'Key=a,Value=b'", "\"Key=a,Value=b\"");
        check("a b", "'a b'", "'a b'", "\"a b\"");
        check("it's", r"'it'\''s'", "'it''s'", "\"it's\"");
        check("$HOME", "'$HOME'", "'$HOME'", "\"$HOME\"");
        check("", "''", "''", "\"\"");
        check("say \"x\"", "'say \"x\"'", "'say \"x\"'", "\"say \\\"x\\\"\"");
        check("a@b", "a@b", "'a@b'", "a@b");
    }
}
