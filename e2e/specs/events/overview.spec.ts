import { expect, type Person, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

const titles = (person: Person) => person.page.getByRole("article").getByRole("heading");
const view = (person: Person, name: string) =>
  person.page
    .getByRole("navigation", { name: "Ways to look at the events" })
    .getByRole("link", { name });

test("coming back to the cards finds all that had come, and a link to them asks anew", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const word = unique("plenty");
  const count = 25;
  for (let number = 0; number < count; number += 1) {
    await hanna.publishes({ location: word, date: inDays(30 + number) });
  }
  await hanna.open(`/event-overview?query=${word}`);
  await expect(hanna.main.getByText("The first 20 events")).toBeVisible();
  await expect(async () => {
    await hanna.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(titles(hanna)).toHaveCount(count, { timeout: 500 });
  }).toPass();
  await view(hanna, "Month").click();
  await expect(hanna.page.getByRole("table")).toBeVisible();
  // A month in which nothing happens asks when something does.
  await expect(hanna.main.locator("section[aria-busy]")).toHaveAttribute("aria-busy", "false");

  const questions: string[] = [];
  hanna.page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname === "/api/v1/events") questions.push(search);
  });
  await hanna.page.goBack();
  await expect(titles(hanna)).toHaveCount(count);
  expect(questions, "nothing is asked that is known").toEqual([]);

  await view(hanna, "Month").click();
  await expect(hanna.page.getByRole("table")).toBeVisible();
  const asked = hanna.page.waitForRequest(
    (request) => request.url().endsWith(`/api/v1/events?query=${word}`),
  );
  await view(hanna, "Cards").click();
  await asked;
  await expect(titles(hanna).first()).toBeVisible();
});

/** Somebody whose clock stands still, and whose pointer rests on a message for longer than it stays. */
async function pointsAtMessage(member: (firstName: string) => Promise<Person>) {
  const hanna = await member("Hanna");
  const word = unique("patience");
  const event = await hanna.publishes({ location: word });
  const lena = await member("Lena");
  // Before the page: a clock that comes later cannot stop the timers that run already.
  await lena.page.clock.install();
  await lena.open(`/event-overview?query=${word}`);
  await lena.ticket(event.title).getByRole("button", { name: /^Book/ }).click();
  const message = lena.toasts.getByText(event.title);
  await message.hover();
  await lena.page.clock.runFor(20_000);
  await expect(message).toBeVisible();
  return { lena, message };
}

test("a message stays as long as somebody is busy with it, and gives the focus back", async ({
  member,
}) => {
  const { lena, message } = await pointsAtMessage(member);
  const search = lena.page.getByRole("searchbox", { name: "Search" });
  const dismiss = lena.toasts.getByRole("button", { name: "Dismiss" });
  await search.focus();
  await dismiss.focus();
  await lena.page.mouse.move(0, 0);
  await lena.page.clock.runFor(20_000);
  await expect(message).toBeVisible();
  await lena.page.keyboard.press("Enter");
  await expect(message).toHaveCount(0);
  await expect(search).toBeFocused();
});

test("a message that nobody is busy with any more goes", async ({ member }) => {
  const { lena, message } = await pointsAtMessage(member);
  await lena.page.mouse.move(0, 0);
  await lena.page.clock.runFor(8_000);
  await expect(message).toHaveCount(0);
});

test("what members need may not come: events can be opened all the same", async ({
  member,
  guard,
}) => {
  const part = /\/members-[^/]*\.wasm$/;
  guard.expectFailure(part);
  guard.expectComplaint("Failed to fetch");
  const lena = await member("Lena");
  const word = unique("rest");
  const event = await lena.publishes({ location: word });
  await lena.page.route(part, (route) => route.abort("connectionrefused"));
  await lena.open(`/event-overview?query=${word}`);
  const link = lena.page.getByRole("banner").getByRole("link", { name: "Your profile" });
  await expect(link).toBeVisible();
  await expect(lena.ticket(event.title).getByRole("link", { name: /^Details/ })).toBeVisible();
  await expect(lena.page.locator(".bone")).toHaveCount(0);
  await expect(lena.main.getByRole("alert")).toHaveCount(0);

  await link.click();
  await expect(lena.main.getByRole("alert")).toContainText("The rest of this page did not come.");
  await lena.page.unroute(part);
  await lena.page.getByRole("button", { name: "Try again" }).click();
  await lena.seesMenu();
});
