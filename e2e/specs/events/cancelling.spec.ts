import { expect, test } from "../../fixtures";

test("an event is called off after a question, and is gone for everybody", async ({
  member,
  guard,
}) => {
  guard.expectRefusal(404, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await lena.books(event);
  await hanna.invites(event, await member("Otto"));
  await hanna.open("/my-bookings");
  await expect(hanna.heading("My bookings")).toBeVisible();
  await hanna.openEvent(event);

  const ask = hanna.stub.getByRole("button", { name: "Cancel event" });
  await ask.click();
  await expect(hanna.dialog).toContainText(
    "2 people who have a place or an invitation are told.",
  );
  await hanna.page.keyboard.press("Escape");
  await expect(hanna.dialog).toBeHidden();
  await expect(ask).toBeFocused();
  await ask.click();
  // The buttons stay where they are from here on.
  await expect(hanna.dialog).toContainText("2 people");
  await hanna.dialog.getByRole("button", { name: "Keep the event" }).click();
  await expect(hanna.dialog).toBeHidden();

  await ask.click();
  await hanna.dialog.getByRole("button", { name: "Cancel the event" }).dblclick();
  await expect(hanna.page).toHaveURL(`${hanna.site.url}/my-events`);
  await expect(hanna.page.getByText(`“${event.title}” is cancelled.`)).toBeVisible();
  await expect(hanna.main.getByText(event.title, { exact: true })).toHaveCount(0);

  await lena.open(`/event-detail/${event.id}`);
  await expect(lena.heading("There is no such event")).toBeVisible();
  // Back does not lead to what is no more, but to what was before it.
  await hanna.page.goBack();
  await expect(hanna.heading("My bookings")).toBeVisible();
  await expect(hanna.page).toHaveURL(`${hanna.site.url}/my-bookings`);
  await expect(hanna.heading("There is no such event")).toHaveCount(0);
});

test("who calls off what another of their browsers called off is told", async ({
  member,
  person,
  guard,
}) => {
  guard.expectRefusal(404, /^\/api\/v1\/events\/[0-9a-f-]{36}\/cancellation$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const tablet = await person("Hanna", { as: hanna });
  await tablet.isLoggedIn();
  await hanna.hearsNothing();
  for (const browser of [hanna, tablet]) {
    await browser.openEvent(event);
    await browser.stub.getByRole("button", { name: "Cancel event" }).click();
    await expect(browser.dialog.getByRole("button", { name: "Cancel the event" })).toBeVisible();
  }
  await tablet.dialog.getByRole("button", { name: "Cancel the event" }).click();
  await expect(tablet.page).toHaveURL(`${hanna.site.url}/my-events`);
  await hanna.dialog.getByRole("button", { name: "Cancel the event" }).click();
  await expect(hanna.dialog.getByRole("alert")).toContainText("There is nothing here.");
});
