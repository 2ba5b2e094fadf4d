// Registers the service worker when everything else is done, and tells the app of new versions.
const HOUR = 3_600_000;

/** Whether a worker belongs to another version than this page. */
function isOther(worker) {
  const program = document.querySelector("link[rel=modulepreload]")?.getAttribute("href");
  return new Promise((tell) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => tell(!data);
    worker.postMessage({ program }, [port2]);
  });
}

async function register() {
  const registration = await navigator.serviceWorker.register("/sw.js");
  registration.addEventListener("updatefound", () => {
    const next = registration.installing;
    next?.addEventListener("statechange", async () => {
      if (next.state === "installed" && (await isOther(next))) dispatchEvent(new Event("newversion"));
    });
  });
  setInterval(() => registration.update().catch(() => {}), HOUR);
}

if ("serviceWorker" in navigator) {
  // Without it everything works as before, as long as there is a connection.
  const start = () => register().catch(() => {});
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
