import type { APIRequestContext } from "@playwright/test";
import { expect, type Person, test } from "../../fixtures";

test.use({ siteOptions: { demo: true } });

/** All events that a guest may see, page by page through the API. */
async function allTitles(api: APIRequestContext, site: string, filter = ""): Promise<string[]> {
  const titles: string[] = [];
  let cursor = "";
  do {
    const page = await (await api.get(`${site}/api/v1/events?limit=7${filter}${cursor}`)).json();
    titles.push(...page.items.map((event: { title: string }) => event.title));
    cursor = page.next_cursor ? `&cursor=${encodeURIComponent(page.next_cursor)}` : "";
  } while (cursor);
  return titles;
}

const titles = (person: Person) => person.page.getByRole("article").getByRole("heading");

async function scrollToTheEnd(person: Person, count: number): Promise<void> {
  await expect(async () => {
    await person.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(titles(person)).toHaveCount(count, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

test("scrolling brings all events, each of them once, in the order of their days", async ({
  person,
}) => {
  const guest = await person("Gustav");
  const all = await allTitles(guest.api, guest.site.url);
  expect(all.length).toBeGreaterThan(20);
  await guest.open("/event-overview");
  await expect(guest.main.getByText("The first 20 events")).toBeVisible();
  await scrollToTheEnd(guest, all.length);
  await expect(guest.main.getByText(`${all.length} upcoming events`)).toBeVisible();
  await expect(titles(guest)).toHaveText(all);
  await expect(guest.page.getByRole("button", { name: "Load more" })).toHaveCount(0);
});

test("past events are hidden unless one asks for them", async ({ person }) => {
  const guest = await person("Gustav");
  const upcoming = await allTitles(guest.api, guest.site.url);
  const all = await allTitles(guest.api, guest.site.url, "&include_past=true");
  expect(all.length).toBeGreaterThan(upcoming.length);
  await guest.open("/event-overview");
  await expect(titles(guest).first()).toHaveText(upcoming[0]);
  await guest.page.getByLabel("Include past events").check();
  await expect(guest.page).toHaveURL(/\?include_past=true$/);
  await expect(guest.page.getByRole("article").first().getByText("Over")).toBeVisible();
  await scrollToTheEnd(guest, all.length);
  await expect(guest.main.getByText(`${all.length} events`)).toBeVisible();

  await guest.ticket(all[0]).getByRole("link", { name: /^Details/ }).click();
  await expect(guest.stub.getByText("This event is over.")).toBeVisible();
  await expect(guest.stub.getByRole("button")).toHaveCount(0);
});

test("coming back from an event finds the list and the place in it as they were", async ({
  person,
}) => {
  const guest = await person("Gustav");
  await guest.open("/event-overview");
  await expect(titles(guest)).toHaveCount(20);
  const all = await allTitles(guest.api, guest.site.url);
  await scrollToTheEnd(guest, all.length);
  const far = guest.page.getByRole("article").nth(22);
  await far.scrollIntoViewIfNeeded();
  const link = far.getByRole("link", { name: /^Details/ });
  const id = await link.getAttribute("id");
  const before = await guest.page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(500);
  const count = await titles(guest).count();

  await link.click();
  await expect(guest.stub).toBeVisible();
  await expect.poll(() => guest.page.evaluate(() => window.scrollY)).toBe(0);
  await guest.page.goBack();
  await expect(titles(guest)).toHaveCount(count);
  await expect.poll(() => guest.page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 50);
  await expect.poll(() => guest.page.evaluate(() => window.scrollY)).toBeLessThan(before + 50);
  await expect(guest.page.locator(`#${id}`)).toBeFocused();
});

test("more events do not disturb the ones that are there", async ({ person }) => {
  const guest = await person("Gustav");
  await guest.open("/event-overview");
  const link = guest.page.getByRole("article").nth(2).getByRole("link", { name: /^Details/ });
  await link.focus();
  const first = await guest.page.getByRole("article").first().elementHandle();
  await expect(titles(guest)).toHaveCount(20);
  await scrollToTheEnd(guest, (await allTitles(guest.api, guest.site.url)).length);
  expect(await first?.evaluate((element) => element.isConnected)).toBe(true);
  await expect(link).toBeFocused();
});

test("when more events do not come, one can ask again", async ({ person, guard }) => {
  guard.expectFailure("/api/v1/events");
  const guest = await person("Gustav");
  await guest.page.route(/cursor=/, (route) => route.abort("connectionrefused"));
  await guest.open("/event-overview");
  await guest.page.getByRole("button", { name: "Load more" }).scrollIntoViewIfNeeded();
  await expect(guest.main.getByText("We cannot reach the server.")).toBeVisible();
  await guest.page.unroute(/cursor=/);
  await guest.page.getByRole("button", { name: "Load more" }).click();
  await expect.poll(() => titles(guest).count()).toBeGreaterThan(20);
  await expect(guest.main.getByText("We cannot reach the server.")).toHaveCount(0);
});

test("the person of the demo login sees what is theirs", async ({ person }) => {
  const guest = await person("Gustav");
  await guest.isLoggedIn("lena", "paper lantern by the lake");
  await guest.open("/event-overview");
  await expect(guest.page.getByRole("article").first()).toBeVisible();
  await expect(guest.menu).toContainText("Lena Hofmann");
});
