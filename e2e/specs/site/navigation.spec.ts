import { expect, test } from "../../fixtures";

test("the skip link leads past the header", async ({ page }) => {
  await page.goto("/event-overview");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
});

test("after going to a page the focus is on its heading, and the tab has its title", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const heading = hanna.page.getByRole("heading", { level: 1 });
  await hanna.open("/");
  await expect(hanna.page).toHaveTitle("Event Booking");

  await hanna.page.getByRole("banner").getByRole("link", { name: "Events" }).click();
  await expect(heading).toBeFocused();
  await expect(hanna.page).toHaveTitle("Events · Event Booking");
  await hanna.page.getByRole("searchbox").fill(event.title);
  await hanna.findsOnly(event.title);
  await hanna.ticket(event.title).getByRole("link", { name: /^Details/ }).click();
  await expect(hanna.heading(event.title)).toBeFocused();
  await expect(hanna.page).toHaveTitle(`${event.title} · Event Booking`);
  await hanna.page.getByRole("banner").getByRole("link", { name: "New event" }).click();
  await expect(hanna.heading("New event")).toBeFocused();
  await expect(hanna.page).toHaveTitle("New event · Event Booking");
});

test("an address that leads nowhere says so, with that status", async ({ page, guard }) => {
  guard.expectRefusal(404, "/no-such-page");
  const answer = await page.goto("/no-such-page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "This page does not exist" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "See what is on" }).click();
  await expect(page).toHaveURL(/\/event-overview$/);
});

test("every page has head, content and foot, and one heading", async ({ page }) => {
  const paths = ["/", "/login", "/register", "/confirm", "/confirm-email", "/event-overview"];
  for (const path of [...paths, "/password-reset", "/password-save?hash=x"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("banner")).toBeVisible();
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.getByRole("contentinfo")).toBeVisible();
  }
});
