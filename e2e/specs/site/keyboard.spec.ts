import { expect, test } from "../../fixtures";
import { unique } from "../../support/names";

// Whole journeys without a mouse: everything is reached with Tab, and the focus is always
// somewhere sensible.

test("a guest logs in and books with nothing but the keyboard", async ({ member, person }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 3 });
  const lena = await person("Lena");
  await lena.isMember();
  const { keyboard } = lena.page;

  await lena.openEvent(event);
  await lena.presses(lena.stub.getByRole("link", { name: "Log in to book a place" }));
  await expect(lena.heading("Log in")).toBeFocused();
  await lena.typesInto("Username or email", lena.username);
  await lena.typesInto("Password", lena.password);
  await keyboard.press("Enter");

  await expect(lena.heading(event.title)).toBeFocused();
  await lena.presses(lena.stub.getByRole("button", { name: "Book a place" }));
  await expect(lena.stub.getByText("2 of 3 places left")).toBeVisible();
  // The focus is not thrown to the top of the page.
  const focused = await lena.page.evaluate(() => document.activeElement?.tagName);
  expect(focused).not.toBe("BODY");

  await lena.presses(lena.menu);
  await expect(lena.menu).toHaveAttribute("aria-expanded", "true");
  await keyboard.press("Escape");
  await expect(lena.menu).toHaveAttribute("aria-expanded", "false");
  await expect(lena.menu).toBeFocused();
});

test("somebody new makes an account and mends a mistake with the keyboard", async ({ person }) => {
  const lena = await person("Lena");
  const { keyboard } = lena.page;
  await lena.open("/");
  await lena.presses(lena.page.getByRole("banner").getByRole("link", { name: "Create account" }));
  await expect(lena.heading("Create your account")).toBeFocused();
  await lena.typesInto("Username", lena.username);
  await lena.typesInto("Email", "no address");
  await lena.typesInto("Password", lena.password);
  await keyboard.press("Enter");

  // The list of problems takes the focus, and leads to the field.
  await expect(lena.problems).toBeFocused();
  await lena.presses(lena.problems.getByRole("link").first());
  await expect(lena.field("Email")).toBeFocused();
  await expect(lena.field("Email")).toHaveAccessibleDescription(/like name@example\.org/);
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type(lena.email);
  await keyboard.press("Enter");
  await expect(lena.main.locator(":focus")).toContainText("Almost there");

  await lena.presses(lena.page.getByRole("link", { name: "Confirm my email address" }));
  await expect(lena.heading("Your email address is confirmed")).toBeVisible();
});

test("an event is published and called off with the keyboard", async ({ member }) => {
  const hanna = await member("Hanna");
  const title = unique("Lamps by the lake");
  const { keyboard } = hanna.page;
  await hanna.open("/");
  await hanna.presses(hanna.page.getByRole("banner").getByRole("link", { name: "New event" }));
  await expect(hanna.heading("New event")).toBeFocused();
  await hanna.typesInto("Title", title);
  await hanna.typesInto("Description", "Bring a lamp.");
  await hanna.tabsTo(hanna.field("Date"));
  // The same whether the day or the month comes first.
  const year = new Date().getFullYear() + 1;
  await keyboard.type(`0303${year}`);
  await expect(hanna.field("Date")).toHaveValue(`${year}-03-03`);
  await hanna.typesInto("Maximum attendees", "12");
  await keyboard.press("Enter");
  await expect(hanna.heading(title)).toBeFocused();
  await expect(hanna.stub.getByText("12 of 12 places left")).toBeVisible();

  const ask = hanna.stub.getByRole("button", { name: "Cancel event" });
  await hanna.presses(ask);
  await expect(hanna.dialog).toBeVisible();
  // Inside the question the focus goes round and round.
  for (let step = 0; step < 8; step += 1) {
    await keyboard.press("Tab");
    const outside = await hanna.page.evaluate(() => {
      const { activeElement, body } = document;
      return activeElement !== body && !activeElement?.closest("dialog");
    });
    expect(outside, "the focus stays in the dialog").toBe(false);
  }
  await keyboard.press("Escape");
  await expect(ask).toBeFocused();
  await keyboard.press("Enter");
  await hanna.presses(hanna.dialog.getByRole("button", { name: "Cancel the event" }));
  await expect(hanna.heading("My events")).toBeFocused();
});

test("one searches, opens what one finds and comes back with the keyboard", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const { keyboard } = hanna.page;
  await hanna.open("/event-overview");
  await expect(hanna.heading("Find something worth leaving the house for")).toBeVisible();
  await expect(hanna.bell).toBeVisible();
  await keyboard.press("Tab");
  await expect(hanna.page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await keyboard.press("Enter");
  await hanna.tabsTo(hanna.page.getByRole("searchbox", { name: "Search" }));
  await keyboard.type(event.title);
  await hanna.findsOnly(event.title);
  const details = hanna.ticket(event.title).getByRole("link", { name: /^Details/ });
  await hanna.presses(details);
  await expect(hanna.heading(event.title)).toBeFocused();
  await hanna.page.goBack();
  await hanna.findsOnly(event.title);
  await expect(hanna.page.getByRole("searchbox", { name: "Search" })).toHaveValue(event.title);
});

test("news are read and answered with the keyboard", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.says(lena, "Shall I bring a lamp?");
  const { keyboard } = lena.page;
  await lena.open("/");
  await expect(lena.bell).toHaveAccessibleName(/1 unread/);
  await lena.presses(lena.bell);
  const item = lena.bellPanel.getByRole("listitem").getByRole("link");
  await expect(item).toBeVisible();
  await lena.presses(item);
  await expect(lena.heading("Mira")).toBeVisible();
  await lena.tabsTo(lena.composer);
  await keyboard.type("Two, please.");
  await keyboard.press("Enter");
  await expect(lena.message("Two, please.")).toContainText("Sent");
  await expect(lena.composer).toBeFocused();
  await keyboard.type("And matches.");
  await keyboard.press("Enter");
  await expect(lena.message("And matches.")).toContainText("Sent");
});

/** The element that has the focus, unless it can be seen. */
function hiddenFocus(): string | null {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  const is_seen = seen && (focused.contains(seen) || seen.contains(focused));
  return is_seen ? null : focused.outerHTML;
}

test("what has the focus is never hidden behind what sticks to a phone's edge", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({
    description: Array.from({ length: 30 }, (_, n) => `https://example.org/${n}`).join("\n\n"),
    maximum_attendees: 5,
  });
  const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
  const lena = await member("Lena", { browser: phone });
  await lena.openEvent(event);
  await expect(lena.page.locator(".bone")).toHaveCount(0);
  for (let step = 0; step < 45; step += 1) {
    await lena.page.keyboard.press("Tab");
    // The page may still be scrolling there.
    await expect.poll(() => lena.page.evaluate(hiddenFocus)).toBeNull();
  }
});
