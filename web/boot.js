// Starts the application that index.html names, and says so in plain words when it cannot.
//
// It is a file of its own because the content security policy allows no inline script.

/** Puts a sentence into the page as it stands before the application has started. */
function say(sentence) {
  const status = document.getElementById("shell-status");
  if (status) {
    status.removeAttribute("data-late");
    status.textContent = sentence;
  }
}

/** Says why nothing will come, and takes the waiting blocks away. */
function giveUp(sentence) {
  say(sentence);
  document.querySelector("[data-shell]")?.setAttribute("data-failed", "");
}

async function start() {
  say("Loading the simulator…");
  if (typeof WebAssembly !== "object") {
    giveUp("This browser has WebAssembly switched off, and the simulator needs it.");
    return;
  }
  const script = document.getElementById("application").href;
  const wasm = document.getElementById("application-wasm").href;
  try {
    const application = await import(script);
    await application.default({ module_or_path: wasm });
  } catch (error) {
    giveUp("The simulator could not be loaded. Please reload the page; if that does not help, try a newer browser.");
    throw error;
  }
}

/**
 * Keeps the page on this device for when there is no network (see sw.js), and tells it when a newer version waits; the
 * page answers when somebody wants it. Not in a frame: a guest in somebody's page leaves nothing behind.
 */
async function keepForLater() {
  if (window.top !== window || !("serviceWorker" in navigator)) {
    return;
  }
  const kept = await navigator.serviceWorker.register("./sw.js");
  const tell = () => {
    // The first version replaces none.
    if (kept.waiting && navigator.serviceWorker.controller) {
      document.documentElement.dataset.newer = "";
      document.dispatchEvent(new Event("newer-version"));
    }
  };
  tell();
  kept.addEventListener("updatefound", () => kept.installing?.addEventListener("statechange", tell));
  document.addEventListener("newer-version-wanted", () => {
    if (!kept.waiting) {
      // Another window has taken it already.
      location.reload();
      return;
    }
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    kept.waiting.postMessage("take over");
  });
}

await start();
// After everything else: what is seen comes first.
try {
  await keepForLater();
} catch {
  // Private windows and some hosts refuse; then the page needs its host every time, and nothing else changes.
}
