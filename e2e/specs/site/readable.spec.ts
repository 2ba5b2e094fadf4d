/** What can be read where no program runs: the documents as the server writes them. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

const reader = { javaScriptEnabled: false };

/** What is said only where no program runs. */
const remark = (page: Page) => page.locator("noscript p");

test("somebody without JavaScript finds an event and reads it", async ({ member, person }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({
    title: unique("Lantern walk"),
    location: "Stuttgart, Feuersee",
    date: inDays(12),
    time: "18:00",
    maximum_attendees: 3,
    price: "12.50",
    currency: "EUR",
  });
  const guest = await person("Greta", { browser: reader });
  await guest.open("/");
  await expect(guest.heading("Good evenings start with a ticket")).toBeVisible();
  await expect(remark(guest.page)).toContainText("You can read everything here.");
  await guest.page.getByRole("banner").getByRole("link", { name: "Events" }).click();
  await expect(guest.page).toHaveTitle("Events · Event Booking");
  await guest.page.getByRole("searchbox").fill(event.title);
  await guest.page.getByRole("button", { name: "Search" }).click();
  await expect(guest.main.getByRole("status")).toHaveText("1 upcoming event");
  await guest.main.getByRole("link", { name: `Details: ${event.title}` }).click();

  await expect(guest.page).toHaveTitle(`${event.title} · Event Booking`);
  await expect(guest.page.getByRole("heading", { level: 1 })).toHaveText(event.title);
  await expect(guest.main).toContainText("Stuttgart, Feuersee");
  await expect(guest.main).toContainText("3 of 3 places left");
  await expect(guest.main).toContainText("€12.50");
  await guest.main.getByRole("link", { name: "Hanna", exact: true }).click();
  await expect(guest.page.getByRole("heading", { level: 1 })).toHaveText("Hanna");
  await guest.main.getByRole("link", { name: event.title }).click();
  await expect(guest.page.getByRole("heading", { level: 1 })).toHaveText(event.title);
});

test("each document has its landmarks and headings in order", async ({ member, person, guard }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const guest = await person("Greta", { browser: reader });
  guard.expectRefusal(404, "/no-such-page");
  const paths = ["/", "/event-overview", `/event-detail/${event.id}`, `/profile/${hanna.username}`, "/login", "/no-such-page"];
  for (const path of paths) {
    await guest.open(path);
    for (const landmark of ["banner", "main", "contentinfo"] as const) {
      await expect(guest.page.getByRole(landmark), path).toHaveCount(1);
    }
    const levels = await guest.page
      .locator("h1, h2, h3, h4")
      .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName[1])));
    expect(levels.filter((level) => level === 1), path).toHaveLength(1);
    const steps = levels.map((level, index) => level - (levels[index - 1] ?? 0));
    expect(Math.max(...steps), path).toBeLessThanOrEqual(1);
    await expect(guest.page.getByRole("navigation", { name: "Main" }), path).toBeVisible();
  }
});

test("a document speaks German to people who read German", async ({ person }) => {
  const guest = await person("Greta", { browser: { ...reader, locale: "de-DE" } });
  await guest.open("/event-overview");
  await expect(guest.page.locator("html")).toHaveAttribute("lang", "de");
  await expect(remark(guest.page)).toContainText("Lesen kannst du hier alles.");
});

/** Where something stands, as soon as its letters have their own font. */
async function standsAt(thing: Locator) {
  await thing.page().evaluate(() => document.fonts.ready.then(() => undefined));
  const box = await thing.boundingBox();
  if (!box) throw new Error("it stands nowhere");
  return box;
}

test("what is read before the program has come stays where it is when it does", async ({
  member,
  person,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ location: "Stuttgart, Feuersee", time: "18:00" });
  const guest = await person("Greta");
  const written = guest.page.locator("[data-document]");
  let held = Promise.resolve();
  await guest.page.route("**/*_bg.wasm", async (route) => {
    await held;
    await route.continue();
  });
  const pages = {
    "/event-overview": "Find something worth leaving the house for",
    [`/event-detail/${event.id}`]: event.title,
  };
  for (const [path, title] of Object.entries(pages)) {
    let release = () => {};
    held = new Promise<void>((go) => (release = go));
    // Ends when the program has arrived.
    const arriving = guest.open(path);
    const heading = guest.heading(title);
    await expect(heading).toBeVisible();
    await expect(written, "the program is held back").toHaveCount(1);
    const before = await standsAt(heading);

    release();
    await arriving;
    await expect(written).toHaveCount(0);
    await expect(guest.page.locator(".bone")).toHaveCount(0);
    const after = await standsAt(heading);
    for (const edge of ["x", "y", "width", "height"] as const) {
      expect(Math.abs(after[edge] - before[edge]), `${edge} at ${path}`).toBeLessThanOrEqual(1);
    }
  }
});

test("the first picture of a page needs no question, and is what the document said", async ({
  member,
  person,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const guest = await person("Greta");
  const questions: string[] = [];
  guest.page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/") && !pathname.endsWith("/socket")) questions.push(pathname);
  });
  await guest.openEvent(event);
  await expect(guest.stub.getByRole("link", { name: "Log in to book a place" })).toBeVisible();
  // The program runs: only it says which theme is chosen.
  await expect(guest.page.getByRole("group", { name: "Theme" })).toBeVisible();
  expect(questions).toEqual([]);

  // Going back, the document may be from before: then it is asked for what is true.
  await guest.open("/");
  await expect(guest.page.getByRole("group", { name: "Theme" })).toBeVisible();
  await guest.page.goBack();
  await expect(guest.heading(event.title)).toBeVisible();
});
