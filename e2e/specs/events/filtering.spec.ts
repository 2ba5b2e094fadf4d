import { expect, type Person, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

/** Two events that share a word in their places, 50 and 60 days from now. */
async function publishTwo(hanna: Person): Promise<{ word: string; early: string; late: string }> {
  const word = unique("harbour");
  const [early, late] = [unique("Early bird"), unique("Night owl")];
  await hanna.publishes({ title: early, location: `Kiel, ${word}`, date: inDays(50) });
  await hanna.publishes({ title: late, location: `Kiel, ${word}`, date: inDays(60) });
  return { word, early, late };
}

const search = (person: Person) => person.page.getByRole("searchbox", { name: "Search" });
const titles = (person: Person) => person.page.getByRole("article").getByRole("heading");

test("filters find by title, place and days, without loading the page anew", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const { word, early, late } = await publishTwo(hanna);
  await hanna.open("/event-overview");
  await hanna.page.evaluate(() => (document.body.dataset.same = "yes"));

  await search(hanna).fill(word.toUpperCase());
  await expect(titles(hanna)).toHaveText([early, late]);
  await search(hanna).fill(late);
  await expect(titles(hanna)).toHaveText([late]);
  await search(hanna).fill(word);
  await expect(hanna.page).toHaveURL(new RegExp(`query=${word}`));
  await expect(titles(hanna)).toHaveText([early, late]);
  await hanna.field("From").fill(inDays(55));
  await expect(titles(hanna)).toHaveText([late]);
  await hanna.field("From").fill(inDays(45));
  await hanna.field("To").fill(inDays(55));
  await expect(titles(hanna)).toHaveText([early]);
  await expect(hanna.page.locator("body")).toHaveAttribute("data-same", "yes");
});

test("the filter stands in the address: reloading and sharing keep it", async ({
  member,
  person,
}) => {
  const hanna = await member("Hanna");
  const { word, late } = await publishTwo(hanna);
  await hanna.open("/event-overview");
  await search(hanna).fill(word);
  await expect(hanna.page).toHaveURL(/query=/);
  await hanna.field("From").fill(inDays(55));
  await hanna.page.getByLabel("Include past events").check();
  await expect(titles(hanna)).toHaveText([late]);
  const address = hanna.page.url();
  expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
    query: word,
    from: inDays(55),
    include_past: "true",
  });

  const friend = await person("Frieda");
  for (const [who, act] of [
    [hanna, () => hanna.page.reload()],
    [friend, () => friend.page.goto(address)],
  ] as const) {
    await act();
    await expect(titles(who)).toHaveText([late]);
    await expect(search(who)).toHaveValue(word);
    await expect(who.field("From")).toHaveValue(inDays(55));
    await expect(who.page.getByLabel("Include past events")).toBeChecked();
  }
});

test("back and forward go through the choices", async ({ member }) => {
  const hanna = await member("Hanna");
  const { word, early, late } = await publishTwo(hanna);
  await hanna.open(`/event-overview?query=${word}`);
  await expect(titles(hanna)).toHaveText([early, late]);
  await hanna.field("From").fill(inDays(55));
  await expect(titles(hanna)).toHaveText([late]);

  await hanna.page.goBack();
  await expect(hanna.page).toHaveURL(/\?query=[^&]+$/);
  await expect(hanna.field("From")).toHaveValue("");
  await expect(titles(hanna)).toHaveText([early, late]);
  await hanna.page.goForward();
  await expect(hanna.field("From")).toHaveValue(inDays(55));
  await expect(titles(hanna)).toHaveText([late]);
});

test("typing a search is one step in the history, not one for each letter", async ({ person }) => {
  const guest = await person("Gustav");
  await guest.open("/");
  await guest.page.getByRole("banner").getByRole("link", { name: "Events" }).click();
  await search(guest).pressSequentially(unique("nothing"), { delay: 30 });
  await expect(guest.page).toHaveURL(/\?query=nothing-[0-9a-f]{8}$/);
  await guest.page.goBack();
  await expect(guest.page).toHaveURL(`${guest.site.url}/`);
});

test("a day that is chosen right after typing is not lost", async ({ member }) => {
  const hanna = await member("Hanna");
  const { word, late } = await publishTwo(hanna);
  await hanna.open("/event-overview");
  await search(hanna).fill(word);
  await hanna.field("From").fill(inDays(55));
  await expect(hanna.page).toHaveURL(/query=/);
  await expect(hanna.page).toHaveURL(/from=/);
  await expect(search(hanna)).toHaveValue(word);
  await expect(titles(hanna)).toHaveText([late]);
});

test("who opens an event right after typing stays there", async ({ member }) => {
  const hanna = await member("Hanna");
  const { word, early } = await publishTwo(hanna);
  // Before the page: a clock that comes later cannot stop the timers that run already.
  await hanna.page.clock.install();
  await hanna.open(`/event-overview?query=${word}`);
  const link = hanna.ticket(early).getByRole("link", { name: /^Details/ });
  await expect(link).toBeVisible();
  // Whatever the page waits for happens when the test says so.
  await hanna.page.clock.pauseAt(Date.now() + 60_000);
  await search(hanna).fill(early);
  await link.click();
  await expect(hanna.heading(early)).toBeVisible();
  await hanna.page.clock.runFor(1_000);
  await expect(hanna.page).toHaveURL(/\/event-detail\//);
  await expect(hanna.heading(early)).toBeVisible();
});

test("where nothing matches, one is told so and can clear the filter", async ({ person }) => {
  const guest = await person("Gustav");
  await guest.open(`/event-overview?query=${unique("nothing")}`);
  await expect(guest.main.getByText("Nothing matches. Try other words or more days.")).toBeVisible();
  await guest.main.getByRole("link", { name: "Clear filters" }).click();
  await expect(guest.page).toHaveURL(`${guest.site.url}/event-overview`);
  await expect(search(guest)).toHaveValue("");
});

test("a span that runs backwards is told at its field", async ({ person }) => {
  const guest = await person("Gustav");
  await guest.open(`/event-overview?from=${inDays(10)}&to=${inDays(5)}`);
  await expect(guest.main.getByRole("alert")).toHaveText("The last day lies before the first.");
  await guest.field("To").fill(inDays(15));
  await expect(guest.main.getByRole("alert")).toHaveCount(0);
});

test("a filter that was made up does no harm", async ({ person }) => {
  const guest = await person("Gustav");
  await guest.open("/event-overview?from=yesterday&include_past=perhaps&colour=blue&query=%F0%28");
  await expect(guest.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(search(guest)).toBeEditable();
});

test("where nothing is planned yet, one is invited to publish", async ({ person, launchSite }) => {
  // In no release's database, whatever the others begin with.
  const at = await launchSite({ from: "" });
  const guest = await person("Gustav", { at });
  await guest.open("/event-overview");
  await expect(guest.main.getByText("Nothing is planned yet.")).toBeVisible();
  await guest.main.getByRole("link", { name: "Publish an event" }).click();
  await expect(guest.page).toHaveURL(`${at.url}/login?next=%2Fevent-create`);
  await guest.open("/");
  await expect(guest.main.getByText("Nothing is planned yet.")).toBeVisible();
});
