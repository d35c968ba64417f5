// What a browser measures of the drawing.

/** Which visible words of the drawing lie over others, and how many words there are. */
export async function overlaps(page) {
  return page.locator("svg.diagram").evaluate((drawing) => {
    // A line of letters is lower than its box, which has room for every accent.
    const ROOM = 0.2;
    // A tip lies over the rest on purpose, with a ground of its own.
    const words = [...drawing.querySelectorAll("text:not(.d-tip *)")].map((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const room = (bottom - top) * ROOM;
      return { said: text.textContent, left: left + 0.5, right: right - 0.5, top: top + room, bottom: bottom - room };
    });
    const seen = words.filter(({ left, right, top, bottom }) => right > left && bottom > top);
    const meets = (one, two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
    const found = seen.flatMap((one, index) => seen.slice(index + 1).filter((two) => meets(one, two)).map((two) => `“${one.said}” and “${two.said}”`));
    return { found, count: seen.length };
  });
}
