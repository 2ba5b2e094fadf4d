/** What there is without a connection, and that it is never taken for what is true now. */
import type { Browser, Page } from "@playwright/test";
import { expect, test } from "../../fixtures";
import { openProxy, type Proxy } from "../../support/proxy";

const installed = { serviceWorkers: "allow" } as const;

/** Waits until the worker answers for the page, as it does from the second visit on. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
    .toBe(true);
}

/** Whether anything is kept of whoever is logged in. */
const keepsSomething = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).some((name) => name.startsWith("kept-")));

const shells = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("shell-")));

/** Puts another version in the place of that of the page. Returns what the shells of both are called. */
async function offersNext(page: Page, proxy: Proxy): Promise<{ shell: string; next: string }> {
  const [shell = ""] = await shells(page);
  const version = shell.replace("shell-", "");
  const next = [...version].reverse().join("");
  const script = await (await fetch(`${proxy.url}/sw.js`)).text();
  expect(script).toContain(version);
  proxy.instead.set("/sw.js", script.replaceAll(version, next));
  await page.evaluate(async () => {
    // As if this page were of before.
    document.querySelector("link[rel=modulepreload]")?.setAttribute("href", "/frontend-old.js");
    await (await navigator.serviceWorker.ready).update();
  });
  await expect(page.getByRole("status").getByText("A new version is there.")).toBeVisible();
  return { shell, next: `shell-${next}` };
}

/** A page that has the site installed, for which there is another version by now. */
async function isOfferedNext(browser: Browser, url: string) {
  const proxy = await openProxy(url);
  const context = await browser.newContext(installed);
  const page = await context.newPage();
  await page.goto(proxy.url);
  await isKept(page);
  return { proxy, context, page, ...(await offersNext(page, proxy)) };
}

test("without a connection every page opens, and one's bookings say from when they are", async ({
  member,
  guard,
}) => {
  guard.expectOutage();
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena", { browser: installed });
  await lena.books(event);
  await lena.open("/my-bookings");
  await isKept(lena.page);
  await expect(lena.ticket(event.title)).toBeVisible();
  await expect.poll(() => keepsSomething(lena.page)).toBe(true);

  await lena.page.context().setOffline(true);
  await lena.open("/my-bookings");
  await expect(lena.main.getByRole("status").getByText(/^You are offline. As of /)).toBeVisible();
  await expect(lena.ticket(event.title)).toBeVisible();
  // Not a file, whatever it ends with.
  await lena.open("/event-overview?query=node.js");
  await expect(lena.main.getByRole("alert")).toContainText("We cannot reach the server.");

  await lena.open("/my-bookings");
  await expect(lena.main.getByText(/^You are offline/)).toBeVisible();
  await lena.page.context().setOffline(false);
  await expect(lena.main.getByText(/^You are offline/)).toHaveCount(0);
  await expect(lena.ticket(event.title)).toBeVisible();

  // Who logs out leaves nothing behind.
  await lena.logOut();
  await expect.poll(() => keepsSomething(lena.page)).toBe(false);
  await lena.page.context().setOffline(true);
  await lena.open("/my-bookings");
  await expect(lena.page.getByText(event.title)).toHaveCount(0);
});

test("nothing stays of somebody whose session was ended elsewhere", async ({ member, person }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena", { browser: installed });
  await lena.books(event);
  await lena.open("/my-bookings");
  await isKept(lena.page);
  await expect.poll(() => keepsSomething(lena.page)).toBe(true);

  // Guests may stay here: no other document is fetched.
  await lena.open("/");
  await lena.seesMenu();
  const phone = await person("Lena", { as: lena });
  await phone.isLoggedIn();
  await phone.api.delete(`${phone.site.url}/api/v1/auth/sessions`);
  await expect(lena.menu).toHaveCount(0);
  await expect.poll(() => keepsSomething(lena.page)).toBe(false);
});

test("a new version is offered to an open page, and taken when it loads again", async ({
  browser,
  site,
}) => {
  const { proxy, context, page, shell, next } = await isOfferedNext(browser, site.url);
  expect(await shells(page), "the old one serves as long as a page needs it").toContain(shell);

  const loadedAgain = page.waitForEvent("load");
  await page.getByRole("button", { name: "Load it" }).click();
  await loadedAgain;
  await expect.poll(() => shells(page)).toEqual([next]);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("A new version is there.")).toHaveCount(0);
  await context.close();
  proxy.close();
});

test("a new version takes nothing from a page of the one before that is still open", async ({
  browser,
  site,
}) => {
  const { proxy, context, page, shell, next } = await isOfferedNext(browser, site.url);

  const other = await context.newPage();
  await other.goto(proxy.url);
  const waits = await other.evaluate(async () => {
    const { waiting } = await navigator.serviceWorker.ready;
    if (!waiting) return false;
    // By the time that it answers this, it has heard all that it was asked before.
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise((go) => {
      port1.onmessage = go;
    });
    waiting.postMessage({ takeOver: true });
    waiting.postMessage({ program: "/" }, [port2]);
    await answered;
    return waiting.state === "installed";
  });
  expect(waits).toBe(true);
  expect(await shells(page)).toContain(shell);

  await page.close();
  // Whoever loads the last page again is told nothing, and gets it.
  await expect(async () => {
    await other.reload();
    expect(await shells(other)).toEqual([next]);
  }).toPass();
  await context.close();
  proxy.close();
});

test("a new version asks before anything that was typed is lost", async ({ browser, site }) => {
  const proxy = await openProxy(site.url);
  const context = await browser.newContext(installed);
  const page = await context.newPage();
  await page.goto(`${proxy.url}/register`);
  await isKept(page);
  const { next } = await offersNext(page, proxy);
  const username = page.getByLabel("Username", { exact: true });
  await username.fill("gustav");
  const load = page.getByRole("status").getByRole("button", { name: "Load it" });
  const dialog = page.getByRole("dialog");
  await load.click();
  await expect(dialog).toContainText("what you have typed into it is gone then");
  await dialog.getByRole("button", { name: "Stay here" }).click();
  await expect(dialog).toBeHidden();
  await expect(username).toHaveValue("gustav");

  await load.click();
  const loadedAgain = page.waitForEvent("load");
  await dialog.getByRole("button", { name: "Load it" }).click();
  await loadedAgain;
  await expect.poll(() => shells(page)).toEqual([next]);
  await expect(username).toHaveValue("");
  await context.close();
  proxy.close();
});

test("browsers can install the app", async ({ person }) => {
  const guest = await person("Greta", { browser: installed });
  await guest.open("/");
  await isKept(guest.page);
  const session = await guest.page.context().newCDPSession(guest.page);
  const manifest = await session.send("Page.getAppManifest");
  expect(manifest.errors).toEqual([]);
  const { id, name, icons } = JSON.parse(manifest.data ?? "{}");
  expect({ id, name }).toEqual({ id: "/", name: "Event Booking" });
  for (const { src } of icons) {
    expect((await guest.page.request.get(`${guest.site.url}${src}`)).status(), src).toBe(200);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A context of a test keeps nothing, which is the one thing that may stand in the way.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
