import { expect, type Person, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

const views = (person: Person) => person.page.getByRole("navigation", { name: "Ways to look at the events" });
const day = (person: Person, date: string) => person.page.locator(`#day-${date}`);

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
