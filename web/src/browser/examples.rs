//! The gallery's file, which index.html links beside the application.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of the linked file; nothing where it cannot be had, since everything else works without it.
pub(crate) async fn load() -> Option<String> {
    let link = gloo::utils::document().get_element_by_id("application-examples")?;
    let fetched = gloo::utils::window().fetch_with_str(&link.get_attribute("href")?);
    let response: Response = JsFuture::from(fetched).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
