//! Handing out a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, Url,
};

/// Lets the browser save a text as a JSON file of that name.
pub(crate) fn text(name: &str, text: &str) {
    file(name, "application/json", text);
}

/// Lets the browser save a text as a file of that name and media type.
pub(crate) fn file(name: &str, kind: &str, text: &str) {
    let _ = blob(kind, text).and_then(|blob| save(name, &blob));
}

/// Where the whole page lies in one file; nothing where this page is that file.
pub(crate) fn page_in_one_file() -> Option<String> {
    gloo::utils::document().get_element_by_id("application-single")?.get_attribute("href")
}

/// Lets the browser save a file that lies beside the page.
pub(crate) fn beside(name: &str, address: &str) {
    let _ = save_from(name, address);
}

/// Lets the browser draw an SVG into so many pixels and save the picture.
pub(crate) fn picture(name: &str, svg: &str, size: (i32, i32)) {
    let _ = try_picture(name, svg, size);
}

fn try_picture(name: &str, svg: &str, (width, height): (i32, i32)) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(&blob("image/svg+xml", svg)?)?;
    let image = HtmlImageElement::new()?;
    let (drawn, name, source) = (image.clone(), name.to_owned(), url.clone());
    let on_load = Closure::once_into_js(move || {
        let _ = drawn_on_canvas(&drawn, (width, height), name);
        let _ = Url::revoke_object_url(&source);
    });
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_src(&url);
    Ok(())
}

fn drawn_on_canvas(
    image: &HtmlImageElement,
    (width, height): (i32, i32),
    name: String,
) -> Result<(), JsValue> {
    let canvas: HtmlCanvasElement =
        gloo::utils::document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width.unsigned_abs());
    canvas.set_height(height.unsigned_abs());
    let Some(context) = canvas.get_context("2d")? else { return Ok(()) };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let (width, height) = (f64::from(width), f64::from(height));
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    let on_blob = Closure::once_into_js(move |blob: Option<Blob>| {
        let _ = blob.map(|blob| save(&name, &blob));
    });
    canvas.to_blob(on_blob.unchecked_ref())
}

fn blob(kind: &str, text: &str) -> Result<Blob, JsValue> {
    let bag = BlobPropertyBag::new();
    bag.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &bag)
}

fn save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    save_from(name, &url)?;
    Url::revoke_object_url(&url)
}

fn save_from(name: &str, address: &str) -> Result<(), JsValue> {
    let anchor: HtmlAnchorElement = gloo::utils::document().create_element("a")?.unchecked_into();
    anchor.set_href(address);
    anchor.set_download(name);
    anchor.click();
    Ok(())
}
