import { expect, test } from "../../fixtures";

test("what was said before comes as one scrolls up, and stays where it is", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.saysMuch(lena, 75);
  await lena.talksTo(mira);
  await expect(lena.message("Line 75.")).toBeInViewport();
  await expect(lena.message("Line 1.")).toHaveCount(0);

  const top = () => lena.messages.evaluate((frame) => frame.scrollTo(0, -frame.scrollHeight));
  await expect(async () => {
    await top();
    await expect(lena.message("Line 1.")).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await expect(lena.message("Line ")).toHaveCount(75);
  await top();
  await expect(lena.page.getByText("This is where your conversation with Mira begins.")).toBeInViewport();
  await expect(lena.message("Line 1.")).toBeInViewport();

  await test.step("a new message moves nothing, and says that it is there", async () => {
    const place = () => lena.message("Line 1.").evaluate((row) => row.getBoundingClientRect().top);
    const before = await place();
    await mira.says(lena, "The latest.");
    const button = lena.page.getByRole("button", { name: "New messages" });
    await expect(button).toBeVisible();
    expect(Math.abs((await place()) - before)).toBeLessThan(2);
    await button.click();
    await expect(lena.message("The latest.")).toBeInViewport();
    await expect(button).toHaveCount(0);
    await expect(lena.row(mira)).not.toContainText("unread");
  });

  await test.step("one's own message shows where it stands", async () => {
    await top();
    await lena.writes("Mine.");
    await expect(lena.message("Mine.")).toBeInViewport();
  });
});

test("a line shows where the new ones begin, until one answers", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await lena.says(mira, "Old.");
  await mira.says(lena, "Read before.");
  await lena.talksTo(mira);
  await expect(lena.message("Read before.")).toBeVisible();
  await expect(lena.row(mira)).not.toContainText("unread");
  await lena.open("/event-overview");
  await lena.seesMenu();
  await mira.says(lena, "New one.");
  await mira.says(lena, "New two.");
  await lena.open("/chat");
  await expect(lena.row(mira)).toContainText("2 unread messages");
  await lena.row(mira).click();
  const line = lena.messages.getByText("New", { exact: true });
  await expect(line).toBeVisible();
  const rows = await lena.messages.getByRole("listitem").allTextContents();
  const at = rows.findIndex((text) => text === "New");
  expect(rows[at + 1]).toContain("New one.");
  await lena.writes("Thank you.");
  await expect(line).toHaveCount(0);
});

test("days stand between the messages", async ({ person, launchSite }) => {
  const at = await launchSite();
  const lena = await person("Lena", { at });
  const mira = await person("Mira", { at });
  for (const somebody of [lena, mira]) {
    await somebody.isMember();
    await somebody.isLoggedIn();
  }
  await mira.says(lena, "Long ago.");
  await mira.says(lena, "The day before.");
  await mira.says(lena, "This day.");
  await at.database.ageMessages([400, 1]);
  await lena.talksTo(mira);
  const days = lena.messages.locator(".chat-day");
  await expect(days).toHaveCount(3);
  await expect(days.nth(0)).toContainText(/\d{4}/);
  await expect(days.nth(1)).toHaveText("Yesterday");
  await expect(days.nth(2)).toHaveText("Today");
});

test("what cannot be fetched is told, and asked for again", async ({ member, guard }) => {
  guard.expectFailure(/^\/api\/v1\/conversations\/[^/]+\/messages$/);
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.saysMuch(lena, 35);
  const messages = /\/api\/v1\/conversations\/.*\/messages/;
  await lena.page.route(messages, (route) => route.abort("connectionrefused"));
  // What is heard makes it ask again by itself.
  await lena.hearsNothing();
  await lena.open(`/chat/${mira.username}`);
  await expect(lena.main.getByRole("alert")).toContainText("We cannot reach the server.");
  await lena.page.unroute(messages);
  await lena.page.getByRole("button", { name: "Try again" }).click();
  await expect(lena.message("Line 35.")).toBeVisible();

  await lena.page.route(messages, (route) => route.abort("connectionrefused"));
  await lena.messages.evaluate((frame) => frame.scrollTo(0, -frame.scrollHeight));
  await expect(lena.main.getByRole("alert")).toContainText("We cannot reach the server.");
  await lena.page.unroute(messages);
  await lena.page.getByRole("button", { name: "Earlier messages" }).click();
  await expect(lena.message("Line 1.").first()).toBeVisible();
});
