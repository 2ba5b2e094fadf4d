import { expect, test } from "../../fixtures";

test("an event is removed, and everybody whom it concerns is told", async ({
  member,
  admin,
  guard,
}) => {
  // What looks at it asks once more.
  guard.allowRefusal(404, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const [hanna, lena] = [await member("Hanna"), await member("Lena")];
  const event = await hanna.publishes();
  await lena.books(event);
  await lena.listensAt(`/event-detail/${event.id}`);
  await expect(lena.heading(event.title)).toBeVisible();

  const ada = await admin("Ada");
  await ada.open("/admin/events");
  await ada.page.getByRole("searchbox").fill(event.title);
  await expect(ada.page).toHaveURL((url) => url.searchParams.get("query") === event.title);
  const entry = ada.record(event.title);
  await entry.getByText("What it is about").click();
  await expect(entry).toContainText("Along the river, until the lamps come on.");
  await entry.getByRole("button", { name: `Remove ${event.title}` }).click();
  await expect(ada.dialog).toContainText("1 person has a place.");
  await ada.field("Reason").fill("It advertises something else.");
  await ada.dialog.getByRole("button", { name: "Remove the event" }).click();
  await expect(ada.toasts).toContainText(`“${event.title}” is removed. 1 person was told.`);
  await expect(entry).toHaveCount(0);
  await expect(ada.page.locator("#results")).toBeFocused();

  await expect(lena.main).toContainText("This event was cancelled or is not visible any more.");
  await lena.bell.click();
  await expect(lena.bellPanel).toContainText("It advertises something else.");
  await hanna.open("/my-events");
  await expect(hanna.main.getByText("You have no event to come.")).toBeVisible();

  await ada.main.getByRole("link", { name: "Log", exact: true }).click();
  await expect(ada.record(`Ada removed the event “${event.title}”.`)).toContainText(
    "It advertises something else.",
  );
});

test("what is invite-only can be removed, too, and twice is no harm", async ({
  member,
  admin,
  person,
  guard,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ visibility: "invite-only" });
  const ada = await admin("Ada");
  const tablet = await person("Ada", { as: ada });
  await tablet.isLoggedIn();
  for (const browser of [ada, tablet]) {
    await browser.open(`/admin/events?query=${encodeURIComponent(event.title)}`);
    await expect(browser.record(event.title)).toContainText("Invite only");
    await browser.record(event.title).getByRole("button", { name: /^Remove/ }).click();
    await browser.field("Reason").fill("Nobody may do this here.");
  }
  await tablet.dialog.getByRole("button", { name: "Remove the event" }).click();
  await expect(tablet.toasts).toContainText(`“${event.title}” is removed.`);
  guard.expectRefusal(404, `/api/v1/admin/events/${event.id}/removal`);
  await ada.dialog.getByRole("button", { name: "Remove the event" }).click();
  await expect(ada.toasts).toContainText("This event is gone already.");
  await expect(ada.record(event.title)).toHaveCount(0);
});
