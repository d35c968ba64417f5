//! What stays in this browser: local storage.
//!
//! A browser may refuse (private windows, no space, a frame without an origin); that is an answer, never a crash. Several
//! tabs share it: each signs what it saves, so that another one notices before it writes over it.

use std::{cell::RefCell, rc::Rc};

use web_sys::Storage;

/// Beginning of every key of every version.
const ALL: &str = "assume-role-playground/";
/// Beginning of every key, with the version of what is kept.
const PREFIX: &str = "assume-role-playground/1/";
/// The key under which the tab that saved last has signed.
const WRITER: &str = "writer";
/// Beginning of the keys of what is kept beside the work: `apart/TAB/NAME`.
const APART: &str = "apart/";

thread_local! {
    /// Tells this tab from all others.
    static TAB: String = js_sys::Math::random().to_string().replace("0.", "");
    /// The signature that this tab goes on from: the one it found, or its own.
    static KNOWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What is kept under a key.
pub(crate) fn read(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Keeps a text under a key; nothing takes the key away.
///
/// # Errors
/// One sentence for the reader, where the browser refuses.
pub(crate) fn write(key: &str, text: Option<&str>) -> Result<(), Rc<str>> {
    const REFUSED: &str = "This browser does not let the page save, so a reload would lose your work. Download it to keep it.";
    let storage = storage().ok_or(REFUSED)?;
    let key = format!("{PREFIX}{key}");
    let done = match text {
        Some(text) => storage.set_item(&key, text),
        None => storage.remove_item(&key),
    };
    done.map_err(|_| REFUSED.into())
}

/// What is kept now is what this tab goes on from.
pub(crate) fn go_on_from_here() {
    KNOWN.set(read(WRITER));
}

/// Whether another tab has saved since. Where somebody emptied the storage, nobody has.
pub(crate) fn is_overtaken() -> bool {
    let now = read(WRITER);
    now.is_some() && KNOWN.with_borrow(|known| *known != now)
}

/// Signs what this tab saves now.
///
/// # Errors
/// One sentence for the reader, where the browser refuses.
pub(crate) fn sign() -> Result<(), Rc<str>> {
    let signature = format!("{}-{}", tab(), js_sys::Math::random());
    write(WRITER, Some(&signature))?;
    KNOWN.set(Some(signature));
    Ok(())
}

/// The key of what this tab keeps beside the work that another one saved.
pub(crate) fn own_apart(name: &str) -> String {
    format!("{APART}{}/{name}", tab())
}

/// A key for what is kept beside the work until somebody lets it go.
pub(crate) fn new_apart(name: &str) -> String {
    format!("{APART}{}/{name}", js_sys::Math::random().to_string().replace("0.", ""))
}

/// What is kept beside the work, by key: this tab's own, or that of all others.
pub(crate) fn apart(is_own: bool) -> Vec<(String, String)> {
    let own = own_apart("");
    let keys = keys(&format!("{PREFIX}{APART}"));
    let keys = keys.iter().filter_map(|key| key.strip_prefix(PREFIX));
    let wanted = keys.filter(|key| key.starts_with(&own) == is_own);
    wanted.filter_map(|key| Some((key.to_owned(), read(key)?))).collect()
}

/// What other versions of the page keep here: the version, and each key with its text.
pub(crate) fn of_other_versions() -> Vec<(String, Vec<(String, String)>)> {
    let mut found: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for key in keys(ALL) {
        let version = key.strip_prefix(ALL).and_then(|rest| rest.split_once('/'));
        let text = storage().and_then(|storage| storage.get_item(&key).ok()?);
        let (Some((version, _)), Some(text)) = (version, text) else { continue };
        if key.starts_with(PREFIX) {
            continue;
        }
        match found.iter_mut().find(|(known, _)| known == version) {
            Some((_, texts)) => texts.push((key, text)),
            None => found.push((version.to_owned(), vec![(key, text)])),
        }
    }
    found
}

/// Whether another tab just signed, or put something beside the work, by the name of what changed.
pub(crate) fn concerns_tabs(changed: &str) -> bool {
    let name = changed.strip_prefix(PREFIX);
    name.is_some_and(|name| name == WRITER || name.starts_with(APART))
}

/// The keys that begin so, in order.
fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    let all = (0..count).filter_map(|at| storage.key(at).ok()?);
    let mut keys: Vec<String> = all.filter(|key| key.starts_with(prefix)).collect();
    keys.sort();
    keys
}

fn tab() -> String {
    TAB.with(Clone::clone)
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok()?
}
