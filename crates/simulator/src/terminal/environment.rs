//! Credentials as environment variables. AWS: "Configuring environment variables for the AWS CLI".

use super::Shell;

/// The three variables, as lines for a shell.
#[must_use]
pub fn environment(credentials: &sts::Credentials, shell: Shell) -> String {
    let variables = [
        ("AWS_ACCESS_KEY_ID", &credentials.access_key_id),
        ("AWS_SECRET_ACCESS_KEY", &credentials.secret_access_key),
        ("AWS_SESSION_TOKEN", &credentials.session_token),
    ];
    let line = |(name, value): (&str, &std::rc::Rc<str>)| match shell {
        Shell::Bash => format!("export {name}={}\n", shell.quoted(value)),
        Shell::PowerShell => format!("$Env:{name} = '{value}'\n"),
        // Without the quotes a blank at the line's end would become part of the value.
        Shell::Cmd => format!("set \"{name}={value}\"\n"),
    };
    variables.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shell_sets_variables_in_its_own_way() {
        let credentials = sts::Credentials {
            access_key_id: "ASIAEXAMPLE".into(),
            secret_access_key: "SIMULATED/abc+d".into(),
            session_token: "SIMULATED/1/abc==".into(),
            expiration: iam::Timestamp::from_seconds(0),
        };
        let lines = Shell::ALL.map(|shell| environment(&credentials, shell));
        assert_eq!(
            lines[0],
            "export AWS_ACCESS_KEY_ID=ASIAEXAMPLE\nexport AWS_SECRET_ACCESS_KEY=SIMULATED/abc+d\n\
             export AWS_SESSION_TOKEN=SIMULATED/1/abc==\n"
        );
        assert_eq!(
            lines[1],
            "$Env:AWS_ACCESS_KEY_ID = 'ASIAEXAMPLE'\n$Env:AWS_SECRET_ACCESS_KEY = 'SIMULATED/abc+d'\n\
             $Env:AWS_SESSION_TOKEN = 'SIMULATED/1/abc=='\n"
        );
        assert_eq!(
            lines[2],
            "set \"AWS_ACCESS_KEY_ID=ASIAEXAMPLE\"\nset \"AWS_SECRET_ACCESS_KEY=SIMULATED/abc+d\"\n\
             set \"AWS_SESSION_TOKEN=SIMULATED/1/abc==\"\n"
        );
    }
}
