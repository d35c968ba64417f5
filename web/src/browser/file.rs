//! Reading a file that a person chose, or dropped on the page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, DragEvent, Event, File, HtmlInputElement};

/// So many bytes are read of a file: a scenario of thousands of roles has less.
const MOST: f64 = 20.0 * 1024.0 * 1024.0;

/// A file's text, or one sentence that says why it is not read.
pub(crate) type Read = Result<String, String>;

/// Reads the file that was chosen in a file field, and forgets the choice so that the same can be chosen again.
pub(crate) fn read(field: &HtmlInputElement, then: impl FnOnce(Read) + 'static) {
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    field.set_value("");
    read_file(&file, then);
}

/// Listens for files that are dropped anywhere on the page until the handles are dropped.
pub(crate) fn listen(then: impl Fn(Read) + Clone + 'static) -> [EventListener; 2] {
    let document = gloo::utils::document();
    let options = EventListenerOptions::enable_prevent_default();
    let over = EventListener::new_with_options(&document, "dragover", options, |event| {
        if let Some(data) = dragged(event) {
            data.set_drop_effect("copy");
            event.prevent_default();
        }
    });
    let dropped = EventListener::new_with_options(&document, "drop", options, move |event| {
        let Some(data) = dragged(event) else { return };
        event.prevent_default();
        let Some(files) = data.files() else { return };
        match files.get(0) {
            Some(_) if files.length() > 1 => then(Err(
                "One scenario file at a time can be opened. Your work is unchanged.".to_owned(),
            )),
            Some(file) => read_file(&file, then.clone()),
            None => {}
        }
    });
    [over, dropped]
}

/// What is dragged, where that is files.
fn dragged(event: &Event) -> Option<DataTransfer> {
    let event: &DragEvent = event.unchecked_ref();
    let data = event.data_transfer()?;
    data.types().includes(&"Files".into(), 0).then_some(data)
}

fn read_file(file: &File, then: impl FnOnce(Read) + 'static) {
    let name = file.name();
    if file.size() > MOST {
        let size = file.size() / 1024.0 / 1024.0;
        return then(Err(format!(
            "“{name}” has {size:.0} MB, more than any scenario: at most 20 MB are read. Your work is unchanged."
        )));
    }
    let text = file.text();
    spawn_local(async move {
        then(match JsFuture::from(text).await {
            Ok(text) => Ok(text.as_string().unwrap_or_default()),
            Err(_) => Err(format!("“{name}” could not be read. Your work is unchanged.")),
        });
    });
}
