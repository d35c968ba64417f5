// Keeps the whole page on this device, so that after one visit it works with no network and no server.
//
// `cargo xtask build` writes the names of the files, and a version made of their content, in the place of the two empty
// constants. A newer version is fetched beside the one in use and waits: it takes over when every window of this one is
// closed, or when somebody asks for it (see boot.js), never under somebody's hands.

const VERSION = "";
const FILES = [];

/** The folder of the page, which is also its address. */
const HOME = new URL("./", self.location.href);
/** What our caches' names begin with; a host may serve the page from several folders. */
const OURS = `assume-role-playground ${HOME.pathname} `;
const CACHE = OURS + VERSION;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    // Past the browser's own cache, whose copy of index.html may belong to another version.
    await cache.addAll(["./", ...FILES].map((file) => new Request(file, { cache: "no-cache" })));
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const begin = async () => {
    // The window of the first visit too: it goes on when the host is gone.
    await self.clients.claim();
    await forget(1);
  };
  event.waitUntil(begin());
});

/** The caches of this page, of every version, the oldest first: browsers list them as they were made. */
async function kept() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(OURS));
}

/** Lets go of older versions where no more than so many windows are open: one of them still loads parts of its own. */
async function forget(most) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.filter(({ url }) => url.startsWith(HOME.href)).length <= most) {
    const names = await kept();
    // One that waits to take over comes behind ours.
    await Promise.all(names.slice(0, names.indexOf(CACHE)).map((name) => caches.delete(name)));
  }
}

self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    self.skipWaiting();
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== HOME.origin) {
    return;
  }
  // Other pages of the host may lie below this folder; they are none of ours.
  const isPage = [HOME.pathname, `${HOME.pathname}index.html`].includes(address.pathname);
  if (request.mode === "navigate" && !isPage) {
    return;
  }
  event.respondWith(answer(isPage ? HOME.href : request));
  if (isPage) {
    // The window that is opened now does not count yet.
    event.waitUntil(forget(0));
  }
});

async function answer(asked) {
  const cache = await caches.open(CACHE);
  return (await cache.match(asked)) ?? (await ofAnOlderVersion(asked)) ?? fetch(asked);
}

/** What a window of an older version asks for. Names carry what is in the file, so none is mistaken for another. */
async function ofAnOlderVersion(asked) {
  for (const name of await kept()) {
    const found = await (await caches.open(name)).match(asked);
    if (found) {
      return found;
    }
  }
  return undefined;
}
