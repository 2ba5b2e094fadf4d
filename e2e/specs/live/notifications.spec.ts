import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Person, test } from "../../fixtures";

/** Opens what is below the bell. */
async function rings(person: Person) {
  await person.bell.click();
  await expect(person.bellPanel).toBeVisible();
  return person.bellPanel.getByRole("listitem");
}

test("the bell counts what happens, says it, and leads there", async ({ member }) => {
  const hanna = await member("Hanna");
  const lena = await member("Lena");
  const event = await hanna.publishes();
  await hanna.listensAt("/profile");
  await expect(hanna.bell).toHaveAccessibleName("Notifications");
  const items = await rings(hanna);
  await expect(hanna.bellPanel).toContainText("Nothing has happened yet.");
  await hanna.page.keyboard.press("Escape");
  await expect(hanna.bellPanel).toBeHidden();
  await expect(hanna.bell).toBeFocused();

  await test.step("somebody books", async () => {
    await lena.books(event);
    const words = `Lena has booked a place at “${event.title}”.`;
    const toast = hanna.page.locator(".toast-card").filter({ hasText: words });
    await expect(toast.getByRole("link", { name: "Open" })).toBeVisible();
    await expect(hanna.bell).toHaveAccessibleName("Notifications, 1 unread");
    await expect(hanna.page).toHaveTitle(/^\(1\) .+ · Event Booking$/);
    await rings(hanna);
    await expect(items).toHaveCount(1);
    await expect(items).toContainText(`New: ${words}`);
  });

  await test.step("whoever opens it has read it", async () => {
    await items.getByRole("link").click();
    await expect(hanna.heading(event.title)).toBeVisible();
    await expect(hanna.bellPanel).toBeHidden();
    await expect(hanna.bell).toHaveAccessibleName("Notifications");
    await expect(hanna.page).toHaveTitle(`${event.title} · Event Booking`);
  });
});

test("each kind of news says what happened", async ({ member }) => {
  const hanna = await member("Hanna");
  const lena = await member("Lena");
  await lena.open("/profile");
  const event = await hanna.publishes();
  const title = `“${event.title}”`;
  const count = async (unread: number) =>
    expect(lena.bell).toHaveAccessibleName(`Notifications, ${unread} unread`);
  await hanna.invites(event, lena);
  await count(1);
  await hanna.edits(event, { location: "Lido", time: "19:00" });
  await hanna.tells(event);
  await count(2);
  await hanna.says(lena, "Will you come?");
  await count(3);
  const own = await lena.publishes();
  await hanna.books(own);
  await count(4);
  await hanna.givesBack(own);
  await count(5);
  await hanna.removes(event, lena);
  // The invitation is settled.
  await expect(async () => {
    const items = await lena.page.evaluate(async () => {
      const answer = await fetch("/api/v1/notifications");
      return (await answer.json()).unread;
    });
    expect(items).toBe(5);
  }).toPass();
  const other = await hanna.publishes();
  await lena.books(other);
  await hanna.cancels(other, "The singers have lost their voices.");
  await count(6);

  const items = await rings(lena);
  await expect(items).toContainText([
    `“${other.title}” is cancelled: The singers have lost their voices.`,
    `Hanna has taken you off the list of ${title}.`,
    `Hanna has given back a place at “${own.title}”.`,
    `Hanna has booked a place at “${own.title}”.`,
    "Hanna has written: Will you come?",
    `${title} was changed: Schedule and Location.`,
    `Hanna has invited you to ${title}.`,
  ]);
  await items.getByRole("link", { name: /Will you come/ }).click();
  await expect(lena.page).toHaveURL(`${lena.site.url}/chat/${hanna.username}`);
});

