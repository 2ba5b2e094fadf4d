import { expect, type Event, type Person, test } from "../../fixtures";
import { unique } from "../../support/names";

async function openPeople(hanna: Person, event: Event): Promise<void> {
  await hanna.open(`/event-edit/${event.id}`);
  await expect(hanna.page.getByRole("heading", { name: "People" })).toBeVisible();
}

const invite = async (hanna: Person, whom: string) => {
  await hanna.field("Invite somebody").fill(whom);
  await hanna.page.getByRole("button", { name: "Invite", exact: true }).click();
};

const row = (hanna: Person, guest: Person) =>
  hanna.page
    .getByRole("list", { name: "People" })
    .getByRole("listitem")
    .filter({ hasText: guest.username });

test("somebody is found while one types and invited with the keyboard alone", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const family = unique("Zz").replace("-", "");
  const lena = await member("Lena", { account: { last_name: family } });
  const otto = await member("Otto", { account: { last_name: family } });
  await hanna.openEvent(event);
  await hanna.main.getByRole("link", { name: "Invite or remove people" }).click();
  await expect(hanna.page.getByRole("heading", { name: "People" })).toBeFocused();

  const { keyboard } = hanna.page;
  const field = hanna.page.getByRole("combobox", { name: "Invite somebody" });
  await keyboard.press("Tab");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await keyboard.type(family.slice(0, 6));
  const options = hanna.page.getByRole("listbox", { name: "People found" }).getByRole("option");
  await expect(options).toHaveCount(2);
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await expect(field).toHaveValue(family.slice(0, 6));

  await keyboard.press("ArrowDown");
  await expect(options).toHaveCount(2);
  await keyboard.press("ArrowDown");
  const chosen = options.and(hanna.page.locator('[aria-selected="true"]'));
  await expect(chosen).toBeVisible();
  const guest = (await chosen.textContent())?.includes(lena.username) ? lena : otto;
  await expect(field).toHaveAttribute("aria-activedescendant", (await chosen.getAttribute("id"))!);
  await keyboard.press("Enter");
  await expect(field).toHaveValue(guest.username);
  await keyboard.press("Enter");
  await expect(row(hanna, guest)).toContainText("Invited");
  await expect(hanna.page.getByText(`${guest.firstName} ${family} is invited.`)).toBeVisible();
  await expect(field).toHaveValue("");
  await expect(field).toBeFocused();
});

test("an email address works as well, whatever its case", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await openPeople(hanna, event);
  await invite(hanna, lena.email.toUpperCase());
  await expect(row(hanna, lena)).toContainText("Invited");
});

test("whom nobody knows, oneself, and nobody at all are refused at the field", async ({
  member,
  guard,
}) => {
  guard.expectRefusal(422, /\/invitations$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await openPeople(hanna, event);
  const field = hanna.field("Invite somebody");
  await invite(hanna, "nobody-at-all");
  await expect(field).toHaveAccessibleDescription(/Nobody here has this username or email address/);
  await expect(field).toHaveValue("nobody-at-all");
  await invite(hanna, hanna.username);
  await expect(field).toHaveAccessibleDescription(/This is your own event/);
  await invite(hanna, "");
  await expect(field).toHaveAccessibleDescription(/Please fill this in/);
});

test("who is invited twice or has a place is there once, and one is told", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  const otto = await member("Otto");
  await otto.books(event);
  await openPeople(hanna, event);
  await invite(hanna, lena.username);
  await expect(row(hanna, lena)).toHaveCount(1);
  await invite(hanna, lena.username);
  await expect(hanna.page.getByText("Lena was already invited. Nothing changed.")).toBeVisible();
  await expect(row(hanna, lena)).toHaveCount(1);
  await invite(hanna, otto.username);
  await expect(hanna.page.getByText("Otto already has a place. Nothing changed.")).toBeVisible();
  await expect(row(hanna, otto)).toHaveCount(1);
});

