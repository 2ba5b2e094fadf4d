import { expect, test } from "../../fixtures";
import { unique } from "../../support/names";

test("who looks at an event sees places go and people come, without a reload", async ({
  member,
  person,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 3, location: unique("Remise") });
  const lena = await member("Lena");
  const guest = await person("Gustav");
  await hanna.openEvent(event);
  await guest.open(`/event-overview?query=${event.title.split(" ").at(-1)}`);
  await expect(guest.ticket(event.title)).toContainText("3 places left");
  await expect(hanna.main.getByText("Nobody yet.")).toBeVisible();

  await test.step("a place goes", async () => {
    await lena.books(event);
    await expect(hanna.stub.getByText("2 of 3 places left")).toBeVisible();
    await expect(guest.ticket(event.title)).toContainText("2 places left");
    await expect(hanna.main.getByRole("listitem").getByText("Lena")).toBeVisible();
  });

  await test.step("it is read out", async () => {
    const spoken = hanna.main.getByRole("status").filter({ hasText: "2 places left" });
    await expect(spoken).toBeAttached();
  });

  await test.step("the last one goes, and one comes back", async () => {
    await guest.openEvent(event);
    const otto = await member("Otto");
    const mira = await member("Mira");
    await otto.books(event);
    await mira.books(event);
    await expect(guest.stub.getByText("Fully booked", { exact: true })).toBeVisible();
    await expect(hanna.main.getByRole("listitem")).toHaveCount(3);
    await lena.givesBack(event);
    await expect(guest.stub.getByText("1 of 3 places left")).toBeVisible();
    await expect(guest.stub.getByRole("link", { name: "Log in to book a place" })).toBeVisible();
    await expect(hanna.main.getByRole("listitem")).toHaveCount(2);
  });
});

test("an edit appears, and what is different is said until one has seen it", async ({
  member,
  person,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ time: "19:00" });
  const guest = await person("Gustav");
  await guest.openEvent(event);
  await hanna.openEvent(event);
  await hanna.edits(event, { time: "20:30", location: "Lido" });
  const news = guest.main.getByRole("status").filter({ hasText: "This event was changed." });
  await expect(news).toContainText("20:30");
  await expect(guest.main.locator(".opened-head")).toContainText("Lido");
  // The second edit is added to the first.
  await hanna.edits(event, { title: `${event.title} two` });
  await expect(guest.heading(`${event.title} two`)).toBeVisible();
  await expect(guest.page).toHaveTitle(`${event.title} two · Event Booking`);
  await expect(news).toContainText("Lido");
  await news.getByRole("button", { name: "Got it" }).click();
  await expect(guest.page.getByText("This event was changed.")).toHaveCount(0);
  // Whoever comes later is told nothing.
  await guest.page.reload();
  await expect(guest.heading(`${event.title} two`)).toBeVisible();
  await expect(guest.page.getByText("This event was changed.")).toHaveCount(0);
});

test("who edits an event on its page is not told so when they come back to it", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await hanna.openEvent(event);
  await hanna.stub.getByRole("link", { name: "Edit" }).click();
  await hanna.field("Location").fill("Lido");
  await hanna.main.getByRole("button", { name: "Save changes" }).click();
  await expect(hanna.heading(event.title)).toBeVisible();
  await expect(hanna.main.locator(".opened-head")).toContainText("Lido");
  await expect(hanna.page.getByText("This event was changed.")).toHaveCount(0);
  // What she changes on another device afterwards is told, and nothing of what she changed here.
  await hanna.edits(event, { time: "20:30" });
  const news = hanna.main.getByRole("status").filter({ hasText: "This event was changed." });
  await expect(news).toContainText("20:30");
  await expect(news).not.toContainText("Lido");
});

test("what is cancelled can still be read, and not booked", async ({ member, person, guard }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const guest = await person("Gustav");
  const lena = await member("Lena");
  await guest.open(`/profile/${hanna.username}`);
  const row = guest.page.getByRole("row").filter({ hasText: event.title });
  await expect(row).toBeVisible();
  await lena.openEvent(event);
  await expect(lena.stub.getByRole("button", { name: "Book a place" })).toBeVisible();
  await hanna.cancels(event);
  await expect(lena.main.getByRole("alert")).toContainText("cancelled or is not visible any more");
  await expect(lena.heading(event.title)).toBeVisible();
  await expect(lena.stub.getByRole("button")).toHaveCount(0);
  await expect(row).toContainText("Gone");
  guard.expectRefusal(404, `/api/v1/events/${event.id}`);
  await lena.page.reload();
  await expect(lena.heading("There is no such event")).toBeVisible();
});

test("an event that becomes private goes for those who are not on its list", async ({
  member,
  person,
}) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await lena.books(event);
  const guest = await person("Gustav");
  await guest.openEvent(event);
  await lena.openEvent(event);
  await hanna.edits(event, { visibility: "invite-only" });
  await expect(guest.main.getByRole("alert")).toContainText("not visible any more");
  await expect(lena.main.locator(".opened-head").getByText("Invite only")).toBeVisible();
  await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
});

test("what one does in one tab shows in the other", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.openEvent(event);
  const second = await lena.page.context().newPage();
  await second.goto(`${lena.site.url}/event-detail/${event.id}`);
  const stub = second.getByRole("complementary", { name: "Price and booking" });
  await expect(stub.getByRole("button", { name: "Book a place" })).toBeVisible();
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(stub.getByText("4 of 5 places left")).toBeVisible();
  await expect(stub.getByText("Booked", { exact: true })).toBeVisible();
});

test("who was cut off sees what has happened meanwhile", async ({ member, guard }) => {
  guard.expectOutage();
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.openEvent(event);
  await expect(mira.stub.getByText("5 of 5 places left")).toBeVisible();
  await mira.page.context().setOffline(true);
  await lena.books(event);
  await hanna.edits(event, { location: "Lido" });
  await hanna.invites(await hanna.publishes(), mira);
  await mira.page.context().setOffline(false);
  await expect(mira.stub.getByText("4 of 5 places left")).toBeVisible();
  await expect(mira.main.locator(".opened-head")).toContainText("Lido");
  await expect(mira.bell).toHaveAccessibleName("Notifications, 1 unread");
});
