// Watches a page for everything that no walk may cause, whatever else it is about: a console error
// or warning, an uncaught error, a violation of the content security policy, a failed request, or a
// request to another origin.

/** Notes what goes wrong into the list that it gives; a walk may have hosts of its own on this machine. */
export async function watch(context, origin, alsoThisMachine = false) {
  const wrongs = [];
  const note = (wrong) => wrongs.push(wrong);

  await context.exposeBinding("noteViolation", (_, violation) => note(violation));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const what = event.blockedURI || event.sample;
      window.noteViolation(`content security policy: ${event.violatedDirective} refused ${what}`);
    });
  });

  await context.route("**/*", (route) => {
    const asked = new URL(route.request().url());
    if (asked.origin === origin || (alsoThisMachine && asked.hostname === "127.0.0.1")) {
      return route.fallback();
    }
    note(`request to another origin: ${asked.href}`);
    return route.abort();
  });

  context.on("console", (message) => {
    if (["error", "warning", "assert"].includes(message.type())) {
      note(`console ${message.type()}: ${message.text()}`);
    }
  });
  context.on("weberror", (error) => note(`uncaught: ${error.error().message}`));
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // What a navigation interrupts is asked for again by the next page.
    if (reason !== "net::ERR_ABORTED") {
      note(`request failed: ${request.url()} ${reason}`);
    }
  });
  context.on("response", (response) => {
    if (response.status() >= 400) {
      note(`answer ${response.status()}: ${response.url()}`);
    }
  });
  return wrongs;
}