test("a place is taken back after a question", async ({ member, guard }) => {
  guard.expectRefusal(404, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ visibility: "invite-only", maximum_attendees: 3 });
  const lena = await member("Lena");
  await hanna.invites(event, lena);
  await lena.books(event);
  await openPeople(hanna, event);
  const remove = row(hanna, lena).getByRole("button", { name: "Remove Lena" });
  await remove.click();
  await expect(hanna.dialog).toContainText("Lena loses the place");
  await hanna.page.keyboard.press("Escape");
  await expect(remove).toBeFocused();
  await remove.click();
  await hanna.dialog.getByRole("button", { name: "Remove Lena" }).click();
  await expect(row(hanna, lena)).toHaveCount(0);
  await expect(hanna.page.getByRole("heading", { name: "People" })).toBeFocused();
  await expect(hanna.page.getByText("Lena is off the list.")).toBeVisible();
  await expect.poll(() => hanna.event(event)).toMatchObject({ places_taken: 0 });
  await lena.open(`/event-detail/${event.id}`);
  await expect(lena.heading("There is no such event")).toBeVisible();
});

test("a long list is searched and grows page by page", async ({ member, person }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const needle = await member("Zacharias");
  await needle.books(event);
  for (let count = 0; count < 12; count += 1) {
    const guest = await person("Guest");
    await guest.isMember();
    await hanna.invites(event, guest);
    await guest.page.context().close();
  }
  await openPeople(hanna, event);
  const people = hanna.page.getByRole("list", { name: "People" }).getByRole("listitem");
  await expect(people).toHaveCount(12);
  await hanna.page.getByRole("button", { name: "Load more" }).click();
  await expect(people).toHaveCount(13);
  await hanna.field("Search people").fill("zachar");
  await expect(people).toHaveCount(1);
  await expect(people).toContainText(needle.username);
  await hanna.field("Search people").fill("qqqqqq");
  await expect(hanna.main.getByText("Nobody here is called that.")).toBeVisible();

  await hanna.openEvent(event);
  await hanna.field("Search people").fill("zachar");
  await expect(hanna.main.getByRole("link", { name: "Zacharias", exact: true })).toBeVisible();
  await expect(hanna.main.getByRole("link", { name: "Guest", exact: true })).toHaveCount(0);
});

test("an invitation is accepted on the event's page, and another declined", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ visibility: "invite-only", maximum_attendees: 3 });
  const lena = await member("Lena");
  const otto = await member("Otto");
  for (const guest of [lena, otto]) await hanna.invites(event, guest);

  await lena.openEvent(event);
  await expect(lena.stub.getByText("Hanna has invited you.")).toBeVisible();
  await lena.stub.getByRole("button", { name: "Accept" }).click();
  await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
  await expect(lena.stub.getByText("2 of 3 places left")).toBeVisible();
  await expect(lena.stub.getByRole("button", { name: "Decline" })).toHaveCount(0);

  await otto.openEvent(event);
  await otto.stub.getByRole("button", { name: "Decline" }).click();
  await expect(otto.dialog).toContainText("you will not see it any more");
  await otto.dialog.getByRole("button", { name: "Keep the invitation" }).click();
  await otto.stub.getByRole("button", { name: "Decline" }).click();
  await otto.dialog.getByRole("button", { name: "Yes, decline" }).click();
  await expect(otto.heading("You are off the list")).toBeVisible();
  await expect(
    otto.page.getByText(`You declined the invitation to “${event.title}”.`),
  ).toBeVisible();
  await expect.poll(() => hanna.event(event)).toMatchObject({ places_taken: 1 });
});

test("an invitation to an event that is full says so", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 1 });
  const lena = await member("Lena");
  await hanna.invites(event, lena);
  await (await member("Otto")).books(event);
  await lena.openEvent(event);
  await expect(lena.stub.getByText("Fully booked. A place may become free again.")).toBeVisible();
  await expect(lena.stub.getByRole("button", { name: "Accept" })).toHaveCount(0);
  await expect(lena.stub.getByRole("button", { name: "Decline" })).toBeVisible();
});