test("what is read in one tab is read in the other", async ({ member }) => {
  const hanna = await member("Hanna");
  const lena = await member("Lena");
  const event = await hanna.publishes();
  await hanna.invites(event, lena);
  await lena.open("/event-overview");
  await expect(lena.bell).toHaveAccessibleName("Notifications, 1 unread");
  const second = await lena.page.context().newPage();
  await second.goto(`${lena.site.url}/notifications`);
  const bell = second.locator("#bell");
  await expect(bell).toHaveAccessibleName("Notifications, 1 unread");
  await second.getByRole("button", { name: "Mark all as read" }).click();
  await expect(bell).toHaveAccessibleName("Notifications");
  await expect(lena.bell).toHaveAccessibleName("Notifications");
  await expect(second.getByRole("button", { name: "Mark all as read" })).toHaveCount(0);
  await expect(second.getByText("New:")).toHaveCount(0);
  // It is kept.
  await second.reload();
  await expect(second.getByRole("listitem").filter({ hasText: event.title })).toBeVisible();
  await expect(second.getByRole("banner").locator("#bell")).toHaveAccessibleName("Notifications");
});

test("the page with all of them grows, and is empty at first", async ({ member }) => {
  const hanna = await member("Hanna");
  const lena = await member("Lena");
  await lena.open("/notifications");
  await expect(lena.main.getByText("Nothing has happened yet.")).toBeVisible();
  const items = lena.main.getByRole("list", { name: "Notifications" }).getByRole("listitem");
  for (let number = 0; number < 22; number += 1) {
    await hanna.invites(await hanna.publishes(), lena);
  }
  await expect(items.first()).toBeVisible();
  await lena.page.reload();
  await expect(items).toHaveCount(20);
  await expect(lena.page).toHaveTitle("(22) Notifications · Event Booking");
  await lena.page.getByRole("button", { name: "Load more" }).click();
  await expect(items).toHaveCount(22);
  await lena.main.getByRole("button", { name: "Mark all as read" }).click();
  await expect(items.filter({ hasText: "New:" })).toHaveCount(0);
  await expect(items).toHaveCount(22);
});

test("a person without a mouse reads and opens them", async ({ member }) => {
  const hanna = await member("Hanna");
  const lena = await member("Lena");
  const event = await hanna.publishes();
  await hanna.invites(event, lena);
  await lena.open("/profile");
  await lena.bell.focus();
  await lena.page.keyboard.press("Enter");
  await expect(lena.bell).toHaveAttribute("aria-expanded", "true");
  const markAll = lena.bellPanel.getByRole("button", { name: "Mark all as read" });
  await expect(markAll).toBeVisible();
  await lena.page.keyboard.press("Tab");
  await expect(markAll).toBeFocused();
  await lena.page.keyboard.press("Tab");
  await lena.page.keyboard.press("Enter");
  await expect(lena.heading(event.title)).toBeVisible();
  // Turning elsewhere closes it.
  await lena.bell.click();
  await lena.heading(event.title).click();
  await expect(lena.bellPanel).toBeHidden();
});

test("who lets the browser show notices keeps that, and can end it", async ({ member }) => {
  const lena = await member("Lena");
  await lena.page.context().grantPermissions(["notifications"]);
  await lena.open("/notifications");
  const box = lena.main.getByRole("checkbox", { name: "Notify me outside this page, too" });
  await expect(box).not.toBeChecked();
  await box.check();
  await lena.page.reload();
  await expect(box).toBeChecked();
  await box.uncheck();
  await lena.page.reload();
  await expect(box).not.toBeChecked();
});

for (const theme of ["light", "dark"] as const) {
  test(`the bell and its page are accessible on a small screen, ${theme}`, async ({ member }) => {
    const hanna = await member("Hanna");
    const viewport = { width: 360, height: 740 };
    const lena = await member("Lena", { browser: { viewport, colorScheme: theme } });
    const event = await hanna.publishes({ title: `Choir ${"x".repeat(80)}` });
    await hanna.invites(event, lena);
    await hanna.says(lena, `See ${"long".repeat(60)}`);
    await hanna.books(await lena.publishes());
    await lena.open("/notifications");
    await expect(lena.bell).toHaveAccessibleName("Notifications, 3 unread");
    await expect(lena.main.getByRole("listitem")).toHaveCount(3);
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page: lena.page }).analyze();
      expect.soft(violations.map((one) => one.id), what).toEqual([]);
      const wide = await lena.page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth,
      );
      expect.soft(wide, `${what}: nothing sticks out`).toBe(false);
    };
    await check("the page");
    await rings(lena);
    await check("the bell");
  });
}
