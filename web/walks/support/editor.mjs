// The editor for documents, as a person uses it: its text, the caret, what is pasted. Works like a text field of Playwright.

/** The editor of that id, once it is loaded; `textarea#ID` is the plain one. */
export function editor(page, id = "document") {
  const host = page.locator(`.editor-rich#${id}`);
  const field = host.locator(".cm-content");
  return {
    host,
    field,
    waitFor: () => field.waitFor(),
    focus: () => field.focus(),
    inputValue: async () => {
      await field.waitFor();
      return host.evaluate((element) => element.value);
    },
    /** Puts a text in the place of all of it, as from the clipboard. */
    fill: async (text) => {
      await field.focus();
      await page.keyboard.press("Control+A");
      if (text === "") {
        await page.keyboard.press("Delete");
        return;
      }
      await field.evaluate((element, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", pasted);
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
      }, text);
    },
    /** Sets the caret so many letters behind the beginning of the first place of a text. */
    goTo: async (text, by = 0) => {
      const whole = await host.evaluate((element) => element.value);
      const lines = whole.slice(0, whole.indexOf(text) + by).split("\n");
      await field.focus();
      await page.keyboard.press("Control+Home");
      for (let down = 1; down < lines.length; down += 1) {
        await page.keyboard.press("ArrowDown");
      }
      for (let right = 0; right < lines.at(-1).length; right += 1) {
        await page.keyboard.press("ArrowRight");
      }
    },
    /** The line and the column of the caret, from 1. */
    caret: () =>
      host.evaluate(({ shadowRoot }) => {
        const { focusNode, focusOffset } = shadowRoot.getSelection?.() ?? document.getSelection();
        const line = (focusNode.nodeType === Node.TEXT_NODE ? focusNode.parentElement : focusNode).closest(".cm-line");
        const before = document.createRange();
        before.setStart(line, 0);
        before.setEnd(focusNode, focusOffset);
        return [[...line.parentElement.children].indexOf(line) + 1, before.toString().length + 1];
      }),
    /** What is offered at the caret. */
    options: host.locator('.cm-tooltip-autocomplete [role="option"]'),
  };
}
