//! The last word when the page itself is at fault: what happened, and that the work is safe.

use std::panic::PanicHookInfo;

use wasm_bindgen::JsValue;

/// Shows a card when the program stops.
pub(crate) fn show_when_it_happens() {
    std::panic::set_hook(Box::new(|info| {
        let _ = show(info);
    }));
}

fn show(info: &PanicHookInfo<'_>) -> Result<(), JsValue> {
    let document = gloo::utils::document();
    let element = |name: &str, class: &str, text: &str| {
        let element = document.create_element(name)?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Ok::<_, JsValue>(element)
    };
    let card = element("div", "crash", "")?;
    card.set_attribute("role", "alert")?;
    let words = "The page has stopped over a mistake of its own. Your work up to the last change is saved in this browser.";
    card.append_child(&*element("p", "", words)?)?;
    card.append_child(&*element("pre", "", &info.to_string())?)?;
    let again = element("a", "button", "Load the page again")?;
    again.set_attribute("href", "")?;
    card.append_child(&*again)?;
    gloo::utils::body().append_child(&card)?;
    Ok(())
}
