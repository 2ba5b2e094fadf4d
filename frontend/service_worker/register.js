// Registers the service worker when everything else is done, and tells the app of new versions.
const HOUR = 3_600_000;
/** Milliseconds that somebody waits for the new version to take over. */
const PATIENCE = 1_000;

/** Whether a worker belongs to another version than this page. */
function isOther(worker) {
  const program = document.querySelector("link[rel=modulepreload]")?.getAttribute("href");
  return new Promise((tell) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => tell(!data);
    worker.postMessage({ program }, [port2]);
  });
}

/** Tells the app, or leaves word for it if it has not started yet. */
function tellOfNewVersion() {
  document.documentElement.dataset.newVersion = "";
  dispatchEvent(new Event("newversion"));
}

async function watch(worker) {
  if (worker.state !== "installed") return;
  if (await isOther(worker)) tellOfNewVersion();
  // This page came from the new version already, and needs nothing of the one before.
  else worker.postMessage({ takeOver: true });
}

/** Loads the new version, which takes over before, if it may: while nothing is asked of the old one. */
async function take({ waiting }) {
  if (waiting) {
    await new Promise((go) => {
      navigator.serviceWorker.addEventListener("controllerchange", go);
      setTimeout(go, PATIENCE);
      waiting.postMessage({ takeOver: true });
    });
  }
  location.reload();
}

async function register() {
  const registration = await navigator.serviceWorker.register("/sw.js");
  const follow = () => {
    const next = registration.installing;
    next?.addEventListener("statechange", () => watch(next));
  };
  registration.addEventListener("updatefound", follow);
  // The browser looks for a new version when a page is opened, and may have found it before this ran.
  follow();
  addEventListener("takenewversion", () => take(registration));
  setInterval(() => registration.update().catch(() => {}), HOUR);
  if (registration.waiting) await watch(registration.waiting);
}

if ("serviceWorker" in navigator) {
  // Without it everything works as before, as long as there is a connection.
  const start = () => register().catch(() => {});
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
