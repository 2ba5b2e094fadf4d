import { expect, test } from "../../fixtures";
import { inDays } from "../../support/days";

test("one's own profile tells what is known, and lists one's events", async ({ member }) => {
  const lena = await member("Lena", { account: { last_name: "Hofmann", age: 34 } });
  await lena.open("/");
  await lena.choose("Your profile");
  await expect(lena.heading("Lena Hofmann")).toBeFocused();
  await expect(lena.page).toHaveTitle("Your profile · Event Booking");
  await expect(lena.menu).toHaveAttribute("aria-expanded", "false");
  for (const fact of [lena.username, lena.email, "34"]) {
    await expect(lena.main.getByRole("definition").getByText(fact, { exact: true })).toBeVisible();
  }
  await expect(lena.main.getByText("You have not published anything yet.")).toBeVisible();
  await lena.main.getByRole("link", { name: "Publish an event" }).click();
  await expect(lena.heading("New event")).toBeVisible();

  const first = await lena.publishes({ date: inDays(20), maximum_attendees: 12, time: "19:30" });
  const later = await lena.publishes({ date: inDays(40), visibility: "invite-only" });
  await lena.open("/profile");
  const rows = lena.main.getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText(later.title);
  await expect(rows.nth(1)).toContainText("Invite only");
  await expect(rows.nth(2)).toContainText("0 of 12 taken");
  await rows.nth(2).getByRole("link", { name: first.title }).click();
  await expect(lena.heading(first.title)).toBeFocused();
  await lena.page.goBack();
  await expect(lena.main.getByRole("link", { name: first.title })).toBeFocused();
});

test("a long list grows when one asks for more", async ({ member }) => {
  const lena = await member("Lena");
  for (let day = 1; day <= 22; day += 1) await lena.publishes({ date: inDays(day) });
  await lena.open("/profile");
  await expect(lena.main.getByRole("row")).toHaveCount(21);
  await lena.main.getByRole("button", { name: "Load more" }).dblclick();
  await expect(lena.main.getByRole("row")).toHaveCount(23);
  await expect(lena.main.getByRole("button", { name: "Load more" })).toHaveCount(0);
});

test("names on the page of an event lead to profiles", async ({ member }) => {
  const hanna = await member("Hanna", { account: { last_name: "Berg", age: 50 } });
  const event = await hanna.publishes();
  const secret = await hanna.publishes({ visibility: "invite-only" });
  const lena = await member("Lena");
  await lena.books(event);
  await lena.openEvent(event);
  await lena.main.getByRole("link", { name: "Hanna Berg" }).click();
  await expect(lena.heading("Hanna Berg")).toBeFocused();
  await expect(lena.page).toHaveTitle("Hanna Berg · Event Booking");
  await expect(lena.page).toHaveURL(`${lena.site.url}/profile/${hanna.username}`);
  await expect(lena.main.getByText(hanna.email)).toHaveCount(0);
  await expect(lena.main.getByText("50", { exact: true })).toHaveCount(0);
  await expect(lena.main.getByRole("link", { name: event.title })).toBeVisible();
  await expect(lena.main.getByText(secret.title)).toHaveCount(0);

  await lena.page.goBack();
  await lena.main.getByRole("link", { name: "Lena", exact: true }).click();
  await expect(lena.page).toHaveURL(`${lena.site.url}/profile`);
  await expect(lena.heading("Lena")).toBeVisible();
});

test("guests see who published something for everybody, and nobody else", async ({
  member,
  person,
  guard,
}) => {
  guard.expectRefusal(404, /^\/api\/v1\/users\//);
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  const guest = await person("Gustav");
  await guest.openEvent(event);
  await guest.main.getByRole("link", { name: "Hanna" }).click();
  await expect(guest.heading("Hanna")).toBeVisible();
  for (const hidden of [lena.username, "nobody-at-all"]) {
    await guest.open(`/profile/${hidden}`);
    await expect(guest.heading("There is no such person")).toBeVisible();
  }
});

test("odd names in the address are nobody", async ({ member, guard }) => {
  guard.expectRefusal(404, /^\/api\/v1\/users\//);
  const lena = await member("Lena");
  for (const odd of ["a%20b", "%F0%9F%8E%9F", "x".repeat(200), "%3Cb%3Ex%3C%2Fb%3E"]) {
    await lena.open(`/profile/${odd}`);
    await expect(lena.heading("There is no such person"), odd).toBeVisible();
  }
});
