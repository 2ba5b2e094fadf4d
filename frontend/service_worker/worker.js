// The service worker: what people see without a connection. It keeps the files of the app, a
// document without anybody's words (the shell), and one's own bookings. Everything else comes from
// the network or not at all, and what was kept is said to be: it carries a header with its time.
// `cargo xtask` bundles it into dist/sw.js, with the list of files.
import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

/** Put in by the build. @type {{ url: string, revision: string | null }[]} */
const files = FILES;
/** Names this version. @type {string} */
const version = VERSION;

const SHELL = "/shell";
const SHELLS = "shell-";
const KEPT = "kept-";
const KEPT_AT = "x-kept-at";
const SESSION = "/api/v1/auth/session";
const BOOKINGS = "/api/v1/bookings";

precacheAndRoute(files, { cleanURLs: false, directoryIndex: "" });
cleanupOutdatedCaches();

// The shell

/** Fetches the shell in the language that the browser asks for. */
async function keepShell() {
  const answer = await fetch(SHELL, { cache: "no-store" });
  const text = await answer.clone().text();
  // What every document names of its version: the program, its looks, and the words of its language.
  const named = ["/frontend-", "/main-", `/words-${answer.headers.get("content-language")}-`];
  const fits = files
    .filter(({ url }) => named.some((beginning) => url.startsWith(beginning)))
    .every(({ url }) => text.includes(url));
  // The server has another version by now: its own worker comes soon.
  if (!answer.ok || !fits) throw new Error("the shell is of another version");
  await (await caches.open(SHELLS + version)).put(SHELL, answer);
}

/** Opens no cache: the next version may have taken over, and removed it. */
const shell = () => caches.match(SHELL, { cacheName: SHELLS + version });

self.addEventListener("install", (event) => event.waitUntil(keepShell()));

self.addEventListener("activate", (event) =>
  event.waitUntil(forget(SHELLS, SHELLS + version)),
);

/** Documents are personal and fresh; the shell is better than none. */
async function open({ request, event }) {
  let answer;
  try {
    answer = await fetch(request);
  } catch (error) {
    const kept = await shell();
    if (kept) return kept;
    throw error;
  }
  event.waitUntil(learnFrom(answer));
  return answer;
}

async function learnFrom({ ok, status, headers }) {
  const language = headers.get("content-language");
  // What a proxy says in the server's place, or the server in its distress, tells nothing.
  if (!language || !(ok || status === 404)) return;
  // The document of a guest: whoever was logged in here is not any more.
  if (!headers.get("cache-control")?.includes("private")) await forget(KEPT);
  const known = await shell();
  if (known && language !== known.headers.get("content-language")) await keepShell();
}

/**
 * A new version waits until at most one page is open: the one that asks, which needs the files of
 * the version before no more. A navigation is no reason to ask, since a page that is just being
 * opened is not counted, and the one that is would lose its files.
 */
async function takeOver() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length < 2) await self.skipWaiting();
}

/** What is no page: other parts of the server, and files. Names of people may have dots, too. */
const denylist = [
  /^\/(api|swagger-ui|health|problems)\b/,
  /^\/((icons|fonts)\/)?[^/?]+\.(css|ftl|js|png|svg|txt|wasm|webmanifest|woff2|xml)(\?|$)/,
];

registerRoute(new NavigationRoute(open, { denylist }));

self.addEventListener("message", (event) => {
  const { data, ports } = event;
  if (data.takeOver) event.waitUntil(takeOver());
  // Whether a page that runs this program is of this version.
  if (data.program) ports[0].postMessage(files.some(({ url }) => url === data.program));
});

// One's own bookings

/** Counts what ends an account's time here, so that nothing is kept that was asked for before. */
let epoch = 0;

/** The names of the caches that begin like this. */
async function cachesOf(prefix) {
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}

/** Removes caches whose names begin like this: all, or all but one. */
async function forget(prefix, except) {
  if (prefix === KEPT && !except) epoch += 1;
  const old = (await cachesOf(prefix)).filter((name) => name !== except);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** What is kept belongs to whoever a fresh answer says is logged in, or goes. */
async function learnWho(session) {
  // What is no answer of ours tells nothing.
  const { account } = await session.json().catch(() => ({}));
  if (account === undefined) return;
  const names = await cachesOf(KEPT);
  if (!account || names.some((name) => name !== KEPT + account.id)) await forget(KEPT);
}

async function withTime(answer) {
  const headers = { "content-type": "application/json", [KEPT_AT]: new Date().toISOString() };
  return new Response(await answer.blob(), { headers });
}

/** Keeps an answer for when there is no connection, together with whose it is. */
async function keep(request, answer, asked) {
  const session = await fetch(SESSION);
  if (!session.ok) return;
  const { account } = await session.clone().json();
  if (!account || asked !== epoch) return;
  const name = KEPT + account.id;
  await forget(KEPT, name);
  const cache = await caches.open(name);
  await cache.put(request.url, await withTime(answer));
  await cache.put(SESSION, await withTime(session));
  // Their time here may have ended before this was written.
  if (asked !== epoch) await caches.delete(name);
}

async function kept(request) {
  for (const name of await cachesOf(KEPT)) {
    const answer = await (await caches.open(name)).match(request.url);
    if (answer) return answer;
  }
}

async function freshOrKept({ request, event, url }) {
  const asked = epoch;
  let answer;
  try {
    answer = await fetch(request);
  } catch (error) {
    const found = await kept(request);
    if (found) return found;
    throw error;
  }
  if (answer.status === 401) await forget(KEPT);
  if (answer.ok && url.pathname === SESSION) await learnWho(answer.clone());
  if (answer.ok && url.pathname === BOOKINGS) event.waitUntil(keep(request, answer.clone(), asked));
  return answer;
}

const isOwn = ({ url, sameOrigin }) =>
  sameOrigin &&
  (url.pathname === SESSION ||
    (url.pathname === BOOKINGS &&
      url.searchParams.get("status") === "accepted" &&
      !url.searchParams.has("cursor")));

registerRoute(isOwn, freshOrKept);

/** Logging in or out, and leaving: what was kept belongs to somebody else then. */
registerRoute(
  ({ url, sameOrigin }) =>
    sameOrigin && /^\/api\/v1\/(auth\/|users\/me\/deletion$)/.test(url.pathname),
  async ({ request }) => {
    const answer = await fetch(request);
    if (answer.ok) await forget(KEPT);
    return answer;
  },
  "POST",
);
