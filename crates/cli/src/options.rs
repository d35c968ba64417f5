//! Options with values, as AWS's command line writes them: `--role-arn ARN`.

/// The names of the options that a command has, without their `--`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    /// Those with a value behind them.
    pub(crate) valued: &'a [&'a str],
    /// Those with a value behind them that may stand there more than once.
    pub(crate) repeated: &'a [&'a str],
    /// Those without a value.
    pub(crate) flags: &'a [&'a str],
}

/// The options of one command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Options(Vec<(String, String)>);

impl Options {
    /// Reads `--name value` pairs and flags. Everything else is given back as it is.
    ///
    /// # Errors
    /// One sentence: an option that the command does not have, one without its value, or one given twice.
    pub(crate) fn read(rest: &[String], known: Known<'_>) -> Result<(Vec<String>, Self), String> {
        let mut plain = Vec::new();
        let mut given = Self::default();
        let mut rest = rest.iter();
        while let Some(argument) = rest.next() {
            let Some(name) = argument.strip_prefix("--") else {
                plain.push(argument.clone());
                continue;
            };
            let repeated = known.repeated.contains(&name);
            let value = if known.flags.contains(&name) {
                String::new()
            } else if !repeated && !known.valued.contains(&name) {
                return Err(format!("There is no option `{argument}`."));
            } else {
                rest.next().cloned().ok_or_else(|| format!("`{argument}` wants a value."))?
            };
            if given.has(name) && !repeated {
                return Err(format!("`{argument}` stands there twice."));
            }
            given.0.push((name.to_owned(), value));
        }
        Ok((plain, given))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// The value of an option, where it is given.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// The values of an option that may stand there more than once.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// The value of an option that the command cannot do without.
    ///
    /// # Errors
    /// One sentence that names it.
    pub(crate) fn need(&self, name: &str) -> Result<&str, String> {
        self.get(name).ok_or_else(|| format!("`--{name}` is missing."))
    }

    /// A number of seconds, where it is given.
    ///
    /// # Errors
    /// Where it is no whole number.
    pub(crate) fn seconds(&self, name: &str) -> Result<Option<i64>, String> {
        let read = |value: &str| {
            value.parse().map_err(|_| format!("`--{name}` wants a number of seconds."))
        };
        self.get(name).map(read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_pairs_and_everything_else_stays() {
        let texts = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<String>>();
        let known = Known { valued: &["step", "after"], repeated: &["tag"], flags: &["all"] };
        let read = |all: &[&str]| Options::read(&texts(all), known);
        let (plain, options) = read(&["a.json", "--step", "one", "--all", "b"]).unwrap();
        assert_eq!(plain, ["a.json", "b"]);
        assert_eq!((options.get("step"), options.has("all")), (Some("one"), true));
        assert_eq!(options.need("after"), Err("`--after` is missing.".to_owned()));
        for (arguments, expected) in [
            (&["--stop", "x"][..], "There is no option `--stop`."),
            (&["--step"], "`--step` wants a value."),
            (&["--step", "a", "--step", "b"], "`--step` stands there twice."),
        ] {
            assert_eq!(read(arguments), Err(expected.to_owned()));
        }
        let (_, options) = read(&["--tag", "a", "--tag", "b"]).unwrap();
        assert_eq!(options.all("tag").collect::<Vec<_>>(), ["a", "b"]);
        let (_, options) = read(&["--after", "soon"]).unwrap();
        assert_eq!(
            options.seconds("after"),
            Err("`--after` wants a number of seconds.".to_owned())
        );
    }
}
