// Declares a walk: a sentence about what a person can do on the page, and the steps that show it.
//
// A walk file is any `web/walks/*.walk.mjs`; it calls `walk` once for each sentence.

/** Every walk declared so far, in order. */
export const walks = [];

/**
 * Declares a walk.
 *
 * The options are `width` and `height` of the window, `scheme` ("light" or "dark"), `storage`
 * (false refuses local storage), `offline` (true lets the page keep itself for when there is no network), `touch` (true
 * gives the window a touch screen), `hosts` (true lets the walk have hosts of its own on this machine), `seconds` (how long the walk may take when it is alone, 60 unless told; two walk at a time, so it is given twice as long), and for the
 * walks about the walks themselves `fails` (patterns: exactly these errors, and no others, must come).
 *
 * The body is given
 * - `page`: a Playwright page of its own fresh browser, not yet at any address;
 * - `url`: where the page is served, and `urlBelow`: the same page in a folder of a host;
 * - `open(hash)`: goes to `url` with that hash and waits until the application has started;
 * - `step(sentence, body)`: names a part, so that a failure says where it happened;
 * - `see(locator or text)`: waits until it is visible, and gives the locator;
 * - `eventually(body)`: repeats a check until it holds;
 * - `axe(selector)`: finds no accessibility error on the page or in one part of it;
 * - `shot(name, scheme)`: a picture, when pictures are asked for; `scheme` is said by a walk that changes the colours.
 */
export function walk(sentence, optionsOrBody, maybeBody) {
  const [options, body] = maybeBody ? [optionsOrBody, maybeBody] : [{}, optionsOrBody];
  if (walks.some((other) => other.sentence === sentence)) {
    throw new Error(`two walks are called “${sentence}”`);
  }
  walks.push({ sentence, options, body });
}
