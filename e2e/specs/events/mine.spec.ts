import { expect, type Person, test } from "../../fixtures";

const period = (person: Person, name: string) =>
  person.page.getByRole("navigation", { name: "Period" }).getByRole("link", { name });

const tab = (person: Person, name: string) =>
  person.page.getByRole("navigation", { name: "Your lists" }).getByRole("link", { name });

test("events, places and invitations each have a list of what is to come and what is past", async ({
  member,
  site,
}) => {
  const hanna = await member("Hanna");
  const coming = await hanna.publishes();
  const past = await hanna.publishes();
  const lena = await member("Lena");
  for (const event of [coming, past]) await lena.books(event);
  await site.database.endEvent(past.id);

  await hanna.open("/");
  await hanna.choose("My events");
  await expect(hanna.heading("My events")).toBeFocused();
  await expect(hanna.ticket(coming.title)).toBeVisible();
  await expect(hanna.ticket(past.title)).toHaveCount(0);
  await period(hanna, "Past").click();
  await expect(hanna.page).toHaveURL(`${hanna.site.url}/my-events?period=past`);
  await expect(hanna.ticket(past.title)).toContainText("Over");
  await expect(hanna.ticket(coming.title)).toHaveCount(0);
  // The address can be reloaded and left by going back.
  await hanna.page.reload();
  await expect(hanna.ticket(past.title)).toBeVisible();
  await hanna.page.goBack();
  await expect(hanna.ticket(coming.title)).toBeVisible();

  await lena.open("/my-bookings");
  await expect(lena.ticket(coming.title)).toContainText("Booked");
  await period(lena, "Past").click();
  await expect(lena.ticket(past.title)).toBeVisible();
  await lena.ticket(past.title).getByRole("link", { name: /^Details/ }).click();
  await expect(lena.stub.getByText("This event is over. You were there.")).toBeVisible();
  await lena.page.goBack();
  await expect(lena.ticket(past.title)).toBeVisible();
});

test("invitations are answered right on their tickets", async ({ member }) => {
  const hanna = await member("Hanna");
  const first = await hanna.publishes({ maximum_attendees: 4 });
  const second = await hanna.publishes({ visibility: "invite-only" });
  const lena = await member("Lena");
  for (const event of [first, second]) await hanna.invites(event, lena);
  await lena.open("/my-invitations");
  await lena
    .ticket(first.title)
    .getByRole("button", { name: `Accept the invitation: ${first.title}` })
    .click();
  await expect(lena.ticket(first.title).getByText("Booked", { exact: true })).toBeVisible();
  await expect(lena.ticket(first.title)).toContainText("3 places left");

  await lena.ticket(second.title).getByRole("button", { name: /^Decline/ }).click();
  await lena.dialog.getByRole("button", { name: "Yes, decline" }).click();
  await expect(lena.ticket(second.title)).toHaveCount(0);
  await expect(lena.page.getByText(`You declined the invitation to “${second.title}”.`)).toBeVisible();

  await tab(lena, "My bookings").click();
  await expect(lena.heading("My bookings")).toBeFocused();
  await expect(lena.ticket(first.title)).toBeVisible();
  await tab(lena, "My invitations").click();
  await expect(lena.main.getByText("Nobody has invited you to anything to come.")).toBeVisible();
});

test("an empty list says what to do next", async ({ member }) => {
  const lena = await member("Lena");
  await lena.open("/my-events");
  await lena.main.getByRole("link", { name: "Publish an event" }).click();
  await expect(lena.heading("New event")).toBeVisible();
  await lena.open("/my-bookings");
  await lena.main.getByRole("link", { name: "See what is on" }).click();
  await expect(lena.page).toHaveURL(`${lena.site.url}/event-overview`);
  await lena.open("/my-events?period=past");
  await expect(lena.main.getByText("None of your events is past.")).toBeVisible();
});

test("the lists are for members", async ({ person }) => {
  const guest = await person("Gustav");
  for (const name of ["my-events", "my-bookings", "my-invitations"]) {
    await guest.open(`/${name}`);
    await expect(guest.page).toHaveURL(`${guest.site.url}/login?next=%2F${name}`);
  }
});

test("a calendar feed is made, replaced and ended", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ time: "19:30" });
  const lena = await member("Lena", { browser: { permissions: ["clipboard-read", "clipboard-write"] } });
  await lena.books(event);
  await lena.open("/my-bookings");
  await lena.page.getByRole("button", { name: "Create an address" }).click();
  const field = lena.field("Your private address");
  await expect(field).toHaveValue(/\/api\/v1\/calendars\/.+\.ics$/);
  const first = await field.inputValue();
  await lena.page.getByRole("button", { name: "Copy" }).click();
  await expect(lena.page.getByText("The address is copied.")).toBeVisible();
  expect(await lena.pasted()).toBe(first);
  const feed = async (address: string) => fetch(address);
  expect(await (await feed(first)).text()).toContain(event.title);

  // It is told once.
  await lena.page.reload();
  await expect(lena.main.getByText(/^Address made: /)).toBeVisible();
  await expect(field).toHaveCount(0);

  await lena.page.getByRole("button", { name: "Replace the address" }).click();
  await lena.dialog.getByRole("button", { name: "Replace the address" }).click();
  await expect(field).toHaveValue(/\.ics$/);
  const second = await field.inputValue();
  expect((await feed(first)).status).toBe(404);
  expect((await feed(second)).status).toBe(200);

  await lena.page.getByRole("button", { name: "End the address" }).click();
  await lena.dialog.getByRole("button", { name: "End the address" }).click();
  await expect(lena.page.getByRole("button", { name: "Create an address" })).toBeVisible();
  expect((await feed(second)).status).toBe(404);
});
