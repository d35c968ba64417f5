// The walks themselves: what no walk may cause is noticed, whatever the walk is about.

import { walk } from "./support/walk.mjs";

walk("a console error and a warning fail a walk", { fails: [/console error: broken/, /console warning: odd/] }, async ({ page, open }) => {
  await open();
  await page.evaluate(() => {
    console.error("broken");
    console.warn("odd");
  });
});

walk("an uncaught error fails a walk", { fails: [/uncaught: nobody caught this/] }, async ({ page, open }) => {
  await open();
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error("nobody caught this");
    });
  });
});

walk("an inline style is refused by the page's policy and fails a walk", { fails: [/security policy: style-src-attr/, /console error/] }, async ({ page, open }) => {
  await open();
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
});

walk("a request to another origin fails a walk", { fails: [/request to another origin: http:\/\/127\.0\.0\.1:9\//, /request failed/] }, async ({ page, open }) => {
  await open();
  await page.evaluate(() => document.location.assign("http://127.0.0.1:9/"));
  await page.waitForTimeout(200);
});

walk("a missing file fails a walk", { fails: [/answer 404/, /console error/] }, async ({ page, open }) => {
  await open();
  await page.evaluate(() => fetch("missing.json"));
});

walk("an image without words fails axe", { fails: [/in “looking”: .*axe found 1 kinds? of error/s] }, async ({ page, open, step, axe }) => {
  await open();
  await page.evaluate(() => {
    const image = document.createElement("img");
    image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    document.querySelector("#app").append(image);
  });
  await step("looking", () => axe());
});
