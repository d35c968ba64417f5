//! Key id, secret and token, visibly made up.

use simulator::terminal::{Shell, environment};
use sts::Credentials;
use yew::prelude::*;

use crate::components::{Glyph, Icon, copy_button::CopyButton, inspector::breakable};

/// Characters of secret and token that are shown.
const SHOWN: usize = 22;

pub(super) fn view(credentials: &Credentials) -> Html {
    let account = sts::account_of_access_key(&credentials.access_key_id);
    html! {
        <>
            <dl class="keys">
                { row("AccessKeyId", &credentials.access_key_id, view_key_id(&credentials.access_key_id), "access key id") }
                { row("SecretAccessKey", &credentials.secret_access_key, cut(&credentials.secret_access_key), "secret access key") }
                { row("SessionToken", &credentials.session_token, cut(&credentials.session_token), "session token") }
            </dl>
            if let Some(account) = account {
                <p class="field-note">
                    <Icon glyph={Glyph::Info} />
                    <span>{ "The marked part of the key id encodes account " }<code>{ account.to_string() }</code>{ "." }</span>
                </p>
            }
            <div class="credentials-ways">
                <span>{ "Copy all as environment variables" }</span>
                <CopyButton text={environment(credentials, Shell::Bash)} what="environment variables" />
            </div>
        </>
    }
}

fn row(name: &'static str, text: &str, shown: Html, what: &'static str) -> Html {
    html! {
        <div class="keys-row">
            <dt>{ name }</dt>
            <dd class="mono">{ shown }</dd>
            <dd><CopyButton text={text.to_owned()} {what} /></dd>
        </div>
    }
}

/// `ASIA`, the nine characters that encode the account, and the rest.
fn view_key_id(id: &str) -> Html {
    match (id.get(..4), id.get(4..13), id.get(13..)) {
        (Some(prefix), Some(account), Some(rest)) => html! {
            <>{ prefix.to_owned() }<mark class="keys-account">{ account.to_owned() }</mark>{ rest.to_owned() }</>
        },
        _ => breakable(id),
    }
}

fn cut(text: &str) -> Html {
    let shown: String = text.chars().take(SHOWN).collect();
    let rest = text.chars().count().saturating_sub(SHOWN);
    html! {
        <>{ shown }if rest > 0 { <span class="keys-rest">{ format!("… {rest} more") }</span> }</>
    }
}
