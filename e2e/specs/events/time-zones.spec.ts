import { expect, test } from "../../fixtures";
import { inDays } from "../../support/days";

const newYork = { timezoneId: "America/New_York" };
const tokyo = { timezoneId: "Asia/Tokyo" };

/** The day on which the clocks of Berlin skip from two to three, as YYYY-MM-DD. */
function lastSundayOfMarch(year: number): string {
  const last = 31 - new Date(Date.UTC(year, 2, 31)).getUTCDay();
  return `${year}-03-${last}`;
}

test("who lives in another zone is told their own time, and their own day", async ({ member }) => {
  const hanna = await member("Hanna");
  // In winter, so that the offsets are known: Berlin +1, New York −5, Tokyo +9.
  const event = await hanna.publishes({
    date: "2100-01-15",
    time: "19:30",
    time_zone: "Europe/Berlin",
  });
  await hanna.openEvent(event);
  await expect(hanna.main.getByText(/for you\./)).toHaveCount(0);

  const lena = await member("Lena", { browser: newYork });
  await lena.openEvent(event);
  await expect(lena.main.getByText(/Friday,? 15 January 2100, 19:30/)).toBeVisible();
  await expect(lena.main.getByText("Central European Standard Time. That is 13:30 for you.")).toBeVisible();

  const otto = await member("Otto", { browser: tokyo });
  await otto.openEvent(event);
  await expect(otto.main.getByText(/That is 0?3:30 on 16 Jan 2100 for you\./)).toBeVisible();
});

test("whoever has the same clocks under another name is told nothing", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ time: "19:30", time_zone: "Europe/Paris" });
  await hanna.openEvent(event);
  await expect(hanna.main.getByText(/for you\./)).toHaveCount(0);
});

test("an event that lasts all day is on its day everywhere", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ date: "2100-01-15", time_zone: "Europe/Berlin" });
  const lena = await member("Lena", { browser: newYork });
  await lena.openEvent(event);
  await expect(lena.main.getByText(/15 January 2100, all day/)).toBeVisible();
  await expect(lena.main.getByText(/for you\./)).toHaveCount(0);
});

test("a time that the clocks skip is refused at its field", async ({ member, guard }) => {
  guard.expectRefusal(422, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ date: inDays(5), time_zone: "Europe/Berlin" });
  await hanna.open(`/event-edit/${event.id}`);
  await hanna.field("Date").fill(lastSundayOfMarch(new Date().getFullYear() + 1));
  await hanna.field("Time").fill("02:30");
  await hanna.page.getByRole("button", { name: "Save changes" }).click();
  await expect(hanna.field("Time")).toHaveAccessibleDescription(/The clocks skip this time/);
});

test("an event is downloaded for a calendar", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ time: "19:30" });
  await hanna.openEvent(event);
  const download = hanna.page.waitForEvent("download");
  await hanna.stub.getByRole("link", { name: "Add to calendar" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.ics$/);
});
