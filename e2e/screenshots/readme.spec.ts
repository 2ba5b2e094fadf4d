import { mkdirSync, statSync } from "node:fs";
import { expect, type Person, test } from "../fixtures";

// The pictures of the README.
test.use({ siteOptions: { demo: true } });

const folder = "docs/pictures";
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

async function take(person: Person, name: string): Promise<void> {
  await expect(person.page.locator(".bone")).toHaveCount(0);
  await person.page.evaluate(() => document.fonts.ready);
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}.png`;
  await person.page.screenshot({ path, animations: "disabled", caret: "hide" });
  expect(statSync(path).size, `${name} is small enough`).toBeLessThan(200 * 1024);
}

/** Opens an event with limited places that can be booked. */
async function openSomeEvent(person: Person): Promise<void> {
  const list = await person.api.get(`${person.site.url}/api/v1/events?limit=100`);
  const { items } = await list.json();
  const event = items.find(
    (one: Record<string, unknown>) =>
      Number(one.places_left) > 0 && one.relation === "none" && one.currency === "GBP" && one.time,
  );
  expect(event, "the demo data hold a fitting event").toBeDefined();
  await person.openEvent(event);
}

test("the pictures of the README", async ({ person }) => {
  const wide = { viewport: { width: 1280, height: 800 } };
  const light = await person("Lena", { browser: wide });
  await light.isLoggedIn("lena", "paper lantern by the lake");
  await light.open("/event-overview");
  await expect(light.page.getByRole("article").first()).toBeVisible();
  await take(light, "overview-light");

  await light.page.getByRole("link", { name: "Month", exact: true }).click();
  await light.page.getByRole("link", { name: "The month after" }).click();
  await expect(light.page.getByRole("table")).toBeVisible();
  await light.page.getByRole("table").evaluate((table) => window.scrollBy(0, table.getBoundingClientRect().top - 90));
  await take(light, "month-light");

  await light.open("/profile");
  await expect(light.page.getByRole("table")).toBeVisible();
  await take(light, "profile-light");

  await light.open("/my-events");
  await light.page.getByRole("article").getByRole("link", { name: /^Details/ }).first().click();
  await light.stub.getByRole("link", { name: "Edit" }).click();
  await expect(light.heading("Edit event")).toBeVisible();
  await take(light, "edit-light");

  const jonas = await person("Jonas", { browser: wide });
  await jonas.isLoggedIn("jonas.seidel", "paper lantern by the lake");
  const words = async (from: Person, to: string, text: string) => {
    const path = `${from.site.url}/api/v1/conversations/${to}/messages`;
    expect((await from.api.post(path, { data: { text } })).status()).toBe(201);
  };
  await words(jonas, "lena", "Two more would like to come to the supper. Is there room?");
  await words(light, "jonas.seidel", "There is always room for two. Do they eat everything?");
  await words(jonas, "lena", "Everything but olives.\n\nHere is where they cooked last time: https://example.org/long-table");
  await jonas.open("/chat/lena");
  await light.open("/chat/jonas.seidel");
  await expect(light.page.getByText("Here now")).toBeVisible();
  await take(light, "chat-light");

  const dark = await person("Lena", { browser: { ...wide, colorScheme: "dark" } });
  await dark.isLoggedIn("lena", "paper lantern by the lake");
  await openSomeEvent(dark);
  await take(dark, "detail-dark");

  const small = await person("Lena", { browser: phone });
  await small.isLoggedIn("lena", "paper lantern by the lake");
  await openSomeEvent(small);
  await take(small, "detail-phone");
  await small.open("/my-bookings");
  await expect(small.page.getByRole("article").first()).toBeVisible();
  await take(small, "bookings-phone");
  await small.open("/sessions");
  await expect(small.page.getByText("This browser")).toBeVisible();
  await take(small, "sessions-phone");
  await small.open("/notifications");
  await expect(small.page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await take(small, "notifications-phone");
});
