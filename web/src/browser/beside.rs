//! Files that lie beside the page and are named in index.html.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The id of the element that names what the first screen shows.
pub(crate) const FIRST_SCREEN: &str = "application-first-screen";
/// The id of the element that names the examples.
pub(crate) const EXAMPLES: &str = "application-examples";

/// The id of the element that names what is known of AWS services.
pub(crate) const SERVICES: &str = "application-services";

/// A file that was asked for.
pub(crate) struct Asked(Option<Promise>);

/// Asks for the file that the element of that id names.
pub(crate) fn ask(id: &str) -> Asked {
    let named = gloo::utils::document().get_element_by_id(id);
    let address = named.and_then(|element| element.get_attribute("href"));
    Asked(address.map(|address| gloo::utils::window().fetch_with_str(&address)))
}

impl Asked {
    /// Its text; nothing where it cannot be had.
    pub(crate) async fn text(self) -> Option<String> {
        let response: Response = JsFuture::from(self.0?).await.ok()?.dyn_into().ok()?;
        if !response.ok() {
            return None;
        }
        JsFuture::from(response.text().ok()?).await.ok()?.as_string()
    }
}
