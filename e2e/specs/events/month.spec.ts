import { expect, type Person, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

const views = (person: Person) => person.page.getByRole("navigation", { name: "Ways to look at the events" });
const day = (person: Person, date: string) => person.page.locator(`#day-${date}`);
const month = (person: Person, name: string) => person.main.getByRole("region", { name, exact: true });
const nextEvent = (person: Person) => person.main.getByRole("link", { name: /^Next event:/ });

test("a month shows each day's events, and goes on to others and back", async ({ member }) => {
  const hanna = await member("Hanna");
  const word = unique("calendar");
  const date = inDays(40);
  const event = await hanna.publishes({ title: unique("Tea"), location: word, date, time: "15:00" });
  await hanna.open(`/event-overview?query=${word}`);
  await expect(hanna.ticket(event.title)).toBeVisible();
  await views(hanna).getByRole("link", { name: "Month" }).click();
  await expect(hanna.page).toHaveURL(/query=.*view=month&month=/);

  await hanna.open(`/event-overview?query=${word}&view=month&month=${date.slice(0, 7)}`);
  await expect(hanna.page.getByRole("table").getByRole("link", { name: event.title })).toBeVisible();
  await day(hanna, date).click();
  await expect(hanna.page).toHaveURL(new RegExp(`day=${date}`));
  await expect(hanna.ticket(event.title)).toBeVisible();
  await hanna.page.reload();
  await expect(hanna.ticket(event.title)).toBeVisible();

  await hanna.page.getByRole("link", { name: "The month after" }).click();
  await expect(hanna.page.getByText("Nothing is planned in this month.")).toBeVisible();
  await hanna.page.goBack();
  await expect(hanna.ticket(event.title)).toBeVisible();
  await views(hanna).getByRole("link", { name: "Cards" }).click();
  await expect(hanna.page).toHaveURL(new RegExp(`query=${word}$`));
});

test("an empty month leads to the next event", async ({ member }) => {
  const hanna = await member("Hanna");
  const word = unique("later");
  const event = await hanna.publishes({ location: word, date: inDays(100) });
  await hanna.open(`/event-overview?query=${word}&view=month`);
  await hanna.page.getByRole("link", { name: "Next event:" }).click();
  await expect(hanna.ticket(event.title)).toBeVisible();
});

test("on a phone a day is tapped, and its events are told below", async ({ member }) => {
  const hanna = await member("Hanna", { browser: { viewport: { width: 360, height: 740 } } });
  const word = unique("pocket");
  const date = inDays(40);
  const event = await hanna.publishes({ location: word, date });
  await hanna.open(`/event-overview?query=${word}&view=month&month=${date.slice(0, 7)}`);
  await expect(day(hanna, date)).toHaveAccessibleName(/1 event$/);
  await day(hanna, date).click();
  await expect(hanna.ticket(event.title)).toBeVisible();
});

test("an event of several days stands on each of them", async ({ member }) => {
  const hanna = await member("Hanna");
  const word = unique("weekend");
  const [first, last] = ["2027-06-11", "2027-06-13"];
  const title = unique("Festival");
  await hanna.publishes({ title, location: word, date: first, end_date: last });
  await hanna.open(`/event-overview?query=${word}&view=month&month=2027-06`);
  await expect(hanna.page.getByRole("table").getByRole("link", { name: title })).toHaveCount(3);
});

test("choosing days goes to the month where they lie, and the next event is one of theirs", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const word = unique("spring");
  for (const date of ["2031-05-10", "2031-08-10"]) await hanna.publishes({ location: word, date });
  await hanna.open(`/event-overview?query=${word}&view=month&month=2031-02`);
  await expect(nextEvent(hanna)).toContainText("10 May 2031");
  await hanna.field("From").fill("2031-07-01");
  await expect(hanna.page).toHaveURL(/from=2031-07-01&view=month&month=2031-07$/);
  await expect(month(hanna, "July 2031")).toBeVisible();
  await expect(nextEvent(hanna)).toContainText("10 Aug 2031");
  await hanna.page.getByRole("link", { name: "The month before" }).click();
  await expect(month(hanna, "June 2031")).toBeVisible();
  await expect(nextEvent(hanna)).toContainText("10 Aug 2031");
  await hanna.field("To").fill("2031-07-31");
  await expect(hanna.main.getByRole("link", { name: "Clear filters" })).toBeVisible();
  await expect(nextEvent(hanna)).toHaveCount(0);
});

test("a month does not ask about past events, and forgets nothing of it", async ({ person }) => {
  const guest = await person("Gustav");
  const past = guest.page.getByLabel("Include past events");
  await guest.open(`/event-overview?query=${unique("nothing")}&include_past=true`);
  await expect(past).toBeChecked();
  await views(guest).getByRole("link", { name: "Month" }).click();
  await expect(guest.page.getByRole("table")).toBeVisible();
  await expect(past).toHaveCount(0);
  await views(guest).getByRole("link", { name: "Cards" }).click();
  await expect(past).toBeChecked();
});

test("what lies in the month is told aloud, and what lies on the day that is opened", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const word = unique("aloud");
  // The table shows the first of June, too.
  for (const date of ["2031-05-10", "2031-06-01"]) await hanna.publishes({ location: word, date });
  await hanna.open(`/event-overview?query=${word}&view=month&month=2031-05`);
  await expect(hanna.page.getByRole("table").getByRole("listitem")).toHaveCount(2);
  const told = month(hanna, "May 2031").getByRole("status");
  await expect(told).toHaveText("1 event");
  await day(hanna, "2031-05-10").click();
  await expect(told).toHaveText(/10 May 2031, 1 event$/);
  await day(hanna, "2031-05-11").click();
  await expect(told).toHaveText(/11 May 2031, no events$/);
});

test("coming back from an event finds the month and the place in it as they were", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const word = unique("return");
  const event = await hanna.publishes({ location: word, date: "2031-05-10" });
  await hanna.open(`/event-overview?query=${word}&view=month&month=2031-05&day=2031-05-10`);
  const details = hanna.ticket(event.title).getByRole("link", { name: /^Details/ });
  const entry = hanna.page.getByRole("table").getByRole("link", { name: event.title });
  for (const link of [details, entry]) {
    await link.click();
    await expect(hanna.stub).toBeVisible();
    await hanna.page.goBack();
    await expect(link).toBeFocused();
    await expect(link).toBeInViewport();
  }
});

test("a day that was made up does no harm", async ({ person }) => {
  const guest = await person("Gustav");
  for (const odd of ["day=-262143-01-01", "month=2031-05&day=262142-12-31", "month=2031-05&day=2031-08-10"]) {
    await guest.open(`/event-overview?view=month&${odd}`);
    await expect(guest.page.getByRole("table"), odd).toBeVisible();
    await expect(guest.page.locator("#day"), odd).toHaveCount(0);
  }
});

test("who looks at the month right after typing stays there", async ({ person }) => {
  const guest = await person("Gustav");
  // Before the page: a clock that comes later cannot stop the timers that run already.
  await guest.page.clock.install();
  await guest.open("/event-overview");
  const link = views(guest).getByRole("link", { name: "Month" });
  await expect(link).toBeVisible();
  await guest.page.clock.pauseAt(Date.now() + 60_000);
  const word = unique("nothing");
  await guest.page.getByRole("searchbox", { name: "Search" }).fill(word);
  await link.click();
  await expect(guest.page).toHaveURL(/view=month/);
  await guest.page.clock.runFor(1_000);
  await expect(guest.page).toHaveURL(new RegExp(`query=${word}&view=month`));
});
