/** What there is without a connection, and that it is never taken for what is true now. */
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures";
import { openProxy } from "../../support/proxy";

const installed = { serviceWorkers: "allow" } as const;

/** Waits until the worker answers for the page, as it does from the second visit on. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
    .toBe(true);
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
  const names = () => lena.page.evaluate(() => caches.keys());
  await expect.poll(async () => (await names()).some((name) => name.startsWith("kept-"))).toBe(true);

  await lena.page.context().setOffline(true);
  await lena.open("/my-bookings");
  await expect(lena.main.getByRole("status").getByText(/^You are offline. As of /)).toBeVisible();
  await expect(lena.ticket(event.title)).toBeVisible();
  await lena.open("/event-overview");
  await expect(lena.main.getByRole("alert")).toContainText("We cannot reach the server.");

  await lena.open("/my-bookings");
  await expect(lena.main.getByText(/^You are offline/)).toBeVisible();
  await lena.page.context().setOffline(false);
  await expect(lena.main.getByText(/^You are offline/)).toHaveCount(0);
  await expect(lena.ticket(event.title)).toBeVisible();

  // Who logs out leaves nothing behind.
  await lena.logOut();
  await expect.poll(async () => (await names()).some((name) => name.startsWith("kept-"))).toBe(false);
  await lena.page.context().setOffline(true);
  await lena.open("/my-bookings");
  await expect(lena.page.getByText(event.title)).toHaveCount(0);
});

test("a new version is offered to an open page, and taken when it loads again", async ({
  browser,
  site,
}) => {
  const proxy = await openProxy(site.url);
  const context = await browser.newContext(installed);
  const page = await context.newPage();
  const shells = async () =>
    (await page.evaluate(() => caches.keys())).filter((name) => name.startsWith("shell-"));
  await page.goto(proxy.url);
  await isKept(page);
  const [shell = ""] = await shells();
  const version = shell.replace("shell-", "");
  const next = [...version].reverse().join("");
  const script = await (await fetch(`${site.url}/sw.js`)).text();
  expect(script).toContain(version);

  proxy.instead.set("/sw.js", script.replaceAll(version, next));
  await page.evaluate(async () => {
    // As if this page were of before.
    document.querySelector("link[rel=modulepreload]")?.setAttribute("href", "/frontend-old.js");
    await (await navigator.serviceWorker.ready).update();
  });
  await expect(page.getByRole("status").getByText("A new version is there.")).toBeVisible();
  expect(await shells(), "the old one serves as long as a page needs it").toContain(shell);

  const loadedAgain = page.waitForEvent("load");
  await page.getByRole("button", { name: "Load it" }).click();
  await loadedAgain;
  await expect.poll(shells).toEqual([`shell-${next}`]);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("A new version is there.")).toHaveCount(0);
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
